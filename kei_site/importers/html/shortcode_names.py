"""Names of shortcodes, by what their readers saw."""

import re

PROGRAMMING = frozenset(
    "bash c cpp csharp css diff go html java javascript js json perl php powershell python r ruby shell sql "
    "typescript vb xml yaml".split()
)
CODE = PROGRAMMING | frozenset("code sourcecode plain cc".split())
"""Shown as code; entities in it are decoded once."""
NOTES = frozenset("efn_note fn footnote mfn modern_footnote ref sidenote".split())
"""Shown as a footnote."""
BOXES = frozenset("alert box callout dropshadowbox info infobox message note notice su_box su_note tip warning".split())
"""Shown as a box beside the text."""
QUOTES = frozenset("blockquote pullquote quote su_pullquote su_quote".split())
HEADINGS = frozenset("av_heading fusion_title su_heading vc_custom_heading".split())
"""Shown as a heading, of the level that they name."""
BREAKS = frozenset("divider hr separator su_divider vc_separator fusion_separator et_pb_divider".split())
"""Shown as a line."""
DROPPED = frozenset(
    "clear clearboth clearfix efn_reference footnotes gap powerpress podcast_episode spacer ss_player su_spacer "
    "vc_empty_space vc_line wpv-noautop".split()
)
"""Shown as nothing: distances, and the places of what our pages have at a place of their own: notes, a recording."""
TIPS = frozenset("fusion_popover fusion_tooltip popover su_popover su_tooltip tip_text tooltip".split())
"""Their content is a part of a line, and their attributes hold what it shows when it is pointed at."""
WITHIN_LINE = TIPS | frozenset(
    "dropcap drop_cap badge highlight hl label marker nobr nowrap su_dropcap su_highlight su_label superscript "
    "fusion_dropcap fusion_highlight".split()
)
"""Their content is a part of a line of text."""
LAYOUT = frozenset(
    "accordion accordions accordion_item btn button card cards cell col collapse collapsibles column columns "
    "container content_box cta expand five_sixth four_fifth fullwidth grid item linkbutton one_fifth one_fourth "
    "one_half one_quarter one_sixth one_third panel raw row section slide slider slides spoiler su_accordion su_button "
    "su_animate su_column su_expand su_frame su_flip_box su_flip_back su_flip_front su_guests su_heading su_icon_panel "
    "su_icon_text su_lightbox_content su_list su_member su_panel su_photo_panel su_plan su_pricing_table "
    "su_progress_bar su_progress_pie su_row su_section su_service su_splash su_spoiler su_tab su_table su_tabs "
    "su_testimonial "
    "tab tabs tabgroup testimonial testimonials three_fifth three_fourth toggle toggles two_fifth two_third wrapper "
    "one_half_last one_third_last two_third_last one_fourth_last three_fourth_last".split()
)
"""They place what they hold, and may have a title, a text and a link."""
LAYOUT_PREFIXES = ("vc_", "et_pb_", "fusion_", "av_", "cs_", "kc_", "tatsu_", "nectar_", "mk_", "ux_", "avia_")
"""Of page builders."""


FILLED = re.compile(
    r"archive|blog|calendar|cart|checkout|comments|contact|countdown|facebook|feed|form|grid|instagram|layerslider|login"
    r"|menu|pinterest|portfolio|posts?(?:_|$)|products?|recent|related|revslider|search|shop|sidebar|signup|tag_?cloud"
    r"|twitter|vc_wp_|widget"
)
"""In names of shortcodes of page builders that show lists, forms and other parts of the site: no words of a text."""


def is_layout(name: str) -> bool:
    """Return whether a shortcode, by its name in small letters, places what it holds."""
    return name in LAYOUT or name in WITHIN_LINE or name.startswith(LAYOUT_PREFIXES)

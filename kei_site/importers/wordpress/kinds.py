"""Types of posts of WordPress and its plug-ins -> what they become here."""

from collections.abc import Mapping

from kei_site.core.value import value

FILE = "attachment"
REUSABLE = "wp_block"
GUEST = "guest-author"
MENU_ITEM = "nav_menu_item"
VENUE = "tribe_venue"
HOST = "tribe_organizer"
PLACES = (VENUE, "location")
"""Of plug-ins for events: they have an address, and the events name them."""


@value
class Kind:
    """What the items of a type become."""

    kind: str = "brief"
    """One of `items.KINDS`, FILE for an uploaded file, or empty for other items that are no texts."""
    type: str = "brief"
    reason: str = ""


_PAGE = Kind(kind="page")
_KNOWN: Mapping[str, Kind] = {
    "page": _PAGE,
    **dict.fromkeys(("report", "reports", "publication", "publications"), Kind(type="report")),
    **dict.fromkeys(("paper", "papers", "working-paper", "working_paper", "research"), Kind(type="paper")),
    **dict.fromkeys(("commentary", "opinion", "op-ed", "oped", "blog"), Kind(type="commentary")),
    **dict.fromkeys(("podcast", "podcasts", "episode"), Kind(type="podcast")),
}
_INTERNAL = frozenset(
    "custom_css customize_changeset oembed_cache user_request wp_global_styles wp_navigation wp_template "
    "wp_template_part wp_font_family wp_font_face wp_changeset revision elementor_library elementor_snippet "
    "elementor_font elementor_icons acf-field acf-field-group acf_field acf acf-post-type acf-taxonomy et_pb_layout "
    "et_header_layout et_footer_layout et_body_layout et_template et_theme_builder fl-builder-template "
    "vc_grid_item vc4_templates fusion_template fusion_element fusion_tb_layout ml-slider "
    "wpcode custom-css-js cookielawinfo cpt-ui wp-types-group wp-types-user-group wp_log jp_pay_order "
    "jp_mem_plan scheduled-action action_monitor mc4wp-form wpcf7_contact_form wpforms wpforms-template "
    "ninja_form nf_sub popup popup_theme ngg_pictures ngg_gallery displayed_gallery lightbox_library "
    "shop_coupon product_variation safecss jetpack_migration jp_img_sitemap jp_sitemap jp_sitemap_master "
    "dlm_download_version sidebar amn_smtp amp_validated_url wpseo_crawl redirect_rule "
    "seopress_404 rank_math_schema".split()
)
_PERSONAL = frozenset(
    "feedback flamingo_contact flamingo_inbound flamingo_outbound shop_order shop_order_refund shop_subscription "
    "wpcf7s cf7_message wpforms_entry edd_payment give_payment forminator_entry tribe_rsvp_attendees "
    "tribe_tpp_attendees lp_order sfwd-transactions bp-email newsletter subscriber um_form mailpoet_page "
    "mailpoet_email mailster_email supsystic_subscriber".split()
)

_STANDS_ELSEWHERE: Mapping[str, str] = {
    VENUE: "the place of events: it stands in them",
    HOST: "the organizer of events: named in their lines",
    REUSABLE: "a block that texts share: it stands in them",
    "tablepress_table": "a table of TablePress: copy it from the old site to where `[table id=…]` stands",
    GUEST: "an author: a file in content/authors/ if a text names them",
}
"""Why a record that is part of others is no item, by type."""


def kind_of(post_type: str, chosen: Mapping[str, str]) -> Kind:
    """Return what a type becomes; `chosen` maps types to `page`, `skip`, or a type of briefs."""
    wish = chosen.get(post_type)
    if wish:
        return (
            _PAGE
            if wish == "page"
            else Kind(kind="", reason="left out by choice")
            if wish == "skip"
            else Kind(type=wish)
        )
    if post_type == FILE:
        return Kind(kind=FILE)
    if post_type in _STANDS_ELSEWHERE:
        return Kind(kind="", reason=_STANDS_ELSEWHERE[post_type])
    if post_type in _PERSONAL:
        return Kind(kind="", reason="a record about persons")
    if post_type in _INTERNAL or post_type == MENU_ITEM:
        return Kind(kind="", reason=f"no text: a record of WordPress ({post_type})")
    return _KNOWN.get(post_type, Kind())

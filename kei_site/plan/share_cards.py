"""Public briefs -> the images for link previews that can be drawn, and the diagnostics of the others.

A title with letters that no font of the program has (see `core/drawn_letters.py`) gets no image.
"""

from collections.abc import Iterator
from unicodedata import normalize

from kei_site.core.diagnostics import Diagnostic, diagnostic
from kei_site.core.drawn_letters import missing_letters
from kei_site.core.hashing import NO_DIGEST
from kei_site.core.image_facts import ImageFacts
from kei_site.core.urls import MIDDLE_DOTS, file_link
from kei_site.model.brief import Brief
from kei_site.model.views.files import ShareCardView
from kei_site.plan.inputs import Inputs
from kei_site.plan.targets import Target
from kei_site.plan.theme import mark_of

_REPLACED = str.maketrans(
    {
        **dict.fromkeys("\u2212\u2012\ufe58", "\u2013"),
        **dict.fromkeys("\u2015\uff0d", "\u2014"),
        **dict.fromkeys("\u2010\u2011", "-"),
        **dict.fromkeys(MIDDLE_DOTS, "\u00b7"),
        **dict.fromkeys("\u201e\u201f\u2033\u2036", "\u201d"),
        **dict.fromkeys("\u201a\u201b\u2032\u02bc", "\u2019"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    }
)
"""Signs that fonts lack, and signs that mean the same."""


def share_card_url(brief: Brief, inputs: Inputs) -> str:
    """Return the absolute address of the image for link previews, or an empty text if the brief has none."""
    is_drawn = inputs.config.share_cards and not _missing(brief, inputs)
    return f"{inputs.site.url}{file_link(_path(brief))}" if is_drawn else ""


def share_card_targets(inputs: Inputs) -> Iterator[Target]:
    """Yield the targets of the images for link previews."""
    mark, shows_name = mark_of(inputs.config.theme, inputs.files)
    facts = inputs.files.images.get(mark)
    for brief in inputs.library.briefs if inputs.config.share_cards else ():
        if not _missing(brief, inputs):
            view = ShareCardView(
                title=drawn_text(brief.front.title),
                series=drawn_text(brief.front.series),
                type=brief.front.type,
                organization=drawn_text(inputs.config.organization.name),
                language=brief.front.language,
                accent=inputs.config.theme.accent,
                paper=inputs.config.theme.paper,
                words=inputs.site_in(brief.front.language).words,
                mark=mark,
                mark_digest=facts.digest if isinstance(facts, ImageFacts) else NO_DIGEST,
                shows_name=shows_name,
            )
            yield Target(path=_path(brief), recipe="share_card", view=view)


def share_card_diagnostics(inputs: Inputs) -> Iterator[Diagnostic]:
    """Report letters that the fonts lack, at the title (TXT04); in the name of the institute one time for all."""
    if not inputs.config.share_cards:
        return
    if letters := missing_letters(drawn_text(inputs.config.organization.name)):
        message = f"images for link previews cannot show {letters}, so there are none"
        place = inputs.config.place("organization.name")
        fix = "remove `share_cards`, or write the name in Latin letters"
        yield diagnostic("TXT04", place, message, found=letters, fix=fix)
        return
    for brief in inputs.library.briefs:
        if letters := _missing(brief, inputs):
            message = f"the image for link previews cannot show {letters}, so this brief has none"
            key = "title" if missing_letters(drawn_text(brief.front.title)) else "series"
            fix = f"give the brief an `image`, which previews then show, or write the {key} without these letters"
            yield diagnostic("TXT04", brief.place(key), message, found=letters, fix=fix)


def drawn_text(text: str) -> str:
    """Return a text with signs that fonts have in place of those that mean the same."""
    return "".join(map(_drawn_letter, normalize("NFC", text).translate(_REPLACED)))


def _drawn_letter(letter: str) -> str:
    """Return a letter, or the plain ones that a sign such as ㈜ or ① is made of if only those can be drawn."""
    plain = normalize("NFKC", letter) if letter > "\u00ff" and missing_letters(letter) else letter
    return letter if missing_letters(plain) else plain


def _missing(brief: Brief, inputs: Inputs) -> str:
    texts = (brief.front.title, brief.front.series, inputs.config.organization.name)
    return "".join(dict.fromkeys("".join(missing_letters(drawn_text(text)) for text in texts)))


def _path(brief: Brief) -> str:
    return f"cards/{brief.front.date.year}/{brief.slug}.png"

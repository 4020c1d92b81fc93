"""Fragment + resolved references -> the HTML of a text, ready for its page, every value escaped. Render, pure.

A link (`kei-link:N`) without an address becomes its text, an image (`kei-image:N`) without a file its alternative text.
"""

import re
from collections.abc import Callable
from html import escape, unescape

from kei_site.core.patterns import pattern_of
from kei_site.model.brief import Fragment
from kei_site.model.views.common import ImageView, TextView
from kei_site.model.views.figures import FigureView
from kei_site.render.citations.text import with_references

SIZES = "(min-width: 44rem) 39rem, 100vw"
"""The width of an image in the text column, for the `sizes` of `source`."""
WIDE_SIZES = "(min-width: 64rem) 58rem, 100vw"
"""The width of an image over the margin."""

_ATTRIBUTES = r'(?: [a-z-]+="[^"]*")*'
_LINK = pattern_of(
    r'<a(?P<before>(?: (?!href=)[a-z-]+="[^"]*")*) href="kei-link:(?P<number>[0-9]+)"'
    rf"(?P<after>{_ATTRIBUTES})>(?P<content>.*?)</a>",
    re.DOTALL,
)
_IMAGE = pattern_of(rf'<(figure class="[^"]*\bwide\b[^"]*">(?:<a{_ATTRIBUTES}>)?<)?img({_ATTRIBUTES})>')
"""It begins with a plain character, which `re` finds without trying the rest of the pattern at every place."""
_IMAGE_NUMBER = pattern_of(r' src="kei-image:([0-9]+)"')
_ALT = pattern_of(r' alt="([^"]*)"')
_WIDTH = pattern_of(r' width="([0-9]+)"')
_KEPT = pattern_of(r' (?:class|dir|id|lang|title)="[^"]*"')
_FIGURE = pattern_of(
    rf"<figure[^>]*>(?P<image>(?:<a{_ATTRIBUTES}>)?<img{_ATTRIBUTES}>(?:</a>)?)"
    r"(?:<figcaption>(?P<caption>.*?)</figcaption>)?</figure>",
    re.DOTALL,
)


_MADE = pattern_of(r'<figure class="data-figure" id="[^"]*"><img src="kei-figure:(?P<number>[0-9]+)"[^>]*></figure>')
"""The place of a figure that is made from data."""

FigureWriter = Callable[[FigureView], str]


def resolved_html(fragment: Fragment, text: TextView, figure: FigureWriter) -> str:
    """Return the HTML of `fragment` with the addresses and images of `text` in place of its references.

    `figure` writes the figures that are made from data; one that cannot be drawn is left out.
    """
    html = with_references(fragment.html, text.cited) if text.cited else fragment.html
    html = with_figures(html, text, figure)
    if None in text.images:
        html = _FIGURE.sub(lambda match: _figure(match, text), html)
    if text.images:
        html = _IMAGE.sub(lambda match: _image(match, text), html)
    return _LINK.sub(lambda match: _link(match, text), html) if text.links else html


def with_figures(html: str, text: TextView, figure: FigureWriter) -> str:
    """Return the HTML of a text with the figures that are made from data, as `figure` writes them."""
    return _MADE.sub(lambda match: _made(match, text, figure), html) if text.figures else html


def _made(match: re.Match[str], text: TextView, figure: FigureWriter) -> str:
    view = text.figures[int(match["number"])].view
    return figure(view) if view else ""


def _link(match: re.Match[str], text: TextView) -> str:
    before, number, after, content = match.groups()
    url = text.links[int(number)]
    if not url or not content.strip():
        return content
    return f'<a{before} href="{escape(url)}"{after}>{content}</a>'


def _figure(match: re.Match[str], text: TextView) -> str:
    """Return a figure, or its texts as paragraphs where its image is missing."""
    number = _IMAGE_NUMBER.search(match["image"])
    if number is None or text.images[int(number[1])] is not None:
        return match[0]
    image = _IMAGE.sub(lambda match: _image(match, text), match["image"])
    caption = match["caption"] or ""
    return _paragraph(image) + (caption if "<p>" in caption else _paragraph(caption))


def _paragraph(html: str) -> str:
    return f"<p>{html.strip()}</p>" if html.strip() else ""


def _image(match: re.Match[str], text: TextView) -> str:
    number = _IMAGE_NUMBER.search(match[2])
    if number is None:
        return match[0]
    before = f"<{match[1]}".removesuffix("<") if match[1] else ""
    image = text.images[int(number[1])]
    if image is None:
        return before + _alternative(match)
    return before + _image_element(image, match[2], WIDE_SIZES if before else SIZES)


def _alternative(match: re.Match[str]) -> str:
    """Return the text in place of an image; in brackets beside words or another image, with which it would run on."""
    found = _ALT.search(match[2])
    text = escape(unescape(found[1]), quote=False) if found else ""
    html, start = match.string, match.start()
    tag = html.rfind("<", 0, start)
    before, after = html[tag + 1 : start].rstrip(), html[match.end() : match.end() + 9].lstrip()[:5]
    is_apart = before.endswith(">") and not before.startswith("img ") and after[:1] in ("", "<") and after != "<img "
    return text if is_apart or not text or (tag < 0 and after == "") else f"[{text}]"


def _image_element(image: ImageView, attributes: str, sizes: str) -> str:
    asked = _WIDTH.search(attributes)
    width = min(int(asked[1]), image.width) if asked else image.width
    height = round(image.height * width / image.width) or 1
    kept = "".join(_KEPT.findall(attributes))
    choice = ", ".join(f"{variant.url} {variant.width}w" for variant in image.variants)
    among = f' sizes="{f"{width}px" if asked else sizes}" srcset="{escape(choice)}"' if choice else ""
    return (
        f'<img src="{escape(image.url)}"{among} width="{width}" height="{height}" alt="{escape(image.alt)}"{kept}'
        ' loading="lazy" decoding="async">'
    )

"""Fragment + resolved references -> the HTML of a text, ready for its page. Render, pure.

A fragment is cleaned HTML in which references stand as `kei-link:N` and `kei-image:N`. What could not be
resolved leaves no trace but its words: a link without an address becomes plain words, a picture its
alternative text. Every value is escaped.
"""

import re
from html import escape, unescape

from kei_site.model.brief import Fragment
from kei_site.model.views.common import ImageView, TextView

SIZES = "(min-width: 44rem) 39rem, 100vw"
"""How wide a picture in the text column is, for browsers that choose among sizes."""
WIDE_SIZES = "(min-width: 64rem) 58rem, 100vw"
"""How wide a picture over the margin is."""

_ATTRIBUTES = r'(?: [a-z-]+="[^"]*")*'
_LINK = re.compile(
    r'<a(?P<before>(?: (?!href=)[a-z-]+="[^"]*")*) href="kei-link:(?P<number>[0-9]+)"'
    rf"(?P<after>{_ATTRIBUTES})>(?P<words>.*?)</a>",
    re.DOTALL,
)
_IMAGE = re.compile(rf'(<figure class="[^"]*\bwide\b[^"]*">(?:<a{_ATTRIBUTES}>)?)?<img({_ATTRIBUTES})>')
_IMAGE_NUMBER = re.compile(r' src="kei-image:([0-9]+)"')
_ALT = re.compile(r' alt="([^"]*)"')
_WIDTH = re.compile(r' width="([0-9]+)"')
_KEPT = re.compile(r' (?:class|dir|id|lang|title)="[^"]*"')
_FIGURE = re.compile(
    rf"<figure[^>]*>(?P<picture>(?:<a{_ATTRIBUTES}>)?<img{_ATTRIBUTES}>(?:</a>)?)"
    r"(?:<figcaption>(?P<caption>.*?)</figcaption>)?</figure>",
    re.DOTALL,
)


def resolved_html(fragment: Fragment, text: TextView) -> str:
    """Return the HTML of `fragment` with the addresses and pictures of `text` in place of its references."""
    html = fragment.html
    if None in text.images:
        html = _FIGURE.sub(lambda found: _figure(found, text), html)
    if text.images:
        html = _IMAGE.sub(lambda found: _image(found, text), html)
    return _LINK.sub(lambda found: _link(found, text), html) if text.links else html


def _link(found: re.Match[str], text: TextView) -> str:
    before, number, after, words = found.groups()
    url = text.links[int(number)]
    if not url or not words.strip():
        return words
    return f'<a{before} href="{escape(url)}"{after}>{words}</a>'


def _figure(found: re.Match[str], text: TextView) -> str:
    """Return a figure, or paragraphs with the words of one whose picture is missing."""
    number = _IMAGE_NUMBER.search(found["picture"])
    if number is None or text.images[int(number[1])] is not None:
        return found[0]
    words = _IMAGE.sub(lambda image: _image(image, text), found["picture"])
    caption = found["caption"] or ""
    return _paragraph(words) + (caption if "<p>" in caption else _paragraph(caption))


def _paragraph(words: str) -> str:
    return f"<p>{words.strip()}</p>" if words.strip() else ""


def _image(found: re.Match[str], text: TextView) -> str:
    number = _IMAGE_NUMBER.search(found[2])
    if number is None:
        return found[0]
    before = found[1] or ""
    image = text.images[int(number[1])]
    if image is None:
        alt = _ALT.search(found[2])
        return before + (escape(unescape(alt[1]), quote=False) if alt else "")
    return before + _picture(image, found[2], WIDE_SIZES if before else SIZES)


def _picture(image: ImageView, attributes: str, sizes: str) -> str:
    asked = _WIDTH.search(attributes)
    width = min(int(asked[1]), image.width) if asked else image.width
    height = round(image.height * width / image.width) or 1
    kept = "".join(_KEPT.findall(attributes))
    tag = (
        f'<img src="{escape(image.url)}" width="{width}" height="{height}" alt="{escape(image.alt)}"{kept}'
        ' loading="lazy" decoding="async">'
    )
    if not image.variants:
        return tag
    sizes = f"{width}px" if asked else sizes
    choice = ", ".join(f"{one.url} {one.width}w" for one in image.variants)
    source = f'<source type="{escape(image.media_type)}" sizes="{sizes}" srcset="{escape(choice)}">'
    return f"<picture>{source}{tag}</picture>"

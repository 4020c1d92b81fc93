"""Shortcodes of images, recordings and embedded pages -> HTML, with the files that an archive knows."""

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import escape
from typing import Protocol
from urllib.parse import unquote

from kei_site.core.value import value
from kei_site.importers.html.shortcodes import Handler, Shortcode

_RECORDINGS = "src mp3 m4a ogg wav mp4 m4v webm ogv flv wmv".split()
_OF_ULTIMATE = "su_youtube su_youtube_advanced su_vimeo su_dailymotion su_video su_audio su_document".split()
"""Shortcodes Ultimate names what it shows in `url`."""
_VIDEO_IDS = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/"}
_WEB = re.compile(r"(?:https?://|/(?!/)|mailto:)\S+")
_FILE = re.compile(r"https?://|//?[^\s/]")
_IMAGE_FIRST = re.compile(
    r"\s*((?:<p>\s*)?(?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?)(.*)", re.DOTALL | re.IGNORECASE
)


@value
class Media:
    """A file of an archive."""

    address: str
    alt: str = ""
    caption: str = ""
    """HTML."""
    title: str = ""


class MediaLibrary(Protocol):
    """What an archive knows of its files."""

    def by_id(self, number: str) -> Media | None:
        """Return the file with that id."""
        ...

    def of_item(self) -> Iterable[Media]:
        """Return the files that belong to the item that is being read, in the order of galleries."""
        ...


_IMAGE_ENDINGS = frozenset("jpg jpeg png gif webp svg avif".split())


def media_handlers(library: MediaLibrary) -> Mapping[str, Handler]:
    """Return what shortcodes of media become."""

    def gallery(shortcode: Shortcode) -> str:
        return _gallery(shortcode, library)

    def image(shortcode: Shortcode) -> str:
        return _builder_image(shortcode, library)

    known: Mapping[str, Handler] = {
        **dict.fromkeys(("caption", "wp_caption"), _caption),
        **dict.fromkeys(("gallery", "vc_gallery", "et_pb_gallery", "av_gallery", "playlist"), gallery),
        **dict.fromkeys(("vc_single_image", "et_pb_image", "av_image", "fusion_imageframe"), image),
        **dict.fromkeys(("embed", "embedyt", "tweet", "googlemaps"), _embed),
        **dict.fromkeys(("pdf-embedder", "pdf_embedder", "pdfjs-viewer", "pdfviewer", "embeddoc", "gview"), _embed),
        **dict.fromkeys(("youtube", "vimeo", "fusion_youtube", "fusion_vimeo", "soundcloud"), _embed),
        **dict.fromkeys(_OF_ULTIMATE, _embed),
        **dict.fromkeys(("vc_video", "et_pb_video", "av_video", "embed_video"), _embed),
        **dict.fromkeys(("audio", "video", "et_pb_audio"), _recording),
        "vc_raw_html": _raw_html,
        "vc_gmaps": _map,
    }
    return {name: _with_title(handler) if name.startswith("vc_") else handler for name, handler in known.items()}


def _with_title(handler: Handler) -> Handler:
    """Return a handler that writes the title above what another one gives, as WPBakery shows it."""

    def titled(shortcode: Shortcode) -> str:
        title = escape(shortcode.attributes.get("title", ""), quote=False)
        return f"\n\n<p><strong>{title}</strong></p>{handler(shortcode)}" if title else handler(shortcode)

    return titled


def figure(media: Media, link: str = "") -> str:
    """Return the HTML of an image with its caption, in a link if one is given, or of a link to another file."""
    if not _is_image(media):
        return f'<p><a href="{escape(media.address)}">{escape(media.title or media.address.rpartition("/")[2])}</a></p>'
    caption = f"<figcaption>{media.caption}</figcaption>" if media.caption.strip() else ""
    image = f'<img src="{escape(media.address)}" alt="{escape(media.alt)}">'
    return f'<figure>{f"""<a href="{escape(link)}">{image}</a>""" if link else image}{caption}</figure>'


def _is_image(media: Media) -> bool:
    return media.address.lower().rpartition(".")[2].partition("?")[0] in _IMAGE_ENDINGS


def _caption(shortcode: Shortcode) -> str:
    """Return the image and the caption of both forms: behind the image, or in an attribute."""
    found = _IMAGE_FIRST.fullmatch(shortcode.content)
    image, words = (found[1], found[2]) if found else (shortcode.content, "")
    words = shortcode.attributes.get("caption") or words
    side = shortcode.attributes.get("align", "")
    return f'\n\n<figure class="{escape(side)}">{image}<figcaption>{words.strip()}</figcaption></figure>\n\n'


def _gallery(shortcode: Shortcode, library: MediaLibrary) -> str:
    given = shortcode.attributes
    ids = given.get("ids") or given.get("include") or given.get("images") or given.get("gallery_ids") or ""
    excluded = {number.strip() for number in given.get("exclude", "").split(",")}
    if ids:
        found = [library.by_id(number.strip()) for number in ids.split(",") if number.strip() not in excluded]
    else:
        found = [media for media in library.of_item() if shortcode.name == "playlist" or _is_image(media)]
    figures = "\n".join(figure(media) for media in found if media)
    return f"\n\n<kei-gallery>{figures}</kei-gallery>\n\n" if figures else _as_written(shortcode)


def _builder_image(shortcode: Shortcode, library: MediaLibrary) -> str:
    given = shortcode.attributes
    media = library.by_id(given.get("image", "") or given.get("attachment", "") or given.get("image_id", ""))
    address = next((given[key] for key in ("src", "image", "url") if _FILE.match(given.get(key, ""))), "")
    if media is None and address:
        media = Media(address=address, alt=given.get("alt", ""), caption=escape(given.get("title", "")))
    if media is None:
        return shortcode.content
    link = next((given[key] for key in ("link", "url", "href") if _WEB.match(given.get(key, ""))), "")
    return f"\n\n{figure(media, '' if link == address else link)}{shortcode.content}\n\n"


def _embed(shortcode: Shortcode) -> str:
    given = shortcode.attributes
    keys = ("url", "src", "link", "file", "id", "video", "0")
    address = shortcode.content.strip() or next((given[key] for key in keys if given.get(key)), "")
    address = re.sub(r"<[^<>]*>", "", address).strip()
    service = next((prefix for name, prefix in _VIDEO_IDS.items() if name in shortcode.name), "")
    if re.fullmatch(r"[\w-]{5,20}", address) and service:
        address = service + address
    if not address.startswith(("http://", "https://", "//")):
        return _as_written(shortcode)
    return f'\n\n<kei-embed src="{escape(address)}"></kei-embed>\n\n'


def _recording(shortcode: Shortcode) -> str:
    bare = re.match(r"https?://[^\s|,]+", shortcode.attributes.get("0", ""))
    named = (shortcode.attributes[key] for key in _RECORDINGS if shortcode.attributes.get(key))
    address = next(named, bare[0] if bare else "")
    address = address or (shortcode.content.strip() if shortcode.content.strip().startswith("http") else "")
    if not address:
        return _as_written(shortcode)
    return f'\n\n<kei-embed src="{escape(address)}"></kei-embed>\n\n'


def _raw_html(shortcode: Shortcode) -> str:
    """Return HTML that a page builder keeps in Base64 of a percent-coded text."""
    try:
        return f"\n\n{unquote(base64.b64decode(shortcode.content.strip(), validate=True).decode())}\n\n"
    except (binascii.Error, ValueError):
        return shortcode.content


def _map(shortcode: Shortcode) -> str:
    """Return the frame of a map, which WPBakery keeps in Base64 behind a mark."""
    kept = shortcode.attributes.get("link", "").removeprefix("#E-8_")
    return _raw_html(replace(shortcode, content=kept))


def _as_written(shortcode: Shortcode) -> str:
    """Return a shortcode that means nothing here as visible words."""
    given = "".join(
        f" {escape(words)}" if key.isdigit() else f' {key}="{escape(words)}"'
        for key, words in shortcode.attributes.items()
    )
    end = f"{shortcode.content}[/{shortcode.name}]" if shortcode.content else ""
    return f"[{shortcode.name}{given}]{end}"

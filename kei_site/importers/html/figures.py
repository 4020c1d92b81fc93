"""Figures, and frames of other sites -> blocks of Markdown."""

import re

from kei_site.core.players import player_of
from kei_site.importers.html.escaping import escape_lines, escape_text
from kei_site.importers.html.inline import (
    address_of_player,
    host_name,
    host_of_address,
    image_address,
    image_of,
    inline_of,
    page_of_video,
    side_of,
)
from kei_site.importers.html.lists import BlocksOf
from kei_site.importers.html.marks import resolved
from kei_site.importers.html.tree import Element, Part, classes_of, parts_of, text_of
from kei_site.importers.html.writing import Writing, is_file
from kei_site.importers.videos import is_playable

_VIDEOS = re.compile(
    r"(?:^|\.)(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|dailymotion\.com|ted\.com|videopress\.com)$"
)
_ADDRESS = re.compile(r"(?:https?:)?//\S+")


def figure_blocks(writing: Writing, element: Element, blocks_of: BlocksOf) -> list[str]:
    """Return an image with its caption, or the blocks of a figure that holds something else, then its caption."""
    captions = [child for child in element if child.tag == "figcaption"]
    rest = [part for part in parts_of(element) if isinstance(part, str) or part.tag != "figcaption"]
    images = [image for part in rest if not isinstance(part, str) for image in part.iter("img") if image_address(image)]
    words = "".join(part if isinstance(part, str) else "".join(part.itertext()) for part in rest).strip()
    if len(images) == 1 and not words and len(captions) < 2 and not _has_frame(rest):
        return _image(writing, element, images[0], captions[0] if captions else None)
    if "wp-block-pullquote" in classes_of(element):
        quote = element.find("blockquote")
        if quote is not None:
            quote.set("class", "wp-block-pullquote")
    if _ADDRESS.fullmatch(words) and not images:
        blocks = _frame(writing, words, text_of(captions[0]) if captions else "")
        return blocks + [block for caption in captions for block in _words(writing, caption) if not _is_plain(caption)]
    blocks = blocks_of(writing, rest)
    below = [block for caption in captions for block in _words(writing, caption)]
    if len(blocks) == len(below) == 1 and blocks[0].startswith(("| ", "<table")):
        side = " .wide" if side_of(element) == "{.wide}" else ""
        return [f"::: table{side}\n{below[0]}\n\n{blocks[0]}\n:::"]
    return blocks + below


def embed_blocks(writing: Writing, element: Element) -> list[str]:
    """Return a frame or a recording as a link: nothing of other sites is loaded into a page."""
    return _frame(writing, address_of_player(element), " ".join(element.get("title", "").split()))


def _has_frame(parts: list[Part]) -> bool:
    frames = ("iframe", "video", "audio", "kei-embed", "table", "pre")
    return any(child.tag in frames for part in parts if not isinstance(part, str) for child in part.iter())


def _words(writing: Writing, caption: Element) -> list[str]:
    text = resolved(inline_of(writing, parts_of(caption)))
    return [escape_lines(text)] if text else []


def _is_plain(caption: Element) -> bool:
    return len(caption) == 0


def _image(writing: Writing, figure: Element, image: Element, caption: Element | None) -> list[str]:
    words = text_of(caption) if caption is not None else ""
    in_list = any(parent.tag in ("li", "dd") for parent in figure.iterancestors())
    if caption is None or (_is_plain(caption) and not in_list):
        line = _linked(writing, figure, image, words)
        return [line + side_of(figure)] if not line.endswith("}") else [line]
    text = document_of(_words(writing, caption))
    alt = " ".join(image.get("alt", "").split()).replace('"', "”")
    side = side_of(figure, image).strip("{}")
    head = f'::: figure {writing.token(image_address(image), is_media=True)} "{alt}" {side}'.rstrip()
    return [f"{head}\n{text}\n:::"]


def document_of(blocks: list[str]) -> str:
    """Return blocks with blank lines between them."""
    return "\n\n".join(blocks)


def _linked(writing: Writing, figure: Element, image: Element, caption: str) -> str:
    """Return an image in the link that holds it, if that leads anywhere else than to the image."""
    link = next((parent for parent in image.iterancestors() if parent.tag == "a"), None)
    shown = resolved(image_of(writing, image, caption))
    address = link.get("href", "").strip() if link is not None else ""
    is_page = link is not None and ("attachment" in link.get("rel", "") or "attachment_id=" in address)
    if not address.startswith(("http", "/", "mailto:")) or is_file(address) or is_page:
        return shown
    return f"[{shown}]({writing.token(address)})"


def _frame(writing: Writing, address: str, title: str) -> list[str]:
    if not address.startswith(("http://", "https://", "//", "/")):
        return [escape_lines(escape_text(title))] if title else []
    shown = page_of_video(address)
    words = title or host_of_address(shown)
    player = player_of(shown, {})
    if player and player.kind != "video":
        return [f"::: embed {writing.token(shown)} {title or player.service}\n:::"]
    if _VIDEOS.search(host_name(shown)):
        if is_playable(shown):
            return [f"::: video {writing.token(shown)} {words}\n:::"]
        words = title or shown
    return [f"[{escape_text(words)}]({writing.token(shown)})"]

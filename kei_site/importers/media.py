"""Addresses of images and files of an archive -> the files on this disk, and where they go in the site.

A file of a public text keeps its old path below `static/`, so that links to it from elsewhere still work; files of
drafts, and those without an old path, go beside the text, where nothing is published before the text is.
"""

import base64
import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from kei_site.core.file_types import HEAD, ending_of, refused_content, refused_name
from kei_site.core.limits import LIMITS
from kei_site.core.urls import folded, is_windows_name, slugify
from kei_site.core.value import value
from kei_site.model.routes import HOST_FILES, RESERVED

MAX_MEDIA_BYTES = LIMITS.published_file.most
_SIZE = re.compile(r"-\d{2,5}x\d{2,5}(?=\.\w+$)")
"""What WordPress adds to the name of a smaller version of an image."""
_SCALED = re.compile(r"-scaled(?=\.\w+$)")
"""What it adds to the name of an image that it made smaller because it was too large for pages."""
_PLAIN_NAME = re.compile(r"[^\s<>:\"|?*\\#%/\x00-\x1f]+")
_IMAGES = frozenset(".png .jpg .jpeg .jfif .gif .webp .svg .avif .heic .bmp .tif .tiff".split())


@value
class FoundFile:
    """A file for a text, or why there is none."""

    source: Path | None = None
    data: bytes = b""
    """The content of a file that stands in its address itself (`data:`)."""
    problem: str = ""
    """Why a file that is there is not taken over; empty if it is, or if there is none."""
    name: str = ""
    """Of an image in its first size, where the address names a smaller version of it."""


class MediaFolders:
    """The folders in which the files of an archive lie; nothing outside of them is ever read."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._folders = folders

    def find(self, address: str, own: str = "", *, is_upload: bool = False) -> FoundFile:
        """Return the file for an address; `own` is the path of a file that the reader of the archive has found.

        `is_upload` says that somebody uploaded it under that name: then it is no smaller version of another one.
        """
        places = [Path(own)] if own else [*self._places(address, is_upload=is_upload)]
        # `Path.is_file` raises OSError for a name that no disk can hold.
        found = next((place for place in places if os.path.isfile(place)), None)
        if found is None:
            return FoundFile()
        is_other = not own and found.name != posixpath.basename(_path_of(address))
        return replace(_checked(found), name=found.name if is_other else "")

    def _places(self, address: str, *, is_upload: bool) -> Iterator[Path]:
        """Yield the places where a file can lie: `2020/03/a.png` of `…/uploads/2020/03/a.png` before `a.png`.

        An image in its first size comes before a smaller version of it.
        """
        parts = [part for part in _path_of(address).split("/") if part]
        if any(part in (".", "..") or "\0" in part for part in parts):
            return
        asked = parts[-1] if parts else ""
        names = dict.fromkeys((asked if is_upload else _SIZE.sub("", asked), asked, _SCALED.sub("", asked)))
        for folder in self._folders:
            for first in range(len(parts)):
                for name in names:
                    place = folder.joinpath(*parts[first:-1], name)
                    if _is_inside(place, folder):
                        yield place


_DATA = re.compile(r"data:image/(png|jpeg|jpg|gif|webp);base64,", re.IGNORECASE)


def file_in_address(address: str) -> tuple[FoundFile, str]:
    """Return the image that an address of the scheme `data:` holds, and a name for it; nothing for other content."""
    found = _DATA.match(address)
    ending = f".{found[1].lower()}" if found else ""
    try:
        data = base64.b64decode("".join(unquote(address[found.end() :]).split()), validate=True) if found else b""
    except ValueError:
        data = b""
    is_sound = bool(data) and refused_content(f"image{ending}", data[:HEAD]) is None
    return (FoundFile(data=data), f"image{ending}") if is_sound else (FoundFile(), "")


def is_image_address(address: str) -> bool:
    """Tell whether an address ends like that of an image."""
    return ending_of(_path_of(address)) in _IMAGES


def is_file_address(address: str) -> bool:
    """Tell whether an address ends like that of a file that may stand beside a text."""
    return refused_name(_path_of(address), ()) is None or is_image_address(address)


def in_first_size(address: str) -> str:
    """Return the address of the image of which an address names a smaller version by its size; any other as it is."""
    path = address.partition("?")[0]
    return whole if (whole := _SIZE.sub("", path)) != path else address


def renamed(address: str, name: str) -> str:
    """Return the address of another file in the folder of a file."""
    return f"{address.partition('?')[0].rpartition('/')[0]}/{quote(name)}"


def static_path(address: str) -> str:
    """Return where a file keeps its old address: its path below `static/`; empty if it cannot keep it."""
    path = _path_of(address).strip("/")
    parts = path.split("/")
    is_plain = all(_PLAIN_NAME.fullmatch(part) and part[0] not in "._~" and not is_windows_name(part) for part in parts)
    top = parts[0].lower()
    if not is_plain or len(parts) < 2 or top in RESERVED or top in HOST_FILES or top in ("templates", "static"):
        return ""
    return f"static/{path}" if len(path.encode()) <= LIMITS.path.most else ""


def name_beside(address: str) -> str:
    """Return the name of a file that goes beside a text."""
    stem, ending = posixpath.splitext(posixpath.basename(_path_of(address)))
    return f"{slugify(stem)[:60].strip('-') or 'file'}{ending.lower()}"


def free_name(wish: str, taken: set[str]) -> str:
    """Return a path that is not taken, with a number if need be, and take it."""
    stem, ending = posixpath.splitext(wish)
    free, number = wish, 1
    while folded(free) in taken:
        number += 1
        free = f"{stem}-{number}{ending}"
    taken.add(folded(free))
    return free


def _path_of(address: str) -> str:
    try:
        return unquote(urlsplit(address).path)
    except ValueError:
        return ""


def _is_inside(place: Path, folder: Path) -> bool:
    root = os.path.realpath(folder)
    return os.path.realpath(place).startswith(root + os.sep)


def _checked(place: Path) -> FoundFile:
    """Refuse what a browser or a server could run, whatever its name says, and what is too large for a site."""
    size = place.stat().st_size
    if size > MAX_MEDIA_BYTES:
        return FoundFile(problem=f"{place.name} has {size} bytes; the limit is {MAX_MEDIA_BYTES}")
    with place.open("rb") as opened:
        head = opened.read(HEAD)
    refused = refused_name(place.name, ()) or refused_content(place.name, head)
    return FoundFile(problem=f"{place.name}: {refused.message}") if refused else FoundFile(source=place)

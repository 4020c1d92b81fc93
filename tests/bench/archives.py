"""Turns a folder of real articles into a benchmark site: the texts as they are, with pictures where theirs were.

An archive whose pictures could not be kept names them in its texts: by shortcodes of its old program (`legacy-img`) or
as files of its old site (`/assets/map.jpg`). Files get a picture, and so does one shortcode in `EVERY`, which makes one
picture for five articles, as an archive had that kept its own. Addresses of other sites stay as they are.
"""

import re
import shutil
from pathlib import Path
from typing import Final
from zlib import crc32

from tests.bench.pictures import write_picture

FOLDER: Final = "pictures"
"""Where the pictures of shortcodes are served."""
EVERY: Final = 6

_SHORTCODE = re.compile(r'\{\{<\s*(?:legacy-img|img)[\w-]*\s+src="([^"]+)"(?:\s+alt="([^"]*)")?[^}]*\}\}')
_OWN_FILE = re.compile(r"""\bsrc=["']/([\w./-]+\.(?:jpe?g|png))["']""")


def adapt(archive: Path, site: Path) -> None:
    """Copy the site in the folder `archive` to the new folder `site`, with a picture for each that its texts name."""
    shutil.copytree(archive, site)
    for path in sorted((site / "content" / "briefs").rglob("*.md")):
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        adapted = _SHORTCODE.sub(lambda found: _shown(found, site), text)
        for own in _OWN_FILE.findall(adapted):
            write_picture(site / "static" / own)
        path.write_bytes(adapted.encode("utf-8", "surrogateescape"))


def _shown(shortcode: re.Match[str], site: Path) -> str:
    """Return the Markdown of a picture in place of its shortcode, or the shortcode."""
    if crc32(shortcode[1].encode()) % EVERY:
        return shortcode[0]
    name = re.sub(r"[^\w/.-]+", "-", shortcode[1])
    address = f"{FOLDER}/{name if name.lower().endswith('.jpg') else f'{name}.jpg'}"
    write_picture(site / "static" / address)
    words = re.sub(r"[\[\]\\]", "", shortcode[2] or "")
    return f"![{words}](/{address})"

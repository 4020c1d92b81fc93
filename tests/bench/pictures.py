"""Turns names into pictures: photographs of nothing, as large as those of real archives.

The same name makes the same pixels: soft shapes with grain, which a JPEG compresses as little as a photograph.
"""

import io
import re
from pathlib import Path
from random import Random
from typing import Final

from PIL import Image

USUAL: Final = (1024, 683)
"""Width and height in pixels of a picture whose name gives none."""
COARSE: Final = 8
"""Pixels between two random colours."""

_SIZE = re.compile(r"(\d{2,4})-?x-?(\d{2,4})")


def write_picture(path: Path) -> None:
    """Write a JPEG for a path, once; a size in its name (`600-x-400-map.jpg`) is its size."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture(path.name))


def picture(name: str) -> bytes:
    """Return the JPEG of a name."""
    named = _SIZE.search(name)
    width, height = (int(named[1]), int(named[2])) if named else USUAL
    coarse = (max(width // COARSE, 2), max(height // COARSE, 2))
    colours = Image.frombytes("RGB", coarse, Random(name).randbytes(3 * coarse[0] * coarse[1]))
    out = io.BytesIO()
    colours.resize((width, height), Image.Resampling.BICUBIC).save(out, format="JPEG", quality=80)
    return out.getvalue()

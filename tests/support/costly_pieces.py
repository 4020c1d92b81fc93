"""Pieces of sites that cost much: texts, front matter, settings and files of any size, written into a `ScratchSite`."""

import io
import struct
import zlib
from collections.abc import Callable

from PIL import Image

from tests.support.scratch import CONFIG, ScratchSite, brief

ATTACK = "content/briefs/2024/attack/index.md"
BESIDE = "content/briefs/2024/attack/"

Attack = Callable[[ScratchSite], object]


def body(text: str) -> Attack:
    """Return the attack of a text."""
    return lambda site: site.write(ATTACK, brief("Attack", body=text))


def keys(**values: str) -> Attack:
    """Return the attack of front matter."""
    return lambda site: site.write(ATTACK, brief("Attack", **values))


def file(name: str, data: Callable[[], str | bytes], text: str = "Words.\n", **values: str) -> Attack:
    """Return the attack of a file beside a brief: `data` makes its bytes."""

    def write(site: ScratchSite) -> None:
        site.write(ATTACK, brief("Attack", body=text, **values))
        site.write(name if name.startswith(("content/", "static/")) else BESIDE + name, data())

    return write


def sparse(name: str, size: int, start: bytes = b"", text: str = "Words.\n", **values: str) -> Attack:
    """Return the attack of a file of `size` bytes of which only `start` is on the disk."""

    def write(site: ScratchSite) -> None:
        file(name, lambda: start, text, **values)(site)
        with (site.site / (name if name.startswith(("content/", "static/")) else BESIDE + name)).open("ab") as opened:
            opened.truncate(size)

    return write


def settings(text: str) -> Attack:
    """Return the attack of more lines in `site.yaml`."""

    def write(site: ScratchSite) -> None:
        site.write(ATTACK, brief("Attack"))
        site.write("content/site.yaml", CONFIG + text)

    return write


def flow(count: int, item: str = "wrong-{}") -> str:
    """Return a YAML list of numbered items in one line a hundred."""
    items = [item.format(number) for number in range(count)]
    lines = (", ".join(items[start : start + 100]) for start in range(0, count, 100))
    return "[" + ",\n    ".join(lines) + "]"


def many(pattern: str, count: int) -> str:
    """Return a pattern with the numbers from 0."""
    return "".join(pattern.replace("{}", str(number)) for number in range(count))


def png(width: int, height: int, *, depth: int = 1, color: int = 0, extra: bytes = b"") -> bytes:
    """Return a PNG of zeros, packed."""
    bits = depth * {0: 1, 2: 3, 6: 4}[color]
    packer = zlib.compressobj(9)
    row = bytes(1 + (width * bits + 7) // 8)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture(kind: str, size: tuple[int, int], **options: object) -> bytes:
    """Return a picture of one color as Pillow saves it."""
    made = io.BytesIO()
    Image.new("RGB", size).save(made, kind, **options)
    return made.getvalue()


def scans(count: int) -> bytes:
    """Return a progressive JPEG whose last scan is there `count` times."""
    whole = picture("JPEG", (2_000, 2_000), progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + whole[last:-2] * count + whole[-2:]


def frames(count: int) -> bytes:
    """Return a GIF of `count` frames."""
    made = io.BytesIO()
    images = [Image.new("L", (8, 8), number % 2 * 255) for number in range(count)]
    images[0].save(made, "GIF", save_all=True, append_images=images[1:])
    return made.getvalue()


def table(rows: int, attributes: str) -> str:
    """Return a table in HTML with a cell a row."""
    return "<table>\n" + f"<tr><td {attributes}>a</td></tr>\n" * rows + "</table>\n"


def entries(count: int) -> str:
    """Return a file of references."""
    return many("@article{k{}, title={A title {}}, author={Kim, A. and Lee, B.}, year={2001}}\n", count)


def dataset(rows: int, columns: int) -> str:
    """Return CSV."""
    head = ",".join(f"c{column}" for column in range(columns))
    return head + "\n" + (",".join("1" for _ in range(columns)) + "\n") * rows


def chart(data: str = "data.csv") -> str:
    """Return a chart of a file."""
    return f"::: chart {data}\ntype: line\ntitle: A chart\nx: c0\ny: c1\nalt: Words.\nsource: Words.\n:::\n\n"


def briefs(count: int, text: Callable[[int], str]) -> Attack:
    """Return the attack of many briefs."""

    def write(site: ScratchSite) -> None:
        for number in range(count):
            site.write(f"content/briefs/2024/b{number}.md", text(number))

    return write

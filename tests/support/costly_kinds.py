"""Further kinds of files that cost much: data, YAML that doubles, recordings, pictures that move, fonts, archives."""

import io
import struct
from collections.abc import Mapping

from PIL import Image

from tests.support.costly_pieces import ATTACK, Attack, body, chart, chunk, file, keys, many, png, settings
from tests.support.scratch import CONFIG, ScratchSite, brief

_DOUBLING = "a0: &a0 [a, a]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]\n" for n in range(1, 30))
"""YAML of 30 lines that stands for more items than atoms of a body."""
_USES = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><g id='a0'><path d='M0 0'/></g>"
    + "".join(f"<g id='a{n}'>" + f"<use href='#a{n - 1}'/>" * 10 + "</g>" for n in range(1, 12))
    + "<use href='#a11'/></svg>"
)
_PICTURE = "![A picture](x.{})\n"


def moving(kind: str, count: int) -> bytes:
    """Return a picture of `count` frames."""
    made = io.BytesIO()
    images = [Image.new("RGB", (8, 8), (number % 251, number % 241, number % 239)) for number in range(count)]
    images[0].save(made, kind, save_all=True, append_images=images[1:], duration=9)
    return made.getvalue()


def mp4(size: int) -> bytes:
    """Return the head of an M4A file whose boxes say that they are `size` bytes long, each in the one before it."""
    boxes = b"".join(struct.pack(">I4s", size - 8 * depth, b"moov") for depth in range(10_000))
    return struct.pack(">I4s4sI4s", 20, b"ftyp", b"M4A ", 0, b"M4A ") + boxes


def _episode(name: str) -> dict[str, str]:
    return {"type": "podcast", "podcast": f"{{audio: {name}}}"}


def versions(site: ScratchSite) -> None:
    """Write 5,000 frozen versions of a brief."""
    site.write("content/briefs/2024/kept.md", brief("Kept", versions="true"))
    for number in range(1, 5_001):
        site.write(
            f"content/versions/2024/kept/v{number}.md", brief("Kept", versions="true", body=f"Words {number}.\n")
        )


def fonts(site: ScratchSite) -> None:
    """Write a font that says it unpacks to 4 GB, which pages and PDFs are to use."""
    site.write(
        "static/fonts/x.woff2",
        b"wOF2\0\1\0\0" + struct.pack(">IHHIIHHIIIII", 900, 60_000, 0, 0xFFFFFFF0, 800, 1, 0, 0, 0, 0, 0, 0),
    )
    site.write("content/site.yaml", CONFIG + "theme:\n  fonts: {text: static/fonts/x.woff2}\npdf: true\n")
    site.write(ATTACK, brief("Attack"))


def _items(count: int, item: str) -> str:
    return "\n" + many(f"  - {item}\n", count).rstrip()


KINDS: Mapping[str, Attack] = {
    ".bib, braces 100,000 deep": file(
        "r.bib",
        lambda: (
            "@article{k, title={" + ("{" * 1_000 + "\n") * 100 + "a" + ("}" * 1_000 + "\n") * 100 + "}, year=2001}\n"
        ),
        "A [@k].\n",
        references="[r.bib]",
    ),
    ".bib, an author of 1 MB": file(
        "r.bib",
        lambda: "@article{k, title={T}, year=2001, author={" + "A, B and\n" * 110_000 + "C, D}}\n",
        "A [@k].\n",
        references="[r.bib]",
    ),
    "YAML that doubles: tags.yaml": file("content/tags.yaml", lambda: _DOUBLING),
    "YAML that doubles: a shared figure": file(
        "content/figures/x.yaml", lambda: _DOUBLING, "::: chart figure:x\n:::\n"
    ),
    "YAML that doubles: words": lambda site: [
        site.write("content/words/it.yaml", _DOUBLING),
        site.write(ATTACK, brief("Attack", language="it")),
    ],
    "YAML that doubles: front matter": lambda site: site.write(
        ATTACK, brief("Attack").replace("---\n\n", _DOUBLING + "---\n\n", 1)
    ),
    "CSV of 1,000,000 lines": file("data.csv", lambda: "c0,c1\n" + "1,2\n" * 1_000_000, chart()),
    "CSV with a cell of 50 MB": file("data.csv", lambda: 'c0,c1\n"' + "a" * 50_000_000 + '",1\n', chart()),
    "CSV in CP949, 14 MB": file("data.csv", lambda: ("가,나\n" + "한국,1\n" * 2_000_000).encode("cp949"), chart()),
    "JSON 100,000 deep": file("d.json", lambda: "[" * 100_000 + "]" * 100_000, chart("d.json")),
    "JSON of one number of 15 MB": file(
        "d.json", lambda: '[{"c0": 1, "c1": ' + "9" * 15_000_000 + "}]", chart("d.json")
    ),
    "logo: SVG of uses that multiply": lambda site: [
        settings("theme:\n  logo: static/img/x.svg\n")(site),
        site.write("static/img/x.svg", _USES),
    ],
    "logo: SVG 100,000 deep": lambda site: [
        settings("theme:\n  logo: static/img/x.svg\n")(site),
        site.write(
            "static/img/x.svg",
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>"
            + "<g>" * 100_000
            + "</g>" * 100_000
            + "</svg>",
        ),
    ],
    "font of 4 GB, packed": fonts,
    "M4A, boxes 10,000 deep of 4 GB": file("a.m4a", lambda: mp4(0xFFFFFFF0), **_episode("a.m4a")),
    "MP3 whose tag says 256 MB": file(
        "a.mp3", lambda: b"ID3\4\0\0\x7f\x7f\x7f\x7f" + b"APIC\x7f\x7f\x7f\x7f\0\0" * 100_000, **_episode("a.mp3")
    ),
    "Ogg of 1,000,000 empty pages": file(
        "a.ogg", lambda: (b"OggS\0\0" + bytes(20) + b"\0") * 1_000_000, **_episode("a.ogg")
    ),
    "ICO of 60,000 pictures": file(
        "x.ico", lambda: struct.pack("<HHH", 0, 1, 60_000) + bytes(16) * 60_000, _PICTURE.format("ico")
    ),
    "AVIF of nothing": file("x.avif", lambda: b"\0\0\0\x20ftypavif" + bytes(1 << 20), _PICTURE.format("avif")),
    "APNG of 10,000 frames": file("x.png", lambda: moving("PNG", 10_000), _PICTURE.format("png")),
    "APNG that says 4,000,000,000 frames": file(
        "x.png", lambda: png(9, 9, extra=chunk(b"acTL", struct.pack(">II", 4_000_000_000, 0))), _PICTURE.format("png")
    ),
    "WebP of 2,000 frames": file("x.webp", lambda: moving("WEBP", 2_000), _PICTURE.format("webp")),
    "ZIP attachment of noise": file("a.zip", lambda: b"PK\3\4" + bytes(40_000_000), "[A](a.zip)\n"),
    "published_in: 10,000": keys(published_in=_items(1_200, "{outlet: O{}, url: https://e.org/{}}")),
    "corrections: 10,000": keys(corrections=_items(1_200, "{date: 2024-08-01, kind: update, note: N{}}")),
    "5,000 versions": versions,
    "70,000 notes": body(many("a[^{}]\n\n[^{}]: b\n\n", 70_000)),
    "100,000 inline notes": body("a^[b]\n" * 100_000),
    "50,000 headings of one name": body("## A name\n\n" * 50_000),
    "200,000 definitions": body(many("[a{}]: b.md\n", 120_000)),
    "200,000 definitions of one name": body("[a]: b.md\n" * 200_000),
    "1 MB of `*`": body(("*" * 60_000 + "\n") * 17),
    "1 MB of `_`": body(("_" * 60_000 + "\n") * 17),
    "1 MB of `[`": body(("[" * 60_000 + "\n") * 17),
    "1 MB of code marks": body((" ".join("`" * n for n in range(1, 340)) + "\n") * 17),
    "1 MB of `![`": body(("![" * 30_000 + "\n") * 17),
    "1 MB of `~`": body(("a~" * 30_000 + "\n") * 17),
}

"""Sites that cost without bound, or once did: each row writes one into a `ScratchSite`, by the name of the attack.

Each site has besides a brief with a wrong date, which no attack may hide (`VICTIM`).
"""

import json
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

from tests.support.costly_depths import DEPTHS
from tests.support.costly_kinds import KINDS
from tests.support.costly_pieces import (
    ATTACK,
    BESIDE,
    Attack,
    body,
    briefs,
    chart,
    chunk,
    dataset,
    entries,
    file,
    flow,
    frames,
    keys,
    many,
    picture,
    png,
    scans,
    settings,
    sparse,
    table,
)
from tests.support.costly_texts import TEXTS
from tests.support.scratch import ScratchSite, brief

VICTIM = "content/briefs/2024/victim.md"
IMAGE = "![A picture](x.{})\n"
GIGABYTES = 3 << 30
HTML_SPANS = "colspan=99 rowspan=99"
_ENTITIES = "<!DOCTYPE svg [<!ENTITY a0 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)
)
"""A billion letters and more."""

ATTACKS: Mapping[str, Attack] = {
    # Named in reports.
    "table, 3,000 rows with spans of 99": body(table(3_000, HTML_SPANS)),
    "table, 12,000 rows with spans of 99": body(table(12_000, HTML_SPANS)),
    "`a <script>` on 8,000 lines": body("a <script>\n" * 8_000),
    "`[]()` 400,000 times": body("[]()\n" * 400_000),
    "105,889 faults in a text": body("<x> " * 105_889),
    "3 GB beside a brief": sparse("data.bin", GIGABYTES),
    "a text of 2 GB": sparse("content/briefs/2024/large.md", 2 << 30),
    "PNG, 1 x 50,000,000": file("x.png", lambda: png(1, 50_000_000), IMAGE.format("png")),
    "PNG, 50 megapixels in 194 KB": file("x.png", lambda: png(7_000, 7_000, depth=8, color=6), IMAGE.format("png")),
    "WebP of 1.9 KB": file("x.webp", lambda: picture("WEBP", (7_000, 7_000)), IMAGE.format("webp")),
    "JPEG of 3,000 scans": file("x.jpg", lambda: scans(3_000), IMAGE.format("jpg")),
    # Wrong names of every sort.
    "5,000 wrong names: related": keys(related=flow(5_000)),
    "5,000 wrong names: authors": keys(authors=flow(5_000)),
    "5,000 wrong names: references": keys(references=flow(5_000)),
    "5,000 wrong names: speakers": keys(type="event", event="{start: 2024-01-01, speakers: " + flow(5_000) + "}"),
    "5,000 wrong names: translation_of in briefs": briefs(
        5_000, lambda number: brief(f"B {number}", translation_of=f"wrong-{number}.md", language="ko")
    ),
    "5,000 wrong names: keys of front matter": lambda site: site.write(
        ATTACK, brief("Attack").replace("---\n\n", many("wrong{}: a\n", 4_000) + "---\n\n", 1)
    ),
    "5,000 wrong names: keys of site.yaml": settings(many("wrong{}: a\n", 5_000)),
    "5,000 wrong names: tags of tags.yaml": file(
        "content/tags.yaml", lambda: many("wrong{}: {descripton: a}\n", 5_000)
    ),
    "5,000 dead links": body(many("[a](wrong-{}.md)\n", 4_999)),
    "5,000 dead anchors": body(many("[a](#wrong-{})\n", 4_999)),
    "5,000 dead pictures": body(many("![a](wrong-{}.png)\n\n", 4_999)),
    "5,000 unknown citations": file("r.bib", lambda: entries(3_000), many("[@wrong{}]\n", 5_000), references="[r.bib]"),
    "5,000 wrong names: directives": body(many("::: wrong{}\na\n:::\n\n", 5_000)),
    "5,000 wrong names: data files": body(many("::: chart wrong{}.csv\ntype: bar\n:::\n\n", 5_000)),
    "5,000 wrong names: shared figures": lambda site: [
        site.write(ATTACK, brief("Attack", body=many("::: chart figure:wrong{}\n:::\n\n", 5_000))),
        *(site.write(f"content/figures/known-{n}.yaml", "kind: chart\n") for n in range(2_000)),
    ],
    "5,000 wrong names: data files beside 2,000 others": lambda site: [
        site.write(ATTACK, brief("Attack", body=many("::: chart wrong{}.csv\ntype: bar\n:::\n\n", 5_000))),
        *(site.write(f"{BESIDE}data-{number}.csv", "a,n\nx,1\n") for number in range(2_000)),
    ],
    "5,000 wrong names: regions": file(
        "data.csv",
        lambda: "c0,c1\n" + many("Wrongland {},1\n", 5_000),
        chart().replace("type: line", "type: tile-map"),
    ),
    "5,000 wrong names: menu of 2,000 pages": lambda site: [
        settings("menu:\n" + many("  - {label: A{}, url: /wrong-{}/}\n", 5_000))(site),
        *(
            site.write(f"content/pages/page-{number}.md", "---\ntitle: A page\n---\n\nWords.\n")
            for number in range(2_000)
        ),
    ],
    "2,000 wrong names: time zones of events": briefs(
        2_000,
        lambda number: brief(
            f"B {number}", type="event", event=f"{{start: 2024-01-01T09:00, timezone: Wrong/Zone-{number}}}"
        ),
    ),
    "5,000 wrong names: columns": file("data.csv", lambda: dataset(9, 50), chart().replace("c1", flow(5_000))),
    "5,000 wrong names: embeds": body(many("::: embed https://wrong{}.example.org/\n:::\n\n", 5_000)),
    "5,000 dead links in 500 briefs each": briefs(
        60, lambda number: brief(f"B {number}", body=many(f"[a](wrong-{number}-{{}}.md)\n", 1_000))
    ),
    # Data, references, mathematics, figures.
    "CSV of 1,000,000 cells": file("data.csv", lambda: dataset(100_000, 10), chart()),
    "CSV of one row, 1,000,000 columns": file("data.csv", lambda: dataset(1, 1_000_000), chart()),
    "CSV of 200 MB": sparse("data.csv", 199 << 20, b"c0,c1\n1,2\n", chart()),
    "CSV with an open quote, 15 MB": file("data.csv", lambda: 'c0,c1\n"' + "a,b\n" * 4_000_000, chart()),
    "CSV of wrong numbers": file("data.csv", lambda: "c0,c1\n" + "a,b\n" * 5_000, chart()),
    "JSON of 150 MB": file("d.json", lambda: json.dumps([[1] * 10] * 5_000_000), chart("d.json")),
    "2,000 charts": file(
        "data.csv", lambda: "c0,c1\n" + "".join(f"{year},{year}\n" for year in range(1700, 2000)), chart() * 2_000
    ),
    "60 charts": file(
        "data.csv", lambda: "c0,c1\n" + "".join(f"{year},1\n" for year in range(1700, 2000)), chart() * 60
    ),
    "2,000 tables of data": file(
        "data.csv", lambda: dataset(400, 20), "::: table data.csv\ntitle: A\nsource: A.\n:::\n\n" * 2_000
    ),
    ".bib of 100,000 entries": file("r.bib", lambda: entries(100_000), "A [@k7].\n", references="[r.bib]"),
    ".bib of 16 MB in one entry": file(
        "r.bib", lambda: "@article{k, title={" + "{" * 8_000_000, "A [@k].\n", references="[r.bib]"
    ),
    ".bib of @ alone": file("r.bib", lambda: "@" * 1_000_000, "A [@k].\n", references="[r.bib]"),
    ".bib of strings that double": file(
        "r.bib",
        lambda: (
            '@string{s0 = "aaaaaaaaaa"}\n'
            + "".join(f"@string{{s{n} = s{n - 1} # s{n - 1}}}\n" for n in range(1, 40))
            + "@article{k, title = s39, author={A, B}, year=2001}\n"
        ),
        "A [@k].\n",
        references="[r.bib]",
    ),
    "20,000 citations": file("r.bib", lambda: entries(1_000), many("a [@k{}]\n", 1_000) * 20, references="[r.bib]"),
    "mathematics, 20,000 deep": (
        lambda site: site.write(
            ATTACK, brief("Attack", math="true", body="$" + r"\frac{" * 9_000 + "a" + "}{b}" * 9_000 + "$\n")
        )
    ),
    "mathematics, 50,000 formulas": lambda site: site.write(
        ATTACK, brief("Attack", math="true", body="$a_1^2+\\sqrt{b}$ and\n" * 50_000)
    ),
    "mathematics, an array of 60 KB": lambda site: site.write(
        ATTACK,
        brief(
            "Attack",
            math="true",
            body="$$\\begin{matrix}" + "a & b \\\\ " * 6_000 + "\\end{matrix}$$\n",
        ),
    ),
    # Pictures.
    "PNG, 50,000 x 50,000": file(
        "x.png", lambda: png(50_000, 500, depth=1)[:16] + struct.pack(">II", 50_000, 50_000), IMAGE.format("png")
    ),
    "PNG with 400 MB in a packed text": file(
        "x.png",
        lambda: png(9, 9, extra=chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(400_000_000), 9))),
        IMAGE.format("png"),
    ),
    "PNG with 400 MB in a packed profile": file(
        "x.png",
        lambda: png(9, 9, extra=chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(400_000_000), 9))),
        IMAGE.format("png"),
    ),
    "PNG of 200,000 chunks": file(
        "x.png", lambda: png(9, 9, extra=chunk(b"tEXt", b"a\0b") * 200_000), IMAGE.format("png")
    ),
    "GIF of 5,000 frames": file("x.gif", lambda: frames(5_000), IMAGE.format("gif")),
    "JPEG, 24 megapixels, progressive": file(
        "x.jpg", lambda: picture("JPEG", (6_000, 4_000), progressive=True), IMAGE.format("jpg")
    ),
    "PNG, 24 megapixels, 16 bits": file("x.png", lambda: png(6_000, 4_000, depth=16, color=6), IMAGE.format("png")),
    "2,000 pictures of one megapixel": lambda site: [
        site.write(ATTACK, brief("Attack", body=many("![A](x{}.png)\n\n", 2_000))),
        *(site.write(BESIDE + f"x{n}.png", png(1_000, 1_000 + n % 7)) for n in range(2_000)),
    ],
    "lead picture, 1 x 60,000": file("x.png", lambda: png(1, 60_000), image="{src: x.png, alt: A}"),
    "SVG of entities": file(
        "static/img/x.svg",
        lambda: _ENTITIES + "]><svg xmlns='http://www.w3.org/2000/svg'><text>&a11;</text></svg>",
        "![A](static/img/x.svg)\n",
    ),
    "logo: SVG of entities": lambda site: [
        settings("theme:\n  logo: static/img/x.svg\n")(site),
        site.write(
            "static/img/x.svg",
            _ENTITIES + "]><svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><text>&a11;</text></svg>",
        ),
    ],
    "MP3 of nothing, 150 MB": sparse("a.mp3", 150 << 20, b"ID3", type="podcast", podcast="{audio: a.mp3}"),
    **TEXTS,
    **KINDS,
    **DEPTHS,
}
"""By name. Each must end within 10 seconds of one processor and 300 MB, be told, and hide no fault of another file."""


def costly_site(folder: Path, name: str) -> ScratchSite:
    """Write the site of an attack into a folder and return it."""
    site = ScratchSite(folder)
    site.write(VICTIM, brief("Victim", date="2024-02-30"))
    ATTACKS[name](site)
    return site

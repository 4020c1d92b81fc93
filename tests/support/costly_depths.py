"""More sites that cost without bound, or once did: depth and number of each kind of block, file and record."""

import json
from collections.abc import Mapping

from tests.support.costly_pieces import ATTACK, Attack, body, briefs, chart, dataset, entries, file, flow, keys, many
from tests.support.scratch import brief

_LINES = 17
"""Lines of 60,000 letters: a megabyte."""


def _long(text: str) -> Attack:
    return body((text * (60_000 // len(text)) + "\n") * _LINES)


def _front(text: str) -> Attack:
    """Return the attack of further lines of front matter."""
    return lambda site: site.write(ATTACK, brief("Attack").replace("---\n\n", f"{text}---\n\n", 1))


DEPTHS: Mapping[str, Attack] = {
    "directives 5,000 deep": body("::: note\n" * 5_000),
    "definitions 3,000 deep": body("a\n" + ": " * 3_000 + "b\n"),
    "inline notes 5,000 deep": body("a" + "^[b " * 5_000 + "]" * 5_000 + "\n"),
    "quotes of lists 2,000 deep": body("> - " * 2_000 + "a\n"),
    "details 20,000 deep": body("<details><summary>a</summary>\n" * 20_000),
    "images 5,000 deep": body("![" * 5_000 + "a" + "](b.png)" * 5_000 + "\n"),
    "links 15,000 deep": body("[" * 15_000 + "a" + "](b)" * 11_000 + "\n"),
    "1 MB of `#`": _long("#"),
    "1 MB of `=` below words": body(("a\n" + "=" * 60_000 + "\n") * _LINES),
    "1 MB of `|`": _long("|"),
    "1 MB of entities": _long("&amp;"),
    "1 MB of wrong entities": _long("&#x110000;"),
    "1 MB of backslashes": _long("\\"),
    "1 MB of `](`": _long("]("),
    "1 MB of `[^`": _long("[^"),
    "1 MB of `1.`": _long("1. "),
    "1 MB of `$$`": lambda site: site.write(ATTACK, brief("Attack", math="true", body=("$$" * 30_000 + "\n") * _LINES)),
    "1 MB of attributes": body(("<p " + "a=b " * 15_000 + ">\n") * _LINES),
    "letters without width, 1 MB": _long("\u200b"),
    "turns of direction, 1 MB": _long("\u202e"),
    "300,000 references without a definition": body("[a][b]\n" * 280_000),
    "100,000 comments": body("<!-- a -->\n" * 100_000),
    "50,000 addresses in brackets": body(many("<https://example.org/{}>\n", 50_000)),
    "100,000 addresses of mail": body(many("a{}@example.org\n", 100_000)),
    "10,000 columns of a table": body("|a" * 10_000 + "|\n" + "|-" * 10_000 + "|\n" + "|b\n" * 9_000),
    "YAML merges that double": _front("a: &a {b: c}\n" + many("k{}: {<<: [*a, *a]}\n", 2_000)),
    "YAML of 15 MB in one value: tags.yaml": file("content/tags.yaml", lambda: "a: |\n" + "  word\n" * 2_000_000),
    "100,000 words of the interface": file("content/words/en.yaml", lambda: many("word{}: a\n", 100_000)),
    "TOML of 1.9 MB": lambda site: site.write(ATTACK, "+++\n" + "a = [[[[1]]]]\n" * 130_000 + "+++\n\nWords.\n"),
    "JSON of 1,000,000 keys": file(
        "d.json", lambda: json.dumps([dict.fromkeys(map(str, range(1_000_000)), 1)]), chart("d.json")
    ),
    "TSV of one row, 1,000,000 columns": file(
        "d.tsv", lambda: "a\t" * 1_000_000 + "\n" + "1\t" * 1_000_000, chart("d.tsv")
    ),
    "CSV of 300,000 quotes": file("data.csv", lambda: "c0,c1\n" + '"""",""""\n' * 75_000, chart()),
    "chart of 5,000 rows and 60 columns": file("data.csv", lambda: dataset(5_000, 60), chart()),
    ".bib of 100,000 strings": file(
        "r.bib",
        lambda: many('@string{s{} = "a"}\n', 100_000) + entries(9),
        "A [@k1].\n",
        references="[r.bib]",
    ),
    ".bib of 100,000 authors": file(
        "r.bib",
        lambda: "@book{k, title={A}, year=2001, author={" + " and ".join(["Kim, A."] * 100_000) + "}}\n",
        "A [@k].\n",
        references="[r.bib]",
    ),
    "CSL-JSON of 100,000 works": file(
        "r.json",
        lambda: json.dumps([{"id": f"k{n}", "type": "book", "title": "A"} for n in range(100_000)]),
        "A [@k1].\n",
        references="[r.json]",
    ),
    "2,000 briefs that translate each other": briefs(
        2_000, lambda n: brief(f"B {n}", translation_of=f"b{(n + 1) % 2_000}.md", language="ko")
    ),
    "500 briefs related to 500 wrong ones": briefs(500, lambda n: brief(f"B {n}", related=flow(500, f"b{n}-{{}}.md"))),
    "4,900 links to one file": body("[a](x.csv) " * 4_900),
    "event of 1 MB": keys(type="event", event='{start: 2024-01-01, place: "' + "a\\n" * 20_000 + '"}'),
}

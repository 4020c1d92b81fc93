"""Texts and front matter that cost much: depth, number, and what expressions run into, by the name of the attack."""

from collections.abc import Mapping

from tests.support.costly_pieces import ATTACK, Attack, body, briefs, file, flow, keys, many, settings
from tests.support.scratch import brief

TEXTS: Mapping[str, Attack] = {
    # Depth.
    "lists 5,000 deep": body("- " * 5_000 + "a\n"),
    "quotes 5,000 deep": body("> " * 5_000 + "a\n"),
    "lists of 1,000 depths by blanks": body(
        many("{}- a\n", 1).replace("0", "") + "".join(" " * (2 * depth) + "- a\n" for depth in range(1_000))
    ),
    "elements 100,000 deep": body("<div>\n" * 100_000),
    "500,000 emphases in a paragraph": body("*a*\n" * 500_000),
    "700,000 breaks in a paragraph": body("a\\\n" * 600_000),
    "100,000 pieces of code in a paragraph": body("`a` b\n" * 300_000),
    "60,000 tables": body("|a|\n|-|\n|b|\n\n" * 100_000),
    "100,000 lists": body("- a\n\nb\n\n" * 200_000),
    "one list of 500,000 items": body("- a\n" * 500_000),
    "brackets 100,000 deep": body("[" * 60_000 + "\n" + "]" * 60_000),
    "emphasis 30,000 deep": body("*a **a " * 4_000 + "\n" + "*a_ " * 15_000 + "\n"),
    "YAML lists 20,000 deep": keys(tags="[" * 20_000 + "]" * 20_000),
    "YAML maps 5,000 deep": keys(event="{a: " * 5_000 + "}" * 5_000),
    "YAML anchors nine by nine": lambda site: site.write(
        ATTACK,
        brief("Attack").replace(
            "---\n\n", "a: &a0 [x]\n" + many("b{}: &b{} [*a0, *a0, *a0, *a0, *a0, *a0]\n", 900) + "---\n\n", 1
        ),
    ),
    "YAML block of 100,000 lines": keys(summary="|\n" + "  a\n" * 15_000),
    "JSON 100,000 deep": file(
        "d.json", lambda: "[" * 100_000 + "]" * 100_000, "::: table d.json\ntitle: A\nsource: A.\n:::\n"
    ),
    # Number.
    "30,000 headings": body(many("## Heading {}\n\n", 30_000)),
    "30,000 headings of the same words": body("## Heading\n\n" * 30_000),
    "20,000 notes": body(many("a[^{}]\n\n", 20_000) + many("[^{}]: a\n\n", 20_000)),
    "one note 100,000 times": body("a[^a]\n" * 100_000 + "\n[^a]: a\n"),
    "20,000 notes in place": body("a^[b]\n\n" * 20_000),
    "20,000 link definitions": body(many("[a{}]: https://example.org/{}\n", 20_000) + "\n" + many("[a{}] ", 4_900)),
    "100,000 terms": body("a\n: b\n\n" * 100_000),
    "5,000 tags": keys(tags=flow(5_000)),
    "5,000 aliases": keys(aliases=flow(5_000, "/old/{}/")),
    "5,000 keywords": keys(keywords=flow(5_000)),
    "1,000 corrections": keys(
        corrections="\n" + "  - {date: 2024-08-01, kind: correction, note: Some words.}\n" * 1_000
    ),
    "1,500 chapters": keys(
        type="podcast",
        podcast="\n  audio: https://example.org/a.mp3\n  duration: 9:00:00\n  chapters:\n"
        + "".join(f"    - {{start: '{n // 60}:{n % 60:02}', title: A}}\n" for n in range(1_500)),
    ),
    "50 tags, all new, in 2,000 briefs": briefs(
        2_000, lambda number: brief(f"B {number}", tags=flow(50, f"tag {number} {{}}"))
    ),
    "front matter of 2 MB": keys(summary="a " * 1_000_000),
    "front matter of 64,000 short keys": lambda site: site.write(
        ATTACK, "---\n" + many("k{}: a\n", 6_000) + "---\n\nWords.\n"
    ),
    "a keyword of 60,000 letters": keys(keywords='["' + "a" * 60_000 + '"]'),
    "redirects: 50,000": settings("redirects:\n" + many("  /old/{}/: /about/\n", 50_000)),
    "menu: 20,000": settings("menu:\n" + many("  - {label: A{}, url: /about/}\n", 20_000)),
    "tags.yaml with 60,000 tags": file("content/tags.yaml", lambda: many("tag {}: {description: a}\n", 60_000)),
    # Traps of expressions.
    "60,000 blanks in a line": body(("a" + " " * 60_000 + "b\n") * 30),
    "60,000 dashes in a line": body(("a" + "-" * 60_000 + "b\n") * 30),
    "60,000 letters before @": body(("a" * 60_000 + "@\n") * 30),
    "addresses without end": body(("https://" + "a." * 30_000 + "\n") * 30),
    "60,000 colons": body((":" * 60_000 + "\n") * 30),
    "braces of attributes": body(("![a](b){" + ".a " * 20_000 + "\n") * 30),
    "braces of shortcodes": body(("{{< " * 15_000 + "\n") * 30),
    "60,000 `<`": body(("<" * 60_000 + "\n") * 30),
    "`<a ` 15,000 times in a line": body(("<a " * 20_000 + "\n") * 30),
    "`<!--` 15,000 times in a line": body(("<!--" * 15_000 + "\n") * 30),
    "`<![CDATA[` in a text of 2 MB": body(("a <![CDATA[" * 5_000 + "\n") * 36),
    "a table of 20,000 columns": body("|a" * 19_000 + "|\n" + "|-" * 19_000 + "|\n" + "|a\n" * 5_000),
    "60,000 citations in brackets": body(("[@a; " * 12_000 + "\n") * 30),
    "60,000 dollars": lambda site: site.write(ATTACK, brief("Attack", math="true", body=("$ " * 30_000 + "\n") * 30)),
    "one word of 2 MB in Hangul": body(("한" * 20_000 + "\n") * 33),
    "letters and marks of 2 MB": body(("e\u0301" * 20_000 + "\n") * 30),
    "quotes of 2 MB": body(("\"'" * 30_000 + "\n") * 30),
}

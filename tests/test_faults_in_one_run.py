"""A file that cannot be published is looked at all the same, and nothing that names it is called wrong.

An editor fixes what one run tells, and expects the next one to be silent.
"""

from collections.abc import Iterable
from pathlib import Path

import pytest

from kei_site.check.advice import advice
from kei_site.core.diagnostics import Diagnostic
from tests.support.scratch import CONFIG, ScratchSite, brief, tree
from tests.support.sound_site import sound_site

BROKEN = "content/briefs/broken.md"
BODY = "# Top\n\n[a](nowhere.md) ![b](none.png) [^1] <script>x</script>\n\n#### Deep\n"
FRONT = {
    "tags": "[NATO, '…']",
    "series": "'…'",
    "related": "[nobody]",
    "translation_of": "nothing.md",
    "aliases": "[/briefs/2024/sound/]",
    "image": "{src: gone.png, alt: x}",
}


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    return sound_site(tmp_path)


def told(found: Iterable[Diagnostic]) -> set[tuple[str, int, str]]:
    return {(diagnostic.place.path, diagnostic.place.line, diagnostic.code) for diagnostic in found}


def diagnostics(site: ScratchSite, **options: object) -> set[tuple[str, int, str]]:
    return told(site.build(**options).diagnostics)


def test_a_wrong_date_hides_no_diagnostic_of_front_matter_or_body(site: ScratchSite) -> None:
    good = brief("Broken", body=BODY, date="2024-02-29", authors="[dseks]", **FRONT)
    site.write(BROKEN, good)
    others = diagnostics(site)
    codes = sorted(code for _, _, code in others)
    assert codes == [
        *("AUT01", "HTM01", "IMG01", "IMG01", "LNK02", "MD04", "MD05", "MD07"),
        *("REL01", "REL01", "SLG04", "TAG05", "URL02"),
    ]
    site.write(BROKEN, good.replace("2024-02-29", "2024-02-30"))
    assert diagnostics(site) == others | {(BROKEN, 3, "DAT01")}


@pytest.mark.parametrize(
    ("old", "new", "own"),
    [
        ("title: Broken\n", "", "FM09"),
        ("title: Broken", "title: [Broken]", "FM17"),
        ("date: 2024-07-21", "date: 21/07/2024", "DAT02"),
        ("authors: [desk]", "authors: desk", "FM17"),
        ("authors: [desk]", "authors: [desk]\ndraft: yes", "FM17"),
        ("title: Broken", 'title: "Broken', "FM12"),
        ("title: Broken", "title: Bro: ken", "FM11"),
        ("---\ntitle", "+++\ntitle", "FM04"),
        ("broken\n---\n", "broken\n----\n", "FM03"),
    ],
)
def test_nothing_that_names_a_broken_brief_is_called_wrong(site: ScratchSite, old: str, new: str, own: str) -> None:
    _name_everywhere(site)
    whole = brief("Broken", body="## Here\n", tags="[Lonely]", series="Only one", aliases="[/old/]", slug="broken")
    site.write(BROKEN, whole)
    assert diagnostics(site) == set()
    before = tree(site.output)
    site.edit(BROKEN, old, new)
    named = {code for path, _, code in diagnostics(site) if path == BROKEN}
    elsewhere = {row for row in diagnostics(site) if row[0] != BROKEN}
    assert named == {own}
    # What else a brief gives is known only where its front matter can be read.
    unknown = {("content/briefs/other.md", 14, "LNK02")} if own in ("FM03", "FM04", "FM11", "FM12") else set()
    assert elsewhere == unknown
    assert tree(site.output) == before


def _name_everywhere(site: ScratchSite) -> None:
    site.write("content/site.yaml", CONFIG + "redirects: {/was/: /briefs/2024/broken/}\n")
    links = "[a](broken.md) [b](brief:broken) [c](/briefs/2024/broken/) [d](broken.md#here)\n"
    more = "\n[e](/tags/lonely/) [f](/series/only-one/) [g](/old/)\n"
    names = {"related": "[broken]", "translation_of": "broken.md", "language": "ko"}
    site.write("content/briefs/other.md", brief("Other", body=f"{links}\n\n{more}", **names))
    site.write(
        "content/pages/people.md", f"---\ntitle: People\n---\n\n{links.replace('broken.md', '../briefs/broken.md')}"
    )


def test_a_heading_that_a_broken_brief_lacks_is_told(site: ScratchSite) -> None:
    site.write(BROKEN, brief("Broken", body="## Here\n", date="2024-02-30"))
    site.write("content/briefs/other.md", brief("Other", body="[a](broken.md#here) [b](broken.md#there)\n"))
    assert diagnostics(site) == {(BROKEN, 3, "DAT01"), ("content/briefs/other.md", 7, "LNK02")}


def test_a_link_to_nothing_is_told_beside_a_broken_brief(site: ScratchSite) -> None:
    site.write(BROKEN, brief("Broken", date="2024-02-30"))
    body = "[a](/briefs/2024/broken/)\n\n[b](/briefs/2024/brocken/)\n\n[c](/tags/none/)\n"
    site.write("content/briefs/other.md", brief("Other", body=body))
    other = "content/briefs/other.md"
    assert diagnostics(site) == {(BROKEN, 3, "DAT01"), (other, 9, "LNK02"), (other, 11, "LNK02")}


@pytest.mark.parametrize(
    "text", ["", "no fences\n", "---\nrole: Fellow\n---\n", "---\nname: [a]\n---\n", "---\nname: a: b\n---\n"]
)
def test_an_author_whose_record_is_broken_is_not_called_unknown(site: ScratchSite, text: str) -> None:
    site.write("content/briefs/by.md", brief("By", authors="[kim]"))
    assert {code for _, _, code in diagnostics(site)} == {"AUT01"}
    site.write("content/authors/kim.md", text)
    assert {path for path, _, _ in diagnostics(site)} == {"content/authors/kim.md"}


def test_a_link_to_a_broken_page_is_not_called_wrong_and_its_own_links_are_looked_at(site: ScratchSite) -> None:
    links = "[a](../pages/people.md) [b](/people/) [c](../pages/people.md#here)\n"
    site.write("content/briefs/other.md", brief("Other", body=links))
    site.write("content/site.yaml", CONFIG + "menu: [{label: People, url: /people/}]\n")
    site.write("content/pages/people.md", "---\nsummary: s\n---\n\n## Here\n\n[x](nowhere.md)\n")
    page = "content/pages/people.md"
    assert diagnostics(site) == {(page, 2, "FM09"), (page, 7, "LNK02")}


def test_a_text_that_cannot_be_opened_is_not_called_missing(site: ScratchSite) -> None:
    site.write("content/briefs/other.md", brief("Other", body="[a](linked.md)\n", authors="[desk, kim]"))
    for path in ("content/briefs/linked.md", "content/authors/kim.md"):
        (site.site / path).symlink_to(site.site / "content/briefs/sound.md")
    assert {code for _, _, code in diagnostics(site)} == {"FIL03"}


def test_a_body_without_front_matter_is_looked_at(site: ScratchSite) -> None:
    site.write(BROKEN, "# The title\n\n[a](nowhere.md)\n")
    assert diagnostics(site) == {(BROKEN, 1, "FM02"), (BROKEN, 3, "LNK02")}


def test_a_second_run_tells_the_same_from_what_is_remembered(site: ScratchSite) -> None:
    site.write(BROKEN, brief("Broken", body=BODY, date="2024-02-30", authors="[dseks]", **FRONT))
    first = site.build()
    assert site.build().diagnostics == first.diagnostics
    site.write("content/briefs/one-more.md", brief("One more"))
    assert diagnostics(site) == told(first.diagnostics)


def test_a_broken_brief_is_never_published_however_its_diagnostic_is_judged(site: ScratchSite) -> None:
    site.write(
        "content/site.yaml", CONFIG + "diagnostics: {DAT01: warning, FM08: ignore, FM09: ignore, FM17: ignore}\n"
    )
    site.write("content/briefs/no-day.md", brief("Planted", date="2024-02-30", tags="[planted]"))
    site.write("content/briefs/no-title.md", brief("x", body="Planted.\n").replace("title: x\n", ""))
    site.write("content/briefs/a-draft.md", brief("Planted", draft="yes"))
    site.write("content/briefs/embargoed.md", brief("Planted", embrago="2030-01-01"))
    site.write("content/briefs/other.md", brief("Other", body="[words](no-day.md) [more](brief:no-title)\n"))
    misspelt = [found for found in site.build().diagnostics if found.severity == "error"]
    assert [(found.code, found.fix) for found in misspelt] == [("FM19", "write `embargo:`")]
    site.edit("content/briefs/embargoed.md", "embrago", "embargo")
    report = site.build()
    assert not report.failed
    published = tree(site.output)
    assert [path for path, data in published.items() if b"lanted" in data or b"no-day" in data + path.encode()] == []
    assert "words" in site.published("briefs/2024/other/index.html")
    site.edit("content/briefs/no-day.md", "2024-02-30", "2024-02-29")
    site.build()
    assert "Planted" in site.published("briefs/2024/no-day/index.html")


def test_advice_is_given_on_a_broken_brief(site: ScratchSite) -> None:
    from kei_site.build.pipeline import read_site

    site.write(BROKEN, brief("A title " * 20, date="2024-02-30", embargo="2024-03-01T00:00:00Z"))
    assert told(advice(read_site(site.request()).library)) == {(BROKEN, 2, "TXT02")}

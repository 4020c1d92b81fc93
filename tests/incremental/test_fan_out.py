"""An edit costs what the edit costs: the table of what is rewritten, as data.

The small theme prints all of every view, so what is asserted here is what views hold, whatever a theme makes of them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from kei_site.build.pipeline import build
from kei_site.build.report import BuildReport, BuildRequest
from tests.bench.corpus import make_corpus, scale_of
from tests.support.fixture_site import FixtureSite, change, make_fixture_site, png, set_key
from tests.support.verdict import look

OLD = "content/briefs/2022/b20.md"
"""A brief in the middle: no list that is not its own, and no feed of the site, shows it."""
NEW = "content/briefs/2024/b58.md"
RARE = "Quetzalcoatl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What an edit may rewrite."""

    edit: Callable[[FixtureSite], object]
    kinds: str
    """Kinds of files (see `kind_of`) that may be rewritten; all others may not."""
    pages: int = 0
    """How many pages of other briefs at most."""


def kind_of(path: str, own: str = "") -> str:
    """Return what an output file is for."""
    rules = (
        (rf"briefs/\d+/{own}/index\.html" if own else "(?!)", "own"),
        (r"briefs/\d+/.*\.html", "brief"),
        (r"index\.html", "home"),
        (r"(.*/)?(feed\.xml|atom\.xml|feed\.json)|feeds/archive/.*", "feed"),
        (r"sitemap.*\.xml", "sitemap"),
        (r"assets/.*", "asset"),
        (r"files/.*|img/.*|briefs/.*\.csv", "copy"),
        (r"count\.json|feeds\.opml", "count"),
        (r"tags/.*\.html", "tag"),
        (r"authors/.*\.html", "author"),
        (r"series/.*\.html", "series"),
        (r"(briefs|archive|search|subscribe)/.*\.html", "list"),
        (r".*\.html", "page"),
    )
    return next((kind for rule, kind in rules if re.fullmatch(rule, path)), "host")


def set_body(fixture: FixtureSite, path: str) -> None:
    """Change a text, but not its first paragraph, which is the summary."""
    change(fixture, path, lambda text: text + "\nAnother sentence.\n")


def add_brief(fixture: FixtureSite) -> None:
    """Write a brief that is the newest of its year, tag, author and series."""
    fixture.site.write(
        "content/briefs/2024/newest.md",
        "---\ntitle: Newest\ndate: 2024-12-30\nauthors: [a-one]\ntags: [NATO]\n---\n\nWords.\n",
    )


LISTS = "own brief home tag author series list feed"
TABLE: Mapping[str, Row] = {
    "nothing": Row(edit=lambda fixture: None, kinds=""),
    "touch": Row(edit=lambda fixture: (fixture.site.site / OLD).touch(), kinds=""),
    "a comment": Row(
        edit=lambda fixture: change(fixture, OLD, lambda t: t.replace("\n---\n", "\n# x\n---\n")), kinds=""
    ),
    "an old body": Row(edit=lambda fixture: set_body(fixture, OLD), kinds="own feed"),
    "a new body": Row(edit=lambda fixture: set_body(fixture, NEW), kinds="own feed"),
    "an old title": Row(edit=lambda fixture: set_key(fixture, OLD, "title", "Other"), kinds=LISTS, pages=9),
    "a new title": Row(edit=lambda fixture: set_key(fixture, NEW, "title", "Other"), kinds=LISTS, pages=9),
    "a summary": Row(edit=lambda fixture: set_key(fixture, OLD, "summary", "Other."), kinds=LISTS, pages=9),
    "a date": Row(
        edit=lambda fixture: set_key(fixture, OLD, "date", "2022-06-15"), kinds=f"{LISTS} sitemap count", pages=14
    ),
    "an update": Row(edit=lambda fixture: set_key(fixture, OLD, "updated", "2024-12-24"), kinds="own feed sitemap"),
    "a correction": Row(
        edit=lambda fixture: set_key(fixture, OLD, "corrections", "[{date: 2024-12-24, kind: correction, note: No.}]"),
        kinds="own feed sitemap page list count",
    ),
    "a licence": Row(edit=lambda fixture: set_key(fixture, OLD, "license", "CC BY 4.0"), kinds="own"),
    "a slug": Row(edit=lambda fixture: set_key(fixture, OLD, "slug", "other"), kinds=f"{LISTS} sitemap", pages=11),
    "a new brief": Row(edit=add_brief, kinds=f"{LISTS} sitemap count", pages=14),
    "a deleted brief": Row(edit=lambda fixture: fixture.site.remove(NEW), kinds=f"{LISTS} sitemap count", pages=14),
    "a biography": Row(
        edit=lambda fixture: change(fixture, "content/authors/b-two.md", lambda t: t + "\nLife.\n"),
        kinds="author brief",
        pages=60,
    ),
    "a page": Row(
        edit=lambda fixture: change(fixture, "content/pages/about.md", lambda t: t + "\nMore.\n"), kinds="page"
    ),
    "a tag's description": Row(
        edit=lambda fixture: fixture.site.write("content/tags.yaml", "NATO: {description: Other., also: [OTAN]}\n"),
        kinds="tag feed",
    ),
    "a static file": Row(edit=lambda fixture: fixture.site.write("static/files/note.txt", "Other.\n"), kinds="copy"),
    "a data file": Row(
        edit=lambda fixture: fixture.site.write("content/briefs/2023/b39/data.csv", "a,b\n"), kinds="copy"
    ),
    "an image": Row(
        edit=lambda fixture: fixture.site.write("content/briefs/2023/b39/chart.png", png(20, 8, 99)),
        kinds="own feed asset",
    ),
    "the number of entries in feeds": Row(
        edit=lambda fixture: fixture.site.edit("content/site.yaml", "limit: 4", "limit: 5"), kinds="feed"
    ),
    "a redirect": Row(
        edit=lambda fixture: fixture.site.edit("content/site.yaml", "/old/", "/older/"), kinds="page host"
    ),
    "the template of tags": Row(
        edit=lambda fixture: fixture.site.edit("templates/tag.html", "tail 0", "tail 1"), kinds="tag"
    ),
    "a partial of briefs": Row(
        edit=lambda fixture: fixture.site.edit("templates/parts/three.html", "three 0", "three 1"),
        kinds="own brief",
        pages=60,
    ),
}
OWN = {"an image": "b39", "a slug": "other"}


@pytest.fixture
def fixture(law_folder: Path) -> FixtureSite:
    """Return a site that is published."""
    fixture = make_fixture_site(law_folder)
    fixture.build()
    return fixture


@pytest.mark.parametrize("row", TABLE)
def test_an_edit_rewrites_no_more_than_its_row_says(fixture: FixtureSite, row: str) -> None:
    expected = TABLE[row]
    before = look(fixture.output)
    expected.edit(fixture)
    report = fixture.build()
    own = OWN.get(row) or ("b58" if "new " in row or "deleted" in row else "b20")
    kinds = [kind_of(path, own) for path in report.written]
    assert set(kinds) <= set(expected.kinds.split()), sorted(report.written)
    assert kinds.count("brief") <= expected.pages, sorted(report.written)
    after = look(fixture.output)
    files = [path for path in after if not path.endswith("/") and path != ".kei-site"]
    assert set(report.written) == {path for path in files if after[path] != before.get(path)}
    assert bool(report.written) == bool(expected.kinds)
    reasons = dict(line.split(": ", 1) for line in report.reasons())
    assert [path for path in report.written if reasons.get(path, "view") == "view"] == []


def test_a_table_that_forbids_too_much_would_be_seen(fixture: FixtureSite) -> None:
    set_key(fixture, OLD, "title", "Other")
    kinds = {kind_of(path, "b20") for path in fixture.build().written}
    assert kinds == {"own", "brief", "tag", "author", "list", "feed"}


@pytest.mark.parametrize("path", [OLD, NEW])
def test_a_title_rewrites_just_the_files_that_show_it(fixture: FixtureSite, path: str) -> None:
    set_key(fixture, path, "title", RARE)
    fixture.build()
    shown = files_with(fixture, RARE)
    set_key(fixture, path, "title", "Another title")
    assert set(fixture.build().written) == shown


@pytest.mark.parametrize("path", [OLD, NEW])
def test_a_body_rewrites_just_the_files_that_show_it(fixture: FixtureSite, path: str) -> None:
    change(fixture, path, lambda text: f"{text}\n{RARE}.\n")
    fixture.build()
    shown = files_with(fixture, RARE)
    change(fixture, path, lambda text: text.replace(RARE, "Nothing"))
    assert set(fixture.build().written) == shown
    assert len(shown) < 30


def files_with(fixture: FixtureSite, word: str) -> set[str]:
    """Return the published files that hold a word."""
    return {path for path, file in look(fixture.output).items() if word.encode() in file.data}


def test_the_base_template_rewrites_every_page_and_nothing_else(fixture: FixtureSite) -> None:
    pages = {path for path in look(fixture.output) if path.endswith(".html")}
    fixture.site.edit("templates/base.html", "Footer 0", "Footer 1")
    assert set(fixture.build().written) == pages


def test_a_page_template_rewrites_every_page_of_its_recipe(fixture: FixtureSite) -> None:
    tags = {path for path in look(fixture.output) if re.fullmatch(r"tags/[^/]+/(page/\d+/)?index\.html", path)}
    fixture.site.edit("templates/tag.html", "tail 0", "tail 1")
    assert set(fixture.build().written) == tags


def test_a_new_program_makes_everything_and_leaves_equal_bytes_alone(fixture: FixtureSite) -> None:
    fixture.version = 1
    report = fixture.build()
    targets = {entry.target.path for entry in report.outdated}
    assert {entry.reason for entry in report.outdated} == {"code"}
    assert targets == {path for path in look(fixture.output) if not path.endswith("/") and path != ".kei-site"}
    assert "robots.txt" in report.written
    assert report.unchanged > len(report.written)


def test_numbered_pages_do_not_shift(fixture: FixtureSite) -> None:
    add_brief(fixture)
    rewritten = [path for path in fixture.build().written if "/page/" in path]
    assert len([path for path in rewritten if path.startswith("briefs/page/")]) <= 1


@pytest.mark.parametrize(
    ("edit", "path", "reason"),
    [
        (lambda fixture: set_key(fixture, OLD, "title", "Other"), "briefs/2022/b20/index.html", "view (title, card)"),
        (lambda fixture: set_body(fixture, OLD), "briefs/2022/b20/index.html", "view (text"),
        (lambda fixture: set_key(fixture, OLD, "license", "MIT"), "briefs/2022/b20/index.html", "view (license)"),
        (lambda fixture: set_key(fixture, NEW, "title", "Other"), "briefs/index.html", "view (listing)"),
        (lambda fixture: fixture.site.edit("templates/base.html", "Footer 0", "x"), "404.html", "template"),
        (lambda fixture: (fixture.output / "404.html").unlink(), "404.html", "missing"),
        (lambda fixture: (fixture.output / "404.html").write_text("x"), "404.html", "altered"),
        (add_brief, "briefs/2024/newest/index.html", "new"),
    ],
)
def test_the_reason_names_what_changed(
    fixture: FixtureSite, edit: Callable[[FixtureSite], object], path: str, reason: str
) -> None:
    edit(fixture)
    reasons = dict(line.split(": ", 1) for line in fixture.build().reasons())
    assert reasons[path].startswith(reason)


LATER = 1_893_456_000  # 2030-01-01T00:00:00Z
NEWEST = "---\ntitle: Newest\ndate: 2029-12-30\nauthors: [{author}]\ntags: [{tag}]\n---\n\nWords.\n"


@pytest.mark.slow
def test_a_new_brief_among_many_rewrites_at_most_one_in_a_hundred_files(law_folder: Path) -> None:
    site = law_folder / "site"
    corpus = make_corpus(site, scale_of(briefs=700, words=30_000, short=False))

    def rebuild() -> BuildReport:
        output, cache = law_folder / "public", law_folder / "cache"
        return build(BuildRequest(site=site, output=output, cache=cache, search=False, instant=LATER))

    total = len(rebuild().written)
    last = corpus.outlines[-1]
    text = NEWEST.format(author=last.authors[0], tag=last.tags[0])
    (site / "content/briefs/newest.md").write_text(text)
    report = rebuild()
    assert not report.failed, report.diagnostics
    assert len(report.written) <= total / 100 + 40
    assert sum(kind_of(path) == "brief" for path in report.written) <= 8

"""Files are cut at their fences, and the front matter of a brief becomes a typed record."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.core.characters import shown
from kei_site.core.diagnostics import Severity
from kei_site.core.limits import LIMITS
from kei_site.model.brief import FrontMatter
from kei_site.source.fences import split
from kei_site.source.front_matter import FrontRead, read_front_matter

PATH = "content/briefs/x.md"
REQUIRED = "title: A title\ndate: 2024-05-01\nauthors: [kei]\n"


def read(front: str) -> FrontRead:
    parts = split(f"---\n{front}---\nText\n", PATH)
    assert parts.diagnostics == ()
    return read_front_matter(parts, PATH, timezone="Asia/Seoul", language="en")


def told(front: str) -> list[tuple[str, int, int]]:
    diagnostics = read(front).diagnostics
    assert all(diagnostic.place.path == PATH for diagnostic in diagnostics)
    return [(diagnostic.code, diagnostic.place.line, diagnostic.place.column) for diagnostic in diagnostics]


def front_of(extra: str) -> FrontMatter:
    found = read(REQUIRED + extra)
    assert found.diagnostics == ()
    return found.front


def test_a_long_run_of_combining_marks_is_too_long_a_value() -> None:
    found = read(REQUIRED + "summary: a" + "\u0301\u0323" * 15_000 + "\n")
    assert [(diagnostic.code, diagnostic.place.line, diagnostic.place.column) for diagnostic in found.diagnostics] == [
        ("LIM06", 5, 10)
    ]


def test_an_odd_line_end_is_told_by_where_it_stands() -> None:
    body = split("---\na: b\n---\nSome\x85text\n", PATH)
    assert [(diagnostic.code, diagnostic.place.line, diagnostic.place.column) for diagnostic in body.diagnostics] == [
        ("ENC05", 4, 5)
    ]
    assert body.body == "Some text\n"
    assert told("title: a\x85b\n") == [("ENC04", 2, 9)]
    assert told("title: a\u2028b\n") == [("ENC04", 2, 9)]


def test_the_smallest_front_matter_has_defaults() -> None:
    front = front_of("")
    assert (front.title, front.date.iso, front.authors) == ("A title", "2024-05-01T00:00:00+09:00", ("kei",))
    assert (front.type, front.language, front.draft, front.summary, front.content_hash) == (
        "brief",
        "en",
        False,
        "",
        "",
    )


def test_every_key_is_read() -> None:
    front = front_of("""summary: One. Two.
type: report
tags: [NO, North Korea, 12:30, "2024", 한국, NO]
series: KEI Spotlight
slug: a-title
aliases: [/old/a/, old/b.html, /%ED%95%9C/]
updated: 2024-05-02 10:00
corrections:
- {date: 2024-05-02, kind: correction, note: A figure was wrong.}
published_in: {outlet: Korea on Point, url: https://example.org/a, date: 2024-04-30, canonical: there}
embargo: 2024-05-01T09:00+09:00
draft: true
language: ko
translation_of: other.md
image: {src: a.png, alt: A chart, caption: What it shows, credit: KEI}
number: 7
doi: https://doi.org/10.1234/abc.5
keywords: [one, two]
license: CC BY 4.0
funding: None.
disclosure: None.
related: [../2023/other.md]
id: tag:example.org,2024:a
audio: a.mp3
""")
    assert (front.summary, front.type, front.series, front.slug) == ("One. Two.", "report", "KEI Spotlight", "a-title")
    assert front.tags == ("NO", "North Korea", "12:30", "2024", "한국")
    assert front.aliases == ("/old/a/", "/old/b.html", "/한/")
    assert front.updated is not None
    assert front.updated.iso == "2024-05-02T10:00:00+09:00"
    assert [(correction.date.day, correction.kind, correction.note) for correction in front.corrections] == [
        ("2024-05-02", "correction", "A figure was wrong."),
    ]
    assert front.published_in is not None
    assert (front.published_in.outlet, front.published_in.canonical_there) == ("Korea on Point", True)
    assert front.embargo is not None
    assert front.embargo.iso == "2024-05-01T09:00:00+09:00"
    assert (front.draft, front.language, front.translation_of) == (True, "ko", "other.md")
    assert front.image is not None
    assert (front.image.src, front.image.alt, front.image.caption, front.image.credit) == (
        "a.png",
        "A chart",
        "What it shows",
        "KEI",
    )
    assert (front.number, front.doi, front.keywords) == ("7", "10.1234/abc.5", ("one", "two"))
    assert (front.license, front.funding, front.disclosure) == ("CC BY 4.0", "None.", "None.")
    assert (front.related, front.id, front.audio) == (("../2023/other.md",), "tag:example.org,2024:a", "a.mp3")


@pytest.mark.parametrize(
    ("extra", "code", "column"),
    [
        ("titel: b\n", "FM08", 1),
        ("author: kei\n", "FM08", 1),
        ("title: b\n", "FM07", 1),
        ("Title: b\n", "FM07", 1),
        ("summary: [a]\n", "FM17", 10),
        ("summary: a\u202eb\n", "TXT01", 11),
        ("summary: 'a\u200bb'\n", "TXT01", 12),
        ("type: essay\n", "FM18", 7),
        ("draft: maybe\n", "FM17", 8),
        ("draft: yes\n", "FM17", 8),
        ("updated: 2024-02-30\n", "DAT01", 10),
        ("updated: 03/04/2024\n", "DAT02", 10),
        ("updated: 2024-05-01 24:00\n", "DAT03", 10),
        ("updated: 9999-01-01\n", "DAT05", 10),
        ("updated: [2024-05-01]\n", "FM17", 10),
        ("updated: 2024-04-30\n", "DAT07", 10),
        ("embargo: 2024-05-01 09:00\n", "DAT08", 10),
        ("tags: a, b\n", "TAG01", 7),
        ("tags: {a: b}\n", "FM17", 7),
        ("tags: [a, 2024]\n", "TAG02", 11),
        ("tags: [a, 1.5]\n", "TAG02", 11),
        ("tags: [a, null]\n", "TAG02", 11),
        ("tags: [a, ~]\n", "TAG02", 11),
        ("tags: [a, '']\n", "TAG02", 11),
        ("tags: [a, {b: c}]\n", "TAG02", 11),
        ("tags: [a, [b]]\n", "TAG02", 11),
        ("slug: ../../x\n", "SLG01", 7),
        ("slug: a/b\n", "SLG01", 7),
        ("slug: /x\n", "SLG01", 7),
        ("slug: ..%2f\n", "SLG01", 7),
        ("slug: a\\b\n", "SLG01", 7),
        ("slug: con\n", "SLG02", 7),
        ("slug: nul.md\n", "SLG02", 7),
        ("slug: COM¹\n", "SLG02", 7),
        ("slug: a.\n", "SLG02", 7),
        ("slug: 'a '\n", "SLG02", 7),
        ("slug: " + "a" * 300 + "\n", "SLG03", 7),
        ("slug: " + "가" * 90 + "\n", "SLG03", 7),
        ("slug: ''\n", "SLG04", 7),
        ("slug: tags\n", "SLG07", 7),
        ("slug: index\n", "SLG07", 7),
        ("aliases: /old/\n", "FM17", 10),
        ("aliases: [https://other.example/x]\n", "URL04", 11),
        ("aliases: [/a/, //other.example/x]\n", "URL04", 16),
        ("aliases: [../x]\n", "URL04", 11),
        ("aliases: [/a/%2e%2e/b]\n", "URL04", 11),
        ("aliases: ['/a\\b']\n", "URL04", 11),
        ("aliases: ['/?p=1']\n", "URL04", 11),
        ("aliases: ['/a%00']\n", "URL04", 11),
        ("keywords: a, b\n", "FM17", 11),
        ("related: a.md\n", "FM17", 10),
        ("language: english\n", "FM18", 11),
        ("language: xx\n", "FM18", 11),
        ("doi: 11.1234\n", "FM17", 6),
        ("image: a.png\n", "FM17", 8),
        ("image: {alt: a}\n", "FM09", 8),
        ("image: {src: a.png}\n", "IMG09", 8),
        ("image: {src: a.png, alt: b, size: 3}\n", "FM08", 29),
        ("published_in: Korea on Point\n", "FM17", 15),
        ("published_in: {url: https://example.org}\n", "FM09", 15),
        ("published_in: {outlet: a, url: 'javascript:alert(1)'}\n", "LNK01", 32),
        ("published_in: {outlet: a, url: example.org}\n", "FM17", 32),
        ("published_in: {outlet: a, canonical: elsewhere}\n", "FM18", 38),
        ("published_in: {outlet: a, canonical: there}\n", "FM09", 15),
        ("corrections: wrong\n", "FM17", 14),
        ("corrections: [{date: 2024-05-02, kind: erratum, note: a}]\n", "FM18", 40),
        ("corrections: [{date: 2024-05-02, kind: update}]\n", "FM09", 15),
        ("corrections: [{date: 2024-02-30, kind: update, note: a}]\n", "DAT01", 22),
        ("number: [1]\n", "FM17", 9),
        ("corrections: [{date: 2024-04-30, kind: update, note: a}]\n", "DAT07", 22),
        ("withdrawn: {date: 2024-04-30, reason: a}\n", "DAT07", 19),
        ("withdrawn:\n", "FM09", 1),
    ],
)
def test_a_diagnostic_is_told_at_its_place_and_never_hides_the_brief(extra: str, code: str, column: int) -> None:
    found = read(REQUIRED + extra)
    assert [(diagnostic.code, diagnostic.place.line, diagnostic.place.column) for diagnostic in found.diagnostics] == [
        (code, 5, column)
    ]
    assert found.diagnostics[0].fix
    assert found.is_complete == (code == "DAT08" or not extra.startswith(("draft", "embargo")))


@pytest.mark.parametrize(
    "extra",
    ["draft: yes\n", "Draft: true\n", "darft: true\n", "embargo: soon\n", "embrago: 2030-01-01\n", "embargo: [a]\n"],
)
def test_what_may_hide_a_brief_and_cannot_be_read_leaves_it_incomplete(extra: str) -> None:
    found = read(REQUIRED + extra)
    assert [diagnostic.severity for diagnostic in found.diagnostics] == [Severity.ERROR]
    assert not found.is_complete


@pytest.mark.parametrize("extra", ["", "draft: false\n", "embargo: 2024-05-03T10:00:00Z\n", "slug: A B\n"])
def test_any_other_diagnostic_leaves_a_brief_complete(extra: str) -> None:
    assert read(REQUIRED + extra).is_complete


@pytest.mark.parametrize(
    "front", ["- a\n- b\n", "just text\n", "title: a: b\n", "title: *x\n", 'title: "a\n', "a: {{ x }}\n"]
)
def test_front_matter_that_cannot_be_read_gives_one_diagnostic_and_no_record(front: str) -> None:
    found = read(front)
    assert not found.is_complete
    assert len(found.diagnostics) == 1


def test_what_can_be_read_beside_a_diagnostic_is_read() -> None:
    found = read("title: a\ndate: 2024-02-30\nauthors: [kei]\ntags: [b]\nseries: C\nrelated: [d]\n")
    assert not found.is_complete
    front = found.front
    assert (front.title, front.authors, front.tags, front.series, front.related) == ("a", ("kei",), ("b",), "C", ("d",))
    assert found.places["related.0"] == (7, 11)


def test_all_that_is_missing_is_told_in_one_go() -> None:
    assert [(diagnostic.code, diagnostic.found) for diagnostic in read("summary: a\n").diagnostics] == [
        ("FM09", "title"),
        ("FM09", "date"),
        ("FM09", "authors"),
    ]
    assert [code for code, _, _ in told("")] == ["FM09"] * 3


def test_a_misspelt_key_is_one_diagnostic() -> None:
    found = read("titel: a\ndate: 2024-05-01\nauthor: kei\n")
    assert [diagnostic.code for diagnostic in found.diagnostics] == ["FM08", "FM08"]
    assert ["`title`" in found.diagnostics[0].fix, "`authors`" in found.diagnostics[1].fix] == [True, True]
    assert all(diagnostic.severity is Severity.ERROR for diagnostic in found.diagnostics)


def test_a_single_author_is_shown_as_a_list() -> None:
    found = read("title: a\ndate: 2024-05-01\nauthors: kei\n")
    assert [(diagnostic.code, diagnostic.place.line, diagnostic.place.column) for diagnostic in found.diagnostics] == [
        ("FM17", 4, 10)
    ]
    assert "`authors: [kei]`" in found.diagnostics[0].fix
    assert not found.is_complete


@pytest.mark.parametrize("written", ["2024-02-30", "0000-00-00", "[a]", "soon"])
def test_a_faulty_date_is_one_diagnostic(written: str) -> None:
    assert len(told(f"title: a\ndate: {written}\nauthors: [kei]\n")) == 1


def test_tags_as_text_are_shown_as_a_list() -> None:
    assert "`tags: [a, b]`" in read(REQUIRED + "tags: a, b\n").diagnostics[0].fix


def test_a_faulty_tag_names_its_position_and_leaves_the_others() -> None:
    found = read(REQUIRED + "tags:\n- a\n- 2024\n- b\n")
    assert [(diagnostic.code, diagnostic.place.line, diagnostic.place.column) for diagnostic in found.diagnostics] == [
        ("TAG02", 7, 3)
    ]
    assert "item 2" in found.diagnostics[0].message
    assert found.front.tags == ("a", "b")


@pytest.mark.parametrize(
    "tag", ["NO", "yes", "5G", "12:30", "1st", "2024-05-01", "0-day", "'2024'", "C++", "G7", "null hypothesis"]
)
def test_words_are_tags_whatever_yaml_takes_them_for(tag: str) -> None:
    assert front_of(f"tags: [{tag}]\n").tags == (tag.strip("'"),)


def test_the_number_of_tags_is_limited() -> None:
    assert told(REQUIRED + f"tags: [{', '.join(f't{n}' for n in range(LIMITS.tags.most))}]\n") == []
    assert told(REQUIRED + f"tags: [{', '.join(f't{n}' for n in range(LIMITS.tags.most + 1))}]\n") == [("LIM01", 5, 7)]


def test_ten_thousand_tags_are_told_although_the_front_matter_is_too_long() -> None:
    parts = split(f"---\n{REQUIRED}tags: [{', '.join(f'tag{n}' for n in range(10_000))}]\n---\n", PATH)
    found = read_front_matter(parts, PATH, timezone="UTC", language="en")
    assert [diagnostic.code for diagnostic in (*parts.diagnostics, *found.diagnostics)] == ["LIM06", "LIM01"]


def test_a_title_is_limited() -> None:
    rest = "date: 2024-05-01\nauthors: [kei]\n"
    assert told(f"title: {'가' * LIMITS.title.most}\n{rest}") == []
    assert told(f"title: {'가' * (LIMITS.title.most + 1)}\n{rest}") == [("LIM06", 2, 8)]


def test_hidden_characters_in_a_title_are_shown_by_number() -> None:
    found = read("title: abc\u202edef\ndate: 2024-05-01\nauthors: [kei]\n")
    assert [(diagnostic.code, diagnostic.place.column, diagnostic.severity) for diagnostic in found.diagnostics] == [
        ("TXT01", 11, Severity.WARNING)
    ]
    assert shown(found.diagnostics[0].found) == "<U+202E>"


@pytest.mark.parametrize("title", ["👩\u200d💻 at work", "می\u200cخواهم", "שלום\u200f!", "a\u00a0b"])
def test_joiners_and_marks_that_scripts_need_pass(title: str) -> None:
    assert told(f"title: {title}\ndate: 2024-05-01\nauthors: [kei]\n") == []


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("C&oacute;digo", "Código"),
        ("A&#58; B", "A: B"),
        ("Q&amp;A", "Q&A"),
        ("Q&A, R&D, AT&T", "Q&A, R&D, AT&T"),
        ("a &notable; &copy b", "a &notable; &copy b"),
        ("'&lt;b&gt;'", "<b>"),
        ("a&#10;b", "a b"),
        ("'&quot;A&quot;'", '"A"'),
    ],
)
def test_entities_in_titles_are_text(written: str, title: str) -> None:
    found = read(f"title: {written}\ndate: 2024-05-01\nauthors: [kei]\n")
    assert found.front.title == title


def test_values_come_out_in_nfc() -> None:
    decomposed = "\u1112\u1161\u11ab\u1100\u116e\u11a8"
    front = front_of(f"series: {decomposed}\ntags: [{decomposed}, 한국]\nslug: {decomposed}\n")
    assert (front.series, front.tags, front.slug) == ("한국", ("한국",), "한국")


def test_an_embargo_with_a_zone_is_certain_and_one_without_prints_the_instant() -> None:
    assert told(REQUIRED + "embargo: 2024-05-01 00:30 +09:00\n") == []
    found = read(REQUIRED + "embargo: 2024-05-01 00:30\n")
    assert found.diagnostics[0].severity is Severity.WARNING
    assert "2024-04-30T15:30:00Z" in found.diagnostics[0].message


@pytest.mark.parametrize("updated", ["2024-05-01", "2024-05-02", "2024-05-01 23:00"])
def test_an_update_on_the_day_or_later_is_good(updated: str) -> None:
    assert told(f"title: a\ndate: 2024-05-01 12:00\nauthors: [kei]\nupdated: {updated}\n") == []


def test_an_image_may_say_that_it_needs_no_words() -> None:
    assert told(REQUIRED + "image: {src: a.png, alt: ''}\n") == []
    assert told(REQUIRED + "image: {src: a.png, alt: }\n") == [("IMG09", 5, 8)]


def test_keys_without_values_are_as_if_not_written() -> None:
    assert front_of("summary:\ntags:\nupdated:\nslug:\nimage:\n") == front_of("")


def test_places_lead_to_values_items_and_parts() -> None:
    places = read(REQUIRED + "tags:\n- a\n- b\nimage: {src: a.png, alt: b}\n").places
    assert [places[key] for key in ("title", "authors.0", "tags.1", "image", "image.src")] == [
        (2, 8),
        (4, 11),
        (7, 3),
        (8, 8),
        (8, 14),
    ]


_LINES = st.sampled_from(
    [
        "title",
        "date",
        "authors",
        "summary",
        "type",
        "tags",
        "slug",
        "aliases",
        "updated",
        "corrections",
        "published_in",
        "embargo",
        "draft",
        "language",
        "image",
        "doi",
        "keywords",
        "related",
        "other",
    ]
)
_VALUES = st.text(max_size=15) | st.sampled_from(
    [
        "2024-05-01",
        "[a, b]",
        "[[a]]",
        "{src: a}",
        "{outlet: a, url: b}",
        "&#0;",
        "[{date: 2024-05-01, kind: update, note: a}]",
        "[/a, //b]",
        "'",
        '"\\u0000"',
        "2024-03-10 02:30",
        "https://[",
        "[~, 5]",
        "|\n  a\n",
        "en",
        "{canonical: there, outlet: b}",
    ]
)


@given(st.lists(st.tuples(_LINES, _VALUES), max_size=6), st.sampled_from(["America/New_York", "UTC", "No/Where"]))
def test_no_front_matter_raises(lines: list[tuple[str, str]], zone: str) -> None:
    text = "---\n" + "".join(f"{key}: {value}\n" for key, value in lines) + "---\n"
    parts = split(text, PATH)
    found = read_front_matter(parts, PATH, timezone=zone, language="en")
    assert found.is_complete or found.diagnostics or parts.diagnostics


def test_several_outlets_begin_with_the_original() -> None:
    where = "published_in:\n  - {outlet: B, role: reprint}\n  - {outlet: A, url: https://example.org/a}\n"
    front = front_of(where)
    assert front.published_in
    assert [(there.outlet, there.role) for there in front.published_in.all] == [("A", "original"), ("B", "reprint")]
    assert front.original is front.published_in
    assert front_of("published_in: [{outlet: B, role: excerpt}]\n").original is None

"""What an editor may want to look at."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from kei_site.check.advice import FEW_BRIEFS, advice, core, placeholder_settings
from kei_site.config import Config, read_config
from kei_site.core.clock import Moment, moment_of
from kei_site.core.correction import Correction
from kei_site.core.event import Event
from kei_site.model.brief import Author, Brief, Reference
from kei_site.model.library import Records, assemble
from tests.support.plan_samples import NOW, brief, config, library


def day(text: str) -> Moment:
    return moment_of(datetime.fromisoformat(f"{text}T00:00:00+00:00"), has_time=False)


def told(*briefs: Brief) -> list[tuple[str, str, str]]:
    return sorted(
        (diagnostic.code, diagnostic.place.path.rpartition("/")[2], diagnostic.found)
        for diagnostic in advice(library(*briefs))
    )


def many(**first: Any) -> list[Brief]:
    return [brief("a", **first), *(brief(f"b{n:02}", tags=("sea", "peace")) for n in range(FEW_BRIEFS))]


def test_good_briefs_need_no_advice() -> None:
    assert told(*many(tags=("sea",), summary="Short.")) == []


@pytest.mark.parametrize(
    ("title", "is_long"), [("a" * 80, False), ("a" * 81, True), ("가" * 40, False), ("가" * 41, True)]
)
def test_a_title_too_long_for_cards_is_told_by_its_width(title: str, is_long: bool) -> None:
    assert told(brief("a", title=title)) == ([("TXT02", "a.md", title[:60])] if is_long else [])


def test_a_summary_of_ones_own_may_be_too_long_and_a_derived_one_not() -> None:
    words = "word " * 80
    assert [code for code, _, _ in told(brief("a", summary=words))] == ["TXT02"]
    assert told(brief("a", summary=words, summary_is_derived=True)) == []


def test_briefs_without_text_are_reported_one_time() -> None:
    (found,) = advice(library(brief("a"), replace(brief("b"), word_count=0), replace(brief("c"), word_count=0)))
    assert (found.code, found.message) == (
        "TXT03",
        "this brief has no text, so feeds give its summary; 1 more have none",
    )
    images = (Reference(target="map.png", line=5, column=1),)
    assert told(replace(brief("a"), word_count=0, images=images)) == []


def test_a_tag_of_one_brief_alone_is_told_where_there_are_many() -> None:
    assert told(*many(tags=("sea", "lonely"))) == [("TAG06", "a.md", "lonely")]
    assert told(brief("a", tags=("sea", "lonely"))) == []


def test_tags_that_are_nearly_the_same_are_told_at_the_rarer_one() -> None:
    assert told(*many(tags=("Seas",))) == [("TAG06", "a.md", "Seas"), ("TAG07", "a.md", "Seas")]
    assert [row[0] for row in told(brief("a", tags=("한미 동맹",)), brief("b", tags=("한·미동맹",)))] == ["TAG07"]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Sea lanes", "sea-lane"),
        ("SEALANES", "Sea lane"),
        ("Policies", "policy"),
        ("Classes", "class"),
        ("boxes", "Box"),
        ("한ㆍ미 동맹", "한미동맹"),
    ],
)
def test_names_with_one_core(name: str, other: str) -> None:
    assert core(name) == core(other)


@pytest.mark.parametrize(
    ("name", "other"),
    [("news", "new deal"), ("status", "statu"), ("AI", "A"), ("China", "Chile"), ("দিন", "দান"), ("นา", "น้ำ")],
)
def test_names_that_only_look_alike_keep_their_cores(name: str, other: str) -> None:
    assert core(name) != core(other)


@pytest.mark.parametrize(
    ("url", "is_told"),
    [
        ("https://example.org", True),
        ("https://www.example.com/papers", True),
        ("https://site.test", True),
        ("https://institute.example", True),
        ("https://example.org.kr", False),
        ("https://counterexample.org", False),
        ("https://institute.org/example.org", False),
    ],
)
def test_an_example_as_the_address_of_the_site_is_told(url: str, is_told: bool) -> None:
    found = [*placeholder_settings(settings(f"url: {url}\n"))]
    assert [(diagnostic.code, diagnostic.place.line, diagnostic.place.column) for diagnostic in found] == (
        [("CFG08", 2, 6)] if is_told else []
    )


def settings(text: str) -> Config:
    found, diagnostics = read_config(f"title: T\n{text}", "content/site.yaml")
    assert found
    assert diagnostics == ()
    return found


def test_placeholders_in_other_settings_are_told_at_their_places() -> None:
    lines = [
        "url: https://institute.kr",
        "description: TODO",
        "organization: {name: Your Institute, url: https://example.com}",
        "contact: desk@example.org",
        "feeds: {hubs: [https://hub.example.net/]}",
        "menu: [{label: About, url: /todo/}]",
        "mailing_list:",
        "  action: https://lists.example.org/subscribe",
        "  promise: Lorem ipsum.",
        "  sender: news@institute.kr",
        "  unsubscribe: '{{unsubscribe}}'",
        "  postal_address: '[postal address]'",
    ]
    found = [*placeholder_settings(settings("\n".join(lines)))]
    assert [(diagnostic.place.line, diagnostic.found) for diagnostic in found] == [
        (3, "TODO"),
        (4, "Your Institute"),
        (4, "https://example.com"),
        (5, "desk@example.org"),
        (6, "https://hub.example.net/"),
        (9, "https://lists.example.org/subscribe"),
        (10, "Lorem ipsum."),
        (13, "[postal address]"),
    ]


def test_a_configuration_that_cannot_be_read_has_no_address() -> None:
    assert [*placeholder_settings(config(url="https://example.org"))] == []


@pytest.mark.parametrize(
    ("author", "is_reported"),
    [
        (Author(id="a", path="content/authors/a.md", name="Given Family, PhD"), True),
        (Author(id="a", path="content/authors/a.md", name="Family, Given", family="Family"), True),
        (Author(id="a", path="content/authors/a.md", name="Given Family, PhD", family="Family", given="Given"), False),
        (Author(id="a", path="content/authors/a.md", name="Given Family"), False),
        (Author(id="a", path="content/authors/a.md", name="Kim, Lee & Co", kind="organization"), False),
        (Author(id="a", path="content/authors/a.md", name="Ministry of Defense, Republic of Korea"), True),
    ],
)
def test_a_name_with_a_comma_needs_its_parts(author: Author, is_reported: bool) -> None:
    found = advice(assemble(Records(briefs=(), authors=(author,)), instant=NOW, drafts=False, prefix=""))
    assert [diagnostic.code for diagnostic in found] == (["AUT04"] if is_reported else [])


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("Given Family, PhD", "add `family:` and `given:`"),
        ("Center for Examples, Seoul", "add `kind: organization`"),
        ("Examples, Inc.", "add `kind: organization`"),
        ("예시연구원, 서울", "add `kind: organization`"),
    ],
)
def test_a_name_with_a_comma_is_told_where_it_stands_with_the_fix_of_its_kind(name: str, fix: str) -> None:
    author = Author(id="a", path="content/authors/a.md", name=name, places="name=2:7")
    (found,) = advice(assemble(Records(briefs=(), authors=(author,)), instant=NOW, drafts=False, prefix=""))
    assert (found.place.line, found.place.column, found.fix) == (2, 7, fix)


def test_a_link_to_register_for_an_event_that_is_over_is_told() -> None:
    events = [
        brief(f"2024/{name}", type="event", event=Event(start=day(on), register="https://example.org/in"))
        for name, on in (("gone", "2024-08-01"), ("soon", "2025-08-01"))
    ]
    told = [found for found in advice(library(*events)) if found.code == "EVT03"]
    assert [found.place.path for found in told] == ["content/briefs/2024/gone.md"]


@pytest.mark.parametrize(("pdf", "is_told"), [("mine.pdf", True), ("true", False), ("false", False), ("", False)])
def test_an_own_pdf_of_a_retracted_brief_is_told(pdf: str, is_told: bool) -> None:
    retraction = Correction(date=day("2024-08-01"), kind="retraction", note="Wrong.")
    for front in ({"withdrawn": retraction}, {"corrections": (retraction,)}):
        found = [diagnostic for diagnostic in told(brief("a", pdf=pdf, **front)) if diagnostic[0] == "PDF03"]
        assert found == ([("PDF03", "a.md", pdf)] if is_told else [])
    assert not [diagnostic for diagnostic in told(brief("a", pdf=pdf)) if diagnostic[0] == "PDF03"]

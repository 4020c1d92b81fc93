"""Pages of types: which there are, their feeds, and that nothing held back makes one."""

from typing import Any

from kei_site.core.hashing import NO_DIGEST
from kei_site.core.vocabulary import TypeWords
from kei_site.core.words import Words
from kei_site.model.brief import Brief
from kei_site.plan.feeds import feed_topics
from kei_site.plan.inputs import SourceFiles
from kei_site.plan.planner import plan_site
from kei_site.plan.targets import Plan
from kei_site.plan.types import by_type
from kei_site.render.i18n.locale import locale_of
from tests.support.plan_samples import brief, inputs, library

WORDS = {"report": TypeWords(plural="Studies", page=True), "paper": TypeWords(page=True, slug="working-papers")}
STUDY = {"paper": TypeWords(singular="Study")}
REPORTS = tuple(brief(f"2024/{at}", f"2024-0{at}-01", type="report") for at in range(1, 6))


def planned(*briefs: Brief, types: Any = WORDS) -> Plan:
    return plan_site(inputs(*briefs, types=types, page_size=2), {}, NO_DIGEST)


def type_paths(plan: Plan) -> list[str]:
    return [path for path in plan.targets if path.startswith("types/")]


def test_briefs_are_grouped_in_the_order_of_the_types() -> None:
    found = by_type(library(brief("2024/p", type="paper"), *REPORTS[:2]))
    assert [(kind, [each.id for each in briefs]) for kind, briefs in found.items()] == [
        ("report", ["2024/2", "2024/1"]),
        ("paper", ["2024/p"]),
    ]


def test_a_type_with_a_page_has_lists_and_feeds_at_its_plural() -> None:
    assert type_paths(planned(*REPORTS)) == [
        "types/index.html",
        "types/reports/atom.xml",
        "types/reports/feed.json",
        "types/reports/feed.xml",
        "types/reports/index.html",
        "types/reports/page/1/index.html",
    ]


def test_an_own_slug_is_the_address() -> None:
    assert "types/working-papers/index.html" in planned(brief("2024/p", type="paper")).targets


def test_a_singular_is_the_word_of_the_interface_in_the_language_of_the_site_alone() -> None:
    plan = planned(brief("2024/p", type="paper"), brief("2024/k", type="paper", language="ko"), types=STUDY)
    site: Any = plan.targets["index.html"].view.site  # type: ignore[attr-defined]
    said = {language: locale_of(language, site.words).text("type.paper") for language in ("en", "en-GB", "ko", "it")}
    assert said == {"en": "Study", "en-GB": "Study", "ko": "논문", "it": "Paper"}
    assert [locale_of(language, site.words).language for language in ("en", "it")] == ["en", "en"]


def test_a_singular_goes_before_the_words_of_the_interface_that_the_site_gives() -> None:
    words = (Words(language="en", texts={"type.paper": "Essay", "search": "Find"}),)
    given = inputs(brief("2024/p", type="paper"), types=STUDY, files=SourceFiles(static={}, content={}, words=words))
    assert given.site.words
    assert given.site.words.texts == {"type.paper": "Study", "search": "Find"}


def test_without_the_setting_there_is_no_page() -> None:
    for types in ({}, {"report": TypeWords(plural="Studies")}):
        assert type_paths(planned(*REPORTS, types=types)) == []


def test_a_type_whose_briefs_are_all_held_back_has_neither_page_nor_count() -> None:
    plan = planned(*REPORTS, brief("2024/p", type="paper", draft=True))
    assert not [path for path in plan.targets if "papers" in path]
    index: Any = plan.targets["types/index.html"].view
    assert [(count.type, count.link.name, count.count) for count in index.types] == [("report", "Studies", 5)]


def test_a_held_brief_is_not_counted() -> None:
    plan = planned(*REPORTS, brief("2025/x", "2025-06-01", type="report"))
    first: Any = plan.targets["types/reports/index.html"].view
    assert first.listing.total == 5


def test_feeds_stay_where_they_were_before_the_page() -> None:
    before, after = planned(*REPORTS, types={}), planned(*REPORTS)
    old = [path for path in before.targets if path.startswith("feeds/types/report/")]
    assert len(old) == 3
    assert set(old) <= after.targets.keys()
    known: Any = before.targets["feeds/types/report/atom.xml"].view
    new: Any = after.targets["types/reports/atom.xml"].view
    assert new.permanent_id == known.permanent_id
    assert new == after.targets["feeds/types/report/atom.xml"].view
    assert new.self_url == "https://example.org/types/reports/atom.xml"


def test_the_word_of_the_site_is_the_title_of_the_feed() -> None:
    topics = {topic.names: topic for topic in feed_topics(inputs(*REPORTS, types=WORDS))}
    assert topics["types", "reports"].title == "Studies"
    assert topics["types", "reports"].page == "/types/reports/"


def test_the_home_page_leads_to_the_page_of_a_type() -> None:
    home: Any = planned(*REPORTS, brief("2024/c", type="commentary")).targets["index.html"].view
    assert home.types == ("report", "commentary")
    assert home.site.types["report"].url == "/types/reports/"
    assert home.site.types["report"].name == "Studies"
    assert "commentary" not in home.site.types


def test_two_types_of_one_address_are_told() -> None:
    types = {"report": TypeWords(page=True, slug="texts"), "paper": TypeWords(page=True, slug="texts")}
    found = planned(*REPORTS[:1], brief("2024/p", type="paper"), types=types).diagnostics
    assert "URL01" in {each.code for each in found}

"""A site in several languages: the frame of each page, a home page and feeds for each language, and the way between."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import html as lxml_html

from kei_site.build.words import read_words
from kei_site.check.languages import language_advice
from kei_site.core import suggest
from kei_site.core.limits import LIMITS
from kei_site.core.words import Words
from kei_site.render.i18n.catalogues import catalogue
from tests.support.plan_samples import brief as brief_of
from tests.support.plan_samples import library
from tests.support.scratch import CONFIG, ScratchSite, brief

SETTINGS = """\
menu: [{label: Topics, url: /tags/}]
languages:
  ko:
    title: 시험연구원
    description: 시험을 위한 브리프.
    menu: [{label: 주제, url: /tags/}, {label: 소개, url: /about/}]
  ar: {title: معهد الاختبار}
  fr: {title: Institut}
"""


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    """Return a site with briefs in English, Korean and Arabic, and settings for French besides."""
    made = ScratchSite(tmp_path)
    made.write("content/site.yaml", CONFIG + SETTINGS)
    made.write("content/briefs/2024/a.md", brief("English", tags="[NATO]"))
    made.write("content/briefs/2024/b.md", brief("한국어", date="2024-07-22", language="ko", translation_of="a.md"))
    made.write("content/briefs/2024/c.md", brief("عربي", date="2024-07-23", language="ar", tags="[NATO]"))
    made.write("content/briefs/2024/d.md", brief("Hidden", date="2024-07-24", language="fr", draft="true"))
    made.write("content/pages/about.md", "---\ntitle: 소개\nlanguage: ko\n---\n\n시험.\n")
    report = made.build()
    assert not report.failed, report.diagnostics
    return made


def page(site: ScratchSite, path: str) -> Any:
    return lxml_html.parse(site.output / path).getroot()


def links(page: Any, name: str) -> list[tuple[str, str]]:
    found = page.xpath(f"//nav[contains(@class, '{name}')]//a")
    return [(link.get("href"), link.text_content()) for link in found]


@pytest.mark.parametrize("path", ["briefs/2024/b/index.html", "about/index.html", "ko/index.html"])
def test_the_frame_of_a_page_is_in_its_language(site: ScratchSite, path: str) -> None:
    shown = page(site, path)
    assert shown.get("lang") == "ko"
    assert shown.findtext("head/title").endswith("시험연구원")
    (brand,) = shown.xpath("//a[@class='brand']")
    assert (brand.get("href"), brand.text_content()) == ("/ko/", "시험연구원")
    assert links(shown, "menu") == [("/tags/", "주제"), ("/about/", "소개")]
    (foot,) = shown.xpath("//div[@class='institute']")
    assert foot.get("lang") == "ko"
    assert "시험을 위한 브리프." in foot.text_content()


def test_a_language_takes_what_it_does_not_name_from_the_site(site: ScratchSite) -> None:
    shown = page(site, "briefs/2024/c/index.html")
    assert shown.get("dir") == "rtl"
    assert links(shown, "menu") == [("/tags/", "Topics")]
    assert "Briefs for tests." in shown.xpath("//div[@class='institute']")[0].text_content()


def test_the_switch_leads_to_the_translation_and_else_to_the_home_of_a_language(site: ScratchSite) -> None:
    home = "https://example.org"
    assert links(page(site, "index.html"), "languages") == [(f"{home}/ko/", "한국어"), (f"{home}/ar/", "العربية")]
    assert links(page(site, "briefs/2024/a/index.html"), "languages") == [
        (f"{home}/briefs/2024/b/", "한국어"),
        ("/ar/", "العربية"),
    ]
    assert links(page(site, "ko/index.html"), "languages")[0] == (f"{home}/", "English")


MORE = """\
    people: 필자
    promise: 새 브리프를 보내 드립니다.
    footer: {copyright: © 시험연구원}
people: {title: Experts}
theme: {footer: {address: 1 Street, copyright: © Test Institute}}
types: {report: {plural: Studies}}
mailing_list: {action: "https://lists.example.org/a", promise: Each new brief.}
"""


def test_every_word_of_the_frame_is_in_a_language_and_says_which(tmp_path: Path) -> None:
    made = ScratchSite(tmp_path)
    made.write(
        "content/site.yaml",
        CONFIG + SETTINGS.replace("  ar:", f"{MORE.partition('people: {')[0]}  ar:") + MORE[MORE.index("people: {") :],
    )
    made.write("content/pages/about.md", "---\ntitle: 소개\nlanguage: ko\n---\n\n시험.\n")
    made.write("content/briefs/2024/b.md", brief("한국어", language="ko", type="report"))
    made.write("content/briefs/2024/c.md", brief("عربي", date="2024-07-23", language="ar"))
    assert not made.build().failed
    korean, arabic = (page(made, f"{language}/index.html") for language in ("ko", "ar"))
    assert spoken(korean, "필자", "새 브리프를 보내 드립니다.", "1 Street", "© 시험연구원") == ["ko", "ko", "en", "ko"]
    assert spoken(arabic, "الكتّاب", "Each new brief.", "1 Street", "© Test Institute") == ["ar", "en", "en", "en"]
    assert "Experts" not in korean.text_content() + arabic.text_content()
    assert "Studies" not in korean.text_content()


def spoken(page: Any, *texts: str) -> list[str]:
    """Return the language that a page declares for each of some texts."""
    return [
        page.xpath("//footer//*[text()=$text]/ancestor-or-self::*[@lang][1]/@lang", text=text)[-1] for text in texts
    ]


def test_a_list_of_all_languages_names_that_of_what_is_in_another(site: ScratchSite) -> None:
    lines = page(site, "tags/nato/index.html").xpath("//li[contains(@class, 'entry')]//p[@class='entry-by']")
    assert ["العربية" in line.text_content() for line in lines] == [True, False]
    assert "English" not in lines[1].text_content()


def test_a_home_shows_the_briefs_of_its_language_alone(site: ScratchSite) -> None:
    shown = page(site, "ar/index.html")
    titles = [link.text_content() for link in shown.xpath("//main//a[starts-with(@href, '/briefs/2024/')]")]
    assert titles == ["عربي"]
    assert [link.text_content() for link in shown.xpath("//nav[@class='topics']//ul//a")] == ["NATO"]
    assert not (site.output / "fr").exists()


def test_a_language_has_its_feeds_beside_its_home_and_where_they_were(site: ScratchSite) -> None:
    read = feedparser.parse((site.output / "ko/feed.xml").read_bytes())
    assert (read.feed.language, read.feed.link) == ("ko", "https://example.org/ko/")
    assert "시험연구원" in read.feed.title
    assert [entry.title for entry in read.entries] == ["한국어"]
    assert (site.output / "feeds/languages/ko/feed.xml").read_bytes() == (site.output / "ko/feed.xml").read_bytes()
    assert json.loads((site.output / "ko/feed.json").read_bytes())["language"] == "ko"
    announced = page(site, "ko/index.html").xpath("//link[@type='application/rss+xml']/@href")
    assert announced == ["/ko/feed.xml"]


def test_hosts_send_the_policy_of_pages_with_a_home(site: ScratchSite) -> None:
    headers = (site.output / "_headers").read_text()
    assert "\n/ko/*\n  Content-Security-Policy: " in headers
    assert "\n/ko/feed.xml\n  Content-Type: application/rss+xml" in headers


def test_search_engines_know_the_homes_of_each_other(site: ScratchSite) -> None:
    versions = [
        ("en", "https://example.org/"),
        ("ko", "https://example.org/ko/"),
        ("ar", "https://example.org/ar/"),
    ]
    for path in ("index.html", "ko/index.html", "ar/index.html"):
        found = page(site, path).xpath("//link[@rel='alternate'][@hreflang]")
        assert [(link.get("hreflang"), link.get("href")) for link in found] == versions
    assert "https://example.org/ko/" in (site.output / "sitemap-pages.xml").read_text()


def test_a_site_in_one_language_has_no_switch(site: ScratchSite) -> None:
    site.write("content/site.yaml", CONFIG)
    assert not site.build().failed
    assert links(page(site, "index.html"), "languages") == []
    assert not (site.output / "ko").exists()


def test_an_edited_body_keeps_the_frame_of_its_language(site: ScratchSite) -> None:
    site.edit("content/briefs/2024/b.md", "Some words.", "Other words.")
    report = site.build()
    assert "briefs/2024/b/index.html" in report.written
    assert links(page(site, "briefs/2024/b/index.html"), "menu") == [("/tags/", "주제"), ("/about/", "소개")]


def test_an_author_has_a_name_and_a_life_in_the_language_of_a_brief(site: ScratchSite) -> None:
    site.write("content/authors/desk.md", "---\nname: The Desk\nkind: organization\n---\n\nThe desk.\n")
    site.write("content/authors/desk.ko.md", "---\nname: 편집부\n---\n\n편집부입니다.\n")
    report = site.build()
    assert not report.failed, report.diagnostics
    korean, english = (page(site, f"briefs/2024/{name}/index.html") for name in "ba")
    for shown, name, life in ((korean, "편집부", "편집부입니다."), (english, "The Desk", "The desk.")):
        (byline,) = shown.xpath("//p[@class='byline']//a")
        assert (byline.text_content(), byline.get("href")) == (name, "/authors/desk/")
        assert life in shown.xpath("//section[@class='biographies']")[0].text_content()
    assert not (site.output / "authors/desk.ko").exists()
    assert "desk.ko" not in (site.output / "authors/index.html").read_text()


def test_a_life_in_another_language_may_leave_the_name_to_the_record(site: ScratchSite) -> None:
    record = "---\nname: The Desk\nkind: organization\nnames: {ko: 편집부}\n---\n\nThe desk.\n"
    site.write("content/authors/desk.md", record)
    site.write("content/authors/desk.ko.md", "---\nlanguage: ko\n---\n\n편집부입니다.\n")
    report = site.build()
    assert not report.failed, report.diagnostics
    shown = page(site, "briefs/2024/b/index.html")
    assert shown.xpath("//p[@class='byline']//a")[0].text_content() == "편집부"
    assert "편집부입니다." in shown.xpath("//section[@class='biographies']")[0].text_content()


def arabic(*, without: str = "", **changed: str) -> str:
    """Return a file of words: each text of the interface between guillemets, some missing or changed."""
    words = {key: f"«{text}»" for key, text in catalogue("en").items() if key != without}
    return "".join(f"{key}: {json.dumps(text, ensure_ascii=False)}\n" for key, text in (words | changed).items())


def test_words_that_a_site_gives_stand_around_the_texts_in_their_language(site: ScratchSite) -> None:
    site.write(
        "content/words/ar.yaml", arabic(**{"publications.few": "{count} قليل", "skip": "تخطي", "list.and": " و "})
    )
    report = site.build()
    assert [found.code for found in report.diagnostics if found.code.startswith("LNG")] == []
    assert not report.failed, report.diagnostics
    shown = page(site, "briefs/2024/c/index.html")
    assert shown.xpath("//a[@class='skip']")[0].text_content() == "تخطي"
    assert shown.xpath("//header[@class='masthead']")[0].get("lang") is None
    assert "«Sections»" in shown.xpath("//footer[@class='colophon']")[0].text_content()
    assert "يوليو" in shown.xpath("//p[@class='dates']")[0].text_content()
    assert "«" not in page(site, "briefs/2024/a/index.html").text_content()


def test_words_change_pages_of_their_language_alone(site: ScratchSite) -> None:
    site.write("content/words/ar.yaml", arabic())
    assert not site.build().failed
    site.write("content/words/ar.yaml", arabic(skip="تخطي"))
    written = set(site.build().written)
    assert {"briefs/2024/c/index.html", "ar/index.html"} <= written
    assert not {"briefs/2024/a/index.html", "briefs/2024/b/index.html", "index.html", "ko/index.html"} & written


def test_a_site_may_choose_another_word_than_the_program(site: ScratchSite) -> None:
    site.write("content/words/ko.yaml", "cite: 이 글 인용\n")
    report = site.build()
    assert [found for found in report.diagnostics if found.code.startswith("LNG")] == []
    assert "이 글 인용" in page(site, "briefs/2024/b/index.html").text_content()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (arabic(without="cite"), [("LNG02", 1, "cite")]),
        ("skp: a\n" + arabic(), [("LNG03", 1, "skp")]),
        (arabic(**{"home.types.page": "بلا جزء"}), [("LNG04", 0, "بلا جزء")]),
        (arabic(skip="{count} زائد"), [("LNG04", 0, "{count} زائد")]),
        (arabic(skip="قوس {"), [("LNG04", 0, "قوس {")]),
        ("- a\n", [("FM05", 1, ""), ("LNG02", 1, "")]),
    ],
    ids=["missing", "unknown key", "lost part", "part too many", "broken brace", "no mapping"],
)
def test_words_that_are_missing_or_wrong_are_told(content: str, told: list[tuple[str, int, str]]) -> None:
    _, found = read_words(content, "content/words/he.yaml")
    assert [each.code for each in found][: len(told)] == [code for code, _, _ in told]
    assert all(not line or each.place.line == line for each, (_, line, _) in zip(found, told, strict=False))
    assert all(words in each.found for each, (_, _, words) in zip(found, told, strict=False))


def test_a_language_without_words_is_told_one_time(site: ScratchSite) -> None:
    spoken = [
        brief_of("a"),
        brief_of("b", language="ko"),
        brief_of("c", language="it"),
        brief_of("d", language="it-CH"),
    ]
    found = [(told.code, told.found) for told in language_advice(library(*spoken), ())]
    assert found == [("LNG01", "it")]
    given = (Words(language="it", texts={}),)
    assert list(language_advice(library(*spoken), given)) == []


def test_of_very_many_unknown_words_all_are_looked_up_in_little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    similar = suggest.nearest

    def counted(wanted: str, known: Iterable[str]) -> str:
        compared.append(wanted)
        return similar(wanted, known)

    monkeypatch.setattr(suggest, "nearest", counted)
    _, found = read_words("".join(f"skp{number}: a\n" for number in range(1_000)), "content/words/en.yaml")
    assert found[0].fix == "did you mean `skip`?"
    assert len(compared) <= LIMITS.suggestions.most

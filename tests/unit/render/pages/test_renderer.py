"""Pages: every view through the theme's own templates, parsed again and looked at."""

import base64
import hashlib
import json
import re
import traceback
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import TemplateSyntaxError, UndefinedError
from lxml import html as lxml_html

from kei_site.core.hashing import NO_DIGEST, Digest
from kei_site.core.syndication import Syndication
from kei_site.model.views.common import Link
from kei_site.model.views.pages import BriefView, NotFoundView
from kei_site.render.pages.renderer import json_ld, make_page_renderer
from tests.support.list_samples import YEARS
from tests.support.page_samples import PAGES
from tests.support.view_samples import (
    BRIEF,
    CARD,
    EVENT,
    KIM,
    SITE,
    brief_with,
    fragment,
    theme_assets,
    theme_source,
    theme_templates,
)

TEMPLATES = theme_templates()
RENDER = make_page_renderer(TEMPLATES, fragment, theme_source)
EVERY_PAGE = pytest.mark.parametrize("name", sorted(PAGES))
HOSTILE = '"><script>alert(1)</script></title>{{ 7 * 7 }}'

_PRINTED = re.compile(r"""(?:href|src|action|srcset)="\{\{ ?(.*?) ?\}\}""")
_UNQUOTED = re.compile(r'<[^<>"]*(?:"[^"]*"[^<>"]*)*\s[\w-]+=\{\{')
_TRUSTED = {"site.prefix", "cite.bibtex", "cite.ris", "cite.csl_json"}
"""Printed into addresses as they are: the site's own path, and data that `cite` has made and percent-coded."""


def _page(name: str) -> str:
    template, view = PAGES[name]
    return RENDER(template, view).decode()


def _tree(page: str) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(page)


def _brief(**changes: object) -> str:
    return RENDER("brief.html", brief_with(**changes)).decode()  # type: ignore[arg-type]


def _words(page: str) -> str:
    return " ".join(_tree(page).text_content().split())


@EVERY_PAGE
def test_every_view_makes_one_whole_page(name: str) -> None:
    page = _page(name)
    assert page.startswith("<!doctype html>\n<html lang=")
    assert page.endswith("</html>")
    assert len(_tree(page).findall(".//h1")) == 1


@EVERY_PAGE
def test_no_page_has_inline_style_or_script(name: str) -> None:
    tree = _tree(_page(name))
    assert not tree.findall(".//style")
    assert not [
        element for element in tree.iter() if any(key == "style" or key.startswith("on") for key in element.attrib)
    ]
    inline = [script for script in tree.iterfind(".//script") if script.text]
    assert {script.get("type") for script in inline} <= {"application/ld+json"}


@EVERY_PAGE
def test_ids_are_unique_and_what_refers_to_them_finds_them(name: str) -> None:
    tree = _tree(_page(name))
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    assert not [name for name, count in ids.items() if count > 1]
    wanted = [
        reference
        for element in tree.iter()
        for key in ("aria-labelledby", "aria-describedby", "for")
        for reference in (element.get(key) or "").split()
    ]
    assert set(wanted) <= set(ids)


def test_a_biography_that_names_its_author_has_no_name_above_it() -> None:
    authors = tuple(replace(author, name="A desk") for author in BRIEF.card.authors)
    page = RENDER("brief.html", replace(BRIEF, card=replace(BRIEF.card, authors=authors))).decode()
    assert not _tree(page).cssselect(".biographies h3")


def test_biographies_share_no_id_with_the_text_nor_with_each_other() -> None:
    text = BRIEF.text
    page = RENDER("brief.html", replace(BRIEF, author_notes=(text, text))).decode()
    ids = Counter(element.get("id") for element in _tree(page).iter() if element.get("id"))
    assert [name for name, count in ids.items() if count > 1] == []
    for name in ("fn-1", "kei-life-1-fn-1", "kei-life-2-fn-1", "kei-life-2-fnref-1", "kei-life-2-one"):
        assert ids[name] == 1
    assert page.count('href="#kei-life-2-fn-1"') == page.count('href="#kei-life-2-fnref-1"') == 1


@EVERY_PAGE
def test_every_page_carries_its_policy_before_anything_that_it_rules(name: str) -> None:
    page = _page(name)
    policy = _tree(page).find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    assert policy.startswith("default-src 'none'; script-src https://example.org/assets/ ")
    assert "'sha256-" in policy
    allowed = policy.partition("script-src ")[2].partition(";")[0]
    assert "'self'" not in allowed
    assert {element.get("integrity") for element in _tree(page).iter("script") if element.get("src")} <= {
        source.strip("'") for source in allowed.split()
    }
    assert "form-action 'self' https://lists.example.net" in policy
    assert page.index("Content-Security-Policy") < page.index("<link")
    assert ("wasm-unsafe-eval" in policy) == (name == "search")


def test_the_policy_names_the_data_block_by_its_digest() -> None:
    page = _page("brief")
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in page


@EVERY_PAGE
def test_the_same_view_makes_the_same_bytes(name: str) -> None:
    template, view = PAGES[name]
    assert make_page_renderer(TEMPLATES, fragment, theme_source)(template, view) == RENDER(template, view)


def test_a_brief_shows_what_it_has() -> None:
    said = _words(_page("brief"))
    for words in (
        "Spotlight · Brief · 2024-7",
        "One & only: 100% of it",
        "A summary with “quotes”.",
        "By Kim Yeseul and Examples Desk",
        "July 21, 2024 · Updated August 1, 2024 · 11-minute read",
        "Published in Examples Weekly on July 21, 2024.",
        "Correction, August 1, 2024. A number was wrong.",
        "What it shows. Image: The institute",
        "About the authors Kim Yeseul A desk that writes examples. Examples Desk A desk that writes examples.",
        "Selected by the editors",
        "From the same series: Spotlight",
        "Also about NATO, South Korea",
        "← Previous 한국어 글",
        "Next → One & only",
        "Also in: 한국어 글",
    ):
        assert words in said


def test_a_brief_links_to_all_that_belongs_to_it() -> None:
    links = {link.get("href") for link in _tree(_page("brief")).iterfind(".//main//a")}
    assert {
        "/series/spotlight/",
        "/authors/kim/",
        "/authors/desk/",
        "https://weekly.example.net/one",
        "/tags/nato/",
        "/tags/south-korea/",
        "#one",
        "/briefs/2024/ko/",
        "https://doi.org/10.1234/example.7",
    } <= links


def test_a_bare_brief_shows_nothing_that_it_lacks() -> None:
    tree = _tree(_page("bare brief"))
    for name in "standfirst outlet notices biographies tags related neighbours lead translations".split():
        assert not tree.find_class(name), name
    assert tree.find_class("cite")


def test_a_reprint_is_shown_with_its_day_if_that_is_known() -> None:
    there = Syndication(outlet="Weekly", url="", role="reprint", date=BRIEF.front.date)
    (dated,) = _tree(_brief(published_in=there)).find_class("outlet")
    assert dated.text_content() == "Also published in Weekly (July 21, 2024)."
    (undated,) = _tree(_brief(published_in=replace(there, date=None))).find_class("outlet")
    assert undated.text_content() == "Also published in Weekly."


def test_a_derived_summary_is_not_shown_twice() -> None:
    assert not _tree(_brief(summary_is_derived=True)).find_class("standfirst")
    assert _tree(_brief()).find_class("standfirst")
    template, view = PAGES["page"]
    assert _tree(_page("page")).find_class("standfirst")
    derived = replace(view, summary_is_derived=True)
    assert not _tree(RENDER(template, derived).decode()).find_class("standfirst")


def test_notes_have_a_heading_in_the_language_of_the_page() -> None:
    assert _tree(_page("brief")).get_element_by_id("kei-notes").text == "Notes"
    assert _tree(_page("korean brief")).get_element_by_id("kei-notes").text == "주"


def test_contents_appear_only_when_there_is_something_to_find() -> None:
    assert [link.text for link in _tree(_page("brief")).iterfind(".//nav/ol/li/a")] == ["One", "Two & a half", "Three"]
    short = BRIEF.author_notes[0]
    assert not _tree(_brief(text=short)).find_class("contents")


def test_a_korean_brief_speaks_korean_throughout() -> None:
    page = _page("korean brief")
    assert _tree(page).get("lang") == "ko"
    assert "2024년 7월 21일" in page
    assert "이 글의 인용" in page
    assert "Cite this publication" not in page


def test_an_unspoken_language_says_where_english_begins() -> None:
    tree = _tree(_page("Italian brief"))
    assert tree.get("lang") == "it"
    assert tree.find(".//header[@class='masthead']").get("lang") == "en"
    assert tree.find_class("ending")[0].get("lang") == "en"
    assert tree.find(".//h1").get("lang") is None


def test_titles_in_another_language_are_marked() -> None:
    (entry,) = [entry for entry in _tree(_page("briefs")).find_class("entry") if "한국어" in entry.text_content()]
    assert entry.get("lang") == "ko"
    assert entry.find_class("entry-by")[0].get("lang") == "en"


def test_numbers_come_from_the_view() -> None:
    assert "All publications, newest first · 6,747 publications" in _words(_page("home"))
    assert 'placeholder="Search 6,747 publications"' in _page("search")
    assert "1,234 publications" in _words(_page("tag"))


def test_numbered_pages_show_no_number_that_changes() -> None:
    assert not _tree(_page("numbered briefs")).find_class("total")


def test_lists_are_grouped_by_year_and_years_by_month() -> None:
    assert [heading.text for heading in _tree(_page("briefs")).find_class("year-name")] == ["2024"]
    names = _tree(_page("year")).find_class("year-name")
    assert [(heading.get("id"), heading.text) for heading in names] == [("m2024-07", "July"), ("m2024-03", "March")]


@EVERY_PAGE
def test_no_list_of_a_list_page_stands_outside_of_its_column(name: str) -> None:
    """Styles give a column to the sections of such a page, not to bare lists in it."""
    assert _tree(_page(name)).xpath("//body[contains(@class, 'list')]/main/ul[@class='entries']") == []


def test_one_bar_alone_is_no_chart() -> None:
    template, view = PAGES["tag"]
    assert not _tree(RENDER(template, replace(view, years=YEARS[:1])).decode()).find_class("chart")


def test_a_link_to_the_home_page_is_current_only_there() -> None:
    site = replace(SITE, menu=(Link(name="Home", url="/"),))
    assert "aria-current" not in _brief(site=site)
    template, view = PAGES["home"]
    assert 'aria-current="page"' in RENDER(template, replace(view, site=site)).decode()


def test_what_is_no_doi_is_not_linked() -> None:
    assert "doi.org" not in _brief(doi="forthcoming")


def test_an_old_doi_is_linked_by_an_address_that_leads_to_it() -> None:
    page = _tree(_brief(doi="10.1002/a<1::b>3;2-#c%d"))
    links = [link.get("href") for link in page.iter("a", "link") if "doi.org" in link.get("href", "")]
    assert links == ["https://doi.org/10.1002/a%3C1::b%3E3;2-%23c%25d"] * 2


def test_charts_are_lists_with_words() -> None:
    chart = _tree(_page("tag")).find_class("chart")[0]
    assert [bar.text for bar in chart.find_class("unseen")] == [
        "2022: 3 publications",
        "2023: 0 publications",
        "2024: 12 publications",
    ]
    assert [link.get("href") for link in chart.iterfind(".//a")] == ["/archive/2022/", "/archive/2024/"]


def test_search_works_as_a_plain_form() -> None:
    tree = _tree(_page("search"))
    form = tree.find(".//main//form")
    assert (form.get("action"), form.get("method")) == ("/search/", None)
    container = tree.get_element_by_id("kei-search")
    assert container.get("data-segments") == "/pagefind/2024/ /pagefind/old/"
    assert {"/tags/", "/archive/", "/authors/"} <= {link.get("href") for link in tree.iterfind(".//main//a")}


def test_the_sign_up_form_sends_what_the_list_expects() -> None:
    form = _tree(_page("brief")).find(".//footer//form")
    assert (form.get("action"), form.get("method")) == ("https://lists.example.net/join", "post")
    assert {field.get("name"): field.get("value") for field in form.iterfind(".//input")} == {
        "list": "briefs",
        "email": None,
    }


def test_the_sign_up_form_stands_once_on_the_subscription_page() -> None:
    assert _page("subscribe").count("https://lists.example.net/join") == 1


def test_without_search_or_mailing_list_there_is_no_form() -> None:
    bare = replace(SITE, has_search=False, mailing_list=None)
    assert not _tree(RENDER("404.html", NotFoundView(site=bare)).decode()).findall(".//form")


def test_the_current_section_is_marked() -> None:
    def marked(name: str) -> list[tuple[str, str]]:
        links = _tree(_page(name)).iterfind(".//nav[@class='menu']//a[@aria-current]")
        return [(link.text or "", link.get("aria-current")) for link in links]

    assert marked("briefs") == [("Briefs", "page")]
    assert marked("brief") == [("Briefs", "true")]
    assert marked("page") == []


def test_an_event_belongs_to_the_events_of_the_menu_and_a_report_to_the_reports() -> None:
    def marked(menu: str, view: BriefView) -> list[str | None]:
        links = (Link(name="Briefs", url="/briefs/"), Link(name="Its own", url=menu))
        types = {"report": Link(name="Reports", url="/types/reports/")}
        page = RENDER("brief.html", replace(view, site=replace(SITE, menu=links, types=types))).decode()
        return [link.get("aria-current") for link in _tree(page).iterfind(".//nav[@class='menu']//a")]

    event = replace(BRIEF, event=EVENT)
    assert marked("/events/", event) == [None, "true"]
    assert marked("/about/", event) == ["true", None]
    assert marked("/types/reports/", brief_with(type="report")) == [None, "true"]


def test_a_redirect_leads_by_three_ways() -> None:
    tree = _tree(_page("redirect"))
    assert tree.find(".//meta[@http-equiv='refresh']").get("content") == "0; url=/briefs/2024/one/"
    assert tree.find(".//link[@rel='canonical']").get("href") == "https://example.org/briefs/2024/one/"
    assert tree.find(".//main//a").get("href") == "/briefs/2024/one/"


@pytest.mark.parametrize("field", ["title", "summary", "number", "funding", "disclosure", "license"])
def test_hostile_words_stay_words(field: str) -> None:
    plain, hostile = _brief(**{field: "plain"}), _brief(**{field: HOSTILE})
    assert _shape(hostile) == _shape(plain)
    assert "49" not in re.sub(r"[\w/+=-]{20,}", "", hostile.replace(_brief(**{field: ""}), ""))


def _shape(page: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(str(element.tag), tuple(element.keys())) for element in _tree(page).iter()]


def test_hostile_words_do_not_end_the_data_block() -> None:
    block = json_ld({"headline": "</script><script>alert(1)</script>&<!--"})
    assert not set(block) & set("<>&")


_SAID = st.recursive(
    st.text() | st.integers(-(2**53), 2**53) | st.booleans() | st.none(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(_SAID)
def test_a_data_block_is_compact_json_in_the_order_in_which_it_was_said(data: object) -> None:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    escaped = text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    assert json_ld(data) == escaped


@pytest.mark.parametrize("url", ["javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x"])
def test_addresses_that_run_something_are_dropped(url: str) -> None:
    card = replace(CARD, url=url)
    page = _brief(previous=card, next=card, authors=(replace(KIM, url=url),), author_notes=())
    targets = [link.get("href") for link in _tree(page).iterfind(".//main//a")]
    assert url not in targets
    assert "" in targets


def test_an_undefined_name_is_an_error_that_says_where() -> None:
    render = make_page_renderer({"x.html": "<p>\n{{ view.nonsense }}"}, fragment, theme_source)
    with pytest.raises(UndefinedError) as caught:
        render("x.html", PAGES["not found"][1])
    frames = traceback.extract_tb(caught.value.__traceback__)
    assert ("templates/x.html", 2) in [(frame.filename, frame.lineno) for frame in frames]


def test_bad_syntax_is_an_error_that_says_where() -> None:
    render = make_page_renderer({"x.html": "<p>\n{% if %}"}, fragment, theme_source)
    with pytest.raises(TemplateSyntaxError) as caught:
        render("x.html", PAGES["not found"][1])
    assert (caught.value.name, caught.value.lineno) == ("x.html", 2)


def test_an_asset_that_is_not_there_is_an_error() -> None:
    view = NotFoundView(site=replace(SITE, assets={}, scripts={}))
    with pytest.raises(LookupError, match="fonts/serif"):
        RENDER("404.html", view)


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_addresses_in_templates_are_safe_by_construction(name: str) -> None:
    source = TEMPLATES[name]
    assert not _UNQUOTED.search(source)
    printed = [
        printed_value for printed_value in _PRINTED.findall(source) if printed_value.split(" |")[0] not in _TRUSTED
    ]
    assert not [printed_value for printed_value in printed if "| safe_url" not in printed_value]


@pytest.mark.parametrize("source", ["<a href={{ x }}>", '<a href="{{ view.url }}">'])
def test_the_check_of_templates_bites(source: str) -> None:
    assert _UNQUOTED.search(source) or [
        printed_value for printed_value in _PRINTED.findall(source) if "| safe_url" not in printed_value
    ]


def test_the_theme_has_every_asset_that_its_templates_name() -> None:
    named = set(re.findall(r'asset\("([^"]+)"\)', "".join(TEMPLATES.values())))
    assert named
    assert named <= set(theme_assets())


@pytest.mark.parametrize(
    ("language", "page", "shown"), [("", "en", None), ("ko", "en", "ko"), ("", "ko", "en"), ("ko", "ko", None)]
)
def test_a_note_on_an_author_says_its_language_where_it_is_another(language: str, page: str, shown: str | None) -> None:
    note = replace(BRIEF.author_notes[0], language=language)
    tree = _tree(_brief(language=page, author_notes=(note,)))
    (life,) = tree.cssselect(".biographies > div")
    assert life.get("lang") == shown


@pytest.mark.parametrize(("language", "shown"), [("", None), ("en", None), ("ko", "ko")])
def test_a_biography_says_its_language_where_it_is_another(language: str, shown: str | None) -> None:
    template, view = PAGES["author"]
    changed = replace(view, biography=replace(view.biography, language=language))
    (life,) = _tree(RENDER(template, changed).decode()).cssselect(".biography > .text")
    assert life.get("lang") == shown


@pytest.mark.parametrize("contact", ["mailto:editors@example.org", "https://example.org/contact/"])
def test_the_foot_of_a_page_says_where_to_write(contact: str) -> None:
    tree = _tree(_brief(site=replace(BRIEF.site, contact=contact)))
    (link,) = tree.cssselect(f'.institute a[href="{contact}"]')
    assert link.text == contact.removeprefix("mailto:")
    assert "Contact" not in _tree(_brief()).find_class("institute")[0].text_content()


def test_an_author_of_whom_nothing_is_known_leaves_no_empty_place() -> None:
    template, view = PAGES["author"]
    unknown = replace(
        view,
        image=None,
        website="",
        press_contact="",
        names={},
        author=replace(view.author, orcid=""),
        biography=replace(view.biography, fragment=Digest("silence")),
    )
    tree = _tree(RENDER(template, unknown).decode())
    assert tree.cssselect(".biography") == []
    assert tree.cssselect(".feed-links")


def test_entries_on_the_page_of_their_only_author_do_not_repeat_the_name() -> None:
    template, view = PAGES["author"]
    alone = replace(BRIEF.card, authors=BRIEF.card.authors[:1])
    shown = replace(view, listing=replace(view.listing, cards=(alone, BRIEF.card)))
    tree = _tree(RENDER(template, shown).decode())
    last = [entry.text_content().split(" · ")[-1] for entry in tree.cssselect(".entry-by")]
    assert [BRIEF.card.authors[0].name in words for words in last] == [False, True]


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", None)])
def test_a_page_says_that_it_is_written_from_right_to_left(language: str, direction: str | None) -> None:
    assert _tree(_brief(language=language)).get("dir") == direction


@EVERY_PAGE
def test_no_link_leads_to_nothing(name: str) -> None:
    assert 'href=""' not in _page(name)


@pytest.mark.parametrize(("usual", "shown"), [("", "Report"), ("brief", "Report"), ("report", "")])
def test_a_list_names_a_type_that_is_not_the_usual_one(usual: str, shown: str) -> None:
    template, view = PAGES["briefs"]
    card = replace(CARD, type="report", series=None, content_hash=NO_DIGEST)
    listing = replace(view.listing, cards=(card,))
    page = RENDER(template, replace(view, listing=listing, site=replace(SITE, usual_type=usual))).decode()
    assert ("· Report" in _words(page)) == bool(shown)


def test_the_page_of_a_type_names_it_once() -> None:
    template, view = PAGES["type"]
    listing = replace(view.listing, cards=(replace(CARD, type=view.type, series=None, content_hash=NO_DIGEST),))
    entry = _tree(RENDER(template, replace(view, listing=listing)).decode()).find_class("entry-by")[0]
    assert "Paper" not in entry.text_content()

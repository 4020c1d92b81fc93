"""Heads of pages: what parsers of structured data read agrees with the view."""

from dataclasses import replace
from typing import Any

import extruct
import pytest
from lxml import html as lxml_html

from kei_site.core.bibliography import Work
from kei_site.core.correction import Correction
from kei_site.core.syndication import Syndication
from kei_site.model.brief import BRIEF_TYPES
from kei_site.model.views.common import AuthorLink, EnclosureView, Translation
from kei_site.model.views.pages import BriefView
from kei_site.render.citations.exports import family_first as written
from kei_site.render.citations.record import name_of, record_of
from kei_site.render.pages.head import head_of
from kei_site.render.pages.highwire import citation_tags, reference_tag
from kei_site.render.pages.json_ld import author, work_data
from kei_site.render.pages.renderer import make_page_renderer
from tests.support.page_samples import FIGURE, PAGES
from tests.support.view_samples import (
    BRIEF,
    CARD,
    DESK,
    KIM,
    SITE,
    brief_with,
    fragment,
    moment,
    theme_source,
    theme_templates,
)

RENDER = make_page_renderer(theme_templates(), fragment, theme_source)


def _page(name: str) -> str:
    template, view = PAGES[name]
    return RENDER(template, view).decode()


def _brief(view: BriefView) -> str:
    return RENDER("brief.html", view).decode()


def _graph(page: str) -> list[dict[str, Any]]:
    (document,) = extruct.extract(page, syntaxes=["json-ld"])["json-ld"]
    assert document["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = document["@graph"]
    return graph


def _metas(page: str) -> list[tuple[str, str]]:
    tree = lxml_html.document_fromstring(page)
    return [(tag.get("name"), tag.get("content")) for tag in tree.iterfind(".//meta[@name]")]


def _links(page: str) -> list[tuple[str, str]]:
    tree = lxml_html.document_fromstring(page)
    return [(tag.get("rel"), tag.get("href")) for tag in tree.iterfind(".//link[@rel]")]


def _citations(view: BriefView) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, content in _metas(_brief(view)):
        if name.startswith("citation_"):
            found.setdefault(name, []).append(content)
    return found


def test_citation_tags_agree_with_the_brief() -> None:
    assert _citations(BRIEF) == {
        "citation_title": [BRIEF.front.title],
        "citation_author": ["Kim, Yeseul", "Examples Desk,"],
        "citation_publication_date": ["2024/07/21"],
        "citation_technical_report_institution": ["Institute of Examples"],
        "citation_technical_report_number": ["2024-7"],
        "citation_series_title": ["Spotlight"],
        "citation_doi": ["10.1234/example.7"],
        "citation_language": ["en"],
        "citation_keywords": ["NATO; South Korea; alliances; example, second"],
        "citation_abstract": [BRIEF.front.summary],
        "citation_fulltext_html_url": [BRIEF.permalink],
    }


@pytest.mark.parametrize("kind", BRIEF_TYPES)
def test_only_what_scholars_cite_has_citation_tags(kind: str) -> None:
    assert bool(_citations(brief_with(type=kind))) == (kind in ("brief", "report", "paper"))


def test_a_cited_work_has_the_address_that_leads_to_its_doi() -> None:
    cited = Work(key="a", type="book", title="A", doi="10.1002/1<693::AID>3", url="https://example.org/a")
    assert work_data(cited)["url"] == "https://doi.org/10.1002/1%3C693::AID%3E3"
    assert work_data(replace(cited, doi=""))["url"] == "https://example.org/a"


def test_the_tag_of_a_cited_work_has_no_doi_that_it_would_change() -> None:
    cited = Work(key="a", type="book", title="A; B", doi="10.1000/a")
    assert reference_tag(cited) == "citation_title=A, B; citation_doi=10.1000/a"
    assert reference_tag(replace(cited, doi="10.1002/1<2>3.CO;2-2")) == "citation_title=A, B"


def test_a_text_that_appeared_elsewhere_first_has_two_dates() -> None:
    there = Syndication(outlet="Weekly", url="", date=moment("2024-07-01T00:00:00-04:00"))
    tags = dict(citation_tags(brief_with(published_in=there)))
    assert (tags["citation_publication_date"], tags["citation_online_date"]) == ("2024/07/01", "2024/07/21")
    later = replace(there, date=moment("2024-08-01T00:00:00-04:00"))
    assert "citation_online_date" not in dict(citation_tags(brief_with(published_in=later)))


def family_first(author: AuthorLink) -> str:
    return written(name_of(author))


def test_a_text_is_cited_at_the_address_that_its_reference_names() -> None:
    there = Syndication(outlet="Weekly", url="https://weekly.example.net/one")
    for kind, address in (("commentary", there.url), ("report", BRIEF.permalink)):
        view = brief_with(type=kind, published_in=there, doi="")
        assert dict(head_of(view).links)["cite-as"] == record_of(view).url == address


def test_a_correction_counts_as_a_change() -> None:
    notice = Correction(date=moment("2024-09-02T00:00:00-04:00"), kind="retraction", note="It does not stand.")
    for told in ({"corrections": (notice,)}, {"withdrawn": notice}):
        for updated in (None, BRIEF.front.updated):
            page = _brief(brief_with(updated=updated, **told))
            assert _graph(page)[0]["dateModified"] == notice.date.iso
            assert f'<meta property="article:modified_time" content="{notice.date.iso}">' in page


def test_names_stand_family_first_only_when_the_parts_are_known() -> None:
    assert family_first(KIM) == "Kim, Yeseul"
    assert family_first(replace(KIM, given="")) == "Kim Yeseul"
    assert family_first(replace(KIM, name="Yeseul Kim, PhD, M.P.A.", given="")) == "Yeseul Kim"
    assert family_first(replace(KIM, name="김예슬, 박사", given="")) == "김예슬"
    assert family_first(replace(KIM, name="Kim, Yeseul", given="")) == "Kim, Yeseul"
    assert family_first(replace(DESK, name="Kim, Lee & Co, MA")) == "Kim, Lee & Co, MA"
    assert family_first(replace(DESK, family="Desk", given="Examples")) == "Examples Desk"


def test_structured_data_agrees_with_the_brief() -> None:
    article, crumbs = _graph(_brief(BRIEF))
    assert article["@type"] == ["Article", "Report"]
    assert article["headline"] == BRIEF.front.title
    assert article["datePublished"] == "2024-07-21T00:00:00-04:00"
    assert article["dateModified"] == "2024-08-01T00:00:00-04:00"
    assert article["inLanguage"] == "en"
    assert article["reportNumber"] == "2024-7"
    assert article["identifier"] == {"@type": "PropertyValue", "propertyID": "DOI", "value": "10.1234/example.7"}
    assert article["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert article["isPartOf"]["name"] == "Spotlight"
    assert article["sameAs"] == "https://weekly.example.net/one"
    assert article["correction"] == [
        {"@type": "CorrectionComment", "text": "A number was wrong.", "datePublished": "2024-08-01T00:00:00-04:00"}
    ]
    assert article["wordCount"] == 2600
    assert article["keywords"] == ["NATO", "South Korea", "alliances", "example, second"]
    assert [step["name"] for step in crumbs["itemListElement"]] == ["Home", "Spotlight", BRIEF.front.title]


def test_authors_are_persons_or_organizations_one_object_each() -> None:
    person, desk = _graph(_brief(BRIEF))[0]["author"]
    assert person == {
        "@type": "Person",
        "name": "Kim Yeseul",
        "familyName": "Kim",
        "givenName": "Yeseul",
        "url": "https://example.org/authors/kim/",
        "sameAs": "https://orcid.org/0000-0002-1825-0097",
    }
    assert desk == {"@type": "Organization", "name": "Examples Desk", "url": "https://example.org/authors/desk/"}


def test_a_suffix_is_no_given_name() -> None:
    junior = author(BRIEF.site, replace(KIM, name="Joseph Nye, Jr.", family="Nye", given="Joseph, Jr."))
    assert (junior["givenName"], junior["familyName"], junior["honorificSuffix"]) == ("Joseph", "Nye", "Jr.")


@pytest.mark.parametrize(
    ("kind", "types"),
    [
        ("report", ["Article", "Report"]),
        ("paper", ["Article", "ScholarlyArticle"]),
        ("commentary", ["NewsArticle", "OpinionNewsArticle"]),
        ("event", ["Article"]),
        ("podcast", ["Article"]),
    ],
)
def test_each_type_is_what_it_is_to_search_engines(kind: str, types: list[str]) -> None:
    article = _graph(_brief(brief_with(type=kind)))[0]
    assert article["@type"] == types
    assert ("reportNumber" in article) == ("Report" in types)


def test_a_translation_and_its_original_point_at_each_other() -> None:
    original = _graph(_brief(BRIEF))[0]
    assert [version["@id"] for version in original["workTranslation"]] == ["https://example.org/briefs/2024/ko/"]
    korean = brief_with(language="ko", url="/briefs/2024/ko/")
    translated = _graph(_brief(korean))[0]
    assert translated["translationOfWork"]["@id"] == "https://example.org/briefs/2024/one/"
    assert "workTranslation" not in translated


def test_a_translation_at_an_outlet_is_named_by_that_outlet() -> None:
    there = Syndication(outlet="Weekly", url="https://weekly.example.net/ko", role="translation")
    (elsewhere,) = _graph(_brief(brief_with(published_in=there, translations=())))[0]["workTranslation"]
    assert (elsewhere["url"], elsewhere["publisher"]["name"]) == (there.url, "Weekly")


def test_of_three_versions_the_original_names_two_and_both_name_it_whatever_the_sites_language() -> None:
    first = Translation(language="ko", url="https://example.org/briefs/2024/ko/", title="한국어 글")
    others = [
        Translation(language=tongue, url=f"https://example.org/briefs/2024/{tongue}/", title=tongue)
        for tongue in ("en", "fr")
    ]
    versions = (first, *others)
    seen = {
        version.language: brief_with(
            language=version.language, url=version.url.removeprefix(SITE.url), translations=versions
        )
        for version in versions
    }
    graphs = {tongue: _graph(_brief(view))[0] for tongue, view in seen.items()}
    assert [version["inLanguage"] for version in graphs["ko"]["workTranslation"]] == ["en", "fr"]
    assert {graphs[tongue]["translationOfWork"]["@id"] for tongue in ("en", "fr")} == {first.url}
    assert "translationOfWork" not in graphs["ko"]
    assert not any("workTranslation" in graphs[tongue] for tongue in ("en", "fr"))
    assert len({head_of(view).versions for view in seen.values()}) == 1
    assert head_of(seen["fr"]).versions[-1] == ("x-default", first.url)


def test_nothing_is_said_of_what_a_brief_does_not_have() -> None:
    article = _graph(_page("bare brief"))[0]
    absent = {"reportNumber", "funding", "image", "correction", "sameAs", "workTranslation", "keywords"}
    assert not absent & article.keys()
    assert article["identifier"] == BRIEF.permanent_id
    assert article["isPartOf"]["@type"] == "WebSite"


def test_open_graph_agrees_with_the_brief() -> None:
    (graph,) = extruct.extract(_brief(BRIEF), syntaxes=["opengraph"])["opengraph"]
    said = graph["properties"]
    assert ("og:title", BRIEF.front.title) in said
    assert ("og:type", "article") in said
    assert ("og:url", BRIEF.permalink) in said
    assert ("og:locale", "en_US") in said
    assert ("og:image", "https://example.org/assets/a.png") in said
    assert ("article:published_time", "2024-07-21T00:00:00-04:00") in said


def test_a_share_card_comes_before_the_picture() -> None:
    carded = dict(head_of(brief_with(share_card="https://example.org/briefs/2024/one/card.png")).properties)
    assert carded["og:image"] == "https://example.org/briefs/2024/one/card.png"
    assert (carded["og:image:width"], carded["og:image:height"]) == ("1200", "630")


def test_each_language_is_named_once_and_the_page_names_itself() -> None:
    urls = [BRIEF.permalink, f"{SITE.url}/briefs/2024/ko/", f"{SITE.url}/briefs/2024/ko-2/"]
    versions = tuple(
        Translation(language=language, url=url, title="")
        for language, url in zip("en ko ko".split(), urls, strict=True)
    )
    assert head_of(brief_with(translations=versions)).versions == (
        ("en", urls[0]), ("ko", urls[1]), ("x-default", urls[0]),
    )  # fmt: skip
    other = replace(BRIEF, card=replace(BRIEF.card, url="/briefs/2024/ko-2/"), translations=versions)
    assert dict(head_of(other).versions)["ko"] == urls[2]


def test_versions_name_each_other_themselves_and_a_default() -> None:
    assert head_of(BRIEF).versions == (
        ("en", "https://example.org/briefs/2024/one/"),
        ("ko", "https://example.org/briefs/2024/ko/"),
        ("x-default", "https://example.org/briefs/2024/one/"),
    )
    assert head_of(brief_with(translations=())).versions == ()


def test_the_canonical_address_may_be_the_outlets() -> None:
    there = Syndication(outlet="Examples Weekly", url="https://weekly.example.net/one", canonical_there=True)
    tree = lxml_html.document_fromstring(_brief(brief_with(published_in=there)))
    assert [link.get("href") for link in tree.iterfind(".//link[@rel='canonical']")] == [
        "https://weekly.example.net/one"
    ]


def test_feeds_of_the_site_and_of_the_series_are_announced() -> None:
    tree = lxml_html.document_fromstring(_brief(BRIEF))
    feeds = [link.get("href") for link in tree.iterfind(".//link[@type='application/rss+xml']")]
    assert feeds == ["/feed.xml", "/series/spotlight/feed.xml"]


def test_the_search_description_is_announced_only_where_there_is_search() -> None:
    assert 'href="/opensearch.xml"' in _brief(BRIEF)
    assert "opensearch" not in _brief(brief_with(site=replace(SITE, has_search=False)))


def test_the_home_page_is_the_institutes() -> None:
    institute, site = _graph(_page("home"))
    assert institute["@type"] == "ResearchOrganization"
    assert institute["logo"]["url"] == "https://example.org/logo.png"
    assert site["publisher"] == {"@id": institute["@id"]}


def test_the_logo_of_the_theme_is_the_institutes_where_it_names_none() -> None:
    template, view = PAGES["home"]
    bare = replace(
        SITE, organization=replace(SITE.organization, logo=""), theme=replace(SITE.theme, logo="/assets/l.svg")
    )
    institute, _ = _graph(RENDER(template, replace(view, site=bare)).decode())
    assert institute["logo"]["url"] == "https://example.org/assets/l.svg"


def test_an_authors_page_is_a_profile() -> None:
    (profile,) = _graph(_page("author"))
    assert profile["@type"] == "ProfilePage"
    assert profile["mainEntity"]["name"] == "Kim Yeseul"
    assert profile["mainEntity"]["jobTitle"] == "Fellow"
    assert profile["mainEntity"]["sameAs"] == ["https://kim.example.net/", "https://orcid.org/0000-0002-1825-0097"]


def test_a_person_has_position_orcid_institute_and_contact() -> None:
    person = _graph(_page("author"))[0]["mainEntity"]
    assert person["identifier"]["value"] == "https://orcid.org/0000-0002-1825-0097"
    assert person["affiliation"]["name"] == "Institute of Examples"
    assert person["alternateName"] == ["김예슬"]
    assert person["contactPoint"]["email"] == "press@example.org"
    assert person["image"]["url"].startswith("https://example.org/")


def test_who_has_left_has_neither_position_nor_institute() -> None:
    view = replace(PAGES["author"][1], is_former=True)
    head = head_of(view)
    assert head.data
    person = head.data["@graph"][0]["mainEntity"]
    assert person.keys().isdisjoint({"jobTitle", "affiliation"})


def test_an_author_of_another_institute_is_of_that_one() -> None:
    view = brief_with(card=replace(CARD, authors=(replace(KIM, url="", affiliation="Another Institute"),)))
    head = head_of(view)
    assert head.data
    (author,) = head.data["@graph"][0]["author"]
    assert author["affiliation"] == {"@type": "Organization", "name": "Another Institute"}
    assert "url" not in author


def test_a_page_in_a_folder_has_the_trail_that_leads_to_it() -> None:
    (trail,) = _graph(_page("page in a folder"))
    assert [item["name"] for item in trail["itemListElement"]] == ["첫 화면", "About & More", "The Team"]


def test_numbered_pages_have_titles_of_their_own() -> None:
    assert "<title>Publications – Institute of Examples</title>" in _page("briefs")
    assert "<title>Publications, page 3 – Institute of Examples</title>" in _page("numbered briefs")


UNINDEXED = {"not found", "redirect", "version", "last version of a retracted brief"}


@pytest.mark.parametrize("name", sorted(UNINDEXED))
def test_pages_that_are_no_content_stay_out_of_indexes(name: str) -> None:
    assert ("robots", "noindex") in _metas(_page(name))


@pytest.mark.parametrize("name", sorted(set(PAGES) - UNINDEXED))
def test_all_other_pages_are_indexed_described_and_canonical(name: str) -> None:
    page = _page(name)
    metas = dict(_metas(page))
    assert "robots" not in metas
    assert metas["description"]
    assert page.count('<link rel="canonical" href="https://example.org/') == 1


def test_what_is_no_page_has_no_head() -> None:
    with pytest.raises(TypeError, match="SiteView"):
        head_of(SITE)


def _enclosing(url: str, media_type: str) -> BriefView:
    return brief_with(enclosure=EnclosureView(url=url, length=9, media_type=media_type))


def test_a_pdf_beside_the_page_is_its_full_text() -> None:
    view = _enclosing(BRIEF.url + "report.pdf", "application/pdf")
    address = BRIEF.permalink + "report.pdf"
    assert _citations(view)["citation_pdf_url"] == [address]
    (article,) = [node for node in _graph(_brief(view)) if "headline" in node]
    assert article["encoding"] == {
        "@type": "MediaObject",
        "contentUrl": address,
        "encodingFormat": "application/pdf",
    }
    (link,) = lxml_html.document_fromstring(_brief(view)).cssselect(".enclosed a")
    assert view.enclosure
    assert (link.get("href"), link.get("type"), link.text) == (view.enclosure.url, "application/pdf", "Read as PDF")


@pytest.mark.parametrize("url", [BRIEF.url + "more/report.pdf", "/report.pdf", "https://other.example.org/report.pdf"])
def test_a_pdf_elsewhere_is_none_that_scholars_get(url: str) -> None:
    assert "citation_pdf_url" not in _citations(_enclosing(url, "application/pdf"))


def test_signposts_lead_to_what_belongs_to_a_brief() -> None:
    view = brief_with(_enclosing(BRIEF.url + "report.pdf", "application/pdf"), type="paper")
    head = lxml_html.document_fromstring(_brief(view)).find("head")
    assert head is not None
    found = [(link.get("rel"), link.get("href")) for link in head.iterfind("link")]
    assert [link for link in found if link[0] in ("cite-as", "license", "author", "item", "type")] == [
        ("cite-as", "https://doi.org/10.1234/example.7"),
        ("license", "https://creativecommons.org/licenses/by/4.0/"),
        ("author", "/authors/kim/"),
        ("author", "/authors/desk/"),
        ("item", "/briefs/2024/one/report.pdf"),
        ("type", "https://schema.org/ScholarlyArticle"),
    ]
    bare = dict(head_of(brief_with(doi="", license="", site=replace(SITE, license=""))).links)
    assert bare == {
        "cite-as": BRIEF.permalink,
        "describedby": "#kei-cite",
        "author": "/authors/desk/",
        "type": "https://schema.org/Report",
    }


def test_a_recording_is_offered_to_listeners() -> None:
    view = _enclosing("/audio/2024/one/talk.mp3", "audio/mpeg")
    (article,) = [node for node in _graph(_brief(view)) if "headline" in node]
    assert article["audio"] == {
        "@type": "AudioObject",
        "contentUrl": "https://example.org/audio/2024/one/talk.mp3",
        "encodingFormat": "audio/mpeg",
    }
    assert "citation_pdf_url" not in _citations(view)
    assert '<audio id="kei-audio" controls preload="none" src="/audio/2024/one/talk.mp3">' in _brief(view)


def test_the_page_of_a_figure_tells_of_its_data_set_and_shows_its_picture() -> None:
    head = head_of(FIGURE)
    assert head.data is not None
    (data,) = head.data["@graph"]
    assert data["@type"] == "Dataset"
    assert data["distribution"]["contentUrl"] == f"{SITE.url}/briefs/2024/a/fig-x.csv"
    assert data["variableMeasured"] == ["Poland", "Germany", "Korea"]
    assert len(data["description"]) >= 50
    assert dict(head.properties)["og:image"] == f"{SITE.url}/briefs/2024/a/fig-x.png"
    assert dict(head.names)["twitter:card"] == "summary_large_image"


def test_a_frozen_version_leads_machines_to_the_brief_and_to_what_followed() -> None:
    links = dict(_links(_page("version")))
    assert links["canonical"] == f"https://example.org{CARD.url}"
    assert (links["latest-version"], links["successor-version"]) == (CARD.url, CARD.url)
    assert dict(_links(_page("brief with versions")))["predecessor-version"] == f"{CARD.url}v1/"

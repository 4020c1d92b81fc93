"""Deposit files for registries of DOIs, by the rules that their schemas state."""

from dataclasses import replace

import pytest
from lxml import etree

from kei_site.core.bibliography import Cited, Name, PartialDate, Work
from kei_site.core.correction import Correction
from kei_site.core.syndication import ROLES, Syndication
from kei_site.model.views.common import AuthorLink, Link
from kei_site.model.views.pages import BriefView, VersionLink
from kei_site.render.citations.deposits import Depositor, crossref_xml, datacite_xml, successions
from tests.support.registry_schemas import CROSSREF, DATACITE, registry_schema
from tests.support.view_samples import BRIEF, brief_with, moment

BATCH = Depositor(name="Institute", email="desk@example.org", batch="one-20240721000000", timestamp="20240721000000")
CITED = Work(
    key="kim2024",
    type="book",
    title="A & B",
    authors=(Name(family="Kim", given="Jane"),),
    issued=PartialDate(year=2024),
    doi="10.1000/x",
)
CITING = replace(BRIEF, text=replace(BRIEF.text, cited=Cited(style="apa", citations=(), works=(CITED,))))
REPORT_ORDER = "contributors titles abstract publication_date publisher publisher_item doi_data citation_list".split()
"""The order of what stands in `report-paper_metadata` (Crossref's common schema)."""


def tree(data: bytes) -> etree._Element:
    return etree.fromstring(data)


def texts(root: etree._Element, name: str) -> list[str]:
    return [element.text or "" for element in root.iter(f"{{*}}{name}")]


def names(root: etree._Element) -> list[str]:
    return [etree.QName(child).localname for child in root]


def test_datacite_has_all_that_is_mandatory_once() -> None:
    root = tree(datacite_xml(BRIEF))
    assert root.tag == "{http://datacite.org/schema/kernel-4}resource"
    for name in ("identifier", "creators", "titles", "publisher", "publicationYear", "resourceType"):
        assert names(root).count(name) == 1
    assert texts(root, "identifier") == ["10.1234/example.7"]
    assert [element.get("identifierType") for element in root.iter("{*}identifier")] == ["DOI"]
    assert texts(root, "publicationYear") == ["2024"]
    assert [element.get("resourceTypeGeneral") for element in root.iter("{*}resourceType")] == ["Report"]


def test_creators_are_people_with_orcid_and_whole_institutions() -> None:
    root = tree(datacite_xml(BRIEF))
    person, institution = root.findall(".//{*}creator")
    assert names(person) == ["creatorName", "givenName", "familyName", "nameIdentifier"]
    assert texts(person, "creatorName") == ["Kim, Yeseul"]
    assert texts(person, "nameIdentifier") == ["https://orcid.org/0000-0002-1825-0097"]
    assert names(institution) == ["creatorName"]
    assert [element.get("nameType") for element in institution] == ["Organizational"]


def relations(view: BriefView) -> list[tuple[str, str]]:
    found = tree(datacite_xml(view)).iter("{*}relatedIdentifier")
    return [(element.get("relationType", ""), element.text or "") for element in found]


def test_cited_works_and_the_original_are_related() -> None:
    assert relations(replace(CITING, translations=())) == [
        ("References", "10.1000/x"),
        ("IsIdenticalTo", "https://weekly.example.net/one"),
    ]


def test_translations_here_and_at_outlets_are_related() -> None:
    outlets = [Syndication(outlet=role, url=f"https://{role}.example.net/", role=role) for role in ROLES]
    view = brief_with(published_in=replace(outlets[0], others=(*outlets[1:], replace(outlets[2], url=""))))
    there = [("IsIdenticalTo", "original"), ("IsIdenticalTo", "reprint"), ("HasTranslation", "translation")]
    elsewhere = [(relation, f"https://{outlet}.example.net/") for relation, outlet in there]
    assert relations(view) == [*elsewhere, ("HasTranslation", "https://example.org/briefs/2024/ko/")]
    korean = replace(view, card=replace(view.card, url="/briefs/2024/ko/"))
    assert relations(korean) == [
        *elsewhere,
        ("IsTranslationOf", BRIEF.permalink),
    ]


def test_datacite_is_told_of_every_retraction() -> None:
    notice = Correction(date=moment("2024-08-02T00:00:00-04:00"), kind="retraction", note="It does not stand.")
    for told in ({"withdrawn": notice}, {"corrections": (replace(notice, kind="update"), notice)}):
        dates = tree(datacite_xml(brief_with(**told))).iter("{*}date")
        assert [date.text for date in dates if date.get("dateType") == "Withdrawn"] == ["2024-08-02"]


def test_crossref_keeps_the_order_of_its_schema() -> None:
    root = tree(crossref_xml([CITING, brief_with(number="")], BATCH))
    assert (root.get("version"), names(root)) == ("5.4.0", ["head", "body"])
    assert names(root[0]) == ["doi_batch_id", "timestamp", "depositor", "registrant"]
    first, second = root.findall(".//{*}report-paper_metadata")
    assert names(first) == REPORT_ORDER
    assert names(second) == [name for name in REPORT_ORDER if name not in ("publisher_item", "citation_list")]
    assert names(first[3]) == ["month", "day", "year"]
    assert texts(first, "resource") == [BRIEF.permalink]


def test_crossref_tells_people_from_institutions() -> None:
    root = tree(crossref_xml([CITING], BATCH))
    contributors = root.find(".//{*}contributors")
    assert contributors is not None
    assert names(contributors) == ["person_name", "organization"]
    assert [element.get("sequence") for element in contributors] == ["first", "additional"]
    assert names(contributors[0]) == ["given_name", "surname", "ORCID"]
    assert texts(root, "unstructured_citation") == ["Kim, J. (2024). A & B. https://doi.org/10.1000/x"]


LONG = brief_with(title="A “title” & <more>: 그리고?", number="No. " + "9" * 60, summary="R&D <b>\n둘째")
LONG = replace(
    LONG,
    card=replace(
        LONG.card,
        language="fil",
        authors=(
            AuthorLink(id="x", url="", name="김예슬", family="", given="", kind="person"),
            AuthorLink(id="x", url="", name="X", family="Q" * 90, given="J. S. " * 20 + "Jr.", kind="person"),
            AuthorLink(id="x", url="", name="Ministry of Trade, Industry and Energy " * 20, kind="organization"),
        ),
    ),
    text=replace(
        LONG.text,
        cited=Cited(
            style="apa",
            citations=(),
            works=(CITED, replace(CITED, key="k:1+b", type="treaty", doi="10.1000/" + "x" * 300, title="A\u200b<i>")),
        ),
    ),
)
"""A brief with values that are long, rare or full of signs."""


@pytest.mark.slow
def test_crossref_files_are_valid_by_its_schema() -> None:
    schema = registry_schema(CROSSREF)
    batch = replace(BATCH, name="Institute of " + "Examples " * 30)
    assert schema.validate(tree(crossref_xml([CITING, BRIEF, LONG], batch))), schema.error_log
    assert not schema.validate(tree(crossref_xml([BRIEF], replace(BATCH, timestamp="today"))))


@pytest.mark.slow
@pytest.mark.parametrize("view", [BRIEF, CITING, LONG], ids=["plain", "citing", "long"])
def test_datacite_files_are_valid_by_its_schema(view: BriefView) -> None:
    schema = registry_schema(DATACITE)
    assert schema.validate(tree(datacite_xml(view))), schema.error_log


def test_datacite_is_told_what_replaces_a_brief_and_what_it_replaces() -> None:
    old = brief_with(url="/briefs/2023/old/", doi="", successor=Link(name="One", url=BRIEF.url))
    new = replace(BRIEF, successor=None)
    found = successions([old, new])
    assert [(each.identifier, each.kind, each.relation) for each in found[new.url]] == [
        (old.permalink, "URL", "Obsoletes")
    ]
    root = tree(datacite_xml(old, found[old.url]))
    (named,) = [each for each in root.iter("{*}relatedIdentifier") if each.get("relationType") == "IsObsoletedBy"]
    assert (named.text, named.get("relatedIdentifierType")) == ("10.1234/example.7", "DOI")


def test_datacite_is_told_of_earlier_versions() -> None:
    links = [VersionLink(number=at, date=BRIEF.front.date, url=f"{BRIEF.url}v{at}/") for at in (1, 2)]
    root = tree(datacite_xml(replace(BRIEF, versions=tuple(links))))
    assert texts(root, "version") == ["2"]
    (named,) = [each for each in root.iter("{*}relatedIdentifier") if each.get("relationType") == "IsNewVersionOf"]
    assert named.text == f"{BRIEF.permalink}v1/"


def test_datacite_is_told_the_number_of_a_report() -> None:
    assert texts(tree(datacite_xml(brief_with(number="12"))), "alternateIdentifier") == ["12"]
    assert texts(tree(datacite_xml(brief_with(number=""))), "alternateIdentifiers") == []

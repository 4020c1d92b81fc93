"""Deposit files for registries of DOIs, by the rules that their schemas state."""

from dataclasses import replace

import pytest

from kei_site.core.correction import Correction
from kei_site.core.syndication import ROLES, Syndication
from kei_site.model.views.common import Link
from kei_site.model.views.pages import BriefView, VersionLink
from kei_site.render.citations.deposits import datacite_xml, successions
from tests.support.deposit_samples import CITING, LONG, names, texts, tree
from tests.support.registry_schemas import DATACITE, registry_schema
from tests.support.view_samples import BRIEF, brief_with, moment


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

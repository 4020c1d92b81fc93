"""The deposit file for Crossref, by the rules that its schema states."""

from dataclasses import replace

import pytest

from kei_site.model.views.common import Link
from kei_site.render.citations.crossref import Depositor, crossref_xml
from kei_site.render.citations.deposits import successions
from tests.support.deposit_samples import CITING, LONG, names, texts, tree
from tests.support.registry_schemas import CROSSREF, registry_schema
from tests.support.view_samples import BRIEF, brief_with

BATCH = Depositor(name="Institute", email="desk@example.org", batch="one-20240721000000", timestamp="20240721000000")
REPORT_ORDER = (
    "contributors titles abstract publication_date publisher publisher_item program program doi_data citation_list"
).split()
"""The order of what stands in `report-paper_metadata` (Crossref's common schema)."""


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


def test_crossref_is_told_the_license_and_what_replaces_what() -> None:
    old = brief_with(url="/briefs/2023/old/", doi="", successor=Link(name="One", url=BRIEF.url), translations=())
    root = tree(crossref_xml([old, BRIEF], BATCH, successions([old, replace(BRIEF, successor=None)])))
    assert texts(root, "license_ref") == ["https://creativecommons.org/licenses/by/4.0/"] * 2
    found = [
        (it.get("relationship-type"), it.get("identifier-type"), it.text) for it in root.iter("{*}intra_work_relation")
    ]
    assert ("isReplacedBy", "doi", "10.1234/example.7") in found
    assert ("replaces", "uri", old.permalink) in found
    assert ("isIdenticalTo", "uri", "https://weekly.example.net/one") in found


@pytest.mark.slow
def test_crossref_files_are_valid_by_its_schema() -> None:
    schema = registry_schema(CROSSREF)
    batch = replace(BATCH, name="Institute of " + "Examples " * 30)
    assert schema.validate(tree(crossref_xml([CITING, BRIEF, LONG], batch))), schema.error_log
    assert not schema.validate(tree(crossref_xml([BRIEF], replace(BATCH, timestamp="today"))))

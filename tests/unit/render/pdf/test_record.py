"""The record of a brief in the metadata of its PDF comes back as it was written."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from kei_site.core.correction import Correction
from kei_site.core.syndication import Syndication
from kei_site.model.views.common import AuthorLink, OrganizationView
from kei_site.model.views.pdf import PdfView
from kei_site.render.pdf.record import with_record
from tests.support.examples import examples
from tests.support.pdf_samples import SITE, opened, pdf_view, promises, rendered
from tests.support.plan_samples import day

PRISM = "{http://prismstandard.org/namespaces/basic/2.0/}"
WORDS = st.text(st.sampled_from("Ab 김민수,{}&<>\"'#$é漢ع;"), min_size=1, max_size=30).map(str.strip).filter(bool)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pdf")


@pytest.fixture(scope="module")
def recorded(folder: Path) -> Callable[[PdfView], bytes]:
    made = rendered("<p>Words</p>", folder)
    return lambda view: with_record(made, view)


@examples(times=2)
@given(number=WORDS, name=WORDS, license_text=WORDS)
def test_number_institution_and_rights_come_back(
    recorded: Callable[[PdfView], bytes], number: str, name: str, license_text: str
) -> None:
    site = replace(SITE, organization=OrganizationView(name=name, url="https://example.org/"))
    view = replace(pdf_view(number=number, doi="10.1234/abc", license=license_text), site=site)
    with opened(recorded(view)) as pdf, pdf.open_metadata() as metadata:
        assert (metadata[f"{PRISM}number"], metadata["dc:publisher"]) == (number, {name})
        assert (metadata["dc:rights"], metadata["dc:identifier"]) == (license_text, "https://doi.org/10.1234/abc")
        assert (metadata[f"{PRISM}doi"], metadata[f"{PRISM}url"]) == (
            "10.1234/abc",
            "https://example.org/briefs/2024/a/",
        )
        assert metadata["dc:date"] == ["2024-07-21"]


@settings(max_examples=10)
@given(title=WORDS, names=st.lists(WORDS, min_size=1, max_size=4))
def test_title_and_authors_come_back_in_their_order(folder: Path, title: str, names: list[str]) -> None:
    view = pdf_view(title=title)
    authors = tuple(AuthorLink(id=str(at), name=name, url="/", kind="person") for at, name in enumerate(names))
    view = replace(view, card=replace(view.card, authors=authors))
    with opened(rendered("<p>Words</p>", folder, view)) as pdf, pdf.open_metadata() as metadata:
        assert (metadata["dc:title"], metadata["dc:creator"]) == (title, names)


def test_the_date_is_that_of_citations_and_the_file_changed_when_readers_are_told_so(folder: Path) -> None:
    there = Syndication(outlet="The Paper", url="", date=day("2024-05-01"))
    notice = Correction(date=day("2024-09-01"), kind="correction", note="A sum.")
    view = pdf_view(published_in=there, updated=day("2024-08-05"), corrections=(notice,))
    with opened(rendered("<p>Words</p>", folder, view)) as pdf, pdf.open_metadata() as metadata:
        assert metadata["dc:date"] == ["2024-05-01"]
        assert (str(pdf.docinfo.CreationDate)[:10], str(pdf.docinfo.ModDate)[:10]) == ("D:20240721", "D:20240901")
        assert (metadata["xmp:CreateDate"][:10], metadata["xmp:ModifyDate"][:10]) == ("2024-07-21", "2024-09-01")


def test_a_file_with_its_record_keeps_its_promises(tmp_path: Path) -> None:
    assert promises(rendered("<p>Words</p>", tmp_path, pdf_view(number="7", doi="10.1234/abc"))) == ("1", "2A")


def test_objects_are_compressed_in_groups(tmp_path: Path) -> None:
    made = rendered("<p>Words</p>" * 200, tmp_path)
    assert b"/ObjStm" in made

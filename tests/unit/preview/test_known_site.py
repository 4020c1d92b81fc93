"""Changed files take the place of old ones in what is known of a site."""

from pathlib import Path

import pytest

from kei_site.core.diagnostics import SeverityPolicy
from kei_site.preview.known_site import Edits, KnownSite, read_edits, with_edits
from kei_site.preview.watch import Roots
from tests.support.plan_samples import NOW, brief, inputs

A, TEMPLATE, STYLE = "content/briefs/a.md", "templates/brief.html", "static/assets/site.css"


@pytest.fixture
def roots(tmp_path: Path) -> Roots:
    return Roots(site=tmp_path, theme={})


@pytest.fixture
def site() -> KnownSite:
    known = inputs(brief("a"), brief("b"))
    return KnownSite(inputs=known, templates={"brief.html": "old"}, policy=SeverityPolicy(), paths={A, TEMPLATE})


def edits(site: KnownSite, roots: Roots, files: dict[str, bytes | None]) -> Edits:
    for path, data in files.items():
        if data is not None:
            (roots.site / path).parent.mkdir(parents=True, exist_ok=True)
            (roots.site / path).write_bytes(data)
    return read_edits(site, files, roots)


def test_a_changed_brief_takes_the_place_of_the_old_one(site: KnownSite, roots: Roots) -> None:
    text = b"---\ntitle: Other\ndate: 2024-07-21\nauthors: [desk]\nsummary: S.\n---\n\nWords.\n"
    edited = with_edits(site, edits(site, roots, {A: text}), NOW)
    assert [record.front.title for record in edited.inputs.records.briefs] == ["Other", "Brief b"]
    assert edited.inputs.library.cards["a"].title == "Other"


def test_a_brief_that_is_gone_is_gone_with_its_relations(site: KnownSite, roots: Roots) -> None:
    edited = with_edits(site, edits(site, roots, {A: None}), NOW)
    assert set(edited.inputs.library.cards) == {"b"}
    assert "a" not in edited.inputs.relations


def test_a_template_and_an_asset_are_taken_too(site: KnownSite, roots: Roots) -> None:
    found = edits(site, roots, {TEMPLATE: b"new", STYLE: b"a{}"})
    edited = with_edits(site, found, NOW)
    assert found.is_complete
    assert edited.templates == {"brief.html": "new"}
    assert [view.source for view in edited.inputs.assets.values()] == [STYLE]


def test_a_template_in_another_encoding_is_an_error(site: KnownSite, roots: Roots) -> None:
    found = edits(site, roots, {TEMPLATE: b"\xff"})
    assert [diagnostic.code for diagnostic in found.diagnostics] == ["ENC02"]


@pytest.mark.parametrize("path", ["content/site.yaml", "content/tags.yaml", "static/logo.png"])
def test_a_change_of_another_file_is_left_to_the_build(site: KnownSite, roots: Roots, path: str) -> None:
    found = edits(site, roots, {A: None, path: b"x"})
    assert not found.is_complete
    assert path in found.digests


def test_hidden_files_and_files_that_never_were_are_no_edits(site: KnownSite, roots: Roots) -> None:
    assert edits(site, roots, {"content/briefs/.a.md.swp": b"x", "content/briefs/4913": None}).digests == {}

"""Texts of all records: what is resolved, published and reported."""

from dataclasses import replace
from typing import Any

import pytest

from kei_site.core.file_types import Refused
from kei_site.core.hashing import digest_of
from kei_site.model.brief import LeadImage
from kei_site.model.views.files import HostFilesView
from kei_site.plan.feeds import feed_topics
from kei_site.plan.inputs import SourceFiles
from kei_site.plan.planner import link_index
from kei_site.plan.site_pages import headers_target
from kei_site.plan.static_files import copy_target
from kei_site.plan.texts import Texts, resolve_texts
from tests.support.plan_samples import brief, day, image_facts, inputs, page, reference

PICTURE = "content/briefs/2024/a.png"
FILES = SourceFiles(
    static={},
    content={"content/briefs/2024/data.csv": digest_of("data"), PICTURE: digest_of("image")},
    images={PICTURE: image_facts(PICTURE)},
)


def texts_of(*briefs: object) -> Texts:
    given = inputs(*briefs, files=FILES, pages=(page(),))  # type: ignore[arg-type]
    return resolve_texts(given, link_index(given, feed_topics(given), ()))


def test_a_draft_brings_no_file_and_gives_no_text_but_is_checked() -> None:
    found = texts_of(brief("2024/a", draft=True, links=["data.csv", "zz.md"]))
    assert (found.briefs, found.attachments) == ({}, ())
    assert [diagnostic.code for diagnostic in found.diagnostics] == ["LNK02"]


def test_a_public_brief_brings_its_files_and_its_image() -> None:
    found = texts_of(brief("2024/a", links=["data.csv"], image=LeadImage(src="a.png", alt="x")))
    assert [target.path for target in found.attachments] == ["briefs/2024/a/data.csv"]
    assert found.leads["2024/a"].alt == "x"
    assert found.briefs["2024/a"].links == ("/briefs/2024/a/data.csv",)


def test_pages_and_biographies_are_resolved_too() -> None:
    given = inputs(brief("2024/a"), pages=(replace(page(), links=(reference("brief:a"), reference("brief:zz"))),))
    found = resolve_texts(given, link_index(given, feed_topics(given), ()))
    assert found.pages["about"].links == ("/briefs/2024/a/", "")
    assert found.biographies.keys() == {"desk"}


PRIVATE = "content/briefs/2024/held/secret"
HIDING = SourceFiles(
    static={},
    content={f"{PRIVATE}.txt": digest_of("t"), f"{PRIVATE}.png": digest_of("i"), f"{PRIVATE}.mp3": digest_of("a")},
    images={f"{PRIVATE}.png": image_facts(f"{PRIVATE}.png")},
    sizes={f"{PRIVATE}.mp3": 9},
)


@pytest.mark.parametrize(
    "naming",
    [
        {"links": ["held/secret.txt"]},
        {"image": LeadImage(src="held/secret.png", alt="x")},
        {"audio": "held/secret.mp3"},
    ],
    ids=["link", "image", "audio"],
)
@pytest.mark.parametrize("is_public", [False, True])
def test_a_file_of_an_unpublished_brief_is_not_published_by_another(naming: dict[str, Any], is_public: bool) -> None:
    held = brief("2024/held/index", slug="held", draft=not is_public)
    given = inputs(held, brief("2024/a", **naming), files=HIDING)
    found = resolve_texts(given, link_index(given, feed_topics(given), ()))
    assert [diagnostic.code for diagnostic in found.diagnostics] == ([] if is_public else ["LNK03"])
    assert bool(found.attachments or found.leads) is is_public


def test_an_image_in_a_text_does_not_show_a_file_of_an_unpublished_brief() -> None:
    held = brief("2024/held/index", slug="held", embargo=day("2030-01-01"))
    showing = replace(brief("2024/a"), images=(reference("held/secret.png"),))
    given = inputs(held, showing, files=HIDING)
    found = resolve_texts(given, link_index(given, feed_topics(given), ()))
    assert [diagnostic.code for diagnostic in found.diagnostics] == ["LNK03"]
    assert found.briefs["2024/a"].images == (None,)


def test_an_unpublished_brief_may_name_its_own_files() -> None:
    held = brief("2024/held/index", slug="held", draft=True, links=["secret.txt"], audio="secret.mp3")
    given = inputs(held, files=HIDING)
    assert resolve_texts(given, link_index(given, feed_topics(given), ())).diagnostics == ()


@pytest.mark.parametrize("naming", [{"links": ["talk.mp3"]}, {"audio": "talk.mp3"}], ids=["link", "audio"])
def test_a_refused_file_is_told_and_not_published(naming: dict[str, Any]) -> None:
    refused = Refused(message="may run", fix="use a PDF")
    path = "content/briefs/2024/talk.mp3"
    files = SourceFiles(static={}, content={path: digest_of("talk")}, sizes={path: 4}, refused={path: refused})
    given = inputs(brief("2024/a", **naming), files=files)
    found = resolve_texts(given, link_index(given, feed_topics(given), ()))
    assert [(told.code, told.message, told.fix) for told in found.diagnostics] == [("LNK10", "may run", "use a PDF")]
    assert (found.attachments, found.enclosures) == ((), {})
    assert set(found.briefs["2024/a"].links) <= {""}


def test_hosts_are_told_of_the_kinds_of_files_that_texts_bring() -> None:
    paths = ("briefs/2024/a/x.csv", "briefs/2023/b/y.csv", "briefs/2024/a/z.pdf", "about/n.ZIP", "authors/desk/d.json")
    files = tuple(copy_target("x", digest_of("x"), path) for path in paths)
    made = headers_target(inputs(brief("2024/a")), replace(texts_of(), attachments=files))
    assert isinstance(made.view, HostFilesView)
    assert made.view.saved_patterns == ("/about/*.ZIP", "/authors/desk/d.json", "/briefs/*.csv")
    assert headers_target(inputs(brief("2024/a")), texts_of()).view.saved_patterns == ()  # type: ignore[attr-defined]

"""What front matters enclose: where it is published, how long it is, what it is called, and what is refused."""

from typing import Any

import pytest

from kei_site.core.hashing import digest_of
from kei_site.model.views.common import EnclosureView
from kei_site.model.views.files import FileView
from kei_site.plan.enclosures import FoundEnclosure, find_enclosure
from kei_site.plan.feeds import feed_topics
from kei_site.plan.inputs import SourceFiles
from kei_site.plan.planner import link_index
from kei_site.plan.texts import resolve_texts
from tests.support.plan_samples import brief, inputs

FILES = {
    "content/briefs/2024/talk.mp3": 5_000_000,
    "content/briefs/2024/Full report.pdf": 12,
    "content/briefs/2024/notes.docx": 7,
    "content/briefs/2024/\u1100\u1161.mp3": 4,
    "content/briefs/2023/elsewhere.mp3": 8,
}
STATIC = {"static/talks/one.m4a": 9, "static/assets/hidden.mp3": 9}


SOURCES = SourceFiles(
    static={path: digest_of(path) for path in STATIC},
    content={path: digest_of(path) for path in FILES},
    sizes={**FILES, **STATIC},
)


def what_is_enclosed(audio: str, **front: Any) -> FoundEnclosure:
    made = brief("2024/a", audio=audio, **front)
    given = inputs(made, files=SOURCES)
    return find_enclosure(made, given, link_index(given, feed_topics(given), ()))


def test_a_pdf_is_published_in_the_folder_of_the_page() -> None:
    found = what_is_enclosed("Full report.pdf")
    assert found.view == EnclosureView(url="/briefs/2024/a/Full%20report.pdf", length=12, media_type="application/pdf")
    assert found.copy
    assert found.copy.path == "briefs/2024/a/Full report.pdf"
    assert found.copy.view == FileView(
        source="content/briefs/2024/Full report.pdf", digest=digest_of("content/briefs/2024/Full report.pdf")
    )


def test_a_recording_is_published_where_other_sites_may_play_it() -> None:
    found = what_is_enclosed("talk.mp3", slug="둘")
    assert found.copy
    assert found.copy.path == "audio/2024/둘/talk.mp3"
    assert found.view == EnclosureView(
        url="/audio/2024/%EB%91%98/talk.mp3", length=5_000_000, media_type="audio/mpeg", sources=("'self'",)
    )


def test_a_name_may_have_another_unicode_form_on_the_disk() -> None:
    found = what_is_enclosed("가.mp3")
    assert found.copy
    assert found.copy.path == "audio/2024/a/가.mp3"
    assert found.copy.origin.path == "content/briefs/2024/\u1100\u1161.mp3"


def test_a_static_file_stays_where_it_is() -> None:
    found = what_is_enclosed("/talks/one.m4a")
    view = EnclosureView(url="/talks/one.m4a", length=9, media_type="audio/mp4", sources=("'self'",))
    assert found == FoundEnclosure(view=view)


@pytest.mark.parametrize(
    ("url", "media_type"),
    [("https://media.example.org/a.MP3?x=1", "audio/mpeg"), ("https://media.example.org/watch", "")],
)
def test_a_file_elsewhere_is_linked_and_its_length_is_not_known(url: str, media_type: str) -> None:
    sources = ("https://media.example.org",) if media_type else ()
    view = EnclosureView(url=url, length=0, media_type=media_type, sources=sources)
    assert what_is_enclosed(url) == FoundEnclosure(view=view)


@pytest.mark.parametrize(
    ("audio", "code", "fix"),
    [
        ("tallk.mp3", "LNK02", "did you mean talk.mp3?"),
        ("../2023/elsewhere.mp3", "LNK02", "put the file next to the brief, or into static/"),
        ("/assets/hidden.mp3", "LNK02", "put the file next to the brief, or into static/"),
        ("javascript:alert(1)", "LNK02", "put the file next to the brief, or into static/"),
        ("notes.docx", "FM18", "use a file that ends in one of"),
    ],
)
def test_what_cannot_be_enclosed_is_a_diagnostic_at_its_place(audio: str, code: str, fix: str) -> None:
    found = what_is_enclosed(audio)
    assert found.view is None
    assert found.copy is None
    assert found.diagnostic
    assert (found.diagnostic.code, found.diagnostic.found) == (code, audio)
    assert found.diagnostic.fix.startswith(fix)


def test_a_brief_that_encloses_nothing_has_nothing() -> None:
    assert what_is_enclosed("") == FoundEnclosure()


def test_the_file_of_a_brief_that_waits_is_not_published() -> None:
    made = inputs(brief("2024/a", audio="talk.mp3"), brief("2024/b", audio="gone.mp3", draft=True), files=SOURCES)
    texts = resolve_texts(made, link_index(made, feed_topics(made), ()))
    assert [target.path for target in texts.attachments] == ["audio/2024/a/talk.mp3"]
    assert [diagnostic.code for diagnostic in texts.diagnostics] == ["LNK02"]
    waiting = inputs(brief("2024/a", audio="talk.mp3", draft=True), files=SOURCES)
    assert resolve_texts(waiting, link_index(waiting, feed_topics(waiting), ())).attachments == ()

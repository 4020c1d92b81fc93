"""What is read of a file by the folder that it lies in."""

from kei_site.core.hashing import NO_DIGEST
from kei_site.source.load import Settings, load
from tests.support.scratch import brief

SETTINGS = Settings(timezone="UTC", language="en")


def test_a_frozen_version_is_no_brief_and_only_its_errors_are_told() -> None:
    text = brief("A", body="# A heading of the first level\n\nWords.\n").encode()
    now, then = (load(f"content/{path}", text, SETTINGS) for path in ("briefs/a.md", "versions/a/v1.md"))
    assert now.brief is not None
    assert then.version is not None
    assert (then.brief, then.metadata_digest) == (None, NO_DIGEST)
    assert then.version.body == now.brief.body
    assert now.diagnostics
    assert then.diagnostics == ()
    assert load("content/versions/a/v1.md", b"---\ntitle: A\n---\n", SETTINGS).diagnostics

"""What of a brief other files may learn of, and what not."""

from dataclasses import replace

import pytest

from kei_site.core.hashing import Digest, with_hash
from kei_site.model.brief import Brief
from kei_site.source.metadata_digest import metadata_digest
from tests.support.plan_samples import brief, reference

BRIEF = brief("2024/a", links=["b.md"])


@pytest.mark.parametrize(
    "same",
    [
        replace(BRIEF, body=Digest("another")),
        replace(BRIEF, word_count=BRIEF.word_count + 30),
        replace(BRIEF, links=(reference("b.md", line=12),)),
    ],
)
def test_another_text_has_the_same_metadata_digest(same: Brief) -> None:
    assert metadata_digest(same) == metadata_digest(BRIEF)


@pytest.mark.parametrize(
    "other",
    [
        replace(BRIEF, front=with_hash(replace(BRIEF.front, title="Another", content_hash=Digest("")))),
        replace(BRIEF, word_count=BRIEF.word_count + 600),
        replace(BRIEF, links=(reference("c.md"),)),
        replace(BRIEF, links=()),
        replace(BRIEF, images=(reference("a.png"),)),
        replace(BRIEF, anchors=()),
        replace(BRIEF, slug="b"),
        replace(BRIEF, places="title=2:8"),
        replace(BRIEF, is_broken=True),
    ],
)
def test_whatever_else_is_another_gives_another_metadata_digest(other: Brief) -> None:
    assert metadata_digest(other) != metadata_digest(BRIEF)

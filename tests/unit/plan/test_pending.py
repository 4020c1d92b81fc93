"""Addresses that broken files will give once they are fixed."""

from dataclasses import replace

import pytest

from kei_site.model.brief import NO_DATE
from kei_site.model.library import Records, assemble
from kei_site.plan.pending import pending_addresses
from tests.support.plan_samples import DESK, NOW, brief, page

BROKEN = replace(
    brief("2024/a", tags=("Sea lanes",), series="Notes", authors=("kim",), aliases=("/old/",)), is_broken=True
)
UNDATED = replace(brief("2024/b"), is_broken=True, front=replace(brief("2024/b").front, date=NO_DATE))
PENDING = pending_addresses(
    assemble(
        Records(briefs=(BROKEN, UNDATED, brief("2024/c")), authors=(DESK,), pages=(replace(page(), is_broken=True),)),
        instant=NOW,
        drafts=False,
        prefix="",
    )
)


@pytest.mark.parametrize(
    "address",
    [
        "/briefs/2024/a/",
        "/briefs/2024/A",
        "/briefs/2024/a/data.csv",
        "/briefs/1999/b/",
        "/archive/2024/",
        "/tags/sea-lanes/feed.xml",
        "/authors/kim/",
        "/series/notes/",
        "/old/",
        "/about/",
    ],
)
def test_what_a_broken_file_will_give_is_pending(address: str) -> None:
    assert PENDING.covers(address)


@pytest.mark.parametrize("address", ["/briefs/2024/c/", "/briefs/1999/a/", "/tags/", "/tags/sea/", "/", "/about/us/x"])
def test_nothing_else_is(address: str) -> None:
    assert not PENDING.covers(address)

"""Stamps: what `stat` says of a file, and when it says too little."""

import os
from pathlib import Path

import pytest

from kei_site.core.stamps import is_racy, stamp_of

SECOND = 1_000_000_000


def test_another_file_in_the_same_place_has_another_stamp(tmp_path: Path) -> None:
    path, other = tmp_path / "a", tmp_path / "b"
    path.write_text("one")
    other.write_text("two")
    before = path.stat()
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)
    assert stamp_of(path.stat()) != stamp_of(before)


@pytest.mark.parametrize(
    ("changed", "now", "is_it"),
    [
        (100 * SECOND + 123_456, 100 * SECOND + 10_000_000, True),
        (100 * SECOND + 123_456, 100 * SECOND + 30_000_000, False),
        (100 * SECOND, 101 * SECOND, True),
        (100 * SECOND, 103 * SECOND, False),
        (200 * SECOND, 100 * SECOND, True),
    ],
    ids=["same tick", "next tick", "same second of a coarse clock", "later", "in the future"],
)
def test_a_stamp_is_racy_until_the_clock_of_the_disk_has_moved(changed: int, now: int, is_it: bool) -> None:
    assert is_racy((1, changed, changed, 1), now) is is_it
    assert is_racy((1, 0, changed, 1), now) is is_it

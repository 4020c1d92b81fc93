"""Rows are right or absent, whatever happens to the file."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from kei_site.output.database import Tables

ROWS = {f"path/{number}.md": f"text of {number} ü 한국 ".encode() * 20 for number in range(60)}


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Tables]:
    with contextlib.closing(Tables(path, ("one", "two"), synced=False)) as tables:
        yield tables


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "memory.sqlite"
    with opened(path) as tables:
        tables.write("one", ROWS)
    return path


def test_rows_are_there_when_the_file_is_opened_again(path: Path) -> None:
    with opened(path) as tables:
        assert tables.read_all("one") == ROWS
        assert tables.read("one", "path/7.md") == ROWS["path/7.md"]
        assert tables.keys("one") == ROWS.keys()
        assert tables.read_all("two") == {}
        assert not tables.was_damaged


def test_a_file_that_is_opened_again_is_not_written(path: Path) -> None:
    before = path.read_bytes(), path.stat().st_mtime_ns
    with opened(path) as tables:
        assert tables.keys("one") == ROWS.keys()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_a_file_is_begun_in_one_transaction(tmp_path: Path) -> None:
    with opened(tmp_path / "memory.sqlite"):
        """Not written."""
    counter = (tmp_path / "memory.sqlite").read_bytes()[24:28]  # of transactions (SQLite, file change counter)
    assert int.from_bytes(counter) == 1


@pytest.mark.parametrize(("synced", "mode"), [(True, 2), (False, 0)])
def test_only_what_has_to_be_waits_for_the_disk(tmp_path: Path, mode: int, *, synced: bool) -> None:
    with contextlib.closing(Tables(tmp_path / "memory.sqlite", ("one",), synced=synced)) as tables:
        assert tables._connection.execute("PRAGMA synchronous").fetchone() == (mode,)


def test_a_file_shrinks_with_the_rows_that_it_loses(path: Path) -> None:
    before = path.stat().st_size
    with opened(path) as tables:
        tables.write("one", {}, remove=ROWS)
    assert path.stat().st_size < before / 2


def test_rows_are_replaced_and_removed_in_one_step(path: Path) -> None:
    with opened(path) as tables:
        tables.write("one", {"path/1.md": b"new"}, remove=["path/2.md", "path/1.md", "never there"])
        kept = {key: text for key, text in ROWS.items() if key != "path/2.md"}
        assert tables.read_all("one") == {**kept, "path/1.md": b"new"}


@pytest.mark.parametrize(
    "change", ["data = data || 'x'", "mark = ''", "key = key || 'x'", "data = NULL", "data = x'ff'"]
)
def test_a_row_that_was_tampered_with_is_absent(path: Path, change: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"UPDATE one SET {change} WHERE key = 'path/3.md'")
    with opened(path) as tables:
        assert tables.read_all("one") == {key: text for key, text in ROWS.items() if key != "path/3.md"}
        assert tables.read("one", "path/3.md") is None


def test_a_file_of_another_format_is_begun_again(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")
    with opened(path) as tables:
        assert tables.was_damaged
        assert tables.read_all("one") == {}


def test_a_file_that_is_no_database_is_begun_again(path: Path) -> None:
    path.write_bytes(b"not a database, surely" * 500)
    with opened(path) as tables:
        assert tables.was_damaged
        tables.write("one", {"a": b"b"})
    with opened(path) as tables:
        assert tables.read_all("one") == {"a": b"b"}


def test_a_file_that_turns_bad_while_it_is_open_is_begun_again(path: Path) -> None:
    with opened(path) as tables:
        path.write_bytes(bytes(path.stat().st_size))
        tables.write("one", {"a": b"b"})
        assert tables.was_damaged
        assert tables.read_all("one") == {"a": b"b"}


@pytest.mark.parametrize("seed", range(40))
def test_no_damage_makes_a_wrong_row_or_an_error(path: Path, seed: int) -> None:
    rng = Random(seed)
    data = bytearray(path.read_bytes())
    for _ in range(rng.choice((1, 1, 30, 3_000))):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    path.write_bytes(data[: rng.choice((len(data), len(data), rng.randrange(len(data))))])
    with opened(path) as tables:
        assert tables.read_all("one").items() <= ROWS.items()
        assert all(tables.read("one", key) in (text, None) for key, text in ROWS.items())
        tables.write("one", ROWS)
        assert tables.read_all("one").items() <= ROWS.items()
    with opened(path) as tables:
        assert tables.read_all("one").items() <= ROWS.items()


def test_a_damaged_file_that_says_it_may_only_be_read_is_begun_again(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[18] = 66  # a version of the format that SQLite reads and does not write (SQLite, database header)
    path.write_bytes(data)
    with opened(path) as tables:
        tables.write("one", {"a": b"b"})
        assert tables.was_damaged
        assert tables.read_all("one") == {"a": b"b"}
    assert not path.with_name(f"{path.name}-probe").exists()


def test_a_machine_that_refuses_is_told_apart_from_damage(tmp_path: Path) -> None:
    with pytest.raises(PermissionError, match=r"unable to open database file: .*memory\.sqlite"):
        Tables(tmp_path / "no-such-folder" / "memory.sqlite", ("one",), synced=True)


def test_a_file_that_another_process_keeps_locked_is_not_thrown_away(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kei_site.output.database._PATIENCE", 0.1)
    with opened(path) as tables, contextlib.closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BlockingIOError, match="locked"):
            tables.read("one", "path/7.md")
        other.rollback()
        assert tables.read("one", "path/7.md") == ROWS["path/7.md"]
        assert not tables.was_damaged


def test_rows_are_read_while_another_process_writes(path: Path) -> None:
    with opened(path) as tables, opened(path) as other:
        for number in range(20):
            other.write("one", {f"more/{number}": b"x" * 20_000})
            assert tables.read("one", f"more/{number}") == b"x" * 20_000
        assert tables.read_all("one").keys() == ROWS.keys() | {f"more/{number}" for number in range(20)}

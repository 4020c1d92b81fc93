"""What earlier builds remember, and what happens when it is damaged."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from kei_site.core.hashing import Digest
from kei_site.model.brief import Fragment, Heading
from kei_site.output import store as module
from kei_site.output.database import Tables
from kei_site.output.store import Store
from kei_site.plan.outdated import PublishedFile, Trace
from kei_site.plan.targets import Key

TRACE = Trace(
    key=Key(view=Digest("v"), template=Digest("t"), code=Digest("c")),
    files=(PublishedFile(path="a/index.html", digest=Digest("d"), stamp=(1, 2, 3, 4)),),
)
FRAGMENT = Fragment(html="<p>한국 &amp; words</p>", headings=(Heading(level=2, id="a", text="A"),))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with contextlib.closing(Store(tmp_path)) as store:
        yield store


def test_the_memory_waits_for_the_disk_and_texts_do_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits = {}

    def tables(path: Path, names: tuple[str, ...], *, synced: bool) -> Tables:
        waits[path.name] = synced
        return Tables(path, names, synced=synced)

    monkeypatch.setattr(module, "Tables", tables)
    with contextlib.closing(Store(tmp_path)):
        assert waits == {"memory.sqlite": True, "fragments.sqlite": False}


def test_traces_come_back_as_they_were(store: Store) -> None:
    store.put("traces", {"a/": TRACE, "b/": TRACE}, remove=[])
    store.put("traces", {}, remove=["b/"])
    assert store.traces() == {"a/": TRACE}


def test_rows_that_are_no_traces_are_absent(store: Store) -> None:
    store.put("traces", {"a": [1, 2], "b": "text", "c": {"key": 1}}, remove=[])
    store.put("traces", {"d": TRACE}, remove=[])
    assert store.traces() == {"d": TRACE}


def test_texts_come_back_under_their_keys(store: Store) -> None:
    store.put_fragments({Digest("one"): FRAGMENT, Digest("two"): FRAGMENT})
    store.remove_fragments(["two"])
    assert store.fragment(Digest("one")) == FRAGMENT
    assert store.fragment(Digest("two")) is None
    assert store.fragment_keys() == {"one"}


@pytest.mark.parametrize("html", ["", "\n", "<p>one</p>\n\n<p>two</p>\n"])
def test_a_text_keeps_its_lines(store: Store, html: str) -> None:
    store.put_fragments({Digest("one"): Fragment(html=html)})
    assert store.fragment(Digest("one")) == Fragment(html=html)


@pytest.mark.parametrize(
    "data", [b"", b"\n", b"[]", b"[]\n\xff", b"{}\n", b"[1]\n<p>one</p>", b'{"html":"<p>one</p>","headings":[]}']
)
def test_rows_that_are_no_texts_are_absent(tmp_path: Path, data: bytes) -> None:
    with contextlib.closing(Tables(tmp_path / "fragments.sqlite", ("fragments",), synced=False)) as tables:
        tables.write("fragments", {"one": data})
    with contextlib.closing(Store(tmp_path)) as store:
        assert store.fragment(Digest("one")) is None
        assert not store.was_damaged


def test_a_text_that_is_no_unicode_is_written_and_absent(store: Store) -> None:
    store.put_fragments({Digest("one"): Fragment(html="<p>\udc80</p>")})
    assert store.fragment(Digest("one")) is None


def test_a_damaged_text_is_absent_and_can_be_thrown_away(store: Store, tmp_path: Path) -> None:
    store.put_fragments({Digest("one"): FRAGMENT, Digest("two"): FRAGMENT})
    with contextlib.closing(sqlite3.connect(tmp_path / "fragments.sqlite")) as connection, connection:
        connection.execute("UPDATE fragments SET data = x'00' WHERE key = 'two'")
    assert store.fragment(Digest("two")) is None
    assert store.fragment_keys() == {"one", "two"}
    store.clear_texts()
    assert store.fragment_keys() == set()
    assert store.was_damaged

"""What earlier builds remember, and what happens when it is damaged."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from kei_site.diagnostics import Place, fault
from kei_site.digest import Digest, digest_bytes
from kei_site.model.brief import Fragment, Heading
from kei_site.output.store import LastBuild, Store, read_last_build, store_folder
from kei_site.plan.outdated import PublishedFile, Trace
from kei_site.plan.targets import Key

TRACE = Trace(
    key=Key(view=Digest("v"), template=Digest("t"), code=Digest("c")),
    files=(PublishedFile(path="a/index.html", digest=Digest("d"), stamp=(1, 2, 3, 4)),),
)
FRAGMENT = Fragment(html="<p>한국 &amp; words</p>", headings=(Heading(level=2, id="a", text="A"),))
LAST = LastBuild(
    request=Digest("r"),
    stamps=Digest("s"),
    sources=Digest("o"),
    due=(10, 20),
    due_passed=1,
    outputs=Digest("p"),
    published=7,
    fresh=("content/site.yaml",),
    diagnostics=(fault("DAT06", Place(path="content/briefs/a.md", line=3), "later"),),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with contextlib.closing(Store(tmp_path)) as store:
        yield store


def test_traces_come_back_as_they_were(store: Store) -> None:
    store.put_traces({"a/": TRACE, "b/": TRACE}, remove=[])
    store.put_traces({}, remove=["b/"])
    assert store.traces() == {"a/": TRACE}


def test_rows_that_are_no_traces_are_absent(store: Store) -> None:
    store.put("traces", {"a": [1, 2], "b": "text", "c": {"key": 1}}, remove=[])
    store.put_traces({"d": TRACE}, remove=[])
    assert store.traces() == {"d": TRACE}


def test_texts_come_back_under_their_keys(store: Store) -> None:
    store.put_fragments({Digest("one"): FRAGMENT, Digest("two"): FRAGMENT})
    store.forget_fragments(["two"])
    assert store.fragment(Digest("one")) == FRAGMENT
    assert store.fragment(Digest("two")) is None
    assert store.fragment_keys() == {"one"}


def test_a_damaged_text_is_absent_and_can_be_forgotten(store: Store, tmp_path: Path) -> None:
    store.put_fragments({Digest("one"): FRAGMENT, Digest("two"): FRAGMENT})
    with contextlib.closing(sqlite3.connect(tmp_path / "fragments.sqlite")) as connection, connection:
        connection.execute("UPDATE fragments SET text = replace(text, 'words', 'wrong') WHERE key = 'two'")
    assert store.fragment(Digest("two")) is None
    assert store.fragment_keys() == {"one", "two"}
    store.forget_lost_fragments()
    assert store.fragment_keys() == {"one"}


def test_the_last_build_comes_back_and_can_be_forgotten(store: Store, tmp_path: Path) -> None:
    store.put_last_build(LAST)
    assert read_last_build(tmp_path) == LAST
    store.put_last_build(None)
    assert read_last_build(tmp_path) is None


def test_every_change_of_the_last_build_is_seen(store: Store, tmp_path: Path) -> None:
    store.put_last_build(LAST)
    path = tmp_path / "last.json"
    data = path.read_bytes()
    rng = Random(0)
    for at in rng.sample(range(len(data)), 60):
        path.write_bytes(data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1 :])
        assert read_last_build(tmp_path) is None
        path.write_bytes(data[:at])
        assert read_last_build(tmp_path) is None


def test_what_another_version_left_is_not_read(store: Store, tmp_path: Path) -> None:
    text = '["one field only"]'
    (tmp_path / "last.json").write_text(f"{digest_bytes(text.encode())}\n{text}")
    assert read_last_build(tmp_path) is None


def test_each_output_folder_has_a_memory_of_its_own(tmp_path: Path) -> None:
    one, two = (store_folder(tmp_path / "memo", tmp_path / name) for name in ("one", "two"))
    assert one != two
    assert one == store_folder(tmp_path / "memo", tmp_path / "one")
    assert one.parent == tmp_path / "memo"

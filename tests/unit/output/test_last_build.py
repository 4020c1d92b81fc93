"""What is known of the last complete build: just what was written, or nothing."""

from pathlib import Path
from random import Random

from kei_site.core.diagnostics import Place, diagnostic
from kei_site.core.hashing import Digest, digest_bytes
from kei_site.output.last_build import LastBuild, read_last_build, store_folder, write_last_build

LAST = LastBuild(
    request=Digest("r"),
    stamps=Digest("s"),
    sources=Digest("o"),
    due=(10, 20),
    due_passed=1,
    outputs=Digest("p"),
    published=7,
    racy=("content/site.yaml",),
    diagnostics=(diagnostic("DAT06", Place(path="content/briefs/a.md", line=3), "later"),),
)


def test_the_last_build_comes_back_and_can_be_forgotten(tmp_path: Path) -> None:
    write_last_build(tmp_path, LAST)
    assert read_last_build(tmp_path) == LAST
    write_last_build(tmp_path, None)
    assert read_last_build(tmp_path) is None


def test_every_change_of_the_last_build_is_seen(tmp_path: Path) -> None:
    write_last_build(tmp_path, LAST)
    path = tmp_path / "last.json"
    data = path.read_bytes()
    rng = Random(0)
    for at in rng.sample(range(len(data)), 60):
        path.write_bytes(data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1 :])
        assert read_last_build(tmp_path) is None
        path.write_bytes(data[:at])
        assert read_last_build(tmp_path) is None


def test_what_another_version_left_is_not_read(tmp_path: Path) -> None:
    text = '["one field only"]'
    (tmp_path / "last.json").write_text(f"{digest_bytes(text.encode())}\n{text}")
    assert read_last_build(tmp_path) is None


def test_each_output_folder_has_a_memory_of_its_own(tmp_path: Path) -> None:
    first, two = (store_folder(tmp_path / "cache", tmp_path / name) for name in ("one", "two"))
    assert first != two
    assert first == store_folder(tmp_path / "cache", tmp_path / "one")
    assert first.parent == tmp_path / "cache"


def test_a_cache_and_an_output_folder_that_move_together_stay_one(tmp_path: Path) -> None:
    names = [store_folder(tmp_path / name / "cache", tmp_path / name / "public").name for name in ("here", "there")]
    assert names[0] == names[1]
    assert names[0] != store_folder(tmp_path / "cache", tmp_path / "here" / "public").name

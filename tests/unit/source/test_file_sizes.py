"""Files that are too large to be read."""

from pathlib import Path

import pytest

from kei_site.core.limits import LIMITS
from kei_site.source import scan
from kei_site.source.file_sizes import unread_size


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("content/briefs/a.md", LIMITS.parsed_file.most),
        ("content/briefs/a/data.csv", LIMITS.published_file.most),
        ("content/tags.yaml", LIMITS.parsed_file.most),
        ("content/references/r.bib", LIMITS.parsed_file.most),
        ("templates/base.html", LIMITS.parsed_file.most),
        ("content/briefs/a/film.mp4", LIMITS.published_file.most),
        ("static/archive.zip", LIMITS.published_file.most),
    ],
)
def test_a_file_is_read_up_to_the_limit_of_its_kind(path: str, limit: int) -> None:
    assert unread_size(path, limit) is None
    told = unread_size(path, limit + 1)
    assert told is not None
    assert told.code == "LIM02"
    assert told.place.path == path
    assert told.found == f"{limit + 1:,} bytes"


def test_a_file_of_two_gigabytes_is_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "content" / "briefs"
    folder.mkdir(parents=True)
    for name in ("large.md", "large.pdf"):
        with (folder / name).open("wb") as opened:
            opened.truncate(2 << 30)
    (folder / "small.md").write_bytes(b"x")
    opened_paths: list[str] = []

    def digest(opened: object) -> str:
        opened_paths.append(Path(str(opened.name)).name)  # type: ignore[attr-defined]
        return "0"

    monkeypatch.setattr(scan, "digest_file", digest)
    snapshot = scan.take_snapshot(scan.walk(tmp_path, {}, (), 0), {})
    assert opened_paths == ["small.md"]
    assert [(found.code, found.place.path) for found in snapshot.diagnostics] == [
        ("LIM02", "content/briefs/large.md"),
        ("LIM02", "content/briefs/large.pdf"),
    ]

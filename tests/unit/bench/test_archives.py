"""Archives of others become benchmark sites: their texts as they are, with pictures that their texts name."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.bench.archives import adapt

NAMED = '{{< legacy-img src="%s" alt="A [map]" caption="" >}}'


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    briefs = tmp_path / "archive" / "content" / "briefs" / "2020"
    briefs.mkdir(parents=True)
    names = (f"2020/600-x-400-map-{number}.jpg" for number in range(40))
    (briefs / "shortcodes.md").write_text("\n\n".join(NAMED % name for name in names), encoding="utf-8")
    (briefs / "files.md").write_text(
        '<img src="/assets/a.png"> <img src="https://example.org/b.png">', encoding="utf-8"
    )
    (briefs / "plain.md").write_bytes(b"---\ntitle: \xff\n---\n\n{{< youtube 1 >}}\n")
    return tmp_path / "archive"


def test_some_shortcodes_become_pictures_of_their_size(archive: Path, tmp_path: Path) -> None:
    adapt(archive, tmp_path / "site")
    text = (tmp_path / "site" / "content" / "briefs" / "2020" / "shortcodes.md").read_text(encoding="utf-8")
    pictures = list((tmp_path / "site" / "static" / "pictures" / "2020").iterdir())
    assert 0 < len(pictures) < 40
    assert text.count("![A map](/pictures/2020/") == len(pictures) == 40 - text.count("legacy-img")
    assert {Image.open(BytesIO(path.read_bytes())).size for path in pictures} == {(600, 400)}


def test_files_of_the_old_site_are_there(archive: Path, tmp_path: Path) -> None:
    adapt(archive, tmp_path / "site")
    files = [path.relative_to(tmp_path).as_posix() for path in (tmp_path / "site" / "static" / "assets").rglob("*")]
    assert files == ["site/static/assets/a.png"]


def test_other_texts_stay_as_they_are(archive: Path, tmp_path: Path) -> None:
    adapt(archive, tmp_path / "site")
    place = Path("content", "briefs", "2020", "plain.md")
    assert (tmp_path / "site" / place).read_bytes() == (archive / place).read_bytes()

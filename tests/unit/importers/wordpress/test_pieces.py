"""Exports of start tags without an end: reading stops at a limit, and the good items before it come out."""

from pathlib import Path

import pytest

from kei_site.importers.wordpress import pieces
from kei_site.importers.wordpress.channel import read_channel
from kei_site.importers.wordpress.reading import ExportFile
from tests.support.wxr import HEAD, author, export, item


def file_of(folder: Path, text: str) -> ExportFile:
    path = folder / "export.xml"
    path.write_text(text, encoding="utf-8")
    return ExportFile(path)


def test_items_that_never_end_are_given_up_after_a_limit(tmp_path: Path) -> None:
    file = file_of(tmp_path, HEAD + item() + "<item>\n" * 5000)
    assert [found.loss == "" for found in file.items()] == [True] + [False] * pieces.MAX_UNCLOSED
    assert file.loss.endswith("on, since the 1000 items before it begin and do not end")


def test_a_lost_item_between_good_ones_costs_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "MAX_UNCLOSED", 1)
    file = file_of(tmp_path, export(*[item() + "<item>\n"] * 3, item()))
    assert sum(not found.loss for found in file.items()) == 4
    assert file.loss == ""


def test_items_above_the_limit_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "MAX_ITEMS", 2)
    file = file_of(tmp_path, export(item(), item()))
    assert (len(list(file.items())), file.loss) == (2, "")
    file = file_of(tmp_path, export(item(), item(), item()))
    assert len(list(file.items())) == 2
    assert file.loss.endswith("on, since the limit is 2 items: export it in parts")


def test_an_author_after_start_tags_is_read(tmp_path: Path) -> None:
    """A tag without an end costs no other field; beyond the limit, the rest of that author is not read."""
    doe = author("user7", "Jane Doe")
    names = [
        found.name for found in read_channel(f"<channel>{doe.replace('<wp:author>', '<wp:author><a><b>')}").authors
    ]
    assert names == ["Jane Doe"]
    tags = "<a>" * 100
    channel = read_channel(f"<channel>{doe.replace('<wp:author>', f'<wp:author>{tags}')}{doe}")
    assert [found.name for found in channel.authors] == ["", "Jane Doe"]

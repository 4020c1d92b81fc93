"""`kei-site import`: what it prints, and its exit codes."""

from pathlib import Path

import pytest

from kei_site.cli import main
from tests.unit.importers.archives import tree
from tests.unit.importers.folder.samples import SAMPLES, write_sample


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return write_sample(tmp_path / "old", SAMPLES["jekyll"])


def test_the_sums_and_what_is_left_are_printed(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "markdown", str(old), "--into", str(old.parent / "new"), "--from", "jekyll"]) == 0
    printed = capsys.readouterr().out
    assert "brief, published: 3\n" in printed
    assert "brief, draft: 2\n" in printed
    assert ", 0 lost\n" in printed
    assert "left for you to decide:\n" in printed
    assert f"the receipt is {old.parent / 'new' / 'import-receipt.html'}" in printed


def test_a_dry_run_prints_a_line_for_each_item(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "markdown", str(old), "--into", str(old.parent / "new"), "--dry-run"]) == 0
    printed = capsys.readouterr().out
    assert "published /sea/trade/2019/03/04/tides/ -> content/briefs/2019/tides.md (" in printed
    assert "nothing was written\n" in printed
    assert not (old.parent / "new").exists()


def test_files_that_were_left_are_named(old: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["import", "markdown", str(old), "--into", str(old.parent / "new")]
    main(words)
    (old.parent / "new" / "content/briefs/2019/docks.md").write_text("mine")
    capsys.readouterr()
    main(words)
    assert "content/briefs/2019/docks.md was left as it is: edited here" in capsys.readouterr().out


def test_words_in_no_file_give_another_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = write_sample(tmp_path / "old", SAMPLES["pelican"])
    assert main(["import", "markdown", str(old), "--into", str(tmp_path / "new")]) == 1
    assert "content/sea/old.rst:1: refused: reStructuredText is not read" in capsys.readouterr().out


EXPORT = """\
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Harbour Institute</title><link>https://old.example.org</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_login>login7</wp:author_login><wp:author_email>kim@old.example.org</wp:author_email>
<wp:author_display_name>Mina Kim</wp:author_display_name></wp:author>
<item><title>Tides</title><link>https://old.example.org/2019/03/tides/</link><dc:creator>login7</dc:creator>
<content:encoded><![CDATA[How tides <em>shape</em> trade. See <a href="https://old.example.org/?p=13">locks</a>.]]></content:encoded>
<wp:post_id>12</wp:post_id><wp:post_date>2019-03-04 09:30:00</wp:post_date><wp:post_name>tides</wp:post_name>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>
<item><title>Locks</title><link>https://old.example.org/faq/locks/</link><dc:creator>login7</dc:creator>
<content:encoded><![CDATA[Words on locks.]]></content:encoded><wp:post_id>13</wp:post_id>
<wp:post_date>2019-05-06 09:30:00</wp:post_date><wp:post_name>locks</wp:post_name><wp:status>publish</wp:status>
<wp:post_type>faq</wp:post_type></item>
</channel></rss>
"""


def test_an_export_of_wordpress_becomes_a_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "export.xml").write_text(EXPORT)
    new = tmp_path / "new"
    assert main(["import", "wordpress", str(tmp_path / "export.xml"), "--into", str(new), "--type", "faq=page"]) == 0
    text = (new / "content/briefs/2019/tides.md").read_text(encoding="utf-8")
    assert "How tides *shape* trade. See [locks](../../pages/locks.md)." in text
    assert [path for path, data in tree(new).items() if b"login7" in data or b"kim@old" in data] == []
    assert main(["build", "--site", str(new), "--no-search", "--jobs", "1"]) == 0
    capsys.readouterr()
    assert main(["import", "--verify", str(tmp_path / "export.xml"), "--output", str(new / "public")]) == 0
    assert "0 findings" in capsys.readouterr().out


@pytest.mark.parametrize("kind", ["faq", "faq=gallery", "=page"])
def test_a_type_that_becomes_nothing_known_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    (tmp_path / "export.xml").write_text(EXPORT)
    assert main(["import", "wordpress", str(tmp_path / "export.xml"), "--into", str(tmp_path), "--type", kind]) == 2
    assert "write NAME=KIND" in capsys.readouterr().err


@pytest.mark.parametrize("into", [".", "new"])
def test_nothing_is_written_into_the_old_site(old: Path, capsys: pytest.CaptureFixture[str], into: str) -> None:
    before = tree(old)
    assert main(["import", "markdown", str(old), "--into", str(old / into)]) == 2
    assert "lies in the old site" in capsys.readouterr().err
    assert tree(old) == before


@pytest.mark.parametrize(
    "words",
    [
        ["import"],
        ["import", "markdown", "gone"],
        ["import", "wordpress", "gone.xml"],
        ["import", "--verify", "gone", "--output", "gone"],
    ],
)
def test_what_cannot_be_done_is_said(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert capsys.readouterr().err


def test_lost_words_are_named_before_records_without_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = ("<item>", "</item>")
    record = EXPORT[EXPORT.index(kept[0]) : EXPORT.index(kept[1]) + 7].replace(
        "<wp:post_type>post", "<wp:post_type>attachment"
    )
    many = "".join(record.replace(">12<", f">{number}<") for number in range(100, 130))
    lost = "<item><title>A</title><content:encoded>Words.</content:encoded><wp:post_id>9</wp:post_id>"
    trashed = f"{lost}<wp:status>trash</wp:status><wp:post_type>post</wp:post_type></item>"
    export = tmp_path / "export.xml"
    export.write_text(EXPORT.replace("<item>", f"{many}{trashed}<item>", 1), encoding="utf-8")
    assert main(["import", "wordpress", str(export), "--into", str(tmp_path / "new")]) == 0
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert "refused: in the trash" in first
    assert second == "export.xml:7 and 29 more: refused: an uploaded file whose address cannot be kept here"


def test_a_text_that_no_file_holds_is_named_and_gives_another_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    export = tmp_path / "export.xml"
    export.write_text(EXPORT.replace("How tides", "How " + "tides " * 600_000, 1), encoding="utf-8")
    assert main(["import", "wordpress", str(export), "--into", str(tmp_path / "new")]) == 1
    assert "refused: its text is too long" in capsys.readouterr().out

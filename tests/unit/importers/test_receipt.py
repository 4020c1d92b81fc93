"""The receipt: one line an item, sums at the end, and the memory of an import."""

import csv
import io

from kei_site.core.hashing import Digest
from kei_site.importers.receipt import Row, count_listed, csv_bytes, html_bytes, listed, read_csv, summary_lines

ROWS = [
    Row(
        kind="brief", key="a", file="content/a.md", state="published", words_before=10, words_after=9, lost="b", notes=1
    ),
    Row(kind="brief", key="b", state="refused", reason="cut off\nhere", words_before=5),
    Row(kind="media", key="c", file="static/c.png", state="written", digest=Digest("0" * 32), old_address="=1+1"),
]


def cells(rows: list[Row]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_bytes(rows).decode("utf-8-sig"), newline="")))


def test_what_is_written_is_read_again() -> None:
    assert read_csv(csv_bytes(ROWS)) == ROWS


def test_the_sums_stand_at_the_end() -> None:
    sums = [row for row in cells(ROWS) if row["kind"] == "sum"]
    assert cells(ROWS)[-len(sums) :] == sums
    assert [(row["key"], row["source"]) for row in sums] == [
        ("brief, published", "1"),
        ("brief, refused", "1"),
        ("media, written", "1"),
        ("all", "3"),
    ]
    assert (sums[-1]["words_before"], sums[-1]["words_after"], sums[-1]["lost"], sums[-1]["notes"]) == (
        "15",
        "9",
        "1",
        "1",
    )


def test_no_cell_is_a_formula() -> None:
    assert next(row for row in cells(ROWS) if row["key"] == "c")["old_address"] == "'=1+1"


def test_long_lists_are_cut_and_counted() -> None:
    cell = listed(f"word {number}" for number in range(60))
    assert cell.endswith("\n… and 10 more")
    assert (count_listed(cell), count_listed(listed(["a\nb"])), count_listed("")) == (60, 1, 0)


def test_the_page_shows_what_an_archive_says_as_text() -> None:
    page = html_bytes([Row(kind="brief", key="<script>alert(1)</script>", state='"><img>')]).decode()
    assert "<script>" not in page
    assert "<img>" not in page


def test_a_damaged_receipt_is_read_as_far_as_it_goes() -> None:
    assert read_csv(b"") == []
    assert read_csv(b"kind,key\nbrief\n") == [Row(kind="brief", key="")]
    assert read_csv(b"\xff\xfe\x00nonsense") == []


def test_the_summary_names_what_is_lost() -> None:
    assert "words: 15 before, 9 after, 1 lost" in summary_lines(ROWS)
    assert "brief, refused: 1" in summary_lines(ROWS)

from tests.support.markup_blocks import read

TABLE = "| Year | USD bn |\n| --- | ---: |\n| 2020 | 99.2 |\n"


def html_of(text: str) -> str:
    return read(text).fragment.html


def test_a_paragraph_before_the_table_is_its_caption() -> None:
    assert "<figcaption>Exports</figcaption>" in html_of(f"::: table\nExports\n\n{TABLE}:::\n")


def test_with_an_argument_a_paragraph_before_the_table_is_no_caption() -> None:
    html = html_of(f"::: table Exports\nIn prices of 2020.\n\n{TABLE}:::\n")
    assert "<figcaption>Exports</figcaption>\n<p>In prices of 2020.</p>" in html


def test_a_caption_may_end_with_a_name_that_is_no_class() -> None:
    assert "<figcaption>Exports by .csv</figcaption>" in html_of(f"::: table Exports by .csv\n{TABLE}:::\n")


def test_a_caption_counts_among_the_words() -> None:
    assert read(f"::: table Exports by year\n{TABLE}:::\n").word_count == read(TABLE).word_count + 3


def test_a_table_outside_does_not_count() -> None:
    assert [told.code for told in read(f"::: table\nwords\n:::\n\n{TABLE}").diagnostics] == ["SHC02"]


def test_a_table_in_a_box_inside_counts() -> None:
    assert not read(f"::: table\n::: aside\n{TABLE}:::\n:::\n").diagnostics


def test_a_caption_may_begin_with_the_word_figure() -> None:
    assert "<figcaption>figure: exports</figcaption>" in html_of(f"::: table figure: exports\n{TABLE}:::\n")

"""A label may hold blanks, however many; whether it is the label of a note, the definition says."""

import pytest

from kei_site.markdown.parser.footnotes import label_of
from tests.support.markup_blocks import read


@pytest.mark.parametrize("written", ["note 1", "note  1", "note\t1", " note 1 ", "\u00a0note 1"])
def test_blanks_in_labels_count_once(written: str) -> None:
    assert label_of(written) == "note 1"
    text = read(f"a[^note 1]\n\n[^{written}]: b\n")
    assert text.diagnostics == ()
    assert '<li id="fn-1"><p>b ' in text.fragment.html


def test_a_definition_with_blanks_holds_blocks_and_other_notes() -> None:
    text = read("a[^b c]\n\n[^b c]:\n    - d[^e f]\n\n    [^e f]: g\n")
    assert text.diagnostics == ()
    assert "<li>d<sup" in text.fragment.html
    assert '<li id="fn-2"><p>g ' in text.fragment.html


@pytest.mark.parametrize(("mark", "label"), [("Note", "note"), ("note", "NOTE"), ("e\u0301", "É"), ("A b", "a B")])
def test_case_and_form_of_a_label_do_not_count(mark: str, label: str) -> None:
    text = read(f"a[^{mark}]\n\n[^{label}]: b\n")
    assert text.diagnostics == ()
    assert '<li id="fn-1"><p>b ' in text.fragment.html


def test_labels_that_differ_in_case_alone_are_one_note_defined_twice() -> None:
    text = read("a[^Note]\n\n[^note]: b\n\n[^NOTE]: c\n")
    assert [told.message for told in text.diagnostics] == ["a footnote defined twice"]


def test_blanks_alone_are_no_label() -> None:
    assert read("a[^ ] b\n").diagnostics == ()

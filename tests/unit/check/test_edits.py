"""Values of a text are replaced where they stand."""

from kei_site.check.edits import Edit, edited


def test_edits_of_one_line_do_not_move_each_other() -> None:
    edits = [Edit(line=1, column=2, old="a", new="longer"), Edit(line=1, column=5, old="b", new="c")]
    assert edited("[a, b]", edits) == "[longer, c]"


def test_a_value_in_quotes_keeps_them_and_one_that_needs_them_gets_them() -> None:
    assert edited("x: 'a'", [Edit(line=1, column=4, old="a", new="it's")]) == "x: 'it''s'"
    assert edited("x: a", [Edit(line=1, column=4, old="a", new="a: b")]) == "x: 'a: b'"


def test_what_stands_elsewhere_changes_nothing() -> None:
    assert (
        edited("x: a", [Edit(line=1, column=3, old="a", new="b"), Edit(line=9, column=1, old="x", new="y")]) == "x: a"
    )

"""SVG files that browsers show as nothing are told; drawings are quiet."""

import pytest

from kei_site.check.drawings import drawing_advice

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">'


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f'{SVG}\n<circle r="4"', 2),
        ("", 1),
        ("no drawing", 1),
        ("<!doctype html><p>not found", 1),
        ('<svg viewBox="0 0 1 1"/>', 1),
        (f"{SVG}&nbsp;</svg>", 1),
    ],
)
def test_a_broken_drawing_is_told_at_its_line(text: str, line: int) -> None:
    (found,) = drawing_advice({"static/logo.svg": text.encode()})
    assert (found.code, found.place.path, found.place.line) == ("THM06", "static/logo.svg", line)


@pytest.mark.parametrize("text", [f"{SVG}</svg>", f'<?xml version="1.0"?>\n<!DOCTYPE svg>\n<!-- a -->{SVG}<g/></svg>'])
def test_a_drawing_is_quiet(text: str) -> None:
    assert list(drawing_advice({"static/logo.svg": text.encode()})) == []

"""What browsers pass over in a style sheet, or cannot load, is told with line and column; sound ones are quiet."""

from pathlib import Path

import pytest

from kei_site.build.theme import theme_folders
from kei_site.check.style_sheets import Published, style_advice

SITE = Published(
    prefix="/base",
    host="example.org",
    files=frozenset({"img/a b.png", "css/print.css", "assets/site.1a.css"}),
    assets=frozenset({"mark.svg", "serif.woff2", "site.css"}),
)
PATH = "static/assets/custom.css"


def told(css: str | bytes, path: str = PATH) -> list[tuple[str, int, int, str]]:
    """Return code, line, column and value of each diagnostic."""
    data = css if isinstance(css, bytes) else css.encode()
    return [
        (found.code, found.place.line, found.place.column, found.found) for found in style_advice({path: data}, SITE)
    ]


@pytest.mark.parametrize(
    ("css", "line", "column"),
    [
        ("a { color: red;\nb { color: blue }\n", 1, 3),
        ("a {}\n@media print { b { c: d }\n", 2, 14),
        ("a { width: calc(1px + 2px; color: red }", 1, 12),
        ("a[b { c: d }", 1, 2),
        ("a {}\n  /* open\nb {}", 2, 3),
        ("a { b: c }}\nd {}", 1, 11),
        ("a { b: c) }", 1, 9),
        ("a { content: 'open\n; b: c }", 1, 14),
        ('a { content: "end', 1, 14),
        ("a { background: url(x y.png) }", 1, 17),
        ("a { background: url(x.png", 1, 17),
        ("a {}\n\ufeffb {}", 2, 1),
        ("a { color red; }", 1, 14),
        ("@media print { a { color red } }", 1, 29),
        ("a { b: c }\nd", 2, 1),
    ],
)
def test_what_browsers_pass_over_is_told_at_its_place(css: str, line: int, column: int) -> None:
    assert [fault[:3] for fault in told(css)][:1] == [("THM06", line, column)]


@pytest.mark.parametrize("data", ["a {}".encode("utf-16"), b"a { content: '\xe9' }"])
def test_another_encoding_is_told(data: bytes) -> None:
    assert [fault[0] for fault in told(data)] == ["THM06"]


@pytest.mark.parametrize(
    ("css", "found"),
    [
        ('@import "https://fonts.example.net/a.css";', "https://fonts.example.net/a.css"),
        ("@import url(//fonts.example.net/a.css) screen;", "//fonts.example.net/a.css"),
        ("@media print { a { background: url('http://x.example/b.png') } }", "http://x.example/b.png"),
        ("a { background: image-set(url(gone.png) 1x) }", "gone.png"),
        ("a { background: url(/img/gone.png) }", "/img/gone.png"),
        ("a { background: url(/base/img/gone.png) }", "/base/img/gone.png"),
        ('@import "site.css";', "site.css"),
        ("@font-face { src: url(data:font/woff2;base64,AA) }", ""),
    ],
)
def test_what_browsers_cannot_load_is_told(css: str, found: str) -> None:
    assert [(code, value) for code, _, _, value in told(css)] == [("THM07", found)]


@pytest.mark.parametrize(
    "css",
    [
        "\ufeffa { b: c }",
        "",
        "<!-- a { b: c } -->",
        "a { *zoom: 1; filter: progid:DX.Y(a=1); --x: {a:b}; }",
        "@charset 'utf-8'; @layer a, b; @layer a { x { y: z } } .a { &:hover { b: c } @media print { b: c } }",
        "@keyframes x { from { a: b } 50.5% { a: b } } @page :first { margin: 1in; @top-left { content: 'x' } }",
        "a { background: url(mark.svg), url(img/mark.svg#part), url('fonts/serif.woff2?v=1'), url(#local) }",
        "a { background: url('../img/a%20b.png'), url(https://example.org/base/img/a%20b.png) }",
        "a { background: url(/base/img/a%20b.png) }",
        "a { background: url(data:image/png;base64,AA) } @import '/base/css/print.css';",
        "a { content: '} /* \\' '; } /* { ' */",
        "@namespace svg url(http://www.w3.org/2000/svg);",
    ],
)
def test_a_sound_style_sheet_is_quiet(css: str) -> None:
    assert told(css) == []


def test_a_sheet_outside_of_the_assets_loads_from_its_folder() -> None:
    assert told("a { background: url('../img/a b.png') }", "static/css/print.css") == []
    assert [fault[0] for fault in told("a { background: url(mark.svg) }", "static/css/print.css")] == ["THM07"]


@pytest.mark.parametrize("path", sorted(theme_folders()["static"].rglob("*.css")), ids=lambda path: path.name)
def test_the_theme_is_quiet(path: Path) -> None:
    assert [fault for fault in told(path.read_bytes()) if fault[0] == "THM06"] == []

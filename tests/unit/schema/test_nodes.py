"""YAML becomes text with places; what is refused is told at the place of the mistake."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kei_site.core.diagnostics import Severity
from kei_site.core.limits import LIMITS
from kei_site.schema.nodes import Mapping, Node, Scalar, Sequence, read_yaml


def diagnostics_of(text: str) -> list[tuple[str, int, int]]:
    _, diagnostics = read_yaml(text, "x.md")
    return [(diagnostic.code, diagnostic.place.line, diagnostic.place.column) for diagnostic in diagnostics]


def tree_of(text: str) -> Mapping:
    tree, diagnostics = read_yaml(text, "x.md")
    assert diagnostics == ()
    assert isinstance(tree, Mapping)
    return tree


def value_of(text: str) -> str:
    node = tree_of(text).entries["a"]
    assert isinstance(node, Scalar)
    return node.text


@pytest.mark.parametrize(
    "written",
    [
        "=",
        "NO",
        "yes",
        "on",
        "null",
        "~",
        "2024",
        "1_000",
        "0123",
        "1e3",
        ".inf",
        "12:30",
        "2024-02-30",
        "0x1F",
        "true",
    ],
)
def test_scalars_stay_as_written(written: str) -> None:
    assert value_of(f"a: {written}\n") == written


def test_quotes_and_blocks_are_not_plain() -> None:
    tree = tree_of("a: x\nb: 'x'\nc: \"x\"\nd: |\n  x\n")
    plain = [node.plain for node in tree.entries.values() if isinstance(node, Scalar)]
    assert plain == [True, False, False, False]


def test_places_count_characters_from_one_and_lines_from_the_first_line_given() -> None:
    tree, _ = read_yaml("제목: 한국\ntags: [가, '나']\n", "x.md", first_line=2)
    assert isinstance(tree, Mapping)
    assert (tree.keys["제목"].line, tree.keys["제목"].column) == (2, 1)
    assert (tree.entries["제목"].line, tree.entries["제목"].column) == (2, 5)
    tags = tree.entries["tags"]
    assert isinstance(tags, Sequence)
    assert [(item.line, item.column) for item in tags.items] == [(3, 8), (3, 11)]


def test_a_text_without_a_document_is_an_empty_mapping() -> None:
    assert tree_of("").entries == {}
    assert tree_of("# nothing\n").entries == {}


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: b\x85c\n", "ENC04", 1, 5),
        ("a: b\nc: d\u2028e\n", "ENC04", 2, 5),
        ("a: \x07\n", "ENC05", 1, 4),
        ("a: b\nc: x\uffffy\n", "ENC05", 2, 5),
        ('a: "x\\u0007"\n', "ENC05", 1, 6),
        ('a: "x\n  y\\0"\n', "ENC05", 2, 4),
        ('a: "\\\\u0007\\x1c"\n', "ENC05", 1, 12),
        ('a: "\\N"\n', "ENC05", 1, 5),
        ('a: "\\uFFFE"\n', "ENC05", 1, 5),
        ('a: "b\\ud800"\n', "ENC06", 1, 6),
        ('a: "x\n\\uDC00"\n', "ENC06", 2, 1),
        ('a: "\ud800"\n', "ENC06", 1, 5),
        ("a: b\n--- \nc: d\n", "FM06", 2, 1),
        ("a: b\n...\nc: d\n", "FM06", 3, 1),
        ("a:\n\tb: c\n", "FM10", 2, 1),
        ("a:\n  \tb: c\n", "FM10", 2, 3),
        ("a:\n  b: 1\n\tc: 2\n", "FM10", 3, 1),
        ("a: |\n\tb\n", "FM10", 2, 1),
        ("a:\n-\tb: c\n", "FM10", 2, 2),
        ("title: Kim: a study\n", "FM11", 1, 11),
        ("title: 김: 연구\n", "FM11", 1, 9),
        ("title: see http://x.org: now\n", "FM11", 1, 24),
        ("a:\n- b: c: d\n", "FM11", 2, 7),
        ("a: b\n c: d\n", "FM11", 2, 3),
        ("a: {b: c: d}\n", "FM11", 1, 9),
        ('title: "abc\ndate: x\n', "FM12", 1, 8),
        ("a: 1\ntitle: 'abc\nb: 2\n", "FM12", 2, 8),
        ('title: "abc\nsummary: "def"\n', "FM12", 1, 8),
        ('a: "x\n---\nb"\n', "FM12", 1, 4),
        ('p: "C:\\Users"\n', "FM13", 1, 7),
        ('p: "\\q"\n', "FM13", 1, 5),
        ('p: "\\x5"\n', "FM13", 1, 5),
        ("author: @kim\n", "FM14", 1, 9),
        ("a: %x\n", "FM14", 1, 4),
        ("a: `x`\n", "FM14", 1, 4),
        ("a: & more\n", "FM14", 1, 4),
        ("a: * more\n", "FM14", 1, 4),
        ("a: [Draft] A title\n", "FM14", 1, 4),
        ("a: - b\n", "FM14", 1, 4),
        ("a: > b\n", "FM14", 1, 4),
        ("a: , b\n", "FM14", 1, 4),
        ("%x: y\n", "FM14", 1, 1),
        ("a: b\nc\n", "FM16", 2, 1),
        ("a:b\nc: d\n", "FM16", 1, 2),
        ("a: [b, c\nd: e\n", "FM16", 1, 4),
        ("a: {\n", "FM16", 1, 4),
        ('a: "b" c\n', "FM16", 1, 8),
        ("a:\n    b: c\n  d: e\n", "FM16", 3, 3),
        ("a: &x [*x]\n", "YML01", 1, 4),
        ("a: *x\n", "YML01", 1, 4),
        ("*x : b\n", "YML01", 1, 1),
        ("a: !!python/object/apply:os.system [ls]\n", "YML02", 1, 4),
        ("a: !foo b\n", "YML02", 1, 4),
        ("a: !!binary aGk=\n", "YML02", 1, 4),
        ("a: !!set {b}\n", "YML02", 1, 4),
        ("a: !\n", "YML02", 1, 4),
        ("a: !<b\n", "YML02", 1, 4),
        ("<<: {a: b}\n", "YML04", 1, 1),
        ("? [a, b]\n: c\n", "YML05", 1, 3),
        ("a: {{ x }}\n", "YML05", 1, 5),
    ],
)
def test_what_is_refused_is_told_once_at_its_place(text: str, code: str, line: int, column: int) -> None:
    tree, _ = read_yaml(text, "x.md")
    assert diagnostics_of(text) == [(code, line, column)]
    assert tree is None


@pytest.mark.parametrize(
    "text",
    [
        "a: b\n",
        'title: "Kim: a study"\n',
        "title: 'abc'\n",
        "a: see http://x.org/y\n",
        "p: 'C:\\Users'\n",
        "a: 'x & y'\n",
        "a: x & y * z\n",
        'a: "[Draft] A title"\n',
        "a: '<<'\n'<<': b\n",
        "a: b # : c\n",
        "a:\tb\n",
        'a: "\\u00e9\\n\\\\x07"\n',
        "---\na: b\n",
        "%YAML 1.2\n---\na: b\n",
        "a: >\n  b: c\n",
        "a: '한국\u00a0사람'\n",
    ],
)
def test_what_is_allowed_is_not_refused(text: str) -> None:
    assert diagnostics_of(text) == []


def test_a_key_given_twice_names_both_lines_and_keeps_the_first() -> None:
    tree, diagnostics = read_yaml("title: a\ndate: b\ntitle: c\n", "x.md")
    assert isinstance(tree, Mapping)
    assert isinstance(tree.entries["title"], Scalar)
    assert tree.entries["title"].text == "a"
    assert [(diagnostic.code, diagnostic.place.line) for diagnostic in diagnostics] == [("FM07", 3)]
    assert "line 1" in diagnostics[0].message


@pytest.mark.parametrize("text", ["title: a\nTitle: b\n", "한국: a\n한국: b\n", "x: {a: 1, A: 2}\n"])
def test_keys_that_differ_only_in_case_or_form_are_the_same(text: str) -> None:
    assert [code for code, _, _ in diagnostics_of(text)] == ["FM07"]


def test_an_alias_bomb_costs_nothing_and_is_told_once() -> None:
    levels = "".join(f"{chr(97 + n)}: &{chr(97 + n)} [{','.join(['*' + chr(96 + n)] * 9)}]\n" for n in range(1, 10))
    assert diagnostics_of("a: &a [x]\n" + levels) == [("YML01", 1, 4)]


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 2000,
        "a: " + "[" * 2000 + "]" * 2000,
        "".join(" " * n + "a:\n" for n in range(1500)),
    ],
)
def test_deep_nesting_ends_at_the_limit(text: str) -> None:
    assert [code for code, _, _ in diagnostics_of(text)] == ["YML03"]


def test_the_depth_allowed_is_allowed() -> None:
    most = LIMITS.yaml_depth.most
    inner = most - 1
    assert diagnostics_of("a: " + "[" * inner + "]" * inner + "\n") == []
    assert diagnostics_of("a: " + "[" * most + "]" * most + "\n") == [("YML03", 1, 3 + most)]


def test_several_diagnostics_of_one_text_are_told_together() -> None:
    assert {code for code, _, _ in diagnostics_of("a: &x b\na: !y c\n<<: d\n")} == {"YML01", "YML02", "YML04", "FM07"}


def test_every_diagnostic_says_how_to_fix_it() -> None:
    for text in ("a: b: c\n", 'a: "b\n', "a: @b\n", "a: *b\n", "a: !b c\n", "a:\n\tb\n", "a: b\na: c\n", "a: b\nc\n"):
        _, diagnostics = read_yaml(text, "x.md")
        assert all(diagnostic.fix and diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


def test_the_fix_of_a_second_colon_shows_the_line_in_quotes() -> None:
    _, diagnostics = read_yaml("title: Kim: a study\n", "x.md")
    assert 'title: "Kim: a study"' in diagnostics[0].fix


_PIECES = st.sampled_from(
    [
        "a",
        ": ",
        ":",
        "\n",
        "\t",
        " ",
        "- ",
        "[",
        "]",
        "{",
        "}",
        '"',
        "'",
        "\\",
        "|",
        ">",
        "&x",
        "*x",
        "!t",
        "%",
        "@",
        "`",
        "#",
        "---\n",
        "...\n",
        "<<",
        "? ",
        ",",
        "한",
        "\x85",
        "\u2028",
        "\x00",
        "\ufffe",
        "\ud800",
        "\\u",
        "d800",
        "\ufeff",
        "~",
        "k: v\n",
    ]
)


@given(st.lists(_PIECES, max_size=25).map("".join) | st.text(max_size=60), st.integers(1, 9))
@example("a: [x\n  : y", 1)
@example("&xk: v\n*x: ", 2)
def test_no_text_raises_and_every_place_lies_in_the_text(text: str, first_line: int) -> None:
    tree, diagnostics = read_yaml(text, "x.md", first_line=first_line)
    assert tree is not None or diagnostics
    lines = text.split("\n")
    for diagnostic in diagnostics:
        assert first_line <= diagnostic.place.line < first_line + len(lines)
        assert 1 <= diagnostic.place.column <= len(lines[diagnostic.place.line - first_line]) + 1
    assert tree is None or _depth(tree) <= LIMITS.yaml_depth.most


def _depth(node: Node) -> int:
    if isinstance(node, Scalar):
        return 0
    inner = node.items if isinstance(node, Sequence) else tuple(node.entries.values())
    return 1 + max((_depth(node) for node in inner), default=0)


@pytest.mark.parametrize(
    ("text", "fix", "fixed"),
    [
        ("title: x\n\tdate: 2024\n", "delete the tab", "title: x\ndate: 2024\n"),
        ("tags:\n\t- a\n\t- b\n", "use two spaces", "tags:\n  - a\n  - b\n"),
        ("a:\n  b: c\n\td: e\n", "use two spaces", "a:\n  b: c\n  d: e\n"),
        ("title: x\n\tdate: 1\n\tauthors: [a]\n", "delete the tab", "title: x\ndate: 1\nauthors: [a]\n"),
    ],
)
def test_the_fix_of_a_tab_leads_to_no_other_error(text: str, fix: str, fixed: str) -> None:
    (found,) = read_yaml(text, "x.yaml")[1]
    assert (found.code, found.fix) == ("FM10", fix)
    assert read_yaml(fixed, "x.yaml")[1] == ()


def test_of_long_keys_the_beginnings_are_compared() -> None:
    start = "\u00e9" * LIMITS.yaml_key.most
    assert [code for code, _, _ in diagnostics_of(f"{start}a: 1\n{start}b: 1\n")] == ["FM07"]
    assert diagnostics_of(f"{start[1:]}a: 1\n{start[1:]}b: 1\n") == []

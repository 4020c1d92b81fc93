"""The order of the house: few modules at the top, short modules and functions, names that say what they stand for, and
no word that this project once used in a sense of its own.
"""

import ast
import re
import symtable
from collections.abc import Iterator
from pathlib import Path

from tests.support.statements import statements

ROOT = Path(__file__).resolve().parent.parent
PACKAGE, TESTS = ROOT / "kei_site", ROOT / "tests"
MODULES = sorted(PACKAGE.rglob("*.py"))
SOURCES = [*MODULES, *sorted(TESTS.rglob("*.py"))]
AT_THE_TOP = {"__init__.py", "__main__.py", "cli.py", "config.py"}
LINES, FUNCTION_LINES, MEDIAN = 300, 60, 9

RETIRED = (
    "atlas awaited beginner bench benches breach bundle bundles clashes colophon crew crews deferred errand errands "
    "follower forecast foresee foresight furniture glimpse glimpses hearer looker manuscript memo mend mended mending "
    "mends parcel parcels playground restamped runner runners salt salted scene scenes sealed seals settling "
    "strangers survey"
).split()
"""Words that had a sense of their own here, and have a word of the field instead."""
IN_TESTS = {"bench", "colophon", "runner", "runners"}
"""Of these, words that tests need in their usual sense: the benchmark, a class of the theme, what runs tests."""
_RETIRED = frozenset(RETIRED)
_WORD = re.compile(r"[A-Za-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def name_of(path: Path) -> str:
    """Return the path of a file below the repository."""
    return path.relative_to(ROOT).as_posix()


def retired_words(text: str) -> list[str]:
    """Return `line: word` for each retired word of a text, in whatever case and inside names of several words."""
    split = _CAMEL.sub("_", text)
    if _RETIRED.isdisjoint(map(str.lower, set(_WORD.findall(split)))):
        return []
    return [
        f"{number}: {word}"
        for number, line in enumerate(split.splitlines(), 1)
        for word in _WORD.findall(line)
        if word.lower() in _RETIRED
    ]


def bound_names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield (line, name) of every variable and argument that a module binds."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            yield node.lineno, node.arg
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id


def may_bind(name: str, text: str) -> bool:
    """Return whether any scope of a module has a name of its own; many more modules have the word in their comments.

    The compiler's table of names takes a third of the time of a syntax tree.
    """
    scopes = [symtable.symtable(text, "<module>", "exec")]
    for scope in scopes:
        scopes.extend(scope.get_children())
    return any(name in scope.get_identifiers() for scope in scopes)


def function_lengths(path: Path) -> dict[str, int]:
    """Return the lines of each function of a module, by its place."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (node for node in statements(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return {
        f"{name_of(path)}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for node in functions
    }


def test_the_top_of_the_package_holds_four_modules() -> None:
    assert {path.name for path in PACKAGE.glob("*.py")} <= AT_THE_TOP


def test_a_file_is_short() -> None:
    """A module of tests may be as long as what it tests has sides."""
    measured = [path for path in SOURCES if not path.name.startswith("test_")]
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in measured}
    assert {name: lines for name, lines in lengths.items() if lines > LINES} == {}


def test_functions_are_short() -> None:
    lengths = {name: lines for path in MODULES for name, lines in function_lengths(path).items()}
    assert {name: lines for name, lines in lengths.items() if lines > FUNCTION_LINES} == {}
    assert sorted(lengths.values())[len(lengths) // 2] <= MEDIAN


def test_nothing_is_called_one() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in SOURCES}
    suspects = {path: text for path, text in texts.items() if re.search(r"\bone\b", text) and may_bind("one", text)}
    trees = {path: ast.parse(text) for path, text in suspects.items()}
    names = [(name_of(path), line, name) for path, tree in trees.items() for line, name in bound_names(tree)]
    assert [(path, line) for path, line, name in names if name == "one"] == []


def test_no_retired_word_is_used() -> None:
    found = {path: retired_words(path.read_text(encoding="utf-8")) for path in SOURCES if path != Path(__file__)}
    usual = {path: set() if path.is_relative_to(PACKAGE) else IN_TESTS for path in found}
    rest = [
        (name_of(path), word) for path in found for word in found[path] if word.split()[1].lower() not in usual[path]
    ]
    assert rest == []


def test_what_breaks_the_order_would_be_seen() -> None:
    assert retired_words("a\nclass CrewOfThree: # the salt\n") == ["2: Crew", "2: salt"]
    assert retired_words("def _mended(memo_file): 'saltpan'") == ["1: mended", "1: memo"]
    assert [name for _, name in bound_names(ast.parse("one = lambda two: two"))] == ["one", "two"]
    for binding in ("one = 1", "lambda one: 1", "[2 for one in 3]", "def f(*one): ...", "class A:\n  one: int = 4"):
        assert may_bind("one", binding)
    assert not may_bind("one", "'one'  # one\nf(one=1).one")

"""`tests/unit` mirrors the package: who changes `kei_site/room/name.py` runs `tests/unit/room/test_name.py`.

A module without a test of its own stands in `ELSEWHERE` under what tests it instead. A module that gets its test leaves
the list: a line that has become false fails, too.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE, UNIT = ROOT / "kei_site", ROOT / "tests" / "unit"

ELSEWHERE: Mapping[str, str] = {
    "tests/markup and tests/unit/source/test_markdown_markup.py: each rule of the Markdown has its block there": """
        source/attributes source/blocks source/boxes source/directives source/draft source/elements
        source/footnotes source/headings source/limits source/linking source/marks source/markup source/pictures
        source/pieces source/raw_html source/running_text source/shapes source/writing""",
    "tests/test_bad_input.py: each problem of a file has its case there": """
        diagnostics source/images source/kinds source/readers source/reread values yaml_faults""",
    "tests/incremental: the law, the mutants and the edits run whole builds": """
        bodies build keeping plan/inputs plan/plan planning report run salt settling sources""",
    "tests/test_golden.py: each kind of page has its site there": """
        model/brief model/library model/views/common model/views/feeds model/views/files model/views/listings
        model/views/pages model/views/search plan/awaited plan/briefs plan/feeds plan/files plan/indexes
        plan/search plan/site plan/texts render/images render/recipes render/tools""",
    "tests/unit/render/test_feeds.py and test_feed_mends.py: all forms of a feed side by side": """
        render/atom render/feed_text render/feed_tree render/rss""",
    "tests/unit/render/test_search.py: an index is asked as the browser asks it": """
        render/canonical render/pagefind""",
    "tests/unit/render/test_metadata.py: the head of a page as readers of metadata see it": """
        render/policy render/scholar render/structured""",
    "tests/unit/render/test_digest_mail.py: a mail holds both": """
        plan/digest render/digest_html""",
    "tests/unit/preview/test_session.py and test_server.py: a session without waiting": """
        preview/answers preview/forecast preview/glimpse""",
    "tests/unit/commands: through the commands that use them": """
        commands/fix commands/formats commands/options commands/parser commands/show published_feeds""",
    "tests/test_docs.py: the generated page": """
        codes commands/reference""",
    "nothing to test but that it is used": """
        __main__ clock core/errors memory progress render/words/catalogue theme""",
    "to do: its functions are named in no test": """
        urls""",
}
"""What tests a module -> the modules that it tests."""

BESIDE = (
    "bench/test_corpus",
    "bench/test_known_items",
    "markdown/parser/test_markdown_it",
    "render/test_feed_mends",
    "render/test_feed_readers",
    "render/test_feed_rules",
    "render/test_feeds",
    "render/test_words",
    "source/test_markdown_markup",
    "source/test_no_word_lost",
)
"""Unit tests of no single module: of a contract, of what several modules do together, or of a helper of tests."""

LISTED = [name for names in ELSEWHERE.values() for name in names.split()]
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py")
TESTS = sorted(UNIT.rglob("test_*.py"))


def name_of(path: Path) -> str:
    """Return `room/name` of a module."""
    return path.relative_to(PACKAGE).with_suffix("").as_posix()


def mirrored(name: str) -> Path:
    """Return where the test of a module is."""
    room, _, last = name.rpartition("/")
    return UNIT / room / f"test_{last}.py"


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_has_its_test_or_is_listed(module: Path) -> None:
    name = name_of(module)
    assert mirrored(name).is_file() != (name in LISTED)


@pytest.mark.parametrize("test", TESTS, ids=lambda path: path.relative_to(UNIT).as_posix())
def test_a_unit_test_has_its_module_or_is_listed(test: Path) -> None:
    name = test.relative_to(UNIT).with_suffix("").as_posix()
    modules = {mirrored(name_of(module)) for module in MODULES}
    assert (test in modules) != (name in BESIDE)


def test_the_lists_name_what_is_there_once() -> None:
    assert sorted(LISTED) == sorted(set(LISTED) & set(map(name_of, MODULES)))
    assert set(BESIDE) <= {path.relative_to(UNIT).with_suffix("").as_posix() for path in TESTS}

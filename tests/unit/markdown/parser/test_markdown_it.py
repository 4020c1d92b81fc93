"""The parts of markdown-it-py and its plugins that our parser relies on without a promise in their documentation.

One minor version is pinned in `pyproject.toml`. To try another one, change the range there and `TESTED` here: a test
that fails names the part that has moved, and where we use it. The tests of `tests/markup` then say whether texts are
still read alike.
"""

import re
from importlib.metadata import version
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from markdown_it import MarkdownIt, rules_inline
from markdown_it.rules_block import StateBlock, lheading
from markdown_it.rules_inline import StateInline, text

from kei_site.markdown.parser import parser as markup
from kei_site.markdown.state import ParseState

TESTED = {"markdown-it-py": "4.3", "mdit-py-plugins": "0.7"}
PROJECT = Path(__file__).resolve().parents[4] / "pyproject.toml"
NOTHING_TO_END = "a\n\nb\n"


def block_state(body: str) -> StateBlock:
    return StateBlock(body, MarkdownIt(), {}, [])


def environment_of(body: str) -> dict[str, Any]:
    return ParseState(path="content/briefs/a.md", first_line=1, lines=body.split("\n")).environment


@pytest.mark.parametrize(("library", "tested"), TESTED.items())
def test_the_pinned_minor_version_is_the_one_that_runs(library: str, tested: str) -> None:
    major, minor = tested.split(".")
    pin = f'"{library}>={tested},<{major}.{int(minor) + 1}"'
    assert version(library).startswith(f"{tested}."), f"{library} {version(library)} runs, but only {tested} is tested"
    assert pin in PROJECT.read_text(encoding="utf-8"), f"pyproject.toml has to pin the tested version: {pin}"


def test_the_text_rule_stops_where_terminator_re_says() -> None:
    parser = MarkdownIt()
    parser.inline.terminator_re = re.compile("x")
    state = StateInline("a#b*cxd", parser, {}, [])
    text(state, False)
    assert state.pos == 5, (
        "ParserInline.terminator_re no longer decides where text ends, so the first character of what follows cannot "
        "select the rule: see `_set_inline_rules`"
    )


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("bMarks", [0, 4, 12, 13]),
        ("eMarks", [3, 11, 12, 13]),
        ("tShift", [0, 2, 0, 0]),
        ("sCount", [0, 4, 0, 0]),
    ],
)
def test_lines_are_measured_in_lists(name: str, values: list[int]) -> None:
    found = getattr(block_state("> a\n \tb & c\n\n"), name, None)
    assert found == values, (
        f"StateBlock.{name} no longer holds a number for each line (start, end, characters and columns of indent): "
        "every block rule of ours reads lines by these lists"
    )


@pytest.mark.parametrize(
    ("name", "value"), [("blkIndent", 0), ("lineMax", 3), ("listIndent", -1), ("parentType", "root"), ("level", 0)]
)
def test_a_block_state_begins_at_the_root(name: str, value: object) -> None:
    found = getattr(block_state(NOTHING_TO_END), name, None)
    assert found == value, f"StateBlock.{name} has another meaning: see `directives` and `short_paragraph`"


def test_indented_code_is_looked_for_while_a_rule_named_code_is_active() -> None:
    parser = MarkdownIt()
    parser.block.ruler.enableOnly(["code"])
    assert StateBlock("    a\n", parser, {}, []).is_code_block(0), "is_code_block: see `_set_block_rules`"
    parser.block.ruler.enableOnly(["paragraph"])
    assert not StateBlock("    a\n", parser, {}, []).is_code_block(0), "is_code_block: see `_set_block_rules`"


def test_the_rule_of_underlined_headings_leaves_its_parent_type_behind() -> None:
    state = block_state(NOTHING_TO_END)
    assert not lheading(state, 0, 3, False)
    assert state.parentType == "paragraph", (
        "lheading no longer leaves `paragraph` in StateBlock.parentType: `short_paragraph` sets it to do the same"
    )


@pytest.mark.parametrize("chain", ["paragraph", "reference", "blockquote", "list"])
def test_the_rules_that_end_a_block_are_asked_for_by_its_name(chain: str) -> None:
    parser = markup.parser()
    body = {
        "paragraph": "a\nb\n",
        "reference": "[a]: b\nc\n",
        "blockquote": "> a\nb\n",
        "list": "- a\n- b\n",
    }[chain]
    ruler = parser.block.ruler
    with mock.patch.object(ruler, "getRules", wraps=ruler.getRules) as asked:
        parser.block.parse(body, parser, environment_of(body), [])
    assert mock.call(chain) in asked.call_args_list, (
        f"markdown-it no longer asks for the chain {chain!r} of rules: `_set_block_rules` puts into it what may end "
        "such a block"
    )


def test_pairs_are_matched_by_rules_of_these_names() -> None:
    rules = MarkdownIt().inline.ruler2.get_all_rules()
    assert {"balance_pairs", "strikethrough", "emphasis"} <= set(rules), "ruler2: see `_set_inline_rules`"


def test_text_waits_in_pending_until_a_token_is_pushed() -> None:
    state = StateInline("https://e.org", MarkdownIt(), {}, [])
    state.append_pending("see https")
    state.pending = state.pending[: -len("https")]
    state.push("text", "", 0)
    assert [token.content for token in state.tokens] == ["see ", ""], "StateInline.pending: see `bare_address`"
    assert state.linkLevel == 0, "StateInline.linkLevel: see `bare_address`"


def test_delimiters_can_be_changed_after_the_rule() -> None:
    state = StateInline("a*b", MarkdownIt(), {}, [])
    state.pos = 1
    assert rules_inline.emphasis.tokenize(state, False)
    (delimiter,) = state.delimiters
    delimiter.open = delimiter.close = False
    assert state.tokens[-1].content == "*", "StateInline.delimiters: see `emphasis`"


def test_the_plugin_of_definition_lists_adds_one_rule_of_the_name_deflist() -> None:
    assert "deflist" in markup.parser().block.ruler.get_all_rules(), "deflist: see `_deflist_rule`"


def test_references_and_footnotes_are_kept_in_the_environment() -> None:
    body = "[a]: b\n[a]: c\n\n[^d]: e\n"
    environment = environment_of(body)
    markup.parser().block.parse(body, markup.parser(), environment, [])
    assert environment["references"]["A"]["map"] == [0, 1], "env['references']: see `document`, LNK06"
    assert [again["map"] for again in environment["duplicate_refs"]] == [[1, 2]], "env['duplicate_refs']: LNK04"
    assert environment["footnotes"]["refs"] == {":d": -1}, "env['footnotes']: see the rule of footnote references"


def test_links_by_reference_keep_their_label() -> None:
    state = ParseState(path="content/briefs/a.md", first_line=1, lines=["[a]"])
    state.environment["references"] = {"A": {"href": "/b", "title": "", "map": [0, 1]}}
    tokens = markup.inline_tokens(state, "[a]")
    assert tokens[0].meta["label"] == "A", "store_labels: LNK06 would report every reference as unused"

"""A Markdown body -> markdown-it's tokens: CommonMark, tables, strikethrough, footnotes, definition lists, directives.
Source room.

markdown-it-py tries every rule at every character; here the first character selects the few rules that can match,
which halves the time. Text that no rule can hold stays text, so no word vanishes.

This relies on parts of markdown-it-py that its documentation does not promise, so one minor version is pinned;
`test_markdown_it.py` says which parts, and what breaks without them.
"""

import functools
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from markdown_it import MarkdownIt, rules_block, rules_inline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote.index import footnote_def

from kei_site.source import marks
from kei_site.source.blocks import fence, html_block, place_of_line
from kei_site.source.directives import directive
from kei_site.source.draft import Draft
from kei_site.source.limits import MAX_NESTING, REFUSED_NESTING
from kei_site.source.paragraphs import short_paragraph
from kei_site.source.tables import table

BlockRule = Callable[[StateBlock, int, int, bool], bool]
InlineRule = Callable[[StateInline, bool], bool]
BlockTable = Mapping[str, tuple[BlockRule, ...]]

PARSER_NESTING: Final = 70
"""The parser's own limit. Ours is reached first in blocks; inline, the parser keeps the text beyond it."""
_CHAINS = ("paragraph", "reference", "blockquote", "list")


class _Parser(MarkdownIt):
    """The parser with addresses left as they are written: `references` judges them and says what is wrong."""

    def validateLink(self, url: str) -> bool:  # noqa: N802
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


@functools.cache
def parser() -> MarkdownIt:
    """Return the parser of this process."""
    options = {"html": True, "typographer": False, "linkify": False, "store_labels": True, "maxNesting": PARSER_NESTING}
    made = _Parser("js-default", options).use(deflist_plugin)
    _set_inline_rules(made)
    _set_block_rules(made)
    return made


def block_tokens(draft: Draft, body: str) -> list[Token]:
    """Return the blocks of `body`; the text in them is not parsed yet. Raises TooSlowError."""
    tokens: list[Token] = []
    parser().block.parse(body, parser(), draft.environment, tokens)
    return tokens


def inline_tokens(text: str, environment: dict[str, Any]) -> list[Token]:
    """Return the parsed inline text of a block. Raises TooSlowError."""
    tokens: list[Token] = []
    parser().inline.parse(text, parser(), environment, tokens)
    return tokens


def _set_inline_rules(made: MarkdownIt) -> None:
    strikethrough, emphasis = rules_inline.strikethrough.tokenize, rules_inline.emphasis.tokenize
    table: dict[str, tuple[InlineRule, ...]] = {
        "\n": (rules_inline.newline,),
        "\\": (rules_inline.escape,),
        "`": (rules_inline.backtick,),
        "~": (strikethrough,),
        "*": (emphasis,),
        "_": (emphasis,),
        "&": (rules_inline.entity,),
        "[": (marks.link, marks.note_mark),
        "!": (marks.image,),
        "^": (marks.note_inline,),
        "<": (marks.autolink, marks.html_inline),
        "{": (marks.shortcode,),
    }
    made.inline.ruler.push("by_mark", _by_mark(table, rules_inline.text))
    made.inline.ruler.enableOnly(["by_mark"])
    made.inline.ruler2.enableOnly(["balance_pairs", "strikethrough", "emphasis"])
    made.inline.terminator_re = re.compile("[" + re.escape("".join(table)) + "\\]]")


def _by_mark(table: Mapping[str, tuple[InlineRule, ...]], text: InlineRule) -> InlineRule:
    def by_mark(state: StateInline, silent: bool) -> bool:
        rules = table.get(state.src[state.pos])
        if rules is None:
            return text(state, silent)
        state.env["draft"].tick()
        for rule in rules:  # noqa: SIM110 - see _is_read
            if rule(state, silent):
                return True
        return False

    return by_mark


def _set_block_rules(made: MarkdownIt) -> None:
    ruler = made.block.ruler
    deflist = _deflist_rule(made)
    nesting = (rules_block.blockquote, rules_block.list_block, footnote_def, deflist, directive)
    quote, items, note, definitions, container = map(_nested, nesting)
    hr = rules_block.hr
    starts: dict[str, tuple[BlockRule, ...]] = {
        "`": (fence,),
        "~": (fence,),
        ">": (quote,),
        "*": (hr, items),
        "-": (hr, items),
        "_": (hr,),
        "+": (items,),
        "[": (note, rules_block.reference),
        "<": (html_block,),
        "#": (rules_block.heading,),
        ":": (container,),
        **dict.fromkeys("0123456789", (items,)),
    }
    rest = (rules_block.lheading, definitions, rules_block.paragraph)
    # The parser looks for indented code only while a rule of the name "code" is active.
    ruler.at("code", _by_start(starts, (rules_block.code,), rest))
    for chain in _CHAINS:
        ruler.push(f"ends_{chain}", _ends(_enders(starts, definitions, chain)), {"alt": [chain]})
    ruler.push("table_ends", _silent_only(table), {"alt": ["paragraph", "reference"]})
    ruler.enableOnly(["code", "table_ends", *(f"ends_{chain}" for chain in _CHAINS)])


def _deflist_rule(made: MarkdownIt) -> BlockRule:
    """Return the rule of definition lists, which its plugin keeps inside a function."""
    made.block.ruler.enableOnly(["deflist"])
    (rule,) = made.block.ruler.getRules("")
    return rule


def _by_start(starts: BlockTable, indented: tuple[BlockRule, ...], rest: tuple[BlockRule, ...]) -> BlockRule:
    full = {mark: (table, *rules, short_paragraph, *rest) for mark, rules in starts.items()}
    usual = (short_paragraph, table, *rest)

    def by_start(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        if silent:
            return False
        state.env["draft"].tick()
        start = state.bMarks[line] + state.tShift[line]
        rules = indented if state.is_code_block(line) else full.get(state.src[start : start + 1], usual)
        return _is_read(rules, state, line, end, False)

    return by_start


def _is_read(rules: tuple[BlockRule, ...], state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Ask the rules in turn; tell whether one reads the block, or would."""
    for rule in rules:  # noqa: SIM110 - a generator costs as much as most of the rules
        if rule(state, line, end, silent):
            return True
    return False


def _enders(starts: BlockTable, definitions: BlockRule, chain: str) -> BlockTable:
    """Return the rules that may end a block of a kind, as CommonMark has it: only some break into lists and quotes."""
    if chain == "list":
        return {mark: starts[mark][:1] for mark in "`~>*-_:"}
    notes = {} if chain == "blockquote" else {"[": starts["["][:1]}
    lists = {mark: (*starts[mark], definitions) for mark in ":~"}
    return {**starts, "[": (), **notes, **lists}


def _ends(enders: BlockTable) -> BlockRule:
    def ends(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        if not silent:
            return False
        state.env["draft"].tick()
        start = state.bMarks[line] + state.tShift[line]
        return _is_read(enders.get(state.src[start : start + 1], ()), state, line, end, True)

    return ends


def _silent_only(rule: BlockRule) -> BlockRule:
    def silent_only(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        return silent and rule(state, line, end, True)

    return silent_only


def _nested(rule: BlockRule) -> BlockRule:
    """Return `rule` with our own limit of nesting: beyond it, a marker is text."""

    def nested(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        draft: Draft = state.env["draft"]
        if silent:
            return rule(state, line, end, True)
        if draft.depth >= REFUSED_NESTING:
            return False
        draft.depth += 1
        try:
            matched = rule(state, line, end, False)
        finally:
            draft.depth -= 1
        if matched and draft.depth == MAX_NESTING and not draft.is_nesting_reported:
            draft.is_nesting_reported = True
            draft.report(
                "MD02",
                place_of_line(state, line),
                f"more than {MAX_NESTING} lists, quotes and directives inside each other",
                fix="flatten the text",
            )
        return matched

    return nested

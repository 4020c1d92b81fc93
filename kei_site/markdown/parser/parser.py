"""A Markdown body -> markdown-it's tokens: CommonMark, tables, strikethrough, footnotes, definition lists, directives.

The first character selects the few rules that can match, which halves the time. One minor version of markdown-it-py
is pinned, because this relies on parts of it without a promise: `test_markdown_it.py` names them.
"""

import functools
import re
from collections.abc import Callable, Mapping
from typing import Final

from markdown_it import MarkdownIt, rules_block, rules_inline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin

from kei_site.core.budget import OverBudgetError
from kei_site.core.limits import LIMITS
from kei_site.markdown.parser import bare_addresses, inline_rules
from kei_site.markdown.parser.block_rules import fence, html_block, list_block, position_of_line, reference
from kei_site.markdown.parser.citations import bare_key, citation
from kei_site.markdown.parser.directives import directive
from kei_site.markdown.parser.emphasis import emphasis, strikethrough
from kei_site.markdown.parser.footnotes import footnote_def
from kei_site.markdown.parser.literal_marks import report_literal_marks
from kei_site.markdown.parser.mathematics import mathematics
from kei_site.markdown.parser.short_paragraph import short_paragraph
from kei_site.markdown.parser.tables import table
from kei_site.markdown.state import ParseState

BlockRule = Callable[[StateBlock, int, int, bool], bool]
BlockTable = Mapping[str, tuple[BlockRule, ...]]
"""Rules to try, by the first character of a block."""
InlineTable = Mapping[str, tuple[inline_rules.InlineRule, ...]]

_PARSER_NESTING: Final = 70
"""markdown-it's own limit. Ours is reached first in blocks; inline, markdown-it keeps the text beyond its limit."""
_MOST_PARTS: Final = LIMITS.parts.most
"""Each takes some 300 bytes. The number is looked at for every part, and so stands here."""
_CHAINS = ("paragraph", "reference", "blockquote", "list")
"""Kinds of blocks that another block may end."""


class _Parser(MarkdownIt):
    """Leaves addresses as they are written: `html.addresses` checks them and reports what is wrong."""

    def validateLink(self, url: str) -> bool:  # noqa: N802
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


@functools.cache
def parser() -> MarkdownIt:
    """Return the parser of this process."""
    options = {"html": True, "store_labels": True, "maxNesting": _PARSER_NESTING}
    md = _Parser("js-default", options).use(deflist_plugin)
    _set_inline_rules(md)
    _set_block_rules(md)
    return md


def block_tokens(state: ParseState, body: str) -> list[Token]:
    """Return the blocks of `body`; the text in them is not parsed yet. Raises OverBudgetError."""
    tokens: list[Token] = []
    parser().block.parse(body, parser(), state.environment, tokens)
    return tokens


def inline_tokens(state: ParseState, text: str) -> list[Token]:
    """Return the parsed inline text of a block. Raises OverBudgetError."""
    tokens: list[Token] = []
    state.has_runs, state.has_www = False, "www." in text
    parser().inline.parse(text, parser(), state.environment, tokens)
    if state.has_runs:
        report_literal_marks(state, text, tokens)
    return tokens


def _set_inline_rules(md: MarkdownIt) -> None:
    rules: InlineTable = {
        "\n": (rules_inline.newline,),
        "\\": (rules_inline.escape,),
        "`": (rules_inline.backtick,),
        "~": (strikethrough,),
        "*": (emphasis,),
        "_": (emphasis,),
        "&": (rules_inline.entity,),
        "[": (citation, inline_rules.link, inline_rules.note_ref),
        "]": (inline_rules.bracket_end,),
        "!": (inline_rules.image,),
        "^": (inline_rules.note_inline,),
        "<": (inline_rules.autolink, inline_rules.html_inline),
        "{": (inline_rules.shortcode,),
        ":": (bare_addresses.bare_address,),
        "@": (bare_addresses.bare_mail_address, bare_key),
        "$": (mathematics,),
    }
    md.inline.ruler.push("by_char", _by_char(rules))
    md.inline.ruler.enableOnly(["by_char"])
    md.inline.ruler2.enableOnly(["balance_pairs", "strikethrough", "emphasis"])
    md.inline.terminator_re = re.compile("[" + re.escape("".join(rules)) + "]")


def _by_char(table: InlineTable) -> inline_rules.InlineRule:
    """Return a rule that tries the rules which `table` has for the next character."""

    def by_char(inline: StateInline, silent: bool) -> bool:
        rules = table.get(inline.src[inline.pos])
        if rules is None:
            return bare_addresses.text(inline, silent)
        inline.env["state"].budget.tick()
        if len(inline.tokens) > _MOST_PARTS:
            raise OverBudgetError(LIMITS.parts)
        for rule in rules:  # noqa: SIM110 - a generator costs as much as most of the rules
            if rule(inline, silent):
                return True
        return False

    return by_char


def _set_block_rules(md: MarkdownIt) -> None:
    ruler = md.block.ruler
    holders = (rules_block.blockquote, list_block, footnote_def, _deflist_rule(md), directive)
    quote, items, note, definitions, container = map(_limited, holders)
    hr = rules_block.hr
    starts: BlockTable = {
        "`": (fence,),
        "~": (fence,),
        ">": (quote,),
        "*": (hr, items),
        "-": (hr, items),
        "_": (hr,),
        "+": (items,),
        "[": (note, reference),
        "<": (html_block,),
        "#": (rules_block.heading,),
        ":": (container,),
        **dict.fromkeys("0123456789", (items,)),
    }
    rest = (rules_block.lheading, definitions, rules_block.paragraph)
    # markdown-it looks for indented code only while a rule of the name "code" is active.
    ruler.at("code", _by_start(starts, (rules_block.code,), rest))
    for chain in _CHAINS:
        ruler.push(f"ends_{chain}", _ends(_enders(starts, definitions, chain)), {"alt": [chain]})
    ruler.push("table_ends", _silent_only(table), {"alt": ["paragraph", "reference"]})
    ruler.enableOnly(["code", "table_ends", *(f"ends_{chain}" for chain in _CHAINS)])


def _deflist_rule(md: MarkdownIt) -> BlockRule:
    """Return the rule of definition lists, which its plugin keeps inside a function."""
    md.block.ruler.enableOnly(["deflist"])
    (rule,) = md.block.ruler.getRules("")
    return rule


def _by_start(starts: BlockTable, indented: tuple[BlockRule, ...], rest: tuple[BlockRule, ...]) -> BlockRule:
    """Return a rule that tries the rules for the first character of a block, then `rest`; or those of indented code."""
    full = {char: (table, *rules, short_paragraph, *rest) for char, rules in starts.items()}
    usual = (short_paragraph, table, *rest)

    def by_start(block: StateBlock, line: int, end: int, silent: bool) -> bool:
        if silent:
            return False
        block.env["state"].budget.tick()
        if len(block.tokens) > _MOST_PARTS:
            raise OverBudgetError(LIMITS.parts)
        rules = indented if block.is_code_block(line) else full.get(_first_char(block, line), usual)
        for rule in rules:  # noqa: SIM110 - a generator costs as much as most of the rules
            if rule(block, line, end, False):
                return True
        return False

    return by_start


def _first_char(block: StateBlock, line: int) -> str:
    start = block.bMarks[line] + block.tShift[line]
    return block.src[start : start + 1]


def _enders(starts: BlockTable, definitions: BlockRule, chain: str) -> BlockTable:
    """Return the rules that may end a block of the kind `chain` (CommonMark: few may interrupt lists and quotes)."""
    if chain == "list":
        return {char: starts[char][:1] for char in "`~>*-_:"}
    notes = {} if chain == "blockquote" else {"[": starts["["][:1]}
    lists = {char: (*starts[char], definitions) for char in ":~"}
    return {**starts, "[": (), **notes, **lists}


def _ends(enders: BlockTable) -> BlockRule:
    """Return a rule that only says whether one of `enders` would begin a block in a line."""

    def ends(block: StateBlock, line: int, end: int, silent: bool) -> bool:
        if not silent:
            return False
        block.env["state"].budget.tick()
        for rule in enders.get(_first_char(block, line), ()):  # noqa: SIM110 - see `by_start`
            if rule(block, line, end, True):
                return True
        return False

    return ends


def _silent_only(rule: BlockRule) -> BlockRule:
    def silent_only(block: StateBlock, line: int, end: int, silent: bool) -> bool:
        return silent and rule(block, line, end, True)

    return silent_only


def _limited(rule: BlockRule) -> BlockRule:
    """Return `rule` with our own limit of nesting: beyond it, a marker is text."""

    def limited(block: StateBlock, line: int, end: int, silent: bool) -> bool:
        state: ParseState = block.env["state"]
        if silent:
            return rule(block, line, end, True)
        if state.depth >= LIMITS.read_nesting.most:
            return False
        state.depth += 1
        try:
            is_read = rule(block, line, end, False)
        finally:
            state.depth -= 1
        if is_read and state.depth == LIMITS.nesting.most and not state.is_nesting_reported:
            state.is_nesting_reported = True
            message = f"more than {LIMITS.nesting} of lists, quotes and directives"
            state.report("MD02", position_of_line(block, line), message, fix="flatten the text")
        return is_read

    return limited

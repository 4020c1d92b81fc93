"""Tokens of blocks -> diagnostics of what CommonMark reads otherwise than it looks (MD11)."""

import re

from markdown_it.token import Token

from kei_site.markdown.positions import first_line
from kei_site.markdown.state import ParseState

_SENTENCE_END = tuple(".,;:!?…。！？：")  # noqa: RUF001 - the wide forms of Chinese, Japanese and Korean
_ITEM = re.compile(r"[ \t>]*[-+*][ \t]+([^\W\d_]|\d)")


def report_traps(state: ParseState, tokens: list[Token]) -> None:
    """Report headings, lists and numbers that the writer may not have meant."""
    lists: list[tuple[int, list[str]]] = []
    for index, token in enumerate(tokens):
        kind = token.type
        if kind == "heading_open" and token.markup == "-":
            _report_underline(state, tokens[index + 1])
        elif kind == "bullet_list_open" and index:
            _report_bullets(state, tokens, index)
        elif kind == "ordered_list_open":
            lists.append((first_line(token), []))
        elif kind == "list_item_open" and token.info:
            lists[-1][1].append(token.info)
        elif kind == "ordered_list_close":
            _report_numbers(state, *lists.pop())


def _report(state: ParseState, line: int, message: str, *, found: str, fix: str) -> None:
    state.report("MD11", state.line_start(line), message, found=found, fix=fix)


def _report_underline(state: ParseState, inline: Token) -> None:
    """Report a line of dashes that makes a heading out of a sentence or of several lines."""
    if inline.map and ("\n" in inline.content or inline.content.endswith(_SENTENCE_END)):
        fix = "write a blank line before the dashes for a rule, or ## before a heading"
        _report(state, inline.map[1], "this line makes the text above a heading", found="---", fix=fix)


def _report_bullets(state: ParseState, tokens: list[Token], index: int) -> None:
    """Report a list that stands after a numbered item instead of in it, or that begins in the middle of a sentence."""
    before, line = tokens[index - 1], first_line(tokens[index])
    text = state.lines[line]
    if before.type == "ordered_list_close" and before.level == 0 and text.startswith(" "):
        fix = "indent it as far as the words of the numbered item: by three blanks or more"
        _report(state, line, "this list is not inside the numbered item above", found=text.strip(), fix=fix)
    elif before.type == "paragraph_close" and before.level == 0 and _is_in_sentence(state, tokens, index, line):
        fix = "write \\ before the sign, or a blank line before a list"
        _report(state, line, "a list begins in the middle of a sentence", found=text.strip(), fix=fix)


def _is_in_sentence(state: ParseState, tokens: list[Token], index: int, line: int) -> bool:
    """Return whether a list of one item goes on with the sentence of the paragraph before it, in the next line."""
    paragraph, first = tokens[index - 2], _ITEM.match(state.lines[line])
    is_next_line = paragraph.map is not None and paragraph.map[1] == line
    if not is_next_line or paragraph.content.endswith(_SENTENCE_END) or first is None or first[1].isupper():
        return False
    items = (token for token in tokens[index + 1 :] if token.level <= tokens[index].level + 1)
    kinds = [token.type for token, _ in zip(items, range(3), strict=False)]
    return kinds == ["list_item_open", "list_item_close", "bullet_list_close"]


def _report_numbers(state: ParseState, line: int, numbers: list[str]) -> None:
    """Report numbers of a list that are published as other ones; a list with one number everywhere is to be counted."""
    values = [int(number) for number in numbers]
    for step, value in enumerate(values):
        if value != values[0] + step and len(set(values)) > 1:
            message = f"item {numbers[step]} of this list is published as {values[0] + step}"
            fix = f"write \\ before the dot to keep the number: {numbers[step]}\\."
            _report(state, line, message, found=", ".join(numbers), fix=fix)
            return

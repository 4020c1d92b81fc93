"""Tokens of lists -> diagnostics of items, lists and numbers that are published otherwise than they look (MD11)."""

import re
from typing import NamedTuple

from markdown_it.token import Token

from kei_site.markdown.parser.sentences import ends_sentence, goes_on
from kei_site.markdown.positions import first_line
from kei_site.markdown.state import ParseState

_FIRST_WORD = re.compile(r"[ \t>]*(?:[-+*]|[0-9]{1,9}[.)])[ \t]+([^\W_])")
_STRAY_MARK = re.compile(r"[^*]*[^\W\d]\*(?![*\w]).*|[^*]*[^\W\d]\*(?=[^\x00-\x7f])[^*]*", re.DOTALL)
_INDENTS = (" ", "\t", ">")
_YEARS = range(1800, 2200)
_BLANKS = re.compile(r"[ \t]+")


class _Item(NamedTuple):
    """An item of a list."""

    line: int
    """Index in the body."""
    column: int
    """Index in that line where its sign begins."""
    sign: str
    """Such as `-` or `2.`."""


class ListTraps:
    """Reads the lists of a text in their order. `state` takes the diagnostics, `tokens` are those of the blocks."""

    def __init__(self, state: ParseState, tokens: list[Token]) -> None:
        self._state, self._tokens = state, tokens
        self._open: list[list[int]] = []
        """The indexes of the items of each list that is open, outermost first."""
        self._closed: list[int] = []
        """Those of the list that closed last."""

    def open_list(self, index: int) -> None:
        """Begin the list that opens at an index; report where it stands."""
        self._open.append([])
        before = self._tokens[index - 1] if index else None
        if before is None or before.level != self._tokens[index].level:
            return
        if before.type in ("bullet_list_close", "ordered_list_close"):
            item, first = self._item(index + 1), self._item(self._closed[0])
            if self._is_deeper(item, first):
                self._report_outside(item, self._item(self._closed[-1]))
        elif before.type == "paragraph_close" and before.level == 0 and self._is_in_sentence(index):
            fix = "write \\ before the sign, or a blank line before a list"
            self._report(self._item(index + 1), "a list begins in the middle of a sentence", fix)

    def open_item(self, index: int) -> None:
        """Add the item that opens at an index."""
        self._open[-1].append(index)

    def close_list(self, _: int) -> None:
        """End a list; report its first item that is published otherwise than it looks."""
        self._closed = self._open.pop()
        tokens = [self._tokens[index] for index in self._closed]
        is_counted = bool(tokens[0].info)
        self._report_stray_mark(tokens)
        if is_counted or any(self._state.lines[first_line(token)][:1] in _INDENTS for token in tokens):
            self._report_items([self._item(index) for index in self._closed], is_counted=is_counted)

    def _report_stray_mark(self, items: list[Token]) -> None:
        """Report the sign of a list's only item if emphasis was meant: `* words*` has a blank too many."""
        inline = self._tokens[self._closed[0] + 2] if len(items) == 1 and items[0].markup == "*" else None
        if inline is not None and _STRAY_MARK.fullmatch(inline.content):
            self._report(self._item(self._closed[0]), "emphasis that is read as an item", "write no blank after *")

    def _report_items(self, items: list[_Item], *, is_counted: bool) -> None:
        numbers = [int(item.sign[:-1] or 0) for item in items]
        if is_counted and (numbers[0] in _YEARS or (len(items) == 1 and self._is_inside_of_number(items[0]))):
            number, mark = items[0].sign[:-1], items[0].sign[-1]
            fix = f"write \\ before the sign if no list is meant: {number}\\{mark}"
            self._report(items[0], "a number at the beginning is read as that of an item", fix)
            return
        for step, item in enumerate(items):
            is_next = is_counted and numbers[step] == numbers[0] + step
            if not is_next and self._is_deeper(item, items[0]):
                self._report_outside(item, items[step - 1])
                return
            if not is_next and len(set(numbers)) > 1:
                self._report_number(item, numbers[0] + step)
                return

    def _item(self, index: int) -> _Item:
        token = self._tokens[index]
        line, sign, start = first_line(token), token.info + token.markup, 0
        if (
            index > 1
            and self._tokens[index - 2].type == "list_item_open"
            and first_line(self._tokens[index - 2]) == line
        ):
            around = self._item(index - 2)
            start = around.column + len(around.sign)
        return _Item(line, max(self._state.lines[line].find(sign, start), 0), sign)

    def _is_deeper(self, item: _Item, first: _Item) -> bool:
        return self._indent(item) > self._indent(first)

    def _indent(self, item: _Item) -> int:
        return len(self._state.lines[item.line][: item.column].expandtabs(4))

    def _is_inside_of_number(self, item: _Item) -> bool:
        """Return whether a numbered item begins in the line of another one, behind its number."""
        before = self._state.lines[item.line][: item.column].rstrip(" \t")
        return before[-1:] in (".", ")") and before[-2:-1].isdigit()

    def _report_outside(self, item: _Item, above: _Item) -> None:
        blanks = _BLANKS.match(self._state.lines[above.line], above.column + len(above.sign))
        width = len(above.sign) + (len(blanks[0]) if blanks else 1)
        fix = f"begin it below the words of the item above: {width} blanks to the right of its sign {above.sign}"
        self._report(item, "this item is not inside the item above", fix)

    def _report_number(self, item: _Item, value: int) -> None:
        number, mark = item.sign[:-1], item.sign[-1]
        name = "dot" if mark == "." else "bracket"
        fix = f"write \\ before the {name} to keep the number: {number}\\{mark}"
        self._report(item, f"item {number} of this list is published as {value}", fix)

    def _report(self, item: _Item, message: str, fix: str) -> None:
        found = self._state.lines[item.line][item.column :]
        position = (self._state.first_line + item.line, item.column + 1)
        self._state.report("MD11", position, message, found=found, fix=fix)

    def _is_in_sentence(self, index: int) -> bool:
        """Return whether a list goes on with the sentence of the paragraph before it, in the next line."""
        paragraph, line = self._tokens[index - 2], first_line(self._tokens[index])
        first = _FIRST_WORD.match(self._state.lines[line])
        is_next_line = paragraph.map is not None and paragraph.map[1] == line
        if not is_next_line or first is None or first[1].isupper() or ends_sentence(paragraph.content):
            return False
        return goes_on(paragraph.content, first[1]) or self._is_broken(index)

    def _is_broken(self, index: int) -> bool:
        """Return whether a list has one item only, or one that goes on at the left edge as a sentence does."""
        level = self._tokens[index].level
        count = 0
        for token in self._tokens[index + 1 :]:
            if token.level == level:
                break
            count += token.type == "list_item_open" and token.level == level + 1
            if token.type == "inline" and self._is_lazy(token):
                return True
        return count == 1

    def _is_lazy(self, inline: Token) -> bool:
        start, stop = inline.map or [0, 0]
        return any(not line[:1].isspace() for line in self._state.lines[start + 1 : stop])

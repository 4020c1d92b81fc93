"""Formulas in MathML -> formulas in TeX, where the source names them, else words in one line.

A formula that is kept stands in the Markdown as a sign, until no mark of Markdown can be read in it.
"""

import re
from collections.abc import Iterator

from kei_site.importers.html.tree import Element
from kei_site.importers.html.writing import Writing

TAG = "kei-math"
_SIGN, _DOLLAR = ("\ufddb", "\ufddc"), "\ufddd"
"""Noncharacters, which no text holds: around the number of a formula, and for a dollar that begins none."""
_PLACE = re.compile(f"{_SIGN[0]}([0-9]+){_SIGN[1]}")
_BEHIND_SIGN = {"msup": "^", "msub": "_", "mover": "^", "munder": "_", "mroot": "^"}
_CODE = ("pre", "code")
_LEAVES = frozenset("mi mn mo ms mtext".split())
_UNSEEN = frozenset("annotation annotation-xml mphantom mspace".split())
_OPERATORS = str.maketrans("", "", "\u2061\u2062\u2063\u2064")
"""What nobody sees between the letters of a formula."""
_BAR = re.compile(r"\\?\|")


def take_formulas(writing: Writing, body: Element, *, has_mathematics: bool) -> None:
    """Replace the formulas of a tree: by TeX if the text may hold mathematics, else by their words."""
    for formula in [element for element in body.iter() if _local(element) == "math"]:
        tex = _tex_of(formula)
        is_kept = (
            has_mathematics and bool(tex) and not any(True for _ in formula.iterancestors("summary", "pre", "code"))
        )
        if is_kept and _is_read(tex):
            writing.formulas.append(f"$${tex}$$" if formula.get("display") == "block" else f"${tex}$")
            _make(formula, TAG, f"{_SIGN[0]}{len(writing.formulas) - 1}{_SIGN[1]}")
        else:
            words = " ".join(_words(formula)) or tex
            writing.problems.append(f"a formula was written as words: {words[:200]}")
            _make(formula, "span", f" {words} ")
    if writing.formulas:
        _mark_dollars(body)


def with_formulas(writing: Writing, markdown: str) -> str:
    """Return Markdown with the formulas in their places."""
    if not writing.formulas:
        return markdown
    return _PLACE.sub(lambda place: writing.formulas[int(place[1])], markdown.replace(_DOLLAR, "\\$"))


def as_html(writing: Writing, text: str) -> str:
    """Return a text of raw HTML, in which no formula is read: its formulas are code."""
    if not writing.formulas:
        return text
    return _PLACE.sub(lambda place: writing.formulas[int(place[1])].strip("$"), text.replace(_DOLLAR, "$"))


def _tex_of(formula: Element) -> str:
    notes = (note for note in formula.iter() if _local(note) == "annotation" and "tex" in note.get("encoding", ""))
    named = next((note.text_content() for note in notes), "") or formula.get("alttext", "")
    tex = " ".join(named.replace("$", "").split())
    return _BAR.sub(_bar, tex).strip() if _is_inside(formula, "table") else tex


def _bar(found: re.Match[str]) -> str:
    """Return the name of a bar: the sign itself would part the cells of a table."""
    return r"\Vert " if len(found[0]) > 1 else r"\vert "


def _is_read(tex: str) -> bool:
    """Return whether this site can set a formula."""
    from kei_site.markdown.document import read_markdown
    from kei_site.markdown.state import TextOptions

    options = TextOptions(has_mathematics=True)
    read = read_markdown(f"${tex}$", path="", first_line=1, language="en", options=options)
    return not read.diagnostics and "<math" in read.fragment.html


def _make(formula: Element, tag: str, text: str) -> None:
    tail = formula.tail
    formula.clear()
    formula.tag, formula.text, formula.tail = tag, text, tail


def _words(formula: Element) -> Iterator[str]:
    """Yield the parts of a formula: letters, numbers and signs, with `^` and `/` for what stands above and below."""
    name = _local(formula)
    if name in _UNSEEN:
        return
    if name in _LEAVES:
        yield from formula.text_content().translate(_OPERATORS).split()
        return
    if name == "msqrt":
        yield "\u221a"
    for number, part in enumerate(formula):
        if number and name in _BEHIND_SIGN:
            yield _BEHIND_SIGN[name]
        elif number and name == "mfrac":
            yield "/"
        words = [*_words(part)]
        is_grouped = len(words) > 1 and (name == "mfrac" or (number and name in _BEHIND_SIGN))
        yield from ("(", *words, ")") if is_grouped else words


def _mark_dollars(body: Element) -> None:
    for element in body.iter():
        is_in_code = _is_inside(element, *_CODE)
        if element.text and not is_in_code and element.tag not in _CODE:
            element.text = element.text.replace("$", _DOLLAR)
        if element.tail and not is_in_code:
            element.tail = element.tail.replace("$", _DOLLAR)


def _is_inside(element: Element, *tags: str) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _local(element: Element) -> str:
    return element.tag.rpartition(":")[2] if isinstance(element.tag, str) else ""

"""A brief that gets a PDF -> the letters that no font for PDFs has, at their first place (TXT05). Source, pure."""

import functools
import re
from collections.abc import Mapping

from kei_site.core.diagnostics import Diagnostic, Place
from kei_site.core.pdf_letters import letters_diagnostic
from kei_site.core.value import value
from kei_site.model.brief import FrontMatter

_OF_PROGRAM = "\u21a9"
"""Letters that pages have where no text has them: the arrow behind a note."""


_FORMULA = re.compile(r"<math[ >].*?</math>", re.DOTALL)
_MATHEMATICAL = re.compile("[\u0080-\u03ff\u2000-\u2bff\U0001d400-\U0001d7ff]+")
"""Letters and signs that the font of formulas has, which comes with Typst."""


@value
class Letters:
    """A body, and the letters that fonts lack."""

    pattern: str
    """A regular expression of a letter that fonts lack."""
    path: str
    body: str
    first_line: int
    """Of the body in its file."""


def missing_letters(
    letters: Letters, front: FrontMatter, places: Mapping[str, tuple[int, int]], html: str
) -> tuple[Diagnostic, ...]:
    """Return a diagnostic of the letters that fonts lack in the title, the summary or the text; none if none does."""
    find = _compiled(letters.pattern).findall
    shown = (("title", front.title), ("summary", "" if front.summary_is_derived else front.summary))
    for key, text in shown:
        if found := find(text):
            line, column = places.get(key, (1, 1))
            return (letters_diagnostic(found, Place(path=letters.path, line=line, column=column)),)
    words = _FORMULA.sub(lambda formula: _MATHEMATICAL.sub("", formula[0]), html)
    found = [letter for letter in find(words) if letter in letters.body or letter not in _OF_PROGRAM]
    return (letters_diagnostic(found, _first_place(found[0], letters)),) if found else ()


@functools.lru_cache(maxsize=2)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _first_place(letter: str, letters: Letters) -> Place:
    """Return the place of a letter; the beginning of the body for one that is written as an entity."""
    before, found, _ = letters.body.partition(letter)
    line = before.count("\n") if found else 0
    column = len(before) - before.rfind("\n") if found else 1
    return Place(path=letters.path, line=letters.first_line + line, column=column)

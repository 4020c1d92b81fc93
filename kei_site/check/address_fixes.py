"""Diagnostics of addresses -> edits that write their schemes where only one can be meant. Check, pure."""

import re
from collections.abc import Iterable, Iterator

from kei_site.check.edits import Edit
from kei_site.core.diagnostics import Diagnostic

_HOST_AND_PATH = r"(?:[^\W_][\w-]*\.)+[^\W\d_]{2,}(?:[/?#]\S*)?"
"""An address without its scheme."""
_BARE = re.compile(_HOST_AND_PATH)
_MISTYPED = re.compile(rf"<(https?)://({_HOST_AND_PATH})>|(https?)[:;]?/{{0,3}} ?({_HOST_AND_PATH})", re.IGNORECASE)
"""An address in angle brackets, or with signs missing behind its scheme: `http:/a.kr`, `https//a.kr`."""
_OF_VALUES = frozenset({"FM17", "AUT02", "CFG02", "CFG04"})
_OF_TEXTS = frozenset({"LNK02", "IMG01"})


def address_edits(text: str, diagnostics: Iterable[Diagnostic]) -> Iterator[Edit]:
    """Yield the whole address for each without one: where an address is asked for, and for links of texts.

    In texts `a.kr/b` may be a file: only `www.` tells an address without a scheme.
    """
    for diagnostic in diagnostics:
        place, found = diagnostic.place, diagnostic.found
        if diagnostic.code in _OF_VALUES and "address" in diagnostic.message + diagnostic.fix:
            if whole := _whole(found):
                yield Edit(line=place.line, column=place.column, old=found, new=whole)
        elif diagnostic.code in _OF_TEXTS and (whole := _whole_in_text(found)):
            yield from _link(text, diagnostic, whole)


def _whole(written: str) -> str:
    """Return the address that was meant; empty if that is not certain, or if nothing is missing."""
    bare = written.removeprefix("//")
    if _BARE.fullmatch(bare):
        return f"https://{bare}"
    parts = _MISTYPED.fullmatch(written)
    whole = f"{(parts[1] or parts[3]).lower()}://{parts[2] or parts[4]}" if parts else ""
    return "" if whole.lower() == written.lower() else whole


def _whole_in_text(written: str) -> str:
    return _whole(written) if written.lower().startswith(("www.", "//www.", "http", "<http")) else ""


def _link(text: str, diagnostic: Diagnostic, whole: str) -> Iterator[Edit]:
    """Yield the edit of a link at its place; of a link by reference, that of the definition."""
    lines, found = text.split("\n"), re.escape(diagnostic.found)
    number, start = diagnostic.place.line, diagnostic.place.column - 1
    here = re.compile(rf"\]\(\s*<?({found})(?=[\s>)])|\b(?:href|src)=[\"']?({found})(?=[\s\"'>])")
    at = here.search(lines[number - 1], start) if number <= len(lines) else None
    if at is None:
        definition = re.compile(rf" {{0,3}}\[[^\]]+\]:\s*<?({found})(?=[\s>]|$)")
        defined = ((line, match) for line, words in enumerate(lines, 1) if (match := definition.match(words)))
        number, at = next(defined, (0, None))
    if at:
        column = at.start(1 if at[1] else at.lastindex or 1) + 1
        yield Edit(line=number, column=column, old=diagnostic.found, new=whole, is_text=True)

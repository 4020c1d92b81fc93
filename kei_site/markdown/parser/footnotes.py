"""Definitions of footnotes, `[^label]: text` -> tokens. Unlike those of the plug-in, labels may hold blanks.

As in GitHub Flavored Markdown, `[^Note]` and `[^note]` are the same label.
"""

import re
from unicodedata import normalize

from markdown_it.rules_block import StateBlock
from mdit_py_plugins.footnote.index import footnote_def as plain_footnote_def

LABEL = r"\[\^((?=[^\]\n]{1,200}\])[ \t\u00a0]*+[^\]\s][^\]\n]*)\]"
"""The pattern of a reference to a footnote; its group is the label."""
_DEFINITION = re.compile(rf"{LABEL}:")
_BLANK = re.compile(r"\s")
_STAND_IN = "\u2007"
"""A character that the plug-in allows in labels, and that nobody types."""


def footnote_def(block: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Read the definition of a footnote that begins in `line`."""
    found = _DEFINITION.match(block.src, block.bMarks[line] + block.tShift[line], block.eMarks[line])
    if found is None or (label_of(found[1]) == found[1] and not _BLANK.search(found[1])):
        return plain_footnote_def(block, line, end, silent)
    source, count, label = block.src, len(block.tokens), _BLANK.sub(_STAND_IN, found[1])
    block.src = source[: found.start(1)] + label + source[found.end(1) :]
    try:
        is_read = plain_footnote_def(block, line, end, silent)
    finally:
        block.src = source
    if is_read and not silent:
        name = label_of(found[1])
        block.tokens[count].meta["label"] = name
        refs = block.env["footnotes"]["refs"]
        refs[f":{name}"] = refs.pop(f":{label}")
    return is_read


def label_of(written: str) -> str:
    """Return the name that a reference and a definition share: the label with single blanks, whatever its case."""
    if written.isascii() and written.isalnum():
        return written.lower()
    return " ".join(normalize("NFC", written).casefold().split())

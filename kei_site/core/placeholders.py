"""A setting -> whether it is an example that nobody has replaced. Core, pure."""

import re

_HOST = re.compile(
    r"(?:^|//|@)(?:[\w-]+\.)*(?:example\.(?:com|net|org|edu)|example|invalid|test|localhost)(?=[:/?#>]|$)",
    re.IGNORECASE,
)
"""Hosts for examples (RFC 2606, sections 2 and 3)."""
_BRACKETS = re.compile(r"\[[^\]]*\]|<[^>]*>|\{[^}]*\}|\([^)]*\)|_{3,}|\.{3,}|-{3,}|…|[xX]{3,}")
_CAPITALS = re.compile(r"\b(?:TODO|TBD|TBC|FIXME|X{3,}|LOREM)\b")
_KOREAN_AND_JAPANESE = re.compile(
    r"[을를] (?:입력|적어|써|넣어)|여기에 (?:입력|적|쓰|넣)|[○◯]{2,}|ここに|を(?:入力|記入)"
)
_WORDS = re.compile(
    r"\b(?:lorem ipsum|lorem|change[ -]?me|placeholder|(?:insert|enter|fill in|write) (?:\w+ ){0,3}here"
    r"|your[ -](?:e-?mail|name|address|institute|organi[sz]ation|company|domain|site|street|city|title|text)"
    r"|(?:1|12|123|1234) (?:main|example|any|sample) (?:st|street|road|rd)|anytown|(?:foo|bar)@|todo:)(?!\w)",
    re.IGNORECASE,
)


def is_placeholder(text: str, *, may_be_mark: bool = False) -> bool:
    """Tell whether a text is an example to be replaced: a host for examples, `[postal address]`, `TODO`, `lorem`.

    With `may_be_mark`, words in brackets are the mark of another program, which replaces it.
    """
    host = _HOST.search(text)
    if (host and not text.isalpha()) or any(words.search(text) for words in (_CAPITALS, _WORDS, _KOREAN_AND_JAPANESE)):
        return True
    return not may_be_mark and _BRACKETS.fullmatch(text.strip()) is not None

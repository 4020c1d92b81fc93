"""A text -> a scalar of YAML that reads as that text. Schema, pure."""

import re

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PLAIN = re.compile(r"[^\W\d_](?:[\w .()/+-]*[\w)+])?")
"""Texts that need no quotes, also inside `[…]`; there are others."""


def scalar(value: str, quote: str = "") -> str:
    """Return a text as YAML: in the quotes `quote` if possible, without quotes if none are given or needed."""
    if not quote and (_DAY.fullmatch(value) or (_PLAIN.fullmatch(value) and value.lower() != "null")):
        return value
    if quote == '"' and '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"

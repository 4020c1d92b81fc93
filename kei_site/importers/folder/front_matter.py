"""The text of a file of another generator -> its keys and its body: YAML, TOML, JSON, or the lines of Pelican.

Values stay text where the language allows it. A block that cannot be read gives no keys and the reason; its lines are
then part of the body, so that no word is lost.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import field
from html import unescape
from typing import Any

from kei_site.core.value import value

_YAML = re.compile(r"\ufeff?---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_NAMED = re.compile(r"\ufeff?---(yaml|toml|json|js)[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\ufeff?\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LINES = re.compile(r"\ufeff?((?:[A-Za-z][A-Za-z_ -]{0,30}:(?:[ \t].*)?\n(?:[ \t]+\S.*\n)*)+)(?:[ \t]*\n|\Z)")
_PELICAN_KEYS = re.compile(
    r"^(?:title|date|slug|author|authors|category|tags|status|summary|lang):", re.I | re.MULTILINE
)
_HTML = re.compile(r"\ufeff?\s*(?:<!doctype[^<>]*>\s*)?<html\b", re.IGNORECASE)
_META = re.compile(r"<meta\s+name=[\"'](\w+)[\"']\s+content=(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
"""A key of an article of Pelican in HTML."""
_TITLE = re.compile(r"<title[^<>]*>([^<]*)</title>", re.IGNORECASE)
_BODY = re.compile(r"<body\b[^<>]*>\n?(.*?)(?:</body>|\Z)", re.DOTALL | re.IGNORECASE)
_MOST_ALIASES = 100
"""The most aliases that YAML may use: a few lines of them can stand for millions of values."""


@value
class FrontText:
    """A text with its keys."""

    keys: Mapping[str, Any] = field(default_factory=dict)
    """Texts, numbers, dates, lists and mappings, by key as written."""
    body: str = ""
    body_line: int = 1
    problem: str = ""
    """Why the keys could not be read; empty if they could, or if there are none."""


def read_front(text: str) -> FrontText:
    """Return the keys and the body of a text with LF line ends."""
    for pattern, read in ((_NAMED, _named), (_YAML, _yaml), (_TOML, _toml)):
        if found := pattern.match(text):
            return _split(text, found.end(), read(found))
    if re.match(r"\ufeff?\{\s*[\"}]", text):
        return _json(text)
    if _HTML.match(text) and _META.search(text):
        return _html(text)
    lines = _LINES.match(text)
    if lines and _PELICAN_KEYS.search(lines[1]):
        return _split(text, lines.end(), _pelican(lines))
    return FrontText(body=text.removeprefix("\ufeff"))


def read_data(text: str, ending: str) -> Any:
    """Return the value of a data file in YAML, TOML or JSON; an empty mapping if it cannot be read."""
    try:
        if ending == ".toml":
            return tomllib.loads(text)
        return json.loads(text) if ending == ".json" else _yaml_value(text)
    except (ValueError, RecursionError):
        return {}


_Read = tuple[Mapping[str, Any], str]
"""Keys, and why they could not be read."""


def _split(text: str, end: int, read: _Read) -> FrontText:
    keys, problem = read
    if problem:
        return FrontText(body=text.removeprefix("\ufeff"), problem=problem)
    return FrontText(keys=keys, body=text[end:], body_line=1 + text.count("\n", 0, end))


def _named(found: re.Match[str]) -> _Read:
    """Read a block that names its language; a plain object of JavaScript reads as YAML."""
    return _mapping(lambda: read_strictly(found[2], f".{found[1]}"))


def _yaml(found: re.Match[str]) -> _Read:
    return _mapping(lambda: _yaml_value(found[1]))


def _toml(found: re.Match[str]) -> _Read:
    return _mapping(lambda: tomllib.loads(found[1]))


def read_strictly(text: str, ending: str) -> Any:
    """Return the value of a text in YAML, TOML or JSON; raises ValueError."""
    if ending == ".toml":
        return tomllib.loads(text)
    return json.loads(text) if ending == ".json" else _yaml_value(text)


def _mapping(read: Any) -> _Read:
    try:
        keys = read()
    except (ValueError, RecursionError) as error:
        return {}, " ".join(str(error).split())[:200]
    if keys is None:
        return {}, ""
    if not isinstance(keys, dict):
        return {}, "the front matter is no list of keys"
    return {str(key): found for key, found in keys.items()}, ""


def _json(text: str) -> FrontText:
    start = text.index("{")
    try:
        keys, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError) as error:
        return FrontText(body=text, problem=str(error)[:200])
    return _split(text, end, (keys, "")) if isinstance(keys, dict) else FrontText(body=text)


def _html(text: str) -> FrontText:
    """Return an article of Pelican in HTML: its keys are in `<meta>`."""
    keys = {name.lower(): unescape(double or single) for name, double, single in _META.findall(text)}
    title, body = _TITLE.search(text), _BODY.search(text)
    start, end = body.span(1) if body else (0, len(text))
    keys |= {"title": unescape(title[1]).strip()} if title else {}
    return FrontText(keys=keys, body=text[start:end], body_line=1 + text.count("\n", 0, start))


def _pelican(found: re.Match[str]) -> _Read:
    """Read lines of `Key: value`; indented lines go on with the value above them."""
    keys: dict[str, str] = {}
    last = ""
    for line in found[1].splitlines():
        if line[:1].isspace():
            keys[last] += f" {line.strip()}"
            continue
        name, _, written = line.partition(":")
        last = name.strip().lower()
        keys[last] = written.strip()
    return keys, ""


def _yaml_value(text: str) -> Any:
    """Return YAML with all scalars as text. Raises ValueError for what cannot be read, and for a bomb of aliases."""
    import yaml
    from yaml.events import AliasEvent

    if "\t" in text:
        text = re.sub(r"^\t+", lambda tabs: "  " * len(tabs[0]), text, flags=re.MULTILINE)
    try:
        if (
            "*" in text
            and sum(isinstance(event, AliasEvent) for event in yaml.parse(text, yaml.CBaseLoader)) > _MOST_ALIASES
        ):
            raise ValueError("too many aliases")
        return yaml.load(text, yaml.CBaseLoader)  # noqa: S506  # it makes texts, lists and mappings alone
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from error

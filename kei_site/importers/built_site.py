"""A built site in a folder -> what a web host answers at an address: a page, after redirects, or nothing."""

import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from kei_site.core.value import value

_REFRESH = re.compile(
    r"<meta[^>]*http-equiv=[\"']?refresh[\"']?[^>]*content=[\"']?\d+;\s*url=([^\"'>]+)", re.IGNORECASE
)
_CANONICAL = re.compile(r"<link[^>]*rel=[\"']?canonical[\"']?[^>]*href=[\"']?([^\"'>\s]+)", re.IGNORECASE)
_HEAD = 4096
"""The bytes of a page in which a redirect is looked for."""
_MOST_STEPS = 6


@value
class Rule:
    """A line of `_redirects`: what it matches, and where it leads."""

    path: tuple[str, ...]
    """Parts of the path; `:name` matches one part, `*` at the end all that follow."""
    query: tuple[tuple[str, str], ...]
    target: str


class BuiltSite:
    """The folder of a built site, as a web host serves it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._prefix = _prefix(folder)
        rules = folder / "_redirects"
        self._rules = read_rules(rules.read_text(encoding="utf-8")) if rules.is_file() else ()

    def page_at(self, address: str) -> Path | None:
        """Return the file that answers an address (root-relative, or absolute at this site) after redirects."""
        seen: set[str] = set()
        while len(seen) < _MOST_STEPS and address not in seen:
            seen.add(address)
            step = self._step(address)
            if isinstance(step, Path):
                return step
            if not step:
                return None
            address = step
        return None

    def _step(self, address: str) -> Path | str:
        """Return the page at an address, the next address, or an empty string."""
        parts = urlsplit(address)
        path = self._inside(unquote(parts.path))
        if parts.query and (target := self._by_rule(path, dict(parse_qsl(parts.query)))):
            return target
        found = self._file(path)
        if found is None:
            return self._by_rule(path, {})
        return _refresh(found) or found

    def _inside(self, path: str) -> str:
        return path.removeprefix(self._prefix) if path.startswith(f"{self._prefix}/") else path

    def _file(self, path: str) -> Path | None:
        inside = path.strip("/")
        if any(part in (".", "..") for part in inside.split("/")) or "\0" in inside:
            return None
        places = (self.folder / inside, self.folder / inside / "index.html", self.folder / f"{inside}.html")
        return next((place for place in places if place.is_file()), None)

    def _by_rule(self, path: str, query: dict[str, str]) -> str:
        wanted = tuple(part for part in path.split("/") if part)
        targets = (
            _target(rule, wanted, query, self._prefix) for rule in self._rules if bool(rule.query) == bool(query)
        )
        return next(filter(None, targets), "")


def read_rules(text: str) -> tuple[Rule, ...]:
    """Return the rules in a `_redirects` file, as Netlify reads it: `FROM [KEY=VALUE …] TO [STATUS]`."""
    rules = []
    for line in text.splitlines():
        words = line.partition("#")[0].split()
        if len(words) < 2:
            continue
        query = [tuple(word.split("=", 1)) for word in words[1:-1] if "=" in word and not word.startswith("/")]
        target = next((word for word in words[1:] if word.startswith(("/", "http://", "https://"))), "")
        path = tuple(part for part in unquote(words[0]).split("/") if part)
        rules.append(Rule(path=path, query=tuple((key, text) for key, text in query), target=target))
    return tuple(rules)


def _target(rule: Rule, path: tuple[str, ...], query: dict[str, str], prefix: str) -> str:
    """Return where a rule leads from a path; empty if it does not match."""
    asked = tuple(part for part in rule.path if f"/{part}" != prefix) if prefix else rule.path
    names = _match(asked, path) if rule.target else None
    if names is None:
        return ""
    for key, written in rule.query:
        if key not in query or (not written.startswith(":") and written != query[key]):
            return ""
        names[written.removeprefix(":")] = query[key]
    return re.sub(r":([a-z]\w*)", lambda found: names.get(found[1], found[0]), rule.target)


def _match(rule: tuple[str, ...], path: tuple[str, ...]) -> dict[str, str] | None:
    names: dict[str, str] = {}
    for number, part in enumerate(rule):
        if part == "*":
            return names | {"splat": "/".join(path[number:])}
        if number >= len(path) or (not part.startswith(":") and part != path[number]):
            return None
        if part.startswith(":"):
            names[part[1:]] = path[number]
    return names if len(rule) == len(path) else None


@lru_cache(maxsize=4096)
def _refresh(place: Path) -> str:
    """Return where a page sends its readers at once; empty if it is no redirect."""
    if place.suffix != ".html":
        return ""
    with place.open("rb") as opened:
        found = _REFRESH.search(opened.read(_HEAD).decode("utf-8", "replace"))
    return found[1].strip() if found else ""


def _prefix(folder: Path) -> str:
    """Return the path below which the site is meant to be served, from the address of its first page."""
    home = folder / "index.html"
    if not home.is_file():
        return ""
    found = _CANONICAL.search(home.read_text(encoding="utf-8", errors="replace"))
    return urlsplit(found[1]).path.rstrip("/") if found else ""

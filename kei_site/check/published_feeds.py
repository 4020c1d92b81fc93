"""Published feeds and the briefs of a site -> the permanent ids that would change for subscribers.

A feed reader knows an entry by its id alone: a changed one announces an old brief as new, a taken one hides the new.
"""

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kei_site.config import Config
from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.value import value
from kei_site.model.brief import Brief
from kei_site.model.permanent_ids import permanent_id
from kei_site.model.routes import FEED_ARCHIVE, FEED_FORMATS, feed_folders
from kei_site.plan.inputs import Inputs

_FEEDS = (
    *(f"{folder[1:]}{FEED_FORMATS['atom'].file}" for folder in feed_folders() if folder == "/" or "/feeds/" in folder),
    f"{FEED_ARCHIVE}*.xml",
)
"""The Atom feeds of an output folder that together list all briefs: every brief has a type, and older ones are in the
archive (RFC 5005)."""


@value
class PublishedEntry:
    """An entry as subscribers have it."""

    permanent_id: str
    permalink: str
    title: str
    published: str
    """RFC 3339."""


def published_id_diagnostics(output: Path, inputs: Inputs) -> list[Diagnostic]:
    """Return FED01 for each published entry whose id is gone or taken; raises OSError if a feed cannot be read."""
    return changed_ids(entries_of(tuple(_documents(output))), inputs)


def _documents(output: Path) -> Iterator[bytes]:
    for pattern in _FEEDS:
        for path in sorted(output.glob(pattern)):
            yield path.read_bytes()


def changed_ids(published: Iterable[PublishedEntry], inputs: Inputs) -> list[Diagnostic]:
    """Return FED01 for every entry whose id is missing or means another brief; one for all if the site has moved."""
    entries = tuple(published)
    known = _Known.of(inputs, entries)
    former = _former_authority(entries, known)
    gone = [
        entry for entry in entries if entry.permanent_id not in known.by_id and not (former and former in _parts(entry))
    ]
    reused = [found for entry in entries if (found := _reused(entry, known))]
    return [*([moved_diagnostic(former)] if former else []), *(_gone(entry, known) for entry in gone), *reused]


@value
class _Known:
    """The briefs of the site, by each part of them that an entry holds."""

    by_id: Mapping[str, Brief]
    by_path: Mapping[str, Brief]
    """By the path of the permalink, so that a site may move to another host."""
    by_name: Mapping[tuple[str, str], Brief]
    """By title and day."""
    published: frozenset[str]
    """Ids of all published entries: a brief that has one of them replaces no other entry."""
    config: Config

    @classmethod
    def of(cls, inputs: Inputs, entries: Iterable[PublishedEntry]) -> "_Known":
        briefs = inputs.library.by_path.values()
        return cls(
            by_id={permanent_id(brief, inputs.config): brief for brief in briefs},
            by_path={inputs.site.prefix + brief.url: brief for brief in briefs},
            by_name={(brief.front.title, day): brief for brief in briefs for day in _days(brief)},
            published=frozenset(entry.permanent_id for entry in entries),
            config=inputs.config,
        )

    def likeness(self, entry: PublishedEntry, brief: Brief | None) -> int:
        """Return how many of title, day and address an entry has in common with a brief."""
        if brief is None:
            return 0
        here = self.by_path.get(urlsplit(entry.permalink).path) is brief
        return here + (entry.title == brief.front.title) + (entry.published[:10] in _days(brief))

    def successor(self, entry: PublishedEntry) -> Brief | None:
        """Return the brief that an entry whose id is gone seems to have become."""
        there = self.by_path.get(urlsplit(entry.permalink).path)
        found = there or self.by_name.get((entry.title, entry.published[:10]))
        return found if found and permanent_id(found, self.config) not in self.published else None


def _days(brief: Brief) -> tuple[str, str]:
    return brief.front.date.day, brief.front.date.utc().strftime("%Y-%m-%d")


def _reused(entry: PublishedEntry, known: _Known) -> Diagnostic | None:
    brief = known.by_id.get(entry.permanent_id)
    there = known.by_path.get(urlsplit(entry.permalink).path)
    likeness = known.likeness(entry, brief)
    if brief is None or brief.is_broken or (likeness and likeness >= known.likeness(entry, there)):
        return None
    return diagnostic(
        "FED01",
        brief.place("id"),
        f"this permanent id was published for {entry.permalink}",
        found=entry.permanent_id,
        fix="give this brief an `id:` of its own",
    )


def _gone(entry: PublishedEntry, known: _Known) -> Diagnostic:
    successor = known.successor(entry)
    if successor is not None:
        return diagnostic(
            "FED01",
            successor.place("id"),
            "was published under another permanent id, so feed readers will show it as new",
            found=entry.permanent_id,
            fix=f"write `id: {entry.permanent_id}` into its front matter",
        )
    return diagnostic(
        "FED01",
        Place(path="content/site.yaml"),
        f"a published entry is gone: {entry.permalink}",
        found=entry.permanent_id,
        fix="none needed if it was withdrawn; if its file was moved, add this `id:` to it",
    )


def _former_authority(entries: Sequence[PublishedEntry], known: _Known) -> str:
    """Return the authority of most published ids if they differ from the ids of the site in that only, else ``."""
    names = {name.rpartition(":")[2] for name in known.by_id if name.startswith("tag:")}
    former = [
        authority
        for kind, authority, name in map(_parts, entries)
        if kind == "tag" and name in names and f"tag:{authority}:{name}" not in known.by_id
    ]
    return former[0] if len(former) * 2 > len(entries) and len(set(former)) == 1 else ""


def _parts(entry: PublishedEntry) -> tuple[str, str, str]:
    """Return the parts of a tag URI (RFC 4151): `tag`, the authority, the name."""
    kind, _, rest = entry.permanent_id.partition(":")
    authority, _, name = rest.partition(":")
    return kind, authority, name


def moved_diagnostic(former: str) -> Diagnostic:
    """Return FED01 for a site whose ids were all published under the authority `former`."""
    return diagnostic(
        "FED01",
        Place(path="content/site.yaml"),
        "all permanent ids were published under another authority, so feed readers will show every entry as new",
        found=former,
        fix=f'write `authority: "{former}"` below `feeds:`',
    )


def entries_of(documents: Sequence[bytes]) -> tuple[PublishedEntry, ...]:
    """Return the entries of Atom documents (RFC 4287) as they were published, without repetitions."""
    found: dict[str, PublishedEntry] = {}
    for document in documents:
        found |= {entry.permanent_id: entry for entry in _entries(document)}
    return tuple(found.values())


_ATOM = "{http://www.w3.org/2005/Atom}"


def _entries(document: bytes) -> list[PublishedEntry]:
    from lxml import etree

    try:
        root = etree.fromstring(document, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError:
        return []
    return [
        PublishedEntry(
            permanent_id=entry.findtext(f"{_ATOM}id", ""),
            permalink=_alternate(entry),
            title=_title(entry.find(f"{_ATOM}title")),
            published=entry.findtext(f"{_ATOM}published", ""),
        )
        for entry in root.iter(f"{_ATOM}entry")
    ]


def _alternate(entry: Any) -> str:
    links = [link for link in entry.iter(f"{_ATOM}link") if link.get("rel", "alternate") == "alternate"]
    return links[0].get("href", "") if links else ""


def _title(element: Any) -> str:
    text = "" if element is None else element.text or ""
    return html.unescape(text) if element is not None and element.get("type") == "html" else text

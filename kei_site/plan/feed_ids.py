"""Published entries against planned ones -> what subscribers would take for new, or lose. Plan room, pure.

A feed reader knows an entry by its permanent id alone. An id that changed announces an old brief as new; one that was
given to another brief hides the new one. Two briefs with one id are an error; the rest can be meant (a brief was
withdrawn), so it is a warning.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kei_site.diagnostics import Diagnostic, Place, fault
from kei_site.model.brief import Brief
from kei_site.model.feeds import permanent_id
from kei_site.plan.inputs import Inputs


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedEntry:
    """An entry as subscribers have it."""

    permanent_id: str
    permalink: str
    published: str
    """RFC 3339."""


def shared_ids(inputs: Inputs) -> list[Diagnostic]:
    """Return a fault (FED02) for every brief, public or not, whose permanent id another one has already."""
    faults = []
    first: dict[str, Brief] = {}
    for brief in sorted(inputs.library.by_path.values(), key=lambda one: one.path):
        found = permanent_id(brief, inputs.config)
        other = first.setdefault(found, brief)
        if other is not brief:
            faults.append(
                fault(
                    "FED02",
                    brief.place("id"),
                    f"{other.path} has this permanent id already",
                    found=found,
                    mend="give one of the two an `id:` of its own",
                )
            )
    return faults


def changed_ids(published: Iterable[PublishedEntry], inputs: Inputs) -> list[Diagnostic]:
    """Return a fault (FED01) for every published entry whose id is now missing, or means another brief."""
    library = inputs.library
    by_id = {permanent_id(brief, inputs.config): brief for brief in library.by_path.values()}
    by_link = {inputs.site.url + brief.url: brief for brief in library.by_path.values()}
    found = (_judge(entry, by_id, by_link, inputs) for entry in published)
    return [one for one in found if one]


def _judge(
    entry: PublishedEntry, by_id: Mapping[str, Brief], by_link: Mapping[str, Brief], inputs: Inputs
) -> Diagnostic | None:
    brief = by_id.get(entry.permanent_id)
    if brief is None:
        return _lost(entry, by_link.get(entry.permalink))
    moved = inputs.site.url + brief.url != entry.permalink
    if moved and not _same_instant(entry.published, brief):
        return fault(
            "FED01",
            brief.place("id"),
            f"this permanent id was published for {entry.permalink}",
            found=entry.permanent_id,
            mend="give this brief an `id:` of its own",
        )
    return None


def _lost(entry: PublishedEntry, heir: Brief | None) -> Diagnostic:
    if heir is not None:
        return fault(
            "FED01",
            heir.place("id"),
            "was published under another permanent id, so readers will show it as new",
            found=entry.permanent_id,
            mend=f"write `id: {entry.permanent_id}` into its front matter",
        )
    return fault(
        "FED01",
        Place(path="content/site.yaml"),
        f"a published entry is gone: {entry.permalink}",
        found=entry.permanent_id,
        mend="nothing, if it was withdrawn; if its file was moved, give the file this `id:`",
    )


def _same_instant(published: str, brief: Brief) -> bool:
    return published[:10] in (brief.front.date.day, brief.front.date.utc().strftime("%Y-%m-%d"))


def entries_of(documents: Sequence[bytes]) -> tuple[PublishedEntry, ...]:
    """Return the entries of Atom documents (RFC 4287) as they were published, without repetitions."""
    found: dict[str, PublishedEntry] = {}
    for document in documents:
        found |= {one.permanent_id: one for one in _entries(document)}
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
            permalink=next(
                (
                    link.get("href", "")
                    for link in entry.iter(f"{_ATOM}link")
                    if link.get("rel", "alternate") == "alternate"
                ),
                "",
            ),
            published=entry.findtext(f"{_ATOM}published", ""),
        )
        for entry in root.iter(f"{_ATOM}entry")
    ]

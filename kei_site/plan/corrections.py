"""Briefs with notices of what was changed -> the page that lists the notices, and the entries of its feeds. Plan."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kei_site.core.correction import Correction
from kei_site.core.hashing import NO_DIGEST, with_hash
from kei_site.core.urls import page_path, permalink
from kei_site.model.brief import Brief, Html
from kei_site.model.library import Library
from kei_site.model.views.common import feed_links
from kei_site.model.views.corrections import CorrectedBrief, CorrectionsView
from kei_site.model.views.feeds import EntryView
from kei_site.plan.inputs import Inputs
from kei_site.plan.targets import Target

CORRECTIONS = "corrections"


def noticed(library: Library) -> tuple[tuple[Brief, Correction], ...]:
    """Return each notice of a public brief with its brief, the newest first."""
    found = [(brief, notice) for brief in library.briefs for notice in brief.front.notices]
    return tuple(sorted(found, key=lambda pair: (-pair[1].date.epoch, pair[0].id)))


def corrections_pages(inputs: Inputs) -> Iterator[Target]:
    """Yield the page that lists all notices, if there is any."""
    notices = noticed(inputs.library)
    if not notices:
        return
    url = inputs.site.prefix + permalink(CORRECTIONS)
    cards = inputs.library.cards
    view = CorrectionsView(
        site=inputs.site,
        url=url,
        notices=tuple([CorrectedBrief(card=cards[brief.id], notice=notice) for brief, notice in notices]),
        feeds=feed_links(inputs.site.title, url),
    )
    yield Target(path=page_path(CORRECTIONS), recipe=CORRECTIONS, view=view, template="corrections.html")


def notice_entries(library: Library, entries: Mapping[str, EntryView], limit: int) -> tuple[EntryView, ...]:
    """Return the newest notices as entries of a feed, each with an id of its own; `entries` holds briefs by id."""
    used: set[int] = set()
    return tuple([_entry(notice, entries[brief.id], used) for brief, notice in noticed(library)[:limit]])


def _entry(notice: Correction, entry: EntryView, used: set[int]) -> EntryView:
    """Return a notice as an entry; `used` holds the times of the others, since validators warn of equal ones."""
    delay = next(seconds for seconds in range(len(used) + 1) if notice.date.epoch - seconds not in used)
    used.add(notice.date.epoch - delay)
    when = notice.date.later(-delay) if delay else notice.date
    front = replace(
        entry.front,
        date=notice.date,
        summary=notice.note,
        summary_html=Html(""),
        content_hash=NO_DIGEST,
    )
    name = f"{entry.permanent_id}#{notice.kind}-{notice.date.day}-{delay}"
    return with_hash(
        replace(entry, permanent_id=name, front=with_hash(front), updated=when, text=None, content_hash=NO_DIGEST)
    )

"""Briefs -> where they appeared elsewhere, the newest first, and what they say of it that cannot be. Model, pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from kei_site.core.diagnostics import Diagnostic, diagnostic
from kei_site.core.syndication import Syndication
from kei_site.core.urls import folded
from kei_site.model.brief import Brief

_NO_LETTERS = re.compile(r"^the\s|[\W_]+")


def appearances(briefs: Iterable[Brief]) -> tuple[tuple[Brief, Syndication], ...]:
    """Return each brief with each of its outlets, which has no others, by the day at the outlet, newest first."""
    found = [
        (brief, replace(there, others=()))
        for brief in briefs
        if brief.front.published_in
        for there in brief.front.published_in.all
    ]
    return tuple(sorted(found, key=lambda pair: (-day_of(*pair), pair[1].outlet, pair[0].id)))


def day_of(brief: Brief, there: Syndication) -> int:
    """Return the second (since 1970) at which a brief appeared at an outlet, or here if that is not known."""
    return (there.date or brief.front.date).epoch


def year_of(brief: Brief, there: Syndication) -> int:
    """Return the year in which a brief appeared at an outlet, or here if that is not known."""
    return (there.date or brief.front.date).year


def names_of_one_outlet(briefs: Iterable[Brief]) -> Iterator[Diagnostic]:
    """Yield a diagnostic (SYN01) for each outlet that most others write otherwise: the two would be counted apart."""
    found = appearances(briefs)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for _, there in found:
        spellings[_bare(there.outlet)][there.outlet] += 1
    for brief, there in found:
        written = spellings[_bare(there.outlet)]
        usual = min(written, key=lambda name: (-written[name], name))
        if there.outlet != usual:
            message = "another spelling of an outlet, which is counted apart"
            place = brief.place(f"{there.key}.outlet")
            yield diagnostic("SYN01", place, message, found=there.outlet, fix=f"write {usual} in all briefs")


def own_addresses(briefs: Iterable[Brief], site: str) -> Iterator[Diagnostic]:
    """Yield a diagnostic (SYN01) for each address at an outlet that lies on the site, whose address is `site`."""
    own = _comparable(site)
    for brief, there in appearances(briefs):
        if there.url and f"{_comparable(there.url)}/".startswith(f"{own}/"):
            message = "an address of this site, which is no outlet"
            fix = "write the address of the text at the outlet, or delete `published_in:`; `related:` links pages here"
            yield diagnostic("SYN01", brief.place(f"{there.key}.url"), message, found=there.url, fix=fix)


def shared_addresses(briefs: Iterable[Brief]) -> Iterator[Diagnostic]:
    """Yield a diagnostic (SYN01) for each brief that gives one address at an outlet with a brief before it.

    Translations of one text may share the original, and excerpts of several texts a page.
    """
    first: dict[str, Brief] = {}
    for brief in sorted(briefs, key=lambda brief: brief.path):
        for there in brief.front.published_in.all if brief.front.published_in else ():
            other = first.setdefault(_comparable(there.url), brief) if there.url and there.role != "excerpt" else brief
            if other is not brief and not (brief.front.translation_of or other.front.translation_of):
                message = f"the address of another text, that of {other.path}"
                place, fix = brief.place(f"{there.key}.url"), "write the address at which this text stands"
                yield diagnostic("SYN01", place, message, found=there.url, fix=fix)


def _comparable(url: str) -> str:
    """Return an address without what leads to the same page: scheme, `www.`, case of the host, `#` part, last slash."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return parts.netloc.lower().removeprefix("www.") + parts.path.rstrip("/") + query


def _bare(outlet: str) -> str:
    """Return the letters and digits of a name, without case and without the article."""
    return _NO_LETTERS.sub("", folded(outlet)) or outlet

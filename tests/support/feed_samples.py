"""Views of feeds for the tests of their renderers."""

import dataclasses
from collections.abc import Mapping, Set
from datetime import datetime
from typing import TypeVar

from kei_site.core.clock import Moment, moment_of
from kei_site.core.hashing import Digest
from kei_site.core.syndication import Syndication
from kei_site.model.brief import Fragment, FrontMatter
from kei_site.model.views.common import AuthorLink, Card, EnclosureView, ImageView, TagLink, TextView
from kei_site.model.views.feeds import EntryView, FeedView

TEXT = """<h2 id="ships">Ships</h2>
<p>A note<sup><a href="#fn1" id="fnref1" class="note" role="doc-noteref">1</a></sup>, a <a href="kei-link:0">link</a>
 and <img src="kei-image:0" alt="A &lt; B"> &amp; more.</p>
<section class="notes"><ol><li id="fn1"><p>The note. <a href="#fnref1" aria-label="back">↩</a></p></li></ol></section>
"""

HOSTILE_TITLES = (
    "AT&T, R&D and Q&A",
    "x < y > z",
    "an end ]]> of a section",
    "<script>alert(1)</script>",
    "an <em>escaped</em> &amp; coded &#38; title",
    "\U0001f1f0\U0001f1f7 emoji \U0001f600",
    "한미동맹과 북대서양 조약 기구",
    "quotes \" ' and a backslash \\",
)


def instant(text: str) -> Moment:
    return moment_of(datetime.fromisoformat(text), has_time=True)


def entry(number: int = 1, **changes: object) -> EntryView:
    """Return an entry with other values in its front matter, its card or the entry itself, by field name."""
    front = FrontMatter(
        title=f"Brief {number}",
        summary=f"What brief {number} says.",
        language="en",
        date=instant("2024-07-21T00:00:00-04:00"),
        authors=("kim", "minsu"),
        published_in=Syndication(outlet="The Outlet", url="https://outlet.example/a"),
    )
    card = Card(
        id=f"2024/{number}",
        url=f"/briefs/2024/{number}/",
        title=front.title,
        summary=front.summary,
        type=front.type,
        date=front.date,
        language=front.language,
        authors=(
            AuthorLink(id="kim", name="Kim & Sons", url="/authors/kim/", kind="organization"),
            AuthorLink(id="minsu", name="김민수", url="/authors/minsu/", kind="person"),
        ),
        tags=(
            TagLink(name="NATO", url="/tags/nato/", filter="NATO"),
            TagLink(name="R&D", url="/tags/r-d/", filter="R&D"),
        ),
    )
    made = EntryView(
        permanent_id=f"tag:example.org,2024:briefs/2024/{number}",
        permalink=f"https://example.org/briefs/2024/{number}/",
        front=_changed(front, _FRONT, changes),
        card=_changed(card, _CARD, changes),
        updated=instant(f"2024-08-{number:02}T10:00:00-04:00"),
        image=ImageView(url="/assets/lead.png", width=3, height=2, alt='a "lead"', caption="Caption", credit="KEI"),
        text=TextView(
            fragment=Digest("text"),
            links=("/briefs/2023/other/",),
            images=(ImageView(url="/assets/a.png", width=4, height=3),),
        ),
        enclosure=EnclosureView(url="/files/a.pdf", length=12, media_type="application/pdf"),
    )
    return _changed(made, changes.keys() - _FRONT - _CARD, changes)


_FRONT = {"title", "summary", "language", "date", "published_in"}
_CARD = {"authors", "event", "tags"}
_T = TypeVar("_T")


def _changed(value: _T, names: Set[str], changes: Mapping[str, object]) -> _T:
    return dataclasses.replace(value, **{name: changes[name] for name in names & changes.keys()})  # type: ignore[type-var]


def feed(*entries: EntryView, **changes: object) -> FeedView:
    made = FeedView(
        site_title="Institute",
        site_url="https://example.org",
        organization="The Institute",
        language="en",
        title="Institute & friends",
        description="Briefs on A & B",
        permanent_id="tag:example.org,2024:feeds",
        home="https://example.org/",
        self_url="https://example.org/feed.xml",
        entries=entries,
        hubs=("https://hub.example/",),
        subscribe="https://example.org/subscribe/",
    )
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def fragment(key: Digest) -> Fragment:
    assert key == "text"
    return Fragment(html=TEXT)

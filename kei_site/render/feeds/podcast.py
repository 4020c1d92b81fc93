"""A show and its episodes -> what directories and apps read of them in an RSS feed. Render.

The elements are those of Apple Podcasts (`itunes`), which Spotify and others read, too, and of the podcast namespace
1.0 (`podcast`). feedgen writes those of the show that it knows.
"""

from collections.abc import Iterator

from feedgen.feed import FeedGenerator
from lxml import etree

from kei_site.model.views.feeds import EntryView, FeedView
from kei_site.model.views.podcasts import ShowView
from kei_site.render.feeds import xml
from kei_site.render.feeds.entry_html import absolute_url, plain
from kei_site.render.feeds.titles import feed_title

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
_NAMESPACES = ((b"itunes:", ITUNES), (b"podcast:", PODCAST))


def add_show(builder: FeedGenerator, show: ShowView, view: FeedView) -> None:
    """Add to the head of a feed what directories ask for."""
    builder.load_extension("podcast", atom=False)
    told = builder.podcast
    title = show.title or feed_title(view)
    builder.title(plain(title))
    builder.description(plain(show.description or view.description or title))
    told.itunes_author(plain(show.author))
    told.itunes_summary(plain(show.description or view.description or title))
    told.itunes_type("episodic")
    if show.category:
        whole, _, part = show.category.partition(" > ")
        told.itunes_category([{"cat": whole, "sub": part}] if part else whole)
    if show.cover:
        told.itunes_image(show.cover)
        builder.image(url=show.cover, title=plain(title), link=view.home)
    if show.email:
        told.itunes_owner(name=plain(show.author), email=show.email)


def complete_show(channel: etree._Element, show: ShowView) -> None:
    """Add what feedgen has no words for: whether it is explicit, in the words of today, and its id."""
    explicit = etree.SubElement(channel, f"{{{ITUNES}}}explicit")
    explicit.text = "true" if show.explicit else "false"
    for name, text in (("guid", show.guid), ("medium", "podcast")):
        made = etree.SubElement(channel, f"{{{PODCAST}}}{name}", nsmap={"podcast": PODCAST})
        made.text = text


def episode_elements(entry: EntryView) -> Iterator[str]:
    """Yield the elements of an item that is an episode with a recording."""
    told = entry.podcast
    if told is None or not (entry.enclosure and entry.enclosure.is_audio):
        return
    if told.duration:
        yield xml.element("itunes:duration", str(told.duration))
    yield xml.element("itunes:explicit", "true" if told.explicit else "false")
    yield xml.element("itunes:episodeType", "full")
    if told.season:
        yield xml.element("itunes:season", str(told.season))
        yield xml.element("podcast:season", str(told.season))
    if told.episode:
        yield xml.element("itunes:episode", str(told.episode))
        yield xml.element("podcast:episode", str(told.episode))
    if told.chapters_file:
        address = xml.quoted(absolute_url(told.chapters_file, entry.permalink))
        yield f'<podcast:chapters url={address} type="application/json+chapters"/>'
    if told.transcript:
        address = xml.quoted(absolute_url(told.transcript, entry.permalink))
        language = xml.quoted(entry.front.language)
        yield f"<podcast:transcript url={address} type={xml.quoted(told.transcript_type)} language={language}/>"


def with_namespaces(document: bytes, items: bytes, root: bytes) -> bytes:
    """Return a document whose element, which begins with `root`, declares the prefixes that its items use."""
    for prefix, namespace in _NAMESPACES:
        declared = b"xmlns:" + prefix[:-1] + b"="
        if b"<" + prefix in items and declared not in document.partition(b"<channel")[0]:
            document = document.replace(root, root + declared + f'"{namespace}" '.encode(), 1)
    return document

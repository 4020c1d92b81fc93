"""Briefs and their groups -> every feed of the site, in three formats, and the archive of the site's feed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kei_site.core.clock import Moment
from kei_site.core.hashing import NO_DIGEST, with_hash
from kei_site.core.urls import permalink
from kei_site.core.value import value
from kei_site.model.brief import Brief
from kei_site.model.permanent_ids import archive_documents, entry_times, feed_id
from kei_site.model.routes import FEED_ARCHIVE, FEED_FORMATS
from kei_site.model.views.common import EnclosureView, TextView
from kei_site.model.views.feed_counts import FeedCount
from kei_site.model.views.feeds import EntryView, FeedView
from kei_site.model.views.pages import BriefContent
from kei_site.plan.corrections import CORRECTIONS, notice_entries, noticed
from kei_site.plan.inputs import Inputs
from kei_site.plan.languages import home_folder, own_languages
from kei_site.plan.podcasts import show_view
from kei_site.plan.targets import Target
from kei_site.plan.types import by_type, type_base


@value
class FeedTopic:
    """A group of briefs that can be subscribed to."""

    title: str
    kind: str
    names: tuple[str, ...]
    """The address of its feeds, in parts: `tags`, `nato`; none for the site."""
    page: str
    """Root-relative address, with the prefix, of the page that it follows."""
    briefs: tuple[Brief, ...]
    """Newest first."""
    description: str = ""
    is_podcast: bool = False
    """Whether its RSS feed is offered to directories of podcasts."""
    former: tuple[str, ...] = ()
    """Another address of its feeds, which they had before its page: whoever subscribed there gets them, too."""


_GROUPS = frozenset(("tag", "author", "series"))
"""Kinds of topics whose briefs all stand in a feed of the site, too."""


def feed_topics(inputs: Inputs) -> tuple[FeedTopic, ...]:
    """Return everything that can be subscribed to: the site, then types, series, tags, authors, languages."""
    return tuple(topic for topic in _all_topics(inputs) if topic.briefs or topic.kind == "site")


def tag_has_feeds(slug: str, inputs: Inputs) -> bool:
    """Tell whether a tag has as many briefs as the settings ask for."""
    return len(inputs.library.by_tag.get(slug, ())) >= inputs.config.feeds.tag_minimum


def author_has_feeds(author: str, inputs: Inputs) -> bool:
    """Tell whether the author with an id has as many briefs as the settings ask for."""
    return len(inputs.library.by_author.get(author, ())) >= inputs.config.feeds.author_minimum


def _all_topics(inputs: Inputs) -> Iterator[FeedTopic]:
    library, home = inputs.library, inputs.site.prefix + "/"
    yield FeedTopic(
        title=inputs.config.title,
        kind="site",
        names=(),
        page=home,
        briefs=library.briefs,
        description=inputs.config.description,
    )
    for kind, briefs in by_type(library).items():
        yield _of_type(kind, briefs, inputs)
    for series in library.series:
        yield FeedTopic(
            title=series.name, kind="series", names=("series", series.slug), page=series.url, briefs=series.briefs
        )
    for slug, tag in library.tags.by_slug.items():
        if not tag_has_feeds(slug, inputs):
            continue
        yield FeedTopic(
            title=tag.name,
            kind="tag",
            names=("tags", slug),
            page=tag.url,
            briefs=library.by_tag.get(slug, ()),
            description=tag.description,
        )
    for author in (library.authors[name] for name in library.authors if name in library.people):
        if not author_has_feeds(author.id, inputs):
            continue
        yield FeedTopic(
            title=author.name,
            kind="author",
            names=("authors", author.id),
            page=inputs.site.prefix + permalink("authors", author.id),
            briefs=library.by_author.get(author.id, ()),
        )
    yield from _languages(inputs, home)
    yield FeedTopic(
        title=CORRECTIONS,
        kind=CORRECTIONS,
        names=(CORRECTIONS,),
        page=inputs.site.prefix + permalink(CORRECTIONS),
        briefs=tuple({brief.id: brief for brief, _ in noticed(library)}.values()),
    )


def _of_type(kind: str, briefs: tuple[Brief, ...], inputs: Inputs) -> FeedTopic:
    link, base, usual = inputs.site.types.get(kind), type_base(kind, inputs.config), ("feeds", "types", kind)
    return FeedTopic(
        title=link.name if link and link.name else kind,
        kind="type",
        names=base or usual,
        former=usual if base else (),
        page=link.url if link and base else inputs.site.prefix + "/",
        briefs=briefs,
        is_podcast=kind == "podcast",
    )


def _languages(inputs: Inputs, home: str) -> Iterator[FeedTopic]:
    spoken = sorted({brief.front.language for brief in inputs.library.briefs})
    own = own_languages(inputs.config, inputs.library)
    for language in spoken if len(spoken) > 1 or own else ():
        usual = ("feeds", "languages", language.lower())
        yield FeedTopic(
            title=language,
            kind="language",
            names=(home_folder(language),) if language in own else usual,
            former=usual if language in own else (),
            page=inputs.sites[language].home if language in own else home,
            briefs=tuple(brief for brief in inputs.library.briefs if brief.front.language == language),
            description=inputs.site_in(language).description,
        )


def feed_counts(topics: Sequence[FeedTopic], inputs: Inputs) -> tuple[FeedCount, ...]:
    """Return what the subscription page and the OPML show of each topic."""
    return tuple(
        FeedCount(
            title=topic.title,
            kind=topic.kind,
            count=len(topic.briefs),
            latest=topic.briefs[0].front.date.day if topic.briefs else "",
            page_url=topic.page,
            rss=_address(topic, "rss", inputs),
            atom=_address(topic, "atom", inputs),
            json=_address(topic, "json_feed", inputs),
        )
        for topic in topics
    )


def _address(topic: FeedTopic, form: str, inputs: Inputs) -> str:
    return inputs.site.prefix + permalink(*topic.names).replace("//", "/") + FEED_FORMATS[form].file


def feed_targets(topics: Sequence[FeedTopic], inputs: Inputs, contents: Mapping[str, BriefContent]) -> Iterator[Target]:
    """Yield every feed, and the archive documents of the site's own; `contents` holds public briefs by id."""
    entries = _entries(inputs, contents)
    summaries = {
        brief: with_hash(replace(entry, text=None, content_hash=NO_DIGEST)) for brief, entry in entries.items()
    }
    for topic in topics:
        archive = _archive(topic, inputs) if topic.kind == "site" else ()
        known = summaries if _has_summaries(topic, inputs) else entries
        shown = tuple([known[brief.id] for brief in topic.briefs[: _limit(topic, inputs)]])
        if topic.kind == CORRECTIONS:
            shown = notice_entries(inputs.library, summaries, inputs.config.feeds.limit)
        for form in FEED_FORMATS:
            head = _head(topic, form, inputs)
            if form == "atom":
                head = replace(head, previous_archive=_document(inputs, len(archive)))
            yield from (feed_target(path, form, head, shown) for path in _paths(topic, form))
        yield from _archive_targets(topic, archive, entries, inputs)


def feed_paths(topics: Sequence[FeedTopic], inputs: Inputs) -> Iterator[str]:
    """Yield the output paths of all feeds and archive documents."""
    yield from (path for topic in topics for form in FEED_FORMATS for path in _paths(topic, form))
    site = next(topic for topic in topics if topic.kind == "site")
    yield from (archive_path(number) for number, _ in enumerate(_archive(site, inputs), 1))


def _paths(topic: FeedTopic, form: str) -> Iterator[str]:
    places = (topic.names, topic.former) if topic.former else (topic.names,)
    yield from ("/".join((*names, FEED_FORMATS[form].file)) for names in places)


def feed_target(path: str, form: str, head: FeedView, entries: tuple[EntryView, ...]) -> Target:
    """Return the target of a feed in one of FEED_FORMATS; `head` is its view without entries."""
    texts = tuple([entry.card.id for entry in entries if entry.text])
    return Target(path=path, recipe=form, view=replace(head, entries=entries), texts=texts)


def make_entry(content: BriefContent, permalink: str, updated: Moment, text: TextView | None) -> EntryView:
    """Return a brief as feeds show it; `text` is None in feeds of summaries."""
    file = content.enclosure or _pdf_enclosure(content)
    return with_hash(
        EntryView(
            permanent_id=content.permanent_id,
            permalink=permalink,
            front=content.front,
            card=content.card,
            updated=updated,
            image=content.image,
            text=text,
            enclosure=file if file and file.media_type else None,
            podcast=content.podcast,
        )
    )


def _pdf_enclosure(content: BriefContent) -> EnclosureView | None:
    """Return the PDF of a brief as feeds have it, if they shall."""
    pdf = content.pdf
    if pdf is None or not pdf.in_feeds:
        return None
    return EnclosureView(url=pdf.url, length=pdf.length, media_type="application/pdf")


def _entries(inputs: Inputs, contents: Mapping[str, BriefContent]) -> dict[str, EntryView]:
    library, has_text = inputs.library, inputs.config.feeds.full_content
    times = entry_times(library.briefs)
    return {
        brief.id: make_entry(
            contents[brief.id],
            inputs.site.url + brief.url,
            times[brief.id],
            contents[brief.id].text if has_text else None,
        )
        for brief in library.briefs
    }


def _has_summaries(topic: FeedTopic, inputs: Inputs) -> bool:
    return topic.kind in _GROUPS and inputs.config.feeds.group_content == "summary"


def _limit(topic: FeedTopic, inputs: Inputs) -> int:
    """Return the most entries of its feeds; directories list just the episodes that a feed of podcasts has."""
    feeds = inputs.config.feeds
    if topic.is_podcast:
        return len(topic.briefs)
    return feeds.limit if topic.kind == "site" else feeds.group_limit


def _head(topic: FeedTopic, form: str, inputs: Inputs) -> FeedView:
    language = topic.title if topic.kind == "language" else inputs.site.language
    site, address = inputs.site_in(language), inputs.absolute(_address(topic, form, inputs))
    return FeedView(
        site_title=site.title,
        site_url=site.url,
        organization=site.organization.name,
        language=language,
        kind=topic.kind,
        title=topic.title,
        description=topic.description or site.description,
        permanent_id=feed_id(inputs.config, *(topic.former or topic.names)),
        home=inputs.absolute(topic.page),
        self_url=address,
        entries=(),
        hubs=site.hubs,
        subscribe=site.url + "/subscribe/",
        show=show_view(inputs, address) if topic.is_podcast and form == "rss" else None,
    )


def _archive(topic: FeedTopic, inputs: Inputs) -> tuple[tuple[Brief, ...], ...]:
    if not inputs.config.feeds.archives or len(topic.briefs) <= inputs.config.feeds.limit:
        return ()
    return archive_documents(topic.briefs, inputs.config.feeds.limit)


def archive_path(number: int) -> str:
    """Return the output path of an archive document (Atom only), counted from 1, the oldest."""
    return f"{FEED_ARCHIVE}{number}.xml"


def _archive_targets(
    topic: FeedTopic, archive: Sequence[tuple[Brief, ...]], entries: Mapping[str, EntryView], inputs: Inputs
) -> Iterator[Target]:
    for number, briefs in enumerate(archive, 1):
        newer = number + 1 if number < len(archive) else 0
        head = replace(
            _head(topic, "atom", inputs),
            self_url=_document(inputs, number),
            current=inputs.absolute(_address(topic, "atom", inputs)),
            previous_archive=_document(inputs, number - 1),
            next_archive=_document(inputs, newer),
            is_archive=True,
        )
        yield feed_target(archive_path(number), "atom", head, tuple([entries[brief.id] for brief in briefs]))


def _document(inputs: Inputs, number: int) -> str:
    return f"{inputs.site.url}/{archive_path(number)}" if number else ""

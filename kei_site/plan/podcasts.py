"""The `podcast` key of a front matter -> what is shown of the episode, and the files that go with it."""

import posixpath
import uuid
from collections.abc import Iterator
from unicodedata import normalize
from urllib.parse import urlsplit

from kei_site.core.diagnostics import Diagnostic, diagnostic
from kei_site.core.image_facts import BadImage, ImageFacts
from kei_site.core.podcast import Podcast
from kei_site.core.suggest import nearest
from kei_site.core.urls import file_link, is_web_address
from kei_site.core.value import value
from kei_site.model.brief import Brief
from kei_site.model.views.podcasts import ChaptersView, PodcastView, ShowView
from kei_site.plan.enclosures import audio_folder, file_on_disk, place_of_enclosure
from kei_site.plan.images import source_path
from kei_site.plan.inputs import Inputs
from kei_site.plan.links import LinkIndex
from kei_site.plan.static_files import copy_target
from kei_site.plan.targets import Target

_NOTE_IDS = ("fn-", "fnref-")
"""How the ids of notes and of references to them begin; no heading has such an id."""

_TRANSCRIPTS = {
    ".vtt": "text/vtt",
    ".srt": "application/x-subrip",
    ".json": "application/json",
    ".txt": "text/plain",
    ".html": "text/html",
}
"""What apps call a transcript by its ending (podcast namespace 1.0)."""
_NAMESPACE = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""Of the ids of podcasts, which are made from the address of the feed (podcast namespace 1.0, `guid`)."""
COVER_SIZES = (1400, 3000)
"""The least and the most pixels of a side of a cover (Apple Podcasts, artwork requirements)."""


@value
class FoundPodcast:
    """An episode, and what it brings with it."""

    view: PodcastView | None = None
    copies: tuple[Target, ...] = ()
    diagnostic: Diagnostic | None = None


def find_podcast(brief: Brief, inputs: Inputs, index: LinkIndex) -> FoundPodcast:
    """Return what pages and feeds show of the episode that a brief is, if it is one."""
    is_episode = brief.front.type == "podcast" and brief.front.audio
    written = brief.front.podcast or (Podcast() if is_episode else None)
    if written is None:
        return FoundPodcast()
    chapters = _chapters(brief, written)
    transcript, copy, problem = _transcript(brief, written, inputs, index)
    duration = written.duration or _measured(brief, inputs, index)
    view = PodcastView(
        duration=duration or 0,
        season=written.season,
        episode=written.episode,
        explicit=written.explicit,
        chapters=written.chapters,
        chapters_file=inputs.site.prefix + file_link(chapters.path) if chapters else "",
        transcript=transcript,
        transcript_type=_transcript_type(transcript),
    )
    copies = tuple(filter(None, (chapters, copy)))
    return FoundPodcast(view=view, copies=copies, diagnostic=problem or _unmeasured(brief, duration))


def _measured(brief: Brief, inputs: Inputs, index: LinkIndex) -> int | None:
    """Return how long the recording lasts by the file itself, in seconds, 0 if that cannot be read; None elsewhere."""
    source = file_on_disk(source_path(brief.front.audio, brief.path) or "", inputs, index)
    return inputs.files.durations.get(source)


def _unmeasured(brief: Brief, duration: int | None) -> Diagnostic | None:
    if duration != 0:
        return None
    place, fix = place_of_enclosure(brief), "save the recording again, or add `duration:` under `podcast:`"
    return diagnostic("POD07", place, "the length of the recording cannot be read", found=brief.front.audio, fix=fix)


def _chapters(brief: Brief, written: Podcast) -> Target | None:
    if not written.chapters:
        return None
    view = ChaptersView(title=brief.front.title, chapters=written.chapters)
    return Target(
        path=f"{audio_folder(brief)}/chapters.json", recipe="chapters", view=view, origin=brief.place("podcast")
    )


def _transcript(
    brief: Brief, written: Podcast, inputs: Inputs, index: LinkIndex
) -> tuple[str, Target | None, Diagnostic | None]:
    """Return (address, file to publish, diagnostic) of the transcript."""
    named, place = written.transcript, brief.place("podcast.transcript")
    if not named or is_web_address(named):
        return named, None, None
    if named.startswith("#"):
        if named[1:] in brief.anchors:
            return f"{inputs.site.prefix}{brief.url}{named}", None, None
        headings = [name for name in brief.anchors if not name.startswith(_NOTE_IDS)]
        fix = f"use one of {', '.join(headings)}" if headings else "give the transcript a heading"
        return "", None, diagnostic("LNK02", place, "there is no such heading", found=named, fix=fix)
    source = file_on_disk(source_path(named, brief.path) or "", inputs, index)
    if not source:
        fix = "put the file next to the brief, or write # and a heading of the text"
        return "", None, diagnostic("LNK02", place, "there is no such file", found=named, fix=fix)
    if refused := inputs.files.refused.get(source):
        return "", None, diagnostic("LNK10", place, refused.message, found=named, fix=refused.fix)
    if source in inputs.files.static:
        return inputs.site.prefix + file_link(source.removeprefix("static/")), None, None
    output = f"{audio_folder(brief)}/{normalize('NFC', posixpath.basename(source))}"
    return inputs.site.prefix + file_link(output), copy_target(source, inputs.files.content[source], output), None


def _transcript_type(address: str) -> str:
    ending = posixpath.splitext(urlsplit(address).path)[1].lower()
    return _TRANSCRIPTS.get(ending, "text/html") if address else ""


def show_view(inputs: Inputs, feed: str) -> ShowView:
    """Return the podcast of the site as its feed at the absolute address `feed` tells it."""
    show = inputs.config.podcast
    cover = inputs.site.url + file_link(_published_cover(inputs)) if cover_facts(inputs) else ""
    return ShowView(
        title=show.title,
        description=show.description,
        cover=cover,
        category=show.category,
        author=show.author or inputs.config.organization.name,
        email=show.email,
        explicit=show.explicit,
        guid=str(uuid.uuid5(_NAMESPACE, feed.partition("://")[2].rstrip("/"))),
    )


def cover_facts(inputs: Inputs) -> ImageFacts | None:
    """Return the size and format of the cover; None when there is none."""
    found = inputs.files.images.get(inputs.config.podcast.cover)
    return found if isinstance(found, ImageFacts) else None


def _published_cover(inputs: Inputs) -> str:
    """Return the output path of the cover: that of a static file, or one whose name changes with the picture."""
    path = inputs.config.podcast.cover
    if path.startswith("static/"):
        return path.removeprefix("static/")
    stem, ending = posixpath.splitext(posixpath.basename(path))
    return f"audio/{stem}.{inputs.files.content[path][:10]}{ending}"


def cover_targets(inputs: Inputs) -> Iterator[Target]:
    """Yield the file of a cover that lies in `content/`; what lies in `static/` is published without being named."""
    path = inputs.config.podcast.cover
    if path in inputs.files.content:
        yield copy_target(path, inputs.files.content[path], _published_cover(inputs))


def cover_diagnostics(inputs: Inputs) -> Iterator[Diagnostic]:
    """Yield why directories refuse the cover (POD03), or that it is not there (IMG01) or cannot be read."""
    path, place = inputs.config.podcast.cover, inputs.config.place("podcast.cover")
    facts = inputs.files.images.get(path)
    low, high = COVER_SIZES
    if isinstance(facts, BadImage):
        yield diagnostic(facts.code, place, facts.message, found=facts.found or path, fix=facts.fix)
    elif path and facts is None:
        close = nearest(path, inputs.files.images)
        fix = f"did you mean {close}?" if close else f"put the image at {path}"
        yield diagnostic("IMG01", place, "no such image", found=path, fix=fix)
    elif facts and not (facts.width == facts.height and low <= facts.width <= high and facts.format != "WEBP"):
        found = f"{facts.width} x {facts.height} pixels, {facts.format}"
        fix = f"save it square, of {low:,} to {high:,} pixels, as JPEG or PNG"
        yield diagnostic("POD03", place, "a cover that directories refuse", found=found, fix=fix)

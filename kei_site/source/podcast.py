"""The `podcast` key of a front matter -> an episode, or diagnostics. Source, pure."""

import re
from typing import Any

from kei_site.core.podcast import Chapter, Podcast, clock_of, seconds_of
from kei_site.schema.fields import Problems, boolean, group, list_of, text, whole_number, wrong_kind
from kei_site.schema.formats import web_address
from kei_site.schema.nodes import Mapping, Node, Scalar, Sequence
from kei_site.schema.shapes import TEXT, shape_of, shaped, text_like
from kei_site.source.fields import prose

_TIME = r"\d{1,6}|(?:\d{1,3}:[0-5]?\d|\d{1,3}):[0-5]\d|PT(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?"
_FORM = "podcast: {audio: talk.mp3, chapters: [0:00 Opening]}"


@text_like(_TIME)
def _seconds(node: Node, problems: Problems) -> int | None:
    seconds = seconds_of(node.text.strip()) if type(node) is Scalar else None
    if seconds is None:
        wrong_kind(node, problems, "a time such as 54:32 or 1:02:03")
    return seconds


_NAMED = group(
    Chapter,
    {"start": _seconds, "title": prose, "url": web_address},
    required=("start", "title"),
    form='{start: "12:30", title: A chapter}',
)


@shaped({"anyOf": [{**TEXT, "type": "string", "pattern": rf"^(?:{_TIME})\s+\S"}, shape_of(_NAMED)]})
def _chapter(node: Node, problems: Problems) -> Chapter | None:
    """Read `12:30 A title`, or the same as a mapping."""
    if type(node) is not Scalar:
        found: Chapter | None = _NAMED(node, problems)
        return found
    written = prose(node, problems) or ""
    time, _, title = written.partition(" ")
    seconds = seconds_of(time)
    if seconds is None or not title.strip():
        wrong_kind(node, problems, "a time and a title", "12:30 A chapter")
        return None
    return Chapter(start=seconds, title=re.sub(r"^[-–—]\s+", "", title.strip()))


_READ = group(
    Podcast,
    {
        "audio": text,
        "duration": _seconds,
        "length": whole_number(1, 10**12),
        "chapters": list_of(_chapter, form="chapters: [0:00 Opening]"),
        "transcript": text,
        "season": whole_number(1, 9999),
        "episode": whole_number(1, 99_999),
        "explicit": boolean,
    },
    form=_FORM,
)


@shaped(shape_of(_READ))
def podcast(node: Node, problems: Problems) -> Podcast | None:
    """Read an episode; its chapters have to be in order, and to begin before its end (POD02)."""
    found: Podcast | None = _READ(node, problems)
    if found:
        _check_chapters(found, node, problems)
    return found


def _check_chapters(found: Podcast, node: Any, problems: Problems) -> None:
    written = node.entries.get("chapters") if type(node) is Mapping else None
    places = written.items if type(written) is Sequence and len(written.items) == len(found.chapters) else ()
    before = -1
    for chapter, at in zip(found.chapters, places, strict=False):
        if chapter.start <= before:
            fix = f"give it a time after {clock_of(before)}"
            problems.add("POD02", at, "a chapter that is not in order", found=clock_of(chapter.start), fix=fix)
        elif found.duration and chapter.start >= found.duration:
            fix = f"the recording ends at {clock_of(found.duration)}"
            problems.add("POD02", at, "a chapter behind the end", found=clock_of(chapter.start), fix=fix)
        before = max(before, chapter.start)

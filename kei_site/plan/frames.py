"""Texts with frames and recordings -> the origins that hosts may allow to the pages of each section."""

from collections.abc import Iterator, Mapping

from kei_site.core.urls import permalink
from kei_site.plan.inputs import Inputs
from kei_site.plan.texts import Texts


def frames_by_pattern(inputs: Inputs, texts: Texts) -> Mapping[str, tuple[str, ...]]:
    """Return the origins of all frames that the pages of a section show after a click, by the pattern of its paths."""
    found: dict[str, set[str]] = {}
    for section, frames in _frames(inputs, texts):
        if frames:
            found.setdefault(f"{inputs.site.prefix}{permalink(section)}*", set()).update(frames)
    return {pattern: tuple(sorted(origins)) for pattern, origins in sorted(found.items())}


def media_by_pattern(inputs: Inputs, texts: Texts) -> Mapping[str, tuple[str, ...]]:
    """Return the sources of all recordings that the pages of briefs may play, by the pattern of their paths."""
    sources = {source for file in texts.enclosures.values() for source in file.sources}
    return {f"{inputs.site.prefix}{permalink('briefs')}*": tuple(sorted(sources))} if sources else {}


def _frames(inputs: Inputs, texts: Texts) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (section, origins) of each text; biographies stand below briefs, too."""
    for text in texts.briefs.values():
        yield "briefs", text.frames
    for biography in texts.biographies.values():
        yield "authors", biography.frames
        yield "briefs", biography.frames
    for page in inputs.library.pages:
        yield page.slug.partition("/")[0], texts.pages[page.id].frames

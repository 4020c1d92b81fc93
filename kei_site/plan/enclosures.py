"""The `audio` key of a front matter -> the recording or PDF that is published, its address, length and type.

A PDF goes into the folder of the brief's page: Google Scholar takes a full text only from there. Recordings have a
folder of their own, since players on other sites must be able to load them. Nothing is fetched.
"""

import posixpath
from unicodedata import normalize
from urllib.parse import urlsplit

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.urls import file_link, is_web_address
from kei_site.core.value import value
from kei_site.model.brief import Brief
from kei_site.model.views.common import EnclosureView
from kei_site.plan.images import source_path
from kei_site.plan.inputs import Inputs
from kei_site.plan.links import LinkIndex
from kei_site.plan.static_files import ASSETS, copy_target
from kei_site.plan.targets import Target

MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".aac": "audio/aac",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".flac": "audio/flac",
    ".wav": "audio/vnd.wave",
}
"""What feeds and players call a file by its ending (IANA's registry of media types)."""


@value
class FoundEnclosure:
    """The recording or PDF of a brief, or a diagnostic."""

    view: EnclosureView | None = None
    copy: Target | None = None
    """The file to publish; None for one that is published already, as a static file or elsewhere."""
    diagnostic: Diagnostic | None = None


def find_enclosure(brief: Brief, inputs: Inputs, index: LinkIndex) -> FoundEnclosure:
    """Return the recording or PDF that the front matter of a brief names."""
    named = brief.front.audio
    if not named:
        return FoundEnclosure()
    if is_web_address(named):
        return FoundEnclosure(view=_elsewhere(brief, inputs))
    source = file_on_disk(source_path(named, brief.path) or "", inputs, index)
    if not source:
        return FoundEnclosure(diagnostic=_missing(brief, index))
    kind = media_type(source)
    if not kind:
        return FoundEnclosure(diagnostic=_wrong_kind(brief))
    if refused := inputs.files.refused.get(source):
        found = diagnostic("LNK10", place_of_enclosure(brief), refused.message, found=named, fix=refused.fix)
        return FoundEnclosure(diagnostic=found)
    is_static = source in inputs.files.static
    output = source.removeprefix("static/") if is_static else _output_path(brief, source, kind)
    view = EnclosureView(
        url=inputs.site.prefix + file_link(output),
        length=inputs.files.sizes[source],
        media_type=kind,
        sources=("'self'",) if kind.startswith("audio/") else (),
    )
    return FoundEnclosure(
        view=view, copy=None if is_static else copy_target(source, inputs.files.content[source], output)
    )


def media_type(path: str) -> str:
    """Return the media type of a recording or PDF by the ending of its name; empty for other files."""
    return MEDIA_TYPES.get(posixpath.splitext(path)[1].lower(), "")


def _elsewhere(brief: Brief, inputs: Inputs) -> EnclosureView:
    """Return a recording or PDF of another site; its address may lead on to hosts that the settings name."""
    address, podcast = brief.front.audio, brief.front.podcast
    parts = urlsplit(address)
    kind = media_type(parts.path) or ("audio/mpeg" if podcast else "")
    hosts = (f"{parts.scheme}://{parts.netloc}", *(f"https://{host}" for host in inputs.config.podcast.hosts))
    sources = tuple(dict.fromkeys(hosts)) if kind.startswith("audio/") else ()
    return EnclosureView(url=address, length=podcast.length if podcast else 0, media_type=kind, sources=sources)


def place_of_enclosure(brief: Brief) -> Place:
    """Return where the recording or PDF is named."""
    podcast = brief.front.podcast
    return brief.place("podcast.audio" if podcast and podcast.audio else "audio")


def audio_folder(brief: Brief) -> str:
    """Return the folder of what players load of a brief."""
    return f"audio/{brief.front.date.year}/{brief.slug}"


def file_on_disk(path: str, inputs: Inputs, index: LinkIndex) -> str:
    """Return the path of a file as the disk spells it, or an empty string when it is not published under its name."""
    if path in inputs.files.static:
        return "" if path.startswith(ASSETS) else path
    return index.files.get(normalize("NFC", path), "")


def _output_path(brief: Brief, source: str, kind: str) -> str:
    is_pdf = kind == MEDIA_TYPES[".pdf"]
    folder = f"briefs/{brief.front.date.year}/{brief.slug}" if is_pdf else audio_folder(brief)
    return f"{folder}/{normalize('NFC', posixpath.basename(source))}"


def _missing(brief: Brief, index: LinkIndex) -> Diagnostic:
    folder = posixpath.dirname(brief.path)
    close = index.suggester.nearest(
        posixpath.basename(brief.front.audio),
        f"{folder} recordings",
        lambda: [
            posixpath.basename(path) for path in index.files if posixpath.dirname(path) == folder if media_type(path)
        ],
    )
    hint = f"did you mean {close}?" if close else "put the file next to the brief, or into static/"
    return diagnostic("LNK02", place_of_enclosure(brief), "there is no such file", found=brief.front.audio, fix=hint)


def _wrong_kind(brief: Brief) -> Diagnostic:
    fix = f"use a file that ends in one of {', '.join(sorted(MEDIA_TYPES))}"
    message = "neither a PDF nor an audio file"
    return diagnostic("FM18", place_of_enclosure(brief), message, found=brief.front.audio, fix=fix)

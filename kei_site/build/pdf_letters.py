"""The fonts of PDFs -> the letters that they lack, and which of the site's own are damaged; the cache keeps both."""

from collections.abc import Mapping

from kei_site.build.context import BuildContext
from kei_site.config import Config
from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.hashing import Digest, digest_of
from kei_site.core.pdf_fonts import tools_digest
from kei_site.core.value import value
from kei_site.source.reread import source_bytes
from kei_site.source.scan import Snapshot


@value
class _SavedLetters:
    """A row of the cache: the letters that the fonts of PDFs lack."""

    key: Digest
    found: str
    damaged: tuple[str, ...]
    """The uses of fonts that are none: `text`, `headings`, `mono`."""


def pdf_letters(config: Config, snapshot: Snapshot, context: BuildContext) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return `Settings.pdf_letters`, if the site says anything of PDFs, and a diagnostic for each damaged font."""
    if "pdf" not in config.places or not tools_digest():
        return "", ()
    fonts = config.theme.fonts
    named = {"text": fonts.text, "headings": fonts.headings, "mono": fonts.mono}
    own = {use: path for use, path in named.items() if path in snapshot.files}
    saved = _letters(own, snapshot, context)
    return saved.found, tuple(_damaged(config.place(f"theme.fonts.{use}"), own[use]) for use in saved.damaged)


def _damaged(place: Place, path: str) -> Diagnostic:
    message, fix = "is no font, or a damaged one, so no PDF can be made", "put a WOFF2 file there"
    return diagnostic("THM02", place, message, found=path, fix=fix)


def _letters(own: Mapping[str, str], snapshot: Snapshot, context: BuildContext) -> _SavedLetters:
    key = digest_of((context.code, tools_digest(), [(use, snapshot.files[own[use]].digest) for use in own]))
    known = context.store.row("results", "pdf_letters", _SavedLetters)
    if known and known.key == key:
        return known
    from kei_site.render.pdf.fonts import is_font, known_letters

    data = {use: source_bytes(snapshot, path)[0] for use, path in own.items()}
    damaged = tuple(use for use in data if not is_font(data[use]))
    found = known_letters([data[use] for use in data if use not in damaged])
    saved = _SavedLetters(key=key, found=found, damaged=damaged)
    context.store.put("results", {"pdf_letters": saved})
    return saved

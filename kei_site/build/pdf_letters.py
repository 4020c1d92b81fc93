"""The fonts of PDFs -> the letters that they lack; what was found of fonts comes from the cache."""

from kei_site.build.context import BuildContext
from kei_site.config import Config
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


def pdf_letters(config: Config, snapshot: Snapshot, context: BuildContext) -> str:
    """Return `Settings.pdf_letters`, if the site says anything of PDFs."""
    if "pdf" not in config.places or not tools_digest():
        return ""
    named = (config.theme.fonts.text, config.theme.fonts.headings, config.theme.fonts.mono)
    own = [path for path in named if path in snapshot.files]
    key = digest_of((context.code, tools_digest(), [snapshot.files[path].digest for path in own]))
    known = context.store.row("results", "pdf_letters", _SavedLetters)
    if known and known.key == key:
        return known.found
    from kei_site.render.pdf.fonts import known_letters

    found = known_letters([source_bytes(snapshot, path)[0] for path in own])
    context.store.put("results", {"pdf_letters": _SavedLetters(key=key, found=found)})
    return found

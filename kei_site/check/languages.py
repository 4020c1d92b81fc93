"""A library and the words of a site -> advice on languages that the interface does not speak. Check, pure."""

from collections.abc import Iterable, Iterator

from kei_site.core.diagnostics import Diagnostic, diagnostic
from kei_site.core.words import Words
from kei_site.model.library import Library
from kei_site.render.i18n.catalogues import primary, speaks


def language_advice(library: Library, words: Iterable[Words]) -> Iterator[Diagnostic]:
    """Yield a diagnostic (LNG01) at the first brief in each language without words of the interface."""
    spoken = {primary(each.language) for each in words}
    for brief in sorted(library.by_path.values(), key=lambda brief: brief.path):
        language = primary(brief.front.language)
        if language not in spoken and not speaks(language):
            spoken.add(language)
            message = "a language without words of the interface: what stands around the text is English"
            fix = f"give them in content/words/{language}.yaml"
            yield diagnostic("LNG01", brief.place("language"), message, found=brief.front.language, fix=fix)

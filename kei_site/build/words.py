"""The files of a snapshot with words of the interface -> these words, and what is missing or wrong in them."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from string import Formatter

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.hashing import with_hash
from kei_site.core.suggest import Suggester
from kei_site.core.value import value
from kei_site.core.words import Words
from kei_site.render.i18n.catalogues import catalogue, speaks
from kei_site.schema.fields import Problems, read_mapping, text
from kei_site.schema.formats import is_language
from kei_site.schema.nodes import Mapping as MappingNode
from kei_site.schema.nodes import Node, Scalar
from kei_site.source.file_kinds import WORDS
from kei_site.source.reread import source_text
from kei_site.source.scan import Snapshot

_PLURAL = re.compile(r"(.+)\.(?:zero|one|two|few|many|other)")
"""Plural forms of CLDR; each language has some of them."""
_SHOWN = 8
"""Missing words that a message names."""


@value
class LoadedWords:
    """The words of all languages."""

    words: tuple[Words, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def load_words(snapshot: Snapshot) -> LoadedWords:
    """Return the words that the site gives, by language, and their diagnostics: CFG06, LNG02 to LNG04."""
    words: list[Words] = []
    diagnostics: list[Diagnostic] = []
    for path in sorted(path for path in snapshot.files if path.startswith(WORDS) and path.endswith(".yaml")):
        content, told = source_text(snapshot, path)
        found, problems = read_words(content, path)
        words += [found] if found else []
        diagnostics += (*told, *problems)
    return LoadedWords(words=tuple(words), diagnostics=tuple(diagnostics))


def read_words(content: str, path: str) -> tuple[Words | None, tuple[Diagnostic, ...]]:
    """Return the words in a file such as `content/words/ar.yaml`, whose name is the language, and its diagnostics."""
    language = posixpath.splitext(posixpath.basename(path))[0]
    problems = Problems(path=path)
    if not is_language(language):
        fix = "call the file by the tag of its language, such as ar.yaml"
        return None, (diagnostic("CFG06", Place(path=path), "not a language tag (BCP 47)", found=language, fix=fix),)
    mapping = read_mapping(content, problems)
    texts = dict(_texts(mapping, problems)) if mapping else {}
    problems.diagnostics.extend(_missing(texts, language, path))
    return with_hash(Words(language=language, texts=texts)), tuple(problems.diagnostics)


def _texts(mapping: MappingNode, problems: Problems) -> Iterator[tuple[str, str]]:
    """Yield the words that can be used, by key; reports the others."""
    english, suggester = catalogue("en"), Suggester()
    for key, node in mapping.entries.items():
        plural = _PLURAL.fullmatch(key)
        original = english.get(key) or (english.get(f"{plural[1]}.other") if plural else None)
        written = text(node, problems)
        if original is None:
            close = suggester.nearest(key, "words", lambda: english)
            fix = f"did you mean `{close}`?" if close else "remove it"
            problems.add("LNG03", mapping.keys[key], "no text of the interface has this key", found=key, fix=fix)
        elif written:
            wanted, given = _parts(original), _parts(written)
            is_loose = plural is not None and not key.endswith(".other")  # one thing needs no number
            if given == wanted or (is_loose and given is not None and given <= (wanted or set())):
                yield key, _between_blanks(written, node)
            else:
                fix = f"keep {', '.join(f'{{{name}}}' for name in sorted(wanted or ())) or 'it without braces'}"
                problems.add("LNG04", node, "a text with other parts than the English one", found=written, fix=fix)


def _between_blanks(written: str, node: Node) -> str:
    """Return a text with a blank where its scalar begins or ends with one: ", " stands between names."""
    raw = node.text if type(node) is Scalar else ""
    return f"{' ' * raw.startswith(' ')}{written}{' ' * raw.endswith(' ')}"


def _parts(pattern: str) -> set[str] | None:
    """Return the names of the parts of a text; None if its braces cannot be read."""
    try:
        return {name for _, name, form, _ in Formatter().parse(pattern) if name is not None and not form}
    except ValueError:
        return None


def _missing(texts: Mapping[str, str], language: str, path: str) -> Iterator[Diagnostic]:
    """Yield a diagnostic (LNG02) if a language that the program does not speak lacks words."""
    if speaks(language):
        return
    english = catalogue("en")
    missing = [key for key in english if key not in texts and not key.endswith(".one")]
    if missing:
        named = ", ".join(missing[:_SHOWN]) + (", …" if len(missing) > _SHOWN else "")
        message = f"{len(missing)} of {len(english)} texts of the interface are missing and stay English"
        yield diagnostic("LNG02", Place(path=path), message, found=named, fix="add them")

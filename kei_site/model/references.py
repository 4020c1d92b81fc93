"""The files of references of a site, and the citations of a brief -> the works that it cites, and what is wrong."""

import posixpath
import re
from collections.abc import Collection, Iterator
from unicodedata import normalize

from kei_site.core.bibliography import Citation, Cited, CitedWork, Work, WorkFile
from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.hashing import with_hash
from kei_site.core.suggest import Suggester
from kei_site.model.brief import Brief

_SECOND_KEY = re.compile(r"(?<![\w\\])@\w(?:\w|[:./-](?=\w))*")
"""A key in the words around the key of a citation."""


def named_file(name: str, brief: str, paths: Collection[str]) -> str:
    """Return the path of a file of references that the brief at the path `brief` names, or an empty string.

    The name counts from the folder of the brief, or from `content/`.
    """
    found = (posixpath.normpath(posixpath.join(folder, name)) for folder in (posixpath.dirname(brief), "content"))
    return next((path for path in found if path in paths and path.startswith("content/")), "")


class Bibliography:
    """Every work that the briefs of a site can cite."""

    def __init__(self, files: tuple[WorkFile, ...], chosen: tuple[str, ...], style: str) -> None:
        """Take the files; `chosen` are paths below `content/` that all briefs see, `style` is that of the site."""
        self._style = style
        self._files = {file.path: {work.key: with_hash(work) for work in file.works} for file in files}
        self._places = {
            file.path: dict(zip((work.key for work in file.works), file.places, strict=True)) for file in files
        }
        self._unread = {file.path: dict(file.unread) for file in files}
        shared = [f"content/{normalize('NFC', name)}" for name in chosen]
        self._shared = shared or [path for path in self._files if path.startswith("content/references/")]
        self._suggester = Suggester()

    def cite(self, brief: Brief) -> tuple[Cited | None, tuple[Diagnostic, ...]]:
        """Return the works that a brief cites, None if it has no citations, and diagnostics (MD12, REF02, REF04)."""
        told = [*self._missing_files(brief)]
        seen = self._seen_by(brief) if brief.citations or brief.bare_keys else {}
        told += _without_brackets(brief, seen)
        if not brief.citations:
            return None, tuple(told)
        known = [self._known(citation, seen, brief, told) for citation in brief.citations]
        keys = dict.fromkeys(cited.key for works in known for cited in works)
        style = brief.front.citation_style or self._style
        return Cited(style=style, citations=tuple(known), works=tuple(seen[key] for key in keys)), tuple(told)

    def doubled(self) -> Iterator[Diagnostic]:
        """Yield a diagnostic (REF03) for each key that two files have which all briefs see."""
        first: dict[str, str] = {}
        for path in self._shared:
            for key in self._files.get(path, {}):
                if first.setdefault(key, path) != path:
                    line, column = self._places[path][key]
                    place = Place(path=path, line=line, column=column)
                    fix = "give one of the two another key: that of the other file is used"
                    yield diagnostic("REF03", place, f"a key that {first[key]} has, too", found=key, fix=fix)

    def _seen_by(self, brief: Brief) -> dict[str, Work]:
        """Return the works that a brief sees, by key."""
        found: dict[str, Work] = {}
        for path in reversed(self._paths(brief)):
            found |= self._files.get(path, {})
        return found

    def _paths(self, brief: Brief) -> list[str]:
        """Return the files that a brief sees: those that it names come first, then those in its folder, then others."""
        named = [named_file(name, brief.path, self._files) for name in brief.front.references]
        folder = posixpath.dirname(brief.path)
        return [*named, *(f"{folder}/references{ending}" for ending in (".bib", ".json")), *self._shared]

    def _known(
        self, citation: Citation, seen: dict[str, Work], brief: Brief, told: list[Diagnostic]
    ) -> tuple[CitedWork, ...]:
        unknown = [cited.key for cited in citation.works if cited.key not in seen]
        place = Place(path=brief.path, line=citation.line, column=citation.column)
        for second in _second_keys(citation):
            fix = "put a semicolon between the works: [@a; @b]"
            told.append(diagnostic("MD12", place, "a second key without a semicolon is text", found=second, fix=fix))
        for key in unknown:
            fix = self._unread_fix(key, brief) or self._fix(key, seen)
            told.append(diagnostic("REF02", place, "no reference has this key", found=f"@{key}", fix=fix))
        return () if unknown else citation.works

    def _unread_fix(self, key: str, brief: Brief) -> str:
        """Return how to fix an entry that is there and cannot be used, or an empty string."""
        lines = ((path, self._unread.get(path, {}).get(key)) for path in self._paths(brief))
        return next((f"correct its entry, {path}:{line}" for path, line in lines if line), "")

    def _fix(self, key: str, seen: dict[str, Work]) -> str:
        close = self._suggester.nearest(key, "\0".join(sorted(seen)), lambda: seen)
        if close:
            return f"did you mean @{close}?"
        where = "add an entry with this key" if seen else "add a file of references in content/references/"
        return rf"{where}, or write \[@ for a bracket that is text"

    def _missing_files(self, brief: Brief) -> Iterator[Diagnostic]:
        for at, name in enumerate(brief.front.references):
            if not named_file(name, brief.path, self._files):
                close = self._suggester.nearest(name, "files", lambda: self._names(brief))
                fix = f"did you mean {close}?" if close else "write the path of a .bib or .json file beside the brief"
                place = brief.place(f"references.{at}")
                yield diagnostic("REF04", place, "no file of references has this path", found=name, fix=fix)

    def _names(self, brief: Brief) -> list[str]:
        folder = posixpath.dirname(brief.path)
        return [posixpath.relpath(path, folder if path.startswith(folder) else "content") for path in self._files]


def _without_brackets(brief: Brief, seen: Collection[str]) -> Iterator[Diagnostic]:
    """Yield a diagnostic (MD12) for each known key that stands outside of brackets, where it is published as it is."""
    for citation in brief.bare_keys:
        (cited,) = citation.works
        if cited.key in seen:
            place = Place(path=brief.path, line=citation.line, column=citation.column)
            fix = rf"write [@{cited.key}], or \@{cited.key} if it is no citation"
            yield diagnostic("MD12", place, "a citation without brackets is text", found=f"@{cited.key}", fix=fix)


def _second_keys(citation: Citation) -> Iterator[str]:
    """Yield each key that stands in the words before or behind that of a work, where it is published as it is."""
    for cited in citation.works:
        yield from _SECOND_KEY.findall(f"{cited.prefix} {cited.suffix}")

"""A flood of diagnostics -> the first of each code, and one more that counts the rest. Core, pure.

One text can have a hundred thousand faults: nobody reads them, and they would hide those of other files.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kei_site.core.diagnostics import Diagnostic, Severity, sort_key
from kei_site.core.limits import LIMITS


@dataclass(slots=True)
class FirstOfEachCode:
    """The diagnostics of one file: of each code the first ones that a file may have, and the number of the others."""

    kept: list[Diagnostic] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)
    _more: dict[str, list[Diagnostic]] = field(default_factory=dict)
    """By code: the first that is only counted, and the first error among those."""
    _last: Diagnostic | None = None
    """The diagnostic that was added last, unless it is kept."""

    def add(self, found: Diagnostic) -> None:
        """Keep a diagnostic, or count it."""
        self._settle()
        self._counts[found.code] += 1
        if self._counts[found.code] <= LIMITS.diagnostics_of_code.most:
            self.kept.append(found)
        else:
            self._last = found

    def lower_last(self) -> None:
        """Make the diagnostic that was added last a warning."""
        if self._last is None:
            self.kept[-1] = replace(self.kept[-1], severity=Severity.WARNING)
        else:
            self._last = replace(self._last, severity=Severity.WARNING)

    def every(self) -> tuple[Diagnostic, ...]:
        """Return those that are kept, and for each code with more of them one that counts the rest."""
        self._settle()
        return (*self.kept, *(_rest(more, self._counts[code]) for code, more in self._more.items()))

    def _settle(self) -> None:
        """Remember the diagnostic that was added last, if it stands for others of its code."""
        last, self._last = self._last, None
        if last is not None:
            more = self._more.setdefault(last.code, [last])
            if last.severity is Severity.ERROR and more[-1].severity is not Severity.ERROR:
                more.append(last)


def _rest(more: list[Diagnostic], count: int) -> Diagnostic:
    """Return the diagnostic of the rest: an error if one of them is an error."""
    message = f"{count - LIMITS.diagnostics_of_code.most:,} more of this code in this file, from here on"
    fix = "correct those before it, and build again"
    return replace(more[-1], place=more[0].place, message=message, found="", fix=fix)


def without_flood(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return diagnostics of many files, of which each has a limited number of each code, and one for the rest."""
    every = tuple(diagnostics)
    counts = Counter((found.place.path, found.code) for found in every)
    # A text that had too many itself has one more, which counts the others.
    if not counts or max(counts.values()) <= LIMITS.diagnostics_of_code.most + 1:
        return every
    flooded = {key for key, count in counts.items() if count > LIMITS.diagnostics_of_code.most + 1}
    kept = [found for found in every if (found.place.path, found.code) not in flooded]
    many: dict[str, FirstOfEachCode] = {}
    for found in sorted(set(every).difference(kept), key=sort_key):
        many.setdefault(found.place.path, FirstOfEachCode()).add(found)
    return (*kept, *(found for path in sorted(many) for found in many[path].every()))

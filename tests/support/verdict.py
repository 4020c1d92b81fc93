"""A fixture site -> a verdict on its next build: it writes what a clean build writes, writes no more than that takes,
and the build after it writes nothing.
"""

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kei_site.build.report import BuildReport
from kei_site.core.diagnostics import Diagnostic
from kei_site.output.ownership import NAME, PARTS
from tests.support.fixture_site import FixtureSite


class Seen(NamedTuple):
    """A file, folder or link as it was found; a tuple, since trees of many thousand are read."""

    mode: int
    data: bytes
    stamp: tuple[int, int, int]
    """mtime, ctime, inode; none of a folder."""

    @property
    def content(self) -> tuple[int, bytes]:
        """What a clean build must give, too."""
        return (self.mode, self.data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether the law holds, and whether the site's sources are broken."""

    violation: str = ""
    broken: bool = False


def look(folder: Path) -> dict[str, Seen]:
    """Return everything below a folder; the names of folders end in a slash."""
    found: dict[str, Seen] = {}
    if folder.is_dir():
        _look(os.fspath(folder), "", found)
    return found


def _look(folder: str, prefix: str, found: dict[str, Seen]) -> None:
    """Add what a folder holds to `found`; `prefix` is its path, which ends in a slash, below the first folder."""
    for name in os.listdir(folder):
        path = f"{folder}/{name}"
        info = os.lstat(path)
        if stat.S_ISDIR(info.st_mode):
            found[f"{prefix}{name}/"] = Seen(mode=info.st_mode, data=b"", stamp=(0, 0, 0))
            _look(path, f"{prefix}{name}/", found)
        else:
            stamp = (info.st_mtime_ns, info.st_ctime_ns, info.st_ino)
            found[prefix + name] = Seen(mode=info.st_mode, data=_data(path, info.st_mode), stamp=stamp)


def _data(path: str, mode: int) -> bytes:
    """Return the bytes of a file, or the target of a link."""
    if not stat.S_ISREG(mode):
        return os.fsencode(os.readlink(path))
    with open(path, "rb", buffering=0) as file:
        return file.readall()


def verdict_of(fixture: FixtureSite) -> Verdict:
    """Build, compare with a clean build, and build again."""
    before = look(fixture.output)
    report = fixture.build()
    after = look(fixture.output)
    clean = fixture.build_clean()
    violation = _diagnosed(report.diagnostics, clean.diagnostics)
    if clean.failed or report.failed:
        changed = "" if before == after else f"a build with errors changed the output: {_different(before, after)}"
        return Verdict(violation=violation or changed, broken=True)
    violation = (
        violation
        or _equal(after, look(fixture.clean))
        or _worked(report, before, after)
        or _rests(fixture, report, after)
    )
    return Verdict(violation=violation)


def _diagnosed(found: tuple[Diagnostic, ...], wanted: tuple[Diagnostic, ...]) -> str:
    if found == wanted:
        return ""
    return (
        f"other diagnostics than a clean build; only incremental: {_lines(set(found) - set(wanted))}; "
        f"only clean: {_lines(set(wanted) - set(found))}"
    )


def _lines(diagnostics: set[Diagnostic]) -> str:
    return "; ".join(
        sorted(
            f"{diagnostic.severity} {diagnostic.code} {diagnostic.place} {diagnostic.message} {diagnostic.found}"
            for diagnostic in diagnostics
        )[:6]
    )


def _equal(found: Mapping[str, Seen], wanted: Mapping[str, Seen]) -> str:
    here = {path: entry.content for path, entry in found.items()}
    there = {path: entry.content for path, entry in wanted.items()}
    return "" if here == there else f"not what a clean build writes: {_different(here, there)}"


def _different(found: Mapping[str, object], wanted: Mapping[str, object]) -> str:
    extra = sorted(found.keys() - wanted.keys())
    missing = sorted(wanted.keys() - found.keys())
    other = sorted(path for path in found.keys() & wanted.keys() if found[path] != wanted[path])
    first = f"; {other[0]}: {_first(found[other[0]], wanted[other[0]])}" if other else ""
    return f"extra {extra[:5]}, missing {missing[:5]}, different {other[:8]} ({len(other)}){first}"


def _first(found: object, wanted: object) -> str:
    here, there = repr(found), repr(wanted)
    at = next((at for at, pair in enumerate(zip(here, there, strict=False)) if pair[0] != pair[1]), 0)
    return f"{here[max(0, at - 60) : at + 60]} instead of {there[max(0, at - 60) : at + 60]}"


def _worked(report: BuildReport, before: Mapping[str, Seen], after: Mapping[str, Seen]) -> str:
    """Tell whether exactly those files were written whose bytes changed, and those deleted that are gone."""
    files = {path for path in after if not path.endswith("/") and path != NAME}
    changed = {path for path in files if path not in before or before[path].content != after[path].content}
    if set(report.written) != changed:
        return f"wrote {sorted(set(report.written) ^ changed)[:8]} without need, or did not say so"
    touched = {path for path in files - changed if before[path].stamp != after[path].stamp}
    if touched:
        return f"touched {sorted(touched)[:8]}"
    gone = {path for path in before if path not in after and not path.endswith("/") and not path.startswith(PARTS)}
    return "" if set(report.pruned) == gone else f"pruned {report.pruned} though {sorted(gone)} are gone"


def _rests(fixture: FixtureSite, report: BuildReport, after: Mapping[str, Seen]) -> str:
    again = fixture.build()
    if not again.idle:
        return f"a second build was not idle: wrote {again.written}, {again.reasons()[:5]}"
    if again.diagnostics != report.diagnostics:
        return "a second build has other diagnostics"
    return "" if look(fixture.output) == after else "a second build changed the output"

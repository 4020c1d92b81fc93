"""What a build is asked to do, and what it did. Build layer."""

import time
from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import Path

from kei_site.core.diagnostics import Diagnostic, has_errors
from kei_site.core.value import value
from kei_site.plan.outdated import Outdated


@value
class BuildRequest:
    """What to build, and how."""

    site: Path
    output: Path
    memo: Path
    """The folder of what earlier builds remember, for all outputs."""
    clean: bool = False
    """Forget what earlier builds remember."""
    drafts: bool = False
    search: bool = True
    strict: bool = False
    jobs: int = 0
    """Worker processes; 0: as many as there are processors."""
    start: str = ""
    """How workers are started (`fork`, `spawn`, `forkserver`); empty: the best for this system."""
    instant: int | None = None
    """Seconds since 1970 that decide what is due; None: `SOURCE_DATE_EPOCH`, else now."""
    show_progress: bool = False
    publish: bool = True
    """False: say everything that a build would say, and leave the published folder as it is."""
    postponed: tuple[str, ...] = ()
    """Recipes whose outdated targets are left, as they are, to a later build: a preview need not wait for them."""
    is_wanted: Callable[[], bool] = lambda: True
    """Asked between pieces of work; once it says no, the build gives up (`Superseded`), and nothing was changed."""

    def go_on(self) -> None:
        """Raise Superseded if the build is not wanted any more."""
        if not self.is_wanted():
            raise Superseded


class Superseded(Exception):
    """What was asked for is not wanted any more, since the sources have changed."""


@value
class BuildReport:
    """What a build did."""

    diagnostics: tuple[Diagnostic, ...] = ()
    written: tuple[str, ...] = ()
    unchanged: int = 0
    """Published files that were left as they were."""
    pruned: tuple[str, ...] = ()
    outdated: tuple[Outdated, ...] = ()
    """The targets that were made again, and why."""
    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The fields that changed in the views of targets that were outdated for that reason, by target path."""
    read: int = 0
    """Texts that were parsed, as opposed to remembered."""
    postponed: int = 0
    """Outdated targets that were left to a later build."""
    idle: bool = False
    """Whether there was nothing to do."""
    notices: tuple[str, ...] = ()
    """What the editor may want to know of the program itself, such as a damaged memo."""
    next_due: int | None = None
    """The next instant at which a held brief becomes public."""
    timings: Mapping[str, float] = field(default_factory=dict)
    """Seconds by stage."""

    @property
    def failed(self) -> bool:
        """Whether errors kept the build from publishing."""
        return has_errors(self.diagnostics)

    def reasons(self) -> tuple[str, ...]:
        """Return one line for each target that was made again: path, reason, what changed."""
        return tuple(_reason(one, self.changed.get(one.target.path, ())) for one in self.outdated)


def _reason(one: Outdated, fields: tuple[str, ...]) -> str:
    changed = f" ({', '.join(fields)})" if fields else ""
    return f"{one.target.path}: {one.reason}{changed}"


class Stopwatch:
    """Seconds by stage."""

    def __init__(self) -> None:
        """Start the first stage."""
        self._began = self._last = time.perf_counter()
        self.stages: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        """Close the stage that ran until now, under its name."""
        now = time.perf_counter()
        self.stages[stage] = self.stages.get(stage, 0.0) + now - self._last
        self._last = now
        self.stages["total"] = now - self._began

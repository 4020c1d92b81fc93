"""What one brief costs -> whether it may go on: counts by limit, its diagnostics and its time, in one place. Core.

A text is read with one budget, in any process; a brief and its versions are planned with another, which bounds what is
written of them. Both count against the limits of `limits.py`. No word is lost when one is used up.
"""

import math
import time
from dataclasses import dataclass, field

from kei_site.core.flood import FirstOfEachCode
from kei_site.core.limits import LIMITS, Limit

TICKS_PER_CHECK = 128
"""Steps of work between two readings of the clock, which cost more than most steps."""


class OverBudgetError(Exception):
    """More was asked for than a limit allows, so that the work cannot go on; caught where a text is read."""

    def __init__(self, limit: Limit) -> None:
        """Say which limit it is."""
        super().__init__(f"more than {limit} {limit.bounds}")
        self.limit = limit


def cpu_seconds() -> float:
    """Return the CPU time of this thread, so that neither a busy machine nor another worker counts against a text."""
    return time.thread_time()


@dataclass(slots=True, kw_only=True)
class Budget:
    """What was spent so far."""

    told: FirstOfEachCode = field(default_factory=FirstOfEachCode)
    """The diagnostics."""
    spent: dict[str, int] = field(default_factory=dict)
    """By what a limit bounds."""
    known: set[tuple[str, object]] = field(default_factory=set)
    """What `spend_once` counted."""
    deadline: float = field(default_factory=lambda: cpu_seconds() + LIMITS.seconds.most)
    ticks: int = 0

    def spend(self, limit: Limit, amount: int = 1) -> bool:
        """Count an amount; return whether the limit allows it."""
        self.spent[limit.bounds] = spent = self.spent.get(limit.bounds, 0) + amount
        return spent <= limit.most

    def left(self, limit: Limit) -> int:
        """Return how much a limit still allows; less than nothing beyond it."""
        return limit.most - self.spent.get(limit.bounds, 0)

    def was_crossed_by(self, limit: Limit, amount: int = 1) -> bool:
        """Return whether the last amount, spent just now, was the one beyond the limit: that is told once."""
        return self.left(limit) < 0 <= self.left(limit) + amount

    def spend_once(self, limit: Limit, key: object, amount: int) -> bool:
        """Count an amount unless one was counted for the same key; return whether the limit allows it."""
        is_new = (limit.bounds, key) not in self.known
        self.known.add((limit.bounds, key))
        return self.spend(limit, amount if is_new else 0)

    def require(self, limit: Limit, amount: int = 1) -> None:
        """Count an amount; raises OverBudgetError beyond the limit."""
        if not self.spend(limit, amount):
            raise OverBudgetError(limit)

    def tick(self) -> None:
        """Count one step of work; raises OverBudgetError when the CPU time is used up."""
        self.ticks += 1
        if self.ticks % TICKS_PER_CHECK == 0 and cpu_seconds() > self.deadline:
            raise OverBudgetError(LIMITS.seconds)

    def stop_the_clock(self) -> None:
        """Let what is left to do take any time: it is short."""
        self.deadline = math.inf


def is_too_large(html: int, source: int) -> bool:
    """Return whether HTML of `html` characters is more than a source of `source` characters may become."""
    return html > LIMITS.html.most or (html > LIMITS.small_html.most and html > LIMITS.growth.most * source)

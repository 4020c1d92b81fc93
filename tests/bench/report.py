"""Turns measured costs into Markdown tables: programs side by side, and growth with the number of briefs."""

from collections.abc import Iterator, Mapping, Sequence
from math import log
from statistics import median
from typing import Final

from tests.bench.measure import Cost

Costs = Mapping[tuple[str, str], Sequence[Cost]]
"""(Name of the program, scenario) -> its cost in each round."""


def middle(costs: Sequence[Cost]) -> Cost:
    """Return the medians of several measurements of the same."""
    return Cost(
        seconds=median(cost.seconds for cost in costs),
        processor=median(cost.processor for cost in costs),
        peak=round(median(cost.peak for cost in costs)),
        written=round(median(cost.written for cost in costs)),
        removed=round(median(cost.removed for cost in costs)),
        size=round(median(cost.size for cost in costs)),
        files=round(median(cost.files for cost in costs)),
    )


OURS: Final = "kei-site"
"""Programs whose names begin so are compared with all others."""


def comparison(costs: Costs) -> str:
    """Return two tables: a row for each scenario and program, and a row for each comparison of ours with another."""
    middles = {pair: middle(found) for pair, found in costs.items()}
    measured = _table([MEASURES, *([scenario, name, *_cells(cost)] for (name, scenario), cost in middles.items())])
    return f"{measured}\n\n{_table([RATIOS, *_compared(middles)])}"


MEASURES: Final = ("scenario", "program", "s", "CPU s", "memory MB", "files written", "output MB", "output files")
RATIOS: Final = ("scenario", "ratio", "time", "CPU", "memory", "output bytes", "output files")


def _cells(cost: Cost) -> Iterator[str]:
    yield from (f"{cost.seconds:.2f}", f"{cost.processor:.2f}", f"{cost.peak / 1e6:.0f}", str(cost.written))
    yield from (f"{cost.size / 1e6:.1f}", str(cost.files))


def _compared(costs: Mapping[tuple[str, str], Cost]) -> Iterator[Sequence[str]]:
    for (ours, scenario), cost in costs.items():
        for (name, same), theirs in costs.items():
            if scenario == same and ours.startswith(OURS) and not name.startswith(OURS):
                yield [scenario, f"{ours} / {name}", *_ratios(cost, theirs)]


def _ratios(ours: Cost, theirs: Cost) -> Iterator[str]:
    yield _ratio(ours.seconds, theirs.seconds)
    yield _ratio(ours.processor, theirs.processor)
    yield _ratio(ours.peak, theirs.peak)
    yield _ratio(ours.size, theirs.size)
    yield _ratio(ours.files, theirs.files)


def _ratio(ours: float, theirs: float) -> str:
    """Return `0.73` or, when ours is less than half, `1/4.2`."""
    if ours <= 0 or theirs <= 0:
        return "-"
    return f"{ours / theirs:.2f}" if ours * 2 > theirs else f"1/{theirs / ours:.1f}"


def growth(sizes: Mapping[int, Costs]) -> str:
    """Return a table of seconds by number of briefs, with the exponents of time and memory."""
    pairs = dict.fromkeys(pair for costs in sizes.values() for pair in costs)
    numbers = list(sizes)
    titles = ["program", "scenario", *(f"{number} briefs: s, CPU s, MB" for number in numbers)]
    rows = ([*pair, *_grown([middle(costs[pair]) for costs in sizes.values()], numbers)] for pair in pairs)
    allowed = exponent(numbers, [number * log(number) for number in numbers])
    table = _table([[*titles, "exponent of time", "of CPU", "of memory"], *rows])
    return f"{table}\n\nn log n over this range has the exponent {allowed:.2f}."


def _grown(costs: Sequence[Cost], sizes: Sequence[int]) -> Iterator[str]:
    yield from (f"{cost.seconds:.2f}, {cost.processor:.2f}, {cost.peak / 1e6:.0f}" for cost in costs)
    yield f"{exponent(sizes, [cost.seconds for cost in costs]):.2f}"
    yield f"{exponent(sizes, [max(cost.processor, 0.01) for cost in costs]):.2f}"
    yield f"{exponent(sizes, [max(cost.peak, 1) for cost in costs]):.2f}"


def exponent(sizes: Sequence[float], values: Sequence[float]) -> float:
    """Return the slope of log(value) over log(size), by least squares: 1 for linear growth."""
    xs, ys = [log(size) for size in sizes], [log(value) for value in values]
    centre, level = sum(xs) / len(xs), sum(ys) / len(ys)
    slope = sum((x - centre) * (y - level) for x, y in zip(xs, ys, strict=True))
    return slope / sum((x - centre) ** 2 for x in xs)


def _table(rows: Sequence[Sequence[str]]) -> str:
    head, *body = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join((head, f"| --- | --- |{' ---: |' * (len(rows[0]) - 2)}", *body))

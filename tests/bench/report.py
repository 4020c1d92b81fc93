"""Turns measured costs into Markdown tables: programs side by side, and growth with the number of briefs."""

from collections.abc import Iterator, Mapping, Sequence
from math import log
from statistics import median

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
    )


def comparison(costs: Costs) -> str:
    """Return a table with a row for each scenario; the others are compared with the last program."""
    names = tuple(dict.fromkeys(name for name, _ in costs))
    scenarios = dict.fromkeys(scenario for _, scenario in costs)
    titles = ["scenario", *(f"{name} {unit}" for name in names for unit in ("s", "CPU s", "MB", "files"))]
    titles += [title for name in names[:-1] for title in (f"{name} / {names[-1]}: time", "CPU", "memory")]
    rows = ([scenario, *_cells(costs, names, scenario)] for scenario in scenarios)
    return _table([titles, *rows])


def _cells(costs: Costs, names: Sequence[str], scenario: str) -> Iterator[str]:
    found = [middle(costs[name, scenario]) for name in names]
    for cost in found:
        yield from (f"{cost.seconds:.2f}", f"{cost.processor:.2f}", f"{cost.peak / 1e6:.0f}", str(cost.written))
    for cost in found[:-1]:
        yield _ratio(cost.seconds, found[-1].seconds)
        yield _ratio(cost.processor, found[-1].processor)
        yield _ratio(cost.peak, found[-1].peak)


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
    return "\n".join((head, f"| --- |{' ---: |' * (len(rows[0]) - 1)}", *body))

"""How much of each type of chart can be read at a time: more is refused, with what to do.

Within the limits both drawings of a chart have at most 15,000 bytes (`render/figures/budget.py`).
"""

from collections.abc import Mapping

from kei_site.core.value import value


@value
class Limit:
    """The most that a type of chart shows."""

    series: int
    values: int
    """Along the axis below."""
    fewest: int = 1
    """The fewest values along the axis."""
    numbers: int = 300
    """The most in all."""
    names: int = 120
    """The most values along the axis that are names and not dates."""


LIMITS: Mapping[str, Limit] = {
    "line": Limit(series=16, values=400, numbers=400),
    "bar": Limit(series=6, values=60, numbers=120),
    "stacked": Limit(series=8, values=60, numbers=120),
    "area": Limit(series=8, values=300, fewest=2),
    "slope": Limit(series=16, values=2, fewest=2),
    "dot": Limit(series=6, values=60, numbers=120),
    "scatter": Limit(series=6, values=200),
    "small-multiples": Limit(series=18, values=150, fewest=2),
    "tile-map": Limit(series=1, values=60),
    "timeline": Limit(series=6, values=20),
}
FROM_ZERO = frozenset(("bar", "stacked", "area"))
"""Types whose marks begin at zero: their length is the number."""
MOST_MARKS = 10
"""Annotations of a chart."""
MOST_NAMED = 16
"""Points of a scatter plot that stand out, each with its name."""
MOST_ALONE = 60
"""Numbers without one beside them, to which no line leads."""
TOLD_APART = 8
"""Lines in one chart whose colors, dashes and points differ; of more, some have to stand out by `highlight`."""
NOT_NEGATIVE = frozenset(("stacked", "area"))
ON_LOG = frozenset(("line", "dot", "scatter", "slope", "small-multiples"))
"""Types that a logarithmic axis suits."""

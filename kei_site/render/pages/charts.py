"""Numbers over time -> the shapes of small charts. Render, pure.

A bar has its number in words beside its shape, so that image and text agree. A bar that counts anything shows.
"""

from kei_site.core.value import value
from kei_site.model.views.listings import Bar
from kei_site.render.i18n.locale import Locale

_LEAST = 2
_SPARK_HEIGHT = 20
_SPARK_STEP = 4


@value
class Column:
    """One bar, ready to be drawn in a box of 100 units."""

    label: str
    """What stands below it."""
    name: str
    """What it says in words: `2024: 31 publications`."""
    count: int
    height: int
    url: str


@value
class Spark:
    """A word-sized chart: one path in a box of `width` and `height` units."""

    path: str
    width: int
    height: int
    name: str
    """What it shows, in words."""


def columns(bars: tuple[Bar, ...], locale: Locale) -> tuple[Column, ...]:
    """Return the bars in the order of time, the earliest first."""
    highest = max((bar.count for bar in bars), default=0)
    return tuple(_column(bar, highest, locale) for bar in sorted(bars, key=lambda bar: bar.label))


def spark(bars: tuple[Bar, ...], locale: Locale) -> Spark | None:
    """Return the bars as one small shape, or None for fewer than two years. A year without any leaves a gap."""
    counts = {int(bar.label): bar.count for bar in bars if bar.count}
    if len(counts) < 2:
        return None
    first, last, peak = min(counts), max(counts), max(counts, key=lambda year: (counts[year], year))
    shares = {year: count * _SPARK_HEIGHT / counts[peak] for year, count in sorted(counts.items())}
    shapes = [_shape(year - first, share) for year, share in shares.items()]
    name = locale.text(
        "chart.range", first=first, last=last, peak=peak, publications=locale.counted("publications", counts[peak])
    )
    width = (last - first + 1) * _SPARK_STEP
    return Spark(path="".join(shapes), width=width, height=_SPARK_HEIGHT, name=name)


def _column(bar: Bar, highest: int, locale: Locale) -> Column:
    is_month = "-" in bar.label
    label = locale.month(bar.label) if is_month else bar.label
    name = locale.text("chart.bar", label=label, publications=locale.counted("publications", bar.count))
    height = max(_LEAST, round(100 * bar.count / highest)) if bar.count else 0
    return Column(label=label, name=name, count=bar.count, height=height, url=bar.url)


def _shape(at: int, height: float) -> str:
    tall = max(1, round(height))
    return f"M{at * _SPARK_STEP} {_SPARK_HEIGHT}v-{tall}h{_SPARK_STEP - 1}v{tall}z"

"""A chart -> a true sentence on what it shows, made from its numbers. Render, pure."""

from kei_site.core.moments import last_day, read_when
from kei_site.model.views.figures import ChartView, FigureView, Series
from kei_site.render.figures.forms import Forms, forms_of, largest_of, with_unit

_MOST_SERIES = 3


def alternative(view: ChartView) -> str:
    """Return the alternative text of a chart: as its editor wrote it, or made from its numbers."""
    if view.text.alt:
        return view.text.alt
    forms = forms_of(view.text.language)
    kind = forms.locale.text(f"figure.type.{view.type}", title=view.text.title.rstrip("."))
    parts = [kind, *_contents(view, forms)]
    return " ".join(part if part.endswith((".", "!", "?", "…")) else f"{part}." for part in parts)


def description(view: FigureView) -> str:
    """Return one sentence or two on a figure: its subtitle and, of a chart, what it shows."""
    told = [view.text.subtitle, alternative(view) if isinstance(view, ChartView) else view.text.notes]
    return " ".join(filter(None, told)) or view.text.title


def _contents(view: ChartView, forms: Forms) -> list[str]:
    if view.type == "timeline":
        return [_span(view, forms, "figure.alt.events")]
    is_scatter = view.type == "scatter"
    points = [forms.locale.text("figure.alt.points", count=len(view.x), x=view.x_name)] if is_scatter else []
    known = [(at, series) for at, series in enumerate(view.series) if any(value is not None for value in series.values)]
    shown = known[:_MOST_SERIES] if len(known) > _MOST_SERIES + 1 else known
    told = [_series(view, series, forms) for _, series in shown]
    left = len(view.series) - len(shown)
    more = [forms.locale.text("figure.alt.more", count=left)] if left else []
    return [*points, *told, *more]


def _span(view: ChartView, forms: Forms, key: str) -> str:
    dates = [*view.x, *filter(None, view.ends)]
    latest = max(dates, key=lambda text: last_day(when) if (when := read_when(text)) else 0)
    first, last = (forms.when(text, "mixed") for text in (view.x[0], latest))
    return forms.locale.text(key, count=len(view.x), first=first, last=last)


def _series(view: ChartView, series: Series, forms: Forms) -> str:
    """Return a sentence on a series: first and last number where there is an order, lowest and highest."""
    known = [(at, number) for at, number in enumerate(series.values) if number is not None]
    low, high = min(known, key=lambda pair: pair[1]), max(known, key=lambda pair: pair[1])
    parts = {
        name: _place(view, forms, at) if name.endswith("_x") else _number(view, forms, number)
        for name, (at, number) in {
            "low": low,
            "low_x": low,
            "high": high,
            "high_x": high,
            "first": known[0],
            "first_x": known[0],
            "last": known[-1],
            "last_x": known[-1],
        }.items()
    }
    is_ordered = view.x_form not in ("category", "region", "number") and len(known) > 1
    key = "figure.alt.one" if len(known) == 1 else "figure.alt.ordered" if is_ordered else "figure.alt.names"
    key = "figure.alt.level" if len(known) > 1 and low[1] == high[1] else key
    return forms.locale.text(key, series=series.name, **parts)


def _number(view: ChartView, forms: Forms, number: float) -> str:
    return with_unit(forms.label(number, view.decimals, largest_of(view)), view.unit)


def _place(view: ChartView, forms: Forms, at: int) -> str:
    if view.labels:
        return view.labels[at]
    if view.x_form == "number":
        return forms.written(view.x[at])
    if view.x_form == "region":
        return forms.region(view.map, view.x[at])
    return forms.when(view.x[at], view.x_form)

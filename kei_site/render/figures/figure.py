"""The view of a figure -> its HTML in a page or in a feed: caption, chart or table, sources, numbers. Render, pure."""

from kei_site.model.views.figures import ChartView, FigureText, FigureView
from kei_site.render.figures.alternative import alternative
from kei_site.render.figures.chart import chart_svg
from kei_site.render.figures.forms import Forms, forms_of
from kei_site.render.figures.picture import picture_size
from kei_site.render.figures.svg import escaped
from kei_site.render.figures.table import table_html
from kei_site.render.urls import safe_url


def figure_html(view: FigureView, *, is_alone: bool = False) -> str:
    """Return a figure for a page; `is_alone`: the page is its own, and says its title and where it leads."""
    text, forms = view.text, forms_of(view.text.language)
    kind = "data-chart" if isinstance(view, ChartView) else "data-table"
    wide = " wide" if text.is_wide else ""
    body = _chart(view, forms) if isinstance(view, ChartView) else table_html(view)
    caption = "" if is_alone else _caption(view, forms)
    return (
        f'<figure class="data-figure {kind}{wide}" id="{escaped(text.id)}">{caption}'
        f"{body}{foot_html(view)}{_numbers(view, forms, is_alone=is_alone)}</figure>"
    )


def number_of(view: FigureView, forms: Forms) -> str:
    """Return `Figure 2`, `Table 1`, or an empty string for a figure without a number."""
    key = "figure.number" if isinstance(view, ChartView) else "table.number"
    return forms.locale.text(key, number=view.text.number) if view.text.number else ""


def caption_words(view: FigureView) -> str:
    """Return the number, title and subtitle of a figure as a line of HTML, for feeds and paper."""
    text, number = view.text, number_of(view, forms_of(view.text.language))
    head = " ".join(filter(None, (escaped(f"{number}.") if number else "", _words(text, "title"))))
    return f"<strong>{head}</strong> {_words(text, 'subtitle')}".strip()


def _caption(view: FigureView, forms: Forms) -> str:
    text, number = view.text, number_of(view, forms)
    label = f'<span class="number">{escaped(number)}.</span> ' if number else ""
    below = f'<p class="subtitle">{_words(text, "subtitle")}</p>' if text.subtitle else ""
    return f'<figcaption><p class="title">{label}{_words(text, "title")}</p>{below}</figcaption>'


def _words(text: FigureText, key: str) -> str:
    """Return the words of a field as HTML."""
    return dict(text.marked).get(key) or escaped(str(getattr(text, key)))


def _said(forms: Forms, key: str, words: str) -> str:
    """Return a text of the interface around HTML: `Source: …`."""
    return escaped(forms.locale.text(f"figure.{key}", **{key: "\0"})).replace("\0", words)


def _chart(view: ChartView, forms: Forms) -> str:
    wide, narrow = (chart_svg(view, is_narrow=is_narrow) for is_narrow in (False, True))
    return f'<div class="plot" role="img" aria-label="{escaped(alternative(view))}">{wide}{narrow}</div>'


def foot_html(view: FigureView) -> str:
    """Return the notes, the source and the license of a figure as paragraphs."""
    text, forms = view.text, forms_of(view.text.language)
    lines = []
    if text.notes:
        lines.append(f'<p class="notes">{_said(forms, "notes", _words(text, "notes"))}</p>')
    told = [_source(view, forms), _words(text, "license")]
    if any(told):
        lines.append(f'<p class="source">{" · ".join(filter(None, told))}</p>')
    return "".join(lines)


def _source(view: FigureView, forms: Forms) -> str:
    text = view.text
    if not text.source:
        return ""
    address, name = safe_url(text.source_url) if text.source_url else "", _words(text, "source")
    is_linked = address and "<a " not in name
    return _said(forms, "source", f'<a href="{escaped(address)}">{name}</a>' if is_linked else name)


def _numbers(view: FigureView, forms: Forms, *, is_alone: bool) -> str:
    """Return the links to the data and to the figure's page, and below a chart its numbers, folded."""
    text, locale = view.text, forms.locale
    links = []
    if text.csv and not is_alone:
        words = locale.text("figure.download")
        links.append(f'<a href="{escaped(text.csv)}" download="">{escaped(words)}</a>')
    if text.page and not is_alone:
        links.append(f'<a href="{escaped(text.page)}">{escaped(locale.text("figure.page"))}</a>')
    below = f'<p class="links">{" · ".join(links)}</p>' if links else ""
    if not isinstance(view, ChartView):
        return below
    summary = escaped(locale.text("figure.data"))
    state = " open" if is_alone else ""
    return f'<details class="numbers"{state}><summary>{summary}</summary>{table_html(view)}</details>{below}'


def feed_figure(view: FigureView) -> str:
    """Return a figure for feed readers and mail: the picture of a chart with what it shows, or a table."""
    text = view.text
    caption, foot = caption_words(view), foot_html(view)
    if not isinstance(view, ChartView):
        table = f"<figcaption>{caption}</figcaption>{table_html(view)}{foot}"
        return f'<figure class="data-figure data-table">{table}</figure>'
    width, height = picture_size(view)
    image = (
        f'<img src="{escaped(text.image)}" width="{width}" height="{height}" alt="{escaped(alternative(view))}">'
        if text.image
        else f"<p>{escaped(alternative(view))}</p>"
    )
    return f'<figure class="data-figure data-chart">{image}<figcaption>{caption}</figcaption>{foot}</figure>'

"""The HTML of a text -> the same with what a page adds for its readers. Render, pure.

Headings become links to themselves, figures and tables get their numbers, images lead to their files, tables can be
taken along as CSV, notes get a heading. Of these, feeds and mails have the numbers alone.
"""

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import quote

from markupsafe import Markup, escape

from kei_site.core.patterns import pattern_of
from kei_site.render.caption_numbers import with_caption_numbers
from kei_site.render.escape import escaped
from kei_site.render.i18n.locale import Locale

_HEADING = pattern_of(r'<h([2-6])((?: [a-z]+="[^"]*")*? id="([^"]+)"[^>]*)>(.*?)</h\1>', re.DOTALL)
_FIGURE = pattern_of(r'(<figure(?: class="[^"]*")?>)(<img src="([^"]*)"[^>]*>)')
_TABLE = pattern_of(r'(<figure class="data-table(?: [a-z]+)?">.*?)</figure>', re.DOTALL)
_ROW = pattern_of(r"<tr[^>]*>(.*?)</tr>", re.DOTALL)
_CELL = pattern_of(r"<t[dh][^>]*>(.*?)</t[dh]>", re.DOTALL)
_NOTE_MARK = pattern_of(r'<sup class="fnref">.*?</sup>')
_TAG = pattern_of(r"<[^>]*>")
_NUMBER = pattern_of(r"[+-][0-9.,]+%?")
_NOTES = '<section class="footnotes" role="doc-endnotes">'
_MARK = "\ufeff"
"""Begins the file, or spreadsheets read its letters in another encoding."""


def reading(html: Markup, locale: Locale, ui_lang: Markup, name: str = "") -> Markup:
    """Return a text for its page; files of tables are called after `name`."""
    text: str = html if isinstance(html, Markup) else escape(html)
    text = _HEADING.sub(_with_permalink, text)
    if "<figure" in text:
        words = f'<span class="unseen"{ui_lang}>{escape(locale.text("figure.enlarge"))}</span>'
        text = with_caption_numbers(text, locale, ui_lang)
        text = _FIGURE.sub(lambda match: _enlarged(match, words), text)
        text = _with_downloads(text, locale, ui_lang, name)
    return Markup(_with_notes_heading(text, locale.text("notes"), ui_lang))  # noqa: S704


def _with_permalink(match: re.Match[str]) -> str:
    """Return a heading whose words are a link to it; with links of its own it stays as it is."""
    level, attributes, name, inside = match.groups()
    if "<a " in inside:
        return match[0]
    return f'<h{level}{attributes}><a class="permalink" href="#{name}">{inside}</a></h{level}>'


def _enlarged(match: re.Match[str], words: str) -> str:
    """Return a figure whose image leads to its file; a small image is shown as large as it is."""
    figure, image, url = match.groups()
    return f'{figure}<a class="enlarge" href="{url}">{image}{words}</a>' if " srcset=" in image else match[0]


def _with_downloads(html: str, locale: Locale, ui_lang: Markup, name: str) -> str:
    numbers = iter(range(1, html.count("data-table") + 1))
    words = escape(locale.text("table.download"))

    def with_download(match: re.Match[str]) -> str:
        file = f"{name}-table-{next(numbers)}.csv".lstrip("-")
        data = _csv(match[1])
        link = f'<a href="data:text/csv;charset=utf-8,{quote(_MARK + data)}" download="{escaped(file)}">{words}</a>'
        return f'{match[1]}<p class="download"{ui_lang}>{link}</p>\n</figure>' if data else match[0]

    return _TABLE.sub(with_download, html)


def _csv(figure: str) -> str:
    """Return the table of a figure as CSV (RFC 4180); empty for several tables and for cells that span others."""
    if figure.count("<table") != 1 or "span=" in figure:
        return ""
    out = io.StringIO()
    csv.writer(out).writerows(_rows(figure))
    return out.getvalue()


def _rows(table: str) -> Iterator[list[str]]:
    for row in _ROW.finditer(table):
        yield [_value(cell[1]) for cell in _CELL.finditer(row[1])]


def _value(cell: str) -> str:
    """Return the words of a cell; none that a spreadsheet would take for a formula and run."""
    text = " ".join(unescape(_TAG.sub("", _NOTE_MARK.sub("", cell.replace("<br>", " ")))).split())
    is_formula = text[:1] in ("=", "@") or (text[:1] in ("+", "-") and not _NUMBER.fullmatch(text))
    return f"'{text}" if is_formula else text


def _with_notes_heading(text: str, name: str, ui_lang: Markup) -> str:
    # Markup.partition would read the text several times.
    before, notes, after = str.partition(text, _NOTES)
    return f'{before}{notes}<h2 id="kei-notes"{ui_lang}>{escape(name)}</h2>{after}' if notes else text

"""A brief -> its citation: a formatted reference, BibTeX and RIS, both as `data:` addresses. Render, pure."""

import re
from operator import itemgetter
from urllib.parse import quote

from markupsafe import Markup

from kei_site.core.value import value
from kei_site.model.views.common import AuthorLink
from kei_site.model.views.pages import BriefView
from kei_site.model.views.pdf import PdfView
from kei_site.render.escape import escaped
from kei_site.render.i18n.locale import locale_of
from kei_site.render.pages.highwire import CITED_TYPES, family_first, first_published
from kei_site.render.urls import doi_of

_RIS_TYPES = {"brief": "RPRT", "report": "RPRT", "paper": "RPRT", "podcast": "SOUND"}
_TEX = re.compile(r"[\\{}$&#%_^~]")
_CODES = tuple(quote(bytes([byte]), safe="") for byte in range(256))
"""Each byte as it stands in an address."""
_DATA_CODES = tuple(quote(bytes([byte]), safe="!*(),/:;=@+$") for byte in range(256))
"""Each byte as it stands in a `data:` address within an attribute: what neither address nor attribute reads stays."""
_OTHER_LETTERS = re.compile(r"(?:%[0-9A-F]{2})+")
_TEX_NAMES = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}


@value
class Citation:
    """The content of the cite block."""

    reference: Markup
    """In the style of the Chicago Manual."""
    file_name: str
    """Name of the downloads, without an ending: the key of the BibTeX entry, so no two briefs share it."""
    bibtex: str
    """`data:` address of the BibTeX file."""
    ris: str
    """`data:` address of the RIS file."""


def citation(view: BriefView) -> Citation:
    """Return the content of the cite block of a brief."""
    return Citation(
        reference=reference(view),
        file_name=_key(view),
        bibtex=_data_url("application/x-bibtex", bibtex(view)),
        ris=_data_url("application/x-research-info-systems", ris(view)),
    )


def reference(view: BriefView | PdfView) -> Markup:
    """Return the formatted reference: authors, title, series and number, institute, date, address."""
    series = [f"<cite>{escaped(view.card.series.name)}</cite>"] if view.card.series else []
    day = locale_of(view.front.language).day(view.front.date.day)
    where = ", ".join([*series, *(escaped(part) for part in (view.front.number, *_institute(view), day) if part)])
    doi = doi_of(view.front.doi)
    address = f"https://doi.org/{doi}" if doi else view.permalink
    authors, title = _ended(_names(view.card.authors)), _ended(view.front.title)
    # Every value is escaped above or here; Markup.format would do it by a parser in Python.
    return Markup(f"{escaped(authors)} “{escaped(title)}” {where}. {escaped(address)}")  # noqa: S704


def bibtex(view: BriefView) -> str:
    """Return the brief as one BibTeX entry (UTF-8): `techreport` for the types that scholars cite, else `misc`."""
    fields = {
        "author": " and ".join(_bibtex_name(author) for author in view.card.authors),
        "title": f"{{{_tex(view.front.title)}}}",
        "year": f"{first_published(view.front).year}",
        "month": f"{first_published(view.front).month}",
        "institution" if view.front.type in CITED_TYPES else "publisher": _tex(view.site.organization.name),
        "type": _tex(view.card.series.name) if view.card.series else "",
        "number": _tex(view.front.number),
        "doi": doi_of(view.front.doi),
        "url": view.permalink,
        "language": view.front.language,
        "keywords": _tex(", ".join(_keywords(view))),
    }
    kind = "techreport" if view.front.type in CITED_TYPES else "misc"
    lines = [f"{name}={{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{_key(view)},", *lines, "}", ""])


def ris(view: BriefView) -> str:
    """Return the brief as one RIS record (UTF-8, lines end in CR LF)."""
    first = first_published(view.front)
    tags = [
        ("TY", _RIS_TYPES.get(view.front.type, "ELEC")),
        *(("AU", family_first(author)) for author in view.card.authors),
        ("TI", view.front.title),
        ("PY", str(first.year)),
        ("DA", first.day.replace("-", "/")),
        ("PB", view.site.organization.name),
        *_ris_series(view),
        ("DO", doi_of(view.front.doi)),
        ("UR", view.permalink),
        ("LA", view.front.language),
        *(("KW", word) for word in _keywords(view)),
        ("AB", view.front.summary),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in tags if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _ris_series(view: BriefView) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the tags of series and number. Only reports have both; `M1` of a web page is the day of a visit."""
    name = view.card.series.name if view.card.series else ""
    is_report = _RIS_TYPES.get(view.front.type) == "RPRT"
    return ("T2" if is_report else "T3", name), ("SN" if is_report else "N1", view.front.number)


def _data_url(media_type: str, text: str) -> str:
    return f"data:{media_type};charset=utf-8,{percent_coded(text, _DATA_CODES)}"


def percent_coded(text: str, codes: tuple[str, ...] = _CODES) -> str:
    """Return `quote(text, safe="")` of a text that is not empty, in half the time: all bytes at once."""
    return "".join(itemgetter(*text.encode())(codes))


def _key(view: BriefView) -> str:
    """Return the slug and the year of the address, which together no other brief has: `a-brief-2024`, in ASCII.

    Other letters stand as `_` and their bytes in hexadecimal digits.
    """
    slug = view.permalink.rstrip("/").rpartition("/")[2] or "brief"
    return f"{_OTHER_LETTERS.sub(_in_digits, slug)}-{view.front.date.year}"


def _in_digits(codes: re.Match[str]) -> str:
    return "_" + codes[0].replace("%", "")


def _keywords(view: BriefView) -> list[str]:
    return [*(tag.name for tag in view.card.tags), *view.front.keywords]


def _institute(view: BriefView | PdfView) -> tuple[str, ...]:
    name = view.site.organization.name
    return () if any(author.name == name for author in view.card.authors) else (name,)


def _names(authors: tuple[AuthorLink, ...]) -> str:
    shown = [family_first(author) if at == 0 else author.name for at, author in enumerate(authors)]
    return ", and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def _bibtex_name(author: AuthorLink) -> str:
    name = _tex(family_first(author))
    return f"{{{name}}}" if author.kind != "person" or "," not in name else name


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def _tex(text: str) -> str:
    return _TEX.sub(lambda found: _TEX_NAMES.get(found.group(), "\\" + found.group()), " ".join(text.split()))

"""A brief -> its citation: references in four styles, and its record as `data:` addresses. Render, pure."""

from operator import itemgetter
from urllib.parse import quote

from markupsafe import Markup

from kei_site.core.value import value
from kei_site.model.views.common import Card, SiteView
from kei_site.model.views.pages import BriefView
from kei_site.render.citations.exports import bibtex, coins, csl_json, ris
from kei_site.render.citations.record import record_of, record_of_card
from kei_site.render.citations.styles import STYLE_NAMES, reference

_CODES = tuple(quote(bytes([byte]), safe="") for byte in range(256))
"""Each byte as it stands in an address."""
_CODED = tuple(
    (char, code)
    for char in sorted(map(chr, range(128)), key="%".__ne__)
    if (code := quote(char, safe="!*(),/:;=?@+$")) != char
)
"""(character, its code) of ASCII, of each that is coded in a `data:` address within an attribute; `%` is the first."""


@value
class StyledReference:
    """The reference to a brief in a style."""

    style: str
    """`apa`; see the setting `references`."""
    name: str
    """What readers call the style: `Chicago (notes)`."""
    html: Markup


@value
class Citation:
    """The content of the cite block."""

    references: tuple[StyledReference, ...]
    """In each style."""
    file_name: str
    """Name of the downloads, without an ending: the key of the record, so no two briefs share it."""
    bibtex: str
    """`data:` address of the BibTeX file."""
    ris: str
    """`data:` address of the RIS file."""
    csl_json: str
    """`data:` address of the record in CSL-JSON."""

    @property
    def reference(self) -> Markup:
        """In the first style, that of the Chicago Manual."""
        return self.references[0].html


def citation(view: BriefView) -> Citation:
    """Return the content of the cite block of a brief."""
    record = record_of(view)
    return Citation(
        # Every value in a reference is escaped by its style.
        references=tuple(
            [
                StyledReference(style=style, name=name, html=Markup(reference(style, record)))  # noqa: S704
                for style, name in STYLE_NAMES.items()
            ]
        ),
        file_name=record.key,
        bibtex=_data_url("application/x-bibtex", bibtex(record)),
        ris=_data_url("application/x-research-info-systems", ris(record)),
        csl_json=_data_url("application/vnd.citationstyles.csl+json", csl_json(record)),
    )


def coins_span(card: Card, site: SiteView) -> Markup:
    """Return the empty element by which reference managers read a brief on a list (COinS)."""
    return Markup(f'<span class="Z3988" title="{coins(record_of_card(card, site))}"></span>')  # noqa: S704


def _data_url(media_type: str, text: str) -> str:
    """Return the `data:` address of a text, with each character as it is that may stand in addresses (URL Standard).

    Those are letters of every script; browsers send them as UTF-8. Blanks and controls of other scripts are coded, as
    no editor of a page's source would see them.
    """
    coded = text
    for char, code in _CODED:
        coded = coded.replace(char, code)
    if not coded.isprintable():
        coded = "".join([letter if letter.isprintable() else quote(letter) for letter in coded])
    return f"data:{media_type};charset=utf-8,{coded}"


def percent_coded(text: str) -> str:
    """Return `quote(text, safe="")` of a text that is not empty, in half the time: all bytes at once."""
    return "".join(itemgetter(*text.encode())(_CODES))

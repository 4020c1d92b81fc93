"""Briefs for tests of deposit files, and what their elements hold."""

from dataclasses import replace

from lxml import etree

from kei_site.core.bibliography import Cited, Name, PartialDate, Work
from kei_site.model.views.common import AuthorLink
from tests.support.view_samples import BRIEF, brief_with

CITED = Work(
    key="kim2024",
    type="book",
    title="A & B",
    authors=(Name(family="Kim", given="Jane"),),
    issued=PartialDate(year=2024),
    doi="10.1000/x",
)
CITING = replace(BRIEF, text=replace(BRIEF.text, cited=Cited(style="apa", citations=(), works=(CITED,))))
LONG = brief_with(title="A “title” & <more>: 그리고?", number="No. " + "9" * 60, summary="R&D <b>\n둘째")
LONG = replace(
    LONG,
    card=replace(
        LONG.card,
        language="fil",
        authors=(
            AuthorLink(id="x", url="", name="김예슬", family="", given="", kind="person"),
            AuthorLink(id="x", url="", name="X", family="Q" * 90, given="J. S. " * 20 + "Jr.", kind="person"),
            AuthorLink(id="x", url="", name="Ministry of Trade, Industry and Energy " * 20, kind="organization"),
        ),
    ),
    text=replace(
        LONG.text,
        cited=Cited(
            style="apa",
            citations=(),
            works=(CITED, replace(CITED, key="k:1+b", type="treaty", doi="10.1000/" + "x" * 300, title="A\u200b<i>")),
        ),
    ),
)
"""A brief with values that are long, rare or full of signs."""


def tree(data: bytes) -> etree._Element:
    """Return the root of a file."""
    return etree.fromstring(data)


def texts(root: etree._Element, name: str) -> list[str]:
    """Return the words of each element of a name."""
    return [element.text or "" for element in root.iter(f"{{*}}{name}")]


def names(root: etree._Element) -> list[str]:
    """Return the names of the children of an element."""
    return [etree.QName(child).localname for child in root]

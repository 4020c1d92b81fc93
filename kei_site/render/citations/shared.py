"""A work -> the parts that several styles write in the same way. Render, pure."""

import re

from kei_site.core.bibliography import ARTICLES, CitedWork, Name, PartialDate, Work
from kei_site.render.citations.marks import american, container, ordinal, page_range
from kei_site.render.citations.names import spoken
from kei_site.render.escape import escaped

WEB = ("webpage", "post-weblog", "post", "document", "article", "speech", "")
"""Types whose full date counts, which most works of these types have."""
DATED = ("article-magazine", "article-newspaper", *WEB)
PARTS = ("chapter", "entry", "entry-encyclopedia", "entry-dictionary")
"""Types of works that are part of a book."""
_NAMED = re.compile(r"[^\W\d_]+\.? ")
"""A number that begins with a word of its own: `Report 5`, `No. 12`."""
_PLURAL = re.compile(r"\d\s*[-–—,&]\s*\d|\d and \d")
_LABELS = {
    "book": ("bk.", "bks."),
    "chapter": ("chap.", "chaps."),
    "column": ("col.", "cols."),
    "figure": ("fig.", "figs."),
    "folio": ("fol.", "fols."),
    "issue": ("no.", "nos."),
    "line": ("l.", "ll."),
    "note": ("n.", "nn."),
    "page": ("p.", "pp."),
    "paragraph": ("para.", "paras."),
    "part": ("pt.", "pts."),
    "section": ("sec.", "secs."),
    "verse": ("v.", "vv."),
    "volume": ("vol.", "vols."),
}


def label_of(cited: CitedWork) -> str:
    """Return the abbreviated name of what a locator counts: `p.`, `chaps.`"""
    return _LABELS.get(cited.label, ("", ""))[bool(_PLURAL.search(cited.locator))]


def labelled(cited: CitedWork, form: str) -> str:
    """Return a locator as Chicago and MLA write it: pages bare, others with their label."""
    number = page_range(cited.locator, form)
    return escaped(number if cited.label == "page" else f"{label_of(cited)} {number}".strip())


def creators(work: Work) -> tuple[Name, ...]:
    """Return who the work is filed under: its authors, else its editors, else its translators."""
    return work.authors or work.editors or work.translators


def role_of(work: Work) -> str:
    """Return what the `creators` did if they are no authors: `ed`, `trans` or empty."""
    return "" if work.authors else "ed" if work.editors else "trans" if work.translators else ""


def others(work: Work, edited: str, translated: str) -> list[str]:
    """Return editors and translators beside the `creators`, each after its words; those of a book before its parts'."""
    editors = work.editors if work.authors or work.type in PARTS else ()
    translators = work.translators if work.authors or work.editors else ()
    found = [(translated, translators), (edited, editors)]
    return [f"{words} {escaped(spoken(names))}" for words, names in found if names]


def collection(work: Work) -> str:
    """Return the series with its number."""
    return escaped(" ".join(filter(None, (work.collection, work.collection_number))))


def numbered(work: Work, sign: str) -> str:
    """Return `Working Paper no. 12`, `arXiv:1810.04805`, `Report`."""
    if work.type == "thesis":
        return ""
    return escaped(counted(work, sign))


def counted(work: Work, sign: str) -> str:
    """Return the genre and the number of a work, with a `sign` between them unless the number begins with a word."""
    wants_sign = work.genre and work.number and not _NAMED.match(work.number)
    return " ".join(filter(None, (work.genre, sign if wants_sign else "", work.number)))


def edition(work: Work) -> str:
    """Return the edition as `2nd ed.`"""
    return escaped(ordinal(work.edition))


def is_serial(work: Work) -> bool:
    """Tell whether a work appears in a periodical or proceedings."""
    return work.type in ARTICLES and bool(work.container)


def site(work: Work) -> str:
    """Return the site or blog of a page; Chicago sets the names of blogs in italics."""
    return container(work) if work.type == "post-weblog" else escaped(work.container)


def accessed(work: Work, words: str) -> str:
    """Return the day of access of a work without a date, after `words`."""
    return f"{words} {american(work.accessed)}" if work.accessed.year and not work.issued.year else ""


def month_of(work: Work) -> PartialDate:
    """Return the date of a work without its day."""
    return PartialDate(year=work.issued.year, month=work.issued.month)

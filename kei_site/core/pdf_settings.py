"""The PDFs of a site as its editors ask for them. Core, data."""

from kei_site.core.value import value

PAPERS = ("a4", "letter")


@value
class PdfSettings:
    """Which briefs get a PDF, and its form."""

    types: tuple[str, ...] = ()
    """The types of briefs that get one."""
    paper: str = PAPERS[0]
    """One of PAPERS."""
    in_feeds: bool = False
    """Whether it is the enclosure of a brief in feeds, if the brief has no other."""


def gets_pdf(asked: str, kind: str, settings: PdfSettings) -> bool:
    """Return whether the PDF of a brief is made; `asked` is its own `pdf` key, `kind` its type."""
    return asked == "true" or (not asked and kind in settings.types)

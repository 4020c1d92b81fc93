"""Views and tools for tests of PDFs, and what a reader of PDFs finds in them."""

import io
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pikepdf

from kei_site.core.hashing import NO_DIGEST, Digest
from kei_site.model.brief import Fragment
from kei_site.model.views.common import AuthorLink, Card, OrganizationView, TextView
from kei_site.model.views.pdf import PdfImage, PdfSite, PdfView
from kei_site.render.pdf.document import render_pdf
from kei_site.render.tools import Tools
from tests.support.node_modules import missing
from tests.support.plan_samples import brief

SITE = PdfSite(
    title="Institute",
    url="https://example.org",
    prefix="",
    organization=OrganizationView(name="Test Institute", url="https://example.org/"),
    paper="a4",
    accent="#b4301a",
    logo=None,
    shows_name=True,
    license="CC BY 4.0",
    imprint="1800 K Street NW",
    fonts=(),
)


def pdf_view(*, images: tuple[PdfImage | None, ...] = (), text: TextView | None = None, **front: Any) -> PdfView:
    """Return the view of a brief's PDF; its text has the key `text`."""
    made = brief("a", **front)
    card = Card(
        id="a",
        url="/briefs/2024/a/",
        title=made.front.title,
        summary=made.front.summary,
        type=made.front.type,
        date=made.front.date,
        language=made.front.language,
        authors=(AuthorLink(id="kim", name="Kim Min-su", url="/authors/kim/", kind="person"),),
    )
    return PdfView(
        site=SITE,
        front=made.front,
        card=card,
        text=text or TextView(fragment=Digest("text")),
        images=images,
        lead=None,
        author_notes=(),
        successor=None,
        tools=NO_DIGEST,
    )


def rendered(
    html: str, folder: Path, view: PdfView | None = None, sources: Mapping[str, bytes] = MappingProxyType({})
) -> bytes:
    """Return the PDF of a text; `sources` are the files that it shows, by path."""
    tools = Tools(
        page=lambda template, view: b"",
        fragment=lambda key: Fragment(html=html),
        source=lambda path, digest: sources[path],
        workspace=folder,
    )
    return render_pdf(view or pdf_view(), tools)


def opened(data: bytes) -> pikepdf.Pdf:
    """Return a PDF, opened."""
    return pikepdf.open(io.BytesIO(data))


def promises(data: bytes) -> tuple[str, str]:
    """Return the parts of PDF/UA and PDF/A that a file promises to follow, or empty texts."""
    with opened(data) as pdf, pdf.open_metadata() as metadata:
        return str(metadata.get("pdfuaid:part", "")), metadata.pdfa_status


def structure(data: bytes) -> list[str]:
    """Return the tags of the structure of a PDF, in the order of reading."""
    with opened(data) as pdf:
        return [str(element.S)[1:] for element in _elements(pdf.Root.StructTreeRoot)]


def alternatives(data: bytes) -> list[str]:
    """Return the alternative texts of the figures of a PDF."""
    with opened(data) as pdf:
        return [str(element.Alt) for element in _elements(pdf.Root.StructTreeRoot) if "/Alt" in element]


def _elements(node: Any) -> Iterator[Any]:
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def words_of(data: bytes, file: Path, *options: str) -> str:
    """Return the words of a PDF, as `pdftotext` of poppler reads them: in their order, or as its `options` say."""
    if shutil.which("pdftotext") is None:
        missing("pdftotext")
    file.write_bytes(data)
    return subprocess.run(
        ["pdftotext", *(options or ["-raw"]), str(file), "-"], capture_output=True, text=True, check=True
    ).stdout


def link_targets(data: bytes) -> list[str]:
    """Return the addresses of the links of a PDF."""
    with opened(data) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        return [str(note.A.URI) for note in notes if "/A" in note and "/URI" in note.A]


def fonts_of(data: bytes) -> set[str]:
    """Return the names of the fonts in a PDF."""
    with opened(data) as pdf:
        found = (entry for entry in pdf.objects if isinstance(entry, pikepdf.Dictionary))
        return {str(entry.BaseFont) for entry in found if "/BaseFont" in entry}

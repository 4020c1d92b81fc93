"""The view of a brief's PDF -> the file: tagged (PDF/UA-1) and fit to be kept (PDF/A-2a). Render.

Typst sets the one template of this folder with plain data; the date of the brief stands where a clock would.
A file with a letter that no font has, or with a picture without words, does not get the marks that it does not deserve.
"""

import functools
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kei_site.core.hashing import digest_bytes
from kei_site.core.pdf_fonts import font_files
from kei_site.core.value import value
from kei_site.model.views.pdf import PdfImage, PdfView
from kei_site.render.figures.paper import paper_chart, paper_name
from kei_site.render.pdf.data import Picture, document_data
from kei_site.render.pdf.fonts import families_for, family_of, unpacked
from kei_site.render.pdf.pictures import paper_picture
from kei_site.render.pdf.record import with_record
from kei_site.render.pdf.typesetter import Typesetter
from kei_site.render.tools import Tools

TEMPLATE = Path(__file__).with_name("brief.typ")
_PAPERS = {"a4": "a4", "letter": "us-letter"}
_STANDARDS = (("ua-1", "a-2a"), ("a-2u",), ())
"""What a file may promise, the most first."""
_LIKE = {"headings": "text", "gothic": "text"}
"""Uses for which the site's own font of another use stands, if they have none."""


@value
class Workshop:
    """A folder in which a process sets its PDFs one after the other."""

    folder: Path
    typesetter: Typesetter
    families: Mapping[str, str]
    """The families of the site's own fonts, by their role."""


def render_pdf(view: PdfView, tools: Tools) -> bytes:
    """Return the PDF of a brief. Raises TypesettingFailed when it cannot be made at all."""
    fonts = tuple((font.role, tools.source(font.source, font.digest)) for font in view.site.fonts)
    workshop = _workshop(tools.workspace, fonts)
    images = [image for image in (view.site.logo, view.lead, *view.images) if image]
    pictures = {image.source: _laid_down(image, tools, workshop.folder) for image in images}
    pictures |= _charts(view, workshop.folder)
    data = document_data(view, tools.fragment, pictures) | {"look": _look(view, pictures, workshop)}
    try:
        text = json.dumps(data, ensure_ascii=False)
        return with_record(workshop.typesetter.pdf(text, view.front.date.day, _STANDARDS), view)
    finally:
        for picture in set(pictures.values()):
            (workshop.folder / picture.file).unlink()


def _workshop(workspace: Path, fonts: tuple[tuple[str, bytes], ...]) -> Workshop:
    """Return the folder of this process in a workspace, which is gone after each build."""
    folder = str(workspace / f"pdf-{os.getpid()}")
    found = _furnished(folder, fonts)
    if (found.folder / TEMPLATE.name).exists():
        return found
    found.typesetter.close()
    _furnished.cache_clear()
    return _furnished(folder, fonts)


@functools.lru_cache(maxsize=1)
def _furnished(place: str, fonts: tuple[tuple[str, bytes], ...]) -> Workshop:
    folder = Path(place)
    folder.mkdir(parents=True, exist_ok=True)
    template = folder / TEMPLATE.name
    template.write_bytes(TEMPLATE.read_bytes())
    families, folders = {}, sorted({str(file.parent) for file in font_files()})
    for role, data in fonts:
        font = unpacked(data)
        (folder / f"{role}.otf").write_bytes(font)
        families[role] = family_of(font)
    typesetter = Typesetter(str(template), [*folders, str(folder)])
    return Workshop(folder=folder, typesetter=typesetter, families=families)


def _laid_down(image: PdfImage, tools: Tools, folder: Path) -> Picture:
    """Put a picture beside the template."""
    data = tools.source(image.source, image.digest)
    if image.source.lower().endswith(".svg"):
        return _written(data, "svg", (1, 1), folder)
    made = paper_picture(data)
    return _written(made.data, made.ending, (made.width, made.height), folder)


def _charts(view: PdfView, folder: Path) -> dict[str, Picture]:
    """Put the drawings of charts beside the template; return them by their names in the text."""
    charts = [slot.chart for slot in view.text.figures if slot.chart]
    drawn = {paper_name(chart): paper_chart(chart, view.site.accent) for chart in charts}
    return {name: _written(data, "svg", size, folder) for name, (data, size) in drawn.items()}


def _written(data: bytes, ending: str, size: tuple[int, int], folder: Path) -> Picture:
    name = f"{digest_bytes(data)}.{ending}"
    (folder / name).write_bytes(data)
    return Picture(file=name, width=size[0], height=size[1])


def _look(view: PdfView, pictures: Mapping[str, Picture], workshop: Workshop) -> dict[str, Any]:
    site, own = view.site, workshop.families
    look: dict[str, Any] = {
        role: [*dict.fromkeys([*filter(None, [own.get(role), own.get(_LIKE.get(role, ""))]), *families, *own.values()])]
        for role, families in families_for(view.front.language).items()
    }
    look |= {
        "paper": _PAPERS[site.paper],
        "accent": site.accent,
        "shows-name": site.shows_name or not site.logo,
    }
    if site.logo:
        look["logo"] = {"file": pictures[site.logo.source].file, "alt": site.organization.name}
    return look

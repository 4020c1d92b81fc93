"""Public briefs -> their PDFs: made from the text, or the author's own file; and where they lie. Plan, pure.

A PDF lies in the folder of the brief's page: Google Scholar takes a full text only from there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kei_site.core.diagnostics import Diagnostic, diagnostic
from kei_site.core.hashing import Digest
from kei_site.core.image_facts import ImageFacts
from kei_site.core.pdf_settings import gets_pdf
from kei_site.core.urls import file_link
from kei_site.core.value import value
from kei_site.model.brief import Brief
from kei_site.model.routes import brief_path
from kei_site.model.views.pages import BriefContent
from kei_site.model.views.pdf import PdfImage, PdfLink, PdfSite, PdfView
from kei_site.model.views.theme import FontView
from kei_site.plan.images import Images, source_path
from kei_site.plan.inputs import Inputs
from kei_site.plan.links import LinkIndex
from kei_site.plan.static_files import copy_target
from kei_site.plan.targets import Target

_ROLES = ("text", "headings", "mono")


@value
class FoundPdf:
    """The PDF of a brief, or a diagnostic, or neither."""

    link: PdfLink | None = None
    copy: Target | None = None
    """The author's own file, to be published; None when the PDF is made."""
    diagnostic: Diagnostic | None = None


def find_pdf(brief: Brief, inputs: Inputs, index: LinkIndex) -> FoundPdf:
    """Return the PDF of a brief."""
    asked = brief.front.pdf
    if asked in ("", "true", "false"):
        return FoundPdf(link=_link(brief, inputs, 0) if is_made(brief, inputs) else None)
    source = index.files.get(source_path(asked, brief.path) or "", "")
    if not source:
        fix = "put the file next to the brief, or write `pdf: true` to have it made"
        message = "there is no such file beside the brief"
        return FoundPdf(diagnostic=diagnostic("LNK02", brief.place("pdf"), message, found=asked, fix=fix))
    if refused := inputs.files.refused.get(source):
        return FoundPdf(
            diagnostic=diagnostic("LNK10", brief.place("pdf"), refused.message, found=asked, fix=refused.fix)
        )
    copy = copy_target(source, inputs.files.content[source], pdf_path(brief))
    return FoundPdf(link=_link(brief, inputs, inputs.files.sizes[source]), copy=copy)


def is_made(brief: Brief, inputs: Inputs) -> bool:
    """Return whether the PDF of a brief is made from its text."""
    return gets_pdf(brief.front.pdf, brief.front.type, inputs.config.pdf)


def pdf_path(brief: Brief) -> str:
    """Return the output path of the PDF of a brief."""
    folder = brief_path(brief.front.date.year, brief.slug).removesuffix("index.html")
    return f"{folder}{brief.slug}.pdf"


def _link(brief: Brief, inputs: Inputs, length: int) -> PdfLink:
    url = inputs.site.prefix + file_link(pdf_path(brief))
    return PdfLink(url=url, length=length, in_feeds=inputs.config.pdf.in_feeds)


def pdf_targets(inputs: Inputs, contents: Mapping[str, BriefContent], images: Images) -> Iterator[Target]:
    """Yield the PDFs that are made; `contents` holds the public briefs by id."""
    site = _site(inputs)
    for brief in inputs.library.briefs if inputs.pdf_tools else ():
        if is_made(brief, inputs):
            frame = inputs.site_in(brief.front.language)
            spoken = replace(site, words=frame.words, organization=frame.organization)
            view = _view(brief, spoken, contents[brief.id], images, inputs.pdf_tools)
            yield pdf_target(pdf_path(brief), view)


def pdf_target(path: str, view: PdfView) -> Target:
    """Return the target of the PDF at an output path."""
    return Target(path=path, recipe="pdf", view=view, texts=(view.card.id,))


def _view(brief: Brief, site: PdfSite, content: BriefContent, images: Images, tools: Digest) -> PdfView:
    lead = brief.front.image
    found = _image(lead.src, brief, images) if lead and content.image else None
    return PdfView(
        site=site,
        front=content.front,
        card=content.card,
        text=content.text,
        images=tuple([_image(reference.target, brief, images) for reference in brief.images]),
        lead=PdfImage(source=found.source, digest=found.digest, alt=lead.alt, caption=lead.caption, credit=lead.credit)
        if lead and found
        else None,
        author_notes=content.author_notes,
        successor=content.successor,
        tools=tools,
    )


def _image(target: str, brief: Brief, images: Images) -> PdfImage | None:
    facts = images.known.get(source_path(target, brief.path) or "")
    return PdfImage(source=facts.path, digest=facts.digest) if isinstance(facts, ImageFacts) else None


def _site(inputs: Inputs) -> PdfSite:
    config, site = inputs.config, inputs.site
    theme, known = config.theme, {**inputs.files.static, **inputs.files.content}
    logo = theme.logo.light if theme.logo and theme.logo.light in known else ""
    footer = theme.footer
    return PdfSite(
        title=site.title,
        url=site.url,
        prefix=site.prefix,
        organization=site.organization,
        paper=config.pdf.paper,
        accent=theme.accent,
        logo=PdfImage(source=logo, digest=known[logo]) if logo else None,
        shows_name=site.theme.shows_name,
        license=site.license,
        imprint=" · ".join(filter(None, (footer.address, footer.copyright))),
        fonts=tuple(
            FontView(role=role, url="", source=path, digest=known[path])
            for role in _ROLES
            if (path := getattr(theme.fonts, role)) in known
        ),
    )


def pdf_diagnostics(inputs: Inputs) -> Iterator[Diagnostic]:
    """Report that what makes PDFs is not installed (PDF01), at the first place that asks for them."""
    asking = next((brief for brief in inputs.library.briefs if is_made(brief, inputs)), None)
    if asking and not inputs.pdf_tools:
        place = asking.place("pdf") if asking.front.pdf else inputs.config.place("pdf")
        message = "PDFs need programs and fonts that are not installed"
        yield diagnostic("PDF01", place, message, fix="run `pip install 'kei-site[pdf]'`, or remove `pdf`")

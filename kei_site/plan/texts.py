"""The texts of a library -> the same texts with every reference resolved, and the files they bring."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from kei_site.core.budget import Budget
from kei_site.core.diagnostics import Diagnostic, Place, diagnostic, in_file
from kei_site.core.hashing import NO_DIGEST, with_hash
from kei_site.core.languages import in_language
from kei_site.core.value import value
from kei_site.model.brief import Author, Brief, LeadImage, Page, Record
from kei_site.model.library import Library
from kei_site.model.lives import lives_of
from kei_site.model.versions import FrozenVersion
from kei_site.model.views.common import EnclosureView, ImageView, TextView
from kei_site.model.views.events import EventView
from kei_site.model.views.figures import FigureView, slot_of
from kei_site.model.views.pdf import PdfLink
from kei_site.model.views.podcasts import PodcastView
from kei_site.plan.enclosures import find_enclosure, place_of_enclosure
from kei_site.plan.events import event_references, event_view
from kei_site.plan.figures.resolve import CELLS_OF_OLD_CHART, FigureOwner, FigureResolver
from kei_site.plan.images import source_path
from kei_site.plan.inputs import Inputs
from kei_site.plan.links import COPY_FILE, LinkIndex, SourceText, private_to, resolve_text
from kei_site.plan.pdf import find_pdf
from kei_site.plan.podcasts import find_podcast
from kei_site.plan.static_files import attachment_target
from kei_site.plan.targets import Target

_Shown = TypeVar("_Shown")


@value
class Texts:
    """Every public text with its references resolved, and what goes with it."""

    briefs: dict[str, TextView]
    """By brief id."""
    biographies: dict[str, TextView]
    """By author id, and by id and language: `kim.ko`."""
    leads: dict[str, ImageView]
    """The images named in front matters, by brief id."""
    portraits: dict[str, ImageView]
    """By author id."""
    pages: dict[str, TextView]
    """By page id."""
    versions: dict[str, TextView]
    """Frozen versions of public briefs, by the path of their files."""
    enclosures: dict[str, EnclosureView]
    """Recordings and PDFs, by brief id."""
    events: dict[str, EventView]
    """By brief id."""
    pdfs: dict[str, PdfLink]
    podcasts: dict[str, PodcastView]
    """By brief id."""
    shared_figures: dict[str, FigureView]
    """The figures of `content/figures/` that public texts show, by name."""
    attachments: tuple[Target, ...]
    diagnostics: tuple[Diagnostic, ...]


def resolve_texts(inputs: Inputs, links: LinkIndex) -> Texts:
    """Return all public texts of the site; the diagnostics are also those of briefs that are not public yet."""
    diagnostics: list[Diagnostic] = []
    figures = FigureResolver(inputs=inputs, links=links, diagnostics=diagnostics, told=set())
    resolver = _Resolver(
        inputs=inputs, links=links, diagnostics=diagnostics, attachments={}, figures=figures, budgets={}
    )
    library = inputs.library
    briefs = {brief.id: resolver.brief(brief) for brief in library.by_path.values()}
    leads = {brief.id: resolver.image(brief.front.image, brief.place("image")) for brief in library.by_path.values()}
    enclosures = {brief.id: resolver.enclosure(brief) for brief in library.by_path.values()}
    events = {brief.id: resolver.event(brief) for brief in library.by_path.values()}
    pdfs = {brief.id: resolver.pdf(brief) for brief in library.by_path.values()}
    podcasts = {brief.id: resolver.podcast(brief) for brief in library.by_path.values()}
    pages = {page.id: resolver.page(page) for page in library.pages}
    for page in library.broken_pages:
        resolver.page(page)
    owners = {brief.id: brief for brief in library.briefs}
    versions = {frozen.path: resolver.version(frozen, owners.get(frozen.owner)) for frozen in inputs.records.versions}
    biographies = {author.id: resolver.biography(author, author.id) for author in library.authors.values()}
    lives = lives_of(inputs.records.authors)
    biographies |= {name: resolver.biography(life, in_language(name)[0]) for name, life in lives.items()}
    portraits = {
        author.id: resolver.image(author.portrait, _portrait_place(author)) for author in library.authors.values()
    }
    return Texts(
        briefs=_public(briefs, library),
        biographies=biographies,
        leads=_public(leads, library),
        portraits={author: image for author, image in portraits.items() if image},
        pages=pages,
        versions={path: text for path, text in versions.items() if text},
        enclosures=_public(enclosures, library),
        events=_public(events, library),
        pdfs=_public(pdfs, library),
        shared_figures=figures.shared(),
        podcasts=_public(podcasts, library),
        attachments=tuple(resolver.attachments.values()),
        diagnostics=tuple(resolver.diagnostics),
    )


def _public(found: Mapping[str, _Shown | None], library: Library) -> dict[str, _Shown]:
    """Return the values of public briefs, by brief id: the plan never sees the others."""
    return {brief: value for brief, value in found.items() if value and brief in library.cards}


def _portrait_place(author: Author) -> Place:
    """Return where an author's record names the portrait, under either of its keys."""
    return author.place("portrait" if " portrait=" in f" {author.places}" else "image")


@value
class _Resolver:
    """Resolves the references of records, and collects their diagnostics and the files that they bring."""

    inputs: Inputs
    links: LinkIndex
    diagnostics: list[Diagnostic]
    attachments: dict[str, Target]
    """By output path."""
    figures: FigureResolver
    budgets: dict[str, Budget]
    """What a text and its versions may still cost, by the path of its file; only of those that show anything."""

    def brief(self, brief: Brief) -> TextView:
        """Return the text of a brief; the files of one that is not public are not published."""
        is_public = self.inputs.library.is_public(brief)
        text = self._text(brief, _owner(brief, brief.front.language), is_public=is_public)
        return replace(text, cited=self.inputs.cited[brief.id]) if brief.id in self.inputs.cited else text

    def version(self, frozen: FrozenVersion, brief: Brief | None) -> TextView | None:
        """Return the text of a frozen version of a public brief; None for that of another, which is only checked.

        Files that it links to lie beside the page of the brief. Figures hold their numbers, and have no page. Pictures
        and data are those that were kept.
        """
        text, told = frozen.text, len(self.diagnostics)
        owner = _owner(brief or text, text.front.language)
        is_shown = bool(brief and brief.front.versions)
        view = self._then(frozen)._text(text, replace(owner, path=text.path), is_public=is_shown)
        self.diagnostics[told:] = in_file(self.diagnostics[told:], text.path, frozen.path)
        figures = tuple([slot_of(_without_files(slot.view)) for slot in view.figures])
        cited = self.inputs.cited.get(text.id)
        return replace(view, figures=figures, cited=cited) if is_shown else None

    def _then(self, frozen: FrozenVersion) -> "_Resolver":
        """Return a resolver that finds the pictures and the data which were kept with a frozen version."""
        links, figures = self.links, replace(self.figures, shown=set(), cells_of_chart=CELLS_OF_OLD_CHART)
        if kept := self.inputs.replaced.get(frozen.path):
            images = self.inputs.files.images
            pictures = {source: images[path] for source, path in kept.items() if path in images}
            links = replace(links, images=replace(links.images, known={**links.images.known, **pictures}))
            figures = replace(figures, links=replace(links, files={**links.files, **kept}))
        return replace(self, links=links, figures=figures)

    def page(self, page: Page) -> TextView:
        """Return the text of a plain page."""
        return self._text(page, _owner(page, page.language), is_public=not page.is_broken)

    def biography(self, author: Author, person: str) -> TextView:
        """Return the text of a record of the author `person`, which may say its own language."""
        is_public = person in self.inputs.library.by_author or person in self.inputs.library.people
        language = author.language or self.inputs.config.language
        owner = FigureOwner(path=author.path, url=f"/authors/{person}/", language=language)
        text = self._text(author, owner, is_public=is_public)
        return replace(text, language=author.language)

    def image(self, image: LeadImage | None, place: Place) -> ImageView | None:
        """Return the image that a front matter names, or None when there is none."""
        if image is None or self._is_private(image.src, place):
            return None
        view, diagnostics = self.links.images.find(image, place)
        self.diagnostics.extend(diagnostics)
        return view

    def enclosure(self, brief: Brief) -> EnclosureView | None:
        """Return the recording or PDF that goes with a brief, or None when there is none."""
        if self._is_private(brief.front.audio, place_of_enclosure(brief)):
            return None
        found = find_enclosure(brief, self.inputs, self.links)
        if found.diagnostic:
            self.diagnostics.append(found.diagnostic)
        if found.copy and self.inputs.library.is_public(brief):
            self.attachments[found.copy.path] = found.copy
        return found.view

    def pdf(self, brief: Brief) -> PdfLink | None:
        """Return the PDF of a brief, or None when there is none."""
        if self._is_private(brief.front.pdf, brief.place("pdf")):
            return None
        found = find_pdf(brief, self.inputs, self.links)
        if found.diagnostic:
            self.diagnostics.append(found.diagnostic)
        if found.copy and self.inputs.library.is_public(brief):
            self.attachments[found.copy.path] = found.copy
        return found.link

    def event(self, brief: Brief) -> EventView | None:
        """Return the event of a brief, or None when it is about none."""
        event = brief.front.event
        if event is None:
            return None
        references = event_references(brief, event)
        text = SourceText(path=brief.path, url=brief.url, fragment=NO_DIGEST, links=references, images=())
        links = self._resolved(text, Budget(), is_public=self.inputs.library.is_public(brief)).links
        addresses = {reference.target: url for reference, url in zip(references, links, strict=True)}
        return event_view(brief, event, addresses, self.inputs)

    def podcast(self, brief: Brief) -> PodcastView | None:
        """Return the episode that a brief is, or None when it is none."""
        written = brief.front.podcast
        if written and self._is_private(written.transcript, brief.place("podcast.transcript")):
            return None
        found = find_podcast(brief, self.inputs, self.links)
        if found.diagnostic:
            self.diagnostics.append(found.diagnostic)
        if self.inputs.library.is_public(brief):
            self.attachments.update({copy.path: copy for copy in found.copies})
        return found.view

    def _is_private(self, name: str, place: Place) -> bool:
        """Report a file named at `place` that belongs to an unpublished brief."""
        owner = private_to(source_path(name, place.path) or "", place.path, self.links)
        if owner:
            message = f"names a file of {owner}, which is not public yet"
            self.diagnostics.append(diagnostic("LNK03", place, message, found=name, fix=COPY_FILE))
        return bool(owner)

    def _text(self, record: Record, owner: FigureOwner, *, is_public: bool) -> TextView:
        text = SourceText(
            path=record.path,
            url=owner.url,
            fragment=record.body,
            links=record.links,
            images=record.images,
            frames=record.frames,
            anchors=frozenset(record.anchors),
        )
        budget = self._budget(record)
        resolved = self._resolved(text, budget, is_public=is_public)
        if not record.figures:
            return resolved
        return replace(resolved, figures=self.figures.views(record, owner, budget, is_public=is_public))

    def _budget(self, record: Record) -> Budget:
        """Return the budget that a text shares with its frozen versions, which have its path."""
        if record.images or record.figures:
            return self.budgets.setdefault(record.path, Budget())
        return Budget()

    def _resolved(self, text: SourceText, budget: Budget, *, is_public: bool) -> TextView:
        resolved = resolve_text(text, self.links, budget)
        self.diagnostics.extend(resolved.diagnostics)
        for source, output in resolved.attachments if is_public else ():
            self.attachments[output] = attachment_target(source, self.inputs.files.content[source], output)
        return resolved.text


def _without_files(view: FigureView | None) -> FigureView | None:
    """Return a figure without the addresses of its page, its data and its picture."""
    if view is None:
        return None
    text = replace(view.text, page="", csv="", image="")
    return with_hash(replace(view, text=text, content_hash=NO_DIGEST))


def _owner(text: Brief | Page, language: str) -> FigureOwner:
    return FigureOwner(path=text.path, url=text.url, language=language)

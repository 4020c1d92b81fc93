"""References in texts -> addresses.

The Markdown parser leaves every link into the site and every image as a `Reference`; here each is looked up in the
library and among the source files. A reference without a target becomes a diagnostic with its place; where the site
lowers that to a warning, an empty address publishes the words without the link.

Names are compared in NFC. A link that spells a file name in another form than the disk is reported (LNK07), since other
programs will not find the file.
"""

import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import field
from unicodedata import normalize
from urllib.parse import quote, unquote

from kei_site.core.budget import Budget
from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.file_types import Refused
from kei_site.core.hashing import Digest
from kei_site.core.limits import LIMITS
from kei_site.core.suggest import Suggester
from kei_site.core.urls import file_link
from kei_site.core.value import value
from kei_site.model.brief import Brief, LeadImage, Page, Reference
from kei_site.model.brief_names import find_brief, several_owners
from kei_site.model.library import Library
from kei_site.model.views.common import ImageView, TextView
from kei_site.plan.images import TEXT_WIDTHS, Images, source_path
from kei_site.plan.pending import Pending

_QUERY = "=&;:@/?~-._+,!$'()*"
"""What stands as it is in the query of an address (RFC 3986, section 3.4)."""
LEFT_OUT = "leads to a page of texts that are left out"
CORRECT_IT = "correct the errors of that text; until then, the words stand without a link"
COPY_FILE = "copy the file next to this text, or wait until that brief is published"
"""The fix of a reference to a file of an unpublished brief."""


@value
class SourceText:
    """A text whose references are to be resolved."""

    path: str
    """Of its source file."""
    url: str
    """Of the page that shows it, without the prefix."""
    fragment: Digest
    links: tuple[Reference, ...]
    images: tuple[Reference, ...]
    frames: tuple[str, ...] = ()
    anchors: frozenset[str] = frozenset()
    """The ids of its headings."""


@value
class LinkIndex:
    """Everything that a reference can lead to, in NFC; addresses are decoded and without the prefix."""

    library: Library
    files: Mapping[str, str]
    """Source files below `content/` that are neither Markdown nor YAML: the path on the disk by path."""
    refused: Mapping[str, Refused] = field(default_factory=dict)
    """Those that are not published as they are, by the path on the disk."""
    addresses: frozenset[str]
    """Root-relative addresses of everything that the site publishes."""
    pages: Mapping[str, Page]
    """By path of the source file."""
    images: Images
    anchors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The headings of briefs and plain pages, by address."""
    page_ids: Callable[[str], Collection[str] | None] = field(default=lambda address: None, compare=False)
    """Gives the ids of a page that the program makes, by address; None if they are not known."""
    unpublished: frozenset[str] = frozenset()
    """The addresses of briefs that are not public yet."""
    private_folders: Mapping[str, str] = field(default_factory=dict)
    """The folders of unpublished briefs that have one of their own: path of the brief by path of the folder."""
    suggester: Suggester = field(default_factory=Suggester, compare=False)
    pending: Pending = field(default_factory=lambda: Pending(folders=frozenset()))
    """Addresses that broken files will give."""


@value
class Resolved:
    """A text with its references resolved, and what else has to be published for them."""

    text: TextView
    diagnostics: tuple[Diagnostic, ...] = ()
    attachments: tuple[tuple[str, str], ...] = ()
    """(source path, output path) of the files that links lead to."""


@value
class _Lookup:
    """The search for the target of one reference: collects diagnostics and attachments."""

    reference: Reference
    text: SourceText
    index: LinkIndex
    diagnostics: list[Diagnostic]
    attachments: dict[str, str]

    @property
    def place(self) -> Place:
        """Where the reference stands."""
        return Place(path=self.text.path, line=self.reference.line, column=self.reference.column)

    def report(self, code: str, message: str, *, found: str = "", fix: str = "") -> str:
        """Add a diagnostic at the reference; returns the empty address."""
        self.diagnostics.append(diagnostic(code, self.place, message, found=found or self.reference.target, fix=fix))
        return ""

    def report_form(self, on_disk: str) -> None:
        """Report a reference that spells the name of the file `on_disk` in another Unicode form."""
        if self.reference.target.isascii() and on_disk.isascii():
            return
        written, there = (posixpath.basename(path) for path in (self.reference.target.partition("#")[0], on_disk))
        if written != there and normalize("NFC", written) == normalize("NFC", there):
            composed = there == normalize("NFC", there)
            fix = "write the name as the file has it" if composed else "rename the file in NFC"
            self.report("LNK07", "spells a file name in another Unicode form than the file system", fix=fix)


def resolve_text(text: SourceText, index: LinkIndex, budget: Budget) -> Resolved:
    """Return a text with all its references resolved, at the cost of the `budget` of its brief."""
    diagnostics: list[Diagnostic] = []
    files: dict[str, str] = {}

    def lookup(reference: Reference) -> _Lookup:
        return _Lookup(reference=reference, text=text, index=index, diagnostics=diagnostics, attachments=files)

    view = TextView(
        fragment=text.fragment,
        links=tuple([_link(lookup(reference)) for reference in text.links]),
        images=tuple(_images(text, index, lookup, budget)),
        frames=text.frames,
    )
    return Resolved(text=view, diagnostics=tuple(diagnostics), attachments=tuple(files.items()))


def private_to(path: str, reader: str, index: LinkIndex) -> str:
    """Return the unpublished brief in whose folder a source file lies, unless `reader` is its path; else empty."""
    folders = (path[:at] for at, char in enumerate(path) if char == "/")
    owner = next((index.private_folders[folder] for folder in folders if folder in index.private_folders), "")
    return "" if owner == reader else owner


def _images(
    text: SourceText, index: LinkIndex, lookup: Callable[[Reference], _Lookup], budget: Budget
) -> Iterator[ImageView | None]:
    """Yield the images of a text, None for one that is not shown: decoding and resizing all may not take hours."""
    limit, is_told = LIMITS.pixels, False
    for reference in text.images:
        if facts := index.images.facts(reference.target, text.path):
            budget.spend_once(limit, facts.digest, facts.width * facts.height)
        if budget.left(limit) >= 0:
            yield _image(lookup(reference))
            continue
        if not is_told:
            message = f"the images of this text have more than {limit.most // 1_000_000:,} million pixels, up to here"
            lookup(reference).report(limit.code, message, fix=limit.fix)
        is_told = True
        yield None


def _image(lookup: _Lookup) -> ImageView | None:
    target, images = lookup.reference.target, lookup.index.images
    if owner := private_to(source_path(target, lookup.text.path) or "", lookup.text.path, lookup.index):
        lookup.report("LNK03", f"shows a file of {owner}, which is not public yet", fix=COPY_FILE)
        return None
    found, diagnostics = images.find(LeadImage(src=target, alt=lookup.reference.alt), lookup.place, TEXT_WIDTHS)
    lookup.diagnostics.extend(diagnostics)
    if found:
        lookup.report_form(images.on_disk(target, lookup.text.path))
    return found


def _link(lookup: _Lookup) -> str:
    target, _, anchor = normalize("NFC", lookup.reference.target).partition("#")
    index = lookup.index
    if not target:
        return _with_anchor(lookup, "", anchor, lookup.text.anchors)
    brief = _brief(target, lookup.text, index)
    if brief is not None:
        return _to_brief(lookup, brief, anchor)
    page = index.pages.get(_path(target, lookup.text))
    if page is not None:
        lookup.report_form(page.path)
        if index.library.is_broken(page):
            return _to_broken(lookup, page, anchor)
        return _with_anchor(lookup, index.library.prefix + page.url, anchor, page.anchors)
    return _rooted(lookup, target, anchor) if target.startswith("/") else _attachment(lookup, target)


def _brief(target: str, text: SourceText, index: LinkIndex) -> Brief | None:
    if target.startswith("brief:"):
        return index.library.by_slug.get(target.removeprefix("brief:"))
    if target.startswith("/") or not target.endswith(".md"):
        return None
    return find_brief(target, text.path, index.library.by_path, {})


def _path(target: str, text: SourceText) -> str:
    return normalize("NFC", posixpath.normpath(posixpath.join(posixpath.dirname(text.path), target)))


def _to_brief(lookup: _Lookup, brief: Brief, anchor: str) -> str:
    if not lookup.reference.target.startswith("brief:"):
        lookup.report_form(brief.path)
    elif brief.slug in lookup.index.library.shared_slugs:
        lookup.diagnostics.append(several_owners(lookup.place, lookup.reference.target, brief))
    if lookup.index.library.is_broken(brief):
        return _to_broken(lookup, brief, anchor)
    if not lookup.index.library.is_public(brief):
        return _to_unpublished(lookup)
    return _with_anchor(lookup, lookup.index.library.prefix + brief.url, anchor, brief.anchors)


def _to_broken(lookup: _Lookup, text: Brief | Page, anchor: str) -> str:
    """Check the heading alone: the broken text has its own diagnostic. A build that leaves it out tells of the link."""
    if lookup.index.library.left_out:
        return lookup.report("OUT02", f"leads to {text.path}, which is left out", fix=CORRECT_IT)
    if text.anchors:
        _with_anchor(lookup, "", anchor, text.anchors)
    return ""


def _to_unpublished(lookup: _Lookup) -> str:
    return lookup.report(
        "LNK03", "links to a brief that is not public yet", fix="remove the link until that brief is published"
    )


def _with_anchor(lookup: _Lookup, url: str, anchor: str, anchors: Iterable[str]) -> str:
    if not anchor:
        return url or "#"
    if anchor in anchors or anchor.lower() == "top":  # of every page (HTML Living Standard, "scroll to the fragment")
        return f"{url}#{quote(anchor)}"
    close = lookup.index.suggester.nearest(anchor, f"{url or lookup.text.path}#", lambda: anchors)
    hint = (
        f"did you mean #{close}?" if close else "use an id that stands there, or leave out what is behind the address"
    )
    return lookup.report("LNK02", "there is no such heading", fix=hint)


def _rooted(lookup: _Lookup, target: str, anchor: str) -> str:
    index = lookup.index
    path, question, query = target.partition("?")
    address = next((known for known in (path, path + "/") if known in index.addresses), "")
    if not address:
        if index.pending.covers(path):
            return lookup.report("OUT02", LEFT_OUT, fix=CORRECT_IT) if index.library.left_out else ""
        is_unpublished = index.unpublished & {path, path + "/"}
        return _to_unpublished(lookup) if is_unpublished else _nothing_there(lookup, "/", lambda: index.addresses)
    url = index.library.prefix + file_link(address[1:]) + question + quote(query, safe=_QUERY)
    known: Collection[str] | None = index.anchors.get(address)
    if known is None and anchor:
        known = index.page_ids(address)
    return _with_anchor(lookup, url, anchor, (anchor,) if known is None else known)


def _attachment(lookup: _Lookup, target: str) -> str:
    source, index = _path(target, lookup.text), lookup.index
    folder = normalize("NFC", posixpath.dirname(lookup.text.path)) + "/"
    on_disk = index.files.get(source)
    if on_disk is None:
        name = "brief:" if target.startswith("brief:") else folder
        return _nothing_there(lookup, name, lambda: _neighbours(target, folder, index))
    if not source.startswith(folder):
        hint = "copy the file next to this text, or into static/"
        return lookup.report("LNK02", "links to a file outside the text's own folder", fix=hint)
    if owner := private_to(source, lookup.text.path, index):
        return lookup.report("LNK03", f"links to a file of {owner}, which is not public yet", fix=COPY_FILE)
    if refused := index.refused.get(on_disk):
        return lookup.report("LNK10", refused.message, fix=refused.fix)
    lookup.report_form(on_disk)
    output = unquote(lookup.text.url[1:]) + source.removeprefix(folder)
    lookup.attachments[on_disk] = output
    return index.library.prefix + file_link(output)


def _neighbours(target: str, folder: str, index: LinkIndex) -> frozenset[str]:
    if target.startswith("brief:"):
        return frozenset(f"brief:{slug}" for slug in index.library.by_slug)
    paths = (*index.library.by_path, *index.files, *index.pages)
    return frozenset(posixpath.relpath(path, folder) for path in paths if path.startswith(folder))


def _nothing_there(lookup: _Lookup, name: str, known: Callable[[], Iterable[str]]) -> str:
    """Report a dead link with a suggestion from the words `known`, which the index of suggestions calls `name`."""
    target = normalize("NFC", lookup.reference.target.partition("#")[0])
    close = lookup.index.suggester.nearest(target, name, known)
    hint = f"did you mean {close}?" if close else "write the path of a file, or brief:slug"
    return lookup.report("LNK02", "leads to nothing", fix=hint)

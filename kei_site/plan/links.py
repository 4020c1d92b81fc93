"""References in texts -> addresses. Plan room, pure.

The reader of Markdown leaves every link into the site and every image as a `Reference`; here each is looked up in the
library and among the source files. What cannot be resolved becomes a diagnostic with its place; where the site lowers
that to a warning, an empty address says: publish the words alone.
"""

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from kei_site.diagnostics import Diagnostic, Place, fault
from kei_site.digest import Digest
from kei_site.model.brief import Brief, Page, Reference
from kei_site.model.library import Library, find_brief
from kei_site.model.names import nearest
from kei_site.model.views import ImageView, TextView
from kei_site.plan.images import Images
from kei_site.urls import file_link, folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The text that references stand in."""

    path: str
    """Of its source file."""
    url: str
    """Of the page that shows it, without the prefix."""
    anchors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """Everything that a reference can lead to."""

    library: Library
    files: Mapping[str, Digest]
    """Source files below `content/` that are neither Markdown nor YAML, by path."""
    addresses: frozenset[str]
    """Root-relative addresses of everything else that the site publishes, without the prefix, decoded."""
    pages: Mapping[str, Page]
    """By path of the source file."""
    images: Images


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A text with its references resolved, and what else has to be published for them."""

    text: TextView
    faults: tuple[Diagnostic, ...] = ()
    attachments: tuple[tuple[str, str], ...] = ()
    """(source path, output path) of the files that links lead to."""


def resolve_text(
    fragment: Digest, links: Iterable[Reference], images: Iterable[Reference], origin: Origin, atlas: Atlas
) -> Resolved:
    """Return the text `fragment` with all its references resolved."""
    faults: list[Diagnostic] = []
    attachments: dict[str, str] = {}
    addresses = tuple(_link(one, origin, atlas, faults, attachments) for one in links)
    pictures = tuple(_image(one, origin, atlas, faults) for one in images)
    text = TextView(fragment=fragment, links=addresses, images=pictures)
    return Resolved(text=text, faults=tuple(faults), attachments=tuple(attachments.items()))


def _image(one: Reference, origin: Origin, atlas: Atlas, faults: list[Diagnostic]) -> ImageView | None:
    place = Place(path=origin.path, line=one.line, column=one.column)
    found, problems = atlas.images.find(one.target, origin.path, place, alt=one.alt)
    faults += problems
    return found


def _link(one: Reference, origin: Origin, atlas: Atlas, faults: list[Diagnostic], attachments: dict[str, str]) -> str:
    target, _, anchor = one.target.partition("#")
    place = Place(path=origin.path, line=one.line, column=one.column)
    if not target:
        return _same_page(anchor, origin, place, faults)
    brief = _brief(target, origin, atlas)
    if brief is not None:
        return _to_brief(brief, anchor, one, place, atlas, faults)
    page = atlas.pages.get(_path(target, origin))
    if page is not None:
        return _with_anchor(atlas.library.prefix + page.url, anchor, page.anchors, one, place, faults)
    if target.startswith("/"):
        return _rooted(target, anchor, one, place, atlas, faults)
    return _attachment(target, one, origin, place, atlas, faults, attachments)


def _same_page(anchor: str, origin: Origin, place: Place, faults: list[Diagnostic]) -> str:
    if not anchor or anchor in origin.anchors:
        return f"#{quote(anchor)}"
    faults.append(_no_anchor(anchor, origin.anchors, place))
    return ""


def _brief(target: str, origin: Origin, atlas: Atlas) -> Brief | None:
    if target.startswith("brief:"):
        return atlas.library.by_slug.get(target.removeprefix("brief:"))
    if target.startswith("/") or not target.endswith(".md"):
        return None
    return find_brief(target, origin.path, atlas.library.by_path, {})


def _path(target: str, origin: Origin) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(origin.path), target))


def _to_brief(brief: Brief, anchor: str, one: Reference, place: Place, atlas: Atlas, faults: list[Diagnostic]) -> str:
    if not atlas.library.is_public(brief):
        faults.append(
            fault(
                "LNK03",
                place,
                "leads to a brief that is not public yet",
                found=one.target,
                mend="remove the link until that brief is out",
            )
        )
        return ""
    return _with_anchor(atlas.library.prefix + brief.url, anchor, brief.anchors, one, place, faults)


def _with_anchor(
    url: str, anchor: str, anchors: Iterable[str], one: Reference, place: Place, faults: list[Diagnostic]
) -> str:
    if not anchor:
        return url
    if anchor in anchors:
        return f"{url}#{quote(anchor)}"
    faults.append(_no_anchor(anchor, anchors, place, one.target))
    return ""


def _no_anchor(anchor: str, anchors: Iterable[str], place: Place, target: str = "") -> Diagnostic:
    close = nearest(anchor, anchors)
    hint = f"did you mean #{close}?" if close else "use the id of a heading there"
    return fault("LNK02", place, "there is no such heading", found=target or f"#{anchor}", mend=hint)


def _rooted(target: str, anchor: str, one: Reference, place: Place, atlas: Atlas, faults: list[Diagnostic]) -> str:
    path = target.partition("?")[0]
    for address in (path, path + "/"):
        if address in atlas.addresses:
            return atlas.library.prefix + file_link(address[1:]) + (f"#{quote(anchor)}" if anchor else "")
    faults.append(_nothing_there(one, place, atlas.addresses))
    return ""


def _attachment(
    target: str,
    one: Reference,
    origin: Origin,
    place: Place,
    atlas: Atlas,
    faults: list[Diagnostic],
    attachments: dict[str, str],
) -> str:
    source = _path(target, origin)
    folder = posixpath.dirname(origin.path) + "/"
    if source in atlas.files and source.startswith(folder):
        output = origin.url[1:] + source.removeprefix(folder)
        attachments[source] = output
        return atlas.library.prefix + file_link(output)
    faults.append(_nothing_there(one, place, _neighbours(folder, atlas)))
    return ""


def _neighbours(folder: str, atlas: Atlas) -> frozenset[str]:
    paths = (*atlas.library.by_path, *atlas.files, *atlas.pages)
    return frozenset(posixpath.relpath(path, folder) for path in paths if path.startswith(folder))


def _nothing_there(one: Reference, place: Place, known: frozenset[str]) -> Diagnostic:
    target = one.target.partition("#")[0]
    form = next((path for path in known if folded(path) == folded(target)), "")
    close = form or nearest(target, known if len(known) < 2_000 else ())
    hint = f"did you mean {close}?" if close else "write the path of a file, or brief:slug"
    return fault("LNK02", place, "leads to nothing", found=one.target, mend=hint)

"""Old addresses -> pages that lead to the new addresses, and diagnostics, also for unpublished briefs."""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.urls import folded, page_path
from kei_site.core.value import value
from kei_site.model.brief import Brief
from kei_site.model.library import Library
from kei_site.model.routes import SECTIONS, brief_path
from kei_site.model.views.pages import RedirectView
from kei_site.plan.inputs import Inputs
from kei_site.plan.pending import Pending, pending_addresses
from kei_site.plan.targets import Target

Rule = tuple[str, str, str, Brief | None]
"""(old path, new address, title, the brief that asks for it; None for a redirect of site.yaml)."""


def redirect_rules(inputs: Inputs) -> Iterator[Rule]:
    """Yield the rule of every alias of a public brief, and of every redirect of site.yaml to a public address."""
    hidden = {folded(page_at(unquote(waiting.brief.url))) for waiting in inputs.library.unpublished}
    gone = pending_addresses(inputs.library) if inputs.library.left_out else Pending(folders=frozenset())
    for brief in inputs.library.briefs:
        for alias in brief.front.aliases:
            yield (alias, inputs.site.prefix + brief.url, brief.front.title, brief)
    for old, new in inputs.config.redirects:
        if new.startswith("/") and (_path_of(new) in hidden or gone.covers(_decoded(new))):
            continue
        yield (old, inputs.site.prefix + new if new.startswith("/") else new, inputs.config.title, None)


def redirect_targets(inputs: Inputs) -> Iterator[Target]:
    """Yield an HTML page at every old address."""
    for old, new, title, brief in redirect_rules(inputs):
        permalink = inputs.absolute(new) if new.startswith("/") else new
        view = RedirectView(site=inputs.site, target=new, title=title, permalink=permalink)
        place = _place(old, brief, inputs)
        yield Target(path=page_at(old), recipe="redirect", view=view, template="redirect.html", origin=place)


def page_at(address: str) -> str:
    """Return the output path at which a root-relative address (decoded) is answered with a page."""
    path = address.strip("/")
    return path if path.endswith((".html", ".htm")) else page_path(*filter(None, [path]))


def _place(old: str, brief: Brief | None, inputs: Inputs) -> Place:
    if brief is None:
        return inputs.config.place(f"redirects.{old}")
    return brief.place(f"aliases.{brief.front.aliases.index(old)}")


@value
class _Old:
    """An old address."""

    path: str
    """The output path of its page, folded."""
    written: str
    place: Place
    brief: Brief | None
    new: str


def redirect_diagnostics(inputs: Inputs, targets: Iterable[Target]) -> list[Diagnostic]:
    """Return the diagnostics of old addresses, given all other targets of the site.

    URL02: the present address of a page, or in a folder of the program or of another brief. URL03: leads to two places,
    or in a circle. LNK02: a redirect of site.yaml that leads to nothing.
    """
    every = tuple(_all_old(inputs))
    present = _present(inputs, targets) if every else {}
    folders = _folders(inputs) if every else {}
    first: dict[str, _Old] = {}
    diagnostics = []
    for old in every:
        there = next((present[path] for path in (old.path, *_parents(old.path)) if path in present), None)
        if there:
            diagnostics.append(_is_present(old, there))
        elif taken := _taken_by(old, folders):
            message = f"is in the folder of {taken}"
            diagnostics.append(diagnostic("URL02", old.place, message, found=old.written, fix="remove it"))
        elif first.setdefault(old.path, old) is not old:
            diagnostics.append(_leads_twice(old, first[old.path]))
    return [*diagnostics, *_circles(first), *_dead_ends(first, present, inputs.library)]


def _present(inputs: Inputs, targets: Iterable[Target]) -> dict[str, Place]:
    briefs = (brief for brief in inputs.library.by_path.values() if brief.has_address)
    every = {brief_path(brief.front.date.year, brief.slug): Place(path=brief.path) for brief in briefs}
    here = every | {target.path: target.origin for target in targets if target.recipe != "redirect"}
    return {folded(path): place for path, place in here.items()}


def _folders(inputs: Inputs) -> dict[str, str]:
    """Return the owners of the folders that no old address may stand in, by folded folder.

    An address below `/feeds/` is free: feeds of a former site may have stood there.
    """
    taken = [section.name for section in SECTIONS if not (section.has_pages or section.feeds)]
    owners = dict.fromkeys(taken, "the program's own files")
    for brief in inputs.library.by_path.values():
        if brief.has_address:
            owners[folded(f"briefs/{brief.front.date.year}/{brief.slug}")] = brief.path
    return owners


def _taken_by(old: _Old, folders: Mapping[str, str]) -> str:
    """Return the owner of the folder that an old address stands in; empty when that is its own brief, or nobody."""
    owner = next((folders[folder] for folder in _parents(old.path) if folder in folders), "")
    return "" if old.brief and owner == old.brief.path else owner


def _parents(path: str) -> list[str]:
    return [path[:at] for at, char in enumerate(path) if char == "/"]


def _all_old(inputs: Inputs) -> Iterator[_Old]:
    for brief in sorted(inputs.library.by_path.values(), key=lambda brief: brief.path):
        for alias in brief.front.aliases:
            place = _place(alias, brief, inputs)
            yield _Old(path=folded(page_at(alias)), written=alias, place=place, brief=brief, new=brief.url)
    for old, new in inputs.config.redirects:
        place = _place(old, None, inputs)
        yield _Old(path=folded(page_at(old)), written=old, place=place, brief=None, new=new)


def _is_present(old: _Old, there: Place) -> Diagnostic:
    is_own = old.brief is not None and there.path == old.brief.path
    owner = "a page of the site" if there.path == "content/site.yaml" else there.path
    message = "leads to itself" if is_own else f"is the present address of {owner}"
    return diagnostic("URL02", old.place, message, found=old.written, fix="remove it")


def _leads_twice(old: _Old, other: _Old) -> Diagnostic:
    message = f"is also an old address in {other.place.path}:{other.place.line}"
    return diagnostic("URL03", old.place, message, found=old.written, fix="keep it in one of the two")


def _next(old: _Old, first: Mapping[str, _Old]) -> _Old | None:
    return first.get(_path_of(old.new)) if old.new.startswith("/") else None


def _path_of(address: str) -> str:
    return folded(page_at(_decoded(address)))


def _decoded(address: str) -> str:
    return unquote(address.partition("#")[0].partition("?")[0])


def _circles(first: Mapping[str, _Old]) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each circle, at the old address in it that is written first."""
    checked: set[str] = set()
    for start in first.values():
        passed: dict[str, _Old] = {}
        at: _Old | None = start
        while at is not None and at.path not in passed and at.path not in checked:
            passed[at.path] = at
            at = _next(at, first)
        checked.update(passed)
        if at is not None and at.path in passed:
            around = [*passed][[*passed].index(at.path) :]
            message = f"redirect loop: {' to '.join(passed[path].written for path in around)} to {at.written}"
            yield diagnostic("URL03", at.place, message, found=at.new, fix="break the loop")


def _dead_ends(first: Mapping[str, _Old], present: Mapping[str, Place], library: Library) -> Iterator[Diagnostic]:
    waiting = pending_addresses(library)
    for old in first.values():
        if not old.new.startswith("/") or old.brief is not None:
            continue
        address = _decoded(old.new)
        there = any(path in present or path in first for path in (_path_of(old.new), folded(address.strip("/"))))
        if not there and not waiting.covers(address):
            fix = "write an address that exists"
            yield diagnostic("LNK02", old.place, "redirects to an address that does not exist", found=old.new, fix=fix)
        elif library.left_out and waiting.covers(address):
            yield left_out_diagnostic(old.place, old.new)


def left_out_diagnostic(place: Place, address: str) -> Diagnostic:
    """Return the diagnostic (OUT02) of a setting that leads to a text that is left out."""
    message, fix = "leads to a page of texts that are left out", "correct their errors; until then, it is left out, too"
    return diagnostic("OUT02", place, message, found=address, fix=fix)

"""`kei-site deposit`: files that a registry of DOIs takes; nothing is sent."""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from kei_site.build.pipeline import read_site
from kei_site.build.records import SitePlan
from kei_site.check.printing import print_diagnostics
from kei_site.commands.options import request_of
from kei_site.core.diagnostics import errors_in
from kei_site.core.errors import Refusal
from kei_site.model.permanent_ids import last_change
from kei_site.model.views.pages import BriefView
from kei_site.output.disk import write_durably
from kei_site.render.citations.crossref import Depositor, crossref_xml
from kei_site.render.citations.deposits import Successions, datacite_xml, successions
from kei_site.render.citations.record import record_of
from kei_site.render.urls import doi_of


def run_deposit(options: argparse.Namespace) -> int:
    """Write the files of all public briefs with a DOI, or of the given ones.

    Raises Refusal if there are none, if a given one is none, or if two briefs have one DOI.
    """
    site = read_site(request_of(argparse.Namespace(**{**vars(options), "output": None})))
    if errors := errors_in(site.diagnostics):
        print_diagnostics(errors, options.site)
        return 1
    public = [*_briefs(site)]
    found = [(path, view) for path, view in public if doi_of(view.front.doi)]
    _refuse_twins(found)
    views = _wanted(found, [Path(asked).as_posix() for asked in options.paths])
    if not views:
        raise Refusal("no public brief has a `doi:`")
    options.into.mkdir(parents=True, exist_ok=True)
    replaced = successions(view for _, view in public)
    is_crossref = options.format == "crossref"
    files = _crossref(views, replaced, site, options) if is_crossref else _datacite(views, replaced)
    for name, data in files:
        write_durably(options.into / name, data)
        print(options.into / name)
    return 0


def _briefs(site: SitePlan) -> Iterator[tuple[str, BriefView]]:
    for target in site.plan.targets.values():
        if isinstance(target.view, BriefView):
            yield target.origin.path, target.view


def _refuse_twins(found: list[tuple[str, BriefView]]) -> None:
    """Raise Refusal if two briefs have one DOI, whose record would be that of the last. DOIs ignore case."""
    paths: dict[str, str] = {}
    for path, view in found:
        first = paths.setdefault(doi_of(view.front.doi).upper(), path)
        if first != path:
            raise Refusal(f"{first} and {path} have the same `doi:`, {doi_of(view.front.doi)}")


def _wanted(found: list[tuple[str, BriefView]], asked: list[str]) -> list[BriefView]:
    """Return the briefs at the paths `asked`, or all. Raises Refusal for a path at which there is none."""
    for given in asked:
        if not any(_is_at(path, given) for path, _ in found):
            raise Refusal(f"{given} is no public brief with a `doi:`")
    return [view for path, view in found if not asked or any(_is_at(path, given) for given in asked)]


def _is_at(path: str, given: str) -> bool:
    """Tell whether a path given from anywhere is that of a brief's file, or of its folder."""
    return given.endswith((path, path.removesuffix("/index.md")))


def _datacite(views: list[BriefView], replaced: Successions) -> Iterator[tuple[str, bytes]]:
    for view in views:
        yield f"{record_of(view).key}.datacite.xml", datacite_xml(view, replaced.get(view.url, ()))


def _crossref(
    views: list[BriefView], replaced: Successions, site: SitePlan, options: argparse.Namespace
) -> Iterator[tuple[str, bytes]]:
    email = options.email or site.config.contact.removeprefix("mailto:")
    if "@" not in email:
        raise Refusal("Crossref asks for an e-mail address: give --email, or `contact:` in site.yaml")
    changed = max(last_change(view.front).epoch for view in views)
    timestamp = datetime.fromtimestamp(changed, UTC).strftime("%Y%m%d%H%M%S")
    name = site.config.organization.name
    depositor = Depositor(name=name, email=email, batch=f"{views[0].card.id[:40]}-{timestamp}", timestamp=timestamp)
    yield f"crossref-{timestamp}.xml", crossref_xml(views, depositor, replaced)

"""A site with errors in some texts and files -> the plan of all others.

A text is left out if it has an error, or lacks what a page needs. Without it, others may have errors that they had not,
so this goes on until the rest is sound. Of an author whose record has an error, the page is left out: the briefs keep
the name. So is a file that must not be published. Of data, references, words of the interface and `tags.yaml`, what has
an error is ignored, and the texts that need it have errors of their own. An error elsewhere (settings, templates, a
`tags.yaml` that cannot be read, two files at one address) stops the build, since it is not known what depends on it.
"""

from collections.abc import Iterable
from dataclasses import replace

from kei_site.build.context import BuildContext
from kei_site.build.plan import make_site_plan
from kei_site.build.records import LoadResult, SitePlan
from kei_site.core.diagnostics import (
    Diagnostic,
    Place,
    Severity,
    SeverityPolicy,
    apply_severities,
    diagnostic,
    errors_in,
)
from kei_site.model.figures import is_data
from kei_site.source.file_kinds import WORDS, Kind, is_figure, is_work_file, kind_of

_TEXTS = (Kind.BRIEF, Kind.PAGE, Kind.VERSION, Kind.AUTHOR)
_UNPUBLISHED = ("FIL01", "FIL03", "FIL04")
"""Codes of files that no page depends on: links to them have errors of their own."""
_TOLD = "OUT02"
_OF_ENTRIES = ("FM07", "FM08", "FM09", "FM15", "FM17", "FM18", "SLG", "TAG")
"""Beginnings of codes of single entries in `tags.yaml`; all others say that it cannot be read."""
_OF_ADDRESSES = "URL"
"""The beginning of codes of files that stand in the way of others."""


def keeps_going(site: SitePlan, context: BuildContext) -> bool:
    """Tell whether a build publishes the rest of a site when some texts have errors."""
    asked = context.request.keep_going
    return site.config.on_error == "leave_out" if asked is None else asked


def leave_out(
    site: SitePlan, loaded: LoadResult, context: BuildContext, failures: Iterable[Diagnostic] = ()
) -> SitePlan:
    """Return the plan without the texts that cannot be published; if others have errors, all errors and the whole plan.

    `failures` are diagnostics of texts whose pages could not be rendered.
    """
    now, left, errors = _calm(site), frozenset(site.left_out), list(failures)
    while True:
        errors += errors_in(now.diagnostics)
        faulty = {found.place.path for found in errors if _may_go(found)}
        if errors and not (keeps_going(site, context) and all(map(_may_go, errors))):
            return replace(site, left_out=(), diagnostics=_merged(site, errors))
        left_now = left | faulty | _broken(now)
        if left_now == left:
            return replace(now, diagnostics=_merged(now, errors, *map(_told, now.left_out)))
        left = left_now
        now = _calm(make_site_plan(loaded, context, left))


def _may_go(error: Diagnostic) -> bool:
    """Tell whether the file of an error, or what has the error in it, can be left out of a site."""
    kind = kind_of(error.place.path)
    if kind is Kind.TAGS:
        return error.code.startswith(_OF_ENTRIES)
    if kind is Kind.MATERIAL:
        return not error.code.startswith(_OF_ADDRESSES)
    return kind in _TEXTS or (kind is Kind.STATIC and error.code in _UNPUBLISHED)


def _broken(site: SitePlan) -> set[str]:
    """Return the paths of the texts that no severity lets a build publish."""
    library = site.library
    briefs = [waiting.brief for waiting in library.unpublished if waiting.reason == "broken"]
    return {text.path for text in (*briefs, *library.broken_pages)}


def _calm(site: SitePlan) -> SitePlan:
    """Return a plan in which no link to a text that is left out is an error, not even under `--strict`."""
    found = (replace(each, severity=Severity.WARNING) if each.code == _TOLD else each for each in site.diagnostics)
    return replace(site, diagnostics=tuple(found))


def _told(path: str) -> Diagnostic:
    return diagnostic("OUT01", Place(path=path), _words(path), fix="correct its errors and build again")


def _words(path: str) -> str:
    """Return what is published instead of what has an error in a file."""
    kind = kind_of(path)
    if kind is Kind.AUTHOR:
        return "the page of this author is left out of the site; briefs show the name alone"
    if kind is Kind.TAGS:
        return "values with errors are ignored; these tags are published as briefs write them"
    if path.startswith(WORDS):
        return "words with errors are ignored; those of the program stand in their place"
    if is_work_file(path):
        return "references with errors are ignored"
    if is_data(path) or is_figure(path):
        return "figures and tables of these data are left out of the site"
    return "this text is left out of the site" if kind in _TEXTS else "this file is left out of the site"


def _merged(site: SitePlan, errors: Iterable[Diagnostic], *more: Diagnostic) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of a plan, which have their severities, and those of the plans before it."""
    return apply_severities((*site.diagnostics, *errors, *more), SeverityPolicy())

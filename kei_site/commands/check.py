"""`kei-site check`: the diagnostics of a build, and advice; nothing is published."""

import argparse
import json
import posixpath
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import TextIO
from urllib.parse import urlsplit

from kei_site.build.pipeline import build
from kei_site.build.records import SitePlan
from kei_site.build.report import BuildRequest
from kei_site.build.theme import own_files, own_templates, theme_templates
from kei_site.check.advice import advice, placeholder_settings
from kei_site.check.copied_templates import changed_originals, mistyped_templates
from kei_site.check.dates import date_advice
from kei_site.check.drawings import drawing_advice
from kei_site.check.invisible_characters import unseen
from kei_site.check.languages import language_advice
from kei_site.check.outlet_links import (
    check_addresses,
    link_diagnostics,
    outlet_addresses,
    read_known,
    write_known,
)
from kei_site.check.podcasts import podcast_advice
from kei_site.check.printing import print_diagnostics
from kei_site.check.printing import summary as counts
from kei_site.check.published_feeds import published_id_diagnostics
from kei_site.check.published_site import expired_contact
from kei_site.check.style_sheets import Published, style_advice
from kei_site.check.summary import as_table, as_values, summarize
from kei_site.check.versions import version_advice
from kei_site.commands.fix import fix_files
from kei_site.commands.formats import FORMATS
from kei_site.commands.options import request_of
from kei_site.core.clock import today
from kei_site.core.diagnostics import Diagnostic, SeverityPolicy, apply_severities, has_errors
from kei_site.core.errors import Refusal
from kei_site.core.value import value
from kei_site.model.outlets import names_of_one_outlet, own_addresses, shared_addresses
from kei_site.source.file_kinds import TEXTS, kind_of
from kei_site.source.reread import source_text

_MOST_ROUNDS = 8
"""Rounds of fixes, each after a check of what the one before it has written."""
_LEFT_OUT = ("segment",)
"""Recipes that `check` does not render: the search index uses no template, and takes as long as all the others."""


@value
class Checked:
    """The result of a check."""

    site: SitePlan
    diagnostics: tuple[Diagnostic, ...]


def run_check(options: argparse.Namespace) -> int:
    """Check the site, apply fixes if asked for, print the diagnostics, and return the exit code."""
    if options.summary and options.format not in ("text", "json"):
        raise Refusal("--summary is printed as text or json")
    request = request_of(options)
    found = check(request)
    # Output for other programs must contain nothing else.
    out = sys.stdout if options.format == "text" else sys.stderr
    if options.fix:
        found = _fixed(found, request, sure=options.yes, out=out)
    if options.links:
        found = _with_links(found, request, sys.stderr)
    if options.summary:
        _print_summary(found.diagnostics, options.format)
    elif options.format == "text":
        print_diagnostics(found.diagnostics, request.site)
        if not found.diagnostics:
            print("nothing to fix")
    else:
        print(FORMATS[options.format](found.diagnostics, request.site))
    return int(has_errors(found.diagnostics))


def _fixed(found: Checked, request: BuildRequest, *, sure: bool, out: TextIO) -> Checked:
    """Apply safe fixes until there are no more: what hid behind a fault may need one, too."""
    for number in range(_MOST_ROUNDS):
        fixable, written = fix_files(found.site, found.diagnostics, request.site, sure=sure, out=out)
        if not fixable and not number:
            print("nothing that could be fixed safely", file=out)
        if not written:
            break
        found = check(request)
    return found


def _with_links(found: Checked, request: BuildRequest, out: TextIO) -> Checked:
    """Ask the addresses at outlets that are due, and add what is wrong with them."""
    from kei_site.check.web_answers import ask, ask_all

    addresses = outlet_addresses(found.site.library.briefs)
    known = read_known(request.cache)
    checked = check_addresses(addresses, known, today(), lambda due: ask_all(due, ask))
    write_known(request.cache, checked.answers)
    print(f"{checked.asked} of {len(addresses)} addresses at outlets asked, the others are known", file=out)
    told = apply_severities(tuple(link_diagnostics(addresses, checked.answers)), found.site.policy)
    return replace(found, diagnostics=apply_severities((*found.diagnostics, *told), SeverityPolicy()))


def _print_summary(diagnostics: tuple[Diagnostic, ...], form: str) -> None:
    summaries = summarize(diagnostics)
    if form == "text":
        lines = [*as_table(summaries), counts(diagnostics) if summaries else "nothing to fix"]
        print("\n".join(lines))
    else:
        print(json.dumps(as_values(summaries), ensure_ascii=False, indent=1))


def check(request: BuildRequest) -> Checked:
    """Load, plan and render the site without publishing it; raises the errors of `build`."""
    seen: list[SitePlan] = []
    report = build(replace(request, publish=False, postponed=_LEFT_OUT), on_plan=seen.append)
    site = seen[-1]
    ids = published_id_diagnostics(request.output, site.inputs)
    contact = expired_contact(request.site, request.output, site.inputs.options.instant)
    own, theme = own_templates(site.snapshot.places), theme_templates()
    copies = (*changed_originals(own, theme), *mistyped_templates(own, theme))
    found = (
        *placeholder_settings(site.config),
        *advice(site.library),
        *names_of_one_outlet(site.library.by_path.values()),
        *own_addresses(site.library.by_path.values(), site.config.url),
        *shared_addresses(site.library.by_path.values()),
        *date_advice(site.library.by_path.values(), site.inputs.options.instant),
        *podcast_advice(site.library, site.config),
        *version_advice(site.inputs),
        *language_advice(site.library, site.inputs.files.words),
        *_manuscripts(site),
        *ids,
        *contact,
        *copies,
        *_look(site),
    )
    more = apply_severities(found, site.policy)
    return Checked(site=site, diagnostics=apply_severities((*report.diagnostics, *more), SeverityPolicy()))


def _look(site: SitePlan) -> Iterator[Diagnostic]:
    """Yield advice on the site's own style sheets and drawings."""
    address = urlsplit(site.config.url)
    published = Published(
        prefix=address.path.rstrip("/"),
        host=address.netloc,
        files=site.plan.targets.keys(),
        assets={posixpath.basename(name) for name in site.inputs.site.assets},
    )
    yield from style_advice(own_files(site.snapshot.places, ".css"), published)
    yield from drawing_advice(own_files(site.snapshot.places, ".svg"))


def _manuscripts(site: SitePlan) -> Iterator[Diagnostic]:
    for path in site.snapshot.files:
        if kind_of(path) in TEXTS:
            yield from unseen(source_text(site.snapshot, path)[0], path)

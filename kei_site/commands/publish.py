"""`kei-site publish`: send what changed to where readers load it from."""

import argparse

from kei_site.build.finished import finished_build
from kei_site.check.printing import print_diagnostics
from kei_site.commands.options import request_of
from kei_site.config import Config, read_config
from kei_site.core.characters import shown
from kei_site.core.diagnostics import has_errors
from kei_site.core.errors import Refusal
from kei_site.core.publish_settings import PublishTarget
from kei_site.core.suggest import nearest
from kei_site.core.urls import prefix_of
from kei_site.publishing.edition import edition_of_build
from kei_site.publishing.pings import tell_others
from kei_site.publishing.places import place_of
from kei_site.publishing.publisher import Outcome
from kei_site.publishing.report import addresses_to_look_at, table
from kei_site.source.decode import decode
from kei_site.source.file_kinds import CONFIG


def run_publish(options: argparse.Namespace) -> int:
    """Publish to a place of `site.yaml`, or go back to the edition before, and return the exit code."""
    if options.rollback and options.verify:
        raise Refusal("--verify looks at what a publishing left; it does not go with --rollback")
    request = request_of(options)
    file = request.site / CONFIG
    config, problems = read_config(decode(file.read_bytes(), CONFIG).text if file.is_file() else "", CONFIG)
    if config is None or has_errors(problems):
        print_diagnostics(problems, request.site)
        return 1
    target = _chosen(config.publish, options.name)
    place = place_of(target, request)
    if options.rollback:
        _print(place.roll_back(dry_run=options.dry_run), target, dry_run=options.dry_run)
        return 0
    with finished_build(request) as files:
        edition = edition_of_build(request.output, files, prefix_of(config.url))
        dry_run = options.dry_run
        outcome = place.preview(edition) if dry_run else place.publish(edition, verify=options.verify)
    _print(outcome, target, dry_run=dry_run)
    if not dry_run:
        _follow_up(outcome, target, config)
    return 0


def _chosen(places: tuple[PublishTarget, ...], name: str | None) -> PublishTarget:
    if not places:
        raise Refusal("site.yaml names no place to publish to: add `publish: {target: folder, path: ../www}`")
    by_name = {place.label: place for place in places}
    if name is None and len(places) == 1:
        return places[0]
    listed = ", ".join(by_name)
    if name is None:
        raise Refusal(f"site.yaml names several places: say which one ({listed})")
    if name not in by_name:
        meant = nearest(name, by_name)
        hint = f"did you mean {meant}?" if meant else f"there is {listed}"
        raise Refusal(f"site.yaml names no place {name}; {hint}")
    return by_name[name]


def _print(outcome: Outcome, target: PublishTarget, *, dry_run: bool) -> None:
    for line in table(outcome):
        print(line)
    if outcome.note:
        print(shown(outcome.note))
    new, changed, gone = outcome.steps.counts
    words = f"{new} new, {changed} changed, {gone} gone"
    print(f"{target.label} would get: {words}" if dry_run else f"published to {target.label}: {words}")


def _follow_up(outcome: Outcome, target: PublishTarget, config: Config) -> None:
    for address in addresses_to_look_at(outcome.steps, config.url):
        print(shown(f"look at {address}"))
    for line in tell_others(outcome.steps, target, config):
        print(shown(line))

"""`kei-site hosts`: does the built site fit what hosts take, and what costs how much?"""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kei_site.build.report import BuildRequest
from kei_site.commands.options import request_of
from kei_site.config import read_config
from kei_site.core.byte_sizes import size_text
from kei_site.core.characters import shown
from kei_site.core.errors import Refusal
from kei_site.output.last_build import read_last_build, store_folder
from kei_site.output.ownership import read_owned
from kei_site.publishing.budgets import HOST_OF_TARGET, HOSTS, Measures, costs, excesses, measures_of
from kei_site.source.decode import decode
from kei_site.source.file_kinds import CONFIG


def run_hosts(options: argparse.Namespace) -> int:
    """Print the files of the last build by kind, and what each host says to them; return the exit code."""
    request = request_of(options)
    measures = replace(_measured(request.output), seconds=_seconds_of_last_build(request))
    if not measures.sizes:
        raise Refusal("there is no built site to measure; run `kei-site build` first")
    for line in (*_summary(measures), *costs(measures), *_verdicts(measures)):
        print(shown(line))
    return 0


def over_budget(site: Path, output: Path) -> list[str]:
    """Return in words the limits that a site is over, of the hosts that `publish:` in its `site.yaml` names."""
    text = _text(site / CONFIG)
    if "publish:" not in text:
        return []
    config, _ = read_config(text, CONFIG)
    names = (
        [HOST_OF_TARGET[place.target] for place in config.publish if place.target in HOST_OF_TARGET] if config else []
    )
    measures = _measured(output) if names else None
    return [
        f"{name}: {words}" for name in dict.fromkeys(names) if measures for words in excesses(measures, HOSTS[name])
    ]


def _measured(output: Path) -> Measures:
    sizes = {path: (output / path).stat().st_size for path in read_owned(output) if (output / path).is_file()}
    return measures_of(sizes, _text(output / "_headers"), _text(output / "_redirects"))


def _seconds_of_last_build(request: BuildRequest) -> float:
    last = read_last_build(store_folder(request.cache, request.output))
    return last.whole_seconds if last else 0.0


def _text(path: Path) -> str:
    return decode(path.read_bytes(), path.name).text if path.is_file() else ""


def _summary(measures: Measures) -> Iterator[str]:
    size = size_text(sum(measures.sizes.values()))
    largest = f"{measures.largest} ({size_text(measures.sizes[measures.largest])})"
    yield f"{len(measures.sizes):,} files, {size}; the largest is {largest}"
    yield f"{measures.redirects} redirects, {measures.header_rules} rules in _headers"
    if measures.seconds:
        yield f"a build of all files took {measures.seconds / 60:.1f} minutes on this machine"


def _verdicts(measures: Measures) -> Iterator[str]:
    for name, limits in HOSTS.items():
        over = list(excesses(measures, limits))
        yield f"{name}: {'; '.join(over) if over else 'fits'}"

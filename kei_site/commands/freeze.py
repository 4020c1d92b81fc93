"""`kei-site freeze`: the file of a published brief, copied into `content/versions/` before its text is changed."""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

from kei_site.build.pipeline import read_site
from kei_site.build.records import SitePlan
from kei_site.build.report import BuildRequest
from kei_site.check.printing import print_diagnostics
from kei_site.commands.options import absolute, request_of
from kei_site.core.diagnostics import errors_in
from kei_site.core.errors import Refusal
from kei_site.core.suggest import nearest
from kei_site.model.brief import Brief
from kei_site.model.versions import copy_path, kept_copies, version_path, version_url
from kei_site.output.disk import write_durably
from kei_site.plan.kept_files import kept_files, shown_files
from kei_site.plan.versions import is_current


def run_freeze(options: argparse.Namespace) -> int:
    """Freeze the brief at a path. Raises Refusal for what is no public brief, or does not say `versions: true`."""
    request = request_of(options)
    site = read_site(request)
    brief = _brief(options.path, site, request)
    if errors := [found for found in errors_in(site.diagnostics) if found.place.path == brief.path]:
        print_diagnostics(tuple(errors), options.site)
        return 1
    if not site.library.is_public(brief):
        raise Refusal(f"{brief.path} is not public: there is nothing yet that readers have seen")
    if not brief.front.versions:
        raise Refusal(f"{brief.path} shows no versions: write `versions: true` in its front matter")
    frozen = [version for version in site.inputs.records.versions if version.owner == brief.id]
    if frozen and is_current(frozen[-1], brief, site.inputs):
        print(f"nothing has changed since {frozen[-1].path}")
        return 0
    number = frozen[-1].number + 1 if frozen else 1
    path = request.site / version_path(brief.id, number)
    for copy in _keep_files(brief, number, site, request):
        print(copy)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_durably(path, Path(site.snapshot.places[brief.path]).read_bytes())
    print(f"{path.relative_to(request.site)}\nReaders find it at {version_url(brief, number)} after the next build.")
    print("Now change the brief, and say so in its front matter: `corrections:` or `updated:`.")
    return 0


def _keep_files(brief: Brief, number: int, site: SitePlan, request: BuildRequest) -> Iterator[str]:
    """Copy the pictures and the data that a brief shows, but for those that a version before has; yield the copies."""
    files = site.inputs.files
    digests = {**files.content, **files.static}
    on_disk = {normalize("NFC", path): path for path in digests}
    before = kept_files(kept_copies(files.content).get(brief.id, ()), number, brief.path)
    for source in sorted(on_disk.keys() & set(shown_files(brief))):
        digest = digests[on_disk[source]]
        if source in before and files.content[before[source]] == digest:
            continue
        copy = copy_path(brief, number, source)
        (request.site / copy).parent.mkdir(parents=True, exist_ok=True)
        write_durably(request.site / copy, Path(site.snapshot.places[on_disk[source]]).read_bytes())
        yield copy


def _brief(asked: Path, site: SitePlan, request: BuildRequest) -> Brief:
    """Return the brief whose file, or whose folder, is at a path: from here, or from the folder of the site."""
    known = site.library.by_path
    for place in (absolute(asked), request.site / asked):
        path = normalize("NFC", Path(os.path.relpath(place, request.site)).as_posix())
        if found := known.get(path) or known.get(f"{path}/index.md"):
            return found
    close = nearest(asked.as_posix(), known)
    is_there = absolute(asked).exists() or (request.site / asked).exists()
    wrong = "is no brief" if is_there else "does not exist"
    raise Refusal(f"{asked} {wrong}" + (f"; did you mean {close}?" if close else ""))

"""`kei-site serve`: the live preview, in a browser on this machine."""

import argparse
import contextlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC
from pathlib import Path

from kei_site.build.memory import turn_collector_on
from kei_site.build.report import BuildRequest
from kei_site.build.signals import interrupt_check
from kei_site.check.printing import instant_text
from kei_site.commands.options import request_of
from kei_site.config import Config, read_config
from kei_site.core.dates import read_date, zone_of
from kei_site.core.diagnostics import Place, has_errors
from kei_site.core.errors import Refusal
from kei_site.core.urls import prefix_of
from kei_site.output.lock import build_lock
from kei_site.preview.search_process import SearchProcess
from kei_site.preview.server import Server
from kei_site.preview.session import Parts, Session
from kei_site.preview.site_state import StateHolder
from kei_site.preview.watch import Watcher, roots_of
from kei_site.source.decode import decode
from kei_site.source.file_kinds import CONFIG


def run_serve(options: argparse.Namespace) -> int:
    """Serve the site and follow its sources until Ctrl-C. Raises Refusal."""
    turn_collector_on()
    request = _request(options)
    config = _config(request.site)
    prefix = prefix_of(config.url) if config else ""
    with interrupt_check() as check, _alone(request), _preview(request, options.port, check) as (server, session):
        session.open(prefix)
        _say(f"Preview at http://localhost:{server.port}{prefix}/ (Ctrl-C ends it)")
        _say(what_is_shown(request))
        try:
            session.work()
        except KeyboardInterrupt:
            _say("the preview has ended")
    return 130


def what_is_shown(request: BuildRequest) -> str:
    """Return a line that tells which briefs the preview shows."""
    drafts = "with drafts" if request.drafts else "without drafts (--drafts shows them)"
    if request.instant is None:
        return f"The site as it is now, {drafts}"
    return f"The site as it will be at {instant_text(request.instant)}, {drafts}"


def _request(options: argparse.Namespace) -> BuildRequest:
    """Return the builds of the preview, in a folder of its own; drafts and other instants have another folder."""
    asked = request_of(argparse.Namespace(**{**vars(options), "output": None, "cache": None}))
    instant = _instant(options.at, asked.site) if options.at else None
    cache = asked.site / ".kei-site" / "preview"
    output = cache / ("trial" if asked.drafts or options.at else "public")
    # Forked from a process with threads, workers could wait for ever (docs.python.org, os.fork).
    return replace(asked, output=output, cache=cache, instant=instant, start="spawn")


def _instant(text: str, site: Path) -> int:
    """Return the instant that `text` means, in the site's zone unless it says another. Raises Refusal."""
    config = _config(site)
    zone = zone_of(config.timezone) if config else None
    read = read_date(text, Place(path="--at"), zone or UTC)
    if read.moment is None or has_errors(read.diagnostics):
        diagnostic = read.diagnostics[0]
        raise Refusal(f"--at: {diagnostic.message}: {diagnostic.found}; {diagnostic.fix}")
    return read.moment.epoch


def _config(site: Path) -> Config | None:
    try:
        return read_config(decode((site / CONFIG).read_bytes(), CONFIG).text, CONFIG)[0]
    except OSError:
        return None


@contextlib.contextmanager
def _alone(request: BuildRequest) -> Iterator[None]:
    """Hold the lock of the preview, which is not the lock of its builds. Raises Refusal if another preview holds it."""
    folder = request.output.with_name(f"{request.output.name}-lock")
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(build_lock(folder))()
        except Refusal as error:
            raise Refusal("a preview of this site is running already") from error
        yield


@contextlib.contextmanager
def _preview(request: BuildRequest, port: int | None, check: Callable[[], None]) -> Iterator[tuple[Server, Session]]:
    holder = StateHolder()
    roots = roots_of(request.site)
    with contextlib.ExitStack() as ending:
        server = Server(holder, port)
        watcher = Watcher(roots, _say)
        search_process = SearchProcess(request)
        ending.callback(search_process.stop)
        for thread in (server, watcher):
            ending.callback(thread.stop)
            thread.start()
        parts = Parts(
            request=request,
            roots=roots,
            holder=holder,
            watcher=watcher,
            search_process=search_process,
            open_pages=server.open_pages,
            say=_say,
            check=check,
        )
        yield server, Session(parts)


def _say(words: str) -> None:
    print(words, flush=True)

"""A request -> the files of the last good build, held as they are while they are published."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

from kei_site.build.context import BuildContext, last_build_but_for_sources, open_build
from kei_site.build.report import BuildRequest
from kei_site.core.errors import Refusal
from kei_site.output.last_build import read_last_build
from kei_site.output.ownership import read_owned
from kei_site.plan.outdated import PublishedFile

_AGAIN = "run `kei-site build`, then publish"


@contextlib.contextmanager
def finished_build(request: BuildRequest) -> Iterator[Mapping[str, PublishedFile]]:
    """Yield the files of the last build by path; no build can begin meanwhile.

    Raises Refusal if the last build failed, is older than the sources, has drafts or left something in the folder that
    it did not write.
    """
    with open_build(request) as context:
        _check_current(context)
        traces = context.store.traces().values()
        files = {file.path: file for trace in traces for file in trace.files}
        if files.keys() != read_owned(request.output):
            raise Refusal(f"the published folder does not list the files of the last build; {_AGAIN}")
        yield files


def _check_current(context: BuildContext) -> None:
    from kei_site.build.scan import if_only_touched, scan_sources

    if read_last_build(context.folder) is None:
        raise Refusal(f"there is no complete build of this site; {_AGAIN}")
    last = next(filter(None, map(last_build_but_for_sources, _with_options(context))), None)
    if last is None:
        raise Refusal(
            "the published folder is not what a build without drafts would leave now: a file in it, the program or "
            f"what is due has changed; {_AGAIN}"
        )
    if (last.stamps != context.walk.stamps() or last.racy) and not if_only_touched(
        last, scan_sources(context), context
    ):
        raise Refusal(f"the sources have changed since the last build, or it failed; {_AGAIN}")


def _with_options(context: BuildContext) -> Iterator[BuildContext]:
    """Yield the context under each of the options with which the last build may have run, drafts excepted."""
    for search, strict, keep_going in product((True, False), (False, True), (None, False, True)):
        asked = replace(context.request, drafts=False, search=search, strict=strict, keep_going=keep_going)
        yield replace(context, request=asked)

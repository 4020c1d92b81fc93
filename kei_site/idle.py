"""The last complete build against the disk -> whether there is anything to do. Build layer.

A fast path, not a guess: the digest of the whole input (sources, theme, code, options, what is due) must equal that
of the last complete build, and every published file must bear the stamp that it was left with. Neither the databases
nor any heavy library is loaded here.
"""

from bisect import bisect_right
from collections.abc import Callable
from pathlib import Path

from kei_site.digest import Digest, digest_of
from kei_site.output.files import list_files, stamp
from kei_site.output.store import LastBuild
from kei_site.source.scan import Walk


def is_idle(
    last: LastBuild, request: Digest, found: Walk, instant: int, output: Path, sources: Callable[[], Digest]
) -> bool:
    """Tell whether a build would change nothing; `sources` digests the source files, and is asked only in doubt."""
    if last.request != request or bisect_right(last.due, instant) != last.due_passed:
        return False
    trusted = last.stamps == found.stamps() and not last.fresh
    return (trusted or last.sources == sources()) and last.outputs == outputs_digest(output)


def outputs_digest(output: Path) -> Digest:
    """Return the digest of the paths and stamps of all files in the output folder."""
    if not output.is_dir():
        return digest_of(())
    return digest_of(tuple(sorted((path, stamp(found)) for path, found in list_files(output))))

"""The last complete build against the disk -> whether there is anything to do. Build layer.

A fast path, not a guess: the digest of the whole input (sources, theme, code, options, what is due) must equal that of
the last complete build, and every published file must bear the stamp that it was left with. Neither the databases nor
any heavy library is loaded here.
"""

from bisect import bisect_right
from collections.abc import Iterable
from pathlib import Path

from kei_site.digest import Digest, digest_of
from kei_site.output.files import list_files, stamp
from kei_site.output.last import LastBuild

Stamps = Iterable[tuple[str, tuple[int, int, int, int]]]


def is_untouched(last: LastBuild, request: Digest, instant: int, output: Path) -> bool:
    """Tell whether the request, what is due and the published files are those of the last build; sources come later."""
    if last.request != request or bisect_right(last.due, instant) != last.due_passed:
        return False
    return last.outputs == outputs_digest((path, stamp(found)) for path, found in list_files(output))


def outputs_digest(files: Stamps) -> Digest:
    """Return the digest of the paths and stamps of all files in the output folder."""
    return digest_of(tuple(sorted(files)))

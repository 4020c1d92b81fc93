"""The last complete build against the disk -> whether there is anything to do. Build layer.

A fast path, not a guess: the digest of the whole input (sources, theme, code, options, what is due) must equal that of
the last complete build, and every published file must bear the stamp that it was left with. Neither the databases nor
any heavy library is loaded here.
"""

from bisect import bisect_right
from collections.abc import Mapping

from kei_site.core.stamps import Stamp
from kei_site.digest import Digest, digest_of
from kei_site.output.last import LastBuild


def is_untouched(last: LastBuild, request: Digest, instant: int, there: Mapping[str, Stamp]) -> bool:
    """Tell whether the request, what is due and the published files (`there`) are as the last build left them."""
    if last.request != request or bisect_right(last.due, instant) != last.due_passed:
        return False
    return last.outputs == outputs_digest(there)


def outputs_digest(there: Mapping[str, Stamp]) -> Digest:
    """Return the digest of the paths and stamps of all files in the output folder."""
    return digest_of(tuple(sorted(there.items())))

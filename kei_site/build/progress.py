"""Finished steps of long work -> a progress bar on a terminal."""

import contextlib
import sys
from collections.abc import Callable, Iterator

Advance = Callable[[int], object]
_WORTH_A_BAR = 200


@contextlib.contextmanager
def progress(words: str, total: int, *, wanted: bool) -> Iterator[Advance]:
    """Yield a function that counts finished steps and, on a terminal and for long work, draws a bar."""
    if not wanted or total < _WORTH_A_BAR or not sys.stderr.isatty():
        yield lambda steps: None
        return
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # its watching thread must not exist when processes are forked
    with tqdm(total=total, desc=words, unit="", leave=False, delay=1.0, file=sys.stderr) as bar:
        yield bar.update

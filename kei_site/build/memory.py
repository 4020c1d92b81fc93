"""How a build spends memory: the search for garbage, and the end of the process. Build layer.

A build makes hundreds of thousands of records and keeps them until it ends. To look for garbage among them takes as
long as to make them, and reference counts free the rest, so a command runs without the collector. Pages alone leave
garbage: each some 30 KB in circles of macros and their surroundings. So garbage is collected after each batch of
work, and what is left then is frozen, which takes it out of later searches. A preview lives long, so it turns the
collector on.
"""

import contextlib
import gc
import os
import sys
from collections.abc import Callable, Iterator
from typing import NoReturn, TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def turn_collector_off() -> None:
    """Search for no garbage, until `turn_collector_on`."""
    gc.disable()


def turn_collector_on() -> None:
    """Search for garbage rarely: a plan of ten thousand targets is not looked through for every few hundred objects."""
    gc.enable()
    gc.set_threshold(200_000, 20, 50)


def freeze_memory() -> None:
    """Take all objects that there are out of the search for garbage; a worker is told this when it starts."""
    gc.freeze()


@contextlib.contextmanager
def frozen_memory() -> Iterator[None]:
    """Take all objects out of the search for garbage, and back into it when the body has run."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def run_collected(work: Callable[[_Item], _Result], batch: _Item) -> _Result:
    """Return the result of `work` for `batch`, with its garbage freed and what is left frozen."""
    result = work(batch)
    gc.collect()
    gc.freeze()
    return result


def end_process(code: int) -> NoReturn:
    """End the process with an exit code, whose output streams must be flushed.

    On Linux, what a build holds is not freed piece by piece first: of thousands of briefs, that takes a fifth of a
    second. Elsewhere `multiprocessing` clears up at the end.
    """
    if sys.platform == "linux":
        os._exit(code)
    sys.exit(code)

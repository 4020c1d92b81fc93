"""The collector of garbage, and the end of the process.

Reference counts free most of what a build made, so a command runs without the collector. Pages alone leave garbage,
some 30 KB each: it is collected after each batch of work. A preview lives long, so it turns the collector on.
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
    """Search for no garbage."""
    gc.disable()


def turn_collector_on() -> None:
    """Search for garbage rarely: a plan has ten thousand targets, and the default looks at it every 700 objects."""
    gc.enable()
    gc.set_threshold(200_000, 20, 50)


@contextlib.contextmanager
def frozen_memory() -> Iterator[None]:
    """Leave all present objects out of the search for garbage while the body runs."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def run_collected(work: Callable[[_Item], _Result], batch: _Item) -> _Result:
    """Return the result of `work` for `batch`, after its garbage was collected and the rest frozen."""
    result = work(batch)
    gc.collect()
    gc.freeze()
    return result


def end_process(code: int) -> NoReturn:
    """End the process with an exit code; its output streams must be flushed.

    On Linux nothing is freed piece by piece first, which takes a fifth of a second; elsewhere `multiprocessing` does.
    """
    if sys.platform == "linux":
        os._exit(code)
    sys.exit(code)

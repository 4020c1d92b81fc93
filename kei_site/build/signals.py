"""Signals -> an orderly end. Build layer.

A signal ends the program as Ctrl-C does, except while files are put in place: then it waits until the published
folder is whole.
"""

import contextlib
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType

ENDING_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class Interrupted(KeyboardInterrupt):
    """A signal asked the program to end."""

    def __init__(self, number: int) -> None:
        """Remember the number of the signal."""
        super().__init__(number)
        self.number = number


def raise_interrupted(number: int, frame: FrameType | None) -> None:
    """Be a signal handler: raise Interrupted in the main thread."""
    raise Interrupted(number)


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold signals back while the body runs; the first one held is delivered afterwards."""
    held: list[int] = []
    try:
        before = {number: signal.signal(number, lambda got, frame: held.append(got)) for number in ENDING_SIGNALS}
    except ValueError:  # not the main thread: signals are not delivered here anyway
        yield
        return
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if held:
        raise Interrupted(held[0])


@contextlib.contextmanager
def remembered() -> Iterator[Callable[[], None]]:
    """Yield a function that raises Interrupted again if a signal came while the body ran.

    Python swallows what is raised while it clears away an object, and prints a traceback instead (docs.python.org,
    object.__del__); a program that runs until it is interrupted would then run for ever. Nothing is printed here.
    """
    came: list[int] = []

    def handle(number: int, frame: FrameType | None) -> None:
        came.append(number)
        raise_interrupted(number, frame)

    def check() -> None:
        if came:
            raise Interrupted(came[0])

    try:
        before = {number: signal.signal(number, handle) for number in ENDING_SIGNALS}
    except ValueError:  # not the main thread: signals are not delivered here anyway
        yield check
        return
    tell = sys.unraisablehook
    sys.unraisablehook = lambda lost: None if issubclass(lost.exc_type, Interrupted) else tell(lost)
    try:
        yield check
    finally:
        sys.unraisablehook = tell
        for number, handler in before.items():
            signal.signal(number, handler)

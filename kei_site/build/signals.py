"""Signals -> Interrupted, an orderly end; it waits until the published folder is whole."""

import contextlib
import signal
import sys
from collections.abc import Callable, Iterator
from types import FrameType

ENDING_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class Interrupted(KeyboardInterrupt):
    """A signal asked the program to end."""

    def __init__(self, number: int) -> None:
        """Take the number of the signal."""
        super().__init__(number)
        self.number = number


def raise_interrupted(number: int, frame: FrameType | None) -> None:
    """Be a signal handler: raise Interrupted in the main thread."""
    raise Interrupted(number)


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold signals back while the body runs; then raise Interrupted for the first of them."""
    held: list[int] = []
    with _handled_by(lambda number, frame: held.append(number)):
        yield
    if held:
        raise Interrupted(held[0])


@contextlib.contextmanager
def interrupt_check() -> Iterator[Callable[[], None]]:
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

    report = sys.unraisablehook
    sys.unraisablehook = lambda lost: None if issubclass(lost.exc_type, Interrupted) else report(lost)
    try:
        with _handled_by(handle):
            yield check
    finally:
        sys.unraisablehook = report


@contextlib.contextmanager
def _handled_by(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """Let `handler` take the ending signals while the body runs; in another thread than the main one it gets none."""
    try:
        before = {number: signal.signal(number, handler) for number in ENDING_SIGNALS}
    except ValueError:
        before = {}
    try:
        yield
    finally:
        for number, handler_before in before.items():
            signal.signal(number, handler_before)

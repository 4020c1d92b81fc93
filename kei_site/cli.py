"""The words of a command line -> the exit code of a command; no traceback reaches a user.

Exit codes: 0 good; 1 the content has errors; 2 wrong usage, or the machine refused; 3 published, but texts with errors
were left out; 130 (143) interrupted.
"""

import argparse
import contextlib
import errno
import io
import os
import signal
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NoReturn, TextIO

from kei_site.build.memory import end_process, turn_collector_off
from kei_site.build.signals import Interrupted, raise_interrupted
from kei_site.commands.parser import make_parser
from kei_site.core.errors import Refusal

Command = Callable[[argparse.Namespace], int]


def run() -> NoReturn:
    """Run the command line of this process, and end the process with the exit code."""
    _open_streams()
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    end_process(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with the given words (those of the process when None) and return its exit code."""
    turn_collector_off()
    # Workers import no Python file of the working folder (docs.python.org, PYTHONSAFEPATH).
    os.environ["PYTHONSAFEPATH"] = "1"
    try:
        _listen_to_signals()
        words = sys.argv[1:] if arguments is None else arguments
        options = make_parser(words).parse_args(words)
        _choose_encoding(getattr(options, "format", "text"))
        code = command_of(options.command)(options)
        sys.stdout.flush()
        return code
    except (KeyboardInterrupt, Exception) as error:
        return _end(error)


def _open_streams() -> None:
    """Open streams that the caller has closed on the null device: no file may get their numbers."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
            setattr(sys, name, os.fdopen(number, "w" if number else "r", encoding="utf-8", closefd=False))
    sys.stdout, sys.stderr = _outliving(sys.stdout), _outliving(sys.stderr)


class _Outliving(io.BufferedWriter):
    """A stream whose reader may leave, as that of `build | head` does, without an end to the work.

    What writes to the system beneath it is not in Python, where a signal could come between the write and the note of
    how many bytes were written: the same line would be written again.
    """

    def write(self, data: Any, /) -> int:
        """Take bytes, or drop them when nobody reads any more."""
        try:
            return super().write(data)
        except BrokenPipeError:
            self._drop_all()
            return super().write(data)

    def flush(self) -> None:
        """Write what was taken, or drop it when nobody reads any more."""
        try:
            super().flush()
        except BrokenPipeError:
            self._drop_all()
            super().flush()

    def _drop_all(self) -> None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.fileno())
        os.close(nowhere)


def _outliving(stream: TextIO) -> TextIO:
    """Return a stream to the same place as `stream`."""
    return io.TextIOWrapper(
        _Outliving(io.FileIO(stream.fileno(), "w", closefd=False)),
        encoding=stream.encoding,
        errors=stream.errors,
        line_buffering=bool(stream.line_buffering),
    )


def _choose_encoding(form: str) -> None:
    """Let every character be printed: JSON in UTF-8 (RFC 8259, section 8.1), in text the codes of foreign ones."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        encoding = sys.stdout.encoding if form == "text" else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")


def _end(error: BaseException) -> int:
    """Print the reason for the end of the program in one line, and return the exit code."""
    if stopped := _interruption(error):
        by = f" by signal {stopped.number}" if isinstance(stopped, Interrupted) else ""
        return _say(f"interrupted{by}; nothing was left half done", 128 + _number(stopped))
    match error:
        case Refusal():
            return _say(f"error: {error}", 2)
        case OSError():
            return _say(f"error: {_of_machine(error)}", 2)
        case MemoryError():
            return _say("error: the machine ran out of memory; try --jobs 1", 2)
    if os.environ.get("KEI_SITE_DEBUG"):
        raise error
    return _say(f"error: a bug in the program: {_words(error)}; KEI_SITE_DEBUG=1 shows where, please report it", 2)


def _interruption(error: BaseException | None) -> KeyboardInterrupt | None:
    """Return the interruption behind an error: after a signal, clearing up half-done work can fail."""
    if error is None or isinstance(error, KeyboardInterrupt):
        return error
    return _interruption(error.__context__)


def _number(stopped: KeyboardInterrupt) -> int:
    return stopped.number if isinstance(stopped, Interrupted) else signal.SIGINT


def _listen_to_signals() -> None:
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), raise_interrupted)


def _say(words: str, code: int) -> int:
    print(words, file=sys.stderr)
    return code


def _words(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:200]


_FULL = "; free some space and build again"
_HINTS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EBUSY: "; a file that is a mount of its own cannot be replaced: mount its folder",
}


def _of_machine(error: OSError) -> str:
    """Return where the machine refused what, and what helps; of a move or a copy, the place where it goes."""
    place = error.filename2 or error.filename
    where = f"{place}: " if place else ""
    return f"{where}{error.strerror or error}{_HINTS.get(error.errno or 0, '')}"


_MODULES = {"import": "import_archive"}
"""Modules of commands whose name is a word of Python."""


def command_of(name: str) -> Command:
    """Return the function of a command: `run_build` of `commands.build`. Only its module is loaded."""
    module = _MODULES.get(name, name)
    command: Command = getattr(import_module(f"kei_site.commands.{module}"), f"run_{name}")
    return command

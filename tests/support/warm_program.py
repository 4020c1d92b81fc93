"""A Python that has loaded the program -> processes of the program that are forked from it, under `strace` if asked.

To load the program takes longer than to build a small site. The loaded Python runs nothing itself, so a forked process
begins as a fresh one does: with no open file, no thread and empty caches.
"""

import contextlib
import gc
import importlib
import json
import os
import pkgutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import kei_site
from kei_site import cli
from kei_site.core.value import value


@value
class Ended:
    """How a process of the program ended."""

    returncode: int
    stdout: str
    stderr: str


class WarmProgram:
    """A Python that waits for command lines."""

    def __init__(self, process: "subprocess.Popen[bytes]", folder: Path) -> None:
        """Take the Python, and the folder for what programs say."""
        self._process = process
        self._said, self._told = folder / "stdout", folder / "stderr"

    def run(self, words: Sequence[str], traced: Sequence[str] = ()) -> Ended:
        """Run the program with some words to its end; `traced` are options of `strace`, under which it runs if any."""
        child = int(self._tell(json.dumps([*words, str(self._said), str(self._told)])))
        with attached(child, traced) if traced else contextlib.nullcontext():
            code = int(self._tell("go"))
        return Ended(returncode=code, stdout=_text(self._said), stderr=_text(self._told))

    def _tell(self, line: str) -> bytes:
        """Write a line to the Python and return its answer."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(line.encode() + b"\n")
        return self._process.stdout.readline()


@contextlib.contextmanager
def warm_program(folder: Path, environment: Mapping[str, str]) -> Iterator[WarmProgram]:
    """Start a Python, let it load the program, and end it after use; `folder` is there and empty."""
    words = [sys.executable, "-m", "tests.support.warm_program"]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, env=environment, stdin=pipe, stdout=pipe, bufsize=0) as process:
        yield WarmProgram(process, folder)
        assert process.stdin
        process.stdin.close()


@contextlib.contextmanager
def attached(process: int, options: Sequence[str]) -> Iterator[None]:
    """Watch a process and all that it starts by `strace`, to their end."""
    words = ["strace", "-f", *options, "-p", str(process)]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as tracer:
        assert tracer.stderr
        assert "attached" in tracer.stderr.readline()
        yield
        tracer.communicate()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _load() -> None:
    """Load every module of the program that this system has, with the libraries that it needs."""
    for module in pkgutil.walk_packages(kei_site.__path__, "kei_site."):
        if not module.name.endswith("__main__"):
            with contextlib.suppress(ImportError):
                importlib.import_module(module.name)


def _serve() -> None:
    """Fork the program for each line of words, and answer its process, then, after another line, its exit code."""
    lines = open(0, "rb", buffering=0, closefd=False)  # noqa: SIM115 (a forked process reads on)
    while line := lines.readline():
        child = os.fork()
        if child == 0:
            _become(json.loads(line))
        _answer(child)
        _, status = os.waitpid(child, 0)
        _answer(os.waitstatus_to_exitcode(status))


def _answer(number: int) -> None:
    os.write(1, f"{number}\n".encode())


def _become(words: list[str]) -> None:
    """Wait for a line, then be the program; the last two words are the files for what it says."""
    *arguments, said, told = words
    while os.read(0, 1) != b"\n":
        pass
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, path in ((1, said), (2, told)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644), number)
    os.closerange(3, 64)
    sys.argv = ["kei-site", *arguments]
    cli.run()


if __name__ == "__main__":
    _load()
    gc.freeze()
    _serve()

"""Data for the template -> PDF bytes, by Typst in a process of its own. Render.

Typst starts threads, which a forked process would not have, and for which it would wait for ever: no process that may
fork imports it. This file is also the program of that process; it needs the standard library and Typst alone.
"""

import json
import os
import signal
import struct
import subprocess
import sys
import weakref
from collections.abc import Sequence
from typing import Any, BinaryIO, cast

_LENGTH = struct.Struct(">BQ")
"""Before each message: whether it is a result, and its length."""


class TypesettingFailed(Exception):
    """Typst refuses the data, or its process ended."""


class Typesetter:
    """A process that sets one template with data. It ends with this object, and with the process that started it."""

    def __init__(self, template: str, folders: Sequence[str]) -> None:
        """Take the path of a template, which sees the files beside it, and folders of fonts."""
        self._process = subprocess.Popen(
            [sys.executable, "-P", os.path.abspath(__file__), template, *folders],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._requests = cast("BinaryIO", self._process.stdin)
        self._answers = cast("BinaryIO", self._process.stdout)
        self.close = weakref.finalize(self, _end, self._process, os.getpid())

    def pdf(self, data: str, day: str, standards: Sequence[Sequence[str]]) -> bytes:
        """Return the PDF of some data, after the first of the `standards` that it can follow.

        `day` (`2024-07-21`) is that of its making. Raises TypesettingFailed when it follows none of them.
        """
        request = json.dumps({"data": data, "day": day, "standards": standards}).encode()
        try:
            _send(self._requests, request, is_result=True)
            is_result, answer = _received(self._answers)
        except (OSError, EOFError) as error:
            raise TypesettingFailed("the process of Typst ended; is there memory enough?") from error
        if not is_result:
            raise TypesettingFailed(answer.decode())
        return answer


def _end(process: subprocess.Popen[bytes], owner: int) -> None:
    """End a process in the one that started it: a process forked from that has no children to wait for."""
    if os.getpid() == owner:
        process.kill()
        process.communicate()


def _send(stream: BinaryIO, message: bytes, *, is_result: bool) -> None:
    stream.write(_LENGTH.pack(is_result, len(message)) + message)
    stream.flush()


def _received(stream: BinaryIO) -> tuple[bool, bytes]:
    """Return whether a message is a result, and the message. Raises EOFError when the other side is gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    is_result, length = _LENGTH.unpack(head)
    message = stream.read(length)
    if len(message) < length:
        raise EOFError
    return bool(is_result), message


def _serve(template: str, folders: Sequence[str]) -> None:
    """Answer requests until the other side is gone."""
    import typst

    root = os.path.dirname(template)
    compiler = typst.Compiler(template, root=root, font_paths=[*folders], ignore_system_fonts=True)
    while True:
        _, request = _received(sys.stdin.buffer)
        try:
            answer, is_result = _compiled(compiler, json.loads(request)), True
        except typst.TypstError as error:
            answer, is_result = str(error).encode(), False
        _send(sys.stdout.buffer, answer, is_result=is_result)


def _compiled(compiler: Any, request: dict[str, Any]) -> bytes:
    from datetime import UTC, datetime

    import typst

    moment = datetime.fromisoformat(request["day"]).replace(tzinfo=UTC)
    for standards in request["standards"]:
        try:
            made: bytes = compiler.compile(
                format="pdf", sys_inputs={"data": request["data"]}, pdf_standards=standards, timestamp=moment
            )
        except typst.TypstError:
            if standards is request["standards"][-1]:
                raise
        else:
            return made
    raise ValueError("no standards to follow")


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started this process ends it
    try:
        _serve(sys.argv[1], sys.argv[2:])
    except (EOFError, BrokenPipeError):
        os._exit(0)

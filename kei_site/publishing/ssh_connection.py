"""A command that reaches a host by SSH -> the same command, whose calls share one connection while their owner lives.

OpenSSH does it by itself (`ControlMaster` of ssh_config(5)): one process in the background holds the connection, the
others reach it by a socket. Whatever goes wrong with it costs time alone: each call then connects by itself.
"""

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
import weakref
from collections.abc import Sequence
from pathlib import Path

_HAS_SOCKETS = os.name == "posix"
"""Whether SSH can share a connection here: that of Windows cannot."""
_USABLE = re.compile(r"[\w./+-]{1,80}", re.ASCII)
"""A path without signs that SSH reads as its own, and short: the name of a socket takes about 100 bytes, and SSH adds
16 to it for a moment."""
_IDLE = 60
"""Seconds for which an unused connection stays when the process that opened it was killed."""
_TIMEOUT = 60


def shared_connection(ssh: Sequence[str], host: str, owner: object) -> Sequence[str]:
    """Connect to a host; return the command that uses the connection, which ends when `owner` goes.

    Return `ssh` as it is if the host does not answer, or if its calls share a connection already, because the user set
    a `ControlPath`: that one may have been opened by a password.
    """
    if not _HAS_SOCKETS or not _is_free(ssh, host):
        return ssh
    folder = Path(tempfile.mkdtemp(prefix="kei-"))
    command = [*ssh, "-o", f"ControlPath={folder / 's'}"]
    end = weakref.finalize(owner, _end, command, host, folder)
    opening = [*command, "-o", "ControlMaster=yes", "-o", f"ControlPersist={_IDLE}", "-fN", host]
    if _USABLE.fullmatch(str(folder / "s")) and _run(opening) is not None:
        return [*command, "-o", "ControlMaster=no"]
    end()
    return ssh


def _is_free(ssh: Sequence[str], host: str) -> bool:
    """Tell whether the user's settings for a host name no socket; SSH prints them without a connection."""
    settings = _run([*ssh, "-G", host])
    rows = [] if settings is None else settings.lower().split("\n")
    return bool(rows) and not any(row.startswith("controlpath ") and row != "controlpath none" for row in rows)


def _end(command: Sequence[str], host: str, folder: Path) -> None:
    if (folder / "s").exists():
        _run([*command, "-O", "exit", host])
    shutil.rmtree(folder, ignore_errors=True)


def _run(command: Sequence[str]) -> str | None:
    """Return what a command printed, None if it failed.

    The process in the background keeps the errors of `-fN` open, so nobody waits for their end.
    """
    with contextlib.suppress(OSError, subprocess.SubprocessError), tempfile.TemporaryFile() as told:
        silent = subprocess.DEVNULL
        subprocess.run(command, stdin=silent, stdout=told, stderr=silent, timeout=_TIMEOUT, check=True)
        told.seek(0)
        return told.read().decode(errors="replace")
    return None

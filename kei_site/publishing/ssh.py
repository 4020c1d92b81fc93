"""A folder of a host as a place for a site: `rsync` over SSH sends files, a shell on the host holds the lock.

Keys and known hosts are those of SSH itself; no password is asked for. All commands share one connection. `rsync`
writes each file beside its place and renames it, so readers never get half of one.
"""

import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from kei_site.core.errors import Refusal
from kei_site.core.publish_settings import PublishTarget
from kei_site.publishing.edition import Edition
from kei_site.publishing.manifest import LOCK, STATE
from kei_site.publishing.remote import AWAY, RemoteFailure
from kei_site.publishing.ssh_connection import shared_connection
from kei_site.publishing.steps import Steps

SSH = (
    *("ssh", "-o", "BatchMode=yes", "-o", "LogLevel=ERROR", "-o", "ConnectTimeout=20"),
    *("-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=4"),
)
_PARTS = f"{STATE}/part"
"""The folder of the host for files that are not complete yet."""
_TIMEOUT = 1800
_LINE_BREAK = 255
"""The exit code of `ssh` when the connection fails; codes of `rsync` for the same are below."""
_CONNECTION = frozenset({10, 12, 30, 35, _LINE_BREAK})
_PAUSES = (1.0, 4.0)
"""Seconds between the tries; there is one more try than pauses."""
_HINTS = {
    "Permission denied (": "give this machine a key that the host takes without a question",
    "Host key verification failed": "log in once by hand with `ssh`, and compare the key of the host",
    "No space left on device": "free some space there and publish again",
    "command not found": "install rsync on the host",
}
_GONE = 3
"""The exit code with which our commands say: not there, or not ours."""


class HostRemote:
    """A folder of a host; it is made when it is not there."""

    def __init__(self, place: PublishTarget, ssh: Sequence[str] = SSH, pauses: tuple[float, ...] = _PAUSES) -> None:
        """Take the settings; `ssh` is the command that reaches hosts."""
        self._pauses = pauses
        # `rsync` and a shell both begin at home; only the shell would read the sign for it.
        self._host, self._root = place.host, place.path.removeprefix("~/").rstrip("/")
        self._alone = [*ssh, *(("-p", str(place.port)) if place.port else ())]
        self.requests, self.sends_one_by_one = 0, False

    @cached_property
    def ssh(self) -> Sequence[str]:
        """The command that reaches the host; the first use of it connects."""
        return shared_connection(self._alone, self._host, self)

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file; None if there is none."""
        name = self._place(path)
        code, data = self._shell(f"[ -e {name} ] || exit {_GONE}; cat {name}")
        return None if code == _GONE else data

    def write(self, path: str, data: bytes) -> None:
        """Write a file in one step."""
        self._shell(f"{self._received()} && mv -f {self._part} {self._place(path)}", data)

    def create(self, path: str, data: bytes) -> bool:
        """Write a file unless there is one: a hard link is made in one step, or not at all.

        A file that a killed process was just taking over gets its name back, the last one if there are several.
        """
        name, part = self._place(path), self._part
        restored = f"last=$(ls -t {name}{AWAY}* 2>/dev/null | head -n 1); "
        restored += f'[ -z "$last" ] || [ -e {name} ] || {{ mv "$last" {name}; rm -f {name}{AWAY}*; }}'
        done = (
            f"ln {part} {name} 2>/dev/null && rm {part} || {{ rm -f {part}; [ -e {name} ] && exit {_GONE}; exit 1; }}"
        )
        return self._shell(f"{self._received()} && {{ {restored}; {done}; }}", data)[0] == 0

    def take_over(self, path: str, seen: bytes, data: bytes) -> bool:
        """Replace a file that still has the bytes `seen`: whoever can rename it away has it.

        Both come as input, since a command may not be long.
        """
        name, part = self._place(path), self._part
        away, old, new = f"{name}{AWAY}$$", f"{part}.old", f"{part}.new"
        script = (
            f"{self._received()} && head -c {len(seen)} {part} > {old} && "
            f"tail -c +{len(seen) + 1} {part} > {new} || {{ rm -f {part} {old} {new}; exit 1; }}; code={_GONE}; "
            f"if mv {name} {away} 2>/dev/null; then if cmp -s {old} {away}; "
            f"then ln {new} {name} && code=0; else ln {away} {name}; fi && rm -f {away}; fi; "
            f"rm -f {part} {old} {new}; exit $code"
        )
        return self._shell(script, seen + data)[0] == 0

    def send(self, paths: Sequence[str], edition: Edition) -> None:
        """Send files with one call of `rsync`: those that are there with the same bytes cost a few bytes each."""
        with tempfile.TemporaryDirectory() as folder:
            for path in paths:
                copy = Path(folder, path)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(edition.read(path))
                shutil.copystat(edition.place_of(path), copy)
            self._rsync(folder, paths, "--checksum", "--chmod=D755,F644", f"--temp-dir={_PARTS}")

    def delete(self, paths: Iterable[str]) -> None:
        """Delete files, and folders that become empty."""
        names = b"\0".join(f"{self._root}/{path}".encode() for path in paths)
        state = shlex.quote(f"{self._root}/{STATE}/*")
        prune = f"find {shlex.quote(self._root)} -mindepth 1 -depth -type d ! -path {state} -empty -delete"
        self._shell(f"xargs -0 rm -f -- && {prune}", names)

    def listing(self) -> Mapping[str, str]:
        """Return all files; nothing is known about their bytes, and `rsync` itself compares them.

        What killed publishers left half written is deleted.
        """
        here = f"cd {shlex.quote(self._root)} 2>/dev/null || exit {_GONE}"
        found = self._shell(f"{here}; rm -rf {_PARTS}/* {LOCK}{AWAY}*; find . ! -type d -print0")[1]
        paths = (name.decode("utf-8", "surrogateescape").removeprefix("./") for name in found.split(b"\0") if name)
        return {path: "" for path in paths if not path.startswith(f"{STATE}/")}

    def price_of(self, steps: Steps) -> str:
        """Return nothing: no request has a price here."""
        return ""

    def mark(self, data: bytes) -> str:
        """Return nothing: see `listing`."""
        return ""

    def _place(self, path: str) -> str:
        """Return a path for the shell of the host."""
        return shlex.quote(f"{self._root}/{path}")

    @property
    def _part(self) -> str:
        """A file of no name yet, for the shell of the host: `$$` is the number of the process there."""
        return f"{self._place(f'{_PARTS}/')}$$"

    def _received(self) -> str:
        """Return the words that write the input into `_part`; if the disk is full, nothing of it stays there."""
        return f"mkdir -p {self._place(_PARTS)} && {{ cat > {self._part} || {{ rm -f {self._part}; exit 1; }}; }}"

    def _shell(self, script: str, data: bytes = b"") -> tuple[int, bytes]:
        """Run a script on the host; return its exit code, 0 or _GONE, and what it printed."""
        ended = self._run([*self.ssh, self._host, script], data)
        if ended.returncode not in (0, _GONE):
            raise RemoteFailure(f"{self._host} refused: {_words(ended)[-1]}{_hint(_words(ended)[-1])}")
        return ended.returncode, ended.stdout

    def _rsync(self, folder: str, paths: Sequence[str], *options: str) -> None:
        names = b"\0".join(path.encode("utf-8", "surrogateescape") for path in paths)
        command = ["rsync", "-rt", "--from0", "--files-from=-", *options, "-e", shlex.join(self.ssh)]
        ended = self._run([*command, f"{folder}/", f"{self._host}:{self._root}/"], names)
        if ended.returncode:
            raise RemoteFailure(f"rsync to {self._host} failed: {_words(ended)[0]}{_hint(_words(ended)[0])}")

    def _run(self, command: Sequence[str], data: bytes) -> subprocess.CompletedProcess[bytes]:
        """Run a program, again when the connection failed."""
        for pause in self._pauses:
            ended = self._run_once(command, data)
            if ended.returncode not in _CONNECTION:
                return ended
            time.sleep(pause)
        return self._run_once(command, data)

    def _run_once(self, command: Sequence[str], data: bytes) -> subprocess.CompletedProcess[bytes]:
        self.requests += 1
        try:
            return subprocess.run(command, input=data, capture_output=True, timeout=_TIMEOUT, check=False)
        except FileNotFoundError:
            raise Refusal(f"{command[0]} is not installed on this machine") from None
        except subprocess.TimeoutExpired:
            raise RemoteFailure(f"{self._host} did not answer in time; publish again") from None


def _words(ended: subprocess.CompletedProcess[bytes]) -> list[str]:
    """Return the lines in which a program said why it failed, at least one."""
    lines = ended.stderr.decode(errors="replace").splitlines()
    told = [line.strip()[:200] for line in lines if line.strip() and not line.startswith("rsync error:")]
    return told or [f"exit code {ended.returncode}"]


def _hint(words: str) -> str:
    """Return what to do about a failure, if that is known."""
    return next((f"; {hint}" for sign, hint in _HINTS.items() if sign in words), "")

"""A folder of a host as a place for a site: `rsync` over SSH sends files, a shell on the host holds the lock.

Keys and known hosts are those of SSH itself; no password is asked for. `rsync` writes each file beside its place and
renames it, so readers never get half of one.
"""

import shlex
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kei_site.core.errors import Refusal
from kei_site.core.publish_settings import PublishTarget
from kei_site.publishing.edition import Edition
from kei_site.publishing.manifest import STATE
from kei_site.publishing.remote import RemoteFailure

SSH = ("ssh", "-o", "BatchMode=yes", "-o", "ConnectTimeout=20", "-o", "ServerAliveInterval=30")
_TIMEOUT = 1800
_LINE_BREAK = 255
"""The exit code of `ssh` when the connection fails; codes of `rsync` for the same are below."""
_CONNECTION = frozenset({10, 12, 30, 35, _LINE_BREAK})
_TRIES = 3
_GONE = 3
"""The exit code with which our commands say: not there, or not ours."""


class HostRemote:
    """A folder of a host; it is made when it is not there."""

    def __init__(self, place: PublishTarget, ssh: Sequence[str] = SSH) -> None:
        """Take the settings; `ssh` is the command that reaches hosts."""
        self._host, self._root = place.host, place.path.rstrip("/")
        self._ssh = [*ssh, *(("-p", str(place.port)) if place.port else ())]
        self.requests = 0

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file; None if there is none."""
        name = self._place(path)
        code, data = self._shell(f"[ -e {name} ] || exit {_GONE}; cat {name}")
        return None if code == _GONE else data

    def write(self, path: str, data: bytes) -> None:
        """Write a file in one step."""
        name, part = self._place(path), self._place(f"{path}.part.$$", raw=True)
        self._shell(f"{self._made()} && cat > {part} && mv -f {part} {name}", data)

    def create(self, path: str, data: bytes) -> bool:
        """Write a file unless there is one: a hard link is made in one step, or not at all."""
        name, part = self._place(path), self._place(f"{path}.part.$$", raw=True)
        done = (
            f"ln {part} {name} 2>/dev/null && rm {part} || {{ rm -f {part}; [ -e {name} ] && exit {_GONE}; exit 1; }}"
        )
        return self._shell(f"{self._made()} && cat > {part} && {{ {done}; }}", data)[0] == 0

    def take_over(self, path: str, seen: bytes, data: bytes) -> bool:
        """Replace a file that still has the bytes `seen`: whoever can rename it away has it."""
        name, away = self._place(path), self._place(f"{path}.away.$$", raw=True)
        new = self._place(f"{path}.part.$$", raw=True)
        script = (
            f"cat > {new}; mv {name} {away} 2>/dev/null || {{ rm -f {new}; exit {_GONE}; }}; "
            f'if [ "$(cat {away})" = {shlex.quote(seen.decode())} ]; then ln {new} {name}; code=$?; '
            f"else ln {away} {name}; code={_GONE}; fi; rm -f {new} {away}; exit $code"
        )
        return self._shell(script, data)[0] == 0

    def send(self, paths: Sequence[str], edition: Edition) -> None:
        """Send files with one call of `rsync`: those that are there with the same bytes cost a few bytes each."""
        with tempfile.TemporaryDirectory() as folder:
            for path in paths:
                copy = Path(folder, path)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(edition.read(path))
            self._rsync(folder, paths, "--checksum", "--chmod=D755,F644")

    def delete(self, paths: Iterable[str]) -> None:
        """Delete files, and folders that become empty."""
        names = b"\0".join(f"{self._root}/{path}".encode() for path in paths)
        prune = f"find {shlex.quote(self._root)} -mindepth 1 -depth -type d -empty -delete"
        self._shell(f"xargs -0 rm -f -- && {prune}", names)

    def listing(self) -> Mapping[str, str]:
        """Return all files; nothing is known about their bytes, and `rsync` itself compares them."""
        found = self._shell(f"cd {shlex.quote(self._root)} 2>/dev/null || exit {_GONE}; find . ! -type d -print0")[1]
        paths = (name.decode("utf-8", "surrogateescape").removeprefix("./") for name in found.split(b"\0") if name)
        return {path: "" for path in paths if not path.startswith(f"{STATE}/")}

    def mark(self, data: bytes) -> str:
        """Return nothing: see `listing`."""
        return ""

    def _place(self, path: str, *, raw: bool = False) -> str:
        """Return a path for the shell of the host; `$$` in a `raw` one is the number of the process there."""
        name = shlex.quote(f"{self._root}/{path.removesuffix('.$$')}")
        return f"{name}.$$" if raw else name

    def _made(self) -> str:
        return f"mkdir -p {shlex.quote(f'{self._root}/{STATE}')}"

    def _shell(self, script: str, data: bytes = b"") -> tuple[int, bytes]:
        """Run a script on the host; return its exit code, 0 or _GONE, and what it printed."""
        code, out, words = self._run([*self._ssh, self._host, script], data)
        if code not in (0, _GONE):
            raise RemoteFailure(f"{self._host} refused: {words}")
        return code, out

    def _rsync(self, folder: str, paths: Sequence[str], *options: str) -> None:
        names = b"\0".join(path.encode("utf-8", "surrogateescape") for path in paths)
        command = ["rsync", "-rt", "--from0", "--files-from=-", *options, "-e", shlex.join(self._ssh)]
        code, _, words = self._run([*command, f"{folder}/", f"{self._host}:{self._root}/"], names)
        if code:
            raise RemoteFailure(f"rsync to {self._host} failed: {words}")

    def _run(self, command: Sequence[str], data: bytes) -> tuple[int, bytes, str]:
        """Run a program, again when the connection failed; return its exit code, output and last words."""
        for left in reversed(range(_TRIES)):
            self.requests += 1
            try:
                ended = subprocess.run(command, input=data, capture_output=True, timeout=_TIMEOUT, check=False)
            except FileNotFoundError:
                raise Refusal(f"{command[0]} is not installed on this machine") from None
            except subprocess.TimeoutExpired:
                raise RemoteFailure(f"{self._host} did not answer in time; publish again") from None
            if ended.returncode not in _CONNECTION or not left:
                break
        words = ended.stderr.decode(errors="replace").strip().splitlines()
        return ended.returncode, ended.stdout, (words[-1] if words else f"exit code {ended.returncode}")[:200]

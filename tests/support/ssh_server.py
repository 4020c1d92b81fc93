"""An SSH server of its own on loopback, with keys of its own: a host to publish to."""

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kei_site.core.publish_settings import PublishTarget
from kei_site.publishing.ssh import SSH
from tests.support.node_modules import missing

_SETTINGS = """\
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/user.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
ForceCommand cd {folder}/home && HOME={folder}/home exec sh -c "$SSH_ORIGINAL_COMMAND"
"""


@dataclass(frozen=True)
class SshHost:
    """A host whose home is a folder of a test."""

    folder: Path
    port: int

    @property
    def home(self) -> Path:
        """The folder in which commands begin."""
        return self.folder / "home"

    @property
    def logins(self) -> int:
        """The connections so far that the host let in."""
        return (self.folder / "log").read_text(encoding="utf-8").count("Accepted publickey")

    def place(self, path: str) -> PublishTarget:
        """Return the settings of a folder of the host."""
        return PublishTarget(target="ssh", host=f"{getpass.getuser()}@127.0.0.1", path=path, port=self.port)

    def client(self, key: str = "user", known: str = "known") -> tuple[str, ...]:
        """Return the command that reaches the host with one of the keys, and with a list of known hosts."""
        files = (f"UserKnownHostsFile={self.folder / known}", "GlobalKnownHostsFile=/dev/null", "IdentitiesOnly=yes")
        options = (word for file in files for word in ("-o", file))
        return (*SSH, "-F", "/dev/null", "-i", str(self.folder / key), *options)


@contextmanager
def ssh_host(folder: Path) -> Iterator[SshHost]:
    """Run a server for the time of a test. Skips the test if there is none, see `missing`."""
    program = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None or not shutil.which("rsync"):
        missing("rsync" if program else "sshd")
    (folder / "home").mkdir()
    for name in ("host", "user", "other"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    (folder / "settings").write_text(_SETTINGS.format(folder=folder), encoding="utf-8")
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # the server asks for it when it may change users
    host = SshHost(folder=folder, port=_free_port())
    words = (folder / "host.pub").read_text(encoding="utf-8")
    (folder / "known").write_text(f"[127.0.0.1]:{host.port} {words}", encoding="utf-8")
    with serving(program, host):
        yield host


@contextmanager
def serving(program: str, host: SshHost) -> Iterator[None]:
    """Run the server until the end of the block."""
    command = [program, "-D", "-e", "-f", str(host.folder / "settings"), "-p", str(host.port)]
    with (host.folder / "log").open("ab") as log, subprocess.Popen(command, stderr=log, stdout=log) as server:
        try:
            _wait_for(host.port)
            yield
        finally:
            server.terminate()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the SSH server does not answer")

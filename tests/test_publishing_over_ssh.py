"""A host that is reached by a real SSH server gets the edition, and refusals of it are said in words."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kei_site.publishing.lock import Lock
from kei_site.publishing.publisher import earlier, preview, publish
from kei_site.publishing.remote import RemoteFailure
from kei_site.publishing.ssh import HostRemote
from tests.support.remotes import edition_of, files_of, kept_in
from tests.support.ssh_server import SshHost, ssh_host

pytestmark = [pytest.mark.tool, pytest.mark.slow]

FIRST = {"index.html": "home", "한글/a b's.html": "page", "assets/a.css": "css"}
SECOND = {"index.html": "other", "한글/a b's.html": "page", "new.txt": "new"}
NO_PAUSES = (0.0,)


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SshHost]:
    """Return a host that answers as long as the tests of this module run."""
    with ssh_host(tmp_path_factory.mktemp("ssh")) as host:
        yield host


def remote_of(host: SshHost, path: str) -> HostRemote:
    return HostRemote(host.place(path), host.client(), NO_PAUSES)


def test_the_host_holds_the_edition_and_a_rollback_the_one_before(host: SshHost, tmp_path: Path) -> None:
    remote, root, kept = remote_of(host, "~/www/site"), host.home / "www/site", kept_in(tmp_path)
    publish(remote, edition_of(tmp_path / "1", FIRST), kept)
    assert files_of(root) == FIRST
    second = edition_of(tmp_path / "2", SECOND)
    told, before = preview(remote, second), remote.requests
    outcome = publish(remote, second, kept)
    assert files_of(root) == SECOND
    assert (outcome.steps.counts, told.requests) == ((1, 1, 1), remote.requests - before)
    publish(remote, earlier(remote, kept), kept)
    assert files_of(root) == FIRST
    assert list((root / ".kei-site/part").iterdir()) == []


def test_a_publishing_takes_one_connection_which_ends_with_it(host: SshHost, tmp_path: Path) -> None:
    before, remote = host.logins, remote_of(host, "~/www/one")
    publish(remote, edition_of(tmp_path / "1", FIRST), kept_in(tmp_path))
    assert (host.logins - before, remote.requests > 5) == (1, True)
    (path,) = [word.removeprefix("ControlPath=") for word in remote.ssh if word.startswith("ControlPath=")]
    assert Path(path).is_socket()
    del remote
    assert not Path(path).parent.exists()


def test_a_connection_that_breaks_is_replaced_by_one_for_each_command(host: SshHost) -> None:
    remote = remote_of(host, "~/www/broken")
    remote.write("a", b"1")
    subprocess.run([*remote.ssh, "-O", "exit", host.place("").host], check=True, capture_output=True)
    before = host.logins
    assert [remote.read("a"), remote.read("b")] == [b"1", None]
    assert host.logins - before == 2


def test_the_list_of_a_large_site_goes_through(host: SshHost, tmp_path: Path) -> None:
    """The lock names each path that is in doubt, which is more than the words of a command may be long."""
    remote = remote_of(host, f"{host.home}/large")
    lock = Lock(remote)
    lock.announce((f"briefs/2024/a-rather-long-name-of-a-brief-{number}/index.html" for number in range(4000)), "aim")
    lock.confirm()
    lock.give_back(done=False)
    assert len(Lock(remote).doubted) == 4000


@pytest.mark.parametrize(
    ("key", "known", "told"),
    [("other", "known", "a key that the host takes"), ("user", "unknown", "log in once by hand")],
)
def test_a_wrong_key_and_an_unknown_host_are_said_with_a_way_out(
    host: SshHost, tmp_path: Path, key: str, known: str, told: str
) -> None:
    remote = HostRemote(host.place("www"), host.client(key, known), NO_PAUSES)
    with pytest.raises(RemoteFailure, match=told) as raised:
        publish(remote, edition_of(tmp_path / "1", FIRST), kept_in(tmp_path))
    assert str(host.folder) not in str(raised.value)
    assert remote.requests == 1 + len(NO_PAUSES)


def test_a_folder_that_may_not_be_written_is_said(host: SshHost, tmp_path: Path) -> None:
    (host.home / "file").write_text("")
    with pytest.raises(RemoteFailure, match=r"Not a directory|File exists"):
        publish(remote_of(host, "file"), edition_of(tmp_path / "1", FIRST), kept_in(tmp_path))

"""A host gets the edition by rsync; here SSH is a script that runs the words of the host on this machine."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kei_site.core.publish_settings import PublishTarget
from kei_site.publishing.lock import Lock
from kei_site.publishing.manifest import LOCK
from kei_site.publishing.publisher import earlier, publish
from kei_site.publishing.remote import RemoteFailure
from kei_site.publishing.ssh import HostRemote
from tests.support.places import stand_in_for_ssh
from tests.support.remotes import edition_of, files_of, kept_in

pytestmark = [
    pytest.mark.programs,
    pytest.mark.skipif(shutil.which("rsync") is None, reason="rsync is not installed"),
]

FIRST = {"index.html": "home", "한글/a b's.html": "page", "assets/a.css": "css"}
SECOND = {"index.html": "other", "한글/a b's.html": "page", "new.txt": "new"}


@pytest.fixture
def remote(tmp_path: Path) -> HostRemote:
    """Return a folder of this machine as if it were another's."""
    return HostRemote(
        PublishTarget(target="ssh", host="web@host", path=f"{tmp_path}/www"), ssh=[stand_in_for_ssh(tmp_path)]
    )


def test_the_host_holds_the_edition_and_a_rollback_the_one_before(remote: HostRemote, tmp_path: Path) -> None:
    kept = kept_in(tmp_path)
    publish(remote, edition_of(tmp_path / "1", FIRST), kept)
    assert files_of(tmp_path / "www") == FIRST
    assert publish(remote, edition_of(tmp_path / "2", SECOND), kept).steps.counts == (1, 1, 1)
    assert files_of(tmp_path / "www") == SECOND
    assert not (tmp_path / "www/assets").exists()
    publish(remote, earlier(remote, kept), kept)
    assert files_of(tmp_path / "www") == FIRST
    (tmp_path / "www/index.html").write_text("edited there")
    publish(remote, edition_of(tmp_path / "1", FIRST), kept, verify=True)
    assert files_of(tmp_path / "www") == FIRST


def test_a_claim_is_made_and_taken_over_once(remote: HostRemote) -> None:
    assert [remote.create(".kei-site/a", b"1"), remote.create(".kei-site/a", b"2")] == [True, False]
    assert [remote.take_over(".kei-site/a", b"other", b"3"), remote.read(".kei-site/a")] == [False, b"1"]
    assert [remote.take_over(".kei-site/a", b"1", b"3"), remote.read(".kei-site/a")] == [True, b"3"]
    assert not remote.take_over(".kei-site/b", b"", b"4")


def test_a_lock_that_a_killed_publisher_was_replacing_is_found_with_its_doubts(
    remote: HostRemote, tmp_path: Path
) -> None:
    first = Lock(remote)
    first.announce(["a"], "aim")
    first.give_back(done=False)
    place = tmp_path / "www" / LOCK
    for number in (1, 2):
        (place.parent / f"{place.name}.away-{number}").write_bytes(place.read_bytes() if number == 2 else b"older")
    os.utime(place.parent / f"{place.name}.away-1", (0, 0))
    place.unlink()
    assert Lock(remote).doubted == ("a",)
    assert [path.name for path in place.parent.iterdir() if path.is_file()] == [place.name]


def test_two_publishers_are_kept_apart(remote: HostRemote, tmp_path: Path) -> None:
    Lock(remote)
    with pytest.raises(RemoteFailure, match="another publisher is at work"):
        publish(remote, edition_of(tmp_path / "1", FIRST), kept_in(tmp_path))


def test_a_file_of_others_in_the_way_is_not_replaced(remote: HostRemote, tmp_path: Path) -> None:
    edition_of(tmp_path / "www", {"index.html": "of others"})
    with pytest.raises(RemoteFailure, match="did not publish it"):
        publish(remote, edition_of(tmp_path / "1", FIRST), kept_in(tmp_path))


def test_a_host_that_refuses_is_asked_a_few_times(tmp_path: Path) -> None:
    script = tmp_path / "ssh"
    script.write_text(
        f'#!/bin/sh\n[ "$3" = -G ] && exit 1\necho x >> {tmp_path}/tries\n'
        'echo "web@host: Permission denied (publickey)." >&2\nexit 255\n'
    )
    script.chmod(0o755)
    place = replace(PublishTarget(target="ssh", host="web@host", path="/srv"), port=2222)
    with pytest.raises(RemoteFailure, match=r"web@host refused: .*Permission denied"):
        publish(HostRemote(place, [str(script)], (0.0, 0.0)), edition_of(tmp_path / "1", FIRST), kept_in(tmp_path))
    assert (tmp_path / "tries").read_text().count("x") == 3

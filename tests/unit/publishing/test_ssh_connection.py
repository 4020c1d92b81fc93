"""Calls of SSH share a connection where it can be had; here SSH is a script that notes its options."""

import tempfile
from pathlib import Path

import pytest

from kei_site.publishing import ssh_connection
from kei_site.publishing.ssh_connection import shared_connection


class Owner:
    """Something that goes."""


def fake_ssh(folder: Path, settings: str = "controlpath none", opened: int = 0) -> list[str]:
    """Write a script that prints settings, opens a socket (a file), closes it, and notes each call."""
    script = folder / "ssh"
    script.write_text(
        f'#!/bin/sh\necho "$*" >> {folder}/calls\nfor word; do case "$word" in\n'
        f'-G) echo "port 22\n{settings}"; exit 0;; ControlPath=*) socket="${{word#ControlPath=}}";;\n'
        f'-fN) touch "$socket"; exit {opened};; exit) rm "$socket";; esac; done\n'
    )
    script.chmod(0o755)
    return [str(script)]


def calls_in(folder: Path) -> str:
    return (folder / "calls").read_text() if (folder / "calls").exists() else ""


def socket_of(command: list[str]) -> Path:
    return Path(next(word for word in command if word.startswith("ControlPath=")).removeprefix("ControlPath="))


def test_a_connection_is_shared_until_its_owner_goes(tmp_path: Path) -> None:
    owner = Owner()
    command = list(shared_connection(fake_ssh(tmp_path), "web@host", owner))
    socket = socket_of(command)
    assert (socket.exists(), socket.parent.stat().st_mode & 0o077) == (True, 0)
    assert "ControlPersist=60 -fN web@host" in calls_in(tmp_path)
    del owner
    assert not socket.parent.exists()
    assert calls_in(tmp_path).endswith("-O exit web@host\n")


def test_each_call_connects_by_itself_where_no_connection_can_be_shared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = fake_ssh(tmp_path, opened=255)
    assert shared_connection(refused, "web@host", owner := Owner()) == refused
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "a b"))
    (tmp_path / "a b").mkdir()
    found = fake_ssh(tmp_path)
    assert shared_connection(found, "web@host", owner) == found
    assert shared_connection(["/no/ssh"], "web@host", owner) == ["/no/ssh"]
    assert list((tmp_path / "a b").iterdir()) == []


def test_a_connection_that_the_user_shares_is_left_to_do_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = fake_ssh(tmp_path, "controlpath /home/me/.ssh/%C")
    assert shared_connection(own, "web@host", Owner()) == own
    assert calls_in(tmp_path) == "-G web@host\n"
    monkeypatch.setattr(ssh_connection, "_HAS_SOCKETS", False)
    assert shared_connection(own, "web@host", Owner()) == own
    assert calls_in(tmp_path) == "-G web@host\n"

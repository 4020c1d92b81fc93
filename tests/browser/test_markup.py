"""The Nu HTML checker reads every kind of page as it is served, and finds nothing."""

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.support.node_modules import missing, node_file
from tests.support.page_kinds import FURTHER_KINDS, KINDS, address_of
from tests.support.web_server import Served, served

pytestmark = pytest.mark.browser

_UNREAD = re.compile(r"Resource violates Content Security Policy \(meta tag\): external script “/assets/\S+\.js” .*")
_LOOPBACK = ("-Dnu.validator.servlet.allow-forbidden-hosts=true", "-Dnu.validator.servlet.allowed-address-type=all")


def findings(pages: Sequence[str]) -> list[dict[str, Any]]:
    """Return the checker's errors and warnings on the pages at these addresses; without it, see `missing`.

    It does not compare the `integrity` of scripts with the policy of a page that has an address (26.9); Chromium does,
    in `test_policy.py`.
    """
    java = shutil.which("java") or missing("Java")
    command = [
        java,
        *_LOOPBACK,
        "-jar",
        str(node_file("vnu-jar/build/dist/vnu.jar")),
        "--format",
        "json",
        "--stdout",
        *pages,
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    messages: list[dict[str, Any]] = json.loads(said.stdout)["messages"]
    return [message for message in messages if not _UNREAD.fullmatch(message["message"])]


def test_every_kind_of_page_is_valid(host: Served, published: Path) -> None:
    host.traffic.clear()
    kinds = (*KINDS, *FURTHER_KINDS)
    assert findings([host.url + address_of(kind, published) for kind in kinds]) == []
    assert host.traffic.requests == len(kinds)


def test_a_fault_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text('<!doctype html><html lang="en"><title>x</title><p><div></p>', "utf-8")
    with served(tmp_path) as broken:
        assert findings([broken.url + "/"])

"""Fixtures of the tests of incremental builds."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_MEMORY = Path("/dev/shm")  # noqa: S108


@pytest.fixture
def law_folder(tmp_path: Path) -> Iterator[Path]:
    """Return an empty folder on the quickest file system that there is: these tests write some gigabytes."""
    if not os.access(_MEMORY, os.W_OK):
        yield tmp_path
        return
    folder = Path(tempfile.mkdtemp(prefix="kei-site-", dir=_MEMORY))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)

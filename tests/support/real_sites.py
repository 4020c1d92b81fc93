"""A name -> the folder of a real site: this repository's own, or articles by others that lie beside it.

The articles are not part of the repository. `--corpora FOLDER` or `KEI_CORPORA` says where they are; without them their
tests are skipped.
"""

import os
from pathlib import Path

import pytest

from tests.support.node_modules import ROOT

OWN = "our own"
CORPORA = ("digitalgov", "open-source-guides")
SITES = (OWN, *(pytest.param(name, marks=[pytest.mark.corpora, pytest.mark.slow]) for name in CORPORA))
"""Parameters of a test that runs over every real site."""
DEFAULT_CORPORA = Path(os.environ.get("KEI_CORPORA", ROOT.parent / "shared" / "corpora"))


def real_site(name: str, config: pytest.Config) -> Path:
    """Return the folder of a real site; skips the test when the site is not there."""
    if name == OWN:
        return ROOT
    folder = Path(config.getoption("--corpora")) / name
    if not (folder / "content").is_dir():
        pytest.skip(f"there is no corpus {folder}: --corpora or KEI_CORPORA says where corpora are")
    return folder

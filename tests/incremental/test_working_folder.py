"""Python files that lie in the working folder are never run: neither by the program nor by its processes."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.scratch import ScratchSite, brief

MODULES = ("email", "json", "queue", "random", "signal", "socket", "struct", "kei_site")
SCRIPT = "from kei_site.cli import run\n\nif __name__ == '__main__':\n    run()\n"
"""A console script, as installers write it."""
PATIENCE = 120.0


@pytest.fixture
def site(scratch_site: ScratchSite) -> ScratchSite:
    """Return a site of more briefs than one process reads, with a file for each module that tells of its run."""
    for number in range(150):
        scratch_site.write(f"content/briefs/2024/n{number}.md", brief(f"n{number}"))
    return scratch_site


def plant(site: ScratchSite, *, but: str = "") -> Path:
    told = site.root / "told"
    for name in MODULES:
        if name != but:
            (site.site / f"{name}.py").write_text(f"open({str(told)!r}, 'a').write({name!r} + ' ')\n")
    return told


def program(how: str, site: ScratchSite) -> list[str]:
    (site.root / "program").write_text(SCRIPT)
    return [sys.executable, *(["-m", "kei_site"] if how == "module" else [str(site.root / "program")])]


@pytest.mark.parametrize("how", ["script", "module"])
def test_serve_runs_no_python_file_of_the_working_folder(site: ScratchSite, how: str) -> None:
    # `python -m kei_site` itself means a `kei_site.py` of the working folder, as Python says.
    told = plant(site, but="kei_site" if how == "module" else "")
    index, until = site.site / ".kei-site/preview/public/pagefind", time.monotonic() + PATIENCE
    with subprocess.Popen([*program(how, site), "serve", "--port", "0"], cwd=site.site) as process:
        try:
            while not index.exists() and time.monotonic() < until:
                time.sleep(0.1)
        finally:
            process.send_signal(signal.SIGINT)
    assert index.exists(), "the workers or the search process have built nothing"
    assert not told.exists(), told.read_text()


@pytest.mark.parametrize("how", ["script", "module"])
def test_build_runs_none_either(site: ScratchSite, how: str) -> None:
    told = plant(site, but="kei_site" if how == "module" else "")
    subprocess.run([*program(how, site), "build", "--jobs", "2", "--no-search"], cwd=site.site, check=True)
    assert not told.exists(), told.read_text()

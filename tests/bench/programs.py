"""Turns a workbench into the programs to compare: commands, where they write, what a cold start removes."""

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from tests.bench.measure import Cost, measure
from tests.bench.workbench import ROOT, Workbench


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A way to build the site."""

    name: str
    search: bool
    commands: tuple[tuple[str, ...], ...]
    """Run one after the other; together they are one build."""
    output: Path
    memory: Path
    """What it keeps between builds, beside its output."""


def kei_site(bench: Workbench, *, search: bool, options: Sequence[str] = ()) -> Program:
    """Return this repository's own program, run by this interpreter."""
    kind = "search" if search else "plain"
    output, memory = bench.folder / f"kei-{kind}", bench.folder / f"kei-{kind}-memory"
    command = (sys.executable, "-m", "kei_site", "build", "--site", str(bench.site), "--output", str(output))
    extra = () if search else ("--no-search",)
    return Program(
        name="kei-site",
        search=search,
        commands=((*command, "--cache", str(memory), *extra, *options),),
        output=output,
        memory=memory,
    )


def hugo(bench: Workbench, *, search: bool, full: bool) -> Program:
    """Return Hugo, with `search` followed by Pagefind; `full` adds more of what kei-site writes."""
    kind = "search" if search else "plain"
    output, memory = bench.folder / f"hugo-{kind}", bench.folder / f"hugo-{kind}-memory"
    config = ("hugo.toml", *(("full.toml",) if full else ()), "mounts.toml")
    folders = ("--source", str(bench.hugo), "--destination", str(output), "--cacheDir", str(memory))
    pages = (binary("hugo", "binaries/hugo"), "--quiet", "--config", ",".join(config), *folders)
    index = (binary("pagefind_bin", "pagefind"), "--quiet", "--site", str(output)) if search else ()
    return Program(
        name="Hugo + Pagefind" if search else "Hugo",
        search=search,
        commands=(pages, index) if search else (pages,),
        output=output,
        memory=memory,
    )


def binary(package: str, path: str) -> str:
    """Return the program inside an installed package: the Python script around it would cost it time.

    Falls back to the program of that name on the search path. Raises FileNotFoundError when there is neither.
    """
    name = Path(path).name
    spec = find_spec(package)
    inside = [Path(folder) / path for folder in (spec.submodule_search_locations or ())] if spec else []
    found = next((str(file) for file in inside if file.is_file()), None) or shutil.which(name)
    if found is None:
        raise FileNotFoundError(f"{name} is not installed: pip install {package}")
    return found


def build(program: Program, *, cold: bool) -> Cost:
    """Run the program once and return what it cost; `cold` first removes all that it has made."""
    if cold:
        shutil.rmtree(program.output, ignore_errors=True)
        shutil.rmtree(program.memory, ignore_errors=True)
    return measure(program.commands, folder=program.output, home=ROOT)

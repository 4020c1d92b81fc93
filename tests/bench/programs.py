"""Turns a workbench into the programs to compare: their commands, their output, what a cold start removes."""

import shutil
import sys
from collections.abc import Sequence
from compileall import compile_dir
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
    """Run in this order; together they are one build."""
    output: Path
    cache: Path
    """What it keeps between builds, beside its output."""
    home: Path = ROOT
    """The folder that the commands run in."""


def kei_site(
    bench: Workbench, *, search: bool, options: Sequence[str] = (), name: str = "kei-site", checkout: Path = ROOT
) -> Program:
    """Return the program of a checkout, run by this interpreter with its libraries; compile its modules."""
    compile_dir(checkout / "kei_site", quiet=1)
    stem = f"{name}-{'search' if search else 'plain'}"
    output, cache = bench.folder / stem, bench.folder / f"{stem}-cache"
    command = (sys.executable, "-m", "kei_site", "build", "--site", str(bench.site), "--output", str(output))
    extra = () if search else ("--no-search",)
    return Program(
        name=name,
        search=search,
        commands=((*command, "--cache", str(cache), *extra, *options),),
        output=output,
        cache=cache,
        home=checkout,
    )


def bare(bench: Workbench) -> Program:
    """Return the loop of the libraries alone, which has neither search nor a cache."""
    output = bench.folder / "bare"
    command = (sys.executable, "-m", "tests.bench.bare", str(bench.site), str(output))
    return Program(name="bare loop", search=False, commands=(command,), output=output, cache=bench.folder / "no-cache")


def hugo(bench: Workbench, *, search: bool, full: bool) -> Program:
    """Return Hugo, with `search` followed by Pagefind; `full` adds more of what kei-site writes."""
    kind = f"{'full' if full else 'lean'}-{'search' if search else 'plain'}"
    output, cache = bench.folder / f"hugo-{kind}", bench.folder / f"hugo-{kind}-cache"
    config = ("hugo.toml", "full.toml", "full-mounts.toml") if full else ("hugo.toml", "mounts.toml")
    folders = ("--source", str(bench.hugo), "--destination", str(output), "--cacheDir", str(cache))
    pages = (binary("hugo", "binaries/hugo"), "--quiet", "--config", ",".join(config), *folders)
    index = (binary("pagefind_bin", "pagefind"), "--quiet", "--site", str(output)) if search else ()
    return Program(
        name=f"Hugo{', same outputs' if full else ''}{' + Pagefind' if search else ''}",
        search=search,
        commands=(pages, index) if search else (pages,),
        output=output,
        cache=cache,
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
    """Run the program once and return what it cost; `cold` first removes its output and its cache."""
    if cold:
        shutil.rmtree(program.output, ignore_errors=True)
        shutil.rmtree(program.cache, ignore_errors=True)
    return measure(program.commands, folder=program.output, home=program.home)

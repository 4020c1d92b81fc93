"""Measures kei-site, and Hugo with Pagefind, over the same briefs in the same run, in turn with each other.

    python -m tests.bench.compare --archive ../articles --vs hugo --search --scenarios "cold,one body"
    python -m tests.bench.compare --lived --briefs 2000 --vs hugo --jobs 1,2 --busy 1
    python -m tests.bench.compare --vs hugo --scale 1000,5000,20000
    python -m tests.bench.compare --only kei --before ../older-checkout --search --scenarios "cold,one body"

The corpus is generated, or an archive of real articles; `--lived` gives the generated one what archives gather over the
years. Hugo is measured twice: lean, with one feed a term, and with the outputs of kei-site.

The machine's speed changes from minute to minute: read the ratios, not the seconds; where others
work on it, read the processor time. A work folder in memory (`--work` on a tmpfs) takes the noise of the disk out. An
edit of the package between two builds makes everything outdated: measure a checkout that nobody works in. `--before`
adds the program of another checkout, run by the same interpreter; `--busy N` keeps N processes in a loop meanwhile.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Final

from tests.bench.corpus import BRIEFS, SHORT_BRIEFS, scale_of
from tests.bench.measure import CommandError, Cost
from tests.bench.outlines import Scale
from tests.bench.programs import Program, bare, build, hugo, kei_site
from tests.bench.report import Costs, comparison, growth
from tests.bench.workbench import EDITS, Workbench, set_up

GROWING: Final = ("cold", "nothing changed", "one body")
"""The scenarios of `--scale`."""


def rounds(
    programs: Sequence[Program], bench: Workbench, *, scenarios: Sequence[str], repeat: int
) -> Mapping[str, Costs]:
    """Run every scenario `repeat` times with every program; return the costs by "without" and "with" search.

    Where no round starts cold, every program first builds once, unmeasured.
    """
    found: dict[str, dict[tuple[str, str], list[Cost]]] = {}
    if scenarios[0] != "cold":
        for program in programs:
            build(program, cold=True)
    for number in range(1, repeat + 1):
        for scenario in scenarios:
            EDITS[scenario](bench, number)
            for program in programs:
                cost = _measured(program, scenario)
                kind = found.setdefault("with" if program.search else "without", {})
                kind.setdefault((program.name, scenario), []).append(cost)
    return found


def _measured(program: Program, scenario: str) -> Cost:
    cost = build(program, cold=scenario == "cold")
    size = f"{cost.peak / 1e6:.0f} MB, {cost.written} files written"
    _note(f"{program.name}, {scenario}: {cost.seconds:.2f} s, {cost.processor:.2f} s of CPU, {size}")
    return cost


def chosen(bench: Workbench, options: argparse.Namespace) -> tuple[Program, ...]:
    """Return the programs that the command line asks for: ours first, without search first."""
    searches = (False, True) if options.search else (False,)
    return tuple(program for search in searches for program in _programs(bench, options, search=search))


def _programs(bench: Workbench, options: argparse.Namespace, *, search: bool) -> Iterator[Program]:
    for jobs in options.jobs if options.only != "hugo" else ():
        words, name = (("--jobs", str(jobs)), f"kei-site --jobs {jobs}") if jobs else ((), "kei-site")
        yield kei_site(bench, search=search, options=words, name=name)
    if options.before:
        yield kei_site(bench, search=search, name="before", checkout=options.before.resolve(strict=True))
    if options.bare and not search:
        yield bare(bench)
    if options.only != "kei" and (options.vs or options.only):
        yield from (hugo(bench, search=search, full=kind == "full") for kind in options.hugo)


def compare(options: argparse.Namespace, folder: Path) -> dict[str, object]:
    """Measure one corpus in all scenarios; print the tables and return the raw costs."""
    bench = set_up(folder, options.archive or _scale(options, options.briefs))
    found = rounds(chosen(bench, options), bench, scenarios=options.scenarios, repeat=options.repeat)
    briefs = sum(1 for _ in bench.briefs.rglob("*.md"))
    for kind, costs in found.items():
        print(f"\n{briefs} briefs, {kind} search\n\n{comparison(costs)}")
    return {kind: _raw(costs) for kind, costs in found.items()}


def compare_sizes(options: argparse.Namespace, folder: Path) -> dict[str, object]:
    """Measure corpora of several sizes; print how time and memory grow and return the raw costs."""
    found: dict[str, dict[int, Costs]] = {}
    for size in options.scale:
        bench = set_up(folder / str(size), _scale(options, size))
        costs_by_kind = rounds(chosen(bench, options), bench, scenarios=GROWING, repeat=options.repeat)
        for kind, costs in costs_by_kind.items():
            found.setdefault(kind, {})[size] = costs
        shutil.rmtree(bench.folder)
    for kind, sizes in found.items():
        print(f"\n{kind.capitalize()} search\n\n{growth(sizes)}")
    return {kind: {str(size): _raw(costs) for size, costs in sizes.items()} for kind, sizes in found.items()}


def _scale(options: argparse.Namespace, briefs: int | None) -> Scale:
    words = None if options.scale else options.words
    return scale_of(briefs=briefs, words=words, short=options.short, lived=options.lived)


def _raw(costs: Costs) -> list[dict[str, object]]:
    return [
        {"program": name, "scenario": scenario, "rounds": [asdict(cost) for cost in found]}
        for (name, scenario), found in costs.items()
    ]


def _note(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _machine() -> str:
    system = f"{platform.system()} {platform.machine()}"
    tuned = "--enable-optimizations" in (sysconfig.get_config_var("CONFIG_ARGS") or "")
    build = "with" if tuned else "without"
    return f"{os.cpu_count()} cores, Python {platform.python_version()} {build} profile-guided optimization, {system}"


@contextmanager
def busy(count: int) -> Iterator[None]:
    """Keep `count` processes in a loop."""
    with ExitStack() as stack:
        for _ in range(count):
            process = stack.enter_context(subprocess.Popen([sys.executable, "-c", "while True: pass"]))
            stack.callback(process.terminate)
        yield


@contextmanager
def _folder(work: Path | None) -> Iterator[Path]:
    """Yield the folder to work in: `work`, which stays, or a temporary folder."""
    if work is None:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            yield Path(folder)
        return
    work.mkdir(parents=True, exist_ok=True)
    if any(work.iterdir()):
        raise FileExistsError(f"{work} is not empty: give a new folder")
    yield work.resolve()


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.compare",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--briefs", type=int, help=f"how many (default {BRIEFS}; {SHORT_BRIEFS} with --short)")
    add("--words", type=int, help="words of all bodies together")
    add("--short", action="store_true", help="short bodies")
    add("--vs", choices=("hugo",), help="measure this program, too")
    add("--only", choices=("kei", "hugo"), help="measure one program")
    add("--before", type=Path, metavar="CHECKOUT", help="measure the program of another checkout, too")
    add("--bare", action="store_true", help="measure a loop of the libraries alone, too")
    add("--busy", type=int, default=0, metavar="N", help="processes that compute meanwhile")
    add("--hugo", type=_hugos, default=("lean", "full"), help="lean, full (the outputs of kei-site) or both")
    add("--archive", type=_folder_of_site, help="a site of real articles, in place of generated ones")
    add("--lived", action="store_true", help="generated briefs with pictures, raw HTML, dead links, rare tags")
    add("--search", action=argparse.BooleanOptionalAction, default=False, help="measure with search, too")
    add("--scenarios", type=_scenarios, default=tuple(EDITS), help="comma-separated; default: all")
    add("--scale", type=_sizes, default=(), help="numbers of briefs, comma-separated, to measure growth")
    add("--repeat", type=int, default=1, help="rounds; the tables show medians")
    add("--jobs", type=_numbers, default=(0,), help="processes of kei-site, comma-separated (default: all processors)")
    add("--work", type=Path, help="a new folder to work in; it is kept")
    add("--json", type=Path, help="file for the raw figures")
    return parser.parse_args(arguments)


def _scenarios(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(","))
    if unknown := [name for name in names if name not in EDITS]:
        raise argparse.ArgumentTypeError(f"no scenario {unknown[0]!r}; there are: {', '.join(EDITS)}")
    return names


def _hugos(text: str) -> tuple[str, ...]:
    kinds = tuple(kind for kind in ("lean", "full") if text in (kind, "both"))
    if not kinds:
        raise argparse.ArgumentTypeError("lean, full or both")
    return kinds


def _folder_of_site(text: str) -> Path:
    if not Path(text, "content").is_dir():
        raise argparse.ArgumentTypeError(f"{text} has no folder `content`")
    return Path(text).resolve()


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(","))


def _sizes(text: str) -> tuple[int, ...]:
    sizes = tuple(sorted(set(_numbers(text))))
    if len(sizes) < 2:
        raise argparse.ArgumentTypeError("growth needs two sizes or more")
    return sizes


def main(arguments: Sequence[str]) -> int:
    """Measure as the command line says; return the exit code."""
    options = _options(arguments)
    try:
        with _folder(options.work) as folder, busy(options.busy):
            print(_machine())
            found = compare_sizes(options, folder) if options.scale else compare(options, folder)
    except (CommandError, FileExistsError, FileNotFoundError, LookupError) as error:
        _note(str(error))
        return 2
    if options.json:
        text = json.dumps({"machine": _machine(), "costs": found}, indent=2)
        options.json.write_text(f"{text}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

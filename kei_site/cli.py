"""Words on a command line -> one of the commands. Build layer; thin: each command is a function of its own.

Exit codes: 0 good; 1 the content has errors; 2 wrong usage, or the machine refused; 130 (143) interrupted. No
traceback reaches a user.
"""

import argparse
import gc
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from kei_site.interrupts import Interrupted, raise_interrupted
from kei_site.output.ownership import Refusal

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program with the given words (those of the process when None) and return its exit code."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), raise_interrupted)
    # Hundreds of thousands of records are made at once and live until the end; looking for garbage among them costs as
    # much as making them. Reference counts free the rest. (`serve`, which lives long, turns it on again.)
    gc.disable()
    options = _parser().parse_args(arguments)
    try:
        code = _command(options.command)(options)
        sys.stdout.flush()
        return code
    except Interrupted as stopped:
        return _say(f"interrupted by signal {stopped.number}; nothing was left half done", 128 + stopped.number)
    except KeyboardInterrupt:
        return _say("interrupted; nothing was left half done", 130)
    except BrokenPipeError:
        return _quiet_pipe()
    except Refusal as refusal:
        return _say(f"error: {refusal}", 2)
    except OSError as error:
        return _say(f"error: {_of_machine(error)}", 2)
    except MemoryError:
        return _say("error: the machine ran out of memory; try --jobs 1", 2)


def _say(words: str, code: int) -> int:
    print(words, file=sys.stderr)
    return code


def _quiet_pipe() -> int:
    # Python flushes stdout again at exit; docs.python.org, signal, "Note on SIGPIPE".
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 2


def _of_machine(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    hint = "; free some space and build again" if error.errno == 28 else ""
    return f"{where}{error.strerror or error}{hint}"


def _command(name: str) -> Command:
    if name == "build":
        from kei_site.commands.build import run_build

        return run_build
    if name == "init":
        from kei_site.commands.init import run_init

        return run_init
    if name == "serve":
        from kei_site.commands.serve import run_serve

        return run_serve
    if name == "digest":
        from kei_site.commands.digest import run_digest

        return run_digest
    from kei_site.commands.list import run_list

    return run_list


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kei-site",
        description="Markdown briefs in, a fast, accessible, citable site out.",
        epilog="Start with `kei-site init my-site`, then `kei-site build --site my-site`.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    build = commands.add_parser("build", help="write the site", description="Read the briefs and write the site.")
    _add_site(build)
    _add_build(build)
    listing = commands.add_parser("list", help="what there is, and what is held back until when")
    _add_site(listing)
    listing.add_argument("--due", action="store_true", help="only what is held back, and until when")
    listing.add_argument("--drafts", action="store_true", help="only drafts")
    listing.add_argument("--tag", metavar="T", help="only briefs with this tag")
    listing.add_argument("--format", choices=("text", "json"), default="text")
    _add_serve(commands.add_parser("serve", help="live preview on this machine, with reload and an error overlay"))
    _add_digest(commands.add_parser("digest", help="write an e-mail of what is new; nothing is sent"))
    start = commands.add_parser("init", help="begin a new site in a folder")
    start.add_argument("folder", type=Path, metavar="DIR")
    return parser


def _add_site(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--site", type=Path, default=Path("."), metavar="DIR", help="the site's folder (default: here)")
    parser.add_argument("--output", type=Path, metavar="DIR", help="where to write (default: public/ in the site)")
    parser.add_argument(
        "--cache", type=Path, metavar="DIR", help="what earlier builds remember (default: .kei-site/ in the site)"
    )


def _add_serve(parser: argparse.ArgumentParser) -> None:
    parser.description = "Show the site in a browser on this machine while it is being written. Nobody else can see it."
    parser.add_argument("--site", type=Path, default=Path("."), metavar="DIR", help="the site's folder (default: here)")
    parser.add_argument("--port", type=int, metavar="N", help="where to listen (default: the first free from 8000)")
    parser.add_argument("--drafts", action="store_true", help="show drafts, too")
    parser.add_argument("--at", metavar="DATETIME", help='as it will be then: "2026-12-24 09:00", in the site\'s zone')
    parser.add_argument("--no-search", action="store_true", help="without the search index")


def _add_digest(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--site", type=Path, default=Path("."), metavar="DIR", help="the site's folder (default: here)")
    parser.add_argument(
        "--cache", type=Path, metavar="DIR", help="what earlier builds remember (default: .kei-site/ in the site)"
    )
    parser.add_argument(
        "--since", metavar="DATE", help="the first day (default: a week that ends with the newest brief)"
    )
    parser.add_argument("--tag", metavar="T", help="only briefs with this tag")
    parser.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        required=True,
        help="the message to write (.eml), or the same as a page (.html)",
    )


def _add_build(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--clean", action="store_true", help="forget earlier builds and make everything again")
    parser.add_argument("--drafts", action="store_true", help="publish drafts, too")
    parser.add_argument("--no-search", action="store_true", help="without the search index")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="processes (default: one per processor)")
    parser.add_argument("--explain", action="store_true", help="say for each file why it was made again")
    parser.add_argument("--timings", action="store_true", help="say how long each stage took")
    parser.add_argument("--strict", action="store_true", help="make every warning an error")
    parser.add_argument("--format", choices=("text", "json"), default="text")

"""`kei-site completion SHELL`: the parser of the command line -> a script that completes its words in a shell."""

import argparse
from collections.abc import Iterator

from kei_site.commands.parser import make_parser


def run_completion(options: argparse.Namespace) -> int:
    """Print the script for the shell that the options name."""
    print(completion_script(options.shell))
    return 0


def completion_script(shell: str) -> str:
    """Return the script that lets a shell (`bash`, `zsh` or `fish`) complete the words of `kei-site`."""
    import shtab

    parser = make_parser()
    kinds = {"DIR": shtab.DIRECTORY, "FILE": shtab.FILE}
    for action in _actions(parser):
        if action.metavar in kinds:
            action.complete = kinds[str(action.metavar)]  # type: ignore[attr-defined]
    return str(shtab.complete(parser, shell=shell)).rstrip()


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Yield the options of a parser and of every command in it."""
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from _actions(command)

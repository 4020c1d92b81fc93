"""`kei-site completion SHELL`: the words of the command line -> a script that completes them. Build layer.

The script is printed, never installed. It is made of the parser itself, so it cannot offer what does not exist; and it
answers by itself, so that the tab key starts no program.
"""

import argparse
from collections.abc import Iterator

from kei_site.commands.parser import make_parser


def run_completion(options: argparse.Namespace) -> int:
    """Print the script for the shell that the options name."""
    print(completion_script(options.shell))
    return 0


def completion_script(shell: str) -> str:
    """Return what the shell (`bash`, `zsh` or `fish`) has to read once to complete the words of `kei-site`."""
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

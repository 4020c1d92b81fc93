"""The options and the form of help texts that several commands share."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def examples(*lines: str) -> str:
    """Return command lines as the examples of a help text."""
    return "\n".join(("examples:", *(f"  {line}" for line in lines)))


_SHARED: Mapping[str, Mapping[str, Any]] = {
    "--site": {"type": Path, "default": Path("."), "metavar": "DIR", "help": "the site's folder (default: here)"},
    "--output": {"type": Path, "metavar": "DIR", "help": "where to write (default: public/ in the site)"},
    "--cache": {
        "type": Path,
        "metavar": "DIR",
        "help": "the cache of earlier builds (default: .kei-site/ in the site)",
    },
    "--jobs": {"type": int, "default": 0, "metavar": "N", "help": "processes (default: one per processor)"},
    "--no-search": {"action": "store_true", "help": "without the search index"},
    "--strict": {"action": "store_true", "help": "make every warning an error"},
}
"""Options that mean the same for every command that has them."""


def share(parser: argparse.ArgumentParser, *names: str) -> None:
    """Add options that several commands have."""
    for name in names:
        parser.add_argument(name, **_SHARED[name])

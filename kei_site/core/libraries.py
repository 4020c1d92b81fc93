"""The name of an installed library -> its version. Core.

A package leaves a folder `name-version.dist-info` beside its modules, an older one `name-version.egg-info` (PyPA,
"Recording installed projects"). Listing them takes a fraction of what loading `importlib.metadata` does.
"""

import functools
import os
import sys
from collections.abc import Mapping


def version_of(name: str) -> str:
    """Return the version of a library as a part of keys, or an empty text if it is not installed."""
    return _installed().get(_normal(name), "")


@functools.cache
def _installed() -> Mapping[str, str]:
    """Return the versions by name; of a name in two folders that of the first, which Python imports."""
    found: dict[str, str] = {}
    for folder in sys.path:
        for entry in _entries(folder):
            stem, ending = os.path.splitext(entry)
            if ending in (".dist-info", ".egg-info"):
                name, _, version = stem.partition("-")
                found.setdefault(_normal(name), version)
    return found


def _entries(folder: str) -> list[str]:
    try:
        return sorted(os.listdir(folder or "."))
    except OSError:  # an archive of the standard library, which is seldom there
        return []


def _normal(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")

"""Parsed options -> a build request."""

import argparse
import os
from pathlib import Path

from kei_site.build.report import BuildRequest
from kei_site.core.errors import Refusal


def request_of(options: argparse.Namespace) -> BuildRequest:
    """Return the build that the options ask for. Raises Refusal if there is no such site."""
    site = absolute(options.site)
    if not (site / "content").is_dir():
        raise Refusal(
            f"{options.site} has no content/ folder; name the site with --site, or begin one with `kei-site init`"
        )
    if getattr(options, "jobs", 0) < 0:
        raise Refusal("--jobs wants a number of processes, or 0 for one per processor")
    return BuildRequest(
        site=site,
        output=absolute(output) if (output := getattr(options, "output", None)) else site / "public",
        cache=absolute(cache) if (cache := getattr(options, "cache", None)) else site / ".kei-site",
        clean=getattr(options, "clean", False),
        drafts=getattr(options, "drafts", False),
        search=not getattr(options, "no_search", False),
        strict=getattr(options, "strict", False),
        keep_going=getattr(options, "keep_going", False),
        jobs=getattr(options, "jobs", 0),
        show_progress=getattr(options, "format", "text") == "text",
    )


def absolute(path: Path) -> Path:
    """Return an absolute path without following links in its last part; `~` is the home folder.

    A shell expands it only where it is not quoted, and not in `--output=~/www`.
    """
    return Path(os.path.abspath(os.path.expanduser(path)))

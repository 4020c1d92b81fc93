"""`kei-site init`: begin a new site."""

import argparse
import os
import shlex
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from kei_site.commands.options import absolute
from kei_site.core.clock import build_instant, moment_of
from kei_site.core.errors import Refusal

_SITE = """\
title: {title}
url: https://example.org
description: One sentence on what the institute publishes.
language: en
timezone: UTC
organization:
  name: {title}
  id: institute
menu:
  - label: Briefs
    url: /briefs/
  - label: Topics
    url: /tags/
  - label: Archive
    url: /archive/
  - label: About
    url: /about/
"""

_AUTHOR = """\
---
name: {title}
kind: organization
---

The institute, as the author of what it publishes in its own name.
"""

_ABOUT = """\
---
title: About
summary: Who we are, and how to reach us.
---

Say here who publishes this site, what for, and where to write to.
"""

_BRIEF = """\
---
title: A first brief
date: {day}
authors:
  - institute
summary: One or two plain sentences that say what the reader will know afterwards.
tags:
  - How we work
---

Begin with the finding. The first paragraph should make sense to someone who reads nothing else.

## What supports it

Write headings that say something, and notes where they help.[^1]

[^1]: A note goes to the end of the page, and beside the text on wide screens.
"""

_WELCOME = """\
A new site is in {folder}. Write its name and address into content/site.yaml, then:
  cd {folder}
  {program} serve                   look at it in a browser while you write
  {program} new "A title"           begin a brief
  {program} check                   what is wrong, where, and how to fix it
  {program} build                   write what is to be published into public/"""


def run_init(options: argparse.Namespace) -> int:
    """Write the files of a new site into a folder that has none yet."""
    folder = absolute(options.folder)
    if (folder / "content").exists():
        raise Refusal(f"{options.folder} has a content/ folder already; nothing was changed")
    for path, text in _files(folder).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="\n")
    print(_WELCOME.format(folder=quoted(str(options.folder)), program=program_name()))
    return 0


def quoted(word: str) -> str:
    """Return a word as the shells of this system take it: PowerShell and `cmd` know no words in single quotes."""
    return subprocess.list2cmdline([word]) if sys.platform == "win32" else shlex.quote(word)


def program_name() -> str:
    """Return the words that start this program in a shell."""
    return "kei-site" if shutil.which("kei-site") else f"{quoted(sys.executable)} -m kei_site"


def _files(folder: Path) -> dict[str, str]:
    title = os.path.basename(folder).replace("-", " ").strip().title() or "Our institute"
    day = moment_of(datetime.fromtimestamp(build_instant(), UTC), has_time=False).day
    return {
        "content/site.yaml": _SITE.format(title=_quoted(title)),
        "content/authors/institute.md": _AUTHOR.format(title=_quoted(title)),
        "content/pages/about.md": _ABOUT,
        f"content/briefs/{day[:4]}/{day}-a-first-brief.md": _BRIEF.format(day=day),
        ".gitignore": "/public/\n/.kei-site/\n",
    }


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

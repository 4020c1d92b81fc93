"""A site of sixty short briefs with everything that briefs can have, made to be edited at random.

Its theme is small, so that a clean build is quick, and shows *all* of every view (`{{ view }}` prints each field), so
that nothing a view holds can change unseen. `real_theme` leaves the theme of the program in place instead.
"""

import contextlib
import os
import re
import shutil
import struct
import zlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from kei_site.build.pipeline import build
from kei_site.build.report import BuildReport, BuildRequest
from tests.support.program_versions import program
from tests.support.scratch import NOW, ScratchSite

CONFIG = """\
title: Fixture Site
url: https://example.org
description: A site to be edited.
language: en
timezone: UTC
organization: {name: Fixture Site, id: desk}
mailing_list: {action: https://lists.example.org/in, promise: One mail a week., hidden: {u: one, id: two}}
feeds: {limit: 4, full_content: true}
page_size: 7
people: {title: Experts, groups: [Staff, Fellows]}
extra: {place: {label: Place}, until: {type: date, label: Until}, lands: {type: list, label: Countries}}
types: {commentary: {plural: Views, page: true}, report: {page: true}}
menu: [{label: Briefs, url: /briefs/}]
redirects: [{from: /old/, to: /briefs/}]
diagnostics: {LNK02: warning, LNK03: warning, REL01: warning, TPL01: warning}
"""
TAGS = ("Nuclear Energy", "NATO", "Trade", "한국", "Supply chains", "Climate", "Arctic", "Law")
SERIES = ("", "", "", "Notes on Energy", "Field reports", "")
WORDS = tuple(
    "river treaty harbour ballot census tariff winter signal reactor border charter market shelf quota".split()
)
AUTHORS = {
    "desk": "---\nname: The Desk\nkind: organization\n---\n\nThe desk.\n",
    "a-one": "---\nname: Author One\nfamily: One\ngiven: Author\n---\n\nWrites on [energy](../briefs/2024/b45.md).\n",
    "b-two": "---\nname: Author Two\nrole: Fellow\n---\n",
    "c-three": "---\nname: 저자\nlanguage: ko\n---\n\n연구자.\n",
}
_BODIES = (
    "Plain words of {word} and {other}.\n\nA second paragraph.\n",
    "A table.\n\n| Year | {word} |\n| --- | --- |\n| 2024 | {other} |\n",
    "A note.[^1]\n\n[^1]: On the {word}.\n",
    "## On the {word}\n\nSee [that](b{near:02}.md) and [this](brief:{slug}).\n\n## On the {other}\n\nMore.\n",
    "A list:\n\n- {word}\n- {other}\n\n> A quotation.\n",
)
_PAGES = (
    "figure",
    "figures",
    "corrections",
    "outlets",
    "home",
    "briefs",
    "tags",
    "tag",
    "authors",
    "series",
    "series_index",
    "type",
    "types",
    "archive",
    "year",
    "month",
    "search",
    "subscribe",
    "404",
    "redirect",
)
THEME = {
    "base.html": '<!doctype html>\n<title>{{ head.title }}</title>\n<link href="{{ asset("site.css") }}">\n'
    "<pre>{{ view }}</pre>\n{% block main %}{% endblock %}\n"
    "{% block tail %}{% endblock %}\n<footer>Footer 0</footer>\n",
    "brief.html": '{% extends "base.html" %}{% import "macros.html" as show %}{% block main %}\n'
    "{{ show.text(view.text | resolved) }}\n"
    "{% for note in view.author_notes %}{{ (note | resolved).html }}{% endfor %}\n"
    '{% include "parts/one.html" %}{% include "extra.html" ignore missing %}{% endblock %}\n',
    "version.html": '{% extends "base.html" %}{% block main %}{% set old = view.text | resolved %}{{ old.html }}\n'
    "{% if view.changes %}{{ view | difference(old.html, (view.changes.text | resolved).html, locale) }}{% endif %}"
    "{% endblock %}\n",
    "page.html": '{% extends "base.html" %}{% block main %}{{ (view.text | resolved).html }}{% endblock %}\n',
    "author.html": '{% extends "base.html" %}{% block main %}{{ (view.biography | resolved).html }}{% endblock %}\n',
    "macros.html": "{% macro text(shown) %}<div>{{ shown.html }}</div>{% endmacro %}\n",
    "parts/one.html": '<p>one {% include "parts/two.html" %}</p>\n',
    "parts/two.html": '<p>two {% include "parts/three.html" %}</p>\n',
    "parts/three.html": "<p>three 0</p>\n",
    **{f"{name}.html": '{% extends "base.html" %}\n{% block tail %}<p>tail 0</p>{% endblock %}\n' for name in _PAGES},
}


@dataclass(slots=True, kw_only=True)
class FixtureSite:
    """A site under edit: its files, the clock, the options that builds are asked for, the version of the program."""

    site: ScratchSite
    output: Path
    drafts: bool = False
    jobs: int = 1
    search: bool = False
    keep_going: bool = False
    """Whether builds leave texts with errors out."""
    version: int = 0
    serial: int = 0
    """Counts what was written, so that no two edits write the same."""
    deleted: dict[str, bytes] = field(default_factory=dict)
    around: Callable[[], AbstractContextManager[object]] = contextlib.nullcontext
    """What incremental builds run in, and clean ones do not."""

    def request(self, **options: object) -> BuildRequest:
        """Return the request of an incremental build as things stand."""
        given = {
            "output": self.output,
            "drafts": self.drafts,
            "jobs": self.jobs,
            "search": self.search,
            "keep_going": self.keep_going,
            **options,
        }
        return self.site.request(**given)

    def build(self) -> BuildReport:
        """Build incrementally."""
        with program(self.version), self.around():
            return build(self.request())

    def build_clean(self) -> BuildReport:
        """Build the same sources in a fresh folder that remembers nothing."""
        shutil.rmtree(self.clean.parent, ignore_errors=True)
        with program(self.version):
            return build(self.request(output=self.clean, cache=self.clean.parent / "cache", jobs=1))

    @property
    def clean(self) -> Path:
        """Where clean builds go."""
        return self.site.root / "clean" / "public"

    def fresh(self) -> int:
        """Return a number that was not used before."""
        self.serial += 1
        return self.serial

    def briefs(self) -> list[str]:
        """Return the paths of all briefs that are text, sorted: an earlier edit may have broken one."""
        return [path for path in self.below("content/briefs", ".md") if self._is_text(path)]

    def _is_text(self, path: str) -> bool:
        try:
            self.site.read(path)
        except UnicodeDecodeError:
            return False
        return True

    def below(self, folder: str, ending: str = "") -> list[str]:
        """Return the paths of the source files below a folder, sorted."""
        found = (
            path.relative_to(self.site.site).as_posix()
            for path in (self.site.site / folder).rglob("*")
            if path.is_file() and not path.is_symlink()
        )
        return sorted(path for path in found if path.endswith(ending))

    def sources(self) -> dict[str, bytes]:
        """Return the bytes of all source files, by path; links and folders are left out."""
        return {
            path: (self.site.site / path).read_bytes()
            for folder in ("content", "templates", "static")
            for path in self.below(folder)
        }

    def restore(self, sources: dict[str, bytes]) -> None:
        """Bring the source files back to what `sources` says."""
        for path in self._everything():
            if path not in sources or (self.site.site / path).is_symlink():
                (self.site.site / path).unlink()
        for path, data in sources.items():
            target = self.site.site / path
            if target.is_dir():
                shutil.rmtree(target)
            if not target.exists() or target.read_bytes() != data:
                self.site.write(path, data)

    def _everything(self) -> list[str]:
        roots = [self.site.site / folder for folder in ("content", "templates", "static")]
        return [
            f"{os.path.relpath(where, self.site.site)}/{name}"
            for root in roots
            for where, _, names in os.walk(root)
            for name in names
        ]


def make_fixture_site(root: Path, *, real_theme: bool = False, briefs: int = 60) -> FixtureSite:
    """Write the site into the folder `root`."""
    site = ScratchSite(root, now=NOW)
    site.write("content/site.yaml", CONFIG)
    for name, text in AUTHORS.items():
        site.write(f"content/authors/{name}.md", text)
    site.write("content/pages/about.md", "---\ntitle: About\n---\n\nAbout [a brief](brief:b01).\n")
    site.write("content/tags.yaml", "NATO: {description: The alliance., also: [OTAN]}\n")
    site.write("static/files/note.txt", "A note.\n")
    site.write("static/img/mark.png", png(24, 24, 1))
    for name, text in {} if real_theme else THEME.items():
        site.write(f"templates/{name}", text)
    for number in range(briefs):
        _write_brief(site, number)
    return FixtureSite(site=site, output=site.output)


def _write_brief(site: ScratchSite, number: int) -> None:
    rng = Random(f"fixture {number}")
    year = 2021 + number // 15 % 4
    path = f"content/briefs/{year}/b{number:02}.md"
    if number % 20 == 19:
        path = f"content/briefs/{year}/b{number:02}/index.md"
        site.write(path.replace("index.md", "chart.png"), png(500 if number == 19 else 20, 8, number))
        site.write(path.replace("index.md", "data.csv"), f"year,value\n2024,{number}\n")
    site.write(path, _brief_text(number, year, rng))


def _brief_text(number: int, year: int, rng: Random) -> str:
    word, other = rng.sample(WORDS, 2)
    near = number - 1 if number % 15 else number
    body = _BODIES[number % 5].format(word=word, other=other, near=near, slug=f"b{max(0, number - 3):02}")
    if number % 20 == 19:
        body += "\n![A chart](chart.png)\n\nThe [data](data.csv), the ![mark](/img/mark.png).\n"
    keys = {
        "title": f"The {word} and the {other} {number}",
        "date": f"{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
        "authors": f"[{', '.join(rng.sample(sorted(AUTHORS), 1 + number % 2))}]",
        "tags": f"[{', '.join(rng.sample(TAGS, rng.randint(1, 3)))}]",
        "slug": f"b{number:02}" if number % 2 else "",
        "series": SERIES[number % 6],
        "type": "commentary" if number % 9 == 0 else "",
        "updated": "2024-12-01" if number % 11 == 0 else "",
        "language": "ko" if number in (16, 31) else "",
        "translation_of": f"b{number - 1:02}.md" if number in (16, 31) else "",
        "embargo": "2025-02-01T09:00:00Z" if number == 50 else "",
        "draft": "true" if number == 51 else "",
        "related": "[b02]" if number % 13 == 0 else "",
    }
    head = "".join(f"{key}: {value}\n" for key, value in keys.items() if value)
    return f"---\n{head}---\n\n{body}"


def png(width: int, height: int, shade: int) -> bytes:
    """Return an image in one colour, not compressed, so that images of one size have files of one size."""
    row = b"\0" + bytes((shade % 256, shade * 7 % 256, 90)) * width
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(row * height, 0)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def key_of(fixture: FixtureSite, path: str, key: str) -> str:
    """Return the value of a key in a front matter, as written, or an empty string."""
    found = re.search(rf"^{key}: (.*)$", fixture.site.read(path).split("\n---\n")[0], re.MULTILINE)
    return found[1] if found else ""


def set_key(fixture: FixtureSite, path: str, key: str, value: str) -> None:
    """Write a key of a front matter; an empty value removes it."""
    head, _, rest = fixture.site.read(path).partition("\n---\n")
    lines = [line for line in head.split("\n") if not line.startswith(f"{key}: ")]
    fixture.site.write(path, "\n".join([*lines, f"{key}: {value}"] if value else lines) + "\n---\n" + rest)


def change(fixture: FixtureSite, path: str, how: Callable[[str], str]) -> None:
    """Write a text file anew."""
    fixture.site.write(path, how(fixture.site.read(path)))


def with_key(fixture: FixtureSite, key: str) -> list[str]:
    """Return the briefs whose front matter has a key."""
    return [path for path in fixture.briefs() if key_of(fixture, path, key)]


def tags_of(fixture: FixtureSite, path: str) -> list[str]:
    """Return the tags of a brief, as written."""
    return [tag for tag in key_of(fixture, path, "tags").strip("[]").split(", ") if tag]

"""Turns a scale into a folder where kei-site and Hugo build the same briefs, and makes the edits to measure.

Hugo reads `content/briefs` of the site itself, through a mount; only authors and pages of years are copied,
since they have other names there. An edit is made once, for all programs, outside the measured time.
"""

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.bench.corpus import make_corpus
from tests.bench.outlines import Outline, Scale

ROOT: Final = Path(__file__).parents[2]
"""The repository."""
HUGO_PROJECT: Final = Path(__file__).with_name("hugo")
NEWEST_DAY: Final = "2025-12-31"
"""Day of the briefs that are added: after all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbench:
    """A scratch folder with a site, `site`, and a Hugo project beside it, `hugo`."""

    folder: Path
    edited: Outline
    """The brief whose body is edited: in the middle of the newest year."""
    retitled: Outline

    @property
    def site(self) -> Path:
        """The folder of the site, as kei-site reads it."""
        return self.folder / "site"

    @property
    def hugo(self) -> Path:
        """The folder of the Hugo project."""
        return self.folder / "hugo"

    @property
    def briefs(self) -> Path:
        """The folder of the briefs, which both read."""
        return self.site / "content" / "briefs"


def set_up(folder: Path, scale: Scale) -> Workbench:
    """Make the corpus and the Hugo project in `folder`, which must be new or empty."""
    shelf = make_corpus(folder / "site", scale).outlines
    newest = [outline for outline in shelf if outline.day.year == shelf[-1].day.year]
    middle = len(newest) // 2
    bench = Workbench(folder=folder, edited=newest[middle], retitled=newest[middle - 1])
    _convert(bench, sorted({outline.day.year for outline in shelf}))
    return bench


def _convert(bench: Workbench, years: list[int]) -> None:
    """Write the pages that Hugo cannot read from the site itself."""
    shutil.copytree(HUGO_PROJECT, bench.hugo)
    content = bench.hugo / "content"
    (content / "archive").mkdir(parents=True)
    (content / "archive" / "_index.md").write_text("---\ntitle: Archive\n---\n", encoding="utf-8")
    for year in years:
        (content / "archive" / f"{year}.md").write_text(f'---\ntitle: "{year}"\n---\n', encoding="utf-8")
    about = (bench.site / "content" / "pages" / "about.md").read_text(encoding="utf-8")
    (content / "about.md").write_text(about.replace("title:", "layout: plain\ntitle:", 1), encoding="utf-8")
    for author in (bench.site / "content" / "authors").iterdir():
        text = author.read_text(encoding="utf-8").replace("name:", "title:", 1)
        (content / "authors" / author.stem).mkdir(parents=True)
        (content / "authors" / author.stem / "_index.md").write_text(text, encoding="utf-8")
    mounts = (("layouts", "layouts"), ("content", "content"), (bench.briefs.resolve(), "content/briefs"))
    lines = (f'[[module.mounts]]\nsource = "{source}"\ntarget = "{target}"\n' for source, target in mounts)
    (bench.hugo / "mounts.toml").write_text("\n".join(lines), encoding="utf-8")


def _edit_nothing(bench: Workbench, number: int) -> None:
    """Change nothing."""


def _edit_body(bench: Workbench, number: int) -> None:
    path = bench.briefs / bench.edited.path
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\nEdition {number} adds this sentence.\n")


def _edit_title(bench: Workbench, number: int) -> None:
    title = f"title: {bench.retitled.title} {number}"
    _substitute(bench.briefs / bench.retitled.path, r"^title: .*$", title)


def _add_brief(bench: Workbench, number: int) -> None:
    """Add a copy of a brief under another name, title and day."""
    model = bench.briefs / bench.edited.path
    path = model.with_name(f"new-brief-{number}.md")
    shutil.copyfile(model, path)
    _substitute(path, r"^title: .*$", f"title: New brief {number}")
    _substitute(path, r"^date: .*$", f"date: {NEWEST_DAY}")


def _edit_page_template(bench: Workbench, number: int) -> None:
    _overlay(bench, "brief.html", r"(\{%-?\s*block main\s*-?%\})", number)
    _relayout(bench, "page.html", r"(<article\b[^>]*>)", number)


def _edit_base_template(bench: Workbench, number: int) -> None:
    _overlay(bench, "base.html", r"(<footer\b[^>]*>)", number)
    _relayout(bench, "baseof.html", r"(<footer\b[^>]*>)", number)


def _overlay(bench: Workbench, name: str, place: str, number: int) -> None:
    """Lay a changed copy of a template of the theme over it."""
    theme = ROOT / "templates" / name
    if theme.exists():
        (bench.site / "templates").mkdir(exist_ok=True)
        _insert(theme, bench.site / "templates" / name, place, number)


def _relayout(bench: Workbench, name: str, place: str, number: int) -> None:
    _insert(HUGO_PROJECT / "layouts" / name, bench.hugo / "layouts" / name, place, number)


def _insert(source: Path, target: Path, place: str, number: int) -> None:
    """Write a copy of `source` with a line after the first match of `place`; without a match, LookupError."""
    text, found = re.subn(place, rf"\1\n<p>Edition {number}</p>", source.read_text(encoding="utf-8"), count=1)
    if not found:
        raise LookupError(f"{source.name}: no place for the edit: {place}")
    target.write_text(text, encoding="utf-8")


def _substitute(path: Path, pattern: str, line: str) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(pattern, line, text, count=1, flags=re.MULTILINE), encoding="utf-8")


EDITS: Final[Mapping[str, Callable[[Workbench, int], None]]] = {
    "cold": _edit_nothing,
    "nothing changed": _edit_nothing,
    "one body": _edit_body,
    "one title": _edit_title,
    "new brief": _add_brief,
    "page template": _edit_page_template,
    "base template": _edit_base_template,
}
"""Scenario -> the edit that comes before its build; "cold" also removes all that the program has made."""

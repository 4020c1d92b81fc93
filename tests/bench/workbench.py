"""Turns a corpus into a folder where kei-site and Hugo build the same briefs, and makes the edits to measure.

Hugo reads copies: its authors and its pages of years have other names, and a shortcode that no program knows would end
its build. An edit is made once, for all programs, outside the measured time.
"""

import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.bench.archives import adapt
from tests.bench.corpus import make_corpus
from tests.bench.outlines import Scale

ROOT: Final = Path(__file__).parents[2]
"""The repository."""
HUGO_PROJECT: Final = Path(__file__).with_name("hugo")
NEWEST_DAY: Final = "2025-12-31"
"""Day of the briefs that are added: after all others."""
ENTRIES: Final = 20
"""Entries of a feed, and of a document of its archive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbench:
    """A scratch folder with a site, `site`, and a Hugo project beside it, `hugo`. Paths are below `briefs`."""

    folder: Path
    edited: str
    """The path of the brief whose body is edited: in the middle of the newest year with several."""
    retitled: str
    """The path of the brief before it."""

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
        """The folder of the briefs."""
        return self.site / "content" / "briefs"

    def copy_for_hugo(self, path: str) -> None:
        """Write a brief as Hugo can read it: with its shortcodes as words, as kei-site shows them."""
        text = (self.briefs / path).read_bytes().replace(b"{{<", b"{{&lt;").replace(b"{{%", b"{{&#37;")
        copy = self.hugo / "content" / "briefs" / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(text)


def set_up(folder: Path, corpus: Scale | Path) -> Workbench:
    """Make the site and the Hugo project in `folder`, which must be new or empty.

    The corpus is generated, or the archive of real articles in a folder.
    """
    if isinstance(corpus, Path):
        adapt(corpus, folder / "site")
    else:
        make_corpus(folder / "site", corpus)
    folders = sorted(path for path in (folder / "site" / "content" / "briefs").iterdir() if path.is_dir())
    newest = [names for year in folders if len(names := sorted(year.glob("*.md"))) > 2][-1]
    middle = len(newest) // 2
    edited, retitled = (f"{path.parent.name}/{path.name}" for path in (newest[middle], newest[middle - 1]))
    bench = Workbench(folder=folder, edited=edited, retitled=retitled)
    _convert(bench, [path.name for path in folders])
    return bench


def _convert(bench: Workbench, years: list[str]) -> None:
    """Write the site as Hugo reads it."""
    shutil.copytree(HUGO_PROJECT, bench.hugo)
    content = bench.hugo / "content"
    (content / "archive").mkdir(parents=True)
    (content / "archive" / "_index.md").write_text("---\ntitle: Archive\n---\n", encoding="utf-8")
    for year in years:
        (content / "archive" / f"{year}.md").write_text(f'---\ntitle: "{year}"\n---\n', encoding="utf-8")
    for page in (bench.site / "content").glob("pages/*.md"):
        text = page.read_text(encoding="utf-8").replace("title:", "layout: plain\ntitle:", 1)
        (content / page.name).write_text(text, encoding="utf-8")
    for author in (bench.site / "content" / "authors").iterdir():
        text = author.read_text(encoding="utf-8").replace("name:", "title:", 1)
        (content / "authors" / author.stem).mkdir(parents=True)
        (content / "authors" / author.stem / "_index.md").write_text(text, encoding="utf-8")
    briefs = [path.relative_to(bench.briefs).as_posix() for path in bench.briefs.rglob("*.md")]
    for path in briefs:
        bench.copy_for_hugo(path)
    _write_feed_archive(bench.hugo / "documents", -(-len(briefs) // ENTRIES))
    static = (bench.site / "static").resolve()
    static.mkdir(exist_ok=True)
    lean = (("layouts", "layouts"), ("content", "content"), (str(static), "static"))
    _write_mounts(bench.hugo / "mounts.toml", lean)
    _write_mounts(bench.hugo / "full-mounts.toml", (*lean, (str(static), "assets"), ("documents", "content/feeds")))


def _write_mounts(path: Path, mounts: Sequence[tuple[str, str]]) -> None:
    lines = (f'[[module.mounts]]\nsource = "{source}"\ntarget = "{target}"\n' for source, target in mounts)
    path.write_text("\n".join(lines), encoding="utf-8")


def _write_feed_archive(folder: Path, documents: int) -> None:
    """Write the pages that the full Hugo turns into documents of the feed's archive."""
    folder.mkdir()
    for number in range(1, documents + 1):
        head = f"title: Archive {number}\nlayout: documents\noutputs: [atom]\nparams: {{document: {number}}}"
        (folder / f"{number}.md").write_text(f"---\n{head}\n---\n", encoding="utf-8")


def _edit_nothing(bench: Workbench, number: int) -> None:
    """Change nothing."""


def _edit_body(bench: Workbench, number: int) -> None:
    with (bench.briefs / bench.edited).open("a", encoding="utf-8") as file:
        file.write(f"\nEdition {number} adds this sentence.\n")
    bench.copy_for_hugo(bench.edited)


def _edit_title(bench: Workbench, number: int) -> None:
    _substitute(bench.briefs / bench.retitled, r"^(title: .*?)(['\"]?)$", rf"\1 {number}\2")
    bench.copy_for_hugo(bench.retitled)


def _add_brief(bench: Workbench, number: int) -> None:
    """Add a copy of a brief under another name, title and day."""
    model = bench.briefs / bench.edited
    path = model.with_name(f"new-brief-{number}.md")
    shutil.copyfile(model, path)
    _substitute(path, r"^title: .*$", f"title: New brief {number}")
    _substitute(path, r"^date: .*$", f"date: {NEWEST_DAY}")
    _substitute(path, r"^slug: .*$", f"slug: new-brief-{number}")
    bench.copy_for_hugo(path.relative_to(bench.briefs).as_posix())


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

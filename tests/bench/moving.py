"""Exports of WordPress -> the words that programs lose on the way to Markdown, in two tables.

    python -m tests.bench.moving themeunittestdata.wordpress.xml 64-block-test-data.xml
    python -m tests.bench.moving *.xml --npm …/wordpress-export-to-markdown/index.js --pelican …/bin/pelican-import

The first table is about whole programs: the words of all posts and pages, as readers of the old site saw them, that no
file of a program has; marks of WordPress that its files still hold; the titles that it keeps and we do not. Files of
other programs are read by a plain parser of Markdown, ours by the reader of this site.
The second gives the same HTML, with paragraphs and shortcodes in place, to the rules of this site and to markdownify,
and has both read by the reader of this site.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from markdown_it import MarkdownIt

from kei_site.importers.html.blocks import has_marks, without_marks
from kei_site.importers.html.convert import NoMedia, convert_html
from kei_site.importers.html.media_shortcodes import media_handlers
from kei_site.importers.html.paragraphs import with_paragraphs
from kei_site.importers.html.shortcodes import expand
from kei_site.importers.items import replace_tokens
from kei_site.importers.sound_items import sound_items
from kei_site.importers.wordpress.archive import WordPressArchive
from kei_site.importers.wordpress.reading import ExportFile
from kei_site.importers.words import text_of_fragment, words_of
from kei_site.markdown.document import read_markdown

_LONGEST = 120
"""Seconds that another program may take."""
_ROW = "| {} |"
_CODE = re.compile(r"^```.*?^```|^(?:    |\t).*?$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_TITLE = re.compile(r"^title:[ ]*(.+)$", re.MULTILINE | re.IGNORECASE)
_MARKS = re.compile(
    r"\\?\[/?(?:caption|gallery|audio|video|embed|playlist)\b(?!\]\()|<!--\s*/?wp:|</?(?:div|figure|figcaption|iframe|font)\b"
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a program made of an export."""

    files: int
    words: Counter[str]
    titles: frozenset[str]
    """As their words, in small letters."""
    marks: int
    """Shortcodes of media, marks of blocks, and elements of layout that stand in the Markdown."""


def kept_of_ours(export: Path) -> tuple[Kept, Counter[str]]:
    """Return what this site makes of an export, and the words that readers of the old site saw."""
    items = [item for item in sound_items(WordPressArchive((export,)).items()) if item.state != "refused"]
    shown = Counter(word for item in items for word in _shown_here(item.body))
    wanted = Counter(word for item in items for word in words_of(item.text))
    marks = sum(len(_MARKS.findall(_CODE.sub("", item.body))) for item in items)
    titles = frozenset(_title(item.title) for item in items)
    return Kept(files=len(items), words=shown, titles=titles, marks=marks), wanted


def _title(written: str) -> str:
    return "".join(words_of(text_of_fragment(written))).casefold()


def _shown_here(markdown: str) -> list[str]:
    body = replace_tokens(markdown, lambda number: "x.png")
    found = read_markdown(body, path="x.md", first_line=1, language="en")
    return words_of(text_of_fragment(str(found.fragment.html)))


def kept_in_files(folder: Path) -> Kept:
    """Return what another program wrote into a folder."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    words: Counter[str] = Counter()
    titles, marks = set(), 0
    files = sorted(folder.rglob("*.md"))
    for file in files:
        front, body = _parts(file)
        words.update(words_of(text_of_fragment(parser.render(body))))
        marks += len(_MARKS.findall(_CODE.sub("", body)))
        titles |= {_title(unescape(found[1].strip("\"' ").replace('\\"', '"'))) for found in _TITLE.finditer(front)}
    return Kept(files=len(files), words=words, titles=frozenset(titles), marks=marks)


def _parts(file: Path) -> tuple[str, str]:
    """Return the front matter and the body of a file."""
    text = file.read_text(encoding="utf-8", errors="replace")
    if text.startswith("---"):
        _, front, body = (*text.split("---", 2), "", "")[:3]
        return front, body
    front, _, body = text.partition("\n\n")
    return front, body


def others(npm: Path | None, pelican: Path | None) -> dict[str, Callable[[Path, Path], list[str]]]:
    """Return by name what makes the command of another program from an export and a folder to write into."""
    found: dict[str, Callable[[Path, Path], list[str]]] = {}
    if npm:
        rest = ("--save-attached-images", "false", "--save-scraped-images", "false", "--include-other-types", "true")
        head = ("node", str(npm), "--wizard", "false")
        found["wordpress-export-to-markdown"] = lambda export, folder: [
            *(*head, "--input", str(export), "--output", str(folder)),
            *rest,
        ]
    if pelican:
        head_of_pelican = (str(pelican), "--wpfile", "-m", "markdown", "--wp-custpost", "--dir-page")
        found["pelican-import"] = lambda export, folder: [*head_of_pelican, "-o", str(folder), str(export)]
    return found


def lost_by(command: Sequence[str], folder: Path, wanted: Counter[str], ours: Kept) -> str:
    """Run another program; return the files that it wrote and what it lost and kept, as a cell of a table."""
    folder.mkdir()
    try:
        subprocess.run(command, timeout=_LONGEST, check=False, capture_output=True)
    except subprocess.TimeoutExpired:
        return f"no end after {_LONGEST} s"
    kept = kept_in_files(folder)
    return _cell(kept, wanted, kept.titles - ours.titles - {""}) if kept.files else "no file"


def _cell(kept: Kept, wanted: Counter[str], only_there: Iterable[str]) -> str:
    names = ", ".join(sorted(only_there))
    lost = f"{kept.files} files, {(wanted - kept.words).total():,} words lost, {kept.marks:,} marks"
    return f"{lost}; only there: {names[:200]}" if names else lost


def texts_of(export: Path) -> Iterator[str]:
    """Yield the HTML of each post and page of an export, with its paragraphs, shortcodes and blocks in place."""
    for read in ExportFile(export).items():
        source = read.fields.texts.get("content:encoded", "")
        if read.loss or not source or read.fields.get("wp:post_type") == "attachment":
            continue
        html = expand(source, media_handlers(NoMedia())).html
        yield without_marks(html, lambda number: "").html if has_marks(html) else with_paragraphs(html)


def rules_row(export: Path) -> list[str]:
    """Return the cells of the second table: words, and of both kinds of rules the words lost and the time a text."""
    from markdownify import markdownify

    texts = list(texts_of(export))
    cells = [export.name, str(len(texts))]
    for turn in (lambda html: convert_html(html).markdown, markdownify):
        started = time.process_time()
        written = [turn(html) for html in texts]
        spent = (time.process_time() - started) / max(1, len(texts)) * 1000
        lost = sum(_lost(html, markdown) for html, markdown in zip(texts, written, strict=True))
        cells += [f"{lost:,}", f"{spent:.1f} ms"]
    wanted = sum(len(words_of(convert_html(html).text)) for html in texts)
    return [*cells[:2], f"{wanted:,}", *cells[2:]]


def _lost(html: str, markdown: str) -> int:
    return (Counter(words_of(convert_html(html).text)) - Counter(_shown_here(markdown))).total()


def programs_row(export: Path, commands: dict[str, Callable[[Path, Path], list[str]]]) -> list[str]:
    """Return the cells of the first table: words, what this site keeps, what other programs keep."""
    ours, wanted = kept_of_ours(export)
    cells = [export.name, f"{wanted.total():,}", _cell(ours, wanted, ())]
    with tempfile.TemporaryDirectory() as work:
        for number, command_of in enumerate(commands.values()):
            folder = Path(work) / str(number)
            cells.append(lost_by(command_of(export.absolute(), folder), folder, wanted, ours))
    return cells


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    print(_ROW.format(" | ".join(head)))
    print(_ROW.format(" | ".join(["---", *["---:"] * (len(head) - 1)])))
    for row in rows:
        print(_ROW.format(" | ".join(row)), flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("exports", nargs="+", type=Path)
    parser.add_argument("--npm", type=Path, help="index.js of wordpress-export-to-markdown")
    parser.add_argument("--pelican", type=Path, help="the program pelican-import; it needs pandoc")
    options = parser.parse_args(arguments)
    commands = others(options.npm, options.pelican)
    _table(("export", "words", "kei-site", *commands), (programs_row(export, commands) for export in options.exports))
    print()
    head = ("export", "texts", "words", "our rules lost", "time", "markdownify lost", "time")
    _table(head, map(rules_row, options.exports))
    return 0


if __name__ == "__main__":
    sys.exit(main())

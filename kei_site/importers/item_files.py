"""One item and the plan of the import -> its source file, its images and files, and its lines of the receipt."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import field, replace

from kei_site.core.value import value
from kei_site.importers.aliases import Aliases
from kei_site.importers.brief_file import Header, item_text
from kei_site.importers.items import Item, ItemProblem
from kei_site.importers.media import FoundFile
from kei_site.importers.names import Names
from kei_site.importers.receipt import Row, listed
from kei_site.importers.references import References, ResolvedItem, Surroundings
from kei_site.importers.target_folder import LEFT, TargetFolder
from kei_site.importers.words import lost_words, text_of_fragment, words_of


@value
class Plan:
    """What is decided about all items before the first is written."""

    names: Names
    aliases: Aliases
    ids: Mapping[str, str]
    """Permanent ids by key: each id once."""
    around: Surroundings
    file_pages: Mapping[str, str] = field(default_factory=dict)
    """Redirects from old pages that showed one file alone, and belong to no text."""


class ItemWriter:
    """Writes items; remembers which images and files it has copied."""

    def __init__(self, plan: Plan, folder: TargetFolder) -> None:
        self._plan, self._folder = plan, folder
        self._copied: set[str] = set()

    def write(self, item: Item) -> Iterator[tuple[str, Row]]:
        """Write what an item needs; yield what happened to each file, and its line."""
        if item.state == "refused":
            yield "", _row(item)
            return
        name = self._plan.names.items[item.key]
        resolved = References(item, name, self._plan.around).resolve()
        text = item_text(replace(item, fields=resolved.fields), self._header(item, resolved), resolved.body)
        outcome, digest = self._folder.put(name.path, text.encode())
        row = replace(_row(item), file=name.path, new_address=name.url, digest=digest)
        yield outcome, _counted(row, item, resolved, self._problems(item, resolved), outcome)
        for path, found in resolved.files.items():
            yield from self._copy(path, found, item)

    def _header(self, item: Item, resolved: ResolvedItem) -> Header:
        names, path = self._plan.names, self._plan.names.items[item.key].path
        original = names.items.get(item.translation_of)
        way = posixpath.relpath(original.path, posixpath.dirname(path)) if original and original.path != path else ""
        return Header(
            slug=names.items[item.key].slug,
            file_stem=posixpath.splitext(posixpath.basename(path))[0],
            authors=_authors(item, names),
            aliases=self._plan.aliases.by_key.get(item.key, ()),
            id=self._plan.ids.get(item.key, ""),
            translation_of=way,
            is_beside=item.key in names.beside,
            image=resolved.image,
        )

    def _problems(self, item: Item, resolved: ResolvedItem) -> tuple[ItemProblem, ...]:
        aliases = (
            ItemProblem(place=item.source, message=message) for message in self._plan.aliases.problems.get(item.key, ())
        )
        return (*item.problems, *resolved.problems, *aliases)

    def _copy(self, path: str, found: FoundFile, item: Item) -> Iterator[tuple[str, Row]]:
        if path in self._copied:
            return
        self._copied.add(path)
        outcome, digest = (
            self._folder.put_copy(path, found.source) if found.source else self._folder.put(path, found.data)
        )
        address = path.removeprefix("static") if path.startswith("static/") else ""
        reason = outcome if outcome in LEFT else ""
        row = Row(kind="media", key=path, source=item.source, file=path, state="written", reason=reason, digest=digest)
        yield outcome, replace(row, old_address=address, new_address=address)


def _authors(item: Item, names: Names) -> tuple[str, ...]:
    known = dict.fromkeys(names.authors[key] for key in item.authors if key in names.authors)
    return tuple(known) or (names.nobody,)


def _row(item: Item) -> Row:
    return Row(
        kind=item.kind,
        key=item.key,
        source=item.source,
        old_address=next(iter(item.addresses), ""),
        state=item.state,
        reason=item.reason,
        words_before=len(words_of(item.text)),
        notes=item.notes,
        shortcodes_left=listed(f"{leftover.place}: {leftover.name}" for leftover in item.leftovers),
        problems=_listed_problems(item.problems),
    )


def _listed_problems(problems: tuple[ItemProblem, ...]) -> str:
    return listed(dict.fromkeys(f"{problem.place}: {problem.message}" for problem in problems))


def _counted(row: Row, item: Item, resolved: ResolvedItem, problems: tuple[ItemProblem, ...], outcome: str) -> Row:
    """Return the line with what was found and lost. A file that is left as it is says so in its reason."""
    after = _text_here(resolved.body, item.language, row.file)
    reasons = [item.reason, *([outcome] if outcome in LEFT else [])]
    return replace(
        row,
        reason="; ".join(filter(None, reasons)),
        words_after=len(words_of(after)),
        lost=listed(lost_words(item.text, after)),
        links=resolved.links,
        dead_links=listed(resolved.dead),
        images=resolved.images,
        missing_images=listed(resolved.missing),
        problems=_listed_problems(problems),
    )


def _text_here(body: str, language: str, path: str) -> str:
    """Return the words that readers of this site will see."""
    from kei_site.markdown.document import read_markdown

    return text_of_fragment(read_markdown(body, path=path, first_line=1, language=language or "en").fragment.html)

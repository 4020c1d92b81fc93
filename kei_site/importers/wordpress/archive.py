"""The files of an export of WordPress -> an `Archive` of items. They are read twice, in a stream, and never kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kei_site.core.errors import Refusal
from kei_site.core.hashing import Digest, digest_bytes
from kei_site.importers.html.words import words_of
from kei_site.importers.items import Item, ItemFile, ItemProblem, Progress, Site
from kei_site.importers.wordpress.channel import Channel, plain
from kei_site.importers.wordpress.dates import zone_of_offsets
from kei_site.importers.wordpress.index import Index
from kei_site.importers.wordpress.kinds import FILE, kind_of
from kei_site.importers.wordpress.pieces import RefusedExportError
from kei_site.importers.wordpress.posts import Source, items_of
from kei_site.importers.wordpress.reading import ExportFile, ReadItem
from kei_site.importers.wordpress.states import state_of
from kei_site.importers.wordpress.terms import site_tags, terms_by_number
from kei_site.importers.wordpress.uploads import uploaded_file


@dataclass(slots=True)
class _Meter:
    """Tells how much of all files has been read, in bytes; each is read twice."""

    tell: Progress | None
    total: int
    done: int = 0

    def add(self, size: int) -> None:
        self.done += size
        if self.tell:
            self.tell(min(self.done, self.total), self.total)


@dataclass(slots=True)
class WordPressArchive:
    """The export of a site, in one file or several."""

    paths: tuple[Path, ...]
    types: Mapping[str, str] = field(default_factory=dict)
    """What types of posts become: `page`, `skip`, or a type of briefs."""
    _files: list[ExportFile] = field(default_factory=list)
    _index: Index = field(default_factory=Index)
    _problems: list[ItemProblem] = field(default_factory=list)
    _uploads: list[ItemFile] = field(default_factory=list)

    def items(self, progress: Progress | None = None) -> Iterator[Item]:
        """Yield every item. Raises Refusal if no file is an export of WordPress, and OSError."""
        meter = _Meter(progress, 2 * sum(path.stat().st_size for path in self.paths))
        if not self._files:
            self._learn(meter)
        meter.done = meter.total // 2
        self._uploads.clear()
        seen: dict[str, Digest] = {}
        for file in self._files:
            for read in file.items():
                meter.add(read.size)
                yield from self._items(file, read, seen)

    def site(self) -> Site:
        """Return the site, its authors and its tags."""
        channel = self._channel()
        terms = [term for file in self._files for term in file.channel.categories]
        listed = {(term.domain, term.nicename) for term in terms}
        terms += (term for key, term in self._index.used_terms.items() if key not in listed)
        menu, below = self._index.main_menu(self._url())
        return Site(
            software="wordpress",
            title=channel.title,
            url=self._url(),
            description=channel.description,
            language=channel.language,
            timezone=zone_of_offsets(self._index.offsets, channel.language),
            menu=menu,
            lower_menu=below,
            authors=self._index.authors.used(),
            tags=site_tags(terms, channel.language),
            files=tuple(self._uploads),
            problems=(*self._problems, *self._index.authors.problems),
        )

    def media(self, item: Item, address: str) -> str:
        """Return no path: exports hold no files."""
        return ""

    def _channel(self) -> Channel:
        return next((file.channel for file in self._files if file.channel.title), Channel())

    def _url(self) -> str:
        link = self._channel().link
        return link if link.startswith(("http://", "https://")) else ""

    def _learn(self, meter: _Meter) -> None:
        """Read all files for what their items say of each other."""
        for path in self.paths:
            file = ExportFile(path)
            try:
                self._learn_from(file, meter)
            except RefusedExportError as error:
                self._problems.append(ItemProblem(place=path.name, message=f"not read: {error}"))
                continue
            self._files.append(file)
            if file.loss:
                self._problems.append(ItemProblem(place=path.name, message=f"not read to its end: {file.loss}"))
        if not self._files:
            raise Refusal("\n".join(f"{problem.place}: {problem.message}" for problem in self._problems))

    def _learn_from(self, file: ExportFile, meter: _Meter) -> None:
        for read in file.items():
            meter.add(read.size)
            if not read.loss:
                self._index.add(read.fields, _key(read))
        self._index.authors.add_users(file.channel.authors, file.path.name)
        self._index.terms.update(terms_by_number(file.channel.categories))

    def _items(self, file: ExportFile, read: ReadItem, seen: dict[str, Digest]) -> Iterator[Item]:
        place, key = f"{file.path.name}:{read.line}", _key(read)
        kind = kind_of(read.fields.get("wp:post_type"), self.types)
        loss = read.loss or kind.reason or ("the same item stands before" if seen.get(key) == read.digest else "")
        if loss:
            yield _refused(read, place, key, loss, is_text=bool(read.loss and not kind.reason))
            return
        seen.setdefault(key, read.digest)
        if kind.kind == FILE:
            self._uploads.append(uploaded_file(read.fields, place, key, self._index))
            return
        source = Source(
            place=place,
            file=file.path.name,
            text_line=read.text_line,
            kind=kind,
            key=key,
            state=state_of(read.fields),
            url=self._url(),
            language=self._channel().language,
            problems=(read.problem,) if read.problem else (),
        )
        yield from items_of(read.fields, source, self._index)


def _key(read: ReadItem) -> str:
    """Return the name of an item that a newer export has, too: its type and id, or its name, its address, its place.

    The receipt holds the name, and an address may hold a login: its digest stands for it.
    """
    kind = read.fields.get("wp:post_type") or "post"
    number, link = read.fields.get("wp:post_id"), read.fields.get("link").encode()
    return f"{kind}-{number or read.fields.get('wp:post_name') or digest_bytes(link)[:12] * bool(link) or read.line}"


def _refused(read: ReadItem, place: str, key: str, reason: str, *, is_text: bool) -> Item:
    """Return an item of which nothing is written; of records about persons, no word leaves the export."""
    title = plain(read.fields.get("title")) if is_text else ""
    text = words_of(read.left) if is_text else ""
    return Item(source=place, key=key, state="refused", reason=reason, title=title, text=text)

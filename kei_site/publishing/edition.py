"""The files of a finished build, or those kept of an earlier one -> what is to be published, and its bytes."""

import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from kei_site.core.errors import Refusal
from kei_site.core.hashing import digest_output
from kei_site.core.value import value
from kei_site.plan.outdated import PublishedFile
from kei_site.publishing.header_rules import HeaderFinder, read_rules
from kei_site.publishing.manifest import Entries, Entry, Manifest


@value
class Edition:
    """The files to be published."""

    files: Entries
    place_of: Callable[[str], Path]
    """Returns the file on this machine that has the bytes of a path."""

    def read(self, path: str) -> bytes:
        """Return the bytes of a file. Raises Refusal if they are not those of its entry."""
        data = self.place_of(path).read_bytes()
        if digest_output(data) != self.files[path].digest:
            raise Refusal(f"{path} changed while it was being published; run `kei-site build`, then publish")
        return data


def edition_of_build(output: Path, built: Mapping[str, PublishedFile], prefix: str) -> Edition:
    """Return the edition of a finished build; `prefix` is the path of the site's address."""
    rules = output / "_headers"
    finder = HeaderFinder(read_rules(rules.read_text(encoding="utf-8")) if rules.is_file() else (), prefix)
    files = {path: _entry(file, finder.headers_of(path)) for path, file in built.items()}
    return Edition(files=files, place_of=lambda path: output / path)


def _entry(file: PublishedFile, headers: Mapping[str, str]) -> Entry:
    return Entry(
        digest=file.digest,
        size=file.stamp[0],
        media_type=headers["content-type"],
        cache=headers.get("cache-control", ""),
        disposition=headers.get("content-disposition", ""),
    )


_PART = "part"
"""The name of a copy that is not complete yet; no digest is like it."""


class KeptFiles:
    """Copies of what was published to one place, by digest: what a rollback sends."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of the copies, which need not exist."""
        self._folder = folder

    def keep(self, edition: Edition) -> None:
        """Copy the files of an edition that is about to be published; a copy that has its name is complete."""
        self._folder.mkdir(parents=True, exist_ok=True)
        there = {path.name for path in self._folder.iterdir()}
        part = self._folder / _PART
        for path, entry in edition.files.items():
            if entry.digest not in there:
                there.add(entry.digest)
                shutil.copyfile(edition.place_of(path), part)
                part.replace(self._folder / entry.digest)

    def forget_all_but(self, published: Manifest) -> None:
        """Delete the copies that no rollback from a manifest needs."""
        wanted = {entry.digest for entry in (*published.files.values(), *published.before.values()) if entry}
        for path in self._folder.iterdir():
            if path.name not in wanted:
                path.unlink()

    def earlier_edition(self, published: Manifest) -> Edition:
        """Return the edition before the last publishing. Raises Refusal if there was none, or files of it are lost."""
        files = published.earlier()
        if not published.before or not files:
            raise Refusal("there is no earlier edition to go back to")
        return self.edition_of(files, published.before)

    def edition_of(self, files: Entries, sent: Iterable[str] | None = None) -> Edition:
        """Return the edition of these files, of which at most those of `sent` will be read."""
        wanted = files if sent is None else sent
        lost = [path for path in wanted if path in files and not self._place(files[path]).is_file()]
        if lost:
            raise Refusal(
                f"{len(lost)} files of the earlier edition are not on this machine, such as {lost[0]}; "
                "build the sources of that time, and publish them"
            )
        return Edition(files=files, place_of=lambda path: self._place(files[path]))

    def _place(self, entry: Entry) -> Path:
        return self._folder / entry.digest

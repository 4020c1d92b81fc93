"""The folders of a site -> a `Snapshot`: paths, stamps, digests. Source; reads the disk.

A file that changed just before the scan is *racy* (as in git): the next scan does not trust its stamp.
"""

import contextlib
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from pathlib import Path
from unicodedata import category

from kei_site.core.characters import name_of
from kei_site.core.diagnostics import Diagnostic, Place, Severity, diagnostic
from kei_site.core.hashing import Digest, digest_file, digest_of
from kei_site.core.patterns import pattern_of
from kei_site.core.stamps import Stamp, is_racy, stamp_of
from kei_site.core.urls import is_windows_name
from kei_site.core.value import value
from kei_site.source.file_sizes import unread_size

FOLDERS = ("content", "templates", "static")
_IGNORED_ENDINGS = ("~", ".swp", ".tmp", ".bak", ".orig", ".part", ".crdownload")
_IGNORED_NAMES = frozenset({"icon\r", "thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx"})
"""Files that operating systems add to folders, in lower case; nobody has written them."""
_PUBLISHED_FOLDER = "static/.well-known"
"""The only hidden folder that is published (RFC 8615)."""
_SETTINGS = ("content/site.yaml", "content/tags.yaml")
_READ = frozenset((".md", ".yaml", ".bib", ".html"))
"""The endings of files that are read by their names; a folder of such a name would be passed over."""
_TOOLS = pattern_of(
    r"\.(?:DS_Store|localized|directory|Spotlight-V100|Trash.*|fseventsd|_.*|#.*|~lock.*|.*(?:~|\.sw[a-z]|\.tmp|\.part)"
    r"|git.*|hg.*|svn|keep|nojekyll|idea|vscode|editorconfig|prettier.*|eslint.*|stylelint.*|st(?:folder|ignore).*)"
)
"""Hidden files of systems, editors and version control, which nobody means to publish; a build writes `.nojekyll`."""
_IMPOSSIBLE = pattern_of(r'[<>:"|?*\\#]|%[0-9A-Fa-f]{2}')
"""What addresses or some systems cannot hold in a name, beside control characters."""
_ODD = pattern_of(r"[&%]|[^\S ]")
"""What slugs leave out: two signs, and blanks but the usual one."""


@value
class WalkEntry:
    """A file found by the walk; its bytes are not read yet."""

    path: str
    """Relative to the folder of the site, forward slashes, spelt as in the file system."""
    stamp: Stamp
    place: str
    """A path for `open`."""


@value
class SourceFile:
    """A source file and the digest of its bytes."""

    path: str
    stamp: Stamp
    digest: Digest


@value
class Walk:
    """The files in the source folders; their bytes are not read."""

    files: tuple[WalkEntry, ...]
    diagnostics: tuple[Diagnostic, ...]
    started: int
    """The time when the walk began, in ns since 1970."""

    def stamps(self) -> Digest:
        """Return the digest of all paths and stamps, and of the diagnostics."""
        return digest_of((self.diagnostics, tuple((file.path, file.stamp) for file in self.files)))


@value
class Snapshot:
    """The source files of a build: nothing else on the disk can change its result."""

    files: Mapping[str, SourceFile]
    """By path, in sorted order."""
    places: Mapping[str, str]
    """The path for `open`, by path."""
    diagnostics: tuple[Diagnostic, ...] = ()
    racy: frozenset[str] = field(default_factory=frozenset)
    """Files whose stamps the next scan must not trust."""

    def below(self, folder: str) -> tuple[SourceFile, ...]:
        """Return the files below `folder` (which ends in a slash), sorted by path."""
        return tuple(file for path, file in self.files.items() if path.startswith(folder))

    def digest(self) -> Digest:
        """Return the digest of all paths and contents, and of the diagnostics."""
        return self.digest_with({path: file.digest for path, file in self.files.items()})

    def digest_with(self, contents: Mapping[str, Digest]) -> Digest:
        """Return the `digest` of files with other contents: digests by path, in sorted order."""
        return digest_of((self.diagnostics, tuple(contents.items())))


def walk(site: Path, theme: Mapping[str, Path], skip: tuple[Path, ...], started: int) -> Walk:
    """Return the source files of a site and of its theme, sorted by path.

    `theme` gives folders by name (`templates`, `static`); files of the site replace those of the theme. `skip` are
    folders that are not entered (output, cache). Links, devices and impossible names are reported.
    """
    diagnostics: list[Diagnostic] = []
    files: dict[str, WalkEntry] = {}
    skipped = frozenset(str(folder) for folder in skip)
    for folder in FOLDERS:
        for root in (theme.get(folder), site / folder):
            if root == site / folder and root.is_symlink():
                diagnostics.append(_no_links(Place(path=folder), folder))
            elif root is not None and root.is_dir():
                files |= {entry.path: entry for entry in _below(str(root), folder, skipped, diagnostics)}
    return Walk(files=tuple(files[path] for path in sorted(files)), diagnostics=tuple(diagnostics), started=started)


def _no_links(place: Place, name: str) -> Diagnostic:
    fix = "replace it with the file itself"
    return diagnostic("FIL03", place, "symbolic links are not followed", found=name, fix=fix)


def _below(root: str, path: str, skipped: frozenset[str], diagnostics: list[Diagnostic]) -> Iterator[WalkEntry]:
    waiting = [(root, path)]
    while waiting:
        folder, name = waiting.pop()
        if folder in skipped:
            continue
        for entry in _entries(folder, name, diagnostics):
            inside = f"{name}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                waiting.append((entry.path, inside))
            elif _is_file(entry, inside, diagnostics):
                with contextlib.suppress(FileNotFoundError):  # a temporary file of a text editor is gone already
                    stamp = stamp_of(entry.stat(follow_symlinks=False))
                    too_large = unread_size(inside, stamp[0])
                    if too_large:
                        diagnostics.append(too_large)
                    else:
                        yield WalkEntry(path=inside, stamp=stamp, place=entry.path)


def _entries(folder: str, path: str, diagnostics: list[Diagnostic]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        diagnostics.append(_unreadable(path, error))
        return []
    return [entry for entry in found if _is_usable(entry, path, diagnostics)]


def _is_usable(entry: os.DirEntry[str], folder: str, diagnostics: list[Diagnostic]) -> bool:
    name, path = entry.name, f"{folder}/{entry.name}"
    if name.lower() in _IGNORED_NAMES or _is_hidden(name, folder):
        if name.startswith(".") and path.startswith("static/") and not _TOOLS.fullmatch(name):
            diagnostics.append(_unpublished(path, name))
        return False
    unusable = _unusable(entry, path)
    if found := unusable or _left_out_of_slug(path, name):
        diagnostics.append(found)
    return unusable is None


def _place(path: str) -> Place:
    return Place(path=_readable(path))


def _readable(name: str) -> str:
    """Return a name without surrogates, which cannot be printed: names in other encodings contain them."""
    return name.encode("utf-8", "replace").decode()


def _left_out_of_slug(path: str, name: str) -> Diagnostic | None:
    odd = dict.fromkeys(_ODD.findall(name)) if name.endswith(".md") else {}
    if not odd:
        return None
    message, names = "characters in a file name that its slug leaves out", ", ".join(map(_character, odd))
    warning = diagnostic("FIL01", _place(path), message, found=names, fix="rename the file, or give it a `slug:`")
    return replace(warning, severity=Severity.WARNING)


def _is_hidden(name: str, folder: str) -> bool:
    return name.startswith(".") and not name.endswith(".md") and f"{folder}/{name}" != _PUBLISHED_FOLDER


def _unpublished(path: str, name: str) -> Diagnostic:
    message = "a hidden file is not published, except below static/.well-known"
    fix = "copy it into the output folder after the build, or delete it"
    return diagnostic("FIL02", _place(path), message, found=_readable(name), fix=fix)


def _character(char: str) -> str:
    return f"{char} ({name_of(char)})" if char.isprintable() else name_of(char)


def _unusable(entry: os.DirEntry[str], path: str) -> Diagnostic | None:
    name = entry.name
    if name.startswith(".") and name.endswith(".md"):
        words, fix = "a hidden file, or an editor's lock: ignored", "rename it without the dot, or delete it"
        return diagnostic("FIL02", _place(path), words, found=_readable(name), fix=fix)
    if entry.is_symlink():
        return _no_links(_place(path), _readable(name))
    if name.endswith(_IGNORED_ENDINGS) or name.startswith("~$") or (name[0], name[-1]) == ("#", "#"):
        words = "looks like an editor's backup: ignored"
        return diagnostic("FIL02", _place(path), words, found=_readable(name), fix="delete or rename it")
    bad = "".join(_IMPOSSIBLE.findall(name)) + ("" if name.isprintable() else _unprintable(name))
    if bad or is_windows_name(name):
        words = "a file name that is not possible in addresses or on some systems"
        what = ", ".join(map(_character, dict.fromkeys(_readable(bad)))) or _readable(name)
        fix = "rename it with letters, digits, hyphens and dots"
        return diagnostic("FIL01", _place(path), words, found=what, fix=fix)
    return _folder_for_file(path, name) if entry.is_dir(follow_symlinks=False) else None


def _unprintable(name: str) -> str:
    return "".join(char for char in name if not char.isprintable() and category(char) != "Zs")


def _folder_for_file(path: str, name: str) -> Diagnostic | None:
    if path in _SETTINGS:
        words, fix = "a folder where a file is read", "rename the folder, and write a file of this name"
        return diagnostic("FIL04", _place(path), words, found=_readable(name), fix=fix)
    ending = os.path.splitext(name)[1]
    if ending in _READ and not path.startswith("static/"):
        words, fix = f"a folder whose name ends in {ending}", f"rename the folder without {ending}"
        return diagnostic("FIL04", _place(path), words, found=_readable(name), fix=fix)
    return None


def _is_file(entry: os.DirEntry[str], path: str, diagnostics: list[Diagnostic]) -> bool:
    if entry.is_file(follow_symlinks=False):
        return True
    message = "not a regular file (a pipe, a socket or a device)"
    diagnostics.append(diagnostic("FIL04", Place(path=path), message, found=entry.name, fix="replace it with a file"))
    return False


def _unreadable(path: str, error: OSError) -> Diagnostic:
    found = error.strerror or ""
    return diagnostic("FIL04", Place(path=path), "cannot be read", found=found, fix="check its permissions")


def take_snapshot(found: Walk, known: Mapping[str, SourceFile]) -> Snapshot:
    """Digest the files of the walk; files with the stamp of `known` are not read."""
    diagnostics = list(found.diagnostics)
    files: dict[str, SourceFile] = {}
    for entry in found.files:
        remembered = known.get(entry.path)
        current = remembered if remembered and remembered.stamp == entry.stamp else _read(entry, diagnostics)
        if current:
            files[entry.path] = current
    return Snapshot(
        files=files,
        places={entry.path: entry.place for entry in found.files if entry.path in files},
        diagnostics=tuple(diagnostics),
        racy=frozenset(path for path, file in files.items() if is_racy(file.stamp, found.started)),
    )


def trusted_files(snapshot: Snapshot, now: int) -> dict[str, SourceFile]:
    """Return the racy files that can be trusted at `now` (ns): with stamps old enough, and the same bytes as before.

    The stamp is taken before the bytes are read, so a later change leaves another stamp.
    """
    racy = [snapshot.files[path] for path in sorted(snapshot.racy)]
    old = [file for file in racy if not is_racy(file.stamp, now)]
    return {file.path: file for file in old if _is_same(file, snapshot.places[file.path])}


def _is_same(file: SourceFile, place: str) -> bool:
    try:
        with open(place, "rb") as opened:
            return stamp_of(os.fstat(opened.fileno())) == file.stamp and digest_file(opened) == file.digest
    except OSError:
        return False


def _read(entry: WalkEntry, diagnostics: list[Diagnostic]) -> SourceFile | None:
    try:
        with open(entry.place, "rb") as opened:
            stamp = stamp_of(os.fstat(opened.fileno()))
            digest = digest_file(opened)
    except FileNotFoundError:
        return None
    except OSError as error:
        diagnostics.append(_unreadable(entry.path, error))
        return None
    return SourceFile(path=entry.path, stamp=stamp, digest=digest)


def is_regular(path: str) -> bool:
    """Tell whether `path` is a plain file, without following links or opening it."""
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except (OSError, ValueError):
        return False

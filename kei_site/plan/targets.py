"""The plan: every file that the site has.

Whatever is not in it is not in the site; collisions, pruning, sitemaps and explanations all follow from it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import field
from types import MappingProxyType

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.hashing import NO_DIGEST, Digest, digest_of
from kei_site.core.limits import LIMITS
from kei_site.core.urls import folded
from kei_site.core.value import value


@value
class Target:
    """One output file, or one folder of files that only its recipe can name, such as a search segment."""

    path: str
    """Relative to the output folder; for a directory target, a folder with a closing slash."""
    recipe: str
    """A key of `render.recipes.RECIPES`."""
    view: object
    """The one value that the recipe may read."""
    template: str = ""
    """The template that a page recipe fills; empty for other recipes."""
    origin: Place = field(default_factory=lambda: Place(path="content/site.yaml"))
    """The source to blame when this output collides with another."""
    texts: tuple[str, ...] = ()
    """The ids of the briefs whose texts the view shows, in its order: an edit of one of them outdates the target."""
    effort: int = 0
    """What it takes to make it, compared with others of its recipe; it enters no key."""

    @property
    def is_directory(self) -> bool:
        """Whether the recipe makes a folder of files."""
        return self.path.endswith("/")


@value
class Key:
    """What a target was, or is to be, made from. Equal keys: the target is current."""

    view: Digest
    template: Digest
    """Digest of the text of the template and of all that it refers to."""
    code: Digest
    """Digest of the program and the libraries that it uses."""


@value
class Plan:
    """All targets, by path in sorted order, and their keys."""

    targets: Mapping[str, Target]
    keys: Mapping[str, Key]
    diagnostics: tuple[Diagnostic, ...] = ()


def make_plan(
    targets: Iterable[Target],
    closures: Mapping[str, Digest],
    code: Digest,
    named_at: Mapping[str, Place] = MappingProxyType({}),
) -> Plan:
    """Return the plan of `targets`; two targets with one path, or a path too long, are diagnostics.

    `named_at` tells where an editor wrote the name that makes a folder (`tags/a`) too long. Of two with one path the
    first stands. A file that stands where others need a folder is left out, or the redirects
    below it, if nothing else is.
    """
    diagnostics: list[Diagnostic] = []
    by_path: dict[str, Target] = {}
    seen: dict[str, Target] = {}
    long: dict[Place, Target] = {}
    for target in targets:
        other = seen.setdefault(folded(target.path), target)
        if other is not target and not _is_reported_elsewhere(target, other):
            diagnostics.append(_collision(target, other, "would be written to the same place as"))
        if len(target.path.encode()) > LIMITS.path.most:
            long.setdefault(named_at.get(_group(target.path), target.origin), target)
        by_path.setdefault(target.path, target)
    folders = _folders(seen)
    diagnostics += [_too_long(target, place) for place, target in long.items()]
    diagnostics += _files_for_folders(seen, folders)
    lost = _without_room(seen, [path for path in seen if path in folders]) | _unwritable(seen)
    ordered = {path: by_path[path] for path in sorted(by_path) if folded(path) not in lost}
    keys = {path: key_of(target, closures, code) for path, target in ordered.items()}
    return Plan(targets=ordered, keys=keys, diagnostics=tuple(diagnostics))


def _is_reported_elsewhere(target: Target, other: Target) -> bool:
    """Return whether another check of briefs or of old addresses reports the two, in better words."""
    return "redirect" in (target.recipe, other.recipe) or target.recipe == other.recipe == "brief"


def _folders(targets: Mapping[str, Target]) -> dict[str, Target]:
    """Return the last target in each folder; `targets` and the result are by folded path."""
    folders: dict[str, Target] = {}
    for path, target in targets.items():
        folder = path.rstrip("/").rpartition("/")[0]
        while folder and folder not in folders:
            folders[folder] = target
            folder = folder.rpartition("/")[0]
    return folders


def _files_for_folders(targets: Mapping[str, Target], folders: Mapping[str, Target]) -> list[Diagnostic]:
    """Return a diagnostic for each file that stands where other files need a folder; all by folded path."""
    return [
        _collision(target, folders[path], "is in one place a file, in another a folder, as in")
        for path, target in targets.items()
        if path in folders and (target.recipe == "redirect" or folders[path].recipe != "redirect")
    ]


def _without_room(targets: Mapping[str, Target], places: Iterable[str]) -> frozenset[str]:
    """Return the folded paths of the targets that give way at `places`, where a file is and a folder is needed."""
    lost: set[str] = set()
    for place in places:
        inside = {path: target for path, target in targets.items() if path.startswith(f"{place}/")}
        are_redirects = all(target.recipe == "redirect" for target in inside.values())
        lost |= {place} if targets[place].recipe == "redirect" or not are_redirects else inside.keys()
    return frozenset(lost)


_LONGEST_NAME = 255
"""The most bytes of a name on common file systems."""


def _unwritable(targets: Mapping[str, Target]) -> frozenset[str]:
    """Return the folded paths of the targets that no disk can hold, since a name in them is too long."""
    long = (path for path, target in targets.items() if len(target.path.encode()) > _LONGEST_NAME)
    return frozenset(path for path in long if any(len(part.encode()) > _LONGEST_NAME for part in path.split("/")))


def key_of(target: Target, closures: Mapping[str, Digest], code: Digest) -> Key:
    """Return the key of a target."""
    template = closures.get(target.template, NO_DIGEST)
    return Key(view=view_digest(target), template=template, code=code)


def view_digest(target: Target) -> Digest:
    """Return the digest of a target's recipe and of its view."""
    return digest_of((target.recipe, target.view))


def _collision(target: Target, other: Target, words: str) -> Diagnostic:
    first, second = sorted((target, other), key=lambda target: (target.origin.path, target.origin.line))
    message, fix = f"{words} {first.origin.path}", "rename one of the two"
    return diagnostic("URL01", second.origin, message, found=target.path, fix=fix)


def _group(path: str) -> str:
    """Return the folder of a tag or series in a path below it."""
    return "/".join(path.split("/", 2)[:2])


def _too_long(target: Target, place: Place) -> Diagnostic:
    message = f"an output path of {len(target.path.encode())} bytes; the limit is {LIMITS.path.most}"
    return diagnostic("SLG03", place, message, found=target.path, fix="give a shorter `slug:`")

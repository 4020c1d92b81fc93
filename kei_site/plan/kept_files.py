"""Files kept with frozen versions -> the pictures and data that each shows in place of those of today. Plan, pure.

A file is kept once for all versions that show it: a version shows the copy of the newest one up to it.
"""

from collections.abc import Iterator, Sequence
from unicodedata import normalize

from kei_site.model.brief import Brief
from kei_site.model.figures import data_path, is_shared
from kei_site.model.versions import FrozenVersion, KeptCopy, kept_copies
from kei_site.plan.images import source_path
from kei_site.plan.inputs import SourceFiles


def replaced_files(versions: Sequence[FrozenVersion], files: SourceFiles) -> dict[str, dict[str, str]]:
    """Return the kept files that differ from those of today: their paths, by the path of the version and of the source.

    Paths of sources are in NFC.
    """
    copies = kept_copies(files.content) if versions else {}
    if not copies:
        return {}
    today = {normalize("NFC", path): digest for path, digest in (*files.content.items(), *files.static.items())}
    replaced: dict[str, dict[str, str]] = {}
    for version in versions:
        kept = kept_files(copies.get(version.owner, ()), version.number, version.text.path)
        differing = {source: path for source, path in kept.items() if today.get(source) != files.content[path]}
        replaced |= {version.path: differing} if differing else {}
    return replaced


def kept_files(copies: Sequence[KeptCopy], number: int, home: str) -> dict[str, str]:
    """Return by source the paths of the copies that a version of a brief shows.

    `copies` are those of the brief, the oldest first; `home` is the path of the brief.
    """
    return {copy.source(home): copy.path for copy in copies if copy.number <= number}


def shown_files(brief: Brief) -> Iterator[str]:
    """Yield the paths (NFC) of the pictures and of the data that the text of a brief names."""
    for image in brief.images:
        if path := source_path(image.target, brief.path):
            yield path
    yield from (data_path(spec, brief.path) for spec in brief.figures if not (spec.inline or is_shared(spec)))

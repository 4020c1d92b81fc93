"""The image files of a snapshot -> their facts; those that the cache has are not read again."""

from kei_site.core.hashing import Digest
from kei_site.core.image_facts import BadImage, ImageFacts
from kei_site.core.value import value
from kei_site.output.store import Store
from kei_site.source.images import is_image
from kei_site.source.reread import source_bytes
from kei_site.source.scan import Snapshot


@value
class _SavedImage:
    """A row of the cache: the facts of an image."""

    code: Digest
    facts: ImageFacts
    """With the digest of the source file."""


def images_of(snapshot: Snapshot, store: Store, code: Digest) -> dict[str, ImageFacts | BadImage]:
    """Return the facts of every image by path; a good image that the cache has is not read again."""
    saved = store.rows("images", _SavedImage)
    paths = [path for path in snapshot.files if is_image(path) and not path.startswith("templates/")]
    known = {path: _known_image(saved.get(path), snapshot.files[path].digest, code) for path in paths}
    images = {path: known[path] or _read_image(path, snapshot) for path in paths}
    rows = {
        path: _SavedImage(code=code, facts=found)
        for path, found in images.items()
        if isinstance(found, ImageFacts) and not known[path]
    }
    store.put("images", rows, remove=store.keys("images") - images.keys())
    return images


def _known_image(row: _SavedImage | None, digest: Digest, code: Digest) -> ImageFacts | None:
    return row.facts if row and row.facts.digest == digest and row.code == code else None


def _read_image(path: str, snapshot: Snapshot) -> ImageFacts | BadImage:
    from kei_site.source.images import read_image

    data, changed = source_bytes(snapshot, path)
    for found in changed:
        return BadImage(code=found.code, message=found.message, fix=found.fix)
    return read_image(path, data, snapshot.files[path].digest)

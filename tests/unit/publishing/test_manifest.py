"""A manifest is read as it was written, and damage to it is seen."""

from kei_site.core.hashing import digest_bytes, digest_output
from kei_site.publishing.manifest import Entry, Manifest, changes_between, parsed, written

OLD = Entry(digest=digest_output(b"old"), size=3, media_type="text/html")
NEW = Entry(digest=digest_output(b"new"), size=3, media_type="text/html", cache="no-cache")


def test_a_manifest_is_read_as_it_was_written() -> None:
    manifest = Manifest(files={"b": NEW, "한글.html": OLD}, before={"b": OLD, "c": None})
    assert parsed(written(manifest)) == manifest


def test_the_bytes_do_not_depend_on_the_order() -> None:
    assert written(Manifest(files={"a": OLD, "b": NEW})) == written(Manifest(files={"b": NEW, "a": OLD}))


def test_damage_is_seen() -> None:
    data = written(Manifest(files={"a": OLD}))
    assert parsed(data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]) is None
    assert parsed(digest_bytes(b"junk").encode() + b"\njunk") is None
    assert parsed(data[:-1]) is None
    assert parsed(b"") is None


def test_changes_lead_back_to_the_files_before() -> None:
    before, files = {"same": OLD, "changed": OLD, "gone": OLD}, {"same": OLD, "changed": NEW, "new": NEW}
    manifest = Manifest(files=files, before=changes_between(before, files))
    assert manifest.before == {"changed": OLD, "gone": OLD, "new": None}
    assert manifest.earlier() == before

"""An edition reads its files, and copies of it lead back."""

import shutil
from pathlib import Path

import pytest

from kei_site.core.errors import Refusal
from kei_site.core.hashing import digest_output
from kei_site.plan.outdated import PublishedFile
from kei_site.publishing.edition import edition_of_build
from kei_site.publishing.manifest import Manifest
from tests.support.remotes import edition_of, kept_in


def test_the_files_of_a_build_have_the_headers_of_its_rules(tmp_path: Path) -> None:
    (tmp_path / "_headers").write_text("/kei/a.css\n  Cache-Control: no-store\n  Content-Disposition: attachment\n")
    (tmp_path / "a.css").write_text("css")
    built = {"a.css": PublishedFile(path="a.css", digest=digest_output(b"css"), stamp=(3, 0, 0, 0))}
    edition = edition_of_build(tmp_path, built, "/kei")
    entry = edition.files["a.css"]
    assert (entry.size, entry.media_type, entry.cache) == (3, "text/css; charset=utf-8", "no-store")
    assert (entry.disposition, edition.read("a.css")) == ("attachment", b"css")


def test_copies_are_kept_as_long_as_a_rollback_needs_them(tmp_path: Path) -> None:
    kept = kept_in(tmp_path)
    first, second = (edition_of(tmp_path / name, {"a": name, "b": "same"}) for name in ("1", "2"))
    kept.keep(first)
    published = Manifest(files=second.files, before={"a": first.files["a"]})
    kept.keep(second)
    kept.forget_all_but(published)
    assert len(list((tmp_path / "kept").iterdir())) == 3
    assert kept.earlier_edition(published).read("a") == b"1"
    kept.forget_all_but(Manifest(files=second.files))
    assert len(list((tmp_path / "kept").iterdir())) == 2


def test_a_copy_that_was_interrupted_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, edition = kept_in(tmp_path), edition_of(tmp_path / "1", {"a": "whole"})

    def interrupted(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[:2])
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "copyfile", interrupted)
        with pytest.raises(KeyboardInterrupt):
            kept.keep(edition)
    kept.keep(edition)
    assert kept.edition_of(edition.files).read("a") == b"whole"


def test_a_damaged_copy_is_not_published(tmp_path: Path) -> None:
    kept, edition = kept_in(tmp_path), edition_of(tmp_path / "1", {"a": "1"})
    kept.keep(edition)
    (tmp_path / "kept" / edition.files["a"].digest).write_text("other")
    published = Manifest(files={}, before={"a": edition.files["a"]})
    with pytest.raises(Refusal, match="a changed"):
        kept.earlier_edition(published).read("a")

"""Which kept file a frozen version shows in place of the one of today."""

from dataclasses import replace

from kei_site.core.hashing import Digest, digest_of
from kei_site.model.brief import Reference
from kei_site.model.versions import FrozenVersion
from kei_site.plan.inputs import SourceFiles
from kei_site.plan.kept_files import replaced_files, shown_files
from tests.support.plan_samples import brief

HOME = replace(brief("a"), path="content/briefs/a.md")
VERSIONS = [FrozenVersion(path=f"content/versions/a/v{n}.md", owner="a", number=n, text=HOME) for n in (1, 2, 3)]
OLD, NEW = digest_of("old"), digest_of("new")


def replaced(today: dict[str, Digest], **kept: Digest) -> dict[str, dict[str, str]]:
    copies = {f"content/versions/a/{number}/beside/p.png": digest for number, digest in kept.items()}
    return replaced_files(VERSIONS, SourceFiles(static={}, content={**today, **copies}))


def test_a_version_shows_the_newest_copy_up_to_it_that_differs_from_today() -> None:
    source = "content/briefs/p.png"
    copy = {source: "content/versions/a/v1/beside/p.png"}
    names = [version.path for version in VERSIONS]
    assert replaced({source: NEW}, v1=OLD) == dict.fromkeys(names, copy)
    assert replaced({source: NEW}, v1=OLD, v3=NEW) == dict.fromkeys(names[:2], copy)
    assert replaced({source: OLD}, v1=OLD) == {}
    assert replaced({}, v1=OLD) == dict.fromkeys(names, copy)
    assert replaced_files([], SourceFiles(static={}, content={copy[source]: OLD})) == {}


def test_pictures_of_the_text_are_named_from_its_file() -> None:
    images = tuple(Reference(target=target, line=1, column=1) for target in ("p.png", "/s.png", "../out.png"))
    assert list(shown_files(replace(HOME, images=images))) == ["content/briefs/p.png", "static/s.png"]

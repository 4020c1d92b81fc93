"""`kei-site freeze`: the text before a change is kept, byte for byte."""

import pytest

from kei_site.cli import main
from tests.support.fixture_site import png
from tests.support.scratch import NOW, ScratchSite, brief

PATH = "content/briefs/2024/a.md"
TEXT = brief("A", versions="true", body="Vier.\r\n")


@pytest.fixture
def site(scratch_site: ScratchSite, monkeypatch: pytest.MonkeyPatch) -> ScratchSite:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
    scratch_site.write(PATH, TEXT)
    return scratch_site


def freeze(site: ScratchSite, path: str = PATH) -> int:
    return main(["freeze", "--site", str(site.site), path])


def test_the_file_is_kept_as_it_is(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    assert freeze(site) == 0
    assert (site.site / "content/versions/2024/a/v1.md").read_bytes() == TEXT.encode()
    assert "/briefs/2024/a/v1/" in capsys.readouterr().out


def test_each_change_gives_one_more_version(site: ScratchSite) -> None:
    freeze(site)
    assert freeze(site) == 0
    site.edit(PATH, "Vier", "Five")
    assert freeze(site, str(site.site / PATH)) == 0
    assert sorted(path.name for path in (site.site / "content/versions/2024/a").iterdir()) == ["v1.md", "v2.md"]


def test_a_path_without_a_file_is_told_from_a_file_that_is_no_brief(
    site: ScratchSite, capsys: pytest.CaptureFixture[str]
) -> None:
    assert freeze(site, "content/briefs/2024/aa.md") == freeze(site, "content/site.yaml") == 2
    missing, other = capsys.readouterr().err.splitlines()[-2:]
    assert f"aa.md does not exist; did you mean {PATH}?" in missing
    assert "site.yaml is no brief" in other


def test_a_brief_in_a_folder_is_named_by_it(site: ScratchSite) -> None:
    site.write("content/briefs/b/index.md", TEXT.replace("title: A", "title: B"))
    assert freeze(site, "content/briefs/b") == 0
    assert (site.site / "content/versions/b/v1.md").is_file()


@pytest.mark.parametrize("key", ["draft: true", "embargo: 2030-01-01T00:00:00Z", "versions: false"])
def test_what_readers_have_not_seen_is_refused(site: ScratchSite, key: str, capsys: pytest.CaptureFixture[str]) -> None:
    site.write(PATH, brief("A", versions="true") if "versions" not in key else brief("A"))
    site.edit(PATH, "date:", f"{key}\ndate:")
    assert freeze(site) == 2
    assert not (site.site / "content/versions").exists()
    assert PATH in capsys.readouterr().err


def test_a_path_of_no_brief_is_refused_with_the_nearest(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    site.write("content/briefs/2024/the-rok-and-nato.md", brief("B"))
    assert freeze(site, "content/briefs/2024/the-rok-and-nto.md") == 2
    assert "did you mean content/briefs/2024/the-rok-and-nato.md?" in capsys.readouterr().err


def test_a_brief_with_errors_is_not_frozen(site: ScratchSite) -> None:
    site.write(PATH, brief("A", versions="true", body="[Gone](gone.md)\n"))
    assert freeze(site) == 1
    assert not (site.site / "content/versions").exists()


def kept(site: ScratchSite) -> dict[str, bytes]:
    """Return the kept files but for the texts."""
    folder = site.site / "content/versions"
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in sorted(files.items()) if not name.endswith(".md")}


def test_pictures_and_data_are_kept_once_for_all_versions_that_show_them(site: ScratchSite) -> None:
    shown = "![P](p.png) ![S](/s.png)\n\n::: table d.csv\ntitle: T\nsource: S\n:::\n"
    site.write(PATH, brief("A", versions="true", body=f"Vier. {shown}"))
    site.write("content/briefs/2024/d.csv", "a,b\n1,2\n")
    for name in ("content/briefs/2024/p.png", "content/briefs/2024/unused.png", "static/s.png"):
        site.write(name, png(4, 4, 9))
    assert freeze(site) == 0
    names = ["2024/a/v1/beside/d.csv", "2024/a/v1/beside/p.png", "2024/a/v1/static/s.png"]
    assert list(kept(site)) == names
    site.edit(PATH, "Vier", "Five")
    site.write("content/briefs/2024/p.png", png(5, 4, 9))
    assert freeze(site) == 0
    assert sorted(kept(site)) == [*names, "2024/a/v2/beside/p.png"]
    assert kept(site)["2024/a/v1/beside/p.png"] == png(4, 4, 9)


def test_a_picture_that_was_replaced_makes_another_version(site: ScratchSite) -> None:
    site.write(PATH, brief("A", versions="true", body="![P](p.png)\n"))
    site.write("content/briefs/2024/p.png", png(4, 4, 9))
    freeze(site)
    site.write("content/briefs/2024/p.png", png(5, 4, 9))
    assert freeze(site) == 0
    assert list(kept(site)) == ["2024/a/v1/beside/p.png", "2024/a/v2/beside/p.png"]

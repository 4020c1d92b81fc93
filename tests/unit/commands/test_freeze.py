"""`kei-site freeze`: the text before a change is kept, byte for byte."""

import pytest

from kei_site.cli import main
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

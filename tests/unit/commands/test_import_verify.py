"""`kei-site import --verify`: what is not in the new site is printed."""

from pathlib import Path

import pytest

from kei_site.cli import main
from tests.unit.importers.folder.samples import SAMPLES, write_sample


@pytest.fixture
def built(tmp_path: Path) -> Path:
    write_sample(tmp_path / "old", SAMPLES["hugo"])
    main(["import", "markdown", str(tmp_path / "old"), "--into", str(tmp_path / "new")])
    assert main(["build", "--site", str(tmp_path / "new"), "--no-search", "--jobs", "1"]) == 0
    return tmp_path / "new" / "public"


def test_a_whole_site_has_no_findings_and_a_page_less_has_one(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["import", "--verify", str(built.parent.parent / "old"), "--output", str(built)]
    assert main(words) == 0
    assert capsys.readouterr().out.endswith(" sentences replayed, 0 findings\n")
    (built / "briefs/2019/tides/index.html").unlink()
    assert main(words) == 1
    assert "/2019/03/tides/: leads nowhere\n" in capsys.readouterr().out


def test_a_sitemap_is_replayed(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = built.parent / "old-sitemap.xml"
    place.write_text("<urlset><url><loc>https://old.example.org/2019/03/tides/</loc></url></urlset>")
    assert main(["import", "--verify", str(place), "--output", str(built)]) == 0
    assert "1 addresses and 0 sentences replayed, 0 findings" in capsys.readouterr().out

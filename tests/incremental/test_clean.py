"""`build --clean` renders everything again but images, whose published files are compared by content."""

import os
from pathlib import Path

import pytest

from tests.support.fixture_site import png
from tests.support.scratch import ScratchSite, brief, tree

IMAGES = 3
"""A picture of 1,000 pixels in its own format, and as WebP in 800 and 1,000."""


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    """Return a published site with one picture."""
    scratch = ScratchSite(tmp_path)
    scratch.write("content/briefs/2024/map.png", png(1000, 700, 90))
    scratch.write("content/briefs/2024/a.md", brief("A", date="2024-05-01", body="![A map](map.png)\n"))
    assert not scratch.build().failed
    return scratch


def rendered(site: ScratchSite) -> tuple[set[str], set[str]]:
    """Build from a cleared cache; return the output paths that were rendered: images, and others."""
    report = site.build(clean=True)
    assert not report.failed
    paths = {entry.target.path for entry in report.outdated}
    images = {path for path in paths if "/map." in path}
    return images, paths - images


def test_images_are_not_made_again(site: ScratchSite) -> None:
    before = {path: path.stat().st_mtime_ns for path in site.output.glob("assets/map.*")}
    images, others = rendered(site)
    assert (len(before), images) == (IMAGES, set())
    assert {"index.html", "briefs/2024/a/index.html"} <= others
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert site.clean_tree() == tree(site.output)


def test_an_image_that_was_altered_is_made_again(site: ScratchSite) -> None:
    (path,) = site.output.glob("assets/map.*-800.webp")
    right, stamp = path.read_bytes(), path.stat()
    path.write_bytes(right[:-1] + bytes([right[-1] ^ 1]))
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert rendered(site)[0] == {f"assets/{path.name}"}
    assert path.read_bytes() == right


def test_an_image_that_went_is_made_again(site: ScratchSite) -> None:
    (path,) = site.output.glob("assets/map.*.png")
    path.unlink()
    assert rendered(site)[0] == {f"assets/{path.name}"}


def test_an_image_of_other_bytes_is_made(site: ScratchSite) -> None:
    site.write("content/briefs/2024/map.png", png(1000, 701, 90))
    assert len(rendered(site)[0]) == IMAGES
    assert len(list(site.output.glob("assets/map.*"))) == IMAGES

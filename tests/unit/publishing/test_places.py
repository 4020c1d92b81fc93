"""Settings lead to what publishes, and a folder that must not be one is refused."""

from pathlib import Path

import pytest

from kei_site.core.errors import Refusal
from kei_site.core.publish_settings import PublishTarget
from kei_site.publishing.places import place_of
from tests.support.scratch import ScratchSite


@pytest.mark.parametrize("path", [".", "content", "content/www", "public", "public/www", ".kei-site/www", ".."])
def test_a_target_folder_lies_apart_from_sources_output_and_cache(tmp_path: Path, path: str) -> None:
    request = ScratchSite(tmp_path).request()
    with pytest.raises(Refusal, match="lie in each other"):
        place_of(PublishTarget(target="folder", path=path), request)


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        (PublishTarget(target="folder", path="../www"), "FolderRemote"),
        (PublishTarget(target="ssh", host="h", path="/a"), "HostRemote"),
        (PublishTarget(target="s3", bucket="kei"), "BucketRemote"),
        (PublishTarget(target="git", remote="origin"), "GitPlace"),
        (PublishTarget(target="netlify", site="kei"), "NetlifyPlace"),
    ],
)
def test_each_kind_of_place_has_its_publisher(tmp_path: Path, target: PublishTarget, kind: str) -> None:
    place = place_of(target, ScratchSite(tmp_path).request())
    assert type(getattr(place, "remote", place)).__name__ == kind

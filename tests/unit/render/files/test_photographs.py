"""A picture beside a text is published without what its camera wrote."""

from kei_site.core.hashing import digest_bytes
from kei_site.model.views.files import FileView
from kei_site.render.files.photographs import render_photograph
from tests.unit.core.test_image_metadata import SECRET, photo


def test_a_photograph_loses_its_metadata_and_another_file_nothing() -> None:
    for data, expected in ((photo("JPEG"), False), (b"GIF89a" + SECRET, True)):
        view = FileView(source="a.jpg", digest=digest_bytes(data))
        assert (SECRET in render_photograph(view, data)) is expected

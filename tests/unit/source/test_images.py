"""The bytes of an image give its size and format, or the reason why it cannot be published."""

import io

import pytest
from PIL import Image

from kei_site.core.hashing import Digest
from kei_site.core.image_facts import BadImage, ImageFacts
from kei_site.core.limits import LIMITS
from kei_site.source.images import is_image, read_image

DIGEST = Digest("d")


def image(form: str, mode: str = "RGB", size: tuple[int, int] = (30, 20), **options: object) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, size).save(stream, form, **options)
    return stream.getvalue()


def code(path: str, data: bytes) -> str:
    found = read_image(path, data, DIGEST)
    assert isinstance(found, BadImage)
    assert found.fix
    return found.code


@pytest.mark.parametrize(
    ("path", "form"), [("a.png", "PNG"), ("a.JPG", "JPEG"), ("a.jpeg", "JPEG"), ("a.webp", "WEBP"), ("a.gif", "GIF")]
)
def test_every_format_gives_its_size(path: str, form: str) -> None:
    facts = ImageFacts(path=path, digest=DIGEST, width=30, height=20, format=form)
    assert read_image(path, image(form), DIGEST) == facts


def test_an_image_that_is_turned_when_shown_has_its_shown_size() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    found = read_image("a.jpg", image("JPEG", exif=turned), DIGEST)
    assert isinstance(found, ImageFacts)
    assert (found.width, found.height) == (20, 30)


def test_what_cannot_be_published_has_its_code() -> None:
    frames = [Image.new("L", (9, 9), shade) for shade in (0, 255)]
    moving = io.BytesIO()
    frames[0].save(moving, "GIF", save_all=True, append_images=frames[1:])
    assert code("a.svg", b"<svg/>") == "IMG03"
    assert code("a.png", image("JPEG")) == "IMG04"
    assert code("a.png", b"no image") == "IMG04"
    assert code("a.png", b"\0" * (LIMITS.image_file.most + 1)) == "IMG05"
    assert code("a.png", image("PNG", "1", (10_000, 5_001))) == "IMG05"
    assert code("a.png", image("PNG", size=(300, 300))[:200]) == "IMG06"
    assert code("a.gif", moving.getvalue()) == "IMG07"
    assert code("a.jpg", image("JPEG", "CMYK")) == "IMG08"


@pytest.mark.parametrize(
    "name",
    [f"a.{ending}" for ending in "avif HEIC heif tif tiff bmp jxl jp2 psd ico tga eps ai wmf EMF dng cr2".split()],
)
def test_an_image_in_a_rare_format_is_reported_for_what_it_is(name: str) -> None:
    assert is_image(name)
    assert code(name, b"anything") == "IMG10"


@pytest.mark.parametrize("name", ["a.jfif", "a.JPE", "a.jif", "a.mpo"])
def test_a_jpeg_is_read_by_any_of_its_endings(name: str) -> None:
    assert read_image(name, image("JPEG"), DIGEST) == ImageFacts(
        path=name, digest=DIGEST, width=30, height=20, format="JPEG"
    )


def test_a_photograph_of_a_phone_is_a_jpeg() -> None:
    """Multi-Picture Format (CIPA DC-007): the photograph, and behind it a depth map or a smaller copy."""
    stream = io.BytesIO()
    Image.new("RGB", (30, 20)).save(stream, "MPO", save_all=True, append_images=[Image.new("RGB", (15, 10))])
    for name in ("a.jpg", "a.MPO"):
        assert read_image(name, stream.getvalue(), DIGEST) == ImageFacts(
            path=name, digest=DIGEST, width=30, height=20, format="JPEG"
        )


def test_the_ending_tells_an_image() -> None:
    assert [is_image(path) for path in ("a.png", "b/a.SVG", "a.pdf", "png")] == [True, True, False, False]


@pytest.mark.parametrize(
    ("path", "finished"),
    [
        ("static/img/a.png", True),
        ("static/A.PNG", True),
        ("static/assets/a.png", False),
        ("content/briefs/2024/a.png", False),
    ],
)
def test_a_file_that_is_published_and_needs_no_change_is_finished(path: str, finished: bool) -> None:
    assert read_image(path, image("PNG"), DIGEST).is_finished is finished  # type: ignore[union-attr]

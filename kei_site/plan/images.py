"""References to images -> `ImageView`s, and the resized files that they need.

Names are made of bytes and width. The image keeps its format (for feed readers); narrower versions are WebP, and so is
one of full width, unless the image is a photograph (JPEG) already: WebP would save a quarter of its bytes, at most, and
cost more than half of the time of all its versions.
"""

import posixpath
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import field

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.hashing import digest_of
from kei_site.core.image_facts import BadImage, ImageFacts
from kei_site.core.suggest import Suggester
from kei_site.core.urls import file_link, slugify
from kei_site.core.value import value
from kei_site.model.brief import LeadImage
from kei_site.model.views.common import ImageVariant, ImageView
from kei_site.model.views.files import ResizedImageView

WIDEST = 1600
WIDTHS = (480, 800, 1200)
_RESIZED = re.compile(r"assets/[^/]+\.[0-9a-f]{10}-[0-9]+\.(?:png|jpg|webp|gif)")
_ENDINGS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp", "GIF": "gif"}


@value
class Images:
    """Every image among the sources, by NFC path."""

    prefix: str
    known: Mapping[str, ImageFacts | BadImage] = field(default_factory=dict)
    others: Collection[str] = ()
    """NFC paths of the other files that are published."""
    suggester: Suggester = field(default_factory=Suggester, compare=False)

    def find(self, image: LeadImage, place: Place) -> tuple[ImageView | None, tuple[Diagnostic, ...]]:
        """Return the image that is named at `place`, or a diagnostic."""
        path = source_path(image.src, place.path)
        if path is None:
            message, fix = "is outside the brief's folder and static/", "copy the image next to the brief"
            return None, (diagnostic("IMG02", place, message, found=image.src, fix=fix),)
        found = self.known.get(path)
        if found is None:
            return None, (self._missing(image.src, path, place),)
        if isinstance(found, BadImage):
            problem = diagnostic(found.code, place, found.message, found=found.found or image.src, fix=found.fix)
            return None, (problem,)
        return image_view(found, self.prefix, alt=image.alt, caption=image.caption, credit=image.credit), ()

    def on_disk(self, target: str, origin: str) -> str:
        """Return the path, as the disk spells it, of the image that `find` finds."""
        found = self.known.get(source_path(target, origin) or "")
        return found.path if isinstance(found, ImageFacts) else ""

    def _missing(self, target: str, path: str, place: Place) -> Diagnostic:
        if path in self.others:
            message, fix = "is not an image", "link to it: `[words](file)`; or save it as JPEG, PNG or WebP"
            return diagnostic("IMG10", place, message, found=target, fix=fix)
        folder = posixpath.dirname(path)
        close = self.suggester.nearest(
            posixpath.basename(path),
            folder,
            lambda: [posixpath.basename(known) for known in self.known if posixpath.dirname(known) == folder],
        )
        hint = f"did you mean {close}?" if close else f"put the image at {path}"
        return diagnostic("IMG01", place, "no such image", found=target, fix=hint)


def source_path(target: str, origin: str) -> str | None:
    """Return the path of the source file that a reference to an image names, or None if it may not be read."""
    name = unicodedata.normalize("NFC", target)
    if name.startswith("/"):
        path, root = posixpath.normpath("static" + name), "static/"
    else:
        root = unicodedata.normalize("NFC", posixpath.dirname(origin)) + "/"
        path = posixpath.normpath(root + name)
    return path if path.startswith(root) else None


def image_view(facts: ImageFacts, prefix: str, *, alt: str, caption: str = "", credit: str = "") -> ImageView:
    """Return an image as pages show it: at most `WIDEST` pixels wide, with narrower versions."""
    whole = files_of(facts)[0]
    return ImageView(
        url=prefix + file_link(output_path(whole)),
        width=whole.width,
        height=round(facts.height * whole.width / facts.width) or 1,
        variants=tuple(
            ImageVariant(url=prefix + file_link(output_path(file)), width=file.width) for file in _choice(facts)
        ),
        alt=alt,
        caption=caption,
        credit=credit,
    )


def _choice(facts: ImageFacts) -> tuple[ResizedImageView, ...]:
    """Return the files that browsers choose among, narrowest first; none for a small image."""
    width = min(facts.width, WIDEST)
    if width <= WIDTHS[0]:
        return ()
    narrower = [resized(facts, smaller, "WEBP") for smaller in WIDTHS if smaller < width]
    return (*narrower, resized(facts, width, "JPEG" if facts.format == "JPEG" else "WEBP"))


def resized(facts: ImageFacts, width: int, form: str) -> ResizedImageView:
    """Return the view of one size of an image."""
    return ResizedImageView(source=facts.path, digest=facts.digest, width=width, format=form)


def output_path(view: ResizedImageView) -> str:
    """Return where one size of an image is published."""
    stem = slugify(posixpath.splitext(posixpath.basename(view.source))[0])[:40] or "image"
    suffix = digest_of((view.digest, view.format))[:10]
    return f"assets/{stem}.{suffix}-{view.width}.{_ENDINGS[view.format]}"


def is_resized(path: str) -> bool:
    """Tell whether the output path may be that of an image in one size."""
    return _RESIZED.fullmatch(path) is not None


def files_of(facts: ImageFacts) -> tuple[ResizedImageView, ...]:
    """Return every size that `image_view` refers to."""
    whole = resized(facts, min(facts.width, WIDEST), facts.format)
    return (whole, *(file for file in _choice(facts) if file != whole))

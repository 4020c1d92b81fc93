"""References to images -> `ImageView`s, and the resized files that they need.

A file in `static/` is published at its own address in any case; pages show it there if it needs no change.

Names are made of bytes and width. The image keeps its format (for feed readers). Versions of a photograph (JPEG) are
JPEG, too: WebP of the same likeness has a sixth fewer bytes, and takes five times as long. All others are WebP.
"""

import posixpath
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import field, replace

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.hashing import digest_of
from kei_site.core.image_decoding import WIDEST
from kei_site.core.image_facts import BadImage, ImageFacts
from kei_site.core.suggest import Suggester
from kei_site.core.urls import file_link, slugify
from kei_site.core.value import value
from kei_site.model.brief import LeadImage
from kei_site.model.views.common import ImageVariant, ImageView
from kei_site.model.views.files import ResizedImageView

TEXT_WIDTHS = (800, 1200)
"""Of an image in a text: a telephone of 360 to 430 points shows it in 700 pixels and more, a column in 624."""
CARD_WIDTHS = (480, *TEXT_WIDTHS)
"""Of an image that lists show small, too: in 176 or 288 points, a portrait in 192."""
SMALL = CARD_WIDTHS[0]
"""Up to this width an image has no other versions."""
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

    def find(
        self, image: LeadImage, place: Place, widths: Sequence[int] = CARD_WIDTHS
    ) -> tuple[ImageView | None, tuple[Diagnostic, ...]]:
        """Return the image that is named at `place`, with versions of some widths, or a diagnostic."""
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
        view = image_view(found, self.prefix, alt=image.alt, widths=widths)
        return replace(view, caption=image.caption, credit=image.credit), ()

    def facts(self, target: str, origin: str) -> ImageFacts | None:
        """Return what is known of the image that `find` finds; None for one that is not shown."""
        found = self.known.get(source_path(target, origin) or "")
        return found if isinstance(found, ImageFacts) else None

    def on_disk(self, target: str, origin: str) -> str:
        """Return the path, as the disk spells it, of the image that `find` finds."""
        found = self.facts(target, origin)
        return found.path if found else ""

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
        put = "save it beside this file, and write its name" if "://" in target else f"put the image at {path}"
        hint = f"did you mean {close}?" if close else put
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


def image_view(facts: ImageFacts, prefix: str, *, alt: str, widths: Sequence[int] = CARD_WIDTHS) -> ImageView:
    """Return an image as pages show it: at most `WIDEST` pixels wide, with narrower versions."""
    whole = _whole(facts)
    return ImageView(
        url=_url(facts, whole, prefix),
        width=whole.width,
        height=round(facts.height * whole.width / facts.width) or 1,
        variants=tuple(
            ImageVariant(url=_url(facts, file, prefix), width=file.width) for file in _choice(facts, widths)
        ),
        alt=alt,
    )


def _whole(facts: ImageFacts) -> ResizedImageView:
    return resized(facts, min(facts.width, WIDEST), facts.format)


def _choice(facts: ImageFacts, widths: Sequence[int]) -> tuple[ResizedImageView, ...]:
    """Return the files that browsers choose among, narrowest first; none if there is nothing to choose."""
    whole = _whole(facts)
    if whole.width <= SMALL:
        return ()
    form = "JPEG" if facts.format == "JPEG" else "WEBP"
    narrower = [resized(facts, smaller, form) for smaller in widths if smaller < whole.width]
    return (*narrower, replace(whole, format=form)) if narrower or form == "WEBP" else ()


def resized(facts: ImageFacts, width: int, form: str) -> ResizedImageView:
    """Return the view of one size of an image."""
    return ResizedImageView(source=facts.path, digest=facts.digest, width=width, format=form)


def output_path(view: ResizedImageView) -> str:
    """Return where one size of an image is published."""
    stem = slugify(posixpath.splitext(posixpath.basename(view.source))[0])[:40] or "image"
    suffix = digest_of((view.digest, view.format))[:10]
    return f"assets/{stem}.{suffix}-{view.width}.{_ENDINGS[view.format]}"


def _url(facts: ImageFacts, file: ResizedImageView, prefix: str) -> str:
    """Return the address of one size of an image: of a file in `static/` that needs no change, its own."""
    if facts.is_finished and file == resized(facts, facts.width, facts.format):
        return prefix + file_link(unicodedata.normalize("NFC", facts.path.removeprefix("static/")))
    return image_url(file, prefix)


def image_url(view: ResizedImageView, prefix: str) -> str:
    """Return the address of one size of an image on a site with an address prefix."""
    return prefix + file_link(output_path(view))


def is_resized(path: str) -> bool:
    """Tell whether the output path may be that of an image in one size."""
    return _RESIZED.fullmatch(path) is not None


def files_of(facts: ImageFacts) -> tuple[ResizedImageView, ...]:
    """Return every size that an `image_view` refers to."""
    whole = _whole(facts)
    return (whole, *(file for file in _choice(facts, CARD_WIDTHS) if file != whole))

"""Records and inputs for tests of the plan: small, made without a disk."""

from datetime import datetime
from typing import Any

from kei_site.config import Config, Organization
from kei_site.core.clock import Moment, moment_of
from kei_site.core.hashing import Digest, digest_of, with_hash
from kei_site.core.image_facts import BadImage, ImageFacts
from kei_site.core.urls import permalink
from kei_site.model.brief import Author, Brief, FrontMatter, Page, Reference
from kei_site.model.library import Library, Records, assemble
from kei_site.plan.inputs import Inputs, PlanOptions, SourceFiles
from kei_site.plan.prepare import make_inputs

NOW = 1_735_689_600  # 2025-01-01T00:00:00Z
DESK = Author(id="desk", path="content/authors/desk.md", name="The Desk", kind="organization")


def day(text: str) -> Moment:
    """Return the first moment of a day, UTC."""
    return moment_of(datetime.fromisoformat(f"{text}T00:00:00+00:00"), has_time=False)


def brief(name: str, date: str = "2024-07-21", *, body: str = "", links: Any = (), **front: Any) -> Brief:
    """Return the brief at `content/briefs/NAME.md`."""
    slug = str(front.get("slug") or name.rpartition("/")[2])
    matter = FrontMatter(
        **{"title": f"Brief {name}", "date": day(date), "authors": ("desk",), "language": "en", **front}
    )
    return Brief(
        id=name,
        path=f"content/briefs/{name}.md",
        front=with_hash(matter),
        slug=slug,
        url=permalink("briefs", date[:4], slug),
        body=Digest(body or digest_of(name)),
        word_count=10,
        links=tuple(reference(link) for link in links),
        anchors=("a-heading",),
    )


def reference(target: str, line: int = 9) -> Reference:
    """Return a link or image in a text."""
    return Reference(target=target, line=line, column=3, alt="words")


def page(name: str = "about") -> Page:
    """Return a plain page."""
    return Page(
        id=name,
        path=f"content/pages/{name}.md",
        title=name,
        summary="",
        language="en",
        slug=name,
        url=permalink(name),
        body=Digest("page"),
        anchors=("part",),
    )


def library(*briefs: Brief, prefix: str = "", pages: tuple[Page, ...] = ()) -> Library:
    """Return the library of some briefs."""
    return assemble(Records(briefs=briefs, authors=(DESK,), pages=pages), instant=NOW, drafts=False, prefix=prefix)


def config(**settings: Any) -> Config:
    """Return a configuration."""
    given = {"title": "Institute", "url": "https://example.org", "organization": Organization(name="Institute")}
    return Config(**{**given, **settings})


def inputs(
    *briefs: Brief,
    files: SourceFiles | None = None,
    pages: tuple[Page, ...] = (),
    authors: tuple[Author, ...] = (DESK,),
    **settings: Any,
) -> Inputs:
    """Return what the plan of a site with these briefs is made of."""
    records = Records(briefs=briefs, authors=authors, pages=pages)
    return make_inputs(
        records,
        config(**settings),
        files or SourceFiles(static={}, content={}),
        PlanOptions(instant=NOW, drafts=False, search=False),
    )


def image_facts(path: str, width: int = 400, height: int = 200, form: str = "PNG") -> ImageFacts:
    """Return the facts of an image."""
    return ImageFacts(path=path, digest=digest_of(path), width=width, height=height, format=form)


def bad_image(code: str = "IMG03") -> BadImage:
    """Return an image that cannot be published."""
    return BadImage(code=code, message="is none", fix="save it again")

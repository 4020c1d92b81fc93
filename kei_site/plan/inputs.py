"""What planning starts from. Plan room, pure."""

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kei_site.config import Config
from kei_site.digest import Digest
from kei_site.model.brief import BadImage, Brief, ImageFacts
from kei_site.model.library import Library
from kei_site.model.related import Relation
from kei_site.model.views import Card, SiteView


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFiles:
    """The source files that are published as they are, or resized."""

    static: Mapping[str, Digest]
    """Below `static/`, by path."""
    content: Mapping[str, Digest]
    """Below `content/`, other than Markdown and YAML, by path."""
    images: Mapping[str, ImageFacts | BadImage] = field(default_factory=dict)
    """Pictures in both, by path."""
    sizes: Mapping[str, int] = field(default_factory=dict)
    """The length in bytes of each file in both, by path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """All that the plan is made of."""

    config: Config
    library: Library
    site: SiteView
    files: SourceFiles
    relations: Mapping[str, tuple[Relation, ...]]

    def absolute(self, url: str) -> str:
        """Return the absolute address of a root-relative one that has the site's prefix."""
        return self.site.url.removesuffix(self.site.prefix) + url

    def cards(self, briefs: Iterable[Brief]) -> tuple[Card, ...]:
        """Return the cards of briefs, in their order."""
        known = self.library.cards
        return tuple(known[brief.id] for brief in briefs)


def asset_name(path: str) -> str:
    """Return the name of an asset below `static/assets/`."""
    return posixpath.relpath(path, "static/assets")

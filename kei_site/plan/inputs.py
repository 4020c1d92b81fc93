"""The inputs of the plan: records, settings and files of a site."""

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from kei_site.config import Config
from kei_site.core.bibliography import Cited
from kei_site.core.diagnostics import Diagnostic
from kei_site.core.file_types import Refused
from kei_site.core.hashing import NO_DIGEST, Digest
from kei_site.core.image_facts import BadImage, ImageFacts
from kei_site.core.value import value
from kei_site.core.words import Words
from kei_site.model.brief import Brief
from kei_site.model.figures import Dataset
from kei_site.model.library import Library, Records
from kei_site.model.related import Relation
from kei_site.model.versions import FrozenVersion
from kei_site.model.views.common import AssetView, Card, SiteView, Translation
from kei_site.model.views.search import SegmentView
from kei_site.plan.targets import Target


@value
class SourceFiles:
    """The source files that are published as they are, or resized."""

    static: Mapping[str, Digest]
    """Below `static/`, by path."""
    content: Mapping[str, Digest]
    """Below `content/`, other than Markdown and YAML, by path."""
    images: Mapping[str, ImageFacts | BadImage] = field(default_factory=dict)
    """Images in both, by path."""
    datasets: Mapping[str, Dataset] = field(default_factory=dict)
    """The data files that figures name, by path."""
    sizes: Mapping[str, int] = field(default_factory=dict)
    """The length in bytes of each file in both, by path."""
    durations: Mapping[str, int] = field(default_factory=dict)
    """The seconds that each recording in both lasts, by path; 0 when it is not known."""
    words: tuple[Words, ...] = ()
    """The words of the interface that the site gives, by language."""
    refused: Mapping[str, Refused] = field(default_factory=dict)
    """Those of `content` that are not published as they are, by path."""


@value
class PlanOptions:
    """The options of a build that decide what the site holds."""

    instant: int
    """Seconds since 1970; a brief with a later date or embargo is not public."""
    drafts: bool
    search: bool
    """Whether a search index is made, if the site's settings allow it."""
    left_out: frozenset[str] = frozenset()
    """Paths of briefs and pages with errors, which the plan leaves out."""


@value
class Inputs:
    """All that the plan is made of (see `plan.prepare`)."""

    config: Config
    options: PlanOptions
    records: Records
    """Every record of the sources, public or not."""
    library: Library
    site: SiteView
    files: SourceFiles
    assets: Mapping[str, AssetView]
    """By output path."""
    sites: Mapping[str, SiteView] = field(default_factory=dict)
    """What pages in another language show of the site, by language."""
    theme_targets: tuple[Target, ...] = ()
    """Of the files that the look of the site adds."""
    has_own_templates: bool = False
    """Whether the site replaces templates of the theme."""
    segments: Sequence[SegmentView] = ()
    """The segments of the search index."""
    pagefind: str = ""
    """The digest of the script that reads them (`sha256-…`); empty when it is not known."""
    cited: Mapping[str, Cited] = field(default_factory=dict)
    """The citations of each brief that has any, by id."""
    citation_diagnostics: tuple[Diagnostic, ...] = ()
    frozen: Mapping[str, tuple[FrozenVersion, ...]] = field(default_factory=dict)
    """The frozen versions without errors, the oldest first, by the id of their brief."""
    replaced: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The kept files that frozen versions show in place of those of today, by the paths of version and source."""
    pdf_tools: Digest = NO_DIGEST
    """The digest of what sets PDFs; empty when it is not installed."""
    pdf_letters: str = ""
    """A regular expression of a letter that the fonts of PDFs lack; empty when it is not known."""
    relations: Mapping[str, tuple[Relation, ...]] = field(default_factory=dict)
    """The related briefs of each public brief, by id."""

    def site_in(self, language: str) -> SiteView:
        """Return what pages in a language (BCP 47) show of the site."""
        return self.sites.get(language) or self.sites.get(language.partition("-")[0]) or self.site

    def absolute(self, url: str) -> str:
        """Return the absolute address of a root-relative one that has the site's prefix."""
        return self.site.url.removesuffix(self.site.prefix) + url

    def cards(self, briefs: Iterable[Brief]) -> tuple[Card, ...]:
        """Return the cards of briefs, in their order."""
        known = self.library.cards
        return tuple(known[brief.id] for brief in briefs)

    def versions(self, brief: Brief) -> tuple[Translation, ...]:
        """Return every public version of a brief, itself included, the original first; empty if it is the only one."""
        return tuple(
            Translation(language=version.front.language, url=self.site.url + version.url, title=version.front.title)
            for version in self.library.translations.get(brief.id, ())
        )


def asset_name(path: str) -> str:
    """Return the name of an asset below `static/assets/`."""
    return posixpath.relpath(path, "static/assets")

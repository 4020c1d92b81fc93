"""What one stage of a build hands to the next."""

from collections.abc import Mapping
from dataclasses import field

from kei_site.config import Config
from kei_site.core.diagnostics import Diagnostic, SeverityPolicy
from kei_site.core.hashing import Digest
from kei_site.core.value import value
from kei_site.model.library import Library, Records
from kei_site.output.publish import Finished
from kei_site.output.store import TableChange
from kei_site.plan.inputs import Inputs, SourceFiles
from kei_site.plan.outdated import Outdated, Trace
from kei_site.plan.targets import Key, Plan
from kei_site.source.scan import Snapshot


@value
class LoadResult:
    """The sources as values: what the load stage gives."""

    snapshot: Snapshot
    config: Config
    records: Records
    files: SourceFiles
    diagnostics: tuple[Diagnostic, ...]
    metadata_digests: Mapping[str, Digest]
    """Of every complete brief, by path."""
    parsed: int
    """The number of texts that were parsed; the others were in the cache."""
    pdf_letters: str = ""
    """See `Settings.pdf_letters`."""


@value
class SitePlan:
    """The plan of a site, and everything that it was made of: what the plan stage gives."""

    snapshot: Snapshot
    inputs: Inputs
    plan: Plan
    templates: Mapping[str, str]
    """Texts by name."""
    policy: SeverityPolicy
    diagnostics: tuple[Diagnostic, ...]
    """Of all stages until now, with the severities of the site."""
    texts: Mapping[str, Digest]
    """The key of each text, by the path of its source file."""
    metadata_digests: Mapping[str, Digest]
    """Of every complete brief, by path."""
    due: tuple[int, ...]
    """Every instant (seconds since 1970) at which a brief becomes public, past ones included, in order."""
    parsed: int
    """The number of texts that were parsed; the others were in the cache."""
    left_out: tuple[str, ...] = ()
    """Paths of the texts with errors that are left out, in order."""

    @property
    def config(self) -> Config:
        """The settings of the site."""
        return self.inputs.config

    @property
    def library(self) -> Library:
        """The public briefs in their order and groups."""
        return self.inputs.library


@value
class OutputState:
    """The published files compared with the plan: what the outdated stage gives."""

    outdated: tuple[Outdated, ...]
    postponed: int
    """The number of outdated targets that the request leaves to a later build."""
    traces: Mapping[str, Trace]
    """Of the last build, by target path, with the stamps that the files have now."""
    touched: tuple[str, ...]
    """The paths of targets whose files have another stamp and the same bytes."""
    owned: frozenset[str]
    """Published files that have the bytes of the last build, so the build may replace or delete them."""


@value
class RenderedTarget:
    """The files of one target, or the diagnostics of a target that failed: what the render stage gives."""

    path: str
    files: tuple[Finished, ...] = ()
    fields: bytes = b""
    """Of the view, as `fields_of` gives them and the codec writes them: a plan has thousands of views."""
    diagnostics: tuple[Diagnostic, ...] = ()


@value
class Edition:
    """Everything that a build publishes and saves: what the publish stage takes."""

    snapshot: Snapshot
    rendered: tuple[RenderedTarget, ...]
    keys: Mapping[str, Key]
    """Of the rendered targets at least, by path."""
    files: frozenset[str]
    """Every file that the output folder is to hold, new or not."""
    owned: frozenset[str]
    """Published files that the build may replace or delete, whatever the list in the folder says."""
    changes: tuple[TableChange, ...]
    """Of what is saved for the next build."""
    unused_texts: frozenset[str]
    """The keys of stored texts that no source gives any more."""
    due: tuple[int, ...]
    """Every instant (seconds since 1970) at which a brief becomes public, past ones included, in order."""
    traces: Mapping[str, Trace] = field(default_factory=dict)
    """Of targets that were not rendered and whose files have another stamp."""
    gone: frozenset[str] = frozenset()
    """The paths of targets that are not in the plan any more."""
    site: str = ""
    """The address of the site; empty: as the list in the output folder names it."""

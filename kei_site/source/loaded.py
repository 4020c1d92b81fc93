"""What reading one source file gives. Source room, pure; apart from the reader, so that remembered results load no
parser."""

from dataclasses import dataclass

from kei_site.config import Config
from kei_site.diagnostics import Diagnostic
from kei_site.digest import NO_DIGEST, Digest
from kei_site.model.brief import Author, Brief, Fragment, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of a site that decide how its files are read."""

    timezone: str
    language: str


def settings_of(config: Config) -> Settings:
    """Return the settings that decide how the files of the site with this configuration are read."""
    return Settings(timezone=config.timezone, language=config.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What one file gave."""

    path: str
    brief: Brief | None = None
    page: Page | None = None
    author: Author | None = None
    fragment: Fragment | None = None
    outline: Digest = NO_DIGEST
    """Of a brief (see `model.outline`)."""
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def record(self) -> Brief | Page | Author | None:
        """The record of the file, of any kind."""
        return self.brief or self.page or self.author

    @property
    def fragment_key(self) -> Digest:
        """The key of the fragment that the record names."""
        return self.record.body if self.record else NO_DIGEST

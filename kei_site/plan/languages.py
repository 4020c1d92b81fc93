"""The settings of other languages -> the frame of their pages, and the addresses of their home pages. Plan, pure."""

from dataclasses import replace

from kei_site.config import Config
from kei_site.core.hashing import NO_DIGEST, with_hash
from kei_site.core.urls import permalink
from kei_site.core.vocabulary import LanguageSettings
from kei_site.model.library import Library
from kei_site.model.views.common import Link, SiteView, feed_links


def own_languages(config: Config, library: Library) -> tuple[str, ...]:
    """Return the languages of the settings that have a home page: there is a listed brief in each."""
    spoken = {brief.front.language for brief in library.listed}
    return tuple(language for language in config.languages if language in spoken and language != config.language)


def home_folder(language: str) -> str:
    """Return the folder of the home page of a language: `ko`."""
    return language.lower()


def localized(site: SiteView, config: Config, library: Library) -> tuple[SiteView, dict[str, SiteView]]:
    """Return what pages show of the site: in its own language, and by language in others that the settings name."""
    others = own_languages(config, library)
    if not config.languages:
        return site, {}
    homes = {config.language: f"{site.prefix}/"}
    homes |= {language: site.prefix + permalink(home_folder(language)) for language in others}
    links = tuple(Link(name=language, url=url) for language, url in homes.items()) if others else ()
    own = with_hash(replace(site, languages=links, content_hash=NO_DIGEST))
    return own, {
        language: _in_language(own, language, words, homes.get(language, ""))
        for language, words in config.languages.items()
        if language != config.language
    }


def _in_language(site: SiteView, language: str, words: LanguageSettings, home: str) -> SiteView:
    title = words.title or site.title
    menu = tuple(Link(name=entry.label, url=_local(entry.url, site.prefix)) for entry in words.menu)
    made = replace(
        site,
        title=title,
        description=words.description or site.description,
        language=language,
        menu=menu or site.menu,
        organization=replace(site.organization, name=words.title or site.organization.name),
        home=home,
        feeds=feed_links(title, home) if home else site.feeds,
        content_hash=NO_DIGEST,
    )
    return with_hash(made)


def _local(url: str, prefix: str) -> str:
    return prefix + url if url.startswith("/") and not url.startswith("//") else url

"""The settings of other languages -> the frame of their pages, and the addresses of their home pages. Plan, pure."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kei_site.config import Config
from kei_site.core.hashing import NO_DIGEST, with_hash
from kei_site.core.theme import Footer
from kei_site.core.urls import permalink
from kei_site.core.vocabulary import LanguageSettings
from kei_site.core.words import Words
from kei_site.model.library import Library
from kei_site.model.views.common import FooterView, Link, MailingListView, SiteView, feed_links
from kei_site.plan.theme import footer_view


def own_languages(config: Config, library: Library) -> tuple[str, ...]:
    """Return the languages of the settings that have a home page: there is a listed brief in each."""
    spoken = {brief.front.language for brief in library.listed}
    return tuple(language for language in config.languages if language in spoken and language != config.language)


def home_folder(language: str) -> str:
    """Return the folder of the home page of a language: `ko`."""
    return language.lower()


def localized(
    site: SiteView, config: Config, library: Library, words: Iterable[Words] = ()
) -> tuple[SiteView, dict[str, SiteView]]:
    """Return what pages show of the site: in its own language, and by language in others.

    Others are those that the settings name, and those in which the site gives `words` of the interface.
    """
    own_words = _with_types({each.language: each for each in words}, config)
    others = own_languages(config, library)
    homes = {config.language: f"{site.prefix}/"}
    homes |= {language: site.prefix + permalink(home_folder(language)) for language in others}
    links = tuple(Link(name=language, url=url) for language, url in homes.items()) if others else ()
    if links or own_words:
        made = replace(site, languages=links, words=own_words.get(config.language), content_hash=NO_DIGEST)
        site = with_hash(made)
    settings = dict.fromkeys(own_words, LanguageSettings()) | dict(config.languages)
    return site, {
        language: _in_language(replace(site, words=own_words.get(language)), language, told, homes.get(language, ""))
        for language, told in settings.items()
        if language != config.language
    }


def _with_types(words: dict[str, Words], config: Config) -> dict[str, Words]:
    """Return the words by language, with what the settings call a brief of each type in the language of the site."""
    named = {f"type.{kind}": told.singular for kind, told in config.types.items() if told.singular}
    if not named:
        return words
    own = words.get(config.language) or Words(language=config.language, texts={}, is_interface=False)
    return words | {config.language: with_hash(replace(own, texts={**own.texts, **named}, content_hash=NO_DIGEST))}


def _in_language(site: SiteView, language: str, told: LanguageSettings, home: str) -> SiteView:
    """Return the frame in a language. What it does not name is the site's, but words for people and types are ours."""
    title = told.title or site.title
    menu = tuple(Link(name=entry.label, url=_local(entry.url, site.prefix)) for entry in told.menu)
    made = replace(
        site,
        title=title,
        description=told.description or site.description,
        language=language,
        menu=menu or site.menu,
        organization=replace(site.organization, name=told.title or site.organization.name),
        mailing_list=_with_promise(site.mailing_list, told.promise),
        theme=replace(site.theme, footer=_footer(site.theme.footer, told.footer)),
        people=told.people,
        types={kind: replace(link, name="") for kind, link in site.types.items()},
        written_in=dict.fromkeys(_not_told(told), site.language),
        home=home,
        feeds=feed_links(title, home) if home else site.feeds,
        content_hash=NO_DIGEST,
    )
    return with_hash(made)


def _not_told(told: LanguageSettings) -> Iterator[str]:
    """Yield what a language takes from the site, by the keys of `SiteView.written_in`."""
    parts = {
        "title": told.title,
        "description": told.description,
        "menu": told.menu,
        "promise": told.promise,
        "address": told.footer.address,
        "copyright": told.footer.copyright,
    }
    yield from (part for part, words in parts.items() if not words)


def _with_promise(form: MailingListView | None, promise: str) -> MailingListView | None:
    return replace(form, promise=promise) if form and promise else form


def _footer(site: FooterView | None, told: Footer) -> FooterView | None:
    own = footer_view(told)
    if site is None or own is None:
        return site or own
    return FooterView(
        address=own.address or site.address, copyright=own.copyright or site.copyright, social=own.social or site.social
    )


def _local(url: str, prefix: str) -> str:
    return prefix + url if url.startswith("/") and not url.startswith("//") else url

"""Categories and tags of items and of the site -> tags of this site with their old addresses."""

from collections.abc import Iterable, Mapping
from urllib.parse import quote, unquote

from kei_site.importers.items import ItemTag
from kei_site.importers.wordpress.channel import Category, plain
from kei_site.importers.wordpress.fields import Fields
from kei_site.importers.wordpress.translations import in_languages

_NO_TAGS = frozenset(
    "language post_translations term_language term_translations nav_menu post_format author guest-author byline "
    "ppma_author link_category wp_theme wp_template_part_area wp_pattern_category product_type product_visibility "
    "product_shipping_class translation_priority elementor_library_type elementor_library_category media_folder "
    "series yst_prominent_words amp_validation_error following_users".split()
)
"""Taxonomies that say nothing of the subject."""
_UNSORTED = frozenset(("uncategorized", "uncategorised", "미분류"))


def name_in(html: str, language: str) -> str:
    """Return the name of a term, in the language of the site if it stands there in several."""
    texts = in_languages(html)
    return plain(texts.get(language.partition("-")[0]) or next(iter(texts.values()), ""))


def tags_of(fields: Fields, language: str, primary: str = "") -> tuple[str, ...]:
    """Return the names of an item's categories and tags, the one with the nicename `primary` first."""
    names = (
        name_in(term.name, language)
        for term in sorted(fields.terms, key=lambda term: term.nicename != primary)
        if term.domain not in _NO_TAGS and not term.domain.startswith("pa_") and term.nicename not in _UNSORTED
    )
    return tuple(dict.fromkeys(name for name in names if name and name.casefold() not in _UNSORTED))


def series_of(fields: Fields) -> str:
    """Return the name of an item's series, which a plug-in of that name gives."""
    return next((plain(term.name) for term in fields.terms if term.domain == "series"), "")


def site_tags(categories: Iterable[Category], language: str) -> tuple[ItemTag, ...]:
    """Return the tags of a site; two terms of one name are one tag with the addresses of both."""
    known = {(category.domain, category.nicename): category for category in categories}
    tags: dict[str, ItemTag] = {}
    for category in known.values():
        name = name_in(category.name, language)
        if not name or category.domain in _NO_TAGS or name.casefold() in _UNSORTED:
            continue
        before = tags.get(name)
        tags[name] = ItemTag(
            name=name,
            description=(before.description if before else "") or category.description,
            slug=(before.slug if before else "") or unquote(category.nicename),
            addresses=(*(before.addresses if before else ()), _address(category, known)),
        )
    return tuple(tags.values())


def terms_by_number(categories: Iterable[Category]) -> Mapping[str, tuple[str, str]]:
    """Return (nicename, old address) of terms by their id."""
    known = {(category.domain, category.nicename): category for category in categories}
    return {category.number: (category.nicename, _address(category, known)) for category in known.values()}


def _address(category: Category, known: Mapping[tuple[str, str], Category]) -> str:
    """Return `/category/asia/korea/` for a category in another, `/tag/korea/` for a tag."""
    names, above = [category.nicename], category
    while above.parent and (category.domain, above.parent) in known and above.parent not in names:
        above = known[category.domain, above.parent]
        names.append(above.nicename)
    kind = {"post_tag": "tag"}.get(category.domain, category.domain)
    return "/" + "".join(f"{quote(unquote(name))}/" for name in (kind, *reversed(names)))

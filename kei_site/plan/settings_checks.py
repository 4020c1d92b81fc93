"""Settings that name pages, files, authors or series -> a diagnostic for each that does not exist."""

from collections.abc import Collection, Iterator
from urllib.parse import unquote

from kei_site.config import Config
from kei_site.core.diagnostics import Diagnostic, diagnostic
from kei_site.core.hashing import field_names
from kei_site.core.suggest import Suggester, nearest
from kei_site.core.urls import slug_of_name
from kei_site.core.vocabulary import MenuItem
from kei_site.model.brief import FrontMatter
from kei_site.model.suggestions import new_author
from kei_site.plan.inputs import Inputs
from kei_site.plan.pending import pending_addresses
from kei_site.plan.redirects import left_out_diagnostic, page_at


def setting_diagnostics(inputs: Inputs, published: Collection[str]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each setting without a target; `published` holds all output paths."""
    yield from _menu(inputs, published)
    yield from _organization(inputs)
    yield from _spotlight(inputs)
    yield from _extra(inputs)
    yield from _own_language(inputs.config)


def _menu(inputs: Inputs, published: Collection[str]) -> Iterator[Diagnostic]:
    waiting, suggester = pending_addresses(inputs.library), Suggester()
    for key, item in _menu_items(inputs.config):
        address = unquote(item.url.partition("#")[0].partition("?")[0])
        there = page_at(address) in published or address.strip("/") in published
        if address.startswith("/") and not there and not waiting.covers(address):
            close = suggester.nearest(address, "addresses", lambda: _addresses(published))
            hint = f"did you mean {close}?" if close else "write the address of a page, such as /about/"
            place = inputs.config.place(f"{key}.url")
            yield diagnostic("LNK02", place, "broken link in the menu", found=item.url, fix=hint)
        elif inputs.library.left_out and waiting.covers(address):
            yield left_out_diagnostic(inputs.config.place(f"{key}.url"), item.url)


def _menu_items(config: Config) -> Iterator[tuple[str, MenuItem]]:
    """Yield the entries of the menu and of its forms in other languages, each with the key of its setting."""
    menus = {"menu": config.menu} | {f"languages.{name}.menu": told.menu for name, told in config.languages.items()}
    for key, menu in menus.items():
        yield from ((f"{key}.{number}", item) for number, item in enumerate(menu))


def _addresses(published: Collection[str]) -> list[str]:
    """Return the addresses of the pages at the top of the site, which menus mostly name."""
    return [f"/{path.removesuffix('index.html')}" for path in published if path.count("/") == 1]


def _organization(inputs: Inputs) -> Iterator[Diagnostic]:
    organization, config = inputs.config.organization, inputs.config
    logo = unquote(organization.logo)
    if logo and f"static{logo}" not in inputs.files.static:
        place = config.place("organization.logo")
        yield diagnostic("IMG01", place, "no such image", found=logo, fix=f"put the image at static{logo}")
    if organization.id and organization.id not in inputs.library.authors:
        close = nearest(organization.id, inputs.library.authors)
        hint = f"did you mean {close}?" if close else new_author(organization.id)
        place = config.place("organization.id")
        yield diagnostic("AUT01", place, "no author record has this id", found=organization.id, fix=hint)


def _spotlight(inputs: Inputs) -> Iterator[Diagnostic]:
    wanted = inputs.config.spotlight
    known = {slug_of_name(brief.front.series): brief.front.series for brief in inputs.library.by_path.values()}
    if wanted and slug_of_name(wanted) not in known:
        close = nearest(wanted, known.values())
        hint = f"did you mean {close}?" if close else "write the name of a series"
        place = inputs.config.place("spotlight")
        yield diagnostic("REL01", place, "no brief is in this series", found=wanted, fix=hint)


def _extra(inputs: Inputs) -> Iterator[Diagnostic]:
    """Yield a diagnostic (CFG10) for each key of the site's own that every brief may have anyway."""
    for key in inputs.config.extra:
        if key.name in field_names(FrontMatter):
            message, fix = "a key that every brief may have anyway", "choose another name"
            yield diagnostic("CFG10", inputs.config.place(f"extra.{key.name}"), message, found=key.name, fix=fix)


def _own_language(config: Config) -> Iterator[Diagnostic]:
    """Yield a diagnostic (LNG05) for settings of the site's own language that stand beside those of others."""
    for language in config.languages:
        if language.lower() == config.language.lower():
            message, fix = (
                "settings of the site's own language, which stay unused here",
                "write them at the top: title, …",
            )
            yield diagnostic("LNG05", config.place(f"languages.{language}"), message, found=language, fix=fix)

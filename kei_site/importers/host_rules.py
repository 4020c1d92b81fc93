"""Old addresses of lists, authors, feeds and numbers -> redirects of `site.yaml`, and rules of hosts for whole kinds.

A redirect of `site.yaml` is a page, which works on every host. A rule of `static/_redirects` answers many addresses,
on hosts that read the file; no rule may answer the old address of an item, since some hosts ask the rules first.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from urllib.parse import quote, unquote

from kei_site.core.urls import folded
from kei_site.importers.item_files import Plan
from kei_site.importers.items import Site
from kei_site.importers.nameless_addresses import nameless_rules
from kei_site.importers.old_addresses import is_closed, is_nameless, is_short, redirectable
from kei_site.importers.spool import Entry
from kei_site.importers.usual_addresses import public_years, usual_redirects, usual_rules
from kei_site.model.routes import SECTIONS

_MOST_AUTHOR_RULES = 200
_PAGES = frozenset(section.name for section in SECTIONS)
"""What has a page of the program: no redirect may stand there."""


def site_redirects(site: Site, entries: Iterable[Entry], plan: Plan) -> dict[str, str]:
    """Return redirects by old path: of pages, tags, authors, feeds, years and files, if nothing is at the old path."""
    every = tuple(entries)
    taken = {folded(path.strip("/")) for paths in plan.aliases.by_key.values() for path in paths}
    taken |= {folded(unquote(name.url).strip("/")) for name in plan.names.items.values()}
    found: dict[str, str] = {}
    for entry in every:
        if entry.kind == "page":
            new = plan.names.items[entry.key].url if entry.key in plan.names.items else ""
            found |= {old: new for old in plan.aliases.by_key.get(entry.key, ()) if new}
    for old, new in (
        *_lists(site, every, plan),
        *usual_redirects(site, every, plan.around.old, plan.names.tags),
        *plan.file_pages.items(),
    ):
        place = folded(old.strip("/"))
        if place not in taken and place not in _PAGES and place != folded(new.strip("/")) and is_short(old):
            taken.add(place)
            found[old] = new
    return found


def _lists(site: Site, entries: Iterable[Entry], plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield the old addresses of tags and authors that public briefs have, with the new ones."""
    used = public_names(entries)
    for address, new in tag_lists(site, used, plan.names.tags):
        if path := redirectable(address, plan.around.old):
            yield path, new
    for key, author in site.authors.items():
        if author.name_in_address and key in used:
            yield author_address(site, author.name_in_address), f"/authors/{plan.names.authors[key]}/"


def author_address(site: Site, name: str) -> str:
    """Return the old address of an author's list, by the name that it has in the address."""
    return f"/author/{name}.html" if site.software == "pelican" else f"/author/{name}/"


def public_names(entries: Iterable[Entry]) -> frozenset[str]:
    """Return the tags and authors that public briefs have."""
    public = (entry for entry in entries if entry.kind == "brief" and entry.state == "published")
    return frozenset(name for entry in public for name in (*entry.tags, *entry.authors))


def tag_lists(site: Site, used: Collection[str], slugs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the old addresses of tags, with the new ones.

    A category that no brief has itself listed the briefs of the categories in it: it leads to the list of all tags.
    """
    listed = [address for tag in site.tags if tag.name in used for address in tag.addresses]
    for tag in site.tags:
        for address in tag.addresses:
            if tag.name in used:
                yield address, f"/tags/{slugs[tag.name]}/"
            elif any(below.startswith(address) for below in listed):
                yield address, "/tags/"


def _closed(entries: Iterable[Entry], plan: Plan) -> Iterator[str]:
    """Yield a rule for each old address of an item at which no page can stand (`/audio/`)."""
    for entry in entries:
        name = plan.names.items.get(entry.key)
        if name is None or not name.url or entry.state != "published":
            continue
        yield from _closed_rules(((address, name.url) for address in entry.addresses), plan)


def closed_lists(site: Site, entries: Iterable[Entry], plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield the old addresses of tags at which no page can stand, with the new ones."""
    lists = tag_lists(site, public_names(entries), plan.names.tags)
    return ((address, new) for address, new in lists if is_closed(address, plan.around.old))


def _closed_rules(pairs: Iterable[tuple[str, str]], plan: Plan) -> Iterator[str]:
    """Yield the rules for those of some old addresses, given with the new ones, at which no page can stand."""
    old = plan.around.old
    for address, new in pairs:
        path = old.path(address).partition("#")[0]
        if is_closed(address, old) and not is_nameless(path) and not re.search(r"\s", path):
            yield f"{path} {quote(unquote(new), safe='/-')} 301"


def _renamed_feeds(site: Site, entries: Iterable[Entry], plan: Plan) -> Iterator[str]:
    """Yield the rules for feeds of tags whose name in the address is another one here, or that stood in another."""
    for address, new in tag_lists(site, public_names(entries), plan.names.tags):
        path = plan.around.old.path(address)
        parts = path.strip("/").split("/")
        if new != "/tags/" and not re.search(r"[\s?#]", path) and parts[1:] != [new.split("/")[2]]:
            yield f"{path.rstrip('/')}/feed/ {quote(unquote(new), safe='/-')}feed.xml 301"


def _author_rules(site: Site, used: Collection[str], plan: Plan) -> Iterator[str]:
    """Yield the rule for lists of authors under logins; those of names stand before it, for hosts that ask it first."""
    authors = ((author.name_in_address, key) for key, author in site.authors.items() if key in used)
    names = {name: plan.names.authors[key] for name, key in authors if name}
    if len(names) > _MOST_AUTHOR_RULES:
        yield "/author/:name/page/:number/ /authors/ 301"
        return
    yield from (f"/author/{quote(name)}/ /authors/{quote(new)}/ 301" for name, new in names.items())
    yield "/author/* /authors/ 301"


def host_rules(site: Site, entries: Iterable[Entry], plan: Plan) -> list[str]:
    """Return the lines of `static/_redirects`: only what pages cannot answer, one line for each kind of address."""
    every = tuple(entries)
    old = [path.strip("/").split("/") for paths in plan.aliases.by_key.values() for path in paths]
    new = [unquote(name.url).strip("/").split("/") for name in plan.names.items.values()]
    usual = [rule for rule in usual_rules(site, every, plan.around.old) if not _answers_item(rule, (*old, *new))]
    lists = _closed_rules(closed_lists(site, every, plan), plan)
    rules = [*usual, *_closed(every, plan), *lists, *nameless_rules(every, plan).rules]
    if site.software != "wordpress":
        return rules
    taken = {(parts[0], len(parts)) for parts in (*old, *new)}
    rules = [*_renamed_feeds(site, every, plan), *rules]
    if "author" not in {top for top, _ in taken}:
        rules += _author_rules(site, public_names(every), plan)
    for year in public_years(every):
        for length, rest in ((2, ":month"), (3, ":month/:day")):
            if (str(year), length) not in taken:
                rules.append(f"/{year}/{rest}/ /archive/{year}/ 301")
    return rules


def _answers_item(rule: str, paths: Iterable[list[str]]) -> bool:
    """Return whether a rule answers one of some paths, given in parts."""
    wanted = rule.split(" ", 1)[0].strip("/").split("/")
    fitting = (zip(wanted, path, strict=True) for path in paths if len(path) == len(wanted))
    return wanted != [""] and any(all(name == part or name[:1] == ":" for name, part in pairs) for pairs in fitting)

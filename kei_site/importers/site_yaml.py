"""What an archive says of its site -> `content/site.yaml`, rules for hosts, and what is left to decide."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kei_site.core.dates import zone_of
from kei_site.core.urls import permalink
from kei_site.importers.host_rules import closed_lists, host_rules, site_redirects
from kei_site.importers.item_files import Plan
from kei_site.importers.items import Site
from kei_site.importers.nameless_addresses import nameless_rules
from kei_site.importers.names import DRAFT_PAGES
from kei_site.importers.receipt import Row, listed
from kei_site.importers.spool import Entry
from kei_site.importers.target_folder import LEFT, OTHER, TargetFolder
from kei_site.schema.formats import invalid_web_address, is_language
from kei_site.schema.writer import scalar

SITE, SUGGESTED, RULES = "content/site.yaml", "site.imported.yaml", "static/_redirects"
NO_ADDRESS = "https://example.org"
LOWERED = {
    "HTM01": "HTML of the old site that is not allowed: the element is dropped, its text is kept",
    "LNK02": "links that lead nowhere: the words are kept without the link",
    "LNK03": "links to drafts: likewise",
    "IMG01": "images that are missing, or on another site: their description is shown",
    **dict.fromkeys(("IMG04", "IMG05", "IMG06", "IMG07", "IMG08", "IMG10"), "images that cannot be shown: likewise"),
    "MD01": "code that does not end",
    "REF02": "citations of works that no file of references has: they stand as they are written",
    "MTH01": "formulas that cannot be read: they stand as they are written",
    "SHC01": "lines of colons that are no directive",
}
"""What an archive may have that a new text may not, and what is published instead."""


def settings_rows(site: Site, entries: Iterable[Entry], plan: Plan, folder: TargetFolder) -> Iterator[tuple[str, Row]]:
    """Write `site.yaml` and the rules for hosts; beside a `site.yaml` of the editors, a file to compare it with."""
    every = tuple(entries)
    text = "".join(f"{line}\n" for line in _lines(site, every, plan)).encode()
    outcome, digest = folder.put(SITE, text)
    row = Row(kind="settings", key=SITE, digest=digest, problems=_problems(site, every, plan))
    yield outcome, _row(SITE, outcome, row)
    if outcome == OTHER:
        suggested, digest = folder.put(SUGGESTED, text)
        yield suggested, _row(SUGGESTED, suggested, Row(kind="settings", key=SUGGESTED, digest=digest))
    rules = host_rules(site, every, plan)
    if rules:
        outcome, digest = folder.put(RULES, "".join(f"{rule}\n" for rule in rules).encode())
        yield outcome, _row(RULES, outcome, Row(kind="settings", key=RULES, digest=digest))


def left_to_decide(site: Site) -> tuple[str, ...]:
    """Return what the import cannot know, one instruction each."""
    address = () if _url(site) != NO_ADDRESS else (f"write the address of the site into {SITE}, under `url:`",)
    return (
        *address,
        f"look at `menu:`, `organization:` and the name of the editors' desk in {SITE} and content/authors/",
        f"delete lines under `diagnostics:` in {SITE} when `kei-site check` has nothing more to say of them",
        "write summaries and descriptions of images where the archive had none: `kei-site check` names the places",
        *_of_wordpress(site),
    )


def _of_wordpress(site: Site) -> tuple[str, ...]:
    if site.software != "wordpress":
        return ()
    words = (
        "addresses with a number (`/?p=12`) need one rule of the host: static/_redirects has it for Netlify; on nginx"
    )
    return (f"{words} write `if ($arg_p) {{ return 301 /p/$arg_p/?; }}`",)


def _row(path: str, outcome: str, row: Row) -> Row:
    return replace(row, file=path, state="written", reason=outcome if outcome in LEFT else "")


def _lines(site: Site, entries: tuple[Entry, ...], plan: Plan) -> Iterator[str]:
    title = " ".join(site.title.split()) or "Our institute"
    yield "# Written by `kei-site import`: look through it, and change what you like; another import then leaves it."
    yield f"title: {scalar(title)}"
    yield f"url: {_url(site)}"
    if site.description.strip():
        yield f"description: {scalar(' '.join(site.description.split()))}"
    yield f"language: {site.language if is_language(site.language) else 'en'}"
    yield f"timezone: {site.timezone if site.timezone and zone_of(site.timezone) else 'UTC'}"
    yield from ("organization:", f"  name: {scalar(title)}", f"  id: {plan.names.nobody}")
    yield "menu:"
    for label, address in _menu(site, entries, plan):
        yield from (f"  - label: {scalar(label)}", f"    url: {scalar(address)}")
    redirects = site_redirects(site, entries, plan)
    if redirects:
        yield "# Old addresses; those of briefs stand in their files under `aliases`."
        yield "redirects:"
        yield from (f"  {scalar(old)}: {scalar(new)}" for old, new in redirects.items())
    yield "# Lowered for the archive: each is an error in new texts. Delete a line when nothing is left of its kind."
    yield "diagnostics:"
    yield from (f"  {code}: warning  # {words}" for code, words in LOWERED.items())


def _url(site: Site) -> str:
    """Return the address of the site over https, without what no address of a site may have."""
    url = "https://" + site.url.partition("://")[2].partition("?")[0].partition("#")[0].rstrip("/")
    return url if site.url and not invalid_web_address(url) and "/.." not in url else NO_ADDRESS


_MOST_ENTRIES = 8
"""In a menu: more stand in several lines over every page."""
_MOST_PAGES = 4
"""In a menu that is made of pages: more do not stand beside the lists."""
_ABOUT = permalink("about")
_EVENTS = ("Events", "/events/")
_MENU = (("Briefs", "/briefs/"), ("Topics", "/tags/"), ("Archive", "/archive/"))


def _menu(site: Site, entries: tuple[Entry, ...], plan: Plan) -> list[tuple[str, str]]:
    """Return the menu of the archive as far as it leads somewhere here; without one, the lists and the first pages."""
    entries_here = ((label, here) for label, _, here in _menu_here(site, plan) if here)
    found = list(dict.fromkeys(entries_here))
    if found:
        return found[:_MOST_ENTRIES]
    has_events = any(entry.type == "event" and is_public(entry, plan) for entry in entries)
    return [*_MENU, *([_EVENTS] if has_events else []), *_pages(entries, plan)[:_MOST_PAGES]]


def _menu_here(site: Site, plan: Plan, *, is_whole: bool = False) -> Iterator[tuple[str, str, str]]:
    """Yield (label, old address, address here) of the menu of the archive; without the last where nothing is here.

    The whole menu has what stands below its entries, too.
    """
    urls = {name.path: name.url for name in plan.names.items.values()}
    for label, address in (*site.menu, *(site.lower_menu if is_whole else ())):
        there = plan.around.old.find(address)
        here = there if there.startswith("/") else urls.get(there, "")
        is_foreign = not plan.around.old.is_own(address) and not invalid_web_address(address)
        if label.strip():
            yield " ".join(label.split()), address, here or (address if is_foreign else "")


def _problems(site: Site, entries: tuple[Entry, ...], plan: Plan) -> str:
    """Return a line for each entry that was left out of the menu, and for each old list without a redirect."""
    lists = closed_lists(site, entries, plan)
    closed = (f"{address}: no redirect can stand there, only a rule of the host ({RULES})" for address, _ in lists)
    left = nameless_rules(entries, plan).left
    nameless = f"old addresses with a login in them, which no file may hold, that no rule of a host answers: {left}"
    return listed(dict.fromkeys((*_left_out_of_menu(site, plan), *closed, *([nameless] if left else []))))


def _left_out_of_menu(site: Site, plan: Plan) -> Iterator[str]:
    """Yield a line for each entry that was left out, by its words alone: an address may hold a login or an e-mail."""
    entries = [entry for entry in _menu_here(site, plan, is_whole=True) if "@" not in entry[0]]
    gone = (label for label, old, here in entries if not here and old != "#")
    yield from (f"an entry of the menu leads nowhere here: {label}" for label in gone)
    first = dict.fromkeys((label, here) for label, _, here in _menu_here(site, plan) if here)
    written = tuple(first)[:_MOST_ENTRIES]
    left = dict.fromkeys((label, here) for label, _, here in entries if here and (label, here) not in written)
    yield from (f"an entry of the menu is left for you to place: {label}, {here}" for label, here in left)


def _pages(entries: tuple[Entry, ...], plan: Plan) -> list[tuple[str, str]]:
    """Return (title, address) of the public pages that stood below no other; nothing leads to them but a menu."""
    pages = [entry for entry in entries if entry.kind == "page" and is_public(entry, plan) and not entry.language]
    found = []
    for entry in pages:
        label, url = " ".join(entry.title.split()), plan.names.items[entry.key].url
        path = plan.around.old.path(next(iter(entry.addresses), "")).partition("?")[0]
        is_top = path.strip("/") != "" and "/" not in path.strip("/")
        if label and (is_top or url == _ABOUT):
            found.append((label, url))
    return sorted(found, key=lambda page: page[1] != _ABOUT)


def is_public(entry: Entry, plan: Plan) -> bool:
    """Tell whether an item is a page or brief that everybody may see."""
    name = plan.names.items.get(entry.key)
    return entry.state == "published" and name is not None and not name.path.startswith(DRAFT_PAGES)

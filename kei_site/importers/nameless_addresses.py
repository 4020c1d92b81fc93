"""Old addresses of texts in which a login stood -> rules of hosts that answer them, whatever stands in its place."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote, unquote

from kei_site.core.urls import folded
from kei_site.core.value import value
from kei_site.importers.item_files import Plan
from kei_site.importers.old_addresses import NAMELESS, is_nameless
from kei_site.importers.spool import Entry

_MOST_RULES = 2_000
"""Cloudflare reads 2,100 rules of a file (100 of them with names), Netlify warns near 10,000."""


@value
class NamelessRules:
    """What a host answers at old addresses with a login in them."""

    rules: tuple[str, ...]
    left: int
    """How many such addresses have no rule: it would answer other pages, too, or there are too many."""


def nameless_rules(entries: Iterable[Entry], plan: Plan) -> NamelessRules:
    """Return a rule for each such address of a public text, as far as it answers no other page."""
    wanted = dict(_wanted(entries, plan))
    taken = set(_taken(plan))
    free = [(old, new) for old, new in wanted.items() if not _answers_others(old, taken)]
    rules = [f"{old} {quote(unquote(new), safe='/-')} 301" for old, new in free[:_MOST_RULES]]
    return NamelessRules(rules=tuple(rules), left=len(wanted) - len(rules))


def _wanted(entries: Iterable[Entry], plan: Plan) -> Iterator[tuple[str, str]]:
    for entry in entries:
        name = plan.names.items.get(entry.key)
        if name is None or not name.url or entry.state != "published":
            continue
        paths = (plan.around.old.path(address).partition("#")[0] for address in entry.addresses)
        yield from ((path, name.url) for path in paths if is_nameless(path) and not {*path} & {"?", " ", "\t"})


def _taken(plan: Plan) -> Iterator[str]:
    """Yield the forms of all addresses here, with one part left out at a time."""
    lists = [f"tags/{slug}" for slug in plan.names.tags.values()]
    lists += [f"authors/{name}" for name in plan.names.authors.values()]
    pages = [unquote(name.url) for name in plan.names.items.values() if name.url]
    aliases = [path for paths in plan.aliases.by_key.values() for path in paths]
    years = {f"archive/{url.split('/')[2]}" for url in pages if url.startswith("/briefs/")}
    for path in (*lists, *years, *pages, *aliases):
        parts = folded(path.strip("/")).split("/")
        yield from (_form(parts, number) for number in range(len(parts)))


def _answers_others(path: str, taken: set[str]) -> bool:
    parts = folded(unquote(path).strip("/")).split("/")
    return parts == [NAMELESS] or _form(parts, parts.index(NAMELESS)) in taken


def _form(parts: list[str], left_out: int) -> str:
    return "/".join((*parts[:left_out], "*", *parts[left_out + 1 :]))

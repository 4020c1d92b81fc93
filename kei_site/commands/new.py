"""`kei-site new`: the file of a new brief; on a terminal the editor is asked for names that are not given."""

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from kei_site.build.pipeline import read_site
from kei_site.build.records import SitePlan
from kei_site.commands.options import request_of
from kei_site.core.clock import build_instant
from kei_site.core.dates import zone_of
from kei_site.core.errors import Refusal
from kei_site.core.suggest import nearest
from kei_site.core.urls import shortened, slugify
from kei_site.core.value import value
from kei_site.model.routes import invalid_slug
from kei_site.model.suggestions import new_author
from kei_site.model.tags import Tags, refused_tag
from kei_site.schema.writer import scalar

_MOST_OFFERED = 20
_Asker = Callable[[str, Sequence[str], list[str]], list[str]]
"""Takes the words of a question, the known names and the default; returns the names that were answered."""


@value
class Known:
    """The names that the site has already."""

    authors: tuple[str, ...]
    """Ids, the most used first."""
    tags: tuple[str, ...]
    """Names, the most used first."""
    series: tuple[str, ...]
    usual_author: str
    """The organisation's record, else the most used; empty when there is none."""
    slugs: frozenset[str]
    """Of the briefs of this year."""
    all_tags: Tags
    """Also those that no brief has."""


def run_new(options: argparse.Namespace) -> int:
    """Write the file of a new brief. Raises Refusal for an unusable title or slug and an existing file."""
    if not options.title.strip():
        raise Refusal('a brief needs a title: kei-site new "What the summit left open"')
    site = read_site(request_of(options))
    today = _today(site)
    known = known_of(site, year=today[:4])
    slug = _slug(options, known)
    values = _values(options, known)
    path = f"content/briefs/{today[:4]}/{today}-{slug}.md"
    _write(options.site / path, brief_text(options.title, today, options.type, values, known))
    for note in _notes(values, known):
        print(f"note: {note}")
    print(f"{Path(options.site) / path}: write the text here")
    print("It is a draft: `kei-site serve --drafts` shows it; without the line `draft: true` it will be published.")
    return 0


@value
class Values:
    """The names in the front matter of the new brief."""

    authors: tuple[str, ...]
    tags: tuple[str, ...]
    series: str


def known_of(site: SitePlan, *, year: str) -> Known:
    """Return the names that a site offers for a new brief of `year`."""
    library = site.library
    briefs = tuple(library.by_path.values())
    writers = Counter(name for brief in briefs for name in brief.front.authors if name in library.authors)
    tags = Counter(slug for brief in briefs for slug in library.tags.slugs_of(brief))
    authors = (*_by_use(writers), *(name for name in library.authors if name not in writers))
    own = site.config.organization.id
    return Known(
        authors=authors,
        tags=tuple(library.tags.by_slug[slug].name for slug in _by_use(tags)),
        series=tuple(sorted({brief.front.series for brief in briefs if brief.front.series})),
        usual_author=own if own in library.authors else next(iter(authors), ""),
        all_tags=library.tags,
        slugs=frozenset(brief.slug for brief in briefs if str(brief.front.date.year) == year),
    )


def _by_use(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def _today(site: SitePlan) -> str:
    zone = zone_of(site.config.timezone) or UTC
    return datetime.fromtimestamp(build_instant(), zone).strftime("%Y-%m-%d")


def _slug(options: argparse.Namespace, known: Known) -> str:
    slug = options.slug or shortened(slugify(options.title))
    invalid = invalid_slug(slug)
    if invalid:
        raise Refusal(f"{invalid[1]}: {slug or options.title}; give another one with --slug")
    if slug in known.slugs:
        raise Refusal(f"a brief of this year has the address {slug} already; give another one with --slug")
    return slug


def _values(options: argparse.Namespace, known: Known) -> Values:
    if problem := _unknown_author(options.author or (), known) or _refused_tag(options.tag or (), known):
        raise Refusal(problem)
    is_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    if is_terminal and not (options.author and options.tag and options.series):
        print("Several names are parted by commas; the tab key completes; Enter alone takes what is in brackets.")
    ask: _Asker = ask_with_completion if is_terminal else lambda what, known, default: default
    usual = [known.usual_author] if known.usual_author else []
    authors = options.author or _asked(lambda: ask("Authors", known.authors, usual), _unknown_author, known)
    tags = options.tag or _asked(lambda: ask("Tags", known.tags, []), _refused_tag, known)
    series = options.series or next(iter(ask("Series", known.series, [])), "")
    if series and not slugify(series):
        raise Refusal(f"no slug can be made from the series {series}; use letters or digits")
    return Values(authors=tuple(authors), tags=tuple(tags), series=series)


def _asked(ask: Callable[[], list[str]], problem_of: Callable[[list[str], Known], str], known: Known) -> list[str]:
    """Ask until no name has a problem: a typing error must not cost the other answers."""
    while problem := problem_of(names := ask(), known):
        print(problem)
    return names


def _refused_tag(tags: Sequence[str], known: Known) -> str:
    return next(filter(None, (refused_tag(tag, known.all_tags) for tag in tags)), "")


def _unknown_author(authors: Sequence[str], known: Known) -> str:
    """Return the error for the first author without a record; empty if all have records."""
    unknown = next((author for author in authors if author not in known.authors), "")
    if not unknown:
        return ""
    close = nearest(unknown, known.authors)
    hint = f"did you mean {close}?" if close else new_author(unknown)
    return f"no author's record has the id {unknown}; {hint}"


def ask_with_completion(what: str, known: Sequence[str], default: list[str]) -> list[str]:
    """Ask for names, parted by commas; the tab key completes `known` ones. Raises Refusal when there is no answer."""
    _complete_by_tab(known)
    offered = ", ".join(known[:_MOST_OFFERED]) or "none yet"
    try:
        answer = input(f"{what} (there are: {offered}) [{', '.join(default) or 'none'}]: ")
    except EOFError:  # Ctrl-D
        print()
        raise Refusal("a question was left without an answer; nothing was written") from None
    return [name.strip() for name in answer.split(",") if name.strip()] or default


def _complete_by_tab(known: Sequence[str]) -> None:
    """Let the tab key complete `known`, where Python has `readline`: not on Windows."""
    with suppress(ImportError):
        import readline

        if sys.platform != "win32":
            readline.set_completer_delims(",")
            readline.set_completer(lambda text, state: completion(known, text, state))
            readline.parse_and_bind("tab: complete")


def completion(known: Sequence[str], text: str, state: int) -> str | None:
    """Return completion number `state` of the typed text, None behind the last one, as `readline` asks."""
    typed = text.lstrip()
    blank = text[: len(text) - len(typed)]
    found = [f"{blank}{name}" for name in known if name.casefold().startswith(typed.casefold())]
    return found[state] if state < len(found) else None


def brief_text(title: str, day: str, kind: str, values: Values, known: Known) -> str:
    """Return the text of the new file; comments in the front matter offer the names that exist."""
    lines = [
        "---",
        f"title: {scalar(' '.join(title.split()))}",
        f"date: {day}",
        f"authors: [{', '.join(map(scalar, values.authors))}]" + _offer(known.authors, values.authors),
        f"type: {kind}",
        "summary: ",
        f"tags: [{', '.join(map(scalar, values.tags))}]" + _offer(known.tags, values.tags),
        *([f"series: {scalar(values.series)}"] if values.series else []),
        "draft: true",
        "---",
        "",
        "Begin with the finding.",
        "",
    ]
    return "\n".join(line.rstrip() for line in lines)


def _offer(known: Sequence[str], taken: Sequence[str]) -> str:
    others = [name for name in known if name not in taken][:_MOST_OFFERED]
    return f"  # there are: {', '.join(others)}" if others else ""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except FileExistsError:
        raise Refusal(f"{path} is there already; nothing was changed") from None


def _notes(values: Values, known: Known) -> list[str]:
    new = {tag: nearest(tag, known.tags) for tag in values.tags if tag not in known.tags}
    return [f"{tag} is a new tag" + (f"; did you mean {close}?" if close else "") for tag, close in new.items()]

"""Tags as editors spell them -> one name, slug and address for each, and names in other languages.

Variants that give the same slug are one tag, named as in tags.yaml, else as in the oldest brief. What tags.yaml lists
under `also` and `names` are spellings of the tag, too. Names that differ by more than case, form and hyphens and only
happen to give the same slug (`C` and `C++`) are a diagnostic.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field, replace

from kei_site.core.diagnostics import Diagnostic, diagnostic
from kei_site.core.hashing import NO_DIGEST, with_hash
from kei_site.core.languages import value_in
from kei_site.core.limits import LIMITS
from kei_site.core.urls import is_cut, permalink, plain_form, slug_of_name
from kei_site.core.value import value
from kei_site.model.brief import Brief, TagRecord
from kei_site.model.conflicts import TOO_LONG
from kei_site.model.views.common import TagLink


@value
class Tag:
    """One tag of the site."""

    name: str
    slug: str
    link: TagLink
    """Its name and address."""
    links: Mapping[str, TagLink] = field(default_factory=dict)
    """Likewise, by the languages that have another name for it."""
    description: str = ""

    @property
    def url(self) -> str:
        """Its address."""
        return self.link.url

    def link_in(self, language: str) -> TagLink:
        """Return its name in a language (BCP 47), by default that of the site, and its address."""
        return value_in(language, self.links) or self.link


@value
class Tags:
    """Every tag in use, by slug, and the slug of every spelling."""

    by_slug: Mapping[str, Tag]
    slugs: Mapping[str, str]

    def slugs_of(self, brief: Brief) -> tuple[str, ...]:
        """Return the slugs of a brief's tags, in its order, without repetitions."""
        return tuple(dict.fromkeys(self.slugs[tag] for tag in brief.front.tags if tag in self.slugs))

    def links_of(self, brief: Brief) -> tuple[TagLink, ...]:
        """Return the names, in the language of the brief, and addresses of its tags."""
        return tuple(self.by_slug[slug].link_in(brief.front.language) for slug in self.slugs_of(brief))

    def named_in(self, language: str) -> "Tags":
        """Return the tags under their names in a language."""
        links = {slug: tag.link_in(language) for slug, tag in self.by_slug.items()}
        by_slug = {slug: replace(self.by_slug[slug], name=link.name, link=link) for slug, link in links.items()}
        return replace(self, by_slug=by_slug)


def records_in(language: str, records: Iterable[TagRecord]) -> tuple[TagRecord, ...]:
    """Return the records under their names in the language of the site; their first names are further spellings."""
    named = ((record, value_in(language, record.names)) for record in records)
    return tuple(
        replace(record, name=name, variants=(record.name, *record.variants)) if name else record
        for record, name in named
    )


def gather_tags(
    records: Iterable[TagRecord], briefs: Sequence[Brief], prefix: str, hidden: Collection[str] = ()
) -> tuple[Tags, list[Diagnostic]]:
    """Return the tags of all briefs (newest first) and the diagnostics of how they are written.

    Tags beyond the limit of a site, in the order of their names, are none, and told once.
    Briefs whose ids are `hidden` do not decide how a tag is spelled that public briefs use, too.
    """
    recorded = {spelling: record for record in records for spelling in _spellings(record)}
    first = _first_uses(briefs)
    slugs = {name: recorded[name].slug if name in recorded else slug_of_name(name) for name in first}
    groups: dict[str, list[str]] = defaultdict(list)
    for name in sorted(first):
        groups[slugs[name]].append(name)
    empty = groups.pop("", [])
    count, crowd = len(groups), [groups.pop(slug)[0] for slug in list(groups)[LIMITS.tags_of_site.most :]]
    shown = _first_uses(brief for brief in briefs if brief.id not in hidden)
    by_slug = {slug: _tag(names, recorded, (shown, first), prefix) for slug, names in sorted(groups.items())}
    diagnostics = [_empty_diagnostic(name, *first[name]) for name in empty] + [
        _too_many(count, *first[name]) for name in crowd[:1]
    ]
    diagnostics += [_long_diagnostic(name, *first[name]) for name in first if name not in recorded and is_cut(name)]
    for slug, names in groups.items():
        strange = (name for name in names if name != by_slug[slug].name and name not in recorded)
        diagnostics += [_conflict(by_slug[slug], name, first) for name in strange]
    return Tags(by_slug=by_slug, slugs={name: slug for name, slug in slugs.items() if slug in groups}), diagnostics


def _spellings(record: TagRecord) -> tuple[str, ...]:
    return (*record.names.values(), *record.variants, record.name)


_Uses = Mapping[str, tuple[Brief, int]]


def _first_uses(briefs: Iterable[Brief]) -> dict[str, tuple[Brief, int]]:
    """Where each spelling is used first: in the oldest brief, since `briefs` come newest first."""
    return {name: (brief, at) for brief in briefs for at, name in enumerate(brief.front.tags)}


def _age(name: str, first: _Uses) -> tuple[int, str, str]:
    brief = first[name][0]
    return (brief.front.date.epoch, brief.id, name)


def _tag(names: list[str], recorded: Mapping[str, TagRecord], uses: tuple[_Uses, _Uses], prefix: str) -> Tag:
    """Return the tag written in these ways, as public briefs write it, or hidden ones if no public has it."""
    first = next(found for found in uses if not found.keys().isdisjoint(names))
    used = [name for name in names if name in first]
    record = next((recorded[name] for name in used if name in recorded), None)
    name = record.name if record else min(used, key=lambda name: _age(name, first))
    slug = record.slug if record else slug_of_name(name)
    link = with_hash(TagLink(name=name, url=prefix + permalink("tags", slug), filter=name))
    others = record.names.items() if record else ()
    links = {language: with_hash(replace(link, name=other, content_hash=NO_DIGEST)) for language, other in others}
    return Tag(name=name, slug=slug, link=link, links=links, description=record.description if record else "")


def _conflict(tag: Tag, name: str, first: _Uses) -> Diagnostic:
    brief, at = first[name]
    other = first[tag.name][0].path if tag.name in first else "content/tags.yaml"
    code, message = "TAG03", f"merged with the tag {tag.name} in {other}"
    fix = f"write {tag.name}, or list this spelling under `also` in content/tags.yaml"
    if _letters(name) != _letters(tag.name):
        code, message = "TAG04", f"has the same address as the tag {tag.name} in {other}"
        fix = "give one of them a `slug` in content/tags.yaml"
    return diagnostic(code, brief.place(f"tags.{at}"), message, found=name, fix=fix)


def refused_tag(name: str, tags: Tags) -> str:
    """Return why a new brief cannot have the tag `name`, and the fix; an empty string if it can."""
    other = tags.by_slug.get(slug_of_name(name))
    if name in tags.slugs:
        return ""
    if not slug_of_name(name):
        return f"no slug can be made from the tag {name}; use letters or digits"
    if other and _letters(name) != _letters(other.name):
        return f"the tag {name} has the same address as the tag {other.name}; use that, or another name"
    return ""


def _long_diagnostic(name: str, brief: Brief, at: int) -> Diagnostic:
    fix = "shorten it, or give it a `slug` in content/tags.yaml"
    return diagnostic("SLG03", brief.place(f"tags.{at}"), TOO_LONG, found=name, fix=fix)


def _letters(name: str) -> str:
    plain = plain_form(name).casefold()
    return "".join(char for char in plain if char not in " -_\u00b7'\u2019.,&/")


def _too_many(count: int, brief: Brief, at: int) -> Diagnostic:
    limit = LIMITS.tags_of_site
    message = f"the site has {count:,} tags; the limit is {limit.most:,}: it is published without those from here on"
    return diagnostic(limit.code, brief.place(f"tags.{at}"), message, fix=limit.fix)


def _empty_diagnostic(name: str, brief: Brief, at: int) -> Diagnostic:
    fix = "use letters or digits, or give it a `slug` in content/tags.yaml"
    return diagnostic("TAG05", brief.place(f"tags.{at}"), "no slug can be made from this tag", found=name, fix=fix)

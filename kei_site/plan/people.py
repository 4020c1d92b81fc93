"""Author records and portraits -> the page of the people, and a page for each. Plan, pure."""

from collections.abc import Iterable, Iterator, Mapping

from kei_site.core.diagnostics import Diagnostic, diagnostic
from kei_site.core.languages import in_language
from kei_site.core.suggest import nearest
from kei_site.core.urls import page_path, permalink
from kei_site.model.brief import Author
from kei_site.model.views.common import feed_links
from kei_site.model.views.people import AuthorView, PeopleGroup, PeopleView, PersonCard
from kei_site.plan.feeds import author_has_feeds
from kei_site.plan.inputs import Inputs
from kei_site.plan.pagination import last_number, page_parts, paginate
from kei_site.plan.targets import Target
from kei_site.plan.texts import Texts

_LAST = 1 << 30
"""The place of who has none, behind all others."""


def people_targets(inputs: Inputs, texts: Texts) -> Iterator[Target]:
    """Yield the page of the people, and the pages of each."""
    yield _index(inputs, texts)
    for author in inputs.library.authors.values():
        if author.id in inputs.library.people:
            yield from _author_pages(author, inputs, texts)


def people_paths(inputs: Inputs) -> Iterator[str]:
    """Yield the output paths of `people_targets`."""
    yield page_path("authors")
    for author in inputs.library.people:
        count = len(inputs.library.by_author.get(author, ()))
        numbers = range(last_number(count, inputs.config.page_size) + 1)
        yield from (page_path(*page_parts(("authors", author), number)) for number in numbers)


def people_groups(inputs: Inputs) -> list[tuple[str, list[Author]]]:
    """Return the people by group, in order; the last group, if it has no name, holds those without one.

    Who is no longer there stands in none of them.
    """
    people = [author for author in _people(inputs) if not author.former]
    named = {author.group for author in people if author.group}
    listed = [group for group in inputs.config.people.groups if group in named]
    order = [*listed, *sorted(named.difference(listed), key=str.casefold)]
    grouped = [(group, [author for author in people if author.group == group]) for group in order]
    others = [author for author in people if not author.group]
    return [*grouped, *([("", others)] if others else [])]


def people_diagnostics(inputs: Inputs) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each author in a group that is not listed (AUT05), each biography of nobody (AUT01)."""
    known = inputs.config.people.groups
    for author in inputs.library.authors.values():
        if known and author.group and author.group not in known:
            close = nearest(author.group, known)
            fix = f"did you mean {close}?" if close else "add it to `people: {groups: ...}` in content/site.yaml"
            message = "a group that site.yaml does not list"
            yield diagnostic("AUT05", author.place("group"), message, found=author.group, fix=fix)
    yield from _biographies_of_nobody(inputs.library.authors)


def _biographies_of_nobody(authors: Mapping[str, Author]) -> Iterator[Diagnostic]:
    """Yield a diagnostic (AUT01) for each `kim.ko.md` without a name and without a `kim.md`."""
    for author in authors.values():
        person, language = in_language(author.id)
        if language and author.name == author.id:
            close = nearest(person, [known for known in authors if known != author.id])
            fix = f"did you mean {close}.{language}.md?" if close else f"add content/authors/{person}.md, or a `name:`"
            message = "a biography in another language, and no record of the author"
            yield diagnostic("AUT01", author.place(), message, found=person, fix=fix)


def _people(inputs: Inputs) -> list[Author]:
    """Return who has a page: by `order`, then by family name; organisations by name."""
    found = (author for author in inputs.library.authors.values() if author.id in inputs.library.people)
    return sorted(found, key=_place)


def _place(author: Author) -> tuple[int, str, str, str]:
    order = _LAST if author.order is None else author.order
    return order, (author.family or author.name).casefold(), author.name, author.id


def _index(inputs: Inputs, texts: Texts) -> Target:
    former = [author for author in _people(inputs) if author.former]
    view = PeopleView(
        site=inputs.site,
        url=inputs.site.prefix + permalink("authors"),
        groups=tuple(
            PeopleGroup(name=name, people=_cards(people, inputs, texts)) for name, people in people_groups(inputs)
        ),
        former=_cards(former, inputs, texts),
    )
    return Target(path=page_path("authors"), recipe="authors", view=view, template="authors.html")


def _cards(people: Iterable[Author], inputs: Inputs, texts: Texts) -> tuple[PersonCard, ...]:
    return tuple([_card(author, inputs, texts) for author in people])


def _card(author: Author, inputs: Inputs, texts: Texts) -> PersonCard:
    briefs = inputs.library.by_author.get(author.id, ())
    return PersonCard(
        author=inputs.library.bylines[author.id],
        role=author.role,
        image=texts.portraits.get(author.id),
        count=len(briefs),
        latest=briefs[0].front.date.day if briefs else "",
    )


def _author_pages(author: Author, inputs: Inputs, texts: Texts) -> Iterator[Target]:
    briefs = inputs.library.by_author.get(author.id, ())
    link, base = inputs.library.bylines[author.id], ("authors", author.id)
    for listing in paginate(inputs, briefs, base):
        view = AuthorView(
            site=inputs.site,
            url=listing.url,
            author=link,
            names=author.names,
            role=author.role,
            group=author.group,
            is_former=author.former,
            website=author.url,
            press_contact=author.press_contact,
            image=texts.portraits.get(author.id),
            biography=texts.biographies[author.id],
            listing=listing,
            feeds=feed_links(author.name, link.url) if author_has_feeds(author.id, inputs) else (),
        )
        path = page_path(*page_parts(base, listing.number))
        yield Target(path=path, recipe="author", view=view, template="author.html", origin=author.place())

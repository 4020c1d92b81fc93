"""Author records -> people, and their biographies in other languages (`NAME.ko.md`). Model, pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kei_site.core.languages import in_language, value_in
from kei_site.model.brief import Author


def people_of(records: Iterable[Author]) -> tuple[Author, ...]:
    """Return the records of people, each with the names that its biographies in other languages give."""
    found = tuple(records)
    lives = lives_of(found)
    names: dict[str, dict[str, str]] = {}
    for key, life in lives.items():
        if life.name != key:
            names.setdefault(in_language(key)[0], {})[life.language] = life.name
    return tuple(
        replace(author, names={**names[author.id], **author.names}) if author.id in names else author
        for author in found
        if author.id not in lives
    )


def lives_of(records: Iterable[Author]) -> Mapping[str, Author]:
    """Return the biographies in other languages by id, `kim.ko`: there is a record of the person, too."""
    found = {author.id: author for author in records}
    parts = {name: in_language(name) for name in found}
    return {
        name: replace(found[name], language=language)
        for name, (person, language) in parts.items()
        if language and person in found
    }


def name_in(author: Author, language: str) -> str:
    """Return the name of an author in a language; empty if the record gives none."""
    return value_in(language, author.names) or ""

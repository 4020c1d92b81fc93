"""What PDFs show beside their texts -> the letters in it that no font has (TXT05). Plan, pure.

Titles, summaries and texts are looked at when they are read (`source.pdf_letters`).
"""

import re
from collections.abc import Iterator

from kei_site.core.bibliography import Cited, Work
from kei_site.core.diagnostics import Diagnostic, Place
from kei_site.core.pdf_letters import letters_diagnostic
from kei_site.model.brief import Brief
from kei_site.plan.inputs import Inputs
from kei_site.plan.pdf import is_made

Words = tuple[Place, str]


def pdf_letter_diagnostics(inputs: Inputs) -> Iterator[Diagnostic]:
    """Yield a diagnostic for the first place of each brief with a PDF whose words have letters that fonts lack."""
    if not inputs.pdf_letters:
        return
    find = re.compile(inputs.pdf_letters).findall
    for brief in inputs.library.briefs:
        if is_made(brief, inputs):
            first = next(((found, place) for place, words in _words(brief, inputs) if (found := find(words))), None)
            if first:
                yield letters_diagnostic(*first)


def _words(brief: Brief, inputs: Inputs) -> Iterator[Words]:
    front = brief.front
    for at, author in enumerate(inputs.library.cards[brief.id].authors):
        yield brief.place(f"authors.{at}"), author.name
    for key in ("series", "number", "license", "funding", "disclosure"):
        yield brief.place(key), getattr(front, key)
    for key, words in (("keywords", front.keywords), ("tags", front.tags)):
        yield from ((brief.place(f"{key}.{at}"), word) for at, word in enumerate(words))
    for at, notice in enumerate(front.corrections):
        yield brief.place(f"corrections.{at}.note"), notice.note
    if front.withdrawn:
        yield brief.place("withdrawn.reason"), front.withdrawn.note
    for there in front.published_in.all if front.published_in else ():
        yield brief.place(f"{there.key}.outlet"), there.outlet
    if cited := inputs.cited.get(brief.id):
        yield from _cited(brief, cited)


def _cited(brief: Brief, cited: Cited) -> Iterator[Words]:
    """Yield the words of each work at the place that cites it first."""
    works = {work.key: work for work in cited.works}
    for citation in brief.citations:
        place = Place(path=brief.path, line=citation.line, column=citation.column)
        for item in citation.works:
            if work := works.pop(item.key, None):
                yield place, _shown(work)


def _shown(work: Work) -> str:
    people = (*work.authors, *work.editors, *work.translators)
    names = [f"{name.given} {name.family} {name.literal}" for name in people]
    return " ".join((*names, work.title, work.container, work.publisher, work.collection, work.genre))

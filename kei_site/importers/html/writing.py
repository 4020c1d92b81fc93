"""What the writers of Markdown share while one text is written: its references, notes and faults."""

import re
from dataclasses import dataclass, field

from kei_site.importers.html.tree import Element
from kei_site.importers.items import ItemReference, reference_token

_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|csv|zip|epub|mp3|m4a|ogg|wav|mp4|m4v|mov|webm|jpe?g|png|gif|webp|svg|avif|hwp)"
    r"(?:[?#].*)?$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Writing:
    """One text in the making."""

    references: list[ItemReference] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Markdown of the footnotes, by number from 1; empty until it is written."""
    note_elements: dict[str, Element] = field(default_factory=dict)
    """Bodies of notes that were taken out of the tree, by what their references hold in `data-kei-note`."""
    note_numbers: dict[str, int] = field(default_factory=dict)
    note_marks: set[str] = field(default_factory=set)
    """Addresses of links, `#_ftn1`, whose words are numbers of notes."""
    anchors: dict[str, str] = field(default_factory=dict)
    """Ids here of places that links may lead to, by their names in the source; each is written once."""
    formulas: list[str] = field(default_factory=list)
    """In TeX, with the dollars around them."""
    problems: list[str] = field(default_factory=list)
    quotes_notes: bool = False
    """Whether notes are written in brackets: in raw HTML no reference is read."""

    links: int = 0
    """How many links are open: in a link, an address is no other link."""

    def take_id(self, *names: str | None) -> str:
        """Return the id for the first of some names in the source that has one here, and take it; else nothing."""
        return next((self.anchors.pop(name) for name in names if name and name in self.anchors), "")

    def anchor(self, *names: str | None) -> str:
        """Return an empty element with that id, or nothing."""
        here = self.take_id(*names)
        return f'<span id="{here}"></span>' if here else ""

    def token(self, address: str, *, is_media: bool = False) -> str:
        """Return what stands for an address in the Markdown."""
        known = ItemReference(address=address.strip(), is_media=is_media or is_file(address))
        self.references.append(known)
        return reference_token(len(self.references) - 1)


def is_file(address: str) -> bool:
    """Return whether an address names a file that can be copied beside a text."""
    return not address.startswith("#") and _FILE.search(address.strip()) is not None

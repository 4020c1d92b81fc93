"""A closed element -> HTML."""

from dataclasses import dataclass, field

from kei_site.markdown.sanitize.allowlist import VOID


@dataclass(slots=True)
class Element:
    """A closed element, or text when it has no tag."""

    tag: str
    attributes: str
    inside: str = ""
    parts: list["Element"] = field(default_factory=list)
    """Rows of a group of rows, or cells of a row; then `inside` is empty."""

    def html(self) -> str:
        """Return the element as HTML."""
        inside = self.inside or "".join(part.html() for part in self.parts)
        if not self.tag:
            return inside
        if self.tag in VOID:
            return f"<{self.tag}{self.attributes}>"
        return f"<{self.tag}{self.attributes}>{inside}</{self.tag}>"

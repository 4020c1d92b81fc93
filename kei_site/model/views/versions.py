"""Views of frozen versions of briefs."""

from kei_site.core.clock import Moment
from kei_site.core.correction import Correction
from kei_site.core.value import value
from kei_site.model.brief import FrontMatter
from kei_site.model.views.common import Card, Page, TextView
from kei_site.model.views.pages import VersionLink


@value
class Changes:
    """What followed a version of a brief."""

    next: VersionLink
    title: str
    text: TextView
    notices: tuple[Correction, ...]
    """Those that the next version has, and this one has not."""


@value
class VersionView(Page):
    """A frozen version of a brief, and what the version behind it changed."""

    brief: Card
    """Of the brief as it stands."""
    is_retracted: bool
    """Whether the brief does not stand any more."""
    front: FrontMatter
    """Of this version."""
    number: int
    date: Moment
    """When its text was published or last changed."""
    text: TextView
    changes: Changes | None
    """None if its text is that of the brief as it stands."""
    versions: tuple[VersionLink, ...]
    """All of them, the oldest first, the one that stands last."""

    @property
    def canonical(self) -> str:
        """The absolute address of the brief."""
        return self.site.url + self.brief.url.removeprefix(self.site.prefix)

    @property
    def language(self) -> str:
        """Of its text (BCP 47)."""
        return self.front.language

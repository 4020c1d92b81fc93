"""The key `event` of a brief -> when and where it takes place, and what goes with it. Core, pure."""

from kei_site.core.clock import Moment
from kei_site.core.value import value


@value
class Material:
    """A file or an address that goes with an event."""

    name: str
    """The words of the link; empty: the name of the file."""
    target: str
    """A path from the brief, or an absolute address."""


@value
class Event:
    """When and where an event takes place (`event`)."""

    start: Moment
    end: Moment | None = None
    zone: str = ""
    """The zone of its times for people: `EDT`, `UTC+09:00`; empty when it has no times of day."""
    end_zone: str = ""
    """That of its end, if it is another: clocks are changed meanwhile."""
    place: str = ""
    address: str = ""
    online: str = ""
    """The address at which it can be followed, or empty."""
    register: str = ""
    """The address of the registration, or empty."""
    speakers: tuple[str, ...] = ()
    """Ids of author records, and names of others."""
    materials: tuple[Material, ...] = ()
    video: str = ""
    """A path from the brief, or an absolute address; or empty."""

    @property
    def over(self) -> int:
        """The first second (since 1970) after it; without a time of its end, the end of its last day."""
        last = self.end or self.start
        if self.end and self.end.has_time:
            return self.end.epoch
        return int(last.as_datetime().replace(hour=0, minute=0, second=0).timestamp()) + 86_400

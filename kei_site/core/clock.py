"""The clock -> the instant of a build; a date of an editor -> a `Moment`. Core.

A build reads the clock once. The instant decides which briefs are public; no output contains it.
"""

import os
import re
import time
from datetime import UTC, datetime, timedelta

from kei_site.core.errors import Refusal
from kei_site.core.value import value


@value
class Moment:
    """A point in time, and whether the editor gave a time of day."""

    iso: str
    """ISO 8601 with seconds and offset in the zone it was meant in: `2024-07-21T00:00:00-04:00`."""
    epoch: int
    """Seconds since 1970-01-01T00:00:00Z. Moments are ordered by it."""
    has_time: bool = False
    """False if the editor gave a day only: the moment is then the first of that day."""

    @property
    def day(self) -> str:
        """The day as `YYYY-MM-DD`, in the zone it was meant in."""
        return self.iso[:10]

    @property
    def year(self) -> int:
        """The year of `day`."""
        return int(self.iso[:4])

    @property
    def month(self) -> int:
        """The month of `day`, 1 to 12."""
        return int(self.iso[5:7])

    def as_datetime(self) -> datetime:
        """Return the moment with its own offset."""
        return datetime.fromisoformat(self.iso)

    def utc(self) -> datetime:
        """Return the moment in UTC."""
        return datetime.fromtimestamp(self.epoch, UTC)

    def later(self, seconds: int) -> "Moment":
        """Return the moment that is `seconds` later, in the same offset."""
        moved = self.as_datetime() + timedelta(seconds=seconds)
        return Moment(iso=moved.isoformat(), epoch=self.epoch + seconds, has_time=self.has_time)


def moment_of(when: datetime, *, has_time: bool) -> Moment:
    """Return the moment of an aware datetime, without fractions of a second."""
    whole = when.replace(microsecond=0)
    return Moment(iso=whole.isoformat(), epoch=int(whole.timestamp()), has_time=has_time)


LAST_INSTANT = 4_133_980_799
"""The last second of 2100 in UTC: dates of briefs end there, too."""


def build_instant() -> int:
    """Return the instant of a build in seconds since 1970: `SOURCE_DATE_EPOCH` if set, else now.

    Source of the variable: https://reproducible-builds.org/specs/source-date-epoch/. Raises Refusal if it is not a
    number of seconds in the years 1970 to 2100.
    """
    written = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not written:
        return int(time.time())
    if not re.fullmatch(r"[0-9]{1,10}", written) or int(written) > LAST_INSTANT:
        raise Refusal(f"SOURCE_DATE_EPOCH wants seconds since 1970, up to the year 2100, not {written[:40]}")
    return int(written)


def today() -> str:
    """Return the day of `build_instant` in UTC, as `YYYY-MM-DD`."""
    return datetime.fromtimestamp(build_instant(), UTC).strftime("%Y-%m-%d")

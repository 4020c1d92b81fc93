"""Edits of the world around a site: the clock, options, the program, the cache, the published files, sudden ends."""

import os
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from kei_site.output.ownership import NAME
from tests.support.crash_points import build_and_crash
from tests.support.edits.brief_files import brief_delete
from tests.support.edits.briefs import brief_add, brief_body, brief_slug, brief_title
from tests.support.edits.files import asset_edit, template_base
from tests.support.fixture_site import FixtureSite

DAY = 86_400


def _moments(fixture: FixtureSite) -> list[int]:
    """The instants (seconds since 1970) at which held briefs become public, after now."""
    texts = "\n".join(fixture.site.read(path).split("\n---\n")[0] for path in fixture.briefs())
    days = re.findall(r"^(?:date|embargo): (\d{4}-\d\d-\d\d)", texts, re.MULTILINE)
    found = {_noon_of(day) for day in days}
    return sorted(moment for moment in found if moment > fixture.site.now)


def _noon_of(day: str) -> int:
    """Return the instant of noon in Greenwich, or 0 for a day that no month has: an edit breaks files so."""
    try:
        return int(datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC).timestamp())
    except ValueError:
        return 0


def _set_clock(fixture: FixtureSite, instant: int) -> str:
    fixture.site.now = instant
    return f"the clock says {datetime.fromtimestamp(instant, UTC):%Y-%m-%d %H:%M:%S}"


def clock_past_embargo(fixture: FixtureSite, rng: Random) -> str:
    """The next held brief becomes public; no file changes."""
    return _set_clock(fixture, next(iter(_moments(fixture)), fixture.site.now + 30 * DAY) + rng.choice((-1, 0, 1)))


def clock_back(fixture: FixtureSite, rng: Random) -> str:
    """The clock is put back, by an hour or by months."""
    return _set_clock(fixture, fixture.site.now - rng.choice((3_600, DAY, 90 * DAY)))


def clock_over_midnight(fixture: FixtureSite, rng: Random) -> str:
    """A second before, at or after the next midnight (UTC)."""
    return _set_clock(fixture, (fixture.site.now // DAY + 1) * DAY + rng.choice((-1, 0, 1)))


def clock_over_year_end(fixture: FixtureSite, rng: Random) -> str:
    """A second before, at or after the end of a year."""
    year = int(datetime.fromtimestamp(fixture.site.now, UTC).year)
    end = int(datetime(min(year + 1, 2026), 1, 1, tzinfo=UTC).timestamp())
    return _set_clock(fixture, end + rng.choice((-1, 0, 1)))


def option_drafts(fixture: FixtureSite, rng: Random) -> str:
    """An option that changes the output."""
    fixture.drafts = not fixture.drafts
    return f"drafts: {fixture.drafts}"


def option_search(fixture: FixtureSite, rng: Random) -> str:
    """With or without the search index."""
    fixture.search = not fixture.search
    return f"search: {fixture.search}"


def option_jobs(fixture: FixtureSite, rng: Random) -> str:
    """An option that does not."""
    fixture.jobs = 3 - fixture.jobs
    return f"jobs: {fixture.jobs}"


def two_outputs(fixture: FixtureSite, rng: Random) -> str:
    """The other of two output folders."""
    name = "public" if fixture.output.name == "second" else "second"
    fixture.output = fixture.site.site / name
    return f"output folder {name}"


def tool_raised(fixture: FixtureSite, rng: Random) -> str:
    """A newer, or again an older, version of the program, which does some things differently."""
    fixture.version = rng.choice([version for version in range(4) if version != fixture.version])
    return f"version {fixture.version} of the program"


def _cache_files(fixture: FixtureSite) -> list[Path]:
    return sorted(path for path in fixture.site.cache.rglob("*") if path.is_file() and path.name != "lock")


def cache_cut(fixture: FixtureSite, rng: Random) -> str:
    """A file of the cache ends too early."""
    path = rng.choice(_cache_files(fixture) or [fixture.site.write("static/files/no-cache.txt", "x")])
    offset = rng.randint(0, path.stat().st_size)
    os.truncate(path, offset)
    return f"{path.name} cut at {offset}"


def cache_emptied(fixture: FixtureSite, rng: Random) -> str:
    """The cache is gone, wholly or a file of it."""
    if rng.random() < 0.5 or not _cache_files(fixture):
        shutil.rmtree(fixture.site.cache, ignore_errors=True)
        return "the cache is deleted"
    path = rng.choice(_cache_files(fixture))
    path.unlink()
    return f"{path.name} is deleted"


def cache_garbage(fixture: FixtureSite, rng: Random) -> str:
    """A file of the cache holds something else, wholly or in places."""
    path = rng.choice(_cache_files(fixture) or [fixture.site.write("static/files/no-cache.txt", "x")])
    data = bytearray(path.read_bytes() or b"\0")
    for _ in range(rng.choice((1, 40, len(data)))):
        data[rng.randrange(len(data))] = rng.randrange(256)
    path.write_bytes(data)
    return f"garbage in {path.name}"


def _published(fixture: FixtureSite) -> list[Path]:
    found = fixture.output.rglob("*") if fixture.output.is_dir() else ()
    return sorted(path for path in found if path.is_file() and path.name != NAME)


def output_edited(fixture: FixtureSite, rng: Random) -> str:
    """A published file is edited by hand; its length and time of change may stay."""
    files = _published(fixture)
    if not files:
        return "nothing is published"
    path = rng.choice(files)
    before, data = path.stat(), path.read_bytes()
    path.write_bytes(bytes(255 - byte for byte in data) or b"x")
    if rng.random() < 0.5:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    return f"{path.name} is edited by hand"


def output_touched(fixture: FixtureSite, rng: Random) -> str:
    """Published files get another time and nothing else, as when the folder was copied."""
    files = _published(fixture)
    for path in rng.sample(files, min(3, len(files))):
        os.utime(path)
    return "published files are touched"


def output_deleted(fixture: FixtureSite, rng: Random) -> str:
    """Published files are deleted by hand: one, a folder, or all."""
    files = _published(fixture)
    if not files:
        return "nothing is published"
    path = rng.choice((rng.choice(files), rng.choice(files).parent))
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    return f"{path.name} is deleted by hand"


def output_replaced(fixture: FixtureSite, rng: Random) -> str:
    """A published file becomes a folder, or a link, by hand."""
    files = _published(fixture)
    if not files:
        return "nothing is published"
    path = rng.choice(files)
    data = path.read_bytes()
    path.unlink()
    if rng.random() < 0.5:
        path.mkdir()
        return f"{path.name} is a folder now"
    elsewhere = fixture.site.root / f"elsewhere-{fixture.fresh()}"
    elsewhere.write_bytes(data)
    path.symlink_to(elsewhere)
    return f"{path.name} is a link now"


def killed(fixture: FixtureSite, rng: Random) -> str:
    """An edit, and a build of it that crashes at some change of the disk."""
    edit = rng.choice((brief_title, brief_add, brief_delete, brief_slug, brief_body, template_base, asset_edit))
    words = edit(fixture, rng)
    number = rng.choice((rng.randint(1, 40), rng.randint(1, 400)))
    code = build_and_crash(fixture.build, number)
    return f"{words}; a build that crashes at change {number} of the disk (it ended with {code})"


EDITS = (
    clock_past_embargo,
    clock_back,
    clock_over_midnight,
    clock_over_year_end,
    option_drafts,
    option_search,
    option_jobs,
    two_outputs,
    tool_raised,
    cache_cut,
    cache_emptied,
    cache_garbage,
    output_edited,
    output_touched,
    output_deleted,
    output_replaced,
    killed,
)

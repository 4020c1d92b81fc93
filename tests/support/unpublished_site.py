"""A random site in which some briefs are not public yet; every word of these that a reader could recognise is a marker.

A marker is a made-up word that stands nowhere else. The same site without its unpublished briefs can be made, too.
"""

import itertools
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from random import Random

from tests.support.scratch import NOW, ScratchSite

HOUR, DAY = 3_600, 86_400
PUBLIC, UNPUBLISHED = 7, 6
CONFIG = """\
title: Test Institute
url: https://example.org
language: en
timezone: Asia/Seoul
organization: {name: Test Institute, id: desk}
feeds: {limit: 4, group_limit: 3, full_content: true, archives: true}
page_size: 3
people: {title: Experts}
types: {report: {page: true}, podcast: {page: true}, event: {page: true}, brief: {page: true}}
extra: {place: {label: Place}}
share_cards: true
diagnostics: {LNK02: warning, LNK03: warning, REL01: warning, TAG03: warning}
"""
_LETTERS = "bcdfghjklmnpqrstvwxz"
"""Words without vowels: nobody writes them, and no stemmer shortens them."""
_START = b"zq"
"""The beginning of every marker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnpublishedBrief:
    """A brief that is not public before an instant."""

    path: str
    files: tuple[str, ...]
    """All its source files."""
    due: int | None
    """Seconds since 1970; None for a draft."""
    markers: tuple[str, ...]
    """Words that nobody may see before."""
    seen: tuple[str, ...]
    """Markers that everybody can see afterwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnpublishedSite:
    """The site, and what is not public yet in it."""

    site: ScratchSite
    unpublished: tuple[UnpublishedBrief, ...]

    def hidden(self, instant: int, *, drafts: bool = False) -> tuple[UnpublishedBrief, ...]:
        """Return the briefs that nobody may see at an instant; told from what was planted, not by the program."""
        return tuple(brief for brief in self.unpublished if (not drafts if brief.due is None else brief.due > instant))

    def instants(self) -> tuple[int, ...]:
        """Return instants before, at and after every moment at which something becomes public."""
        dues = sorted({brief.due for brief in self.unpublished if brief.due is not None})
        return (NOW, *itertools.chain.from_iterable((due - 1, due, due + 1) for due in dues), NOW + 4_000 * DAY)


@dataclass(slots=True)
class _Pen:
    """Writes a site; makes up words."""

    site: ScratchSite
    rng: Random
    markers: list[str] = field(default_factory=list)

    def word(self) -> str:
        """Return a new marker, in small letters."""
        self.markers.append(_START.decode() + "".join(self.rng.choices(_LETTERS, k=9)))
        return self.markers[-1]

    def taken(self) -> tuple[str, ...]:
        """Return the markers since the last time."""
        found = tuple(self.markers)
        self.markers.clear()
        return found


def make_unpublished_site(root: Path, seed: str) -> UnpublishedSite:
    """Write a random site into the folder `root`."""
    rng = Random(seed)
    site = ScratchSite(root, now=NOW)
    site.write("content/site.yaml", CONFIG)
    pen = _Pen(site, rng)
    publics = [f"content/briefs/2024/public-{number}.md" for number in range(PUBLIC)]
    unpublished = tuple(_unpublished_brief(pen, number) for number in range(UNPUBLISHED))
    for number, path in enumerate(publics):
        site.write(path, _public_brief(number, unpublished, rng))
    site.write("content/pages/about.md", _about(unpublished))
    return UnpublishedSite(site=site, unpublished=unpublished)


def _public_brief(number: int, unpublished: tuple[UnpublishedBrief, ...], rng: Random) -> str:
    """A brief that names unpublished ones wherever a brief can name another; none of that may be seen."""
    first, other = rng.sample(unpublished, 2)
    near = f"../../../{first.path}" if number % 2 else f"{_slug(other)}"
    keys = {
        "title": f"Public {number}",
        "date": f"2024-0{number % 9 + 1}-15",
        "authors": "[desk]",
        "tags": f"[Shared, Topic {number % 3}]",
        "series": "Open notes" if number % 3 == 0 else "",
        "related": f"[{_slug(first)}, ../../../{other.path}]",
        "translation_of": near if number == 5 else "",
        "language": "ko" if number == 5 else "",
    }
    links = (
        f"../../../{first.path}",
        f"brief:{_slug(other)}",
        f"/briefs/2024/{_slug(first)}/",
        f"../../../{first.path}#x",
    )
    return _text(keys, f"Words that everybody reads, number {number}: {', '.join(f'[one]({to})' for to in links)}.\n")


def _about(unpublished: tuple[UnpublishedBrief, ...]) -> str:
    links = "".join(
        f"- [one](brief:{_slug(brief)}) or [the same](/briefs/2024/{_slug(brief)}/)\n" for brief in unpublished
    )
    return f"---\ntitle: About\n---\n\nWhat comes:\n\n{links}"


def _slug(brief: UnpublishedBrief) -> str:
    return brief.markers[0]


def _unpublished_brief(pen: _Pen, number: int) -> UnpublishedBrief:
    rng, site = pen.rng, pen.site
    pen.taken()
    slug = pen.word()
    folder = f"content/briefs/{rng.choice(('2024', 'later'))}/{pen.word()}"
    path, due, keys = f"{folder}/index.md", *_when_public(rng, number)
    author, image, portrait, paper, sound, speaker = (pen.word() for _ in range(6))
    site.write(f"content/authors/{author}.md", _life(pen, portrait, paper))
    site.write(f"content/authors/{portrait}.png", _png(rng))
    site.write(f"content/authors/{paper}.csv", f"{pen.word()},1\n")
    site.write(f"{folder}/{image}.png", _png(rng))
    site.write(f"{folder}/{paper}.csv", f"{pen.word()},1\n")
    site.write(f"{folder}/{sound}.mp3", pen.word())
    title, tag, series, text, heading, alt = (pen.word() for _ in range(6))
    keys |= {
        "title": f"Held {title}",
        "slug": slug,
        "authors": f"[{author}]",
        "tags": f"[{tag}, SHARED, {rng.choice(('Shared', 'shared'))}]",
        "series": series,
        "aliases": f"[/old/{pen.word()}/]",
        "summary": f"A summary {pen.word()}.",
        "keywords": f"[{pen.word()}]",
        "disclosure": f"Told {pen.word()}",
        "funding": f"Paid {pen.word()}",
        "number": pen.word(),
        **_recording(rng, pen, sound),
        "image": f"{{src: {image}.png, alt: Of {alt}, caption: Under {pen.word()}, credit: By {pen.word()}}}",
        "published_in": f"{{outlet: The {pen.word()}, url: 'https://example.com/{pen.word()}'}}",
        "corrections": f"[{{date: 2024-12-01, kind: correction, note: Wrong {pen.word()}}}]",
        "related": "[public-1]",
        "translation_of": rng.choice(("", "public-2")),
        "language": rng.choice(("", "ko", "fr")),
        "place": pen.word(),
        "versions": "true",
        "references": f"[{paper}.bib]",
    }
    if number % 2:
        keys = {key: value for key, value in keys.items() if key != "podcast"} | {"audio": f"{sound}.mp3"}
        keys |= {"type": "event", "event": f"{{start: 2024-02-01, speakers: [{speaker}]}}"}
        site.write(f"content/authors/{speaker}.md", _text({"name": f"Speaker {pen.word()}"}, f"Speaks {pen.word()}.\n"))
    body = f"Text {text}.\n\n## On {heading}\n\n![A chart {pen.word()}]({image}.png)\n\nThe [data]({paper}.csv).\n"
    body += f"\n::: video https://vimeo.com/12345 A talk {pen.word()} poster={image}.png\nCaption {pen.word()}.\n:::\n"
    site.write(path, _text(keys, body))
    version = f"content/versions/{folder.removeprefix('content/briefs/')}/v1.md"
    site.write(version, _text(keys | {"title": f"Then {pen.word()}"}, f"{body}\nThen {pen.word()}.\n"))
    kept = f"{version.removesuffix('.md')}/beside/{image}.png"
    site.write(kept, _png(rng))
    work = f"@book{{{pen.word()}, author = {{Kim, {pen.word()}}}, title = {{On {pen.word()}}}, year = 2020}}\n"
    site.write(f"{folder}/{paper}.bib", work)
    names = (f"{image}.png", f"{paper}.csv", f"{sound}.mp3", f"{paper}.bib")
    files = (path, version, kept, *(f"{folder}/{name}" for name in names))
    lives = (*([f"{speaker}.md"] if number % 2 else []), f"{author}.md", f"{portrait}.png", f"{paper}.csv")
    return UnpublishedBrief(
        path=path,
        files=(*files, *(f"content/authors/{name}" for name in lives)),
        due=due,
        markers=(slug, *(marker for marker in pen.taken() if marker != slug), heading),
        seen=(slug, author, image, portrait, paper, sound, title, tag, series, text, heading, alt),
    )


def _recording(rng: Random, pen: _Pen, sound: str) -> dict[str, str]:
    """Return the keys that name a recording: alone, or as an episode with its chapters and season."""
    if rng.random() < 0.5:
        return {"audio": f"{sound}.mp3", "type": rng.choice(("", "report", "podcast"))}
    chapters = f"[0:00 Chapter {pen.word()}, 1:00 Chapter {pen.word()}]"
    return {"podcast": f"{{audio: {sound}.mp3, chapters: {chapters}, season: 7}}", "type": "podcast"}


def _life(pen: _Pen, portrait: str, paper: str) -> str:
    keys = {
        "name": f"Author {pen.word()}",
        "role": f"Fellow {pen.word()}",
        "press_contact": f"{pen.word()}@example.org",
        "affiliation": f"Institute {pen.word()}",
        "image": f"{{src: {portrait}.png, alt: Portrait {pen.word()}}}",
    }
    return _text(keys, f"Writes {pen.word()}, see [her data]({paper}.csv).\n")


def _when_public(rng: Random, number: int) -> tuple[int | None, dict[str, str]]:
    """Return when a brief is due, and the keys that say so."""
    due = NOW + rng.randint(1, 300) * HOUR + rng.choice((0, 0, 1_800))
    zone = timezone(timedelta(hours=rng.choice((-11, -5, 0, 9, 14))))
    written = datetime.fromtimestamp(due, zone).isoformat()
    plain = datetime.fromtimestamp(due, timezone(timedelta(hours=9))).strftime("%Y-%m-%d %H:%M")
    past = rng.choice(("2019-05-05", "2024-05-05"))
    future = datetime.fromtimestamp(due + 40 * DAY, UTC).strftime("%Y-%m-%d")
    midnight = int(datetime.fromisoformat(f"{future}T00:00:00+09:00").timestamp())
    ways: tuple[tuple[int | None, dict[str, str]], ...] = (
        (None, {"date": past, "draft": "true"}),
        (due, {"date": past, "embargo": written}),
        (due, {"date": past, "embargo": plain}),
        (due, {"date": written}),
        (midnight, {"date": future}),
        (midnight, {"date": future, "embargo": written}),
        (None, {"date": future, "embargo": written, "draft": "true"}),
        (due, {"date": "2024-05-05 10:00", "embargo": written, "updated": "2024-06-01"}),
    )
    return ways[number] if number < 3 else rng.choice(ways)


def _text(keys: dict[str, str], body: str) -> str:
    head = "".join(f"{key}: {value}\n" for key, value in keys.items() if value)
    return f"---\n{head}---\n\n{body}"


def _png(rng: Random) -> bytes:
    """Return a small image unlike any other."""
    row = b"\0" + bytes(rng.randrange(256) for _ in range(600 * 3))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", 600, 2, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(row * 2)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def readable(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file below a folder by its path, with all its bytes as they are and, if they are packed, unpacked."""
    for path in sorted(folder.rglob("*")):
        data = path.read_bytes() if path.is_file() else b""
        packed = zlib.decompressobj(31).decompress(data) if data[:2] == b"\x1f\x8b" else b""
        yield path.relative_to(folder).as_posix(), data + b"\n" + packed


def found(folder: Path, markers: Iterable[str]) -> list[str]:
    """Return where markers stand below a folder, in names or bytes, small or large."""
    wanted = tuple(marker.encode() for marker in markers)
    # Few files hold what all markers begin with; only these are searched for each.
    start = _START if all(marker.startswith(_START) for marker in wanted) else b""
    return [
        f"{marker.decode()} in {path}"
        for path, data in readable(folder)
        for text in ((path.encode() + b"\n" + data).lower(),)
        if start in text
        for marker in wanted
        if marker in text
    ]

"""Edits of briefs: one small function each, (fixture site, random numbers) -> what was done, in words."""

import posixpath
from datetime import UTC, datetime, timedelta
from random import Random

from tests.support.fixture_site import (
    AUTHORS,
    SERIES,
    TAGS,
    WORDS,
    FixtureSite,
    change,
    key_of,
    png,
    set_key,
    tags_of,
    with_key,
)
from tests.support.recordings import mp3

TYPES = ("brief", "report", "paper", "commentary", "event", "podcast")


def some_brief(fixture: FixtureSite, rng: Random) -> str:
    """Return the path of one brief."""
    return rng.choice(fixture.briefs())


def some_day(rng: Random) -> str:
    """Return a day of the years that the fixture site has."""
    return f"{rng.randint(2021, 2024)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"


def later_day(fixture: FixtureSite, rng: Random) -> str:
    """Return a day that has not come."""
    return f"{datetime.fromtimestamp(fixture.site.now, UTC) + timedelta(days=rng.randint(2, 90)):%Y-%m-%d}"


def _put(fixture: FixtureSite, path: str, key: str, value: str) -> str:
    set_key(fixture, path, key, value)
    return f"{path}: {key} = {value or 'none'}"


def brief_add(fixture: FixtureSite, rng: Random) -> str:
    """A new brief, often the newest."""
    number = fixture.fresh()
    day = rng.choice((some_day(rng), "2024-12-31"))
    path = f"content/briefs/{day[:4]}/{day}-new-{number}.md"
    tags = ", ".join(rng.sample(TAGS, 2))
    fixture.site.write(
        path,
        f"---\ntitle: New {rng.choice(WORDS)} {number}\ndate: {day}\nauthors: [desk]\ntags: [{tags}]\n"
        f"---\n\nNew words {number}.\n",
    )
    return f"add {path}"


def brief_body(fixture: FixtureSite, rng: Random) -> str:
    """Other words in a text."""
    path = some_brief(fixture, rng)
    number = fixture.fresh()
    change(fixture, path, lambda text: text + f"\nAn added sentence, number {number}.\n")
    return f"body of {path}"


def brief_opening(fixture: FixtureSite, rng: Random) -> str:
    """Other words in the first paragraph, which is the summary."""
    path = some_brief(fixture, rng)
    number = fixture.fresh()
    change(fixture, path, lambda text: text.replace("\n---\n\n", f"\n---\n\nAn opening, number {number}.\n\n", 1))
    return f"first paragraph of {path}"


def brief_title(fixture: FixtureSite, rng: Random) -> str:
    """Another title."""
    return _put(fixture, some_brief(fixture, rng), "title", f"Title & <words> {fixture.fresh()}")


def brief_summary(fixture: FixtureSite, rng: Random) -> str:
    """A summary of its own, or none."""
    path = some_brief(fixture, rng)
    return _put(
        fixture, path, "summary", "" if key_of(fixture, path, "summary") else f"A summary, number {fixture.fresh()}."
    )


def brief_type(fixture: FixtureSite, rng: Random) -> str:
    """Another type."""
    return _put(fixture, some_brief(fixture, rng), "type", rng.choice(TYPES))


def brief_extra(fixture: FixtureSite, rng: Random) -> str:
    """Another value of a key that the site declares, or none."""
    key, value = rng.choice((("place", "Busan"), ("until", "2024-06-30"), ("lands", "[Korea, Japan]"), ("place", "")))
    return _put(fixture, some_brief(fixture, rng), key, value)


def brief_slug(fixture: FixtureSite, rng: Random) -> str:
    """Another address."""
    return _put(fixture, some_brief(fixture, rng), "slug", f"slug-{fixture.fresh()}")


def brief_draft(fixture: FixtureSite, rng: Random) -> str:
    """A draft is finished, or a brief becomes a draft."""
    path = rng.choice((*with_key(fixture, "draft"), some_brief(fixture, rng)))
    return _put(fixture, path, "draft", "" if key_of(fixture, path, "draft") else "true")


def brief_date(fixture: FixtureSite, rng: Random) -> str:
    """Another date, often in another year."""
    return _put(fixture, some_brief(fixture, rng), "date", some_day(rng))


def brief_time(fixture: FixtureSite, rng: Random) -> str:
    """A time of day."""
    path = some_brief(fixture, rng)
    day = key_of(fixture, path, "date")[:10]
    return _put(fixture, path, "date", f"{day}T{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:00")


def brief_future(fixture: FixtureSite, rng: Random) -> str:
    """A date that has not come."""
    return _put(fixture, some_brief(fixture, rng), "date", later_day(fixture, rng))


def brief_language(fixture: FixtureSite, rng: Random) -> str:
    """Another language."""
    path = some_brief(fixture, rng)
    return _put(fixture, path, "language", "" if key_of(fixture, path, "language") else "ko")


def brief_translation(fixture: FixtureSite, rng: Random) -> str:
    """A brief becomes the translation of another, or is none any more."""
    path, original = rng.sample(fixture.briefs(), 2)
    wanted = "" if key_of(fixture, path, "translation_of") else posixpath.relpath(original, posixpath.dirname(path))
    set_key(fixture, path, "language", "ko" if wanted else "")
    return _put(fixture, path, "translation_of", wanted)


def brief_related(fixture: FixtureSite, rng: Random) -> str:
    """The editor's choice of related briefs."""
    path, first, second = rng.sample(fixture.briefs(), 3)
    here = posixpath.dirname(path)
    return _put(fixture, path, "related", f"[{posixpath.relpath(first, here)}, {posixpath.relpath(second, here)}]")


def brief_authors(fixture: FixtureSite, rng: Random) -> str:
    """Other authors."""
    return _put(fixture, some_brief(fixture, rng), "authors", f"[{', '.join(rng.sample(sorted(AUTHORS), 2))}]")


def brief_series(fixture: FixtureSite, rng: Random) -> str:
    """Into a series, out of it, or into a new one."""
    return _put(fixture, some_brief(fixture, rng), "series", rng.choice((*SERIES, f"Series {fixture.fresh()}")))


def brief_aliases(fixture: FixtureSite, rng: Random) -> str:
    """An old address."""
    return _put(fixture, some_brief(fixture, rng), "aliases", rng.choice(("", f"[/old/{fixture.fresh()}/]")))


def brief_corrections(fixture: FixtureSite, rng: Random) -> str:
    """A correction."""
    note = f"[{{date: 2024-12-30, kind: correction, note: Note {fixture.fresh()}.}}]"
    return _put(fixture, some_brief(fixture, rng), "corrections", note)


def brief_updated(fixture: FixtureSite, rng: Random) -> str:
    """A new day of the last change."""
    return _put(fixture, some_brief(fixture, rng), "updated", f"2024-12-{rng.randint(1, 31):02}")


def brief_published_in(fixture: FixtureSite, rng: Random) -> str:
    """A note on where it appeared first."""
    canonical = rng.choice(("here", "there"))
    where = f"{{outlet: Paper {fixture.fresh()}, url: https://paper.example.com/, canonical: {canonical}}}"
    return _put(fixture, some_brief(fixture, rng), "published_in", where)


def brief_link(fixture: FixtureSite, rng: Random) -> str:
    """A link to another brief."""
    path, other = rng.sample(fixture.briefs(), 2)
    target = posixpath.relpath(other, posixpath.dirname(path))
    change(fixture, path, lambda text: text + f"\nSee [the other]({target}).\n")
    return f"link from {path} to {other}"


EMBEDS = ("https://vimeo.com/12345", "https://youtu.be/abcDEF123_-", "https://maps.example.org/seoul")


def brief_embed(fixture: FixtureSite, rng: Random) -> str:
    """Something of another site in a text; of a host that only the settings may know, too."""
    path, address = some_brief(fixture, rng), rng.choice(EMBEDS)
    number = fixture.fresh()
    change(fixture, path, lambda text: text + f"\n::: video {address} Video {number}\nCaption {number}.\n:::\n")
    return f"{path}: embed {address}"


def brief_podcast(fixture: FixtureSite, rng: Random) -> str:
    """A recording of another length, with other chapters, or none."""
    path, number = some_brief(fixture, rng), fixture.fresh()
    name = f"sound-{rng.randint(1, 3)}.mp3"
    fixture.site.write(posixpath.join(posixpath.dirname(path), name), mp3(rng.randint(1, 4)))
    told = rng.choice(("", f"{{audio: {name}, episode: {number}, chapters: [0:00 Part {number}, 0:01 End]}}"))
    set_key(fixture, path, "type", "podcast" if told else rng.choice(TYPES))
    return _put(fixture, path, "podcast", told)


def brief_lead_image(fixture: FixtureSite, rng: Random) -> str:
    """An image in the front matter."""
    path = some_brief(fixture, rng)
    name = f"lead-{fixture.fresh()}.png"
    fixture.site.write(f"{posixpath.dirname(path)}/{name}", png(rng.choice((12, 30)), 9, fixture.fresh()))
    return _put(fixture, path, "image", f"{{src: {name}, alt: A colour, caption: Shown {fixture.serial}}}")


def embargo_set(fixture: FixtureSite, rng: Random) -> str:
    """A brief is hidden until an instant, or public."""
    path = some_brief(fixture, rng)
    value = "" if key_of(fixture, path, "embargo") else f"{later_day(fixture, rng)}T12:00:00Z"
    return _put(fixture, path, "embargo", value)


def slugs_swap(fixture: FixtureSite, rng: Random) -> str:
    """Two briefs take each other's address."""
    path, other = rng.sample(with_key(fixture, "slug"), 2)
    first, second = key_of(fixture, path, "slug"), key_of(fixture, other, "slug")
    set_key(fixture, path, "slug", second)
    set_key(fixture, other, "slug", first)
    return f"swap the slugs of {path} and {other}"


def slug_case(fixture: FixtureSite, rng: Random) -> str:
    """An address in other case."""
    path = rng.choice(with_key(fixture, "slug"))
    return _put(fixture, path, "slug", key_of(fixture, path, "slug").swapcase())


def tag_add(fixture: FixtureSite, rng: Random) -> str:
    """A tag that nobody used."""
    path = some_brief(fixture, rng)
    return _put(fixture, path, "tags", f"[{', '.join((*tags_of(fixture, path), f'Tag {fixture.fresh()}'))}]")


def tag_last_use_removed(fixture: FixtureSite, rng: Random) -> str:
    """The rarest tag disappears from every brief."""
    uses = {path: tags_of(fixture, path) for path in fixture.briefs()}
    every = [tag for tags in uses.values() for tag in tags]
    tag = min(sorted(set(every)), key=every.count)
    for path, tags in uses.items():
        if tag in tags:
            set_key(fixture, path, "tags", f"[{', '.join(other for other in tags if other != tag)}]")
    return f"remove the tag {tag} everywhere"


def tag_case_change(fixture: FixtureSite, rng: Random) -> str:
    """One brief spells a tag in other case."""
    path = rng.choice([path for path in fixture.briefs() if tags_of(fixture, path)])
    first, *others = tags_of(fixture, path)
    return _put(fixture, path, "tags", f"[{', '.join((first.swapcase(), *others))}]")


EDITS = (
    brief_add,
    brief_body,
    brief_opening,
    brief_title,
    brief_summary,
    brief_type,
    brief_extra,
    brief_slug,
    brief_draft,
    brief_date,
    brief_time,
    brief_future,
    brief_language,
    brief_translation,
    brief_related,
    brief_authors,
    brief_series,
    brief_aliases,
    brief_corrections,
    brief_updated,
    brief_published_in,
    brief_link,
    brief_embed,
    brief_podcast,
    brief_lead_image,
    embargo_set,
    slugs_swap,
    slug_case,
    tag_add,
    tag_last_use_removed,
    tag_case_change,
)

"""Edits of briefs: one small function each, (fixture site, random numbers) -> what was done, in words."""

import posixpath
import unicodedata
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


def brief_slug(fixture: FixtureSite, rng: Random) -> str:
    """Another address."""
    return _put(fixture, some_brief(fixture, rng), "slug", f"slug-{fixture.fresh()}")


def brief_rename_file(fixture: FixtureSite, rng: Random) -> str:
    """Another file name."""
    path = some_brief(fixture, rng)
    name = f"{posixpath.dirname(path)}/renamed-{fixture.fresh()}.md"
    fixture.site.rename(path, name)
    return f"rename {path} to {name}"


def brief_move_folder(fixture: FixtureSite, rng: Random) -> str:
    """The same file in another folder."""
    path = some_brief(fixture, rng)
    name = f"content/briefs/moved-{fixture.fresh()}/{posixpath.basename(path)}"
    fixture.site.rename(path, name)
    return f"move {path} to {name}"


def brief_delete(fixture: FixtureSite, rng: Random) -> str:
    """One brief less."""
    path = some_brief(fixture, rng)
    fixture.deleted[path] = (fixture.site.site / path).read_bytes()
    fixture.site.remove(path)
    return f"delete {path}"


def brief_readd_same(fixture: FixtureSite, rng: Random) -> str:
    """A deleted brief comes back byte for byte, or one is replaced by a copy of itself."""
    path = rng.choice(sorted(fixture.deleted) or fixture.briefs())
    data = fixture.deleted.pop(path, None)
    if data is None:
        data = (fixture.site.site / path).read_bytes()
        fixture.site.remove(path)
    fixture.site.write(path, data)
    return f"add {path} again"


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


def brief_lead_image(fixture: FixtureSite, rng: Random) -> str:
    """An image in the front matter."""
    path = some_brief(fixture, rng)
    name = f"lead-{fixture.fresh()}.png"
    fixture.site.write(f"{posixpath.dirname(path)}/{name}", png(rng.choice((12, 30)), 9, fixture.fresh()))
    return _put(fixture, path, "image", f"{{src: {name}, alt: A colour, caption: Shown {fixture.serial}}}")


def brief_attach_image(fixture: FixtureSite, rng: Random) -> str:
    """An image in the text."""
    path = some_brief(fixture, rng)
    name = f"shown-{fixture.fresh()}.png"
    fixture.site.write(f"{posixpath.dirname(path)}/{name}", png(16, 16, fixture.serial))
    change(fixture, path, lambda text: text + f"\n![A colour]({name})\n")
    return f"image {name} in {path}"


def brief_attach_data(fixture: FixtureSite, rng: Random) -> str:
    """A data file beside the text, or other figures in one."""
    tables = fixture.below("content", ".csv")
    if tables and rng.random() < 0.5:
        table = rng.choice(tables)
        fixture.site.write(table, f"year,value\n2024,{fixture.fresh()}\n")
        return f"figures of {table}"
    path = some_brief(fixture, rng)
    name = f"data-{fixture.fresh()}.csv"
    fixture.site.write(f"{posixpath.dirname(path)}/{name}", f"year,value\n2024,{fixture.serial}\n")
    change(fixture, path, lambda text: text + f"\nThe [figures]({name}).\n")
    return f"data {name} in {path}"


def embargo_set(fixture: FixtureSite, rng: Random) -> str:
    """A brief is held back, or let go."""
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


def rename_case(fixture: FixtureSite, rng: Random) -> str:
    """A file name in other case."""
    path = rng.choice([path for path in fixture.briefs() if not path.endswith("index.md")])
    name = f"{posixpath.dirname(path)}/{posixpath.basename(path)[:-3].swapcase()}.md"
    fixture.site.rename(path, name)
    return f"rename {path} to {name}"


def slug_case(fixture: FixtureSite, rng: Random) -> str:
    """An address in other case."""
    path = rng.choice(with_key(fixture, "slug"))
    return _put(fixture, path, "slug", key_of(fixture, path, "slug").swapcase())


def rename_form(fixture: FixtureSite, rng: Random) -> str:
    """A file name with an accent changes between the composed and the decomposed form."""
    accented = [path for path in fixture.briefs() if "café" in unicodedata.normalize("NFC", path)]
    if not accented:
        path = rng.choice([path for path in fixture.briefs() if not path.endswith("index.md")])
        name = f"{posixpath.dirname(path)}/café-{fixture.fresh()}.md"
    else:
        path = rng.choice(accented)
        is_composed = unicodedata.is_normalized("NFC", path)
        name = unicodedata.normalize("NFD" if is_composed else "NFC", path)
    fixture.site.rename(path, name)
    return f"rename {path!a} to {name!a}"


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
    brief_slug,
    brief_rename_file,
    brief_move_folder,
    brief_delete,
    brief_readd_same,
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
    brief_lead_image,
    brief_attach_image,
    brief_attach_data,
    embargo_set,
    slugs_swap,
    rename_case,
    slug_case,
    rename_form,
    tag_add,
    tag_last_use_removed,
    tag_case_change,
)

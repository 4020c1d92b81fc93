"""Edits of briefs: one small function each, (playground, random numbers) -> what was done, in words."""

import posixpath
import unicodedata
from datetime import UTC, datetime, timedelta
from random import Random

from tests.support.fixture_site import (
    AUTHORS,
    SERIES,
    TAGS,
    WORDS,
    Playground,
    change,
    key_of,
    png,
    set_key,
    tags_of,
    with_key,
)

TYPES = ("brief", "report", "paper", "commentary", "event", "podcast")


def some_brief(play: Playground, rng: Random) -> str:
    """Return the path of one brief."""
    return rng.choice(play.briefs())


def some_day(rng: Random) -> str:
    """Return a day of the years that the playground has."""
    return f"{rng.randint(2021, 2024)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"


def later_day(play: Playground, rng: Random) -> str:
    """Return a day that has not come."""
    return f"{datetime.fromtimestamp(play.site.now, UTC) + timedelta(days=rng.randint(2, 90)):%Y-%m-%d}"


def _put(play: Playground, path: str, key: str, value: str) -> str:
    set_key(play, path, key, value)
    return f"{path}: {key} = {value or 'none'}"


def brief_add(play: Playground, rng: Random) -> str:
    """A new brief, often the newest."""
    number = play.fresh()
    day = rng.choice((some_day(rng), "2024-12-31"))
    path = f"content/briefs/{day[:4]}/{day}-new-{number}.md"
    tags = ", ".join(rng.sample(TAGS, 2))
    play.site.write(
        path,
        f"---\ntitle: New {rng.choice(WORDS)} {number}\ndate: {day}\nauthors: [desk]\ntags: [{tags}]\n"
        f"---\n\nNew words {number}.\n",
    )
    return f"add {path}"


def brief_body(play: Playground, rng: Random) -> str:
    """Other words in a text."""
    path = some_brief(play, rng)
    number = play.fresh()
    change(play, path, lambda text: text + f"\nAn added sentence, number {number}.\n")
    return f"body of {path}"


def brief_opening(play: Playground, rng: Random) -> str:
    """Other words in the first paragraph, which is the summary."""
    path = some_brief(play, rng)
    number = play.fresh()
    change(play, path, lambda text: text.replace("\n---\n\n", f"\n---\n\nAn opening, number {number}.\n\n", 1))
    return f"first paragraph of {path}"


def brief_title(play: Playground, rng: Random) -> str:
    """Another title."""
    return _put(play, some_brief(play, rng), "title", f"Title & <words> {play.fresh()}")


def brief_summary(play: Playground, rng: Random) -> str:
    """A summary of its own, or none."""
    path = some_brief(play, rng)
    return _put(play, path, "summary", "" if key_of(play, path, "summary") else f"A summary, number {play.fresh()}.")


def brief_type(play: Playground, rng: Random) -> str:
    """Another type."""
    return _put(play, some_brief(play, rng), "type", rng.choice(TYPES))


def brief_slug(play: Playground, rng: Random) -> str:
    """Another address."""
    return _put(play, some_brief(play, rng), "slug", f"slug-{play.fresh()}")


def brief_rename_file(play: Playground, rng: Random) -> str:
    """Another file name."""
    path = some_brief(play, rng)
    name = f"{posixpath.dirname(path)}/renamed-{play.fresh()}.md"
    play.site.rename(path, name)
    return f"rename {path} to {name}"


def brief_move_folder(play: Playground, rng: Random) -> str:
    """The same file in another folder."""
    path = some_brief(play, rng)
    name = f"content/briefs/moved-{play.fresh()}/{posixpath.basename(path)}"
    play.site.rename(path, name)
    return f"move {path} to {name}"


def brief_delete(play: Playground, rng: Random) -> str:
    """One brief less."""
    path = some_brief(play, rng)
    play.deleted[path] = (play.site.site / path).read_bytes()
    play.site.remove(path)
    return f"delete {path}"


def brief_readd_same(play: Playground, rng: Random) -> str:
    """A deleted brief comes back byte for byte, or one is replaced by a copy of itself."""
    path = rng.choice(sorted(play.deleted) or play.briefs())
    data = play.deleted.pop(path, None)
    if data is None:
        data = (play.site.site / path).read_bytes()
        play.site.remove(path)
    play.site.write(path, data)
    return f"add {path} again"


def brief_draft(play: Playground, rng: Random) -> str:
    """A draft is finished, or a brief becomes a draft."""
    path = rng.choice((*with_key(play, "draft"), some_brief(play, rng)))
    return _put(play, path, "draft", "" if key_of(play, path, "draft") else "true")


def brief_date(play: Playground, rng: Random) -> str:
    """Another date, often in another year."""
    return _put(play, some_brief(play, rng), "date", some_day(rng))


def brief_time(play: Playground, rng: Random) -> str:
    """A time of day."""
    path = some_brief(play, rng)
    day = key_of(play, path, "date")[:10]
    return _put(play, path, "date", f"{day}T{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:00")


def brief_future(play: Playground, rng: Random) -> str:
    """A date that has not come."""
    return _put(play, some_brief(play, rng), "date", later_day(play, rng))


def brief_language(play: Playground, rng: Random) -> str:
    """Another language."""
    path = some_brief(play, rng)
    return _put(play, path, "language", "" if key_of(play, path, "language") else "ko")


def brief_translation(play: Playground, rng: Random) -> str:
    """A brief becomes the translation of another, or is none any more."""
    path, original = rng.sample(play.briefs(), 2)
    wanted = "" if key_of(play, path, "translation_of") else posixpath.relpath(original, posixpath.dirname(path))
    set_key(play, path, "language", "ko" if wanted else "")
    return _put(play, path, "translation_of", wanted)


def brief_related(play: Playground, rng: Random) -> str:
    """The editor's choice of related briefs."""
    path, one, two = rng.sample(play.briefs(), 3)
    here = posixpath.dirname(path)
    return _put(play, path, "related", f"[{posixpath.relpath(one, here)}, {posixpath.relpath(two, here)}]")


def brief_authors(play: Playground, rng: Random) -> str:
    """Other authors."""
    return _put(play, some_brief(play, rng), "authors", f"[{', '.join(rng.sample(sorted(AUTHORS), 2))}]")


def brief_series(play: Playground, rng: Random) -> str:
    """Into a series, out of it, or into a new one."""
    return _put(play, some_brief(play, rng), "series", rng.choice((*SERIES, f"Series {play.fresh()}")))


def brief_aliases(play: Playground, rng: Random) -> str:
    """An old address."""
    return _put(play, some_brief(play, rng), "aliases", rng.choice(("", f"[/old/{play.fresh()}/]")))


def brief_corrections(play: Playground, rng: Random) -> str:
    """A correction."""
    note = f"[{{date: 2024-12-30, kind: correction, note: Note {play.fresh()}.}}]"
    return _put(play, some_brief(play, rng), "corrections", note)


def brief_updated(play: Playground, rng: Random) -> str:
    """A new day of the last change."""
    return _put(play, some_brief(play, rng), "updated", f"2024-12-{rng.randint(1, 31):02}")


def brief_published_in(play: Playground, rng: Random) -> str:
    """A note on where it appeared first."""
    where = (
        f"{{outlet: Paper {play.fresh()}, url: https://paper.example.com/, canonical: {rng.choice(('here', 'there'))}}}"
    )
    return _put(play, some_brief(play, rng), "published_in", where)


def brief_link(play: Playground, rng: Random) -> str:
    """A link to another brief."""
    path, other = rng.sample(play.briefs(), 2)
    target = posixpath.relpath(other, posixpath.dirname(path))
    change(play, path, lambda text: text + f"\nSee [the other]({target}).\n")
    return f"link from {path} to {other}"


def brief_lead_image(play: Playground, rng: Random) -> str:
    """A picture in the front matter."""
    path = some_brief(play, rng)
    name = f"lead-{play.fresh()}.png"
    play.site.write(f"{posixpath.dirname(path)}/{name}", png(rng.choice((12, 30)), 9, play.fresh()))
    return _put(play, path, "image", f"{{src: {name}, alt: A colour, caption: Shown {play.serial}}}")


def brief_attach_image(play: Playground, rng: Random) -> str:
    """A picture in the text."""
    path = some_brief(play, rng)
    name = f"shown-{play.fresh()}.png"
    play.site.write(f"{posixpath.dirname(path)}/{name}", png(16, 16, play.serial))
    change(play, path, lambda text: text + f"\n![A colour]({name})\n")
    return f"picture {name} in {path}"


def brief_attach_data(play: Playground, rng: Random) -> str:
    """A data file beside the text, or other figures in one."""
    tables = play.below("content", ".csv")
    if tables and rng.random() < 0.5:
        table = rng.choice(tables)
        play.site.write(table, f"year,value\n2024,{play.fresh()}\n")
        return f"figures of {table}"
    path = some_brief(play, rng)
    name = f"data-{play.fresh()}.csv"
    play.site.write(f"{posixpath.dirname(path)}/{name}", f"year,value\n2024,{play.serial}\n")
    change(play, path, lambda text: text + f"\nThe [figures]({name}).\n")
    return f"data {name} in {path}"


def embargo_set(play: Playground, rng: Random) -> str:
    """A brief is held back, or let go."""
    path = some_brief(play, rng)
    value = "" if key_of(play, path, "embargo") else f"{later_day(play, rng)}T12:00:00Z"
    return _put(play, path, "embargo", value)


def slugs_swap(play: Playground, rng: Random) -> str:
    """Two briefs take each other's address."""
    one, two = rng.sample(with_key(play, "slug"), 2)
    first, second = key_of(play, one, "slug"), key_of(play, two, "slug")
    set_key(play, one, "slug", second)
    set_key(play, two, "slug", first)
    return f"swap the slugs of {one} and {two}"


def rename_case(play: Playground, rng: Random) -> str:
    """A file name in other case."""
    path = rng.choice([one for one in play.briefs() if not one.endswith("index.md")])
    name = f"{posixpath.dirname(path)}/{posixpath.basename(path)[:-3].swapcase()}.md"
    play.site.rename(path, name)
    return f"rename {path} to {name}"


def slug_case(play: Playground, rng: Random) -> str:
    """An address in other case."""
    path = rng.choice(with_key(play, "slug"))
    return _put(play, path, "slug", key_of(play, path, "slug").swapcase())


def rename_form(play: Playground, rng: Random) -> str:
    """A file name with an accent changes between the composed and the decomposed form."""
    accented = [one for one in play.briefs() if "café" in unicodedata.normalize("NFC", one)]
    if not accented:
        path = rng.choice([one for one in play.briefs() if not one.endswith("index.md")])
        name = f"{posixpath.dirname(path)}/café-{play.fresh()}.md"
    else:
        path = rng.choice(accented)
        is_composed = unicodedata.is_normalized("NFC", path)
        name = unicodedata.normalize("NFD" if is_composed else "NFC", path)
    play.site.rename(path, name)
    return f"rename {path!a} to {name!a}"


def tag_add(play: Playground, rng: Random) -> str:
    """A tag that nobody used."""
    path = some_brief(play, rng)
    return _put(play, path, "tags", f"[{', '.join((*tags_of(play, path), f'Tag {play.fresh()}'))}]")


def tag_last_use_removed(play: Playground, rng: Random) -> str:
    """The rarest tag disappears from every brief."""
    uses = {path: tags_of(play, path) for path in play.briefs()}
    every = [tag for tags in uses.values() for tag in tags]
    tag = min(sorted(set(every)), key=every.count)
    for path, tags in uses.items():
        if tag in tags:
            set_key(play, path, "tags", f"[{', '.join(one for one in tags if one != tag)}]")
    return f"remove the tag {tag} everywhere"


def tag_case_change(play: Playground, rng: Random) -> str:
    """One brief spells a tag in other case."""
    path = rng.choice([one for one in play.briefs() if tags_of(play, one)])
    first, *others = tags_of(play, path)
    return _put(play, path, "tags", f"[{', '.join((first.swapcase(), *others))}]")


LETTERS = (
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

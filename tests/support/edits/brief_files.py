"""Edits of the files of briefs: one function each, (fixture site, random numbers) -> what was done, in words."""

import posixpath
import unicodedata
from random import Random

from tests.support.edits.briefs import some_brief
from tests.support.fixture_site import (
    FixtureSite,
    change,
    png,
)


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


def rename_case(fixture: FixtureSite, rng: Random) -> str:
    """A file name in other case."""
    path = rng.choice([path for path in fixture.briefs() if not path.endswith("index.md")])
    name = f"{posixpath.dirname(path)}/{posixpath.basename(path)[:-3].swapcase()}.md"
    fixture.site.rename(path, name)
    return f"rename {path} to {name}"


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


EDITS = (
    brief_rename_file,
    brief_move_folder,
    brief_delete,
    brief_readd_same,
    brief_attach_image,
    brief_attach_data,
    rename_case,
    rename_form,
)

"""Edits of tags.yaml, authors, pages and settings, and edits that break a site."""

import os
import re
from collections.abc import Callable
from random import Random

from tests.support.edits.briefs import some_brief
from tests.support.fixture_site import AUTHORS, FixtureSite, change, png, set_key, tags_of

CONFIG = "content/site.yaml"


def tag_merge(fixture: FixtureSite, rng: Random) -> str:
    """Two tags become one through tags.yaml, or the records go away."""
    if "Merged" in fixture.site.read("content/tags.yaml"):
        fixture.site.write("content/tags.yaml", "NATO: {description: The alliance.}\n")
        return "separate the merged tags"
    used = sorted({tag for path in fixture.briefs() for tag in tags_of(fixture, path)})
    first, second = rng.sample(used, 2)
    names = f"{{ko: 이름 {fixture.fresh()}}}"
    record = f"Merged {fixture.fresh()}: {{also: [{first}, {second}], names: {names}}}\n"
    fixture.site.write("content/tags.yaml", record)
    return f"merge the tags {first} and {second}"


def tag_describe(fixture: FixtureSite, rng: Random) -> str:
    """Another description of a tag."""
    fixture.site.write("content/tags.yaml", f"NATO: {{description: Description {fixture.fresh()}., also: [OTAN]}}\n")
    return "describe a tag"


def author_rename(fixture: FixtureSite, rng: Random) -> str:
    """Another name in an author's record."""
    path = f"content/authors/{rng.choice(sorted(AUTHORS))}.md"
    if (fixture.site.site / path).exists():
        set_key(fixture, path, "name", f"Name {fixture.fresh()}")
    return f"name of {path}"


def author_life(fixture: FixtureSite, rng: Random) -> str:
    """Another biography, or a first one."""
    path = f"content/authors/{rng.choice(sorted(AUTHORS))}.md"
    number = fixture.fresh()
    if (fixture.site.site / path).exists():
        change(fixture, path, lambda text: text + f"\nWrote {number}.\n")
    return f"life of {path}"


def author_portrait(fixture: FixtureSite, rng: Random) -> str:
    """An image of an author."""
    name = rng.choice(sorted(AUTHORS))
    fixture.site.write(f"static/img/{name}.png", png(20, 20, fixture.fresh()))
    path = f"content/authors/{name}.md"
    if (fixture.site.site / path).exists():
        set_key(fixture, path, "image", f"{{src: /img/{name}.png, alt: A face}}")
    return f"portrait of {name}"


_PLACES = (
    *(("group", "Fellows"), ("group", "Staff"), ("group", ""), ("former", "true"), ("former", "")),
    *(("page", "false"), ("page", ""), ("press_contact", "press@example.org"), ("names", "{ko: 이름}")),
)


def author_place(fixture: FixtureSite, rng: Random) -> str:
    """Another place among the people, or the end of it; now and then somebody new, who has written nothing."""
    name = rng.choice((*sorted(AUTHORS), "newcomer"))
    path = f"content/authors/{name}.md"
    if not (fixture.site.site / path).exists():
        fixture.site.write(path, f"---\nname: Newcomer {fixture.fresh()}\n---\n\nNew here.\n")
    key, value = rng.choice([*_PLACES, ("order", str(rng.randint(1, 3))), ("role", f"Role {fixture.fresh()}")])
    set_key(fixture, path, key, value)
    return f"{key} of {path}"


def author_remove(fixture: FixtureSite, rng: Random) -> str:
    """An author's record goes while it is used: the site is broken."""
    name = rng.choice(sorted(AUTHORS))
    fixture.site.remove(f"content/authors/{name}.md")
    return f"remove the author {name}"


def page_edit(fixture: FixtureSite, rng: Random) -> str:
    """Another text of a plain page, sometimes a new one."""
    name = rng.choice(("about", "about/history", "about/team/index", f"page-{fixture.fresh()}"))
    fixture.site.write(
        f"content/pages/{name}.md", f"---\ntitle: Page\n---\n\nPage {fixture.fresh()}, [to](brief:b01).\n"
    )
    return f"page {name}"


def _config(fixture: FixtureSite, old: str, new: str) -> str:
    change(fixture, CONFIG, lambda text: re.sub(old, new, text, flags=re.MULTILINE))
    return f"site.yaml: {new}"


def config_description(fixture: FixtureSite, rng: Random) -> str:
    """A setting that every page shows."""
    return _config(fixture, r"^description: .*", f"description: Description {fixture.fresh()}")


def config_feed_limit(fixture: FixtureSite, rng: Random) -> str:
    """A setting that only feeds show."""
    return _config(fixture, r"limit: \d+", f"limit: {rng.randint(2, 6)}")


def config_feed_bodies(fixture: FixtureSite, rng: Random) -> str:
    """Feeds with or without texts."""
    now = "full_content: true" in fixture.site.read(CONFIG)
    return _config(fixture, r"full_content: \w+", f"full_content: {'false' if now else 'true'}")


def config_page_size(fixture: FixtureSite, rng: Random) -> str:
    """Longer or shorter lists."""
    return _config(fixture, r"page_size: \d+", f"page_size: {rng.randint(6, 12)}")


def config_url(fixture: FixtureSite, rng: Random) -> str:
    """Another address of the site, sometimes in a folder."""
    return _config(fixture, r"^url: .*", f"url: https://example.{rng.choice(('org', 'net/sub', 'org/a/b'))}")


def config_time_zone(fixture: FixtureSite, rng: Random) -> str:
    """Another time zone."""
    return _config(fixture, r"^timezone: .*", f"timezone: {rng.choice(('UTC', 'Asia/Seoul', 'America/New_York'))}")


def config_language(fixture: FixtureSite, rng: Random) -> str:
    """Another language of the site."""
    return _config(fixture, r"^language: .*", f"language: {rng.choice(('en', 'ko'))}")


def config_hidden_order(fixture: FixtureSite, rng: Random) -> str:
    """The same hidden fields of the sign-up form in another order."""
    first = "hidden: {u: one" in fixture.site.read(CONFIG)
    return _config(fixture, r"hidden: \{[^}]*\}", "hidden: {id: two, u: one}" if first else "hidden: {u: one, id: two}")


def config_menu(fixture: FixtureSite, rng: Random) -> str:
    """Another menu."""
    return _config(fixture, r"label: \w+", f"label: Menu{fixture.fresh()}")


def config_redirect(fixture: FixtureSite, rng: Random) -> str:
    """Another redirect."""
    return _config(fixture, r"from: \S+,", f"from: /old-{fixture.fresh()}/,")


def config_severity(fixture: FixtureSite, rng: Random) -> str:
    """Another severity of a diagnostic that the site has."""
    return _config(fixture, r"LNK03: \w+", f"LNK03: {rng.choice(('warning', 'ignore', 'error'))}")


def config_embeds(fixture: FixtureSite, rng: Random) -> str:
    """Another name of a site that may be embedded, or none."""
    name = rng.choice(("Maps", "Map of Seoul", ""))
    text = fixture.site.read("content/site.yaml")
    kept = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("embeds:"))
    added = f"embeds: {{hosts: {{maps.example.org: {name}}}}}\n" if name else ""
    fixture.site.write("content/site.yaml", kept.rstrip("\n") + "\n" + added)
    return f"embeds from {name or 'no site of its own'}"


def config_languages(fixture: FixtureSite, rng: Random) -> str:
    """Another name and menu of the site in Korean, and another word of the interface, or none."""
    name = rng.choice(("한국어 누리집", "다른 이름", ""))
    text = fixture.site.read("content/site.yaml")
    kept = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("languages:"))
    menu = "[{label: 모두, url: /briefs/}]"
    added = f"languages: {{ko: {{title: {name}, menu: {menu}}}}}\n" if name else ""
    fixture.site.write("content/site.yaml", kept.rstrip("\n") + "\n" + added)
    fixture.site.write("content/words/ko.yaml", f"cite: 인용 {rng.randint(1, 3)}\n" if rng.random() < 0.7 else "")
    return f"Korean: {name or 'none'}"


def config_comment(fixture: FixtureSite, rng: Random) -> str:
    """A comment, which changes nothing."""
    change(fixture, CONFIG, lambda text: text + f"# Comment {fixture.fresh()}\n")
    return "a comment in site.yaml"


def touch(fixture: FixtureSite, rng: Random) -> str:
    """A file gets another time and nothing else."""
    path = rng.choice([*fixture.briefs(), *fixture.below("templates"), CONFIG])
    os.utime(fixture.site.site / path)
    return f"touch {path}"


def _twin(fixture: FixtureSite, path: str) -> None:
    set_key(fixture, path, "slug", "twin")
    fixture.site.write("content/briefs/twin.md", fixture.site.read(path).replace("title: ", "title: Twin of "))


def break_a_file(fixture: FixtureSite, rng: Random) -> str:
    """A file that cannot be published: the site is broken."""
    path = some_brief(fixture, rng)
    site = fixture.site
    ways: dict[str, Callable[[], object]] = {
        "no such day": lambda: set_key(fixture, path, "date", "2024-02-30"),
        "an unknown key": lambda: set_key(fixture, path, "tilte", "Oh"),
        "no front matter": lambda: site.write(path, "Only words.\n"),
        "not UTF-8": lambda: site.write(path, site.read(path).encode() + b"\xff\xfe\n"),
        "a link": lambda: os.symlink(path, site.site / f"content/briefs/link-{fixture.fresh()}.md"),
        "an unknown author": lambda: set_key(fixture, path, "authors", "[nobody]"),
        "an odd name": lambda: site.rename(path, "content/briefs/what?.md"),
        "a missing image": lambda: change(fixture, path, lambda text: text + "\n![Gone](gone.png)\n"),
        "an image that is none": lambda: site.write("static/img/mark.png", "not an image"),
        "an unknown setting": lambda: change(fixture, CONFIG, lambda text: text + "tilte: x\n"),
        "a broken tags.yaml": lambda: site.write("content/tags.yaml", "NATO: [\n"),
        "a dynamic include": lambda: site.write("templates/base.html", "{% include view.url %}"),
        "an alias that is taken": lambda: set_key(fixture, path, "aliases", "[/briefs/]"),
        "a brief of the same address": lambda: _twin(fixture, path),
    }
    how = rng.choice(sorted(ways))
    ways[how]()
    return f"break {path}: {how}"


EDITS = (
    tag_merge,
    tag_describe,
    author_rename,
    author_life,
    author_portrait,
    author_place,
    author_remove,
    page_edit,
    config_description,
    config_feed_limit,
    config_feed_bodies,
    config_page_size,
    config_url,
    config_time_zone,
    config_language,
    config_hidden_order,
    config_menu,
    config_redirect,
    config_severity,
    config_embeds,
    config_languages,
    config_comment,
    touch,
    break_a_file,
)

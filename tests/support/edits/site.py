"""Edits of everything but briefs: tags.yaml, authors, templates, settings, static files, images, and what breaks a
site.
"""

import os
import re
from collections.abc import Callable
from random import Random

from tests.support.edits.briefs import some_brief
from tests.support.fixture_site import AUTHORS, FixtureSite, change, png, set_key, tags_of

CONFIG = "content/site.yaml"
PLAIN = ("tag.html", "home.html", "year.html", "briefs.html", "404.html")


def tag_merge(fixture: FixtureSite, rng: Random) -> str:
    """Two tags become one through tags.yaml, or the records go away."""
    if "Merged" in fixture.site.read("content/tags.yaml"):
        fixture.site.write("content/tags.yaml", "NATO: {description: The alliance.}\n")
        return "separate the merged tags"
    used = sorted({tag for path in fixture.briefs() for tag in tags_of(fixture, path)})
    first, second = rng.sample(used, 2)
    fixture.site.write("content/tags.yaml", f"Merged {fixture.fresh()}: {{also: [{first}, {second}]}}\n")
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
    change(fixture, path, lambda text: text + f"\nWrote {number}.\n")
    return f"life of {path}"


def author_portrait(fixture: FixtureSite, rng: Random) -> str:
    """An image of an author."""
    name = rng.choice(sorted(AUTHORS))
    fixture.site.write(f"static/img/{name}.png", png(20, 20, fixture.fresh()))
    set_key(fixture, f"content/authors/{name}.md", "image", f"{{src: /img/{name}.png, alt: A face}}")
    return f"portrait of {name}"


def author_remove(fixture: FixtureSite, rng: Random) -> str:
    """An author's record goes while it is used: the site is broken."""
    name = rng.choice(sorted(AUTHORS))
    fixture.site.remove(f"content/authors/{name}.md")
    return f"remove the author {name}"


def page_edit(fixture: FixtureSite, rng: Random) -> str:
    """Another text of a plain page, sometimes a new one."""
    name = rng.choice(("about", f"page-{fixture.fresh()}"))
    fixture.site.write(
        f"content/pages/{name}.md", f"---\ntitle: Page\n---\n\nPage {fixture.fresh()}, [to](brief:b01).\n"
    )
    return f"page {name}"


def _template(fixture: FixtureSite, name: str, old: str, new: str) -> str:
    path = f"templates/{name}"
    if not (fixture.site.site / path).exists():
        return f"{name} is the theme's"
    change(fixture, path, lambda text: re.sub(old, new, text))
    return f"template {name}"


def template_base(fixture: FixtureSite, rng: Random) -> str:
    """Other words on every page."""
    return _template(fixture, "base.html", r"Footer \d+", f"Footer {fixture.fresh()}")


def template_deep(fixture: FixtureSite, rng: Random) -> str:
    """Other words in a partial three levels down."""
    return _template(fixture, "parts/three.html", r"three \d+", f"three {fixture.fresh()}")


def template_macro(fixture: FixtureSite, rng: Random) -> str:
    """Another macro."""
    return _template(fixture, "macros.html", r"<div[^>]*>", f'<div class="n{fixture.fresh()}">')


def template_page(fixture: FixtureSite, rng: Random) -> str:
    """Other words on the pages of one recipe."""
    return _template(fixture, rng.choice(PLAIN), r"tail \d+", f"tail {fixture.fresh()}")


def template_shadows(fixture: FixtureSite, rng: Random) -> str:
    """A template of the site's own takes the place of the theme's, or gives it back."""
    path = "templates/signup.html"
    if (fixture.site.site / path).exists():
        fixture.site.remove(path)
        return "the theme's signup.html is back"
    fixture.site.write(path, f"<p>Sign up {fixture.fresh()}</p>\n")
    change(
        fixture,
        "templates/parts/two.html",
        lambda text: text.replace("two", 'two {% include "signup.html" %}') if "signup" not in text else text,
    )
    return "signup.html shadows the theme's"


def template_deleted(fixture: FixtureSite, rng: Random) -> str:
    """A template that others name is deleted: the site is broken."""
    name = rng.choice(("parts/three.html", "macros.html"))
    fixture.site.remove(f"templates/{name}")
    return f"delete template {name}"


def template_appears(fixture: FixtureSite, rng: Random) -> str:
    """An include that was missing appears, or goes again."""
    path = "templates/extra.html"
    if (fixture.site.site / path).exists():
        fixture.site.remove(path)
        return "extra.html goes"
    fixture.site.write(path, f"<p>Extra {fixture.fresh()}</p>\n")
    return "extra.html appears"


def template_fails(fixture: FixtureSite, rng: Random) -> str:
    """A template that fails, on the pages of one recipe: the site is broken."""
    words = rng.choice(("{{ view.nothing_of_the_kind }}", "{% if %}", '{{ "x" | no_such_filter }}', "{{ 1 // 0 }}"))
    return f"{_template(fixture, rng.choice(PLAIN), r'tail .*', words + '{% endblock %}')} fails with {words}"


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


def config_comment(fixture: FixtureSite, rng: Random) -> str:
    """A comment, which changes nothing."""
    change(fixture, CONFIG, lambda text: text + f"# Comment {fixture.fresh()}\n")
    return "a comment in site.yaml"


def static_add(fixture: FixtureSite, rng: Random) -> str:
    """A static file more."""
    path = f"static/files/{fixture.fresh()}.txt"
    fixture.site.write(path, f"File {fixture.serial}.\n")
    return f"add {path}"


def static_edit(fixture: FixtureSite, rng: Random) -> str:
    """Other bytes in a static file."""
    path = rng.choice(fixture.below("static/files") or [f"static/files/{fixture.fresh()}.txt"])
    fixture.site.write(path, f"Edited {fixture.fresh()}.\n")
    return f"edit {path}"


def static_delete(fixture: FixtureSite, rng: Random) -> str:
    """A static file less."""
    path = rng.choice(fixture.below("static/files") or ["static/img/mark.png"])
    fixture.site.remove(path)
    return f"delete {path}"


def static_same_stat(fixture: FixtureSite, rng: Random) -> str:
    """Other bytes of the same length, with the old time of change restored."""
    path = "static/files/same.txt"
    fixture.site.write(path, f"{fixture.fresh():08}") if not (fixture.site.site / path).exists() else None
    before = (fixture.site.site / path).stat()
    fixture.site.write(path, f"{fixture.fresh():08}")
    os.utime(fixture.site.site / path, ns=(before.st_atime_ns, before.st_mtime_ns))
    return f"{path}: same size, same time"


def static_old_time(fixture: FixtureSite, rng: Random) -> str:
    """Bytes of another length that claim to be old."""
    path = "static/files/old.txt"
    fixture.site.write(path, "x" * (1 + fixture.fresh() % 50))
    os.utime(fixture.site.site / path, ns=(10**18, 10**18))
    return f"{path}: an old time"


def static_folder_for_file(fixture: FixtureSite, rng: Random) -> str:
    """A file where a folder was, or the other way round."""
    path = fixture.site.site / "static/turn"
    if path.is_dir():
        fixture.site.remove("static/turn")
        fixture.site.write("static/turn", f"A file {fixture.fresh()}.\n")
        return "static/turn becomes a file"
    path.unlink(missing_ok=True)
    fixture.site.write("static/turn/inside/file.txt", f"Inside {fixture.fresh()}.\n")
    return "static/turn becomes a folder"


def asset_edit(fixture: FixtureSite, rng: Random) -> str:
    """Another style sheet: its hashed name changes on every page."""
    fixture.site.write("static/assets/site.css", f"body {{ margin: {fixture.fresh()}px }}\n")
    return "style sheet"


def image_same_size(fixture: FixtureSite, rng: Random) -> str:
    """Other pixels, the same size in pixels and bytes, the old time of change."""
    path = rng.choice(fixture.below("content", ".png") or ["static/img/mark.png"])
    before = (fixture.site.site / path).stat()
    data = (fixture.site.site / path).read_bytes()
    width, height = int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
    fixture.site.write(path, png(width, height, fixture.fresh()))
    os.utime(fixture.site.site / path, ns=(before.st_atime_ns, before.st_mtime_ns))
    return f"pixels of {path}"


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
    author_remove,
    page_edit,
    template_base,
    template_deep,
    template_macro,
    template_page,
    template_shadows,
    template_deleted,
    template_appears,
    template_fails,
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
    config_comment,
    static_add,
    static_edit,
    static_delete,
    static_same_stat,
    static_old_time,
    static_folder_for_file,
    asset_edit,
    image_same_size,
    touch,
    break_a_file,
)

"""Edits of templates and static files: one function each, (fixture site, random numbers) -> what was done, in words."""

import os
import re
from random import Random

from tests.support.fixture_site import FixtureSite, change, png

PLAIN = ("tag.html", "home.html", "year.html", "briefs.html", "404.html")


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


EDITS = (
    template_base,
    template_deep,
    template_macro,
    template_page,
    template_shadows,
    template_deleted,
    template_appears,
    template_fails,
    static_add,
    static_edit,
    static_delete,
    static_same_stat,
    static_old_time,
    static_folder_for_file,
    asset_edit,
    image_same_size,
)

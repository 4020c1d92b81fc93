"""The path of a plain page below `content/pages/` -> where it stands on the site, or diagnostics. Source, pure."""

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.urls import slug_of_file, slugify
from kei_site.model.routes import invalid_slug


def page_slug(name: str, own: str) -> str:
    """Return the slug of a page, `about/history`: its folders, and its own `slug:` or the name of its file.

    `name` is the path without its ending. The page of a folder is `index` in it.
    """
    *folders, last = name.removesuffix("/index").split("/")
    return "/".join([*map(slugify, folders), own or slug_of_file(last)])


def check_page_slug(slug: str, path: str) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for the first part of a slug that cannot be used; below a folder no word is reserved."""
    parts = slug.split("/")
    for at, part in enumerate(parts):
        invalid = invalid_slug(part)
        if invalid and not (at and invalid[0] == "SLG07"):
            fix = "give the page a `slug:`" if at == len(parts) - 1 else "rename the folder"
            return (diagnostic(invalid[0], Place(path=path), invalid[1], found=part, fix=fix),)
    return ()

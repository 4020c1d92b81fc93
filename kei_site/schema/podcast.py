"""The `podcast` of `site.yaml` -> the show as directories list it, and its diagnostics. Schema, pure."""

from kei_site.core.podcast import CATEGORIES, Show
from kei_site.core.suggest import nearest
from kei_site.schema.fields import Problems, boolean, group, text, texts
from kei_site.schema.formats import HOST_NAME, email, matching
from kei_site.schema.nodes import Node
from kei_site.schema.shapes import shaped

_COVER = r"(?:static|content)/(?!(?:.*/)?\.\.?/)[^\\]+\.(?i:png|jpe?g)"


@shaped({"enum": list(CATEGORIES)})
def _category(node: Node, problems: Problems) -> str | None:
    """Read a category of Apple's list; there are 80, so a wrong one is told with the nearest, or with the largest."""
    written = text(node, problems)
    if written is None or written in CATEGORIES:
        return written
    below = [category for category in CATEGORIES if category.endswith(f" > {written}")]
    close = below[0] if below else nearest(written, CATEGORIES)
    largest = ", ".join(category for category in CATEGORIES if " > " not in category)
    fix = f"did you mean `{close}`?" if close else f"use one of {largest}, or one below it, such as News > Politics"
    problems.add(problems.codes.choice, node, "not a category of Apple Podcasts", found=written, fix=fix)
    return None


podcast = group(
    Show,
    {
        "title": text,
        "description": text,
        "cover": matching(_COVER, "a JPEG or PNG of the site, such as content/brand/cover.jpg"),
        "category": _category,
        "author": text,
        "email": email,
        "explicit": boolean,
        "hosts": texts("hosts", matching(HOST_NAME, "a host in small letters, such as cdn.example.org")),
    },
    form="podcast: {title: ..., cover: content/brand/cover.jpg, category: News > Politics}",
)
"""Reads the podcast of a site."""

"""The `podcast` of `site.yaml` -> the show as directories list it, and its diagnostics. Schema, pure."""

from kei_site.core.podcast import CATEGORIES, Show
from kei_site.schema.fields import boolean, choice, group, text, texts
from kei_site.schema.formats import HOST_NAME, email, matching

_COVER = r"(?:static|content)/(?!(?:.*/)?\.\.?/)[^\\]+\.(?i:png|jpe?g)"
podcast = group(
    Show,
    {
        "title": text,
        "description": text,
        "cover": matching(_COVER, "a JPEG or PNG of the site, such as content/brand/cover.jpg"),
        "category": choice(*CATEGORIES),
        "author": text,
        "email": email,
        "explicit": boolean,
        "hosts": texts("hosts", matching(HOST_NAME, "a host in small letters, such as cdn.example.org")),
    },
    form="podcast: {title: ..., cover: content/brand/cover.jpg, category: News > Politics}",
)
"""Reads the podcast of a site."""

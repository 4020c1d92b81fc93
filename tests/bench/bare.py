"""A site -> the pages and feeds of lean Hugo, by the libraries of kei-site and nothing else: what the language costs.

    python -m tests.bench.bare SITE OUTPUT

PyYAML reads front matter (its parser in C), markdown-it-py texts, Jinja fills one template a page, and a file is
written. Raw HTML passes as it is; no address is resolved, no fault told, nothing kept for the next build.
"""

import re
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml
from jinja2 import DictLoader, Environment
from markdown_it import MarkdownIt
from markupsafe import Markup

PAGE, FEED = 50, 20
"""Entries of a list page and of a feed."""
WORDS: Final = 70
"""Words of a summary."""
TERMS: Final = ("tags", "authors", "series")

TEMPLATES: Final = {
    "frame": """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ title }} | Benchmark</title>
<link rel="canonical" href="{{ url }}">{% block meta %}{% endblock %}</head><body><header><a href="/">Benchmark</a>
<nav><a href="/briefs/">Briefs</a> <a href="/tags/">Topics</a> <a href="/authors/">Authors</a></nav></header>
<main><h1>{{ title }}</h1>{% block main %}{% endblock %}</main><footer>Benchmark</footer></body></html>""",
    "brief": """{% extends "frame" %}{% block meta %}<meta name="description" content="{{ brief.summary }}">
<meta property="og:title" content="{{ brief.title }}"><meta name="citation_title" content="{{ brief.title }}">
{% for name in brief.terms.authors %}<meta name="citation_author" content="{{ name }}">{% endfor %}
{% endblock %}{% block main %}<p>{{ brief.summary }}</p><p>{% for name in brief.terms.authors %}
<a href="/authors/{{ name | slug }}/">{{ name }}</a>{% endfor %} <time>{{ brief.day }}</time></p>{{ brief.html }}
<ul>{% for tag in brief.terms.tags %}<li><a href="/tags/{{ tag | slug }}/">{{ tag }}</a></li>{% endfor %}</ul>
<pre>@techreport{ {{- brief.url }}, title = {{ brief.title }}, year = {{ brief.day.year }} }</pre>
{% endblock %}""",
    "list": """{% extends "frame" %}{% block main %}<ol>{% for brief in briefs %}
<li><h3><a href="{{ brief.url }}">{{ brief.title }}</a></h3><p>{{ brief.summary }}</p><p><time>{{ brief.day }}</time>
{% for name in brief.terms.authors %}<a href="/authors/{{ name | slug }}/">{{ name }}</a>{% endfor %}</p></li>
{% endfor %}</ol>{% endblock %}""",
    "feed": """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{{ title }}</title>
<link>{{ url }}</link>{% for brief in briefs %}<item><title>{{ brief.title }}</title><link>{{ brief.url }}</link>
<pubDate>{{ brief.day.strftime("%a, %d %b %Y 00:00:00 +0000") }}</pubDate>
{% for tag in brief.terms.tags %}<category>{{ tag }}</category>{% endfor %}
<description>{{ brief.summary }}</description></item>{% endfor %}</channel></rss>""",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A brief as its page shows it."""

    title: str
    day: date
    url: str
    html: Markup
    summary: str
    terms: dict[str, list[str]]


def slug(name: str) -> str:
    """Return a name as a part of an address."""
    return re.sub(r"\W+", "-", name.lower()).strip("-")


def read(path: Path, folder: Path, markdown: MarkdownIt) -> Brief:
    """Return a brief; `folder` holds all of them."""
    _, front, body = re.split(r"^---\s*$", path.read_text(encoding="utf-8", errors="replace"), maxsplit=2, flags=re.M)
    # The loader makes plain values only.
    values: dict[str, Any] = yaml.load(front, Loader=yaml.CSafeLoader)
    html = markdown.render(body)
    return Brief(
        title=str(values["title"]),
        day=date.fromisoformat(str(values["date"])[:10]),
        url=f"/briefs/{path.relative_to(folder).with_suffix('').as_posix()}/",
        html=Markup(html),  # noqa: S704
        summary=" ".join(re.sub(r"<[^>]*>", "", html[: WORDS * 20]).split()[:WORDS]),
        terms={kind: list(map(str, _listed(values.get(kind)))) for kind in TERMS},
    )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def pages(briefs: list[Brief]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield the address, the template and the values of each page and feed; the briefs are the newest first."""
    for brief in briefs:
        yield f"{brief.url}index.html", "brief", {"title": brief.title, "url": brief.url, "brief": brief}
    groups: dict[str, list[Brief]] = defaultdict(list)
    for brief in briefs:
        for address in ("/", "/briefs/", *(f"/{kind}/{slug(name)}/" for kind in TERMS for name in brief.terms[kind])):
            groups[address].append(brief)
    for url, found in groups.items():
        yield f"{url}feed.xml", "feed", {"title": url, "url": url, "briefs": found[:FEED]}
        for at in range(0, len(found), PAGE):
            number = f"page/{at // PAGE + 1}/" if at else ""
            yield f"{url}{number}index.html", "list", {"title": url, "url": url, "briefs": found[at : at + PAGE]}


def build(site: Path, output: Path) -> None:
    """Write the pages of the site in `site` into the folder `output`."""
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    environment = Environment(loader=DictLoader(TEMPLATES), autoescape=True)
    environment.filters["slug"] = slug
    shutil.copytree(site / "static", output, dirs_exist_ok=True)
    folder = site / "content" / "briefs"
    briefs = [read(path, folder, markdown) for path in folder.rglob("*.md")]
    for address, template, values in pages(sorted(briefs, key=lambda brief: brief.day, reverse=True)):
        path = output / address[1:]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(environment.get_template(template).render(values), encoding="utf-8")


if __name__ == "__main__":
    build(*map(Path, sys.argv[1:3]))

"""`kei-site list`: the briefs, also those that are held back, and until when."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace

from kei_site.build.pipeline import read_site
from kei_site.build.records import SitePlan
from kei_site.check.printing import instant_text, print_diagnostics
from kei_site.commands.options import request_of
from kei_site.core.characters import shown
from kei_site.core.diagnostics import errors_in, has_errors
from kei_site.core.urls import slugify
from kei_site.model.brief import Brief
from kei_site.model.library import Library


def run_list(options: argparse.Namespace) -> int:
    """Print the briefs that the options ask for; errors in the content are printed after them (exit code 1)."""
    # `--drafts` chooses among the briefs here; a plan with public drafts would have none to list.
    request = replace(request_of(options), drafts=False)
    site = read_site(request)
    rows = [row for row in _rows(site.library) if _is_wanted(row, options)]
    if options.format == "json":
        print(json.dumps(_as_json(rows, site), ensure_ascii=False, indent=1))
    else:
        _print_rows(rows, site, options)
        print_diagnostics(errors_in(site.diagnostics), request.site)
    return int(has_errors(site.diagnostics))


Row = dict[str, object]


def _rows(library: Library) -> Iterator[Row]:
    unpublished = {entry.brief.id: entry for entry in library.unpublished}
    for brief in library.by_path.values():
        waiting = unpublished.get(brief.id)
        yield {
            **_facts(brief),
            "state": waiting.reason if waiting else "public",
            "until": waiting.until.iso if waiting and waiting.until else "",
        }


def _facts(brief: Brief) -> Row:
    front = brief.front
    return {
        "date": front.date.day if brief.has_address else "",
        "type": front.type,
        "title": front.title,
        "path": brief.path,
        "url": brief.url if brief.has_address else "",
        "tags": list(front.tags),
        "authors": list(front.authors),
        "language": front.language,
    }


def _is_wanted(row: Row, options: argparse.Namespace) -> bool:
    if options.due and row["state"] not in ("embargo", "date"):
        return False
    if options.drafts and row["state"] != "draft":
        return False
    tags = row["tags"]
    return not options.tag or (isinstance(tags, list) and slugify(options.tag) in map(slugify, tags))


def _print_rows(rows: list[Row], site: SitePlan, options: argparse.Namespace) -> None:
    for row in rows:
        print(f"{row['date']:<10}  {row['type']:<10}  {shown(str(row['title']))}{_state(row)}")
        print(f"            {shown(str(row['path']))}")
    if rows:
        print(f"{len(rows)} briefs" if len(rows) != 1 else "1 brief")
    else:
        print(_nothing(options))
    due = site.library.next_due
    if due is not None:
        print(f"next build needed at {instant_text(due)}")


_STATES = {
    "broken": "not published: fix the errors below",
    "draft": "draft: take `draft: true` out to publish it",
    "date": "hidden until its date, {until}",
    "embargo": "hidden until its embargo ends, {until}",
}
"""The words for a brief that is not public, by its state."""


def _state(row: Row) -> str:
    words = _STATES.get(str(row["state"]), str(row["state"]))
    return "" if row["state"] == "public" else f"  [{words.format(**row)}]"


def _nothing(options: argparse.Namespace) -> str:
    if options.due:
        return "nothing waits for its time"
    return "there are no drafts" if options.drafts else "there are no such briefs" if options.tag else "no briefs yet"


def _as_json(rows: list[Row], site: SitePlan) -> dict[str, object]:
    due = site.library.next_due
    return {"briefs": rows, "next_due": None if due is None else instant_text(due)}

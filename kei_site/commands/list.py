"""`kei-site list`: what there is, what is held back and until when. Build layer."""

import argparse
import json
from collections.abc import Iterator
from datetime import UTC, datetime

from kei_site.build import Survey, survey
from kei_site.commands.options import request_of
from kei_site.commands.show import print_diagnostics
from kei_site.model.brief import Brief
from kei_site.model.library import Library
from kei_site.urls import slugify


def run_list(options: argparse.Namespace) -> int:
    """Print the briefs that the options ask for; errors in the content are printed after them (exit code 1)."""
    request = request_of(options)
    site = survey(request)
    rows = [row for row in _rows(site.planned.library) if _is_wanted(row, options)]
    if options.format == "json":
        print(json.dumps(_as_json(rows, site), ensure_ascii=False, indent=1))
    else:
        _print_rows(rows, site)
        errors = [one for one in site.diagnostics if one.severity == "error"]
        print_diagnostics(errors, request.site)
    return int(any(one.severity == "error" for one in site.diagnostics))


Row = dict[str, object]


def _rows(library: Library) -> Iterator[Row]:
    held = {one.brief.id: one for one in library.held}
    for brief in library.by_path.values():
        waiting = held.get(brief.id)
        yield {
            **_facts(brief),
            "state": waiting.reason if waiting else "public",
            "until": waiting.until.iso if waiting and waiting.until else "",
        }


def _facts(brief: Brief) -> Row:
    front = brief.front
    return {
        "date": front.date.day,
        "type": front.type,
        "title": front.title,
        "path": brief.path,
        "url": brief.url,
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


def _print_rows(rows: list[Row], site: Survey) -> None:
    for row in rows:
        state = "" if row["state"] == "public" else f"  [{row['state']}{_until(row)}]"
        print(f"{row['date']}  {row['type']:<10}  {row['title']}{state}\n            {row['path']}")
    print(f"{len(rows)} briefs" if len(rows) != 1 else "1 brief")
    due = site.planned.library.next_due
    if due is not None:
        print(f"next build needed at {_iso(due)}")


def _until(row: Row) -> str:
    return f" until {row['until']}" if row["until"] else ""


def _as_json(rows: list[Row], site: Survey) -> dict[str, object]:
    due = site.planned.library.next_due
    return {"briefs": rows, "next_due": None if due is None else _iso(due)}


def _iso(epoch: int) -> str:
    return datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

"""`kei-site list`: the briefs, also those that are held back, and until when."""

import argparse
import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kei_site.build.pipeline import read_site
from kei_site.build.records import SitePlan
from kei_site.check.printing import instant_text, print_diagnostics
from kei_site.commands.options import request_of
from kei_site.core.characters import shown
from kei_site.core.diagnostics import errors_in, has_errors
from kei_site.core.syndication import Syndication
from kei_site.core.urls import slugify
from kei_site.model.brief import Brief
from kei_site.model.library import Library
from kei_site.model.outlets import appearances, year_of


def run_list(options: argparse.Namespace) -> int:
    """Print the briefs that the options ask for; errors in the content are printed after them (exit code 1)."""
    # `--drafts` chooses among the briefs here; a plan with public drafts would have none to list.
    request = replace(request_of(options), drafts=False)
    site = read_site(request)
    if options.outlets:
        return _run_outlets(site, options)
    rows = [row for row in _rows(site.library) if _is_wanted(row, options)]
    if options.format == "json":
        print(json.dumps(_as_json(rows, site), ensure_ascii=False, indent=1))
    elif options.format == "csv":
        _print_csv([{**row, "tags": "; ".join(row["tags"]), "authors": "; ".join(row["authors"])} for row in rows])
    else:
        _print_rows(rows, site, options)
        print_diagnostics(errors_in(site.diagnostics), request.site)
    return int(has_errors(site.diagnostics))


Row = dict[str, Any]


def _run_outlets(site: SitePlan, options: argparse.Namespace) -> int:
    """Print where public briefs appeared elsewhere, one line for each brief at each outlet."""
    rows = [_appearance(brief, there, site) for brief, there in appearances(site.library.listed)]
    if options.format == "json":
        print(json.dumps({"outlets": rows}, ensure_ascii=False, indent=1))
    elif options.format == "csv":
        _print_csv(rows)
    else:
        for row in rows:
            print(f"{row['date']:<10}  {row['role']:<11}  {shown(row['outlet'])}: {shown(row['title'])}")
        print(f"{len(rows)} appearances" if len(rows) != 1 else "1 appearance")
        print_diagnostics(errors_in(site.diagnostics), options.site)
    return int(has_errors(site.diagnostics))


def _appearance(brief: Brief, there: Syndication, site: SitePlan) -> Row:
    return {
        "outlet": there.outlet,
        "year": year_of(brief, there),
        "date": (there.date or brief.front.date).day,
        "role": there.role,
        "title": brief.front.title,
        "address_there": there.url,
        "address_here": site.inputs.site.url + brief.url,
        "authors": "; ".join(author.name for author in site.library.cards[brief.id].authors),
    }


def _print_csv(rows: list[Row]) -> None:
    """Print rows as CSV with a head; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows[0] if rows else ())
    writer.writerows([_cell(value) for value in row.values()] for row in rows)
    print(out.getvalue(), end="")


def _cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def _rows(library: Library) -> Iterator[Row]:
    unpublished = {entry.brief.id: entry for entry in library.unpublished}
    for brief in library.by_path.values():
        waiting = unpublished.get(brief.id)
        yield {
            **_facts(brief),
            "state": waiting.reason if waiting else "retracted" if brief.front.is_retracted else "public",
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
    "retracted": "retracted: it keeps its page, and is in no list there",
}
"""The words for a brief that lists of the site do not show, by its state."""


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

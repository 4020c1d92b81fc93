"""The vectors of `tests/attacks` behind every door that a guest's brief has besides its text and its plain fields.

Each door is a brief of its own, so that an error in one, for which its brief is left out, hides no other.
"""

import csv
import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.support.attack_site import VECTORS
from tests.support.costly_pieces import picture
from tests.support.scratch import CONFIG, ScratchSite, brief

_FIGURE = """::: {kind} data.csv
title: {value}
subtitle: {value}
source: {value}
notes: {value}
{more}
:::

"""
_EXTRA = "extra:\n  method: {label: Method, type: text}\n"
_LOWERED = (
    "HTM01",
    "FM17",
    "IMG01",
    "LNK02",
    "LNK01",
    "IMG09",
    "SHC01",
    "SHC02",
    "SHC04",
    "MTH01",
    "MD07",
    "TXT01",
    "FIG02",
    "FIG04",
)


def _data(value: str) -> str:
    """Return a data file with a value as a name of a column and in its cells."""
    out = io.StringIO()
    csv.writer(out).writerows([["name", value], [value, "1"], [f"2 {value}", "2"]])
    return out.getvalue()


def _bib(value: str) -> str:
    escaped = value.replace("{", "(").replace("}", ")")
    fields = ", ".join(
        f"{key} = {{{escaped}}}" for key in ("title", "journal", "publisher", "note", "url", "doi", "pages")
    )
    return f"@article{{key, author = {{{escaped} and Kim, A.}}, year = {{2001}}, {fields}}}\n"


def _keys(**more: object) -> dict[str, str]:
    return {key: json.dumps(value, ensure_ascii=False) for key, value in more.items()}


def _chart(value: str) -> str:
    quoted = json.dumps(value, ensure_ascii=False)
    more = f"type: bar\nunit: {quoted}\nalt: {quoted}\nannotate: [{{y: 1, text: {quoted}}}]\nhighlight: {quoted}"
    return _FIGURE.format(kind="chart", value=quoted, more=more)


def _table(value: str) -> str:
    quoted = json.dumps(value, ensure_ascii=False)
    return _FIGURE.format(kind="table", value=quoted, more=f"units: {{{quoted}: {quoted}}}")


DOORS: Mapping[str, Callable[[str], str]] = {
    "chart": lambda value: brief("A chart", body=_chart(value)),
    "table": lambda value: brief("A table", body=_table(value)),
    "references": lambda value: brief("References", body="Words [@key, p. 3].\n", references="[works.bib]"),
    "locator": lambda value: brief("References", body=f"Words [see @key, {value}].\n", references="[plain.bib]"),
    "materials": lambda value: brief(
        "An event", type="event", **_keys(event={"start": "2024-03-04", "materials": [{"title": value, "url": value}]})
    ),
    "registration": lambda value: brief(
        "A dinner", type="event", **_keys(event={"start": "2024-03-04", "address": value, "register": value})
    ),
    "speech": lambda value: brief(
        "A talk", type="event", **_keys(event={"start": "2024-03-04", "place": value, "speakers": [value]})
    ),
    "podcast": lambda value: brief(
        "An episode",
        type="podcast",
        **_keys(
            podcast={
                "audio": "https://example.org/a.mp3",
                "chapters": [f"0:00 {value}", {"start": "1:00", "title": value}],
            }
        ),
    ),
    "extra": lambda value: brief("Extra", **_keys(method=value)),
    "caption": lambda value: brief(
        "Caption", **_keys(image={"src": "a.png", "alt": value, "caption": value, "credit": value})
    ),
    "figure": lambda value: brief("Figure", body=f"::: figure a.png {value}\n{value}\n:::\n"),
    "embed": lambda value: brief("Embed", body=f"::: embed https://www.youtube.com/watch?v=dQw4w9WgXcQ {value}\n:::\n"),
    "gallery": lambda value: brief("Gallery", body=f"::: gallery {value}\n![{value}](a.png)\n:::\n"),
    "corrections": lambda value: brief(
        "Corrected", **_keys(corrections=[{"date": "2024-08-01", "kind": "correction", "note": value}])
    ),
    "outlets": lambda value: brief(
        "Elsewhere", **_keys(published_in=[{"outlet": value, "url": "https://example.org/a", "date": "2024-08-01"}])
    ),
    "keywords": lambda value: brief("Keywords", **_keys(keywords=[value])),
}


def attack_doors(folder: Path, every: int = 1) -> ScratchSite:
    """Write briefs with the files that they read: for each vector, on one line, one of every so many doors in turn."""
    site = ScratchSite(folder)
    lowered = ", ".join(f"{code}: warning" for code in _LOWERED)
    site.write("content/site.yaml", f"{CONFIG}{_EXTRA}diagnostics: {{{lowered}}}\nmath: true\n")
    for number, (name, vector) in enumerate(VECTORS.items()):
        value = " ".join(vector.split())
        for door, text in [*DOORS.items()][number % every :: every]:
            beside = f"content/briefs/2024/{name}-{door}/"
            site.write(f"{beside}index.md", text(value))
            site.write(f"{beside}data.csv", _data(value))
            site.write(f"{beside}works.bib", _bib(value))
            site.write(f"{beside}plain.bib", _bib("Words"))
            site.write(f"{beside}a.png", picture("PNG", (4, 4)))
        site.write(
            f"content/authors/a-{name}.md",
            f"---\nname: {json.dumps('A ' + value, ensure_ascii=False)}\n---\n\n{vector}\n",
        )
    return site

"""`kei-site schema`: the keys of front matter, of site.yaml or of figures -> a JSON Schema on standard output."""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

from kei_site.config import configuration_shape, read_config
from kei_site.core.vocabulary import ExtraKey
from kei_site.schema.shapes import Shape, document_schema
from kei_site.source.figures import figure_shape
from kei_site.source.file_kinds import CONFIG
from kei_site.source.front_matter import front_matter_shape

_FRONT_MATTER: Mapping[str, str] = {
    "title": "The title, as cards and search results show it.",
    "date": "The day of publication, YYYY-MM-DD, or a time with its offset. In the future: hidden until then.",
    "authors": "Ids of authors: the names of their files in content/authors, without .md.",
    "summary": "One or two plain sentences. Without it, the first paragraph is taken.",
    "type": "What it is; scholarly metadata depend on it.",
    "tags": "Topics, spelled as in content/tags.yaml or new.",
    "series": "The name of the series.",
    "slug": "The last part of the address. Without it, the name of the file is taken.",
    "aliases": "Former addresses that lead here: /old/address/.",
    "updated": "The day of the last change that matters to readers.",
    "withdrawn": "The date and the reason of a withdrawal.",
    "versions": "true: readers find the text as it was before each change (`kei-site freeze`).",
    "superseded_by": "Path or slug of the brief that replaces this one.",
    "corrections": "Notices of what was changed after publication.",
    "published_in": "Where it first appeared.",
    "embargo": "A time with its offset. Until then it is hidden in every output.",
    "draft": "true: hidden, unless a build is asked for drafts.",
    "language": "The language of the text (BCP 47), if it is not that of the site.",
    "translation_of": "The path of the brief that this one translates.",
    "image": "The image at the head of the brief and on cards.",
    "number": "The number in its series: 2024-7.",
    "doi": "10.1234/abc",
    "keywords": "Words for catalogues, beside the tags.",
    "license": "The terms of use, if they are not those of the site.",
    "funding": "Who paid for the work.",
    "disclosure": "Interests that readers should know of.",
    "references": "Paths of files of references, BibTeX or CSL-JSON, from the brief or from content/.",
    "citation_style": "The style of citations and references, where it is not that of the site.",
    "math": "true: $…$ and $$…$$ are mathematics, written as in TeX; false, where the site says true.",
    "related": "Paths or slugs of briefs to read next, before those that are computed.",
    "id": "The permanent id in feeds. Set it only when the file is moved.",
    "podcast": "The recording, chapters and transcript of an episode; for the type podcast.",
    "event": "When and where an event takes place; for the type event.",
    "pdf": "true for a PDF of the brief, false for none, or the author's own file beside it: report.pdf.",
    "audio": "A recording or a PDF: an address, or a file beside the brief.",
}
_SITE: Mapping[str, str] = {
    "title": "The name of the site.",
    "url": "The address of the site: https:// and the host, without a closing slash.",
    "description": "A sentence on what is published here.",
    "language": "The language of the site (BCP 47).",
    "timezone": "The zone of dates without an offset: Asia/Seoul.",
    "organization": "The institute.",
    "mailing_list": "The sign-up form, and what newsletters need.",
    "feeds": "What feeds hold.",
    "page_size": "Entries on a page of a list.",
    "search": "false: without search. {segments: N}: the most parts of its index. {files: few}: larger files.",
    "menu": "The entries of the menu.",
    "redirects": "Old addresses and where they lead: {/old/: /new/}.",
    "diagnostics": "The severity of diagnostics by code.",
    "license": "The terms of use of all briefs.",
    "contact": "An address for security.txt: e-mail or https.",
    "references": "The style of references, and the files that all briefs see.",
    "spotlight": "The series whose newest brief comes first on the home page.",
    "on_error": "stop: with an error nothing is published. leave_out: texts with errors are left out and listed.",
    "math": "true: $…$ and $$…$$ are mathematics in all texts, written as in TeX.",
    "share_cards": "true: an image for link previews of each brief.",
    "theme": "How the site looks: logo, icon, accent, paper, fonts, footer.",
    "home": "What the home page shows in place of the newest: lead, cards, types.",
    "types": "Words for the types of briefs, and whether each has a page: {report: {plural: Reports, page: true}}.",
    "people": "The title of the page of all authors, and their groups in order: {title: Experts, groups: [Fellows]}.",
    "extra": "Front-matter keys of your own: {study_area: {type: text, label: Area}}.",
    "languages": "What the frame says in other languages: {ko: {title: ..., description: ..., menu: [...]}}.",
    "publish": "Where kei-site publish sends the site, one place or a list: {target: folder, path: ../www}.",
    "podcast": "Your podcast for directories: title, description, cover, category, author, email, explicit, hosts.",
    "embeds": "Sites whose pages texts may embed after a click: {hosts: {maps.example.org: Maps}}.",
    "pdf": "true for a PDF of each brief; or the types that get one, the paper (a4, letter), whether feeds have it.",
    "attachments": "Endings of files that briefs may bring with them, besides the usual ones: [.dta].",
}
_FIGURE: Mapping[str, str] = {
    "data": "The data file beside this one (CSV, TSV, JSON), or the data themselves: a table as text, or rows.",
    "kind": "chart or table.",
    "type": "The type of the chart.",
    "title": "What it says.",
    "subtitle": "What is measured, of whom, when.",
    "x": "The column of the axis below. Without it, the first.",
    "y": "The column or columns with numbers. Without it, all others.",
    "series": "The column that names the series, if each number has a row of its own.",
    "label": "The column that names the points of a scatter plot, or tells the events of a timeline.",
    "unit": "The unit of the numbers: %, US$ billion.",
    "source": "Where the data are from.",
    "source_url": "The address of the source.",
    "notes": "What readers have to know of the data.",
    "license": "The terms of use of the data, if they are not those of the site.",
    "alt": "One sentence on what the chart shows, for those who cannot see it.",
    "highlight": "Series, points or names that stand out.",
    "annotate": "Words at a value of the axis below or at a number: [{x: 2022, text: War}, {y: 2, text: goal}].",
    "log": "true: a logarithmic axis of numbers.",
    "range": "The ends of the axis of numbers: [0, 10].",
    "map": "The map of a tile-map, if the names do not tell.",
    "columns": "The columns of a table, in their order.",
    "units": "Units of columns of a table: {share: percent}.",
    "heat": "Columns of a table that are shaded by their numbers.",
    "heads": "Heads of a table over several columns: {Spending: [2022, 2023]}.",
    "sort": "false: readers cannot sort the table.",
}


def run_schema(options: argparse.Namespace) -> int:
    """Print the JSON Schema that the options name; that of front matter has the keys of the site's own."""
    print(json.dumps(schema(options.kind, _declared(options.site)), indent=2, ensure_ascii=False))
    return 0


def _declared(site: Path) -> tuple[ExtraKey, ...]:
    """Return the front-matter keys that a site declares; none if its settings cannot be read."""
    try:
        text = (site / CONFIG).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ()
    config, _ = read_config(text, CONFIG)
    return config.extra if config else ()


def schema(kind: str, extra: tuple[ExtraKey, ...] = ()) -> Shape:
    """Return the JSON Schema of `front-matter`, `site` or `figure`; `extra` are the site's own keys of front matter."""
    if kind == "site":
        return document_schema("content/site.yaml", configuration_shape(), _SITE)
    if kind == "figure":
        return document_schema("A figure in content/figures, or the keys of one in a text", figure_shape(), _FIGURE)
    shape = front_matter_shape(tuple((key.name, key.type) for key in extra))
    labels = {key.name: key.label for key in extra}
    return document_schema("Front matter of a brief", shape, {**labels, **_FRONT_MATTER})

"""The limits of what editors, guests and archives bring: one frozen table, which every room reads. Core.

Hostile files can be small and ask for hours of work. A limit says what it bounds, by which code it is told and how to
keep it; DIAGNOSTICS.md shows this table. What one brief has used up of its limits stands in its `Budget`.
"""

from dataclasses import fields
from typing import Final

from kei_site.core.value import value

_MIB = 1024 * 1024
_NO_PDF = "divide it, or write `pdf: false`"


@value
class Limit:
    """The most that something may have."""

    most: int
    unit: str
    bounds: str
    """What it bounds, as the words behind the unit: `in one text`. No two limits have the same."""
    code: str = ""
    """The diagnostic that tells of more; empty if more is only cut off or counted."""
    fix: str = ""
    """An instruction to the editor."""

    def __str__(self) -> str:
        """Return the number and the unit as messages write them."""
        return f"{self.most:,} {self.unit}"


def _limit(most: int, unit: str, bounds: str, *, code: str = "", fix: str = "") -> Limit:
    return Limit(most=most, unit=unit, bounds=bounds, code=code, fix=fix)


@value
class Limits:
    """Every limit, by the name of its field."""

    parsed_file: Limit = _limit(
        16 * _MIB, "bytes", "of a file that is parsed; it is not read otherwise", code="LIM02", fix="split it"
    )
    published_file: Limit = _limit(
        200 * _MIB,
        "bytes",
        "of any other file, such as an attachment",
        code="LIM02",
        fix="make it smaller, or put it on another server and link to it",
    )
    text_file: Limit = _limit(2 * _MIB, "bytes", "of a text or a data file", code="LIM02", fix="split it")
    line: Limit = _limit(64 * 1024, "bytes", "of a line", code="LIM03", fix="break the line")
    front_matter: Limit = _limit(64 * 1024, "bytes", "of front matter", code="LIM06", fix="move text into the body")
    yaml_depth: Limit = _limit(12, "levels", "of YAML", code="YML03", fix="flatten it")
    yaml_key: Limit = _limit(1_000, "characters", "of a key of YAML that are compared with other keys")
    value: Limit = _limit(10_000, "characters", "of a value", code="LIM06", fix="shorten it")
    title: Limit = _limit(300, "characters", "of a title", code="LIM06", fix="shorten it")
    slug_letters: Limit = _limit(80, "characters", "of a slug", code="SLG03", fix="shorten it")
    slug_bytes: Limit = _limit(180, "bytes", "of a slug in UTF-8", code="SLG03", fix="shorten it")
    path: Limit = _limit(240, "bytes", "of the path of a published file", code="SLG03", fix="shorten it")
    tags: Limit = _limit(50, "tags", "of one brief", code="LIM01", fix="use fewer")
    tags_of_site: Limit = _limit(20_000, "tags", "of a site", code="LIM01", fix="use tags that other briefs have")
    versions: Limit = _limit(200, "versions", "of one brief that are shown", code="VER01", fix="delete them")
    translations: Limit = _limit(
        200, "briefs", "as versions of one text in languages", code="REL02", fix="keep one of each language"
    )
    seconds: Limit = _limit(
        5,
        "seconds of processor time",
        "for reading one text",
        code="LIM05",
        fix="simplify it from here on: look for a character in long runs",
    )
    nesting: Limit = _limit(
        20, "levels", "of lists, quotes, notes and directives, or of emphasis", code="MD02", fix="flatten the text"
    )
    read_nesting: Limit = _limit(30, "levels", "of the same, beyond which a marker is a word", code="MD02")
    parts: Limit = _limit(
        400_000,
        "beginnings and ends",
        "of blocks in one text, or of marks in one paragraph",
        code="LIM04",
        fix="split it",
    )
    html: Limit = _limit(
        8 * _MIB, "characters", "of HTML from one text", code="LIM04", fix="simplify tables and references"
    )
    growth: Limit = _limit(
        50, "times", "the length of a text that its HTML may have", code="LIM04", fix="simplify tables and references"
    )
    small_html: Limit = _limit(64 * 1024, "characters", "of HTML that never counts as grown")
    links: Limit = _limit(5_000, "links", "in one text", code="LIM07", fix="use fewer links")
    addresses: Limit = _limit(
        8 * _MIB, "characters", "of addresses of all links in one text", code="LIM04", fix="shorten them"
    )
    images: Limit = _limit(300, "images", "shown in one text", code="LIM09", fix="show the others in another brief")
    pixels: Limit = _limit(
        2_000_000_000,
        "pixels",
        "of different images in a brief and its versions",
        code="LIM09",
        fix="make them smaller, or show the others in another brief",
    )
    cells: Limit = _limit(20_000, "cells", "of one table", code="LIM08", fix="split the table")
    spanned_cells: Limit = _limit(
        20_000,
        "places",
        "that cells of one raw table span",
        code="LIM04",
        fix="lower its `colspan` and `rowspan`, or split it",
    )
    figure_cells: Limit = _limit(
        150_000, "cells", "of figures in a brief and its versions", code="LIM08", fix="use fewer figures"
    )
    formula: Limit = _limit(2_000, "characters", "of a formula", code="MTH01", fix="divide it")
    data_rows: Limit = _limit(
        5_000,
        "rows",
        "of a data file",
        code="DAT17",
        fix="give the means or sums of groups, such as one row for each month",
    )
    data_columns: Limit = _limit(
        60,
        "columns",
        "in a data file",
        code="DAT17",
        fix="write one row for each number, with the name of its series",
    )
    table_rows: Limit = _limit(
        500, "rows", "of a table from data", code="DAT17", fix="link to the file, and show the rows that matter"
    )
    image_file: Limit = _limit(40 * _MIB, "bytes", "of an image file", code="IMG05", fix="make the image smaller")
    image_pixels: Limit = _limit(50_000_000, "pixels", "of an image", code="IMG05", fix="make the image smaller")
    image_side: Limit = _limit(
        65_535, "pixels", "of the width or height of an image", code="IMG05", fix="make the image smaller"
    )
    image_memory: Limit = _limit(
        200_000_000,
        "bytes",
        "of memory in which an image is decoded",
        code="IMG05",
        fix="make the image smaller, or save it as a JPEG that is not progressive",
    )
    image_scans: Limit = _limit(
        1_000_000_000,
        "pixels",
        "of all scans of a progressive JPEG",
        code="IMG05",
        fix="save the image again, as a JPEG that is not progressive",
    )
    pdf_text: Limit = _limit(_MIB, "characters", "of HTML for a PDF", code="PDF02", fix=_NO_PDF)
    pdf_tags: Limit = _limit(30_000, "tags", "in the HTML for a PDF", code="PDF02", fix=_NO_PDF)
    pdf_block: Limit = _limit(
        64 * 1024, "characters", "in the HTML of one paragraph or piece of code for a PDF", code="PDF02", fix=_NO_PDF
    )
    diagnostics_of_code: Limit = _limit(
        200, "diagnostics", "of one code in one file; the others are counted", fix="correct those before it"
    )
    diagnostics_of_yaml: Limit = _limit(100, "diagnostics", "of the YAML of one file")
    suggestions: Limit = _limit(60, "suggestions", "of one kind in one build")
    archive: Limit = _limit(
        4 << 30, "bytes", "of an export of WordPress; the rest is not read", fix="export it in parts"
    )
    packed_archive: Limit = _limit(
        256 * _MIB, "bytes", "of an export that is packed to less than a hundredth", fix="unpack it before"
    )
    exported_items: Limit = _limit(250_000, "items", "of an export; the others are lost", fix="export it in parts")
    exported_item: Limit = _limit(16 * _MIB, "bytes", "of one item of an export, which is lost otherwise")
    exported_text: Limit = _limit(3_000_000, "characters", "of the text of one item of an export, refused otherwise")
    imported_text: Limit = _limit(2_000_000, "bytes", "of Markdown made of one item, refused otherwise")
    imported_file: Limit = _limit(4 * _MIB, "bytes", "of a file in a folder to import; the rest is not read")
    verified_sitemap: Limit = _limit(64 * _MIB, "bytes", "of a sitemap given to `import --verify`")


def limits_in(table: Limits) -> dict[Limit, str]:
    """Return the names of the rows, in the order of the table."""
    return {getattr(table, each.name): each.name for each in fields(table)}


LIMITS: Final = Limits()

"""A PDF -> which rules of PDF/UA-1 and PDF/A-2 it breaks, as far as a program can see that.

The numbers are those of the Matterhorn Protocol 1.1, which states the rules of PDF/UA-1 (ISO 14289-1) as single tests.
This takes the place of a validator: those that know all of them are programs in Java, which these tests do without.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf

_STANDARD = frozenset(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl "
    "LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu "
    "WT WP Figure Formula Form".split()
)
_PARENTS = {"TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"}, "LI": {"L"}, "LBody": {"LI"}}
_PAINTING = frozenset("Tj TJ ' \" S s f F f* B B* b b* sh Do".split())
_RUNS = frozenset(("/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/Rendition"))
_NO_LETTER = re.compile(rb"<[0-9A-F]{4}> <(?:0000|FEFF|FFFE)>")


def broken_rules(pdf: pikepdf.Pdf) -> list[str]:
    """Return what breaks a rule, each with the number of its test."""
    root = pdf.Root
    if "/StructTreeRoot" not in root:
        return ["no structure"]
    elements = [*_elements(root.StructTreeRoot, "")]
    pages = (broken for number, page in enumerate(pdf.pages, 1) for broken in _of_page(page, number, root))
    return [
        *_of_document(pdf),
        *_of_structure(elements, root),
        *_of_notes_and_links(elements),
        *pages,
        *_of_objects(pdf),
    ]


def _elements(node: Any, parent: str) -> Iterator[tuple[str, str, Any]]:
    """Yield the tag of each element, that of its parent, and the element, in the order of reading."""
    for kid in _tagged(node):
        tag = str(kid.S)[1:]
        yield tag, parent, kid
        yield from _elements(kid, tag)


def _tagged(node: Any) -> list[Any]:
    return [kid for kid in _kids(node) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def _kids(node: Any) -> list[Any]:
    kids = node.get("/K", [])
    return [*kids] if isinstance(kids, pikepdf.Array) else [kids]


def _of_document(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    with pdf.open_metadata() as metadata:
        if str(metadata.get("pdfuaid:part", "")) != "1" or metadata.pdfa_status != "2A":
            yield "06-002 no mark"
        if not metadata.get("dc:title") or str(metadata["dc:title"]) != str(pdf.docinfo.get("/Title", "")):
            yield "06-003 no title, or two"
    if "/ViewerPreferences" not in root or not root.ViewerPreferences.get("/DisplayDocTitle", False):
        yield "07-001 the title is not shown"
    if "/MarkInfo" not in root or not root.MarkInfo.get("/Marked", False) or root.MarkInfo.get("/Suspects", False):
        yield "01-007 not marked"
    if not str(root.get("/Lang", "")):
        yield "11-006 no language"
    if "/OutputIntents" not in root or "/DestOutputProfile" not in root.OutputIntents[0]:
        yield "no output intent"
    if "/Encrypt" in pdf.trailer or "/ID" not in pdf.trailer:
        yield "locked, or without an id"


def _of_structure(elements: list[tuple[str, str, Any]], root: Any) -> Iterator[str]:
    roles = root.StructTreeRoot.get("/RoleMap", {})
    level = 0
    for tag, parent, element in elements:
        if tag not in _STANDARD and f"/{tag}" not in roles:
            yield f"02-001 {tag} is no standard tag"
        if tag in _PARENTS and parent not in _PARENTS[tag]:
            yield f"09-004 {tag} in {parent}"
        if tag in ("Figure", "Formula") and not str(element.get("/Alt", "")):
            yield f"13-004 {tag} without words"
        if tag == "TH" and not any("/Scope" in part for part in _attributes(element)):
            yield "15-003 a head without a scope"
        if re.fullmatch("H[1-6]", tag):
            if int(tag[1]) > level + 1:
                yield f"14-003 {tag} behind H{level}"
            level = int(tag[1])
    widths = (_widths(table) for tag, _, table in elements if tag == "Table")
    yield from (f"rows of {found} columns" for found in widths if len(found) > 1)


def _attributes(element: Any) -> list[Any]:
    found = element.get("/A", pikepdf.Array())
    return [*found] if isinstance(found, pikepdf.Array) else [found]


def _widths(table: Any) -> set[int]:
    """Return the numbers of columns that the rows of a table have; a cell over several rows counts in each."""
    rows: Counter[int] = Counter()
    parts = [part for part in _tagged(table) if part.S != "/TR"]
    lines = [row for part in (table, *parts) for row in _tagged(part) if row.S == "/TR"]
    for at, row in enumerate(lines):
        for cell in _tagged(row):
            for below in range(_span(cell, "/RowSpan")):
                rows[at + below] += _span(cell, "/ColSpan")
    return set(rows.values())


def _span(cell: Any, name: str) -> int:
    return next((int(part[name]) for part in _attributes(cell) if name in part), 1)


def _of_notes_and_links(elements: list[tuple[str, str, Any]]) -> Iterator[str]:
    ids = [str(element.get("/ID", "")) for tag, _, element in elements if tag == "Note"]
    if not all(ids) or len(set(ids)) < len(ids):
        yield "19-003 notes without ids of their own"
    for tag, _, element in elements:
        if tag == "Link" and not any(isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid for kid in _kids(element)):
            yield "28-011 a link without its place on the page"


def _of_page(page: Any, number: int, root: Any) -> Iterator[str]:
    if page.get("/Annots", []) and page.get("/Tabs") != "/S":
        yield f"28-008 the order of tabs on page {number}"
    for note in page.get("/Annots", []):
        if not str(note.get("/Contents", "")) or "/StructParent" not in note or not int(note.get("/F", 0)) & 4:
            yield f"28-012 a link without words on page {number}"
    marks: list[bool] = []
    codes: list[int] = []
    for instruction in pikepdf.parse_content_stream(page):
        operands, operator = list(instruction.operands), str(instruction.operator)
        if operator in ("BDC", "BMC"):
            given: Any = operands[1] if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) else {}
            codes += [int(given["/MCID"])] if "/MCID" in given else []
            marks.append(operands[0] == "/Artifact" or "/MCID" in given)
        elif operator == "EMC":
            marks.pop()
        elif operator in _PAINTING and not any(marks):
            yield f"01-005 {operator} outside of all marks on page {number}"
    if marks or len(set(codes)) < len(codes) or (codes and "/StructParents" not in page):
        yield f"marks of page {number}"


def _of_objects(pdf: pikepdf.Pdf) -> Iterator[str]:
    for found in pdf.objects:
        if not isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            continue
        files = ("/FontFile", "/FontFile2", "/FontFile3")
        if found.get("/Type") == "/FontDescriptor" and not any(file in found for file in files):
            yield f"31-009 {found.FontName} is not in the file"
        if found.get("/Subtype") == "/Type0":
            if "/ToUnicode" not in found or _NO_LETTER.search(found.ToUnicode.read_bytes()):
                yield f"31-028 letters of {found.BaseFont}"
            (below,) = found.DescendantFonts
            if below.Subtype == "/CIDFontType2" and "/CIDToGIDMap" not in below:
                yield f"glyphs of {found.BaseFont}"
        if found.get("/S") in _RUNS or "/JS" in found or "/AA" in found:
            yield "something that runs"

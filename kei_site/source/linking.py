"""Links and images met in a text -> tags whose addresses are safe, and the references that wait to be resolved.
Source room.

The one place where an address enters a fragment: Markdown, raw HTML and directives all come here.
"""

from dataclasses import replace
from html import escape

from kei_site.diagnostics import Severity
from kei_site.model.brief import Reference
from kei_site.source.draft import Draft
from kei_site.source.limits import MAX_LINKS, MAX_OUTPUT
from kei_site.source.references import Address, address_of


def link_start(draft: Draft, written: str, place: tuple[int, int], title: str = "") -> str:
    """Return the `<a …>` for an address, or an empty string when it must not be a link (the diagnostic is reported)."""
    address = address_of(written)
    if address.kind == "refused":
        _report_refused(draft, written, address, place)
        return ""
    if not address.value:
        draft.report("LNK02", place, "a link without an address", fix="write the address between the brackets")
        return ""
    if _is_too_much(draft, address, place):
        return ""
    name = f' title="{escape(title)}"' if title else ""
    return f'<a href="{escape(_href(draft, address, place))}"{name}>'


def image_number(draft: Draft, written: str, alt: str, place: tuple[int, int]) -> int:
    """Return the number of an image's reference, or -1 when its alternative text has to stand for it (reported)."""
    address = address_of(written)
    if address.kind != "internal" or not address.value or address.value.startswith("brief:"):
        _report_image(draft, written, address, place)
        return -1
    if not alt:
        draft.report(
            "IMG09",
            place,
            "an image without alternative text",
            found=written,
            fix="describe it between the brackets: ![what it shows](file.png)",
        )
    draft.images.append(Reference(target=address.value, line=place[0], column=place[1], alt=alt))
    return len(draft.images) - 1


def _report_refused(draft: Draft, written: str, address: Address, place: tuple[int, int]) -> None:
    code = "LNK02" if address.refusal == "broken" else "LNK01"
    words = f"{address.value}: the words are published without a link"
    draft.report(code, place, words, found=written, fix=address.fix)
    _soften(draft, address)


def _soften(draft: Draft, address: Address) -> None:
    """Make a warning of the diagnostic just reported if the address harms nobody: there is no link either way."""
    if address.refusal == "unwanted":
        draft.diagnostics[-1] = replace(draft.diagnostics[-1], severity=Severity.WARNING)


def _href(draft: Draft, address: Address, place: tuple[int, int]) -> str:
    if address.kind == "external":
        return address.value
    draft.links.append(Reference(target=address.value, line=place[0], column=place[1]))
    return f"kei-link:{len(draft.links) - 1}"


def _is_too_much(draft: Draft, address: Address, place: tuple[int, int]) -> bool:
    draft.link_count += 1
    if draft.link_count == MAX_LINKS + 1:
        draft.report("LIM07", place, f"more than {MAX_LINKS:,} links", fix="use fewer links")
    is_short = draft.address_size <= MAX_OUTPUT
    draft.address_size += len(address.value)
    if is_short and draft.address_size > MAX_OUTPUT:
        message = f"addresses of more than {MAX_OUTPUT:,} characters, all links together"
        draft.report("LIM04", place, message, fix="shorten them")
    return draft.link_count > MAX_LINKS or draft.address_size > MAX_OUTPUT


def _report_image(draft: Draft, written: str, address: Address, place: tuple[int, int]) -> None:
    if address.kind == "external":
        draft.report(
            "IMG01",
            place,
            "the image is on another site",
            found=written,
            fix="copy it beside the brief: readers' browsers ask no other site for anything",
        )
    elif address.kind == "refused":
        code = "IMG01" if address.refusal == "broken" else "LNK01"
        words = f"{address.value}: the alternative text is published"
        draft.report(code, place, words, found=written, fix="copy the image beside the brief and give its path")
        _soften(draft, address)
    else:
        draft.report("IMG01", place, "an image without a file", found=written, fix="give the path of a picture")

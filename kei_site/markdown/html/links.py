"""A written address of Markdown, raw HTML or a directive -> a tag with a safe address, and a reference to resolve."""

from html import escape

from kei_site.core.limits import LIMITS
from kei_site.markdown.html.addresses import Address, address_of
from kei_site.markdown.positions import Position
from kei_site.markdown.state import ParseState
from kei_site.model.brief import Reference


def link_start(state: ParseState, written: str, position: Position, title: str = "") -> str:
    """Return the `<a …>` for an address, or an empty string when it must not be a link (which is reported)."""
    address = address_of(written)
    if address.kind == "refused":
        _report_refused(state, written, address, position)
        return ""
    if not address.value:
        state.report("LNK02", position, "a link without an address", fix="write the address between the brackets")
        return ""
    if _is_too_much(state, address, position):
        return ""
    attribute = f' title="{escape(title)}"' if title else ""
    return f'<a href="{escape(_href(state, address, position))}"{attribute}>'


def image_number(state: ParseState, written: str, alt: str, position: Position) -> int:
    """Return the number of an image's reference, or -1 when only its alternative text is published (reported)."""
    address = address_of(written)
    if address.kind != "internal" or not address.value or address.value.startswith("brief:"):
        _report_image(state, written, address, position)
        return -1
    if not _has_room(state, position):
        return -1
    if not alt:
        fix = "describe it between the brackets: ![what it shows](file.png)"
        state.report("IMG09", position, "an image without alternative text", found=written, fix=fix)
    state.links.images.append(Reference(target=address.value, line=position[0], column=position[1], alt=alt))
    return len(state.links.images) - 1


def _report_refused(state: ParseState, written: str, address: Address, position: Position) -> None:
    code = "LNK02" if address.refusal == "broken" else "LNK01"
    words = f"{address.value}: the text is published without a link"
    state.report(code, position, words, found=written, fix=address.fix)
    if address.refusal == "unwanted":
        state.lower_last()


def _href(state: ParseState, address: Address, position: Position) -> str:
    if address.kind == "external":
        return address.value
    state.links.references.append(Reference(target=address.value, line=position[0], column=position[1]))
    return f"kei-link:{len(state.links.references) - 1}"


def _is_too_much(state: ParseState, address: Address, position: Position) -> bool:
    budget, links, addresses, size = state.budget, LIMITS.links, LIMITS.addresses, len(address.value)
    are_few, is_short = budget.spend(links), budget.spend(addresses, size)
    if not are_few and budget.was_crossed_by(links):
        state.report(links.code, position, f"more than {links}", fix=links.fix)
    if not is_short and budget.was_crossed_by(addresses, size):
        message = f"addresses of more than {addresses}, all links together"
        state.report(addresses.code, position, message, fix=addresses.fix)
    return not (are_few and is_short)


def _has_room(state: ParseState, position: Position) -> bool:
    """Return whether the text may show one more image."""
    limit = LIMITS.images
    if state.budget.spend(limit):
        return True
    if state.budget.was_crossed_by(limit):
        state.report(limit.code, position, f"more than {limit} in one text", fix=limit.fix)
    return False


def _report_image(state: ParseState, written: str, address: Address, position: Position) -> None:
    if address.kind == "external":
        fix = "copy it next to the brief: pages load nothing from other sites"
        state.report("IMG01", position, "the image is on another site", found=written, fix=fix)
    elif address.kind == "refused":
        code = "IMG01" if address.refusal == "broken" else "LNK01"
        words = f"{address.value}: the alternative text is published"
        state.report(code, position, words, found=written, fix="copy the image next to the brief and give its path")
        if address.refusal == "unwanted":
            state.lower_last()
    else:
        state.report("IMG01", position, "an image without a file", found=written, fix="give the path of an image")

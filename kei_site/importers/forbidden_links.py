"""The address of a link or an image in an old site -> whether this site may publish it, and words for the receipt.

The reader of Markdown decides, so that no address that stays in a text is refused when the site is built.
"""

import re

from kei_site.markdown.html.addresses import address_of

_CODE = re.compile(r"javascript:|about:", re.IGNORECASE)
"""What a button or an empty link has for its address: it led nowhere."""
_WAITING = ("data:", "about:")
"""What an image has for its address until the page loads the image, or the image itself."""
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]")
_LONGEST_SHOWN = 80


def is_forbidden(address: str, *, is_media: bool = False) -> bool:
    """Return whether no text may hold an address, whose entities are decoded; images may be `data:`."""
    if is_media and address.strip().lower().startswith(_WAITING):
        return False
    return address_of(address).kind == "refused"


def loss_of(address: str, *, is_media: bool = False) -> str:
    """Return what the receipt says of a forbidden address; nothing for a link that runs code, which led nowhere."""
    bare = _CONTROLS.sub("", address).strip()
    shown = bare[:_LONGEST_SHOWN] + "…" * (len(bare) > _LONGEST_SHOWN)
    if is_media:
        return f"an image was left out, since texts may not hold its address: {shown}"
    return "" if _CODE.match(bare) else f"a link became its words, since texts may not hold its address: {shown}"

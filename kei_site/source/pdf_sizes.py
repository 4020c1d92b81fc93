"""The HTML of a brief that gets a PDF -> why it gets none: setting it would take minutes, or gigabytes. Source, pure.

Typst takes some 5 KB for each tag, and for one paragraph a time that grows with the square of its length: for 2 MB, a
minute.
"""

import re

from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.limits import LIMITS, Limit

_BLOCK = re.compile(r"</?(?:blockquote|dd|div|dt|figcaption|figure|h[1-6]|li|ol|p|pre|table|td|th|tr|ul)\b")


def too_much_for_pdf(html: str, place: Place) -> Diagnostic | None:
    """Return the diagnostic (PDF02) of a text of which no PDF is made, or None."""
    if len(html) <= LIMITS.pdf_block.most and html.count("<") <= LIMITS.pdf_tags.most:
        return None
    longest = max(map(len, _BLOCK.split(html)))
    found = ((LIMITS.pdf_text, len(html)), (LIMITS.pdf_tags, html.count("<")), (LIMITS.pdf_block, longest))
    return next((_told(limit, amount, place) for limit, amount in found if amount > limit.most), None)


def _told(limit: Limit, amount: int, place: Place) -> Diagnostic:
    message = f"no PDF is made of this text: it has {amount:,} {limit.unit} {limit.bounds}; the limit is {limit.most:,}"
    return diagnostic(limit.code, place, message, fix=limit.fix)

"""An attachment of WordPress -> the uploaded file, and whether everybody could read it."""

import re
from html import unescape

from kei_site.importers.items import ItemFile
from kei_site.importers.wordpress.fields import Fields
from kei_site.importers.wordpress.index import Index
from kei_site.importers.wordpress.states import reason_of_file

_CLOSED = re.compile(
    r"/(?:woocommerce_uploads|edd|dlm_uploads|memberpress|gravity_forms|wpforms|wpcf7_uploads|ninja-forms"
    r"|formidable|forminator|job-manager-uploads|um-download|ultimatemember)/"
)
"""In addresses of files that plug-ins hide from the public: what was sold, and what people sent by forms."""


def uploaded_file(fields: Fields, place: str, key: str, index: Index) -> ItemFile:
    """Return the file of an attachment; `place` is `FILE:LINE`. Its page belongs to the item that has the file."""
    address = unescape(fields.get("wp:attachment_url") or fields.get("guid"))
    item = index.keys.get(fields.get("wp:post_parent"), "")
    link = index.authors.logins.without(index.page_of_file(fields.get("wp:post_id")))
    return ItemFile(
        source=place,
        key=key,
        address=address,
        pages=(link,) if link and not item else (),
        item=item,
        reason="in a folder that a plug-in hid" if _CLOSED.search(address) else reason_of_file(fields),
    )

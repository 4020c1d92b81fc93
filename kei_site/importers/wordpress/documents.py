"""PDFs that belong to an item and that its text does not link -> the key `pdf`, links below the text, or a problem.

Sites of institutes keep a publication as a short text with its PDF uploaded to it, which their theme offers; Easy
Digital Downloads names the files of a download in its metadata.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from kei_site.importers.html.escaping import escape_text
from kei_site.importers.html.media_shortcodes import Media
from kei_site.importers.items import Item, ItemProblem, ItemReference, reference_token
from kei_site.importers.wordpress.fields import Fields

_SOLD = re.compile(r's:4:"file";s:\d+:"(https?://[^"]+)"')
_PUBLICATIONS = ("report", "paper")


def with_documents(item: Item, fields: Fields, uploaded: Iterable[Media]) -> Item:
    """Return an item with its documents: of a publication, the only one is its PDF, and several are links."""
    sold = [Media(address=address) for address in _SOLD.findall(fields.meta_of("edd_download_files"))]
    linked = {reference.address for reference in item.references}
    found = {
        media.address: media
        for media in (*uploaded, *sold)
        if media.address not in linked and media.address.lower().partition("?")[0].endswith(".pdf")
    }
    if not found:
        return item
    if item.kind != "brief" or not (sold or item.type in _PUBLICATIONS):
        names = ", ".join(address.rpartition("/")[2] for address in found)
        problem = ItemProblem(place=item.source, message=f"uploaded with it, and not linked in its text: {names}")
        return replace(item, problems=(*item.problems, problem))
    if len(found) == 1:
        return replace(item, fields={**item.fields, "pdf": next(iter(found))})
    return _linking(item, found.values())


def _linking(item: Item, documents: Iterable[Media]) -> Item:
    first, shown = len(item.references), [*documents]
    names = [media.title or media.address.rpartition("/")[2] for media in shown]
    lines = [f"- [{escape_text(name)}]({reference_token(first + number)})" for number, name in enumerate(names)]
    references = (ItemReference(address=media.address, is_media=True) for media in shown)
    return replace(
        item,
        body="\n\n".join(filter(None, (item.body.rstrip("\n"), "\n".join(lines)))),
        references=(*item.references, *references),
        text="\n".join((item.text, *names)),
    )

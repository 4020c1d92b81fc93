"""Addresses of a text lead to where their pages and files stand here."""

from pathlib import Path

import pytest

from kei_site.importers.items import Item, ItemReference
from kei_site.importers.media import FoundFile
from kei_site.importers.names import ItemName
from kei_site.importers.old_addresses import OldAddresses
from kei_site.importers.references import References, Surroundings

_SITE = "https://old.example.org"


def _body(markdown: str, *addresses: str) -> str:
    references = tuple(ItemReference(address=address, is_media=address.endswith(".png")) for address in addresses)
    item = Item(source="x.xml:1", key="a", body=markdown, references=references, addresses=(f"{_SITE}/a/",))
    around = Surroundings(
        old=OldAddresses(_SITE), items={}, anchors=lambda path: (), find_file=lambda item, address, whole: FoundFile()
    )
    return References(item, ItemName(path="content/briefs/a.md", slug="a", url="/a/"), around).resolve().body


def test_a_recording_keeps_its_old_address_and_a_pdf_stands_beside_the_text() -> None:
    files = {"audio": f"{_SITE}/u/talk.mp3", "pdf": f"{_SITE}/u/x.pdf"}
    item = Item(source="x.xml:1", key="a", fields={**files, "podcast": {"audio": "https://cdn.example/ep.mp3"}})
    around = Surroundings(
        old=OldAddresses(_SITE),
        items={},
        anchors=lambda path: (),
        find_file=lambda item, address, whole: FoundFile(source=Path(address)),
    )
    found = References(item, ItemName(path="content/briefs/a.md", slug="a", url="/a/"), around).resolve()
    assert found.fields == {
        "audio": "/u/talk.mp3",
        "pdf": "a/x.pdf",
        "podcast": {"audio": "https://cdn.example/ep.mp3"},
    }
    assert set(found.files) == {"static/u/talk.mp3", "content/briefs/a/x.pdf"}


@pytest.mark.parametrize("shown", ["![A](kei-import:0)", '![A \\]](kei-import:0 "C"){.left}'])
def test_an_image_does_not_link_to_itself(shown: str) -> None:
    body = f"[{shown}](kei-import:1) [{shown}](kei-import:2)"
    image = shown.replace("kei-import:0", f"{_SITE}/x.png")
    assert _body(body, f"{_SITE}/x.png", "/x.png", "https://example.com") == f"{image} [{image}](https://example.com)"

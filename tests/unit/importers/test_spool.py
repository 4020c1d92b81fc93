"""Items that wait on the disk."""

from kei_site.importers.items import Item, ItemImage, ItemReference, Leftover
from kei_site.importers.spool import Spool


def test_items_come_back_as_they_were_and_in_order() -> None:
    first = Item(
        source="a.md:1",
        key="a",
        body="한국 kei-import:0",
        references=(ItemReference(address="/x", is_media=True),),
        image=ItemImage(address="a.png"),
        fields={"doi": "10.1/2"},
        leftovers=(Leftover(name="[x]", place="a.md:3"),),
    )
    second = Item(source="b.md:1", key="b", state="refused", reason="cut off")
    with Spool() as spool:
        entries = [spool.add(first), spool.add(second)]
        assert [*spool] == [first, second]
        assert spool.item(1) == second
        assert len(spool) == 2
    assert [(entry.number, entry.key, entry.is_refused) for entry in entries] == [(0, "a", False), (1, "b", True)]

"""PDFs that belong to a text stay with it, or are named."""

from kei_site.importers.html.media_shortcodes import Media
from kei_site.importers.items import Item, ItemReference
from kei_site.importers.wordpress.documents import with_documents
from kei_site.importers.wordpress.fields import Fields

_A, _B = (Media(address=f"https://old.example.org/{name}.pdf", title=f"File [{name}]") for name in "ab")
_POST = Fields(texts={})


def _item(kind: str = "brief", *linked: str) -> Item:
    references = tuple(ItemReference(address=address) for address in linked)
    return Item(source="x.xml:1", key="post-1", type=kind, body="Words.\n", text="Words.", references=references)


def test_the_only_document_of_a_publication_is_its_pdf() -> None:
    assert with_documents(_item("report"), _POST, [_A]).fields == {"pdf": _A.address}
    sold = Fields(texts={}, meta=(("edd_download_files", f'a:1:{{s:4:"file";s:29:"{_A.address}";}}'),))
    assert with_documents(_item(), sold, []).fields == {"pdf": _A.address}


def test_several_documents_are_links_below_the_text() -> None:
    found = with_documents(_item("paper", "https://example.com"), _POST, [_A, _B])
    assert found.body == "Words.\n\n- [File \\[a\\]](kei-import:1)\n- [File \\[b\\]](kei-import:2)"
    assert [reference.address for reference in found.references[1:]] == [_A.address, _B.address]
    assert found.text == "Words.\nFile [a]\nFile [b]"


def test_a_document_of_any_other_text_is_named_unless_it_is_linked() -> None:
    found = with_documents(_item("brief", _A.address), _POST, [_A, _B])
    assert (found.fields, [problem.message for problem in found.problems]) == (
        {},
        ["uploaded with it, and not linked in its text: b.pdf"],
    )
    assert with_documents(_item("report", _A.address), _POST, [_A]) == _item("report", _A.address)

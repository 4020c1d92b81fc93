"""Addresses that the build would refuse are known before they are written."""

import pytest

from kei_site.importers.forbidden_links import is_forbidden, loss_of


@pytest.mark.parametrize(
    "address",
    [
        "javascript:x", "JaVa\nScRiPt:x", "java\tscript:x", "\x01javascript:x", "file:///c", "blob:x", "intent:x",
        "ms-word:ofe|u|http://x.example", "view-source:http://x.example", "made-up:x", "ftp://x.example/y",
    ],
)  # fmt: skip
def test_other_schemes_are_forbidden_in_links_and_images(address: str) -> None:
    assert is_forbidden(address)
    assert is_forbidden(address, is_media=True)


@pytest.mark.parametrize("address", ["https://x.example/a:b", "mailto:a@x.example", "tel:+1", "/a", "a b.pdf", "#a"])
def test_addresses_that_texts_may_hold_stay(address: str) -> None:
    assert not is_forbidden(address)


def test_an_image_may_hold_its_data() -> None:
    assert not is_forbidden("data:image/png;base64,AA", is_media=True)
    assert is_forbidden("data:text/html,x")


def test_the_receipt_names_all_but_code() -> None:
    assert loss_of("ms-word:\tx").endswith(": ms-word:x")
    assert loss_of("java\tscript:x", is_media=True).endswith(": javascript:x")
    assert loss_of("Java\tscript:x") == ""

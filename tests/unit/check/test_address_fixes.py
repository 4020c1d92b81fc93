"""Addresses get the scheme that was meant, and nothing else changes."""

import pytest

from kei_site.check.address_fixes import address_edits
from kei_site.check.edits import edited
from kei_site.core.diagnostics import Place, diagnostic


def fixed(code: str, text: str, found: str) -> str:
    place = Place(path="content/briefs/a.md", line=1, column=text.index(found) + 1 if code == "FM17" else 1)
    told = diagnostic(code, place, "not an http or https address", found=found)
    return edited(text, address_edits(text, [told]))


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ("www.a.kr", "https://www.a.kr"),
        ("//a.kr/b", "https://a.kr/b"),
        ("http:/a.kr/b", "http://a.kr/b"),
        ("https//a.kr", "https://a.kr"),
        ("https:///a.kr", "https://a.kr"),
        ("https;//a.kr", "https://a.kr"),
        ("https:a.kr/b", "https://a.kr/b"),
        ("<https://a.kr/b>", "https://a.kr/b"),
    ],
)
def test_an_address_that_lacks_signs_gets_them(written: str, whole: str) -> None:
    assert fixed("FM17", f"url: {written}", written) == f"url: '{whole}'"


@pytest.mark.parametrize("written", ["htps://a.kr", "mailto:a@b.kr", "http:/", "a b.kr", "https://a.kr"])
def test_an_address_with_another_fault_is_left_alone(written: str) -> None:
    assert fixed("FM17", f"url: {written}", written) == f"url: {written}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[x](FOUND)", "www.a.kr"),
        ("[x](<FOUND>)", "www.a.kr/b"),
        ("[x]( FOUND 'title')", "http:/a.kr"),
        ("![x](FOUND)", "www.a.kr/b.png"),
        ('<a href="FOUND">x</a>', "www.a.kr"),
        ("[x][r]\n\n[r]: FOUND", "www.a.kr"),
    ],
)
def test_a_link_in_any_form_gets_its_scheme(text: str, found: str) -> None:
    scheme = "http://a.kr" if found.startswith("http") else f"https://{found}"
    assert fixed("LNK02", text.replace("FOUND", found), found) == text.replace("FOUND", scheme)


@pytest.mark.parametrize("found", ["a.kr/b", "a.md", "../b.pdf"])
def test_a_link_that_may_lead_to_a_file_is_left_alone(found: str) -> None:
    assert fixed("LNK02", f"[x]({found})", found) == f"[x]({found})"

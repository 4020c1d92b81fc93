"""Texts with a format: what is accepted, how it comes out, and the code of what is refused."""

import pytest

from kei_site.schema.fields import Problems, Reader
from kei_site.schema.formats import (
    address,
    contact,
    doi,
    invalid_web_address,
    is_language,
    language,
    matching,
    old_path,
    orcid,
    web_address,
)
from kei_site.schema.nodes import Scalar


def read(reader: Reader, written: str) -> tuple[object, list[str]]:
    problems = Problems(path="x.yaml")
    found = reader(Scalar(written, 1, 1), problems)
    return found, [diagnostic.code for diagnostic in problems.diagnostics]


@pytest.mark.parametrize("tag", ["en", "ko", "pt-BR", "zh-Hant-TW", "haw", "de-1996"])
def test_language_tags(tag: str) -> None:
    assert is_language(tag)
    assert read(language, tag) == (tag, [])


@pytest.mark.parametrize("tag", ["english", "xx", "en_US", "e", ""])
def test_other_texts_are_no_language_tags(tag: str) -> None:
    assert not is_language(tag)
    assert read(language, tag) == (None, ["FM18"])


@pytest.mark.parametrize("written", ["https://example.org", "http://example.org:8080/a?b#c", "https://예시.kr/가"])
def test_web_addresses(written: str) -> None:
    assert invalid_web_address(written) == ""
    assert read(web_address, written) == (written, [])


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("javascript:alert(1)", "LNK01"),
        ("ftp://example.org", "LNK01"),
        ("example.org", "FM17"),
        ("https://", "FM17"),
        ("https://user@example.org", "FM17"),
        ("https://a b", "FM17"),
        ("https://example.org:port", "FM17"),
    ],
)
def test_other_texts_are_no_web_addresses(written: str, code: str) -> None:
    assert invalid_web_address(written)
    assert read(web_address, written) == (None, [code])


@pytest.mark.parametrize(
    ("reader", "written", "read_as"),
    [
        (address, "/about/", "/about/"),
        (address, "//example.org/", None),
        (address, "https://example.org/", "https://example.org/"),
        (contact, "desk@example.org", "desk@example.org"),
        (contact, "desk@example", None),
        (contact, "https://example.org/contact", "https://example.org/contact"),
        (old_path, "old/a.html", "/old/a.html"),
        (old_path, "/%ED%95%9C/", "/한/"),
        (old_path, "/a/../b", None),
        (old_path, "/a/:name", None),
        (old_path, "/.kei-site.part", None),
        (old_path, "/.git/config", None),
        (old_path, "/a/./b", None),
        (old_path, "/%2egit/", None),
        (old_path, "/.well-known/old.txt", "/.well-known/old.txt"),
        (old_path, "/.well-known/.hidden", None),
        (old_path, "/a/.well-known/", None),
        (old_path, "/a.b/c.html", "/a.b/c.html"),
        (old_path, "/a//b", None),
        (old_path, "/a//", None),
        (old_path, "//a", None),
        (old_path, "/a/%2fb", None),
        (old_path, "/CNAME", None),
        (old_path, "/cname/", None),
        (old_path, "/netlify.toml", None),
        (old_path, "/_headers/x", None),
        (old_path, "/archive/CNAME", "/archive/CNAME"),
        (old_path, "https://example.org/", None),
        (doi, "https://doi.org/10.1234/abc.5", "10.1234/abc.5"),
        (doi, "doi:10.1234/abc", "10.1234/abc"),
        (doi, "11.1234/abc", None),
        *((doi, f"10.1234/abc{sign}", None) for sign in (".", ",", ")", ");", "]", "”", ".)")),
        (doi, "10.1016/S0140-6736(05)", "10.1016/S0140-6736(05)"),
        (doi, "10.1002/a<1::aid>2.0.co;2-x", "10.1002/a<1::aid>2.0.co;2-x"),
        (orcid, "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
        (orcid, "0000-0002-1694-233x", "0000-0002-1694-233X"),
        (orcid, "0000-0002-1825-0098", None),
        (matching(r"[a-z]+", "a word"), "word", "word"),
        (matching(r"[a-z]+", "a word"), "two words", None),
    ],
)
def test_a_format_is_read_or_refused(reader: Reader, written: str, read_as: str | None) -> None:
    found, codes = read(reader, written)
    assert found == read_as
    assert bool(codes) is (read_as is None)

"""Addresses in views become safe and absolute ones."""

import pytest

from kei_site.render.urls import absolute, doi_of, doi_url, license_url, orcid_url, origin_of, safe_url
from tests.support.view_samples import SITE


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a?b=c:d#e",
        "http://example.org",
        "mailto:desk@example.org",
        "tel:+82-2-1234-5678",
        "/briefs/2024/a:b/",
        "#part:two",
        "?q=a:b",
        "page.html",
        "//cdn.example.org/a",
        "",
        "HTTPS://EXAMPLE.ORG",
    ],
)
def test_harmless_addresses_stay_as_they_are(url: str) -> None:
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "\x00javascript:alert(1)",
        "\u200bjavascript:alert(1)",
        "vbscript:x",
        "data:text/html,<script>",
        "view-source:x",
        "blob:https://example.org/1",
        "file:///etc/passwd",
        "ms-msdt:/id",
        "about:blank",
    ],
)
def test_addresses_that_could_run_something_vanish(url: str) -> None:
    assert safe_url(url) == ""


def test_addresses_of_the_site_become_absolute_once() -> None:
    assert absolute(SITE, "/briefs/") == "https://example.org/briefs/"
    assert absolute(SITE, "https://elsewhere.example.net/a") == "https://elsewhere.example.net/a"
    assert absolute(SITE, "//cdn.example.org/a") == "//cdn.example.org/a"
    assert absolute(SITE, "") == ""


def test_licenses_are_known_by_name_or_address() -> None:
    assert license_url("CC BY-NC-SA 4.0") == "https://creativecommons.org/licenses/by-nc-sa/4.0/"
    assert license_url("cc-by 3.0") == "https://creativecommons.org/licenses/by/3.0/"
    assert license_url("https://example.org/terms") == "https://example.org/terms"
    assert license_url("All rights reserved") == ""


@pytest.mark.parametrize("written", ["10.1234/abc.7", "doi:10.1234/abc.7", "https://doi.org/10.1234/abc.7"])
def test_a_doi_is_found_however_it_is_written(written: str) -> None:
    assert doi_of(written) == "10.1234/abc.7"


def test_what_is_no_doi_gives_none() -> None:
    assert doi_of("forthcoming") == doi_of("") == ""


def test_an_orcid_becomes_an_address() -> None:
    assert orcid_url("0000-0002-1825-0097") == "https://orcid.org/0000-0002-1825-0097"
    assert orcid_url("https://orcid.org/0000-0002-1825-0097") == "https://orcid.org/0000-0002-1825-0097"
    assert orcid_url("") == ""


def test_a_form_is_named_by_its_origin() -> None:
    assert origin_of("https://lists.example.net:8443/join?x=1") == "https://lists.example.net:8443"


def test_the_address_of_a_doi_holds_only_signs_of_addresses() -> None:
    assert doi_url("10.1234/abc.7") == "https://doi.org/10.1234/abc.7"
    old = "10.1002/(SICI)1097-0258(1998)17:15/16<1661::AID-SIM968>3.0.CO;2-2"
    assert doi_url(old) == f"https://doi.org/{old}".replace("<", "%3C").replace(">", "%3E")
    assert doi_url("10.1000/a#b%c") == "https://doi.org/10.1000/a%23b%25c"

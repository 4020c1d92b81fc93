"""Authors of an export, of whom no address of e-mail reaches a file."""

import pytest

from kei_site.importers.wordpress.authors import biography_of


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("She works on ports. Contact a.b@c.org.", "She works on ports."),
        ("She (a@b.org) works.", "She works."),
        ("She works. E-mail: <a href='mailto:a@b.org'>a@b.org</a>", "She works."),
        ("A Fellow. a@b.org", "A Fellow."),
        ("A point of contact: ports.", "A point of contact: ports."),
    ],
)
def test_an_address_goes_with_the_words_that_lead_to_it(html: str, markdown: str) -> None:
    assert biography_of(html) == markdown

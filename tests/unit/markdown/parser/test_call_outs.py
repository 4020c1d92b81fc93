"""GitHub's call-outs become asides with a title in the language of the text."""

import pytest

from kei_site.markdown.document import Text, read_markdown


def read(body: str, language: str = "en") -> Text:
    return read_markdown(body, path="content/briefs/a.md", first_line=1, language=language)


def aside(title: str, inside: str) -> str:
    return f'<aside class="aside" role="note">\n<p class="aside-title">{title}</p>\n{inside}</aside>\n'


@pytest.mark.parametrize(
    ("body", "language", "html"),
    [
        ("> [!NOTE]\n> a *b*", "en", aside("Note", "<p>a <em>b</em></p>\n")),
        ("> [!warning]  \n>\n> a\n>\n> b", "en-GB", aside("Warning", "<p>a</p>\n<p>b</p>\n")),
        ("> [!TIP]\n> 가", "ko", aside("도움말", "<p>가</p>\n")),
        (
            "> [!CAUTION]\n> > a\n\n> b",
            "en",
            aside("Caution", "<blockquote>\n<p>a</p>\n</blockquote>\n") + "<blockquote>\n<p>b</p>\n</blockquote>\n",
        ),
        (
            "> a\n>\n> > [!IMPORTANT]\n> > b",
            "en",
            "<blockquote>\n<p>a</p>\n" + aside("Important", "<p>b</p>\n") + "</blockquote>\n",
        ),
        ("> [!NOTE]", "en", aside("Note", "")),
    ],
)
def test_a_call_out_is_an_aside(body: str, language: str, html: str) -> None:
    text = read(body, language)
    assert (text.fragment.html, text.diagnostics) == (html, ())


@pytest.mark.parametrize("body", ["> [!NOTES]\n> a", "[!NOTE]\na", "> a\n> [!NOTE]\n> b", ">"])
def test_other_quotes_stay_quotes(body: str) -> None:
    assert "<aside" not in read(body).fragment.html


def test_positions_in_a_call_out_are_those_of_the_file() -> None:
    (told,) = read("> [!NOTE]\n> Read **Note:**This").diagnostics
    assert (told.place.line, told.place.column) == (2, 8)

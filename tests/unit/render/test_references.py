"""References of a fragment become addresses and pictures; what is not resolved leaves its words."""

import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.core.hashing import NO_DIGEST
from kei_site.model.brief import Fragment
from kei_site.model.views.common import ImageVariant, ImageView, TextView
from kei_site.render.figures.figure import figure_html
from kei_site.render.references import SIZES, WIDE_SIZES, resolved_html

SMALL = ImageView(url="/a/small.png", width=300, height=200, alt="A map")
LARGE = ImageView(
    url="/a/large.png", width=1000, height=500, alt='A "map" & more',
    variants=(ImageVariant(url="/a/480.webp", width=480), ImageVariant(url="/a/800.webp", width=800)),
)  # fmt: skip


def resolved(html: str, *, links: tuple[str, ...] = (), images: tuple[ImageView | None, ...] = ()) -> str:
    text = TextView(fragment=NO_DIGEST, links=links, images=images)
    return resolved_html(Fragment(html=html), text, figure_html)


def test_links_get_their_addresses() -> None:
    html = '<p><a href="kei-link:0" title="T">a</a> <a href="kei-link:1">b</a></p>'
    assert resolved(html, links=("/b/?c&d", "#e")) == '<p><a href="/b/?c&amp;d" title="T">a</a> <a href="#e">b</a></p>'


def test_a_link_without_an_address_leaves_its_words() -> None:
    html = (
        '<p><a href="kei-link:0">one <em>two</em></a> <a href="https://example.org">b</a>'
        ' <a href="kei-link:1">c</a></p>'
    )
    assert resolved(html, links=("", "/c/")) == (
        '<p>one <em>two</em> <a href="https://example.org">b</a> <a href="/c/">c</a></p>'
    )


def test_links_to_notes_and_other_sites_stay() -> None:
    html = (
        '<sup class="fnref"><a href="#fn-1" id="fnref-1" role="doc-noteref">1</a></sup><a href="mailto:a@b.org">a</a>'
    )
    assert resolved(html, links=("/x/",)) == html


_OTHERS = st.lists(st.sampled_from([' hreflang="ko"', ' title="kei-link:1"', ' lang="en"', ' id="x&gt;"']), unique=True)
_ADDRESSES = st.sampled_from(["kei-link:0", "kei-link:1", "kei-link:2", "#fn-1", "https://example.org/kei-link:0"])
_WORDS = st.sampled_from(["", " ", "a", "<em>b</em>\nc", '<img src="/x.png" alt="">', "href=&quot;kei-link:0&quot;"])
_LINKS = ("", "/b/?c&d", "/b/'\"\\1")


@given(st.lists(st.tuples(_OTHERS, _ADDRESSES, _OTHERS, _WORDS)))
def test_every_link_is_resolved_by_itself_wherever_its_address_stands(
    links: list[tuple[list[str], str, list[str], str]],
) -> None:
    said, expected = [], []
    for before, address, after, words in links:
        opening = f'<a{"".join(before)} href="{{}}"{"".join(after)}>'
        said.append(opening.format(address) + words + "</a>")
        found = re.fullmatch("kei-link:([0-9])", address)
        url = _LINKS[int(found[1])] if found else ""
        whole = said[-1] if not found else opening.format(escape(url)) + words + "</a>"
        expected.append(whole if not found or (url and words.strip()) else words)
    assert resolved(" ".join(said), links=_LINKS) == " ".join(expected)


def test_a_small_picture() -> None:
    assert resolved('<p><img src="kei-image:0" alt="A map" title="T"></p>', images=(SMALL,)) == (
        '<p><img src="/a/small.png" width="300" height="200" alt="A map" title="T" loading="lazy" decoding="async"></p>'
    )


def test_a_picture_in_several_sizes() -> None:
    assert resolved('<img src="kei-image:0" alt="x" class="wide">', images=(LARGE,)) == (
        f'<img src="/a/large.png" sizes="{SIZES}" srcset="/a/480.webp 480w, /a/800.webp 800w" width="1000" height="500"'
        ' alt="A &quot;map&quot; &amp; more" class="wide" loading="lazy" decoding="async">'
    )


@pytest.mark.parametrize(
    ("figure", "sizes"),
    [
        ('<figure class="wide">', WIDE_SIZES),
        ('<figure class="narrow wide">', WIDE_SIZES),
        ('<figure class="left">', SIZES),
    ],
)
@pytest.mark.parametrize("link", ["", '<a href="https://example.org/">'])
def test_a_wide_figure_asks_for_a_wider_picture(figure: str, sizes: str, link: str) -> None:
    html = resolved(f'{figure}{link}<img src="kei-image:0" alt="x">', images=(LARGE,))
    assert html.startswith(f'{figure}{link}<img src="/a/large.png" sizes="{sizes}"')


@pytest.mark.parametrize(("asked", "width", "height"), [(400, 400, 200), (1, 1, 1), (5000, 1000, 500)])
def test_a_width_asked_for_keeps_the_shape_and_never_enlarges(asked: int, width: int, height: int) -> None:
    html = resolved(f'<img src="kei-image:0" alt="x" width="{asked}">', images=(LARGE,))
    assert f' width="{width}" height="{height}"' in html
    assert f' sizes="{width}px"' in html
    assert html.count(" width=") == 1


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>{}</p>", "<p>A</p>"),
        ("<li>{}\n</li>", "<li>A\n</li>"),
        ("<p>{}\nwords</p>", "<p>[A]\nwords</p>"),
        ("<p>words\n{}</p>", "<p>words\n[A]</p>"),
        ("<p>a{}b</p>", "<p>a[A]b</p>"),
        ("<p>{0}{0}</p>", "<p>[A][A]</p>"),
        ("<p>{0}\n{0}</p>", "<p>[A]\n[A]</p>"),
        ("<div>\n{}\nwords</div>", "<div>\n[A]\nwords</div>"),
        ("<p>a</p>{}<p>b</p>", "<p>a</p>A<p>b</p>"),
        ('<p><a href="/x/">{}</a> b</p>', '<p><a href="/x/">A</a> b</p>'),
    ],
)
def test_the_text_of_a_missing_picture_does_not_run_on_with_the_words_beside_it(html: str, expected: str) -> None:
    assert resolved(html.format('<img src="kei-image:0" alt="A">'), images=(None,)) == expected


def test_a_missing_picture_leaves_its_alternative_text() -> None:
    assert (
        resolved('<p>a <img src="kei-image:0" alt="x &lt; &quot;y&quot;"> b</p>', images=(None,))
        == '<p>a [x &lt; "y"] b</p>'
    )


def test_a_missing_figure_becomes_paragraphs() -> None:
    html = (
        '<figure class="wide"><img src="kei-image:0" alt="A map"><figcaption>The <em>caption</em></figcaption></figure>'
    )
    assert resolved(html, images=(None,)) == "<p>A map</p><p>The <em>caption</em></p>"


def test_a_missing_figure_keeps_its_link_and_a_caption_of_blocks() -> None:
    html = (
        '<figure><a href="kei-link:0"><img src="kei-image:0" alt="A"></a><figcaption><p>b</p></figcaption></figure>'
        '<figure><img src="kei-image:1" alt=""></figure>'
    )
    assert resolved(html, links=("/c/",), images=(None, None)) == '<p><a href="/c/">A</a></p><p>b</p>'


def test_only_the_missing_figure_changes() -> None:
    html = (
        '<figure><img src="kei-image:0" alt="a"></figure>\n<figure><img src="kei-image:1" alt="b">'
        "<figcaption>c</figcaption></figure>"
    )
    found = resolved(html, images=(None, SMALL))
    assert found.startswith("<p>a</p>\n<figure><img ")
    assert found.endswith("<figcaption>c</figcaption></figure>")


def test_a_dropped_link_around_a_missing_picture_leaves_nothing_empty() -> None:
    assert resolved(
        '<p><a href="kei-link:0"><img src="kei-image:0" alt=""></a>b</p>', links=("/c/",), images=(None,)
    ) == ("<p>b</p>")


def test_values_are_escaped() -> None:
    evil = ImageView(url='/a"onerror="x', width=1, height=1, alt='"><script>')
    html = resolved('<a href="kei-link:0"><img src="kei-image:0" alt=""></a>', links=('"><script>',), images=(evil,))
    assert "<script>" not in html
    assert 'onerror="' not in html


def test_text_that_looks_like_a_reference_stays() -> None:
    html = '<p>kei-link:0 href="kei-link:0" src="kei-image:0"</p>'
    assert resolved(html, links=("/x/",), images=(SMALL,)) == html

"""The digest: read back as mail programs read it."""

import dataclasses
import email
import email.policy
import subprocess
import sys
from datetime import datetime
from email.message import EmailMessage
from typing import Any

import html5lib
import pytest

from kei_site.core.clock import moment_of
from kei_site.model.views.common import AuthorLink, Card, Link, OrganizationView, SiteView
from kei_site.model.views.feeds import NewsletterView
from kei_site.render.figures.alternative import alternative
from kei_site.render.newsletter.mail import MAX_BYTES, render_newsletter_mail, render_newsletter_page
from tests.support.figure_samples import chart
from tests.support.node_modules import node_file
from tests.support.view_samples import THEME

SITE = SiteView(
    theme=THEME,
    title="KEI & friends",
    url="https://example.org",
    prefix="",
    description="",
    language="en",
    organization=OrganizationView(name="Korea Economic Institute", url="https://example.org"),
    menu=(),
    mailing_list=None,
    feeds=(),
    assets={},
    has_search=True,
)


def card(number: int, **changes: object) -> Card:
    made = Card(
        id=f"2024/{number}",
        url=f"/briefs/2024/{number}/",
        title=f"Brief {number} <b> & more",
        summary=f"What brief {number} says of the alliance.",
        type="report",
        date=moment_of(datetime.fromisoformat(f"2024-07-{number % 28 + 1:02}T00:00:00-04:00"), has_time=False),
        language="en",
        authors=(
            AuthorLink(id="kim", name="Kim", url="/authors/kim/", kind="person"),
            AuthorLink(id="minsu", name="김민수", url="/authors/minsu/", kind="person"),
        ),
    )
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


VIEW = NewsletterView(site=SITE, cards=(card(2), card(1)), since="2024-07-01")


def read(view: NewsletterView) -> EmailMessage:
    message = email.message_from_bytes(render_newsletter_mail(view), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert not list(message.defects)
    return message


def parts(view: NewsletterView) -> tuple[str, str]:
    text, page = read(view).iter_parts()
    return text.get_content(), page.get_content()


def tree(view: NewsletterView) -> Any:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    made = parser.parse(parts(view)[1])
    assert parser.errors == []
    return made


def test_a_mail_program_finds_a_text_and_an_html_part() -> None:
    message = read(VIEW)
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert message["Subject"] == "New from KEI & friends"
    assert message["Date"].datetime.isoformat() == "2024-07-03T00:00:00-04:00"
    assert message["From"].addresses[0].display_name == "Korea Economic Institute"
    assert message["From"].addresses[0].domain == "placeholder.invalid"


@pytest.mark.parametrize(
    ("address", "is_offered"),
    [("https://e.org/u", True), ("*|UNSUB|*", True), ("mailto:leave@e.org", False), ("http://e.org/u", False)],
)
def test_one_click_is_offered_where_an_address_of_https_takes_it(address: str, is_offered: bool) -> None:
    message = read(dataclasses.replace(VIEW, unsubscribe=address))
    assert ("List-Unsubscribe-Post" in message) is is_offered


def test_list_headers_stand_ready_for_the_sender() -> None:
    message = read(VIEW)
    assert message["List-Unsubscribe"] == "<https://placeholder.invalid/unsubscribe>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Id"] == "<briefs.example.org>"
    assert message["List-Archive"] == "<https://example.org/briefs/>"


def test_both_parts_hold_every_brief() -> None:
    text, _ = parts(VIEW)
    page = tree(VIEW)
    assert [heading.find("a").text for heading in page.iter("h2")] == ["Brief 2 <b> & more", "Brief 1 <b> & more"]
    assert [heading.find("a").get("href") for heading in page.iter("h2")] == [
        "https://example.org/briefs/2024/2/",
        "https://example.org/briefs/2024/1/",
    ]
    for card in VIEW.cards:
        assert card.title in text
        assert card.summary in text
        assert f"https://example.org{card.url}" in text
    assert "Report · July 3, 2024 · Kim, 김민수" in text
    assert "2 publications since July 1, 2024" in text


def test_styles_stand_in_the_elements_and_nothing_is_fetched() -> None:
    page = tree(VIEW)
    assert all(element.get("style") for name in ("a", "h1", "h2", "p") for element in page.iter(name))
    assert not [element for name in ("img", "link", "script", "iframe", "form", "video") for element in page.iter(name)]
    text = parts(VIEW)[1]
    assert "url(" not in text
    assert "@import" not in text
    assert "prefers-color-scheme: dark" in text


@pytest.mark.parametrize(
    ("logo", "shows_name", "image", "words", "name"),
    [
        ("/assets/logo.png", False, "https://example.org/assets/logo.png", "Korea Economic Institute", ""),
        ("/assets/logo.png", True, "https://example.org/assets/logo.png", "", "Korea Economic Institute"),
        ("/assets/logo.svg", False, "https://example.org/assets/icon.png", "", "Korea Economic Institute"),
    ],
)
def test_the_logo_stands_at_the_top_or_the_icon_where_programs_cannot_show_it(
    logo: str, shows_name: bool, image: str, words: str, name: str
) -> None:
    theme = dataclasses.replace(THEME, logo=logo, shows_name=shows_name)
    site = dataclasses.replace(SITE, theme=theme, assets={"icon-192.png": "/assets/icon.png"})
    (shown,) = tree(dataclasses.replace(VIEW, site=site)).iter("img")
    assert (shown.get("src"), shown.get("alt"), (shown.tail or "").strip()) == (image, words, name)


def contrast(first: str, second: str) -> float:
    """The contrast of two colors by WCAG 2.2."""
    bright, dim = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(color: str) -> float:
    parts_of = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts_of]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("ground", "inks"), [("#faf7f1", ("#22201d", "#5f5a52", "#b4301a")), ("#11161d", ("#e4e0d8", "#aaa498", "#f0896c"))]
)
def test_text_can_be_read_by_day_and_by_night(ground: str, inks: tuple[str, ...]) -> None:
    page = parts(VIEW)[1]
    assert ground in page
    for ink in inks:
        assert ink in page
        assert contrast(ground, ink) >= 4.5


def test_a_digest_of_a_tag_says_so_and_leads_there() -> None:
    view = dataclasses.replace(VIEW, tag=Link(name="NATO", url="/tags/nato/"))
    assert read(view)["Subject"] == "New from KEI & friends on NATO"
    assert read(view)["List-Archive"] == "<https://example.org/tags/nato/>"


def test_a_korean_digest_speaks_korean() -> None:
    site = dataclasses.replace(SITE, language="ko", title="연구소")
    view = dataclasses.replace(VIEW, site=site, cards=(card(1, title="한미동맹", language="ko"),))
    message = read(view)
    assert message["Subject"] == "연구소 새 글"
    assert message["Content-Language"] == "ko"
    assert tree(view).get("lang") == "ko"
    assert "2024년 7월 1일부터 나온 간행물 1건" in parts(view)[0]


def test_a_brief_in_another_language_is_marked() -> None:
    view = dataclasses.replace(VIEW, cards=(card(1), card(2, language="ko")))
    assert [heading.get("lang") for heading in tree(view).iter("h2")] == [None, "ko"]


def test_a_long_digest_is_cut_before_mail_programs_cut_it_and_says_so() -> None:
    many = tuple(card(number, summary="말 " * 150) for number in range(400))
    view = dataclasses.replace(VIEW, cards=many)
    data = render_newsletter_mail(view)
    text, page = parts(view)
    shown = page.count("<h2")
    assert MAX_BYTES * 0.7 < len(data) <= MAX_BYTES
    assert 0 < shown < 400
    assert f"More on the website: {400 - shown} publications" in text
    assert f"More on the website: {400 - shown} publications" in page
    assert text.count("Report ·") == shown


def test_a_line_break_in_a_name_cannot_add_a_header() -> None:
    site = dataclasses.replace(SITE, title="KEI\r\nBcc: all@example.org")
    message = read(dataclasses.replace(VIEW, site=site))
    assert message["Bcc"] is None
    assert message["Subject"] == "New from KEI Bcc: all@example.org"


@pytest.mark.programs
def test_only_the_view_decides() -> None:
    program = (
        "import sys; from tests.unit.render.newsletter.test_mail import VIEW;"
        "from kei_site.render.newsletter.mail import *; sys.stdout.buffer.write(render_newsletter_mail(VIEW))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONPATH": ":".join(sys.path), "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": "C.UTF-8"},
            capture_output=True,
            check=True,
        ).stdout
        for zone, seed in (("Asia/Seoul", "1"), ("America/New_York", "2"))
    }
    assert told == {render_newsletter_mail(VIEW)}
    other = dataclasses.replace(VIEW, since="2024-07-02")
    assert read(other)["Message-ID"] != read(VIEW)["Message-ID"]


def test_lines_are_short_enough_and_ascii_for_every_relay() -> None:
    data = render_newsletter_mail(VIEW)
    assert data.isascii()
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_the_page_is_the_same_without_the_words_for_subscribers() -> None:
    page = render_newsletter_page(VIEW).decode()
    assert "Brief 2 &lt;b&gt; &amp; more" in page
    assert "Unsubscribe" not in page
    assert "placeholder" not in page


@pytest.mark.tool
def test_the_page_is_valid_html() -> None:
    jar = node_file("vnu-jar/build/dist/vnu.jar")
    command = ["java", "-jar", str(jar), "--stdout", "--also-check-css", "-"]
    done = subprocess.run(command, input=render_newsletter_page(VIEW), capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"")


def test_the_first_chart_of_a_brief_is_a_picture_and_words() -> None:
    keys = 'type: bar\ntitle: "A <b> & c"\n'
    drawn = chart(keys, "year,n\n2019,1\n2020,2\n")
    message = read(dataclasses.replace(VIEW, charts={VIEW.cards[0].url: drawn}))
    text, html = (part.get_content() for part in message.iter_parts())
    (image,) = html5lib.parse(html, namespaceHTMLElements=False).findall(".//img")
    assert image.get("src") == "https://example.org/briefs/2024/a/fig-x.png"
    assert image.get("alt") == alternative(drawn)
    assert "Bar chart: A <b> & c." in image.get("alt")
    assert 0 < int(image.get("height")) < int(image.get("width")) == 560
    assert " ".join(alternative(drawn).split()) in " ".join(text.split())

"""The form of the mailing list: what it asks, what it sends and to whom, and what it says afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import pytest

from tests.support.chromium import Visitor
from tests.support.scratch import CONFIG, ScratchSite, brief
from tests.support.web_server import running, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAGES = ("/subscribe/", "/", "/briefs/2024/one/")
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


@dataclass(frozen=True, slots=True, kw_only=True)
class MailingList:
    """Somebody's list program, which keeps what it is sent and sends people back."""

    url: str
    received: list[tuple[str, str, list[tuple[str, str]]]] = field(default_factory=list)
    """(path, media type, fields) of each form."""


@pytest.fixture(scope="module")
def mailing_list() -> Iterator[MailingList]:
    """Return a list program on another origin than the site's."""
    received: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            fields = parse_qsl(sent, keep_blank_values=True)
            received.append((self.path, self.headers["Content-Type"], fields))
            self.send_response(303)
            self.send_header("Location", dict(fields)["back"])
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    with running(Handler) as url:
        yield MailingList(url=url, received=received)


@pytest.fixture(scope="module")
def home(mailing_list: MailingList, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a site whose form goes to the list program."""
    site = ScratchSite(tmp_path_factory.mktemp("signup"))
    site.write("content/briefs/2024/one.md", brief())
    with served(site.output) as host:
        form = (
            f"  action: {mailing_list.url}/in?form=1\n  email_field: EMAIL\n  honeypot: b_website\n"
            "  promise: One mail a week & no more.\n"
            f'  hidden: {{list: "a & b", back: "{host.url}/subscribe/#subscribed"}}\n'
        )
        site.write("content/site.yaml", CONFIG + "mailing_list:\n" + form)
        report = site.build()
        assert not report.failed, report.diagnostics
        yield host.url


@pytest.fixture
def visitor(browser: "Browser", home: str, mailing_list: MailingList) -> Iterator[Visitor]:
    """Return who opens pages of this site; the test fails if one complains, or asks anybody but the list program."""
    mailing_list.received.clear()
    visiting = Visitor(browser=browser, home=home)
    yield visiting
    visiting.close()
    assert [
        complaint for complaint in visiting.complaints if not complaint.startswith(f"asked {mailing_list.url}/in")
    ] == []


def send(page: "Page", address: str) -> None:
    page.get_by_label("Your email address").fill(address)
    page.get_by_role("button", name="Subscribe").click()


@SCRIPTS
@pytest.mark.parametrize("path", PAGES)
def test_exactly_the_configured_fields_are_sent(
    visitor: Visitor, home: str, mailing_list: MailingList, path: str, scripts: bool
) -> None:
    page = visitor.open(path, java_script_enabled=scripts)
    send(page, "reader+one@example.org")
    page.wait_for_url("**/subscribe/#subscribed")
    ((sent_to, media_type, fields),) = mailing_list.received
    assert sent_to == "/in?form=1"
    assert media_type == "application/x-www-form-urlencoded"
    assert sorted(fields) == [
        ("EMAIL", "reader+one@example.org"),
        ("b_website", ""),
        ("back", f"{home}/subscribe/#subscribed"),
        ("list", "a & b"),
    ]


def test_the_form_can_be_sent_by_keyboard_alone(visitor: Visitor, mailing_list: MailingList) -> None:
    page = visitor.open("/subscribe/")
    page.get_by_label("Your email address").focus()
    page.keyboard.type("reader@example.org")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "submit"
    page.keyboard.press("Enter")
    page.wait_for_url("**/subscribe/#subscribed")
    assert len(mailing_list.received) == 1


@SCRIPTS
@pytest.mark.parametrize("address", ["", "reader", "reader@", "@example.org", "a b@example.org", "a@b@example.org"])
def test_the_browser_refuses_what_is_no_address(
    visitor: Visitor, mailing_list: MailingList, address: str, scripts: bool
) -> None:
    page = visitor.open("/subscribe/", java_script_enabled=scripts)
    send(page, address)
    page.wait_for_timeout(200)
    assert mailing_list.received == []
    assert page.locator("input[type=email]:invalid").count() == 1
    assert page.locator("input[type=email]").evaluate("(one) => one === document.activeElement")


def test_people_do_not_meet_the_field_for_programs(visitor: Visitor) -> None:
    page = visitor.open("/subscribe/")
    trap = page.locator("[name=b_website]")
    assert trap.get_attribute("tabindex") == "-1"
    assert trap.get_attribute("autocomplete") == "off"
    box = page.locator("p:has(> [name=b_website])").bounding_box()
    assert box
    assert max(box["width"], box["height"]) <= 1
    assert trap.evaluate("(one) => one.closest('[aria-hidden=true]') !== null")
    assert page.get_by_role("textbox").count() == 1


def test_what_a_program_fills_in_is_sent_and_can_be_told(visitor: Visitor, mailing_list: MailingList) -> None:
    page = visitor.open("/subscribe/")
    page.locator("[name=b_website]").evaluate("(one) => { one.value = 'https://spam.example.org' }")
    send(page, "robot@example.org")
    page.wait_for_url("**/subscribe/#subscribed")
    assert ("b_website", "https://spam.example.org") in mailing_list.received[0][2]


def test_the_field_is_named_and_described_for_screen_readers(visitor: Visitor) -> None:
    page = visitor.open("/subscribe/")
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    (textbox,) = [node for node in nodes if node["role"]["value"] == "textbox" and not node["ignored"]]
    properties = {
        property_["name"]: property_["value"]["value"]
        for property_ in textbox["properties"]
        if "value" in property_["value"]
    }
    assert textbox["name"]["value"] == "Your email address"
    assert textbox["description"]["value"] == "One mail a week & no more."
    assert properties["required"] is True
    assert page.locator("input[type=email]").get_attribute("autocomplete") == "email"


@SCRIPTS
def test_the_page_says_how_it_went_and_nothing_before(visitor: Visitor, scripts: bool) -> None:
    answers = {"subscribed": "Thank you.", "not-subscribed": "That did not work."}
    page = visitor.open("/subscribe/", java_script_enabled=scripts)
    assert not any(page.locator(f"#{name}").is_visible() for name in answers)
    for name, words in answers.items():
        page.goto(f"{visitor.home}/subscribe/#{name}")
        assert [answer for answer in answers if page.locator(f"#{answer}").is_visible()] == [name]
        assert page.locator(f"#{name}").inner_text().startswith(words)


def test_forms_may_go_to_the_site_and_the_list_only(visitor: Visitor, mailing_list: MailingList) -> None:
    page = visitor.new_page()
    answer = page.goto(visitor.home + "/subscribe/")
    assert answer
    for policy in (
        answer.headers["content-security-policy"],
        page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content"),
    ):
        assert policy
        assert f"form-action 'self' {mailing_list.url};" in policy + ";"


def test_a_form_that_was_sent_elsewhere_would_be_stopped(visitor: Visitor, mailing_list: MailingList) -> None:
    page = visitor.open("/subscribe/")
    page.get_by_label("Your email address").fill("reader@example.org")
    page.evaluate(
        "() => { const form = document.querySelector('.signup-form');"
        " form.action = 'http://127.0.0.1:9/elsewhere'; form.requestSubmit(); }"
    )
    visitor.excuse(page, "form-action")
    assert mailing_list.received == []
    assert page.url == visitor.home + "/subscribe/"


def test_the_feeds_are_listed_with_everything_first(visitor: Visitor) -> None:
    page = visitor.open("/subscribe/")
    assert page.locator("caption").all_inner_texts() == ["Everything"]
    assert page.locator(".feed-kind summary").all_inner_texts() == ["Publication types 1", "Authors 1"]
    kinds = page.locator("details", has_text="Publication types")
    kinds.locator("summary").click()
    row = kinds.locator("tbody tr")
    assert row.locator("th").inner_text() == "Briefs"
    assert [link.get_attribute("href") for link in row.locator("td a").all()] == [
        f"/feeds/types/brief/{name}" for name in ("feed.xml", "atom.xml", "feed.json")
    ]

"""The configuration of a site: all its diagnostics together, each at its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.config import Config, FeedSettings, MailingList, Organization, read_config
from kei_site.core.diagnostics import Severity
from kei_site.core.players import Embeds
from kei_site.core.search_settings import SearchSettings
from kei_site.core.vocabulary import MenuItem

PATH = "content/site.yaml"
SMALLEST = "title: Briefs\nurl: https://briefs.example.org\n"


def config_of(text: str) -> Config:
    config, diagnostics = read_config(text, PATH)
    assert diagnostics == ()
    assert config is not None
    return config


def told(text: str) -> list[tuple[str, int, int]]:
    _, diagnostics = read_config(text, PATH)
    assert all(diagnostic.place.path == PATH and diagnostic.fix for diagnostic in diagnostics)
    return [(diagnostic.code, diagnostic.place.line, diagnostic.place.column) for diagnostic in diagnostics]


def test_title_and_url_are_enough() -> None:
    config = config_of(SMALLEST)
    assert config == Config(
        title="Briefs",
        url="https://briefs.example.org",
        organization=Organization(name="Briefs", url="https://briefs.example.org"),
    )


def test_every_setting_is_read() -> None:
    config = config_of(
        SMALLEST
        + """
description: Briefs on things
language: ko
timezone: Asia/Seoul
organization: {name: Institute, url: https://example.org, logo: /img/logo.png, id: kei}
mailing_list: {action: https://lists.example.org/in, email_field: mail, hidden: {list: briefs}, promise: One a day.,
honeypot: website}
feeds: {limit: 50, full_content: false, authority: "example.org,2024", hubs: [https://hub.example.org/],
archives: false}
page_size: 25
search: {segments: 8, files: few}
menu: [{label: Topics, url: /tags/}, {label: Elsewhere, url: "https://example.org/x"}]
redirects: {/old/: /new/, "/a b/": https://example.org/}
diagnostics: {HTM01: warning, LNK02: ignore}
license: CC BY 4.0
contact: desk@example.org
share_cards: true
attachments: [.dta, .R]
embeds: {hosts: {maps.example.org: Maps}}
"""
    )
    assert config == Config(
        title="Briefs",
        url="https://briefs.example.org",
        description="Briefs on things",
        language="ko",
        timezone="Asia/Seoul",
        organization=Organization(name="Institute", url="https://example.org", logo="/img/logo.png", id="kei"),
        mailing_list=MailingList(
            action="https://lists.example.org/in",
            email_field="mail",
            hidden={"list": "briefs"},
            promise="One a day.",
            honeypot="website",
        ),
        feeds=FeedSettings(
            limit=50,
            full_content=False,
            authority="example.org,2024",
            hubs=("https://hub.example.org/",),
            archives=False,
        ),
        page_size=25,
        search=True,
        search_index=SearchSettings(segments=8, files="few"),
        menu=(MenuItem(label="Topics", url="/tags/"), MenuItem(label="Elsewhere", url="https://example.org/x")),
        redirects=(("/old/", "/new/"), ("/a b/", "https://example.org/")),
        diagnostics={"HTM01": Severity.WARNING, "LNK02": Severity.IGNORE},
        license="CC BY 4.0",
        contact="desk@example.org",
        attachments=(".dta", ".r"),
        embeds=Embeds(hosts={"maps.example.org": "Maps"}),
        share_cards=True,
    )


def test_redirects_can_be_a_list() -> None:
    assert config_of(SMALLEST + "redirects: [{from: /old/, to: /new/}]\n").redirects == (("/old/", "/new/"),)


def test_search_can_be_switched_off() -> None:
    assert config_of(SMALLEST + "search: false\n").search is False
    assert config_of(SMALLEST + "search: true\n").search is True


def test_a_closing_slash_of_the_address_is_dropped_and_a_prefix_is_kept() -> None:
    assert config_of("title: a\nurl: https://example.org/briefs/\n").url == "https://example.org/briefs"


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("titel: a\n", "CFG03", 3, 1),
        ("feeds: {limits: 3}\n", "CFG03", 3, 9),
        ("diagnostics: {XYZ99: error}\n", "CFG03", 3, 15),
        ("diagnostics: {HTM01: off}\n", "CFG02", 3, 22),
        ("diagnostics: [HTM01]\n", "CFG02", 3, 14),
        ("page_size: many\n", "FM15", 3, 12),
        ("page_size: 0\n", "FM15", 3, 12),
        ("page_size: " + "9" * 5000 + "\n", "FM15", 3, 12),
        ("feeds: {limit: 201}\n", "FM15", 3, 16),
        ("feeds: {full_content: maybe}\n", "CFG02", 3, 23),
        ("feeds: {authority: us}\n", "CFG02", 3, 20),
        ("feeds: yes\n", "CFG02", 3, 8),
        ("description: [a]\n", "CFG02", 3, 14),
        ("search: maybe\n", "CFG02", 3, 9),
        ("search: {segments: 0}\n", "FM15", 3, 20),
        ("search: {parts: 4}\n", "CFG03", 3, 10),
        ("menu: Topics\n", "CFG02", 3, 7),
        ("menu: [Topics]\n", "CFG02", 3, 8),
        ("menu: [{label: Topics}]\n", "CFG07", 3, 8),
        ("menu: [{label: Topics, url: tags}]\n", "CFG02", 3, 29),
        ("menu: [{label: Topics, url: 'javascript:alert(1)'}]\n", "LNK01", 3, 29),
        ("menu: [{label: Topics, url: //evil.example}]\n", "CFG02", 3, 29),
        ("organization: Institute\n", "CFG02", 3, 15),
        ("organization: {id: kei}\n", "CFG07", 3, 15),
        ("organization: {name: a, logo: ../logo.png}\n", "CFG02", 3, 31),
        ("mailing_list: {email_field: mail}\n", "CFG07", 3, 15),
        ("redirects: {/../old/: /new/}\n", "URL04", 3, 13),
        ("redirects: {/old/: 'data:text/html,x'}\n", "LNK01", 3, 20),
        ("redirects: [{from: /old/}]\n", "CFG07", 3, 13),
        ("redirects: /old/\n", "CFG02", 3, 12),
        ("contact: nobody\n", "CFG02", 3, 10),
        ("timezone: Asia/Soul\n", "CFG05", 3, 11),
        ("timezone: KST\n", "CFG05", 3, 11),
        ("timezone: ../../etc/passwd\n", "CFG05", 3, 11),
        ("language: english\n", "CFG06", 3, 11),
        ("language: xx\n", "CFG06", 3, 11),
        ("language: en_US\n", "CFG06", 3, 11),
        ("title: b\n", "FM07", 3, 1),
        ("Title: b\n", "FM07", 3, 1),
    ],
)
def test_a_diagnostic_is_told_at_its_place(text: str, code: str, line: int, column: int) -> None:
    assert told(SMALLEST + text) == [(code, line, column)]


@pytest.mark.parametrize(
    "address",
    [
        "briefs.example.org",
        "http://briefs.example.org",
        "https://",
        "https:///x",
        "//example.org",
        "/briefs",
        "https://example.org/../x",
        "https://example.org/%2e%2e/x",
        "https://example.org/a//b",
        "https://example.org/?q",
        "https://example.org/#x",
        "https://user@example.org",
        "https://exa mple.org",
        "javascript:alert(1)",
        "https://[::1",
        "https://example.org:port/",
    ],
)
def test_an_address_that_is_not_that_of_a_site_is_told(address: str) -> None:
    config, diagnostics = read_config(f"title: a\nurl: '{address}'\n", PATH)
    assert config is None
    assert [(diagnostic.code, diagnostic.place.line, diagnostic.place.column) for diagnostic in diagnostics] == [
        ("CFG04", 2, 6)
    ]


@pytest.mark.parametrize("address", ["https://example.org", "https://example.org:8443/a/b.c", "https://한국.example"])
def test_an_absolute_https_address_is_taken(address: str) -> None:
    assert config_of(f"title: a\nurl: {address}\n").url == address


@pytest.mark.parametrize("tag", ["en", "ko", "pt-BR", "zh-Hant-TW", "es-419", "de-1996", "kok", "en-x-house"])
def test_language_tags_are_taken(tag: str) -> None:
    assert config_of(SMALLEST + f"language: {tag}\n").language == tag


def test_the_nearest_word_is_suggested() -> None:
    for text, word in (
        ("titel: a\n", "title"),
        ("timezone: asia/soul\n", "Asia/Seoul"),
        ("language: en_US\n", "en-US"),
        ("diagnostics: {HTM1: error}\n", "HTM01"),
        ("diagnostics: {HTM01: warn}\n", "warning"),
    ):
        _, diagnostics = read_config(SMALLEST + text, PATH)
        assert word in diagnostics[0].fix


def test_all_diagnostics_are_told_together() -> None:
    text = "titel: a\nurl: example.org\nlanguage: xx\ntimezone: Nowhere\npage_size: x\nfeeds: {limits: 3}\n"
    assert [code for code, _, _ in told(text)] == ["CFG03", "CFG04", "CFG06", "CFG05", "FM15", "CFG03"]


def test_what_is_missing_is_told() -> None:
    assert [code for code, _, _ in told("")] == ["CFG07", "CFG07"]
    assert told("title: ''\nurl: https://example.org\n") == [("CFG07", 1, 1)]
    assert read_config("title: a\n", PATH)[0] is None


def test_a_faulty_setting_leaves_the_others() -> None:
    config, diagnostics = read_config(SMALLEST + "page_size: x\nlanguage: ko\n", PATH)
    assert diagnostics
    assert config is not None
    assert (config.page_size, config.language) == (50, "ko")


@pytest.mark.parametrize(("text", "code"), [("- a\n", "FM05"), ("a: *b\n", "YML01"), ("a: b: c\n", "FM11")])
def test_what_is_not_readable_gives_no_configuration(text: str, code: str) -> None:
    config, diagnostics = read_config(text, PATH)
    assert config is None
    assert [diagnostic.code for diagnostic in diagnostics] == [code]


_KEYS = st.sampled_from(
    [
        "title",
        "url",
        "language",
        "timezone",
        "organization",
        "mailing_list",
        "feeds",
        "page_size",
        "search",
        "menu",
        "redirects",
        "diagnostics",
        "license",
        "contact",
        "share_cards",
        "other",
    ]
)
_VALUES = st.recursive(
    st.text(max_size=12)
    | st.sampled_from(["https://x.org", "/a/", "true", "5", "en", "HTM01", "//[", "https://[x", "UTC"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["name", "url", "label", "from", "to", "limit", "hubs", "HTM01", "segments", "/x/", "action"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


@given(st.dictionaries(_KEYS, _VALUES, max_size=6))
def test_no_settings_raise(settings: dict[str, object]) -> None:
    import json

    config, diagnostics = read_config(json.dumps(settings), PATH)
    assert config is not None or diagnostics


@given(st.text(max_size=80))
def test_no_text_raises(text: str) -> None:
    config, diagnostics = read_config(text, PATH)
    assert config is not None or diagnostics


@pytest.mark.parametrize("ending", [".html", ".SVG", ".js", ".php7", ".cgi", "xyz", "*", ".tar.gz"])
def test_no_ending_of_files_that_run_can_be_allowed(ending: str) -> None:
    assert told(SMALLEST + f'attachments: [.dta, "{ending}"]\n') == [("CFG02", 3, 21)]


@pytest.mark.parametrize(
    "host", ["https://maps.example.org", "Maps.example.org", "localhost", "a.org/x", "*.a.org", "a.org;"]
)
def test_a_host_that_may_be_framed_is_a_host_alone(host: str) -> None:
    assert told(SMALLEST + f'embeds: {{hosts: {{"{host}": Maps}}}}\n') == [("CFG02", 3, 18)]

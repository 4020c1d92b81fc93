"""The checks of feeds bite: each rule is broken on purpose and must be named."""

import json

import pytest

from kei_site.render.feeds.atom import render_atom
from kei_site.render.feeds.json_feed import render_json_feed
from kei_site.render.feeds.rss import render_rss
from tests.support.feed_format_rules import ATOM_RULES, JSON_RULES, RSS_RULES
from tests.support.feed_rules import COMMON_RULES, violations
from tests.support.feed_samples import entry, feed, fragment

VIEW = feed(entry(1), entry(2))
RSS = render_rss(VIEW, fragment).decode()
ATOM = render_atom(VIEW, fragment).decode()
JSON = json.loads(render_json_feed(VIEW, fragment))

RSS_DIAGNOSTICS = [
    ("BadCharacters", "<p>A note", "<p>A \x92note"),
    ("CharacterData", "&#x26; friends", "&amp; friends"),
    ("ClashingIds", "<h2>Ships", '<h2 id="fn1">Ships<a id="fn1"></a>'),
    ("ContainsHTML", "<title>Brief 1", "<title>&#x3C;b>Brief&#x3C;/b> 1"),
    ("ContainsRelRef", 'href="https://example.org/briefs/2023/other/"', 'href="/briefs/2023/other/"'),
    ("DangerousStyleAttr", "<p>A note", '<p style="x">A note'),
    ("DuplicateDescriptionSemantics", "<guid", "<atom:content>x</atom:content><guid"),
    ("DuplicateEntries", "briefs/2024/2</guid>", "briefs/2024/1</guid>"),
    ("EmailFormat", "<guid", "<author>Kim</author><guid"),
    ("EncodingMismatch", "encoding='UTF-8'", "encoding='ISO-8859-1'"),
    ("Enclosure", 'length="12"', 'length=""'),
    ("GuidIsNoPermalink", 'isPermaLink="false"', 'isPermaLink="true"'),
    ("ImplausibleDate", "21 Jul 2024", "21 Jul 1985"),
    ("InvalidDate", "21 Jul 2024", "21 Juli 2024"),
    ("InvalidId", "tag:example.org,2024:briefs/2024/1", "tag:example.org:briefs"),
    ("InvalidLink", "<link>https://example.org/briefs/2024/1/", "<link>/briefs/2024/1/"),
    ("MissingAtomSelfLink", 'rel="self"', 'rel="via"'),
    ("MissingChannelElement", "<description>Briefs on A &#x26; B</description>", ""),
    ("MissingCreator", "dc:creator", "dc:publisher"),
    ("MissingDCLanguage", "<language>en</language>", ""),
    ("MissingGuid", "guid", "dc:identifier"),
    ("NeedDescriptionBeforeContent", "<description>What brief 1 says.</description>", ""),
    ("NotBlank", "<title>Brief 1", "<title> "),
    ("NotHtml", "<p>A note", "<p></em>A note"),
    ("NotSufficientlyUnique", "tag:example.org,2024:briefs/2024/1", "urn:x:1"),
    ("ProblematicalRFC822Date", "21 Jul 2024", "21 Jul 24"),
    ("RelativeSelf", 'rel="self" type="application/rss+xml" href="https://example.org/', 'rel="self" href="/'),
    ("SecurityRisk", "<p>A note", "<script>x</script><p>A note"),
    ("SecurityRiskAttr", "<p>A note", '<p onclick="x">A note'),
    ("UnregisteredAtomLinkRel", 'rel="hub"', 'rel="nonsense"'),
    ("WebSub-self", 'rel="hub"', 'rel="self"'),
]
ATOM_DIAGNOSTICS = [
    ("ContainsRelRef", 'src="https://example.org/assets/a.png"', 'src="assets/a.png"'),
    ("DuplicateAtomLink", 'rel="via"', 'rel="alternate" type="text/html" hreflang="en"'),
    ("DuplicateUpdated", "08-02T10:00:00-04:00</updated>\n  <author", "08-01T10:00:00-04:00</updated>\n  <author"),
    ("HtmlFragment", 'type="html"', 'type="text/html"'),
    ("MissingSelf", 'rel="self"', 'rel="via"'),
    ("RFC4287-author", "author>", "contributor>"),
    ("RFC4287-entry", "<title>Brief 1</title>", ""),
    ("RFC4287-feed", "<id>tag:example.org,2024:feeds</id>", ""),
    ("RFC4287-type", 'type="html"', 'type="CDATA"'),
    ("RFC5005-current", "<generator>", '<a:archive xmlns:a="http://purl.org/syndication/history/1.0"/><generator>'),
    ("UpdatedIsNotNewest", "<updated>2024-08-02", "<updated>2024-08-09"),
]
JSON_DIAGNOSTICS = [
    ("JSONFeed-duplicate", {**JSON, "items": [JSON["items"][0]] * 2}),
    ("JSONFeed-feed", {**JSON, "version": "https://jsonfeed.org/version/1"}),
    ("JSONFeed-hubs", {**JSON, "hubs": [{"url": "https://hub.example/"}]}),
    ("JSONFeed-item", {**JSON, "items": [{**JSON["items"][0], "author": {"name": "x"}}]}),
    ("JSONFeed-next", {**JSON, "next_url": JSON["feed_url"]}),
]


@pytest.mark.parametrize(("rule", "old", "new"), RSS_DIAGNOSTICS)
def test_a_diagnostic_planted_in_rss_is_named(rule: str, old: str, new: str) -> None:
    assert old in RSS
    count = -1 if rule in ("MissingCreator", "MissingGuid") else 1
    assert rule in violations(RSS.replace(old, new, count).encode())


@pytest.mark.parametrize(("rule", "old", "new"), ATOM_DIAGNOSTICS)
def test_a_diagnostic_planted_in_atom_is_named(rule: str, old: str, new: str) -> None:
    assert old in ATOM
    count = -1 if rule == "RFC4287-author" else 1
    assert rule in violations(ATOM.replace(old, new, count).encode())


@pytest.mark.parametrize(("rule", "feed_of_it"), JSON_DIAGNOSTICS)
def test_a_diagnostic_planted_in_json_is_named(rule: str, feed_of_it: dict[str, object]) -> None:
    assert violations(json.dumps(feed_of_it).encode()) == [rule]


def test_a_feed_at_another_address_or_of_another_type_is_named() -> None:
    found = violations(RSS.encode(), location="https://example.org/other.xml", media_type="text/xml")
    assert found == ["NonSpecificMediaType", "SelfDoesntMatchLocation"]
    assert violations(ATOM.encode(), media_type="application/xml") == ["NonSpecificMediaType"]


def test_an_entry_that_says_nothing_is_named() -> None:
    summaries = render_atom(feed(entry(text=None)), fragment)
    assert violations(summaries) == []
    assert violations(summaries.replace(b"summary", b"rights")) == ["RFC4287-text"]


def test_every_rule_has_a_diagnostic_that_it_finds() -> None:
    planted = {rule for rule, *_ in RSS_DIAGNOSTICS + ATOM_DIAGNOSTICS} | {rule for rule, _ in JSON_DIAGNOSTICS}
    elsewhere = {"NonSpecificMediaType", "RFC4287-text", "SelfDoesntMatchLocation"}
    assert {*COMMON_RULES, *RSS_RULES, *ATOM_RULES, *JSON_RULES} == planted | elsewhere


def test_the_feeds_without_diagnostics_break_no_rule() -> None:
    assert violations(RSS.encode()) == violations(ATOM.encode()) == violations(json.dumps(JSON).encode()) == []

"""Podcasts from the front matter to the feed: read by feedparser, and held against what directories document.

Apple Podcasts, "Podcast RSS feed requirements": a show has a title, a description, artwork, a language, a category and
an explicit rating; an episode a title and an enclosure with address, length and type. Spotify asks for the owner's
e-mail, too. Episodes and seasons are numbers from 1 on, durations seconds, ratings `true` or `false`.
"""

import json
import re
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree
from lxml import html as lxml_html

from tests.support.fixture_site import png
from tests.support.recordings import mp3
from tests.support.scratch import CONFIG, ScratchSite, brief

NAMES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
}
SHOW = """\
podcast:
  title: The Institute Talks
  description: Conversations & more.
  cover: static/img/cover.png
  category: News > Politics
  email: desk@institute.org
  hosts: [cdn.institute.org]
"""
EPISODE = """
  audio: talk.mp3
  chapters: [0:00 Opening, "1:05 What it <buys>"]
  transcript: talk.vtt
  season: 2
  episode: 3"""
ELSEWHERE = (
    '{audio: "https://audio.example.com/b.mp3?x=1&y=2", duration: "1:02:03", length: 123456, explicit: true,'
    ' transcript: "#transcript"}'
)


@pytest.fixture
def site(tmp_path: Path) -> ScratchSite:
    """Return a site of two episodes, a recording alone and a text."""
    made = ScratchSite(tmp_path)
    made.write("content/site.yaml", CONFIG + SHOW)
    made.write("static/img/cover.png", png(1400, 1400, 90))
    made.write("content/briefs/2024/talk.mp3", mp3(200))
    made.write("content/briefs/2024/talk.vtt", "WEBVTT\n\n00:00.000 --> 00:02.000\nHello.\n")
    made.write("content/briefs/2024/talk.md", brief("Talk & more", type="podcast", podcast=EPISODE))
    body = "Notes.\n\n## Transcript\n\nWords.\n"
    made.write(
        "content/briefs/2024/far.md", brief("Far", date="2024-07-22", type="podcast", podcast=ELSEWHERE, body=body)
    )
    made.write("content/briefs/2024/old.md", brief("Old", date="2024-07-20", type="podcast", audio="talk.mp3"))
    made.write("content/briefs/2024/text.md", brief("Text", date="2024-07-19"))
    report = made.build()
    assert not report.failed, report.diagnostics
    return made


def feed_of(site: ScratchSite, path: str = "feeds/types/podcast/feed.xml") -> Any:
    return feedparser.parse((site.output / path).read_bytes())


def test_the_show_has_all_that_directories_ask_for(site: ScratchSite) -> None:
    document = etree.parse(site.output / "feeds/types/podcast/feed.xml")
    channel = document.find("channel")
    assert channel is not None

    def text(path: str) -> str:
        return str(channel.findtext(path, namespaces=NAMES))

    assert (text("title"), text("description")) == ("The Institute Talks", "Conversations & more.")
    assert (text("language"), text("itunes:explicit")) == ("en", "false")
    category = channel.find("itunes:category", NAMES)
    assert category is not None
    assert [category.get("text"), category[0].get("text")] == ["News", "Politics"]
    cover = channel.find("itunes:image", NAMES)
    assert cover is not None
    assert cover.get("href") == "https://example.org/img/cover.png"
    assert (text("itunes:author"), text("itunes:owner/itunes:name")) == ("Test Institute", "Test Institute")
    assert text("itunes:owner/itunes:email") == "desk@institute.org"
    assert (text("itunes:type"), text("podcast:medium")) == ("episodic", "podcast")
    # uuid5 of the address without its scheme, in the namespace of podcast:guid.
    assert text("podcast:guid") == "0877b7a1-d674-5dee-a4ec-d3f74d08feb0"


def test_an_episode_has_all_that_directories_ask_for(site: ScratchSite) -> None:
    read = feed_of(site)
    assert not read.bozo
    far, talk, old = read.entries
    size = len(mp3(200))
    enclosed = talk.enclosures[0]
    assert (enclosed["href"], enclosed["length"], enclosed["type"]) == (
        "https://example.org/audio/2024/talk/talk.mp3",
        str(size),
        "audio/mpeg",
    )
    assert (talk.title, talk.itunes_duration) == ("Talk & more", "200")
    assert (talk.itunes_season, talk.itunes_episode) == ("2", "3")
    assert (far.itunes_duration, far.enclosures[0]["length"]) == ("3723", "123456")
    assert far.enclosures[0]["href"] == "https://audio.example.com/b.mp3?x=1&y=2"
    assert (old.itunes_duration, old.enclosures[0]["length"]) == ("200", str(size))
    assert all(re.fullmatch(r"\S.*", entry.id) and entry.published for entry in read.entries)


def test_apps_find_chapters_and_transcripts(site: ScratchSite) -> None:
    items = etree.parse(site.output / "feeds/types/podcast/feed.xml").findall("channel/item")
    assert [item.findtext("itunes:explicit", namespaces=NAMES) for item in items] == ["true", "false", "false"]
    chapters, transcript = (items[1].find(f"podcast:{name}", NAMES) for name in ("chapters", "transcript"))
    assert chapters is not None
    assert dict(chapters.attrib) == {
        "url": "https://example.org/audio/2024/talk/chapters.json",
        "type": "application/json+chapters",
    }
    assert transcript is not None
    assert dict(transcript.attrib) == {
        "url": "https://example.org/audio/2024/talk/talk.vtt",
        "type": "text/vtt",
        "language": "en",
    }
    told = json.loads((site.output / "audio/2024/talk/chapters.json").read_bytes())
    assert told["chapters"] == [{"startTime": 0, "title": "Opening"}, {"startTime": 65, "title": "What it <buys>"}]
    assert (site.output / "audio/2024/talk/talk.vtt").read_text().startswith("WEBVTT")
    far = items[0].find("podcast:transcript", NAMES)
    assert far is not None
    assert far.get("url") == "https://example.org/briefs/2024/far/#transcript"


def test_the_feed_of_the_site_has_the_episodes_too(site: ScratchSite) -> None:
    read = feed_of(site, "feed.xml")
    assert not read.bozo
    assert [entry.get("itunes_duration") for entry in read.entries] == ["3723", "200", "200", None]
    items = json.loads((site.output / "feed.json").read_bytes())["items"]
    assert items[1]["attachments"][0]["duration_in_seconds"] == 200


def test_a_feed_of_podcasts_has_every_episode(site: ScratchSite) -> None:
    for number in range(30):
        site.write(f"content/briefs/2024/n{number}.md", brief(f"N {number}", type="podcast", audio="talk.mp3"))
    assert not site.build().failed
    assert len(feed_of(site).entries) == 33


def test_the_page_plays_the_recording_and_names_its_chapters(site: ScratchSite) -> None:
    page = lxml_html.parse(site.output / "briefs/2024/talk/index.html").getroot()
    (player,) = page.iter("audio")
    assert (player.get("src"), player.get("preload")) == ("/audio/2024/talk/talk.mp3", "none")
    links = page.xpath("//*[@class='chapters']//a")
    assert [(link.get("href"), " ".join(link.text_content().split())) for link in links] == [
        ("/audio/2024/talk/talk.mp3#t=0", "0:00 Opening"),
        ("/audio/2024/talk/talk.mp3#t=65", "1:05 What it <buys>"),
    ]


@pytest.mark.parametrize(
    ("name", "sources"),
    [("talk", "'self'"), ("far", "https://audio.example.com https://cdn.institute.org"), ("text", "")],
)
def test_the_policy_lets_in_the_recording_of_the_page(site: ScratchSite, name: str, sources: str) -> None:
    page = (site.output / f"briefs/2024/{name}/index.html").read_text()
    found = re.search('; media-src ([^";]+)', page)
    assert (found[1] if found else "") == sources
    headers = (site.output / "_headers").read_text()
    assert "; media-src 'self' https://audio.example.com https://cdn.institute.org; " in headers


def test_search_engines_are_told_of_the_episode(site: ScratchSite) -> None:
    page = lxml_html.parse(site.output / "briefs/2024/talk/index.html").getroot()
    data = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))["@graph"][0]
    assert data["@type"] == ["Article", "PodcastEpisode"]
    assert (data["duration"], data["episodeNumber"]) == ("PT3M20S", 3)
    assert data["partOfSeason"] == {"@type": "PodcastSeason", "seasonNumber": 2}
    assert data["associatedMedia"]["contentUrl"] == "https://example.org/audio/2024/talk/talk.mp3"
    assert data["partOfSeries"]["@type"] == "PodcastSeries"


@pytest.mark.parametrize(("width", "height"), [(1399, 1399), (3001, 3001), (1400, 1500)])
def test_a_cover_that_directories_refuse_is_an_error(site: ScratchSite, width: int, height: int) -> None:
    site.write("static/img/cover.png", png(width, height, 90))
    told = [(found.code, found.place.line, found.found) for found in site.build().diagnostics]
    assert told == [("POD03", 12, f"{width} x {height} pixels, PNG")]


def test_a_cover_beside_the_content_is_published_under_a_name_that_changes_with_it(site: ScratchSite) -> None:
    site.edit("content/site.yaml", "static/img/cover.png", "content/brand/cover.png")
    assert [(found.code, found.found) for found in site.build().diagnostics] == [("IMG01", "content/brand/cover.png")]
    published = []
    for shade in (90, 91):
        data = png(1400, 1400, shade)
        site.write("content/brand/cover.png", data)
        assert not site.build().failed
        published.append(feed_of(site).feed.image.href.removeprefix("https://example.org/"))
        assert (site.output / published[-1]).read_bytes() == data
    assert len(set(published)) == 2
    assert not (site.output / published[0]).exists()


def test_another_recording_is_measured_again(site: ScratchSite) -> None:
    site.write("content/briefs/2024/talk.mp3", mp3(100))
    assert not site.build().failed
    assert [entry.itunes_duration for entry in feed_of(site).entries] == ["3723", "100", "100"]

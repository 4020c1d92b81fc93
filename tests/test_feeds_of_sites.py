"""Every feed of this site, and of real sites by others: what validators say of it, and what readers get from it."""

import contextlib
import html
import json
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import feedparser
import jsonschema
import pytest
import yaml
from lxml import etree
from lxml import html as lxml_html

from kei_site.build.pipeline import build, read_site
from kei_site.build.report import BuildRequest
from kei_site.model.brief import Brief
from kei_site.model.library import Library
from kei_site.model.permanent_ids import permanent_id
from tests.support.feed_rules import violations
from tests.support.feed_samples import HOSTILE_TITLES
from tests.support.node_modules import ROOT, missing, node_file
from tests.support.real_sites import SITES, real_site
from tests.support.scratch import ScratchSite, brief
from tests.support.web_server import served
from tests.unit.render.feeds.test_feeds import shown_title

MEDIA_TYPES = {"feed.xml": "application/rss+xml", "atom.xml": "application/atom+xml", "feed.json": ""}
COPIES = "feeds/languages/"
ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A site, what it says, and the folder that it is published in."""

    source: Path
    output: Path
    url: str
    library: Library
    ids: Mapping[str, Brief]
    """Every public brief by its permanent id."""

    def feeds(self) -> Iterator[tuple[str, bytes]]:
        """Yield every feed and archive document: its address, its bytes.

        A language with a home has its feeds beside it; their copies, which stay where the feeds were, are left out.
        """
        names = (*MEDIA_TYPES, "feeds/archive/*.xml")
        for path in sorted({found for name in names for found in self.output.rglob(name)}):
            address = path.relative_to(self.output).as_posix()
            is_copy = address.startswith(COPIES) and (self.output / address.removeprefix(COPIES)).is_file()
            if not is_copy:
                yield address, path.read_bytes()


def published(source: Path, folder: Path) -> Published:
    """Build a site and read what it says."""
    request = BuildRequest(site=source, output=folder / "public", cache=folder / "cache", search=False)
    report = build(request)
    assert not report.failed, report.diagnostics
    site = read_site(request)
    library = site.library
    ids = {permanent_id(brief, site.config): brief for brief in library.briefs}
    return Published(source=source, output=request.output, url=site.config.url, library=library, ids=ids)


@pytest.fixture(scope="module", params=SITES)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Return each site in turn; real articles by others only where they lie beside the project."""
    return published(real_site(request.param, request.config), tmp_path_factory.mktemp("feeds"))


def media_type(path: str) -> str:
    return MEDIA_TYPES.get(path.rpartition("/")[2], "application/atom+xml")


def test_validators_have_nothing_to_say(site: Published) -> None:
    found = {
        path: broken
        for path, data in site.feeds()
        if (broken := violations(data, location=f"{site.url}/{quote(path)}", media_type=media_type(path)))
    }
    assert found == {}


def test_xmllint_reads_every_feed(site: Published) -> None:
    if shutil.which("xmllint") is None:
        missing("xmllint")
    paths = [path for path, _ in site.feeds() if path.endswith(".xml")]
    assert len(paths) > 5
    for start in range(0, len(paths), 500):
        command = ["xmllint", "--noout", "--nonet", *paths[start : start + 500]]
        done = subprocess.run(command, cwd=site.output, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


def test_json_feeds_keep_the_published_schema(site: Published) -> None:
    schema = json.loads(node_file("jsonfeed-schema/schema-v1.1.json").read_text())
    judge = jsonschema.validators.validator_for(schema)(schema)
    documents = [json.loads(data) for path, data in site.feeds() if path.endswith(".json")]
    assert documents
    assert [error.message for document in documents for error in judge.iter_errors(document)] == []


def test_one_subscriber_can_fetch_every_brief(site: Published) -> None:
    """RFC 5005: from the feed back through its archive, each document once."""
    path, seen, times = "atom.xml", [], []
    while path:
        root = etree.fromstring((site.output / path).read_bytes())
        seen += [id_.text for id_ in root.iterfind(f"{ATOM}entry/{ATOM}id")]
        times += [time.text for time in root.iterfind(f"{ATOM}entry/{ATOM}updated")]
        older = root.find(f'{ATOM}link[@rel="prev-archive"]')
        path = "" if older is None else older.get("href").removeprefix(f"{site.url}/")
    assert set(seen) == site.ids.keys()
    assert len(set(times)) == len(site.ids)


def test_every_feed_is_listed_and_every_listed_feed_is_there(site: Published) -> None:
    listed = etree.parse(site.output / "feeds.opml").iterfind(".//outline[@xmlUrl]")
    addresses = {outline.get("xmlUrl") for outline in listed}
    assert addresses == {
        f"{site.url}/{quote(path, safe='/-._~')}" for path, _ in site.feeds() if path.endswith("feed.xml")
    }


def entries(site: Published, name: str) -> list[Any]:
    parsed = feedparser.parse((site.output / name).read_bytes())
    assert not parsed.bozo
    return list(parsed.entries)


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml"])
def test_readers_get_what_the_library_holds(site: Published, name: str) -> None:
    found = entries(site, name)
    assert [entry.id for entry in found] == [
        name for name, brief in site.ids.items() if brief in site.library.briefs[: len(found)]
    ]
    for entry in found:
        source = site.ids[entry.id]
        card = site.library.cards[source.id]
        assert shown_title(entry) == source.front.title
        assert entry.link == site.url + source.url
        assert entry.published_parsed[:6] == source.front.date.utc().timetuple()[:6]
        assert [author.name for author in entry.authors] == [author.name for author in card.authors]
        assert [tag.term for tag in entry.get("tags", [])] == [tag.name for tag in card.tags]
        assert without_event(shown_summary(entry), source) == source.front.summary


def without_event(summary: str, source: Brief) -> str:
    """Return a summary without when and where the event takes place that the brief is about."""
    return summary.partition(" · ")[2] if source.front.event else summary


def shown_summary(entry: Any) -> str:
    text = entry.summary
    return str(lxml_html.fromstring(f"<p>{text}</p>").text_content()) if "<" in text or "&" in text else str(text)


def test_json_feeds_hold_what_the_library_holds(site: Published) -> None:
    for item in json.loads((site.output / "feed.json").read_bytes())["items"]:
        source = site.ids[item["id"]]
        card = site.library.cards[source.id]
        assert item["title"] == source.front.title
        assert without_event(item["summary"], source) == source.front.summary
        assert item["url"] == site.url + source.url
        assert item["date_published"] == source.front.date.iso
        assert [author["name"] for author in item["authors"]] == [author.name for author in card.authors]
        assert item.get("tags", []) == [tag.name for tag in card.tags]
        assert item["language"] == source.front.language


def words_of(tree: Any) -> str:
    return re.sub(r"\W+", " ", tree.text_content()).strip()


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml"])
def test_entries_carry_every_paragraph_of_the_page(site: Published, name: str) -> None:
    count = 0
    for entry in entries(site, name):
        page = lxml_html.parse(site.output / site.ids[entry.id].url.lstrip("/") / "index.html")
        told = words_of(lxml_html.fromstring(f"<div>{entry.content[0].value}</div>"))
        # What takes a table along is of the page; feeds have the table.
        paragraphs = [words_of(paragraph) for paragraph in page.xpath("//*[@id='kei-text']//p[not(a[@download])]")]
        count += len(paragraphs)
        assert [paragraph for paragraph in paragraphs if paragraph not in told] == []
    assert count > len(site.library.briefs[:20])


def front_matter(path: Path) -> dict[str, Any]:
    written = path.read_text(encoding="utf-8").split("\n---\n")[0]
    return dict(yaml.load(written, Loader=yaml.BaseLoader))  # noqa: S506 (it makes nothing but text, lists, mappings)


def test_the_front_matter_read_by_another_reader_says_the_same(tmp_path: Path) -> None:
    """YAML as anybody reads it, so that one mistake in our own reader is not made twice."""
    site = published(ROOT, tmp_path)
    folder = ROOT / "content/briefs"
    fronts = {path.relative_to(ROOT).as_posix(): front_matter(path) for path in sorted(folder.rglob("*.md"))}
    read = {brief.path: brief.front for brief in site.library.briefs}
    assert len(fronts) > 5
    assert {path: (keys["title"], keys["date"][:10]) for path, keys in fronts.items()} == {
        path: (front.title, front.date.day) for path, front in read.items()
    }
    assert {path: keys.get("summary") for path, keys in fronts.items() if "summary" in keys} == {
        path: front.summary for path, front in read.items() if not front.summary_is_derived
    }


def test_hostile_titles_come_back_as_they_were_written(scratch_site: ScratchSite) -> None:
    # References to characters in a front matter stand for the characters, as in the text.
    titles = sorted(map(html.unescape, HOSTILE_TITLES))
    for number, title in enumerate(HOSTILE_TITLES):
        scratch_site.write(f"content/briefs/b{number}.md", brief(json.dumps(title, ensure_ascii=False)))
    report = scratch_site.build()
    assert not report.failed, report.diagnostics
    for name in ("feed.xml", "atom.xml", "feeds/types/brief/atom.xml"):
        data = (scratch_site.output / name).read_bytes()
        assert sorted(map(shown_title, feedparser.parse(data).entries)) == titles
        assert violations(data, location=f"https://example.org/{name}") == []
    items = json.loads((scratch_site.output / "feed.json").read_bytes())["items"]
    assert sorted(item["title"] for item in items) == titles


def test_titles_with_control_characters_are_refused(scratch_site: ScratchSite) -> None:
    scratch_site.write("content/briefs/a.md", brief('"a bell \\x07 rings"'))
    assert [diagnostic.code for diagnostic in scratch_site.build().diagnostics] == ["ENC05"]


def test_newsboat_lists_what_is_served(tmp_path: Path) -> None:
    if shutil.which("newsboat") is None:
        missing("newsboat")
    site = published(ROOT, tmp_path)
    reader = tmp_path / "reader"
    reader.mkdir()
    (reader / "config").write_text("")
    command = ["newsboat", "-u", "urls", "-c", "read.db", "-C", "config", "-x", "reload"]
    for name in ("feed.xml", "atom.xml"):
        with served(site.output) as host:
            (reader / "urls").write_text(f"{host.url}/{name}\n")
            subprocess.run(command, cwd=reader, env={"HOME": str(reader)}, check=True, timeout=60)
            assert [(answer.path, answer.status) for answer in host.traffic.answers] == [(f"/{name}", 200)]
        with contextlib.closing(sqlite3.connect(reader / "read.db")) as read:
            rows = list(read.execute("select guid, title, url from rss_item where feedurl like ?", [f"%/{name}"]))
        assert sorted(rows) == sorted(
            (name, brief.front.title, site.url + brief.url) for name, brief in site.ids.items()
        )


def test_readers_that_ask_again_get_nothing_twice(tmp_path: Path) -> None:
    site = published(ROOT, tmp_path)
    with served(site.output) as host:
        for name in ("feed.xml", "atom.xml"):
            first = feedparser.parse(f"{host.url}/{name}")
            again = feedparser.parse(f"{host.url}/{name}", etag=first.etag)
            since = feedparser.parse(f"{host.url}/{name}", modified=first.modified)
            assert (first.status, again.status, since.status) == (200, 304, 304)
            assert len(first.entries) == len(site.ids)
            assert first.headers["content-type"].startswith(MEDIA_TYPES[name])

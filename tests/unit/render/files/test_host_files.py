"""Files for hosts: read back as hosts read them."""

import dataclasses
import json
import re
from fnmatch import fnmatchcase

import pytest

from kei_site.core.hashing import Digest
from kei_site.model.views.common import AssetView, Link
from kei_site.model.views.files import HostFilesView, RedirectsView
from kei_site.render.files.host_files import render_headers, render_redirects, render_security_txt, render_webmanifest
from kei_site.render.pages.csp import digest_of_script

VIEW = HostFilesView(
    title="Korea Economic Institute",
    short_name="KEI",
    url="https://example.org",
    prefix="",
    language="en",
    form_actions=("https://lists.example.org",),
    contact="security@example.org",
    expires="2025-07-21T00:00:00Z",
    scripts={"site.js": AssetView(source="site.js", digest=Digest("0"))},
    icons=(Link(name="icon-192.png", url="/assets/icon-192.1a2b.png"), Link(name="favicon.svg", url="/assets/f.svg")),
    page_patterns=("/", "/404.html", "/briefs/*", "/tags/*"),
    search_patterns=("/search/",),
    feed_folders=("/", "/tags/*/"),
    archive_patterns=("/feeds/archive/*",),
)


def blocks(view: HostFilesView) -> dict[str, dict[str, str]]:
    """Read `_headers`: a line with a path, then indented `Name: value`."""
    read: dict[str, dict[str, str]] = {}
    path = ""
    for line in render_headers(view, lambda path, digest: b"").decode().splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            assert name not in read[path]
            read[path][name] = value
        elif line:
            path = line
            assert path not in read
            read[path] = {}
    return read


def sent(path: str, view: HostFilesView = VIEW) -> dict[str, list[str]]:
    """Return the headers that a host sends for a path, all values of each."""
    found: dict[str, list[str]] = {}
    for pattern, headers in blocks(view).items():
        if fnmatchcase(path, pattern):
            for name, value in headers.items():
                found.setdefault(name, []).append(value)
    return found


PATHS = (
    "/",
    "/404.html",
    "/briefs/",
    "/briefs/2024/a/",
    "/tags/nato/",
    "/search/",
    "/assets/site.1a2b.css",
    "/feed.xml",
    "/tags/nato/feed.xml",
    "/tags/nato/atom.xml",
    "/feeds/archive/1.xml",
    "/feeds.opml",
    "/site.webmanifest",
)


@pytest.mark.parametrize("path", PATHS)
def test_no_header_is_sent_twice(path: str) -> None:
    assert all(len(values) == 1 for values in sent(path).values())


def test_overlapping_patterns_would_be_seen() -> None:
    overlapping = dataclasses.replace(VIEW, page_patterns=("/", "/s*"))
    assert len(sent("/search/", overlapping)["Content-Security-Policy"]) == 2


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_guarded(path: str) -> None:
    headers = sent(path)
    assert headers["X-Content-Type-Options"] == ["nosniff"]
    assert headers["Referrer-Policy"] == ["strict-origin-when-cross-origin"]
    assert headers["X-Frame-Options"] == ["DENY"]
    age = re.fullmatch(r"max-age=(\d+)", headers["Strict-Transport-Security"][0])
    assert age is not None
    assert int(age[1]) >= 15_768_000


@pytest.mark.parametrize("path", ["/", "/404.html", "/briefs/2024/a/", "/tags/nato/"])
def test_pages_run_nothing_but_their_own_scripts(path: str) -> None:
    (policy,) = sent(path)["Content-Security-Policy"]
    directives = dict(part.partition(" ")[::2] for part in policy.split("; "))
    assert directives["default-src"] == "'none'"
    assert directives["style-src"] == "'self'"
    assert directives["script-src"] == f"https://example.org/assets/ '{digest_of_script(b'')}'"
    assert directives["frame-ancestors"] == directives["base-uri"] == "'none'"
    assert directives["form-action"] == "'self' https://lists.example.org"
    assert "unsafe" not in policy
    assert sent(path)["Cross-Origin-Resource-Policy"] == ["same-origin"]


def test_the_search_page_alone_may_run_webassembly() -> None:
    allowed = [path for path in PATHS if "'wasm-unsafe-eval'" in str(sent(path).get("Content-Security-Policy"))]
    assert allowed == ["/search/"]


def test_assets_are_kept_for_ever_and_feeds_for_minutes() -> None:
    assert sent("/assets/a.1a2b.css")["Cache-Control"] == ["public, max-age=31536000, immutable"]
    (cache,) = sent("/feed.xml")["Cache-Control"]
    assert int(re.findall(r"max-age=(\d+)", cache)[0]) <= 3600
    assert "Cache-Control" not in sent("/briefs/2024/a/")


def test_others_may_show_pictures_and_share_cards() -> None:
    assert sent("/assets/a.1a2b.png")["Cross-Origin-Resource-Policy"] == ["cross-origin"]


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/feed.xml", "application/rss+xml"),
        ("/tags/nato/atom.xml", "application/atom+xml"),
        ("/tags/nato/feed.json", "application/feed+json"),
        ("/feeds/archive/3.xml", "application/atom+xml"),
        ("/feeds.opml", "text/x-opml"),
        ("/opensearch.xml", "application/opensearchdescription+xml"),
        ("/site.webmanifest", "application/manifest+json"),
        ("/.well-known/security.txt", "text/plain"),
    ],
)
def test_files_say_what_they_are(path: str, media_type: str) -> None:
    assert sent(path)["Content-Type"] == [f"{media_type}; charset=utf-8"]


def test_hosts_can_read_the_file() -> None:
    read = blocks(VIEW)
    assert len(read) <= 100
    assert all(pattern.count("*") <= 1 for pattern in read)
    assert all(len(line) <= 2000 for line in render_headers(VIEW, lambda path, digest: b"").decode().splitlines())


def test_redirects_are_permanent_and_keep_their_order() -> None:
    rules = (("/old/*", "/briefs/:splat"), ("/a b/한", "https://example.org/x?y=1#z"))
    assert render_redirects(RedirectsView(rules=rules)) == (
        b"/old/* /briefs/:splat 301\n/a%20b/%ED%95%9C https://example.org/x?y=1#z 301\n"
    )


def test_already_coded_addresses_are_not_coded_again() -> None:
    rules = (("/%ED%95%9C/", "/b/"),)
    assert render_redirects(RedirectsView(rules=rules)) == b"/%ED%95%9C/ /b/ 301\n"


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ("security@example.org", "mailto:security@example.org"),
        ("https://example.org/report", "https://example.org/report"),
    ],
)
def test_security_txt_says_whom_to_tell_and_until_when(contact: str, expected: str) -> None:
    view = dataclasses.replace(VIEW, contact=contact)
    assert render_security_txt(view).decode().splitlines() == [
        f"Contact: {expected}",
        "Expires: 2025-07-21T00:00:00Z",
        "Preferred-Languages: en",
        "Canonical: https://example.org/.well-known/security.txt",
    ]


def test_the_manifest_names_the_site_and_its_icons() -> None:
    manifest = json.loads(render_webmanifest(dataclasses.replace(VIEW, prefix="/kei", title='연구소 "KEI"')))
    assert manifest["name"] == '연구소 "KEI"'
    assert manifest["start_url"] == manifest["scope"] == "/kei/"
    assert manifest["icons"] == [
        {"src": "/assets/icon-192.1a2b.png", "sizes": "192x192", "type": "image/png"},
        {"src": "/assets/f.svg", "sizes": "any", "type": "image/svg+xml"},
    ]


def test_files_to_be_saved_run_nothing_where_they_are_opened() -> None:
    view = dataclasses.replace(VIEW, saved_patterns=("/briefs/*.csv",))
    headers = sent("/briefs/2024/a/data.csv", view)
    assert headers["Content-Disposition"] == ["attachment"]
    assert headers["Content-Security-Policy"][-1] == "sandbox; default-src 'none'"
    assert headers["X-Content-Type-Options"] == ["nosniff"]
    assert "Content-Disposition" not in sent("/briefs/2024/a/", view)
    assert sent("/briefs/2024/a/", view) == sent("/briefs/2024/a/")


def test_a_section_may_frame_what_its_texts_embed_and_no_other_may() -> None:
    view = dataclasses.replace(VIEW, frames={"/briefs/*": ("https://player.vimeo.com",)})
    assert "; frame-src https://player.vimeo.com; " in sent("/briefs/2024/a/", view)["Content-Security-Policy"][0]
    assert "frame-src" not in sent("/tags/nato/", view)["Content-Security-Policy"][0]

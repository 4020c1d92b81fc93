"""The policy of pages lets in what it names, by digest, and nothing else."""

import base64
import hashlib

from kei_site.core.hashing import Digest
from kei_site.model.views.common import AssetView
from kei_site.render.pages.csp import (
    Sources,
    content_policy,
    digest_of_script,
    integrity_of,
    script_sources,
    scripts_that_run,
)

DIGEST = digest_of_script(b"let a = 1;")
FOLDER = "https://example.org/in/assets/"
SCRIPTS = script_sources("https://example.org/in", [DIGEST], searches=False)
NOTHING = Sources(scripts=())


def test_the_policy_forbids_everything_that_is_not_named() -> None:
    policy = content_policy(Sources(scripts=SCRIPTS, forms=("https://lists.example.net",)))
    allowed = f"default-src 'none'; script-src {FOLDER} '{DIGEST}'; style-src 'self'; img-src 'self' data:;"
    assert policy.startswith(allowed)
    assert policy.endswith("base-uri 'none'; form-action 'self' https://lists.example.net")
    assert "unsafe" not in policy


def test_no_script_runs_where_none_is_named() -> None:
    """An empty list of sources allows nothing (CSP level 3, section 6.7.2.7)."""
    assert "; script-src ; " in content_policy(NOTHING)


def test_only_headers_may_speak_of_frames() -> None:
    assert "frame-ancestors" not in content_policy(NOTHING)
    assert content_policy(NOTHING, in_header=True).endswith("form-action 'self'; frame-ancestors 'none'")


def test_a_frame_is_allowed_by_its_origin_and_no_frame_where_none_is_named() -> None:
    allowed = content_policy(Sources(scripts=(), frames=("https://player.vimeo.com", "https://maps.example.org")))
    assert "; frame-src https://player.vimeo.com https://maps.example.org" in allowed
    assert "frame-src" not in content_policy(NOTHING)


def test_only_where_readers_search_pagefind_and_web_assembly_run() -> None:
    searching = script_sources("https://example.org", [DIGEST], searches=True)
    assert searching[1:] == ("https://example.org/pagefind/", f"'{DIGEST}'", "'wasm-unsafe-eval'")
    assert not [source for source in SCRIPTS if "pagefind" in source or "wasm" in source]


def test_an_address_does_not_end_the_list_of_sources() -> None:
    (folder,) = script_sources("https://example.org/a;b,c 한", (), searches=False)
    assert folder == "https://example.org/a%3Bb%2Cc%20%ED%95%9C/assets/"


def test_the_data_of_a_page_is_named_beside_its_scripts() -> None:
    policy = content_policy(Sources(scripts=SCRIPTS), data="{}")
    assert f"'{DIGEST}' '{digest_of_script(b'{}')}'; style-src" in policy


def test_a_digest_is_that_of_the_bytes_that_are_published() -> None:
    view = AssetView(source="static/assets/a.js", digest=Digest("0"), names={"a.css": "a.1b.css"})
    published = base64.b64encode(hashlib.sha256(b'load("a.1b.css")').digest()).decode()
    assert integrity_of(view, lambda path, digest: b'load("a.css")') == f"sha256-{published}"


def test_scripts_of_the_search_page_run_there_alone() -> None:
    names = {name: AssetView(source=name, digest=Digest("0")) for name in ("search.js", "site.js", "own.js")}
    assert scripts_that_run(names, searches=False) == ["site.js", "own.js"]
    assert scripts_that_run(names, searches=True) == list(names)

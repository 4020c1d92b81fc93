"""Whatever stands in a file: it is read, planned and rendered without an exception, in bounded time, and what comes out
is well-formed. `--fuzz-examples` says how many files are tried, `--fuzz-seconds` how long atheris looks for others."""

import functools
import importlib.util
import json
import re
import subprocess
import sys
import time
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kei_site.build.theme import theme_folders
from kei_site.check.advice import advice
from kei_site.check.fixes import fix
from kei_site.check.invisible_characters import unseen
from kei_site.check.printing import as_text
from kei_site.config import Config, Organization
from kei_site.core.hashing import Digest, digest_bytes, digest_of
from kei_site.model.brief import Author, Brief, Fragment, FrontMatter
from kei_site.model.library import Records
from kei_site.plan.inputs import PlanOptions, SourceFiles
from kei_site.plan.planner import plan_site
from kei_site.plan.prepare import make_inputs
from kei_site.plan.targets import Target
from kei_site.render.pages.renderer import make_page_renderer
from kei_site.render.recipes import RECIPES
from kei_site.render.tools import Tools
from kei_site.source.load import LoadedFile, Settings, load
from tests.support.scratch import NOW, brief

SECONDS = 10.0
PATH = "content/briefs/2024/a.md"
DESK = Author(id="desk", path="content/authors/desk.md", name="The Desk", kind="organization")
CONFIG = Config(
    title="Institute", url="https://example.org/sub", organization=Organization(name="Institute"), timezone="Asia/Seoul"
)
_LEFT_OUT = ("icon", "asset", "copy", "image", "photograph", "segment", "share_card")
"""Recipes that make nothing out of words, or take long and have tests of their own."""

NASTY = st.sampled_from(
    [
        "", "-", ":", "'", '"', "''", '"\\x41"', "[", "]", "{", "}", "[]", "{}", "[a, b]", "{a: b}", "&a", "*a",
        "!!str x", "|", ">-", "%", "@", "`", "# x", "a: b", "null", "~", "true", "yes", "0", "-1", "1e9", ".inf",
        "=", "<<", "2024-07-21", "2024-02-30", "2024-07-21T10:00:00+09:00", "0000-00-00", "03/04/2024", "9999-12-31",
        "desk", "[desk]", "[desk, kim]", "report", "../../x", "con", "a/b", "한국", "각", "\u1100\u1161", "\u202eabc",
        "\u200b", "\x00", "\x07", "\ufeff", "\ufffe", "\x85", "\u2028", "<script>alert(1)</script>", "&amp;", "]]>",
        "{{ 7 }}", "javascript:alert(1)", "https://example.com/", "/old/", "/", "//x", "brief:a", "a.md", "x" * 400,
        "[" * 40, "𝒳🚀", "10.1234/abc", "en", "ko-KR", "xx-", "{src: a.png}", "{outlet: a, url: 'https://e.org'}",
        "tag:x,2024:y",
    ]
)  # fmt: skip
KEYS = st.sampled_from([*(field.name for field in fields(FrontMatter)), "titel"])
LINES = st.one_of(
    st.tuples(KEYS, NASTY).map(": ".join),
    st.tuples(KEYS, st.lists(NASTY, max_size=3)).map(
        lambda pair: pair[0] + ":" + "".join(f"\n  - {item}" for item in pair[1])
    ),
    NASTY,
    st.text(max_size=20),
)
GOOD = ("title: A title", "date: 2024-07-21", "authors: [desk]")
MARKS = st.sampled_from(
    [
        "# ", "## ", "> ", "- ", "1. ", "    ", "```", "~~~", "***", "**", "_", "~~", "`", "[a](b.md)", "[a][b]",
        "[b]: /c", "![", "](", ")", "<b>", "</b>", "<div>", "</div>", "<a href='x'>", "<!--", "-->", "<![CDATA[",
        "&#0;", "&lt;", "|", "| a | b |\n|---|---|\n| 1 |", "[^1]", "[^1]: note", "^[in place]", "Term\n: meaning",
        "::: aside", ":::", "::: x", "{.wide}", "{{< x >}}", "{% y %}", "\\", "\t", "  \n", "\n\n", "---", "===", "<https://e.org>",
        "<javascript:x>", "words", "한국어", "\u0627\u0644", "👩‍🚀", "\x00", "\x0b", "\ufeff", "\r", "\x85", "\u2028",
        "a" * 300,
    ]
)  # fmt: skip
BODIES = st.lists(st.one_of(MARKS, st.text(max_size=12)), max_size=40).map("".join)
FRONTS = st.lists(LINES, max_size=8).flatmap(lambda lines: st.permutations([*GOOD, *lines])).map("\n".join)
FILES = st.one_of(
    st.tuples(FRONTS, BODIES).map(lambda parts: f"---\n{parts[0]}\n---\n\n{parts[1]}".encode("utf-8", "surrogatepass")),
    BODIES.map(lambda body: brief(body=body).encode("utf-8", "surrogatepass")),
    st.tuples(st.binary(max_size=30), BODIES).map(
        lambda parts: parts[0] + brief(body=parts[1]).encode("utf-8", "replace")
    ),
    st.binary(max_size=200),
)


@functools.cache
def theme() -> tuple[dict[str, str], dict[str, Digest]]:
    """Return the texts of the templates, and the digests of the static files."""
    folders = theme_folders()
    texts = {file.name: file.read_text(encoding="utf-8") for file in folders["templates"].glob("*.html")}
    files = (file for file in sorted(folders["static"].rglob("*")) if file.is_file())
    static = {
        f"static/{file.relative_to(folders['static']).as_posix()}": digest_bytes(file.read_bytes()) for file in files
    }
    return texts, static


def every_output(loaded: LoadedFile, path: str) -> list[tuple[Target, Any]]:
    """Plan the site of what was loaded, and render what words can break."""
    records = Records(briefs=(loaded.brief,) if loaded.brief else (), authors=(DESK,))
    templates, static = theme()
    options = PlanOptions(instant=NOW, drafts=True, search=False)
    inputs = make_inputs(records, CONFIG, SourceFiles(static=static, content={}), options)
    plan = plan_site(inputs, {}, digest_of("code"))
    for diagnostic in (*loaded.diagnostics, *inputs.library.diagnostics, *plan.diagnostics, *advice(inputs.library)):
        assert "\n" not in as_text(diagnostic, "").partition("\n  fix: ")[0]
    tools = tools_for(loaded, templates)
    wanted = [target for target in plan.targets.values() if target.recipe not in _LEFT_OUT]
    return [(target, RECIPES[target.recipe](target.view, target.template, tools)) for target in wanted]


def tools_for(loaded: LoadedFile, templates: dict[str, str]) -> Tools:
    def fragment(key: Digest) -> Fragment:
        assert loaded.fragment
        assert key == loaded.fragment_key
        return loaded.fragment

    def source(path: str, digest: Digest) -> bytes:
        assert path.endswith(".js"), f"{path} is not to be read"
        return b""

    return Tools(
        page=make_page_renderer(templates, fragment, source), fragment=fragment, source=source, workspace=Path()
    )


def check(data: bytes) -> list[tuple[Target, Any]]:
    """Send a file through everything; return what was made of it."""
    started = time.thread_time()
    loaded = load(PATH, data, Settings(timezone="Asia/Seoul", language="en"))
    made = every_output(loaded, PATH)
    fix(data, PATH, loaded.diagnostics, {"a": "b"})
    unseen(data.decode("utf-8", "replace"), PATH)
    assert time.thread_time() - started < SECONDS
    return made


def is_well_formed(target: Target, made: Any) -> bool:
    from lxml import etree

    if target.path.endswith((".xml", ".opml")):
        etree.fromstring(made, etree.XMLParser(resolve_entities=False, no_network=True))
    if target.path.endswith(".json"):
        json.loads(made)
    return _UNSAFE.search(made.decode("utf-8")) is None


_UNSAFE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]"
    r"|<script(?! type=| src=)|<[a-z][^<>]*\s(?:href|src|srcset|action)=.?\s*javascript:|<[a-z][^<>\"]*\son[a-z]+="
)


@pytest.fixture
def tried(request: pytest.FixtureRequest) -> settings:
    count = int(request.config.getoption("--fuzz-examples"))
    slow = (HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large)
    return settings(max_examples=count, deadline=None, suppress_health_check=slow)


@pytest.mark.sized
def test_no_file_breaks_the_program(tried: settings) -> None:
    @tried
    @example(b"")
    @example(b"---\n---\n")
    @example("---\ntitle: \u202e\ndate: 2024-07-21\nauthors: [desk]\n---\n".encode())
    @given(FILES)
    def run(data: bytes) -> None:
        for target, made in check(data):
            assert is_well_formed(target, made), target.path

    run()


def test_the_files_reach_the_pages(tried: settings) -> None:
    made = {target.path: data for target, data in check(brief("Unmistakable", body="Some words.\n").encode())}
    assert b"Unmistakable" in made["briefs/2024/a/index.html"]
    assert b"Unmistakable" in made["feed.xml"]
    assert len(made) > 20


def test_output_that_is_not_well_formed_would_be_seen() -> None:
    page = Target(path="a/index.html", recipe="page", view=None)
    assert is_well_formed(page, b"<p>words</p>")
    assert not is_well_formed(page, b"<script>alert(1)</script>")
    assert not is_well_formed(page, b"\x0b")
    assert not is_well_formed(page, b'<a class="x" href="javascript:alert(1)">')
    assert not is_well_formed(page, b"<img onerror=alert(1)>")
    assert is_well_formed(page, b'<meta name="keywords" content="javascript:alert(1)">')
    with pytest.raises(ValueError, match="Extra data"):
        is_well_formed(Target(path="feed.json", recipe="json_feed", view=None), b"{} x")


def test_a_brief_is_loaded_whole() -> None:
    loaded = load(PATH, brief().encode(), Settings(timezone="UTC", language="en"))
    assert isinstance(loaded.brief, Brief)


def test_atheris_finds_nothing(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    seconds = int(request.config.getoption("--fuzz-seconds"))
    if not seconds:
        pytest.skip("--fuzz-seconds says for how long")
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("atheris is not installed: pip install '.[fuzz]' (it has wheels for Linux and some versions only)")
    module, folder = "tests.support.fuzz_with_atheris", Path(__file__).resolve().parent.parent
    words = [sys.executable, "-m", module, str(tmp_path / "files")]
    words += [f"-max_total_time={seconds}", f"-artifact_prefix={tmp_path}/"]
    ended = subprocess.run(words, cwd=folder, capture_output=True, timeout=seconds + 300, check=False)
    told = ended.stderr.decode("utf-8", "replace")
    assert ended.returncode == 0, told[-4000:]
    tried = re.search(r"stat::number_of_executed_units: (\d+)", told)
    assert tried, told[-4000:]
    assert int(tried[1]) > 0
    print(f"{tried[1]} files in {seconds} s")

"""Search segments made by the real Pagefind, looked at as files."""

import errno
import gzip
import json
import os
import random
import re
import stat
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import IO, Any
from unicodedata import normalize

import cbor2
import pagefind_bin  # type: ignore[import-untyped,unused-ignore]
import pytest

from kei_site.core.hashing import Digest
from kei_site.model.brief import Fragment
from kei_site.model.views.search import SearchDocument, SegmentView
from kei_site.render.search import canonical_index as canonical
from kei_site.render.search import pagefind
from kei_site.render.search import segment as search
from kei_site.render.search.frequent_words import WHOLE
from kei_site.render.search.segment import SearchFailed, document_html, index_language, render_segment

TEXTS = {
    "en": '<p>Negotiators met in Geneva<sup class="fnref"><a href="#fn-1" id="fnref-1">1</a></sup>.</p>'
    '<h2 id="terms">The terms</h2><p>Seoul\u2013Moscow ties, and <a href="kei-link:0">talks</a>.</p>',
    "dots": "<p>\u2026</p>",
    "ko": '<p>북한은 핵을 포기했다.</p><h2 id="sanctions">제재</h2><p>남북정상회담에서 유엔의 역할</p>',
}


def document(name: str, **fields: object) -> SearchDocument:
    known: dict[str, object] = {
        "brief": f"2024/{name}",
        "url": f"/briefs/2024/{name}/",
        "title": f"Title of {name}",
        "summary": "",
        "date": "2024-07-21",
        "authors": ("Ahn Example", "Desk"),
        "tags": ("NATO", "북한"),
        "fragment": Digest("en"),
    }
    return SearchDocument(**{**known, **fields})  # type: ignore[arg-type]


DOCUMENTS = (
    document("one", title="Words of Yoon Suk-yeol"),
    document("two", title="북한의 선택", fragment=Digest("ko"), tags=()),
    document("three", date="2024-07-20", summary="A <summary> & more"),
)


def made(workspace: Path, *documents: SearchDocument, language: str = "en") -> Mapping[str, bytes]:
    view = SegmentView(name="2024-07", documents=documents or DOCUMENTS, language=language)
    return render_segment(view, lambda key: Fragment(html=TEXTS[key]), workspace)


def opened(files: Mapping[str, bytes], folder: str) -> list[bytes]:
    found = [data for name, data in files.items() if name.startswith(folder)]
    return [_unzipped(data) for data in found]


def _unzipped(data: bytes) -> bytes:
    return gzip.decompress(data).removeprefix(b"pagefind_dcd")


def is_indexed(files: Mapping[str, bytes], word: str) -> bool:
    """Tell whether a word is a key of the index: a CBOR text of exactly these bytes (RFC 8949, 3.1)."""
    key = normalize("NFD", word).encode()
    head = bytes([0x60 + len(key)]) if len(key) < 24 else bytes([0x78, len(key)])
    return any(head + key in chunk for chunk in opened(files, "index/"))


def decoded(data: bytes) -> Any:
    """Return the value of a file of the index."""
    return cbor2.loads(_unzipped(data))


def pages(files: Mapping[str, bytes]) -> dict[str, dict[str, object]]:
    return {page["url"]: page for page in map(json.loads, opened(files, "fragment/"))}


def test_a_segment_has_the_index_and_what_runs_it_and_nothing_else(tmp_path: Path) -> None:
    files = made(tmp_path)
    assert {
        name.split("/")[0].replace(name.split(".")[1], "*") if "pf_meta" in name else name.split("/")[0]
        for name in files
    } == {
        *("pagefind.js", "pagefind-entry.json", "pagefind.*.pf_meta", "wasm.en.pagefind"),
        *("index", "fragment", "words.json"),
    }
    assert len(opened(files, "fragment/")) == 3


def test_the_workspace_is_left_as_it_was_but_for_the_lock(tmp_path: Path) -> None:
    made(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} <= {"pagefind.lock"}


@pytest.mark.parametrize("size", [10, 3_000_000])
def test_a_large_index_is_put_together_in_a_turn_that_ends_when_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    events: list[str] = []

    @contextmanager
    def turn() -> Iterator[None]:
        events.append("turn begins")
        yield
        events.append(f"turn ends, {'written' if (tmp_path / 'output/fragment').exists() else 'not written'}")

    def begun(folder: Path, options: pagefind.IndexOptions, messages: IO[bytes]) -> subprocess.Popen[bytes]:
        events.append("program begins")
        return start(folder, options, messages)

    start = pagefind._start
    monkeypatch.setattr(pagefind, "_start", begun)
    document = f"<html><body><p>{'a' * size}</p></body></html>"
    index = pagefind.index_documents(
        [document], tmp_path, number=1, options=pagefind.IndexOptions(language="en"), turn=turn()
    )
    assert index.pages == ("/0.html",)
    assert events == (["program begins"] if size == 10 else ["turn begins", "program begins", "turn ends, written"])


MANY = tuple(document(f"many-{n}", title=f"Number {n}", date=f"2024-01-{n % 28 + 1:02}") for n in range(60))


class OtherNames:
    """Names that every file system lists in another order than the usual ones: by their bytes or by their age."""

    def format(self, number: int) -> str:
        return f"other-{number * 37 % len(MANY)}.html"


def test_pages_are_numbered_in_their_order_however_a_file_system_lists_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed: list[list[str]] = []

    def names_of(folder: Path) -> list[str]:
        listed.append(listing(folder))
        return listed[-1]

    listing = os.listdir
    monkeypatch.setattr(os, "listdir", names_of)
    first = made(tmp_path, *MANY)
    (meta,) = (decoded(data) for name, data in first.items() if name.endswith(".pf_meta"))
    found = [json.loads(_unzipped(first[f"fragment/{page[0]}.pf_fragment"]))["url"] for page in meta[1]]
    assert found == [document.url for document in reversed(MANY)]
    monkeypatch.setattr(pagefind, "_NAME", OtherNames())
    assert made(tmp_path, *MANY) == first
    numbers = [[int(re.sub("[^0-9]", "", name)) for name in names] for names in listed]
    assert numbers[0] != numbers[1] or os.name != "posix"


def test_a_listing_in_another_order_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listing = os.listdir
    monkeypatch.setattr(os, "listdir", lambda folder: listing(folder)[::-1])
    with pytest.raises(SearchFailed, match="another order than the file system listed them in"):
        made(tmp_path)


def names_of_pages(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the names of pages by their addresses."""
    found = {name: data for name, data in files.items() if name.startswith("fragment/")}
    return {json.loads(_unzipped(data))["url"]: name for name, data in found.items()}


def test_the_name_of_a_page_begins_with_its_number_from_the_oldest(tmp_path: Path) -> None:
    names = names_of_pages(made(tmp_path, *MANY))
    numbers = [int(re.sub("[^0-9]", "", names[document.url])) for document in MANY]
    assert numbers == list(range(len(MANY)))[::-1]


def test_a_changed_page_has_another_name_and_others_keep_theirs(tmp_path: Path) -> None:
    before = names_of_pages(made(tmp_path))
    after = names_of_pages(made(tmp_path, document("one", title="Another title"), *DOCUMENTS[1:]))
    assert [url for url, name in after.items() if name != before[url]] == ["/briefs/2024/one/"]


def test_chunks_stand_in_a_folder_that_changes_with_any_of_them(tmp_path: Path) -> None:
    def folders(files: Mapping[str, bytes]) -> set[str]:
        return {name.split("/")[1] for name in files if name.startswith("index/")}

    before, after = folders(made(tmp_path)), folders(made(tmp_path, document("one", title="Another"), *DOCUMENTS[1:]))
    assert (len(before), len(after)) == (1, 1)
    assert before != after


def test_the_list_of_chunks_has_no_gaps_and_each_word_is_in_its_own(tmp_path: Path) -> None:
    words = [f"{first}{second}{third}" for first in "bcdfg" for second in "aeiou" for third in "klmnp"]
    text = Fragment(html=f"<p>{' '.join(words * 120)}</p>")
    files = render_segment(SegmentView(name="x", documents=(document("a"),)), lambda key: text, tmp_path)
    (meta,) = (decoded(data) for name, data in files.items() if name.endswith(".pf_meta"))
    chunks = meta[2]

    def listed(chunk: list[str]) -> list[str]:
        return [word[0] for word in decoded(files[f"index/{chunk[2]}.pf_index"])[0]]

    assert len(chunks) > 3
    assert all(before[1] == after[0] for before, after in pairwise(chunks))
    for chunk in chunks:
        assert chunk[0] <= min(listed(chunk))
        assert max(listed(chunk)) < chunk[1] or chunk is chunks[-1]


@pytest.mark.parametrize(("length", "kept"), [(0, 0), (7, 7), (15, 15), (17, 16), (1234, 1152), (65_535, 61_440)])
def test_lengths_of_pages_are_cut_to_what_a_rank_needs(length: int, kept: int) -> None:
    assert canonical._rounded(length) == kept


@pytest.mark.parametrize(
    ("broken", "said"),
    [(b"\x9f", "is not CBOR"), (b"\x18\x01", "not CBOR in its shortest form"), (b"\x01\x01", "shortest form")],
)
def test_another_kind_of_coding_is_noticed(broken: bytes, said: str) -> None:
    """Pagefind's files are private to it: another minor version may write them in another way."""
    entry = {"languages": {"en": {"hash": "x"}}}
    files = {
        "pagefind-entry.json": json.dumps(entry).encode(),
        "pagefind.x.pf_meta": gzip.compress(b"pagefind_dcd" + broken),
    }
    with pytest.raises(ValueError, match=said):
        canonical.canonical(files, {})


def test_a_document_without_any_words_is_no_page(tmp_path: Path) -> None:
    words = ("one", "\u2026", "two")
    documents = [f"<html><body data-pagefind-body><p>{word}</p></body></html>" for word in words]
    index = pagefind.index_documents(documents, tmp_path, number=3, options=pagefind.IndexOptions(language="en"))
    urls = dict(zip(index.pages, ("/one/", "/none/", "/two/"), strict=True))
    assert set(pages(canonical.canonical(index.files, urls))) == {"/one/", "/two/"}


def test_words_share_files_where_a_host_takes_few(tmp_path: Path) -> None:
    text = Fragment(html="".join(f"<p>word{number:04} and more</p>" for number in range(3_000)))
    documents = tuple(document(f"b{number}") for number in range(3))

    def index_files(*, has_few_files: bool) -> int:
        view = SegmentView(name="x", documents=documents, has_few_files=has_few_files)
        return sum(path.startswith("index/") for path in render_segment(view, lambda key: text, tmp_path))

    assert index_files(has_few_files=True) * 4 < index_files(has_few_files=False)


@pytest.mark.parametrize("summary", ["", "\u2026"])
@pytest.mark.parametrize("text", ["", "dots"])
def test_a_brief_without_a_word_is_found_by_its_title_or_its_address(tmp_path: Path, text: str, summary: str) -> None:
    for title, word in (("Annexation", "annex"), ("\u2026", "ceasefir")):
        files = made(tmp_path, document("ceasefire", title=title, summary=summary, fragment=Digest(text)))
        assert list(pages(files)) == ["/briefs/2024/ceasefire/"]
        assert is_indexed(files, word)


def test_where_no_file_can_be_made_nobody_waits_for_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pagefind 1.5 tries again for ever to make a file (`write` in output/mod.rs)."""
    programs: list[subprocess.Popen[bytes]] = []

    def begun(folder: Path, options: pagefind.IndexOptions, messages: IO[bytes]) -> subprocess.Popen[bytes]:
        (folder / "output").mkdir()
        programs.append(subprocess.Popen(["sleep", "60"]))
        return programs[-1]

    def no_room(dir: Path) -> str:  # noqa: A002
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(pagefind, "_start", begun)
    monkeypatch.setattr(pagefind, "_PATIENCE", 1)
    monkeypatch.setattr(tempfile, "mkdtemp", no_room)
    with pytest.raises(OSError, match="no room"):
        made(tmp_path)
    assert programs[0].poll() is not None


@pytest.mark.skipif(os.name != "posix", reason="nobody waits where there is no flock")
def test_who_holds_a_turn_makes_others_wait(tmp_path: Path) -> None:
    with ThreadPoolExecutor() as threads:
        with search._turn(tmp_path / "lock"):
            other = threads.submit(_take_turn, tmp_path / "lock")
            with pytest.raises(TimeoutError):
                other.result(timeout=0.2)
        assert other.result(timeout=60) == "had it"


def _take_turn(lock: Path) -> str:
    with search._turn(lock):
        return "had it"


def test_ten_runs_give_the_same_bytes(tmp_path: Path) -> None:
    first = made(tmp_path)
    assert all(made(tmp_path / str(run)) == first for run in range(9))


def test_another_environment_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(tmp_path)
    (tmp_path / "pagefind.yml").write_text("force_language: de\nkeep_index_url: true\n")
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "PAGEFIND_FORCE_LANGUAGE": "de",
        "PAGEFIND_INCLUDE_CHARACTERS": "-<",
        "TZ": "Asia/Seoul",
        "LC_ALL": "ko_KR.UTF-8",
        "PAGEFIND_ROOT_SELECTOR": "main",
    }.items():
        monkeypatch.setenv(name, value)
    assert made(tmp_path) == first


def test_other_documents_give_other_bytes(tmp_path: Path) -> None:
    assert made(tmp_path) != made(tmp_path, *DOCUMENTS[:2])


def test_a_korean_noun_is_indexed_apart_from_its_particle(tmp_path: Path) -> None:
    files = made(tmp_path)
    for word in ("북한", "북한은", "핵", "포기", "유엔"):
        assert is_indexed(files, word), word


def test_a_noun_at_the_end_of_a_korean_compound_is_indexed(tmp_path: Path) -> None:
    files = made(tmp_path)
    assert is_indexed(files, "회담")
    assert is_indexed(files, "정상회담")
    assert not is_indexed(files, "담에서")


def test_names_are_indexed_whole_and_in_parts(tmp_path: Path) -> None:
    files = made(tmp_path)
    for word in ("yoon", "suk", "yeol", "sukyeol"):
        assert is_indexed(files, word), word


def test_english_words_are_indexed_by_their_stems(tmp_path: Path) -> None:
    files = made(tmp_path)
    assert is_indexed(files, "negoti")
    assert not is_indexed(files, "negotiators")


def test_both_halves_of_what_a_dash_joins_are_indexed(tmp_path: Path) -> None:
    files = made(tmp_path)
    assert is_indexed(files, "seoul")
    assert is_indexed(files, "moscow")


def test_words_of_neighbouring_cells_and_captions_stay_apart(tmp_path: Path) -> None:
    html = (
        "<table><caption>Trade</caption><thead><tr><th>Country</th><th>Exports</th></tr></thead><tbody><tr><td>Korea</td>"
        "<td>12</td></tr></tbody></table><dl><dt>Term</dt><dd>Meaning</dd></dl>"
        '<figure><img alt=""><figcaption>Ports</figcaption></figure><p>End.</p>'
    )
    view = SegmentView(name="2024-07", documents=(document("one"),), language="en")
    files = render_segment(view, lambda key: Fragment(html=html), tmp_path)
    content = str(pages(files)["/briefs/2024/one/"]["content"])
    assert content.replace(".", "").split() == "Trade Country Exports Korea 12 Term Meaning Ports End".split()
    assert is_indexed(files, "countri")


def test_marks_of_footnotes_do_not_stick_to_words(tmp_path: Path) -> None:
    assert "Geneva." in str(pages(made(tmp_path))["/briefs/2024/one/"]["content"])


def test_a_page_keeps_its_address_and_its_headings_and_leaves_filters_to_the_catalogue(tmp_path: Path) -> None:
    page = pages(made(tmp_path))["/briefs/2024/one/"]
    assert page["filters"] == {}
    anchors = page["anchors"]
    assert isinstance(anchors, list)
    assert [(anchor["element"], anchor["id"], anchor["text"]) for anchor in anchors if anchor["element"] == "h2"] == [
        ("h2", "terms", "The terms")
    ]
    meta = page["meta"]
    assert isinstance(meta, dict)
    assert (meta["title"], meta["on"]) == ("Words of Yoon Suk-yeol", "d20240721")


def test_a_summary_is_searched_unless_the_text_begins_with_it() -> None:
    text = "<p>Negotiators met in Geneva.</p>"
    assert '2">An outcome</p>' in document_html(document("x", summary="An outcome"), text)
    assert "data-pagefind-weight" not in document_html(document("x", summary="Negotiators met\u2026"), text)


def test_markup_in_values_stays_text() -> None:
    html = document_html(document("x", title='"><script>x</script>', summary="<b>"), "")
    assert "<script" not in html
    assert "<b>" not in html


def test_a_brief_without_text_is_indexed_by_its_title(tmp_path: Path) -> None:
    files = made(tmp_path, document("bare", title="Annexation", fragment=Digest("")))
    assert list(pages(files)) == ["/briefs/2024/bare/"]
    assert is_indexed(files, "annex")


def frequent(rng: random.Random) -> str:
    """Return a text in which one word stands everywhere, and others now and then."""
    tokens = rng.choices(("zebra", "yak", "zeal", "zebu", "zephyr"), weights=(60, 0.2, 0.2, 0.2, 40), k=1_500)
    return f"<p>{' '.join(tokens)}</p>"


def test_a_frequent_word_has_a_chunk_of_its_own_and_every_word_is_where_the_list_says(tmp_path: Path) -> None:
    rng = random.Random("zebra")
    texts = {f"t{n}": Fragment(html=frequent(rng)) for n in range(120)}
    documents = tuple(document(f"d{key}", fragment=Digest(key), tags=(), authors=()) for key in texts)
    files = render_segment(SegmentView(name="x", documents=documents), texts.__getitem__, tmp_path)
    (meta,) = (decoded(data) for name, data in files.items() if name.endswith(".pf_meta"))
    keys: list[str] = []
    for first, last, name in meta[2]:
        chunk = [word[0] for word in decoded(files[f"index/{name}.pf_index"])[0]]
        assert all(first <= key <= last or key.startswith(last) for key in chunk)
        if "zebra" in chunk:
            assert chunk == ["zebra"]
        keys += chunk
    assert keys == sorted(set(keys))
    assert {"yak", "zeal", "zebra", "zebu", "zephyr", "titl", f"{WHOLE}zebra", f"{WHOLE}zephyr"} <= set(keys)
    assert not {f"{WHOLE}yak", f"{WHOLE}zeal"} & set(keys)


def test_a_frequent_word_is_cheap_to_load_and_whole_for_quoted_phrases(tmp_path: Path) -> None:
    rng = random.Random("zebra")
    texts = {f"t{n}": Fragment(html=frequent(rng)) for n in range(120)}
    documents = tuple(document(f"d{key}", fragment=Digest(key), tags=(), authors=()) for key in texts)
    files = render_segment(SegmentView(name="x", documents=documents), texts.__getitem__, tmp_path)
    words = [decoded(data)[0] for name, data in files.items() if name.startswith("index/")]
    found = {word[0]: word for chunk in words for word in chunk}
    thin, whole = found["zebra"], found[f"{WHOLE}zebra"]
    assert [page[0] for page in thin[1]] == [page[0] for page in whole[1]]
    counts = [sum(len([step for step in page[1] if step >= 0]) for page in word[1]) for word in (thin, whole)]
    assert counts[0] <= 2_500
    assert counts[1] > 100_000


@pytest.mark.parametrize(("site", "index"), [("en", "en"), ("en-GB", "en"), ("ko", "en"), ("de-AT", "de"), ("x", "en")])
def test_the_index_uses_the_stems_of_the_site_or_english_ones(site: str, index: str) -> None:
    assert index_language(site) == index


def test_a_german_site_gets_a_german_index(tmp_path: Path) -> None:
    assert "wasm.de.pagefind" in made(tmp_path, language="de-CH")


def test_a_missing_program_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: tmp_path / "none")
    with pytest.raises(SearchFailed, match="not installed for this kind of machine"):
        made(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo broken >&2; exit 3", "ended with code 3: broken"),
        ("kill -9 $$", "killed by signal 9; the machine may be out of memory"),
        ("echo no room; exit 1", "ended with code 1: no room"),
        ("exit 0", "this version of Pagefind writes another kind of index"),
    ],
)
def test_a_program_that_gives_up_is_said_with_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, said: str
) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: program)
    with pytest.raises(SearchFailed, match=said):
        made(tmp_path / "work")
    assert not list((tmp_path / "work").glob("pagefind-*"))

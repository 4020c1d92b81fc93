"""The benchmark corpus: the same bytes each time, as many briefs as asked for, nothing to complain about."""

import re
from pathlib import Path

import pytest
import yaml

from tests.bench.corpus import Corpus, main, make_corpus, scale_of
from tests.bench.outlines import AUTHOR_IDS, SHARES, TAG_NAMES
from tests.bench.words import counted

BRIEFS = 20


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("corpus") / "site"


@pytest.fixture(scope="module")
def corpus(site: Path) -> Corpus:
    return make_corpus(site, scale_of(briefs=BRIEFS, words=None, short=False))


def briefs(site: Path) -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in sorted((site / "content" / "briefs").rglob("*.md"))}


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def body(text: str) -> str:
    return text.split("\n---\n", 1)[1]


def test_the_same_scale_makes_the_same_bytes(site: Path, corpus: Corpus, tmp_path: Path) -> None:
    make_corpus(tmp_path / "again", scale_of(briefs=BRIEFS, words=None, short=False))
    assert files(site) == files(tmp_path / "again")


def test_another_scale_makes_other_bytes(site: Path, corpus: Corpus, tmp_path: Path) -> None:
    make_corpus(tmp_path / "other", scale_of(briefs=BRIEFS, words=20_000, short=False))
    assert files(site) != files(tmp_path / "other")


def test_there_are_as_many_briefs_authors_and_bytes_as_reported(site: Path, corpus: Corpus) -> None:
    found = briefs(site)
    assert len(found) == len(corpus.outlines) == BRIEFS
    assert sum(path.stat().st_size for path in found) == corpus.size
    assert len(list((site / "content" / "authors").iterdir())) == len(AUTHOR_IDS)


def test_the_words_add_up_to_the_number_asked_for(site: Path, corpus: Corpus) -> None:
    written = sum(counted(body(text)) for text in briefs(site).values())
    assert written == pytest.approx(BRIEFS * 12_000_000 / 6_747, rel=0.03)


def test_short_briefs_are_short(tmp_path: Path) -> None:
    make_corpus(tmp_path / "short", scale_of(briefs=BRIEFS, words=None, short=True))
    written = [counted(body(text)) for text in briefs(tmp_path / "short").values()]
    assert min(written) >= 20
    assert max(written) <= 160


def test_front_matter_is_read_as_written_and_names_only_what_exists(site: Path, corpus: Corpus) -> None:
    authors = {path.stem for path in (site / "content" / "authors").iterdir()}
    for outline, (path, text) in zip(corpus.outlines, briefs(site).items(), strict=True):
        front = yaml.safe_load(text.split("---\n")[1])
        assert path.relative_to(site / "content" / "briefs").as_posix() == outline.path
        assert (front["title"], front["date"]) == (outline.title, outline.day)
        assert set(front["authors"]) <= authors
        assert set(front["tags"]) <= set(TAG_NAMES)


def test_slugs_are_unique_and_short_enough(corpus: Corpus) -> None:
    slugs = [outline.slug for outline in corpus.outlines]
    assert len(set(slugs)) == BRIEFS
    assert max(map(len, slugs)) <= 80


def test_every_link_leads_to_a_brief_and_a_heading_that_exist(site: Path, corpus: Corpus) -> None:
    found = briefs(site)
    inner = [
        (path.parent.joinpath(target).resolve(), heading)
        for path, text in found.items()
        for target, heading in re.findall(r"\]\(([^):#]+\.md)#?([^)]*)\)", text)
    ]
    assert len(inner) > BRIEFS
    for path, heading in inner:
        headings = re.findall(r"^#+ (.+)$", found[path], re.MULTILINE)
        assert not heading or heading in [line.lower().replace(" ", "-") for line in headings]


def test_every_footnote_is_written_once_and_referenced_once(site: Path, corpus: Corpus) -> None:
    for text in briefs(site).values():
        written = re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE)
        referenced = re.findall(r"\[\^(\d+)\](?!:)", text)
        assert written == referenced == [str(number + 1) for number in range(len(written))]


def test_all_that_a_brief_may_hold_occurs(site: Path, corpus: Corpus) -> None:
    text = "\n".join(briefs(site).values())
    shapes = (
        r"^## ",
        r"^### ",
        r"^- ",
        r"^1\. ",
        r"^\| --- \|",
        r"^> ",
        r"^\[\^1\]: ",
        r"^series: ",
        r"^type: ",
    )
    assert [shape for shape in shapes if not re.search(shape, text, re.MULTILINE)] == []


def test_a_lived_corpus_has_what_archives_gather(tmp_path: Path) -> None:
    made = make_corpus(tmp_path / "lived", scale_of(briefs=BRIEFS, words=4_000, short=False, lived=True))
    found = briefs(tmp_path / "lived")
    pictures = {path.stem for path in (tmp_path / "lived" / "static" / "pictures").iterdir()}
    for outline, text in zip(made.outlines, found.values(), strict=True):
        signs = {
            "picture": f"(/pictures/{outline.number}.jpg)" in text and str(outline.number) in pictures,
            "html": "<div" in text,
            "dead link": f"(/old/{outline.number}/" in text,
            "own tag": f"Matter {outline.number}" in text,
        }
        assert {sign for sign, is_there in signs.items() if is_there} == outline.traits
    assert frozenset().union(*(outline.traits for outline in made.outlines)) == frozenset(SHARES)


def test_a_folder_with_content_is_left_alone(site: Path, corpus: Corpus, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(site)
    assert main([str(site), "--briefs", "3"]) == 2
    assert "is there already" in capsys.readouterr().err
    assert files(site) == before

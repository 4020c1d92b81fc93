"""Queries that lead to a single brief."""

from pathlib import Path

from tests.bench.known_items import KINDS, Page, known_items, published_pages

COMMON = "these words stand in each of the briefs and tell nothing of any one of them at all"


def letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:03}")


def pages(count: int) -> list[Page]:
    """Return pages that share most words; each has two words of its own in its title and six in its text."""
    return [
        Page(
            url=f"/briefs/2024/{n}/",
            title=f"Shared title of alpha{letters(n)} and beta{letters(n)}",
            text=" ".join(f"{COMMON} {COMMON} word{letters(n)}{letter}" for letter in "abcdef"),
        )
        for n in range(count)
    ]


def holds(page: Page, query: str) -> bool:
    return all(word in f"{page.title} {page.text}".lower() for word in query.lower().split())


def test_every_kind_of_query_is_made_and_names_words_of_its_brief() -> None:
    found = pages(40)
    items = known_items(found, 40)
    by_url = {page.url: page for page in found}
    assert len(items) == 40
    assert {item.kind for item in items} == set(KINDS) - {"phrase of the text"}
    for item in items:
        assert holds(by_url[item.url], item.query)


def test_two_words_are_together_in_one_brief_only() -> None:
    found = pages(40)
    pairs = [item for item in known_items(found, 40) if item.kind.startswith("words")]
    assert pairs
    for item in pairs:
        holders = [page.url for page in found if holds(page, item.query)]
        assert holders == [item.url]


def test_a_phrase_is_telling_and_stands_in_one_brief_only() -> None:
    found = [
        Page(
            url=f"/{n}/",
            title=f"Title {letters(n)}",
            text=f"{COMMON * 4} then rare{letters(n)} sits by odd{letters(n)} too",
        )
        for n in range(80)
    ]
    phrases = [item for item in known_items(found, 80) if item.kind == "phrase of the text"]
    assert phrases
    assert all(sum(item.query in page.text for page in found) == 1 for item in phrases)


def test_briefs_with_the_same_title_are_not_asked_for() -> None:
    texts = [f"{COMMON * 5} twin{letters(n)} more{letters(n)}" for n in range(8)]
    twins = [Page(url=f"/{n}/", title="The same", text=text) for n, text in enumerate(texts)]
    assert known_items(twins, 8) == []


def test_the_same_pages_make_the_same_queries_and_another_seed_others() -> None:
    assert known_items(pages(30), 20) == known_items(pages(30), 20)
    assert known_items(pages(30), 20) != known_items(pages(30), 20, seed="else")


def test_published_pages_are_read_as_readers_see_them(tmp_path: Path) -> None:
    for name, title in {"2024/a": "One &amp; two", "page/1": "A list"}.items():
        folder = tmp_path / "briefs" / name
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(
            f'<!doctype html><html><body><nav>menu</nav><h1>{title}</h1><div id="kei-text"><p>Some  words</p></div>'
        )
    assert published_pages(tmp_path) == [Page(url="/briefs/2024/a/", title="One & two", text="Some words")]

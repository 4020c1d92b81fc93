"""Front matter in all the forms that generators read."""

from datetime import date

import pytest

from kei_site.importers.folder.front_matter import read_data, read_front


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A\ntags: [x, y]\n---\nBody\n",
        "\ufeff---\ntitle: A\ntags:\n- x\n- y\n...\nBody\n",
        "---\ntitle: A\ntags:\n\t- x\n\t- y\n---\nBody\n",
        '+++\ntitle = "A"\ntags = ["x", "y"]\n+++\nBody\n',
        '{"title": "A", "tags": ["x", "y"]}\nBody\n',
        '---json\n{"title": "A", "tags": ["x", "y"]}\n---\nBody\n',
        "---js\n{\n  title: 'A',\n  tags: ['x', 'y'],\n}\n---\nBody\n",
        '---toml\ntitle = "A"\ntags = ["x", "y"]\n---\nBody\n',
    ],
)
def test_keys_and_body_are_read(text: str) -> None:
    found = read_front(text)
    assert (dict(found.keys), found.body.strip(), found.problem) == ({"title": "A", "tags": ["x", "y"]}, "Body", "")
    assert text.splitlines()[found.body_line - 1 :][-1] == "Body"


def test_the_lines_of_pelican_are_keys() -> None:
    found = read_front("Title: A: b\nDate: 2019-03-04\nTags: x, y\nSummary: one\n    two\n\nBody: text\n")
    assert dict(found.keys) == {"title": "A: b", "date": "2019-03-04", "tags": "x, y", "summary": "one two"}
    assert (found.body, found.body_line) == ("Body: text\n", 7)


@pytest.mark.parametrize(
    "text", ["Body alone.\n", "Note: this is a sentence.\n\nMore.\n", "{% include x %}\n", "---\n\nText\n", ""]
)
def test_a_text_without_keys_is_a_body(text: str) -> None:
    found = read_front(text)
    assert (dict(found.keys), found.body, found.problem) == ({}, text, "")


@pytest.mark.parametrize("text", ["---\ntitle: [a\n---\nBody\n", "+++\ntitle = \n+++\nBody\n", "---\n- a\n---\nBody\n"])
def test_keys_that_cannot_be_read_stay_in_the_text(text: str) -> None:
    found = read_front(text)
    assert found.problem
    assert found.body == text


def test_a_bomb_of_aliases_is_not_read() -> None:
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    assert "aliases" in read_front("---\n" + "\n".join(lines) + "\n---\nBody\n").problem


def test_scalars_of_yaml_stay_text() -> None:
    assert dict(read_front("---\na: no\nb: 012\nc: 2019-03-04\nd: !!python/object:os.system x\n---\n").keys) == {
        "a": "no",
        "b": "012",
        "c": "2019-03-04",
        "d": "x",
    }


def test_dates_of_toml_are_dates() -> None:
    assert read_front("+++\ndate = 2019-03-04\n+++\n").keys["date"] == date(2019, 3, 4)


def test_data_files_are_read_or_empty() -> None:
    assert read_data("a: 1", ".yml") == {"a": "1"}
    assert read_data("[1]", ".json") == [1]
    assert [read_data("{", ending) for ending in (".yml", ".json", ".toml")] == [{}, {}, {}]

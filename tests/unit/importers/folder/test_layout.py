"""Which generator a folder is for, and which files in it are texts."""

from pathlib import Path

import pytest

from kei_site.importers.folder.layout import read_layout, read_text
from tests.unit.importers.folder.samples import write_sample


@pytest.mark.parametrize(
    ("files", "tool"),
    [
        ({"posts/a.md": "+++\ntitle = 'A'\n+++\n"}, "hugo"),
        ({"a.md": "{{< figure src=x >}}\n"}, "hugo"),
        ({"_posts/2019-01-01-a.md": "Text\n"}, "jekyll"),
        ({"a.qmd": "Text\n"}, "quarto"),
        ({"a.md": "Title: A\nDate: 2019-01-01\n\nText\n"}, "pelican"),
        ({"a.md": "---\ntitle: A\n---\nText\n"}, "markdown"),
        ({}, "markdown"),
    ],
)
def test_without_settings_the_texts_tell(tmp_path: Path, files: dict[str, str], tool: str) -> None:
    assert read_layout(write_sample(tmp_path, files)).tool == tool


def test_settings_of_the_folder_above_tell_too(tmp_path: Path) -> None:
    write_sample(tmp_path, {"hugo.toml": 'title = "T"', "content/a.md": "Text\n"})
    found = read_layout(tmp_path / "content")
    assert (found.tool, found.config["title"], found.texts) == ("hugo", "T", ("a.md",))


def test_programs_templates_and_what_was_made_are_no_texts(tmp_path: Path) -> None:
    names = (
        "themes/x/a.md",
        "node_modules/x/a.md",
        "_site/a.md",
        ".git/a.md",
        "README.md",
        "LICENSE.md",
        "layouts/a.md",
    )
    write_sample(tmp_path, dict.fromkeys((*names, "content/a.md", "content/b.rst"), "Text\n"))
    found = read_layout(tmp_path)
    assert (found.texts, found.others) == (("content/a.md",), ("content/b.rst",))


def test_links_are_not_followed(tmp_path: Path) -> None:
    write_sample(tmp_path, {"out/secret.md": "Secret\n", "in/a.md": "Text\n"})
    (tmp_path / "in" / "link.md").symlink_to(tmp_path / "out" / "secret.md")
    (tmp_path / "in" / "folder").symlink_to(tmp_path / "out")
    assert read_layout(tmp_path / "in").texts == ("a.md",)


def test_settings_in_python_are_read_and_not_run(tmp_path: Path) -> None:
    source = "SITENAME = 'T'\nMENU = [('a', '/a/')]\nX = open('ran', 'w')\nraise SystemExit\n"
    found = read_layout(write_sample(tmp_path, {"pelicanconf.py": source}))
    assert dict(found.config) == {"SITENAME": "T", "MENU": [("a", "/a/")]}


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"a\r\nb\rc\x00", "a\nb\nc"),
        ("\ufeffé".encode(), "é"),
        ("é".encode("utf-16"), "é"),
        ("“é”".encode("cp1252"), "“é”"),
    ],
)
def test_texts_in_other_encodings_are_read(tmp_path: Path, data: bytes, text: str) -> None:
    (tmp_path / "a.md").write_bytes(data)
    assert read_text(tmp_path / "a.md") == text

"""Keys that texts have by their place."""

from pathlib import Path

from kei_site.importers.folder.defaults import jekyll_defaults, keys_of, with_defaults
from kei_site.importers.folder.reader import FolderArchive
from tests.unit.importers.folder.samples import write_sample


def test_defaults_of_jekyll_hold_for_their_scope() -> None:
    written = [
        {"scope": {"path": ""}, "values": {"author": "kim", "lang": "en"}},
        {"scope": {"path": "", "type": "posts"}, "values": {"author": "lee"}},
        {"scope": {"path": "", "type": "pages"}, "values": {"author": "no"}},
        {"scope": "odd"},
        "odd",
    ]
    defaults = jekyll_defaults({"defaults": written})
    assert keys_of(defaults, "about.md") == {"author": "kim", "lang": "en"}
    assert keys_of(defaults, "_posts/2020-01-01-a.md") == {"author": "lee", "lang": "en"}
    assert keys_of(defaults, "sea/_posts/2020-01-01-a.md") == {"author": "lee", "lang": "en"}


def test_data_of_a_folder_hold_for_its_texts_and_give_way_to_their_own(tmp_path: Path) -> None:
    files = {
        ".eleventy.js": "",
        "posts/posts.json": '{"author": "The Desk", "permalink": "/blog/{{ page.fileSlug }}/", "tags": ["posts"]}',
        "posts/2020-01-02-a.md": "---\ntitle: A\ntags: [own]\n---\nWords\n",
        "posts/2020-01-03-b.md": "---\ntitle: B\npermalink: false\n---\nWords\n",
    }
    archive = FolderArchive(write_sample(tmp_path, files))
    first, second = archive.items()
    assert (first.addresses, first.tags) == (("/blog/a/",), ("own",))
    assert [archive.site().authors[key].name for key in first.authors] == ["The Desk"]
    assert second.addresses == ()


def test_tags_of_a_folder_are_joined_with_those_of_a_text(tmp_path: Path) -> None:
    assert with_defaults({"tags": ["b"], "x": "own"}, {"tags": ["a"], "x": "of the folder"}) == {
        "tags": ["a", "b"],
        "x": "own",
    }
    files = {
        "_quarto.yml": "project: {type: website}\n",
        "posts/_metadata.yml": "author: The Desk\ncategories: [shared]\n",
        "posts/a.qmd": "---\ntitle: A\ndate: 2020-01-02\ncategories: [own]\n---\nWords\n",
        "posts/_part.qmd": "Words of a part\n",
        "posts.qmd": "---\ntitle: Posts\nlisting: posts\n---\n",
    }
    archive = FolderArchive(write_sample(tmp_path, files))
    items = {item.key: item for item in archive.items()}
    assert items["posts/a.qmd"].tags == ("shared", "own")
    assert [archive.site().authors[key].name for key in items["posts/a.qmd"].authors] == ["The Desk"]
    part, listing = items["posts/_part.qmd"], items["posts.qmd"]
    assert (part.state, part.reason, part.addresses) == ("draft", "a part of other texts", ())
    assert (listing.state, archive.site().lists) == ("refused", ("/posts.html",))

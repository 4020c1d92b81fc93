"""Folders of six generators become sites: whole, without a lost word, and built without an error."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from kei_site.cli import main
from kei_site.importers.folder import layout, reader
from kei_site.importers.folder.reader import FolderArchive
from kei_site.importers.receipt import Row, read_csv
from kei_site.importers.words import words_of
from tests.unit.importers.archives import tree
from tests.unit.importers.folder.samples import SAMPLES, write_sample


@pytest.fixture
def imported(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """Return the folder of the site that a sample becomes."""
    write_sample(tmp_path / "old", SAMPLES[request.param])
    main(["import", "markdown", str(tmp_path / "old"), "--into", str(tmp_path / "new")])
    return tmp_path / "new"


def text_of(site: Path, path: str) -> str:
    return (site / path).read_text(encoding="utf-8")


def rows_of(site: Path) -> dict[str, Row]:
    return {row.key: row for row in read_csv((site / "import-receipt.csv").read_bytes())}


@pytest.mark.parametrize("tool", SAMPLES)
def test_the_generator_is_guessed(tmp_path: Path, tool: str) -> None:
    assert FolderArchive(write_sample(tmp_path, SAMPLES[tool])).tool == tool


@pytest.mark.parametrize("imported", SAMPLES, indirect=True)
def test_no_word_is_lost_and_the_site_is_built(imported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert {key: row.lost for key, row in rows_of(imported).items() if row.lost} == {}
    assert main(["build", "--site", str(imported), "--no-search", "--jobs", "1"]) == 0
    old = imported.parent / "old"
    capsys.readouterr()
    assert main(["import", "--verify", str(old), "--output", str(imported / "public")]) == 0, capsys.readouterr().out


@pytest.mark.parametrize("imported", SAMPLES, indirect=True)
def test_no_address_of_mail_reaches_a_file(imported: Path) -> None:
    assert [path for path, data in tree(imported).items() if b"@old.example.org" in data] == []


@pytest.mark.parametrize("imported", ["hugo"], indirect=True)
def test_hugo(imported: Path) -> None:
    text = text_of(imported, "content/briefs/2019/tides.md")
    for line in (
        "title: 'Tides & trade'",
        "date: '2019-03-04T09:30:00+09:00'",
        "updated: 2019-04-01",
        "  - kim",
        "  - ana-ruiz",
        "summary: 'How tides shape trade.'",
        "  - Ports",
        "  - Sea",
        "series: Harbours",
        "  - '/2019/03/tides/'",
        "  - '/old/tides.html'",
        "  src: '/img/sea.png'",
        "A note on [docks](docks.md) and [locks](locks.md).",
        '::: figure /img/sea.png "The sea"',
        "Where *ships* wait",
        '{{\\< odd-thing colour="blue" \\>}}',
        "[^1]: A note with words.",
    ):
        assert line in text.splitlines(), line
    assert "draft: true" in text_of(imported, "content/briefs/2019/locks.md")
    docks = text_of(imported, "content/briefs/2019/docks.md")
    assert "![A crane](/2019/05/docks/crane.png)" in docks
    assert (imported / "static/2019/05/docks/crane.png").is_file()
    assert "See [tides](tides.md)." in docks
    korean = text_of(imported, "content/briefs/2019/docks-ko.md")
    assert "translation_of: docks.md" in korean.replace("'", "")
    assert "language: ko" in korean
    assert text_of(imported, "content/authors/kim.md") == (
        "---\nname: Mina Kim\nurl: 'https://kim.example.org'\n---\n\nWorks on ports.\n"
    )
    assert "  - label: About us\n    url: '/about/'" in text_of(imported, "content/site.yaml")
    row = rows_of(imported)["content/posts/2019-03-04-tides.md"]
    assert "content/posts/2019-03-04-tides.md:22: {{< odd-thing" in row.shortcodes_left
    assert "`subtitle: A second line of words` has no place here" in row.problems
    assert (row.notes, row.missing_images) == (1, "/2019/03/tides/crane.png")


@pytest.mark.parametrize("imported", ["jekyll"], indirect=True)
def test_jekyll(imported: Path) -> None:
    text = text_of(imported, "content/briefs/2019/tides.md")
    for line in (
        "title: 'Tides: a note'",
        "date: 2019-03-04",
        "  - kim",
        "  - ports",
        "  - sea",
        "  - trade",
        "  - '/sea/trade/2019/03/04/tides/'",
        '::: figure /images/sea.png "The sea"',
        "A [link](docks.md) and ![inline](/images/sea.png)",
        "## Where Tides: a note ends {#the-end}",
        'puts "{{ kept }}"',
        "{% include newsletter.html %}",
    ):
        assert line in text.splitlines(), line
    assert "{:" not in text
    docks = text_of(imported, "content/briefs/2019/docks.md")
    assert "Back to [the end](tides.md#the-end)." in docks
    assert "  - desk" in docks
    rows = rows_of(imported)
    assert (rows["_posts/2019-06-07-hidden.md"].state, rows["_posts/2019-06-07-hidden.md"].reason) == (
        "draft",
        "published: false",
    )
    assert rows["_drafts/later.md"].state == "draft"
    assert rows["about.md"].file == "content/pages/about.md"
    assert "'/about-us/': '/about/'" in text_of(imported, "content/site.yaml")
    assert "README.md" not in rows
    assert "Kept **words** of [tides](tides.md)." in text_of(imported, "content/briefs/2019/old.md")
    assert rows["_posts/2019-07-08-old.html"].shortcodes_left == "_posts/2019-07-08-old.html:5: {% include box.html %}"
    assert "blog/index.html" not in rows


@pytest.mark.parametrize("imported", ["quarto"], indirect=True)
def test_quarto(imported: Path) -> None:
    text = text_of(imported, "content/briefs/2019/tides.md")
    for line in (
        "date: 2019-03-04",
        "  - mina-kim",
        "  - ana-ruiz",
        "::: aside Data",
        "Taken from [docks](docks.md).",
        "Ships wait",
        "A fact [@kim2019, p. 3] in small capitals.",
        "## Method {#sec-method}",
        "```python",
        "```bash",
        "print(1)",
        "Where the data *lie*.",
        "  - tides/works.bib",
        "citation_style: apa",
        "math: true",
        "The area is $x^2$, at `$5`.",
    ):
        assert line in text.splitlines(), line
    assert "#|" not in text
    assert "  - label: Tides\n    url: '/briefs/2019/tides/'" in text_of(imported, "content/site.yaml")
    problems = rows_of(imported)["posts/tides/index.qmd"].problems
    assert "cells of code" in problems
    assert "`bibliography: works.yaml` is no .bib or .json file" in problems
    assert (imported / "content/briefs/2019/tides/works.bib").is_file()
    assert "orcid: '0000-0002-1825-0097'" in text_of(imported, "content/authors/mina-kim.md")


@pytest.mark.parametrize("imported", ["eleventy"], indirect=True)
def test_eleventy(imported: Path) -> None:
    text = text_of(imported, "content/briefs/2019/tides.md")
    assert "or [the file](docks.md)." in text
    assert "tags:\n  - Sea\n" in text
    assert "{{ kept }}" in text
    assert "  - '/ports/docks/'" in text_of(imported, "content/briefs/2019/docks.md")
    assert not any("node_modules" in key for key in rows_of(imported))


@pytest.mark.parametrize("imported", ["pelican"], indirect=True)
def test_pelican(imported: Path) -> None:
    text = text_of(imported, "content/briefs/2019/tides.md")
    for line in (
        "  - mina-kim",
        "  - ana-ruiz",
        "  - '/2019/tides/'",
        "summary: 'How tides shape trade.'",
        "See [docks](docks.md) and ![The sea](/images/sea.png).",
        "::: aside Data",
        "Words in a box.",
        "About [ports](/tags/ports/) by [her](/authors/mina-kim/).",
    ):
        assert line in text.splitlines(), line
    assert "\n```python\nif sea:\n\n    print(1)\n```\n" in text
    assert "  '/author/mina-kim.html': '/authors/mina-kim/'" in text_of(imported, "content/site.yaml")
    rows = rows_of(imported)
    assert (rows["content/sea/docks.md"].state, rows["content/pages/about.md"].kind) == ("draft", "page")
    assert rows["content/sea/old.rst"].state == "refused"
    german = rows["content/sea/gezeiten.md"]
    assert german.old_address == "/tides-de.html"
    assert "translation_of: tides.md" in text_of(imported, german.file)
    assert "timezone: Asia/Seoul" in text_of(imported, "content/site.yaml")
    assert not (imported.parent / "old" / "ran").exists()


@pytest.mark.parametrize("imported", SAMPLES, indirect=True)
def test_a_second_import_changes_nothing(imported: Path) -> None:
    before = tree(imported)
    main(["import", "markdown", str(imported.parent / "old"), "--into", str(imported)])
    assert tree(imported) == before


def test_what_parts_the_words_of_tags_is_no_word(tmp_path: Path) -> None:
    """A tag in lines that a plain parser takes for code must not make words that nobody wrote."""
    code = "    <li>One {{< figure src=a.png alt=Two >}} <a href='{{< ref b >}}'>three</a></li>"
    files = {"posts/a.md": f"---\ntitle: A\n---\n<ul>\n\n{code}\n</ul>\n"}
    (item,) = FolderArchive(write_sample(tmp_path, files), "hugo").items()
    assert [word for word in words_of(item.text) if word in ("x", "br")] == []
    assert "Two" in words_of(item.text)


def test_a_file_outside_of_the_folder_is_never_read(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    files: Mapping[str, str] = {
        "posts/a.md": "---\ntitle: A\ndate: 2019-01-01\n---\n![x](../../secret.png) ![y](/../secret.png)\n"
    }
    old = write_sample(tmp_path / "old", files)
    (old / "posts" / "link.md").symlink_to(tmp_path / "secret.png")
    archive = FolderArchive(old)
    (item,) = archive.items()
    assert [archive.media(item, reference.address) for reference in item.references] == ["", ""]


@pytest.mark.parametrize("imported", ["mkdocs"], indirect=True)
def test_mkdocs(imported: Path) -> None:
    home = text_of(imported, "content/pages/welcome.md")
    guide = text_of(imported, "content/pages/guide.md")
    assert "[Guide](guide.md#how) to ports." in home
    assert "summary: A guide" in guide
    assert "## Setting up {#how}" in guide
    assert "## Search {#section-search}" in guide
    settings = text_of(imported, "content/site.yaml")
    assert "url: https://old.example.org/docs" in settings
    assert "'/sub/guide/': '/guide/'" in settings


def test_a_site_below_a_folder_of_its_host_keeps_its_old_addresses(tmp_path: Path) -> None:
    files = {
        "_config.yml": "title: A\nurl: https://old.example.org\nbaseurl: /blog\n",
        "_posts/2019-03-04-a.md": "---\ntitle: A\n---\nSee [b](https://old.example.org/blog/2019/03/05/b.html).\n",
        "_posts/2019-03-05-b.md": "---\ntitle: B\n---\nWords.\n",
    }
    old = write_sample(tmp_path / "old", files)
    main(["import", "markdown", str(old), "--into", str(tmp_path / "new")])
    assert "url: https://old.example.org/blog" in text_of(tmp_path / "new", "content/site.yaml")
    assert "See [b](b.md)." in text_of(tmp_path / "new", "content/briefs/2019/a.md")


def test_pages_in_html_are_read_and_templates_are_named(tmp_path: Path) -> None:
    files = {
        "_config.yml": "title: A\nurl: https://old.example.org\n",
        "about.html": "---\nlayout: page\ntitle: About\n---\n<p>We study <b>harbours</b>.</p>\n",
        "all.html": "---\ntitle: All\n---\n<p>All texts:</p>{% for post in site.posts %}{{ post.title }}{% endfor %}\n",
        "index.html": "---\nlayout: home\n---\n",
        "blog/index.html": "---\ntitle: Blog\n---\n{% for post in site.posts %}{{ post.title }}{% endfor %}\n",
        "sent/copy.html": "<p>Copied as it is.</p>",
    }
    old = write_sample(tmp_path / "old", files)
    assert main(["import", "markdown", str(old), "--into", str(tmp_path / "new")]) == 0
    assert "We study **harbours**." in text_of(tmp_path / "new", "content/pages/about.md")
    rows = rows_of(tmp_path / "new")
    reason = "a template: what it prints is not in the source; its address leads to all briefs"
    assert (rows["all.html"].reason, rows["blog/index.html"].reason) == (reason, reason)
    redirects = text_of(tmp_path / "new", "content/site.yaml")
    assert "  '/all.html': '/briefs/'\n  '/blog/': '/briefs/'\n" in redirects
    assert [key for key in rows if key in ("index.html", "sent/copy.html")] == []


def test_texts_of_collections_without_pages_wait_and_others_keep_their_address(tmp_path: Path) -> None:
    files = {
        "_config.yml": "collections:\n  reports: {output: true, permalink: '/reports/:name/'}\ninclude: [_pages]\n",
        "_pages/about.md": "---\ntitle: About\n---\nWords.\n",
        "_reports/one.md": "---\ntitle: One\ndate: 2019-09-09\n---\nWords.\n",
        "_staff/kim.md": "---\ntitle: Kim\n---\nWords.\n",
    }
    page, report, person = FolderArchive(write_sample(tmp_path, files), "jekyll").items()
    assert page.state == "published"
    assert (report.state, report.addresses) == ("published", ("/reports/one/",))
    assert (person.state, person.reason) == ("draft", "of a collection without pages")


def test_a_list_of_hugo_has_the_address_of_its_folder_and_parameters_are_keys(tmp_path: Path) -> None:
    files = {
        "hugo.toml": '[permalinks.page]\nposts = "/:year/:slug/"\n',
        "content/posts/_index.md": "---\ntitle: Posts\n---\nWords.\n",
        "content/posts/a.md": "+++\ntitle = 'A'\ndate = 2020-01-02\n[params]\nauthor = 'N'\n+++\nA <!--more--> b.\n",
    }
    archive = FolderArchive(write_sample(tmp_path, files))
    listing, text = archive.items()
    assert (listing.addresses, text.addresses) == (("/posts/",), ("/2020/a/",))
    assert (text.body.split(), len(text.authors)) == (["A", "b."], 1)


def test_a_caption_with_emphasis_in_a_line_is_not_emphasized_twice(tmp_path: Path) -> None:
    tag = '{{< figure src="x.png" title="T" caption="Cap *it*" >}}'
    files = {"hugo.toml": "", "content/a.md": f"---\ntitle: A\n---\nSee {tag}.\n"}
    (found,) = FolderArchive(write_sample(tmp_path, files)).items()
    assert found.body.strip() == "See ![](kei-import:0) **T** Cap *it*."


def test_a_page_in_the_language_of_templates_is_read(tmp_path: Path) -> None:
    files = {
        ".eleventy.js": "",
        "about.njk": "---\ntitle: About\n---\n<p>Words.</p>\n",
        "index.njk": "---\ntitle: Home\n---\n{% for x in y %}Latest posts{% endfor %}\n",
    }
    assert [(item.key, item.state) for item in FolderArchive(write_sample(tmp_path, files)).items()] == [
        ("about.njk", "published"),
        ("index.njk", "refused"),
    ]


def test_of_a_large_file_the_beginning_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "MAX_BYTES", 200)
    monkeypatch.setattr(reader, "MAX_BYTES", 200)
    (tmp_path / "content/posts").mkdir(parents=True)
    (tmp_path / "hugo.toml").write_text("title = 'A'\n", encoding="utf-8")
    (tmp_path / "content/posts/a.md").write_text("---\ntitle: A\n---\n" + "a word " * 99, encoding="utf-8")
    (item,) = FolderArchive(tmp_path).items()
    assert 0 < len(item.body) < 200
    assert "more than 200 bytes" in item.problems[0].message


def test_a_list_of_hugo_hands_its_keys_down_and_a_draft_stays_one(tmp_path: Path) -> None:
    files = {
        "hugo.toml": "",
        "content/a/_index.md": "---\ntitle: A\ncascade:\n  draft: true\n  type: report\n---\nWords.\n",
        "content/a/b/c.md": "---\ntitle: C\ndate: 2020-01-02\n---\nWords.\n",
        "content/a/d.md": "---\ntitle: D\ndate: 2020-01-02\ndraft: false\n---\nWords.\n",
        "content/e.md": "---\ntitle: E\ndate: 2020-01-02\n---\nWords.\n",
    }
    found = {item.key[8:]: (item.state, item.type) for item in FolderArchive(write_sample(tmp_path, files)).items()}
    assert found["a/b/c.md"] == ("draft", "report")
    assert found["a/d.md"] == ("published", "report")
    assert found["e.md"] == ("published", "brief")


def test_a_text_whose_front_matter_cannot_be_read_is_a_draft(tmp_path: Path) -> None:
    text = "---\ntitle: Held: back\npublished: false\n---\nWords.\n"
    files = {"_config.yml": "title: T\n", "_posts/2020-01-02-a.md": text}
    [item] = FolderArchive(write_sample(tmp_path, files)).items()
    assert (item.state, item.reason) == ("draft", "its front matter cannot be read")


def test_a_cascade_for_lists_alone_holds_for_no_text(tmp_path: Path) -> None:
    rules = "cascade:\n- target: {kind: section}\n  draft: true\n- _target: {kind: page}\n  author: N\n"
    files = {
        "hugo.toml": "",
        "content/a/_index.md": f"---\ntitle: A\n{rules}---\nWords.\n",
        "content/a/c.md": "---\ntitle: C\ndate: 2020-01-02\n---\nWords.\n",
    }
    _, text = FolderArchive(write_sample(tmp_path, files)).items()
    assert (text.state, len(text.authors)) == ("published", 1)


def test_relative_redirects_of_hugo_begin_at_the_folder_of_the_page(tmp_path: Path) -> None:
    front = "title: 'A: b & c'\ndate: 2020-01-02\naliases: [old.html, ../up/, /above/]"
    files = {"hugo.toml": '[permalinks]\nposts = "/:year/:slug/"\n', "content/posts/x.md": f"---\n{front}\n---\nW\n"}
    (found,) = FolderArchive(write_sample(tmp_path, files)).items()
    assert found.addresses == ("/2020/a-b-c/", "/2020/old.html", "/up/", "/above/")


def test_categories_of_jekyll_are_in_addresses_as_they_are_written(tmp_path: Path) -> None:
    files = {
        "_config.yml": "title: T\n",
        "sea/_posts/2020-01-02-a.md": "---\ntitle: A\ncategories: [Policy Notes]\n---\nW of {{ site.title }}\n",
    }
    (found,) = FolderArchive(write_sample(tmp_path, files)).items()
    assert found.addresses == ("/sea/policy%20notes/2020/01/02/a.html",)
    assert found.body.strip() == "W of T"


def test_an_address_of_eleventy_is_filled_in_or_none_is_claimed(tmp_path: Path) -> None:
    tag = "{{ page.date | date: '%Y' }}/{{ page.fileSlug }}"
    files = {
        "eleventy.config.js": "",
        "p/p.json": f'{{"permalink": "/b/{tag}/", "tags": ["posts"]}}',
        "p/a.md": "---\ntitle: A\ndate: 2020-01-02\n---\nW of {{ title }}\n",
        "p/b.md": "---\ntitle: 'B c'\ndate: 2020-01-02\npermalink: /x/{{ title | slugify }}/\n---\nW\n",
        "p/c.md": "---\ntitle: C\ndate: 2020-01-02\npermalink: /x/{{ odd }}/\n---\nW\n",
    }
    first, second, third = FolderArchive(write_sample(tmp_path, files)).items()
    assert [first.addresses, second.addresses, third.addresses] == [("/b/2020/a/",), ("/x/b-c/",), ()]
    assert first.body.strip() == "W of A"


def test_an_article_of_pelican_in_html_is_read(tmp_path: Path) -> None:
    head = '<title>A &amp; b</title><meta name="date" content="2020-03-02"><meta name="tags" content="x, y">'
    body = '<p>Words <img src="{static}/images/a.png" alt="A"> <a href="{index}">home</a></p>'
    files = {
        "pelicanconf.py": "ARTICLE_URL = '{date:%Y}/{date:%b}/{slug}/'\n",
        "content/a.html": f"<html><head>{head}</head><body>{body}</body></html>",
    }
    (found,) = FolderArchive(write_sample(tmp_path, files)).items()
    assert (found.title, found.date, found.tags) == ("A & b", "2020-03-02", ("x", "y"))
    assert found.addresses == ("/2020/Mar/a-b/",)
    assert [reference.address for reference in found.references] == ["/images/a.png", "/"]


def test_markdown_inside_elements_is_no_word_that_readers_saw(tmp_path: Path) -> None:
    text = '<aside markdown="1">\nUse [it](https://a.kr/b) well.\n</aside>\n'
    files = {"_config.yml": "title: T\n", "_posts/2020-01-02-a.md": f"---\ntitle: A\n---\n{text}"}
    (found,) = FolderArchive(write_sample(tmp_path, files)).items()
    assert found.text.split() == ["Use", "it", "well."]

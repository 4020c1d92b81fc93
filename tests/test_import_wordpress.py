"""Exports of WordPress become sites: nothing private and nothing hostile is in any file, and every page is sound."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from kei_site.cli import main
from tests.support.wxr import author, item, meta, term, write_export

SECRETS = (
    b"jane@mail.example",
    b"login_of_jane",
    b"203.0.113.9",
    b"guest@mail.example",
    b"meta@mail.example",
    b"s3cret",
)


LOCKED = {"post_password": "s3cret"}


def files_below(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def imported(export: Path) -> Path:
    """Import an export beside it and return the folder of the site."""
    into = export.parent / "new"
    main(["import", "wordpress", str(export), "--into", str(into)])
    return into


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in files_below(folder)}


def test_no_address_login_or_password_of_anyone_is_in_any_file(tmp_path: Path) -> None:
    comment = (
        "<wp:comment><wp:comment_author_email>guest@mail.example</wp:comment_author_email>"
        "<wp:comment_author_IP>203.0.113.9</wp:comment_author_IP>"
        "<wp:comment_content>guest@mail.example</wp:comment_content></wp:comment>"
    )
    extra = comment + meta("_sender", "meta@mail.example 203.0.113.9") + term("author", "login_of_jane", "Jane Doe")
    address = "/author/login_of_jane/"
    link = f'<p>By <a href="https://old.example.org{address}">her</a> and <a href="{address}">her</a>.</p>'
    posts = (
        item(extra, creator="\nlogin_of_jane\n", content=link),
        item(post_id="2", creator="login_of_jane", **LOCKED),
        item(post_id="3", post_type="feedback", title="guest@mail.example", content="203.0.113.9"),
        item(post_id="4", status="trash", title="meta@mail.example", post_type="shop_order"),
    )
    users = author("login_of_jane", "Jane Doe", "jane@mail.example") + author("admin@mail.example", "jane@mail.example")
    into = imported(write_export(tmp_path, *posts, channel=users))
    assert main(["build", "--site", str(into), "--no-search"]) == 0
    assert main(["build", "--site", str(into), "--no-search", "--drafts", "--output", str(tmp_path / "drafts")]) == 0
    found = {
        (path.name, secret)
        for folder in (into, tmp_path / "drafts")
        for path, data in contents(folder).items()
        for secret in SECRETS
        if secret in data or secret in str(path).encode()
    }
    assert found == set()
    assert b"Jane Doe" in b"".join(contents(into / "content/authors").values())


@pytest.mark.parametrize(
    "name", ["../../../evil", "..%2f..%2fevil", "/etc/evil", "C:\\evil", "con", "index", "feed.xml"]
)
def test_a_hostile_name_stays_within_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    image = item(
        post_type="attachment", post_id="5", status="inherit", attachment_url=f"https://old.example.org/{name}.png"
    )
    extra = term("category", name, name) + term("author", name, name) + meta("_thumbnail_id", "5")
    export = write_export(
        tmp_path / "deep" / "er", image, item(extra, post_name=name, link=f"https://old.example.org/{name}")
    )
    into = imported(export)
    outside = [path for path in files_below(tmp_path) if not path.is_relative_to(into) and path != export]
    assert outside == []
    assert main(["build", "--site", str(into), "--no-search"]) == 0


HOSTILE = (
    '<script>alert("ran")</script><img src=x onerror=alert("ran")><a href="javascript:alert(1)">words</a>'
    '<a href="data:text/html,ran">more</a><svg onload=alert("ran")></svg>'
    '<iframe srcdoc="<script>ran</script>"></iframe>'
    '<style>@import "ran"</style><p onclick="ran" style="ran">text</p><object data="ran.swf"></object>'
    "<form action=ran><input value=ran><button>press</button></form><meta http-equiv=refresh content=ran>"
)


@pytest.mark.parametrize(
    "form",
    ["{}", "<!-- wp:html -->{}<!-- /wp:html -->", "<table><tr><td colspan=2>{}</td></tr></table>", "[box]{}[/box]"],
)
def test_hostile_html_is_harmless_words(tmp_path: Path, form: str) -> None:
    into = imported(write_export(tmp_path, item(content=form.format(HOSTILE))))
    assert main(["build", "--site", str(into), "--no-search"]) == 0
    (page,) = (into / "public/briefs/2020").rglob("index.html")
    html = page.read_text(encoding="utf-8")
    text = html[html.index('class="prose') if 'class="prose' in html else html.index("<main") : html.index("</main>")]
    assert "ran" not in text.replace("translat", "").replace("transcript", "")
    assert all(word in text for word in ("words", "more", "text", "press"))


def test_posts_of_one_name_or_id_all_have_pages(tmp_path: Path) -> None:
    posts = (
        item(content="One."),
        item(content="Two."),
        item(post_id="8", content="Three."),
        item(post_id="9", title="", post_name=""),
    )
    into = imported(write_export(tmp_path, *posts))
    assert main(["build", "--site", str(into), "--no-search"]) == 0
    assert len([*(into / "public/briefs/2020").rglob("index.html")]) == 4


def test_what_is_held_back_is_on_no_page(tmp_path: Path) -> None:
    states = {"draft": "draft", "private": "private", "pending": "pending", "future": "future"}
    held = [
        item(post_id=str(100 + number), status=state, title=f"Held{state}", content=f"Heldtext {state}")
        for number, state in enumerate(states)
    ]
    secret = item(post_id="200", title="Heldpassword", content="Heldtext", **LOCKED)
    into = imported(write_export(tmp_path, item(), secret, *held))
    assert main(["build", "--site", str(into), "--no-search"]) == 0
    assert [path for path, data in contents(into / "public").items() if b"Held" in data] == []
    with (into / "import-receipt.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row.get("kind") == "brief"]
    assert sum("draft" in row.values() for row in rows) == 5


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    export = write_export(
        tmp_path, item(), item(post_id="8", title="[:en]A[:ko]가[:]"), item(post_id="9", status="draft")
    )
    before = contents(imported(export))
    assert contents(imported(export)) == before


EXPORTS = ("theme-test-data", "ghost-migrate", "jekyll-import", "wagtail")


@pytest.mark.corpora
@pytest.mark.slow
@pytest.mark.parametrize("folder", EXPORTS)
def test_exports_of_others_become_sound_sites(folder: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    root = Path(request.config.getoption("--corpora")) / "wxr" / folder
    if not root.is_dir():
        pytest.skip(f"there is no corpus {root}")
    for export in sorted(root.rglob("*.xml")):
        into = tmp_path / export.relative_to(root).with_suffix("") / "site"
        code = main(["import", "wordpress", str(export), "--into", str(into)])
        if export.name in ("medium_feed.xml", "test.xml"):
            assert code == 2, "no export of WordPress"
            continue
        assert code == 0, f"words of {export.name} were lost"
        before = contents(into)
        assert main(["check", "--site", str(into)]) == 0
        assert main(["import", "wordpress", str(export), "--into", str(into)]) == 0
        assert {path: data for path, data in contents(into).items() if path in before} == before


def test_a_page_without_an_excerpt_shows_its_first_words_once(tmp_path: Path) -> None:
    page = item(post_type="page", post_name="about-us", content="<p>We study harbours.</p>")
    into = imported(write_export(tmp_path, page, item(post_id="8")))
    assert main(["build", "--site", str(into), "--no-search"]) == 0
    _, _, body = (into / "public" / "about-us" / "index.html").read_text(encoding="utf-8").partition("<main")
    assert body.count("We study harbours.") == 1

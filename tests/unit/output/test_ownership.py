"""What is ours in an output folder, and which folders can be ours."""

import os
from pathlib import Path

import pytest

from kei_site.core.errors import Refusal
from kei_site.output.ownership import (
    NAME,
    PARTS,
    as_list,
    check_cache,
    check_foreign,
    check_output,
    check_site,
    is_listed,
    read_owned,
    read_site,
    write_owned,
)


def folder(root: Path, *paths: str) -> Path:
    output = root / "public"
    (output / PARTS).mkdir(parents=True)
    for path in paths:
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_text("x")
    return output


def test_the_list_says_what_was_written_into_it(tmp_path: Path) -> None:
    output = folder(tmp_path)
    paths = frozenset({"b/index.html", "a.css", "한국/index.html"})
    write_owned(output, paths)
    assert read_owned(output) == paths
    assert is_listed(output, paths)
    assert not is_listed(output, paths - {"a.css"})


def test_the_same_list_is_not_written_again(tmp_path: Path) -> None:
    output = folder(tmp_path)
    write_owned(output, frozenset({"a.css"}))
    before = (output / NAME).stat()
    write_owned(output, frozenset({"a.css"}))
    assert (output / NAME).stat() == before


def test_the_list_names_its_site_and_keeps_the_name(tmp_path: Path) -> None:
    output = folder(tmp_path)
    write_owned(output, frozenset({"a.css"}), "https://one.example/")
    write_owned(output, frozenset({"b.css"}))
    assert read_site(output) == "https://one.example/"
    assert is_listed(output, {"b.css"}, "https://one.example/")
    assert not is_listed(output, {"b.css"}, "https://two.example/")


def test_the_folder_of_another_site_is_refused(tmp_path: Path) -> None:
    output = folder(tmp_path)
    check_site(output, "https://two.example/")
    write_owned(output, frozenset({"a.css"}))
    check_site(output, "https://two.example/")
    write_owned(output, frozenset({"a.css"}), "https://one.example/")
    check_site(output, "https://one.example/")
    with pytest.raises(Refusal, match=r"another site, https://one\.example/; this one is https://two\.example/"):
        check_site(output, "https://two.example/")


def test_the_list_does_not_depend_on_the_order_of_what_it_names() -> None:
    assert as_list(["b", "a"]) == as_list(["a", "b"])


def test_without_a_list_nothing_is_ours(tmp_path: Path) -> None:
    assert read_owned(tmp_path) == frozenset()


@pytest.mark.parametrize("line", ["../outside", "/etc/passwd", "a/../../b", "a//b", ".", "a/./b", ""])
def test_a_line_that_leads_out_of_the_folder_is_not_believed(tmp_path: Path, line: str) -> None:
    (tmp_path / NAME).write_text(f"# head\nindex.html\n{line}\n")
    assert read_owned(tmp_path) == {"index.html"}


def test_a_list_of_other_bytes_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"index.html\n\xff\xfe\n")
    assert "index.html" in read_owned(tmp_path)


def test_a_new_an_empty_and_a_former_output_folder_can_be_ours(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    for prepare in (lambda: None, (tmp_path / "public").mkdir, lambda: (tmp_path / "public" / NAME).write_text("")):
        prepare()
        check_output(tmp_path / "public", site, [site / "content"])


def test_a_folder_left_by_a_build_that_was_killed_at_once_can_be_ours(tmp_path: Path) -> None:
    check_output(folder(tmp_path, f"{PARTS}/{NAME}"), tmp_path / "site", [])


def refused(output: Path, site: Path) -> str:
    with pytest.raises(Refusal) as refusal:
        check_output(output, site, [site / "content", site / "static"])
    return str(refusal.value)


def test_a_folder_with_files_of_others_is_refused(tmp_path: Path) -> None:
    assert "did not write" in refused(folder(tmp_path, "git/CNAME", ".git/config"), tmp_path / "site")


@pytest.mark.parametrize("path", ["readme-notes.md", "licenses/1", "letter.txt", "index.html", "CNAME.bak"])
def test_a_file_that_is_only_called_alike_is_a_file_of_others(tmp_path: Path, path: str) -> None:
    assert "did not write" in refused(folder(tmp_path, path), tmp_path / "site")


@pytest.mark.parametrize(
    "path",
    [
        *(".git/config", "CNAME", ".gitkeep", "lost+found/1", ".nojekyll", ".DS_Store", ".github/workflows/a.yml"),
        *(
            ".well-known/acme-challenge/x",
            "README.md",
            "readme",
            "LICENSE",
            "LICENCE.txt",
            "COPYING",
            "CODE_OF_CONDUCT.md",
        ),
        *("netlify.toml", "vercel.json", "wrangler.toml", "_redirects", ".gitlab-ci.yml", ".domains", ".htaccess"),
    ],
)
def test_files_of_version_control_hosts_and_systems_may_be_there_before(tmp_path: Path, path: str) -> None:
    check_output(folder(tmp_path, path), tmp_path / "site", [])


def test_empty_folders_on_which_disks_are_mounted_may_be_there_before(tmp_path: Path) -> None:
    output = folder(tmp_path, ".gitkeep")
    (output / "briefs" / "2024").mkdir(parents=True)
    (output / "assets").mkdir()
    check_output(output, tmp_path / "site", [])
    (output / "briefs" / "2024" / "letter.txt").write_text("x")
    assert "did not write" in refused(output, tmp_path / "site")


@pytest.mark.parametrize("path", ["site", ".", "site/content", "site/content/public", "site/static/deep/public"])
def test_a_folder_with_sources_is_refused(tmp_path: Path, path: str) -> None:
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    assert "sources" in refused(tmp_path / path, site) or "source folder" in refused(tmp_path / path, site)


def test_a_link_a_file_home_and_root_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("HOME", str(tmp_path / "real"))
    assert "symbolic link" in refused(tmp_path / "link", site)
    assert "is a file" in refused(tmp_path / "file", site)
    assert "home or root" in refused(tmp_path / "real", site)
    assert "sources" in refused(Path("/"), site)


OURS = frozenset({"a/index.html", "b", "c/d/one.html"})


@pytest.mark.parametrize("path", ["a/index.html", "new/page.html", "b", "b/inside.html", "c/d", "empty"])
def test_what_is_ours_or_free_can_be_planned(tmp_path: Path, path: str) -> None:
    output = folder(tmp_path, *OURS)
    (output / "empty").mkdir()
    check_foreign(output, [path], OURS)


@pytest.mark.parametrize(
    ("stranger", "planned"),
    [
        ("letter.txt", "letter.txt"),
        ("letter.txt", "letter.txt/index.html"),
        ("c/d/of-somebody.txt", "c/d"),
        ("a/index.html/of-somebody.txt", "a/index.html"),
    ],
)
def test_what_somebody_else_wrote_is_named_and_not_touched(tmp_path: Path, stranger: str, planned: str) -> None:
    output = folder(tmp_path, stranger)
    with pytest.raises(Refusal, match=f"^{stranger} in the output folder was not written by kei-site"):
        check_foreign(output, [planned], OURS)


def test_a_link_in_the_place_of_a_folder_is_a_stranger(tmp_path: Path) -> None:
    output = folder(tmp_path)
    (output / "a").symlink_to(tmp_path)
    with pytest.raises(Refusal, match=r"^a in the output folder"):
        check_foreign(output, ["a/index.html"], OURS)


def test_each_folder_is_looked_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = folder(tmp_path, "there/a.html")
    looked: list[str] = []
    monkeypatch.setattr(os.path, "lexists", lambda place: looked.append(str(place)) or Path(place).exists())
    check_foreign(output, [f"{name}/x/{n}.html" for name in ("there", "new") for n in range(3)], frozenset())
    assert sorted(path for path in looked if not path.endswith(".html")) == sorted(
        f"{output}/{path}" for path in ("there", "there/x", "new", "new/x")
    )


@pytest.mark.parametrize("is_there", [True, False])
def test_where_nothing_is_no_stranger_is_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    output = tmp_path / "public"
    if is_there:
        output.mkdir()
    monkeypatch.setattr(os.path, "lexists", lambda place: pytest.fail(f"{place} was looked for"))
    check_foreign(output, ["a/index.html"], frozenset())
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").touch()
    with pytest.raises(pytest.fail.Exception, match="was looked for"):
        check_foreign(tmp_path / "other", ["a/index.html"], frozenset())


@pytest.mark.parametrize("inside", ["", "cache", "a/b", "../link/cache"])
def test_a_cache_in_the_output_folder_would_be_published(tmp_path: Path, inside: str) -> None:
    output = tmp_path / "public"
    output.mkdir()
    (tmp_path / "link").symlink_to(output)
    with pytest.raises(Refusal, match="--cache"):
        check_cache(output / inside, output)


def test_a_cache_beside_the_output_folder_is_usual(tmp_path: Path) -> None:
    check_cache(tmp_path / ".kei-site", tmp_path / "public")
    check_cache(tmp_path / "public-cache", tmp_path / "public")

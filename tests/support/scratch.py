"""A small site in a temporary folder: write, edit, rename, remove, build."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

from kei_site.build.pipeline import build
from kei_site.build.report import BuildReport, BuildRequest

NOW = 1_735_689_600  # 2025-01-01T00:00:00Z

CONFIG = """\
title: Test Institute
url: https://example.org
description: Briefs for tests.
language: en
timezone: UTC
organization:
  name: Test Institute
  id: desk
"""

AUTHOR = "---\nname: The Desk\nkind: organization\n---\n\nThe desk.\n"


def brief(title: str = "A brief", *, body: str = "Some words.\n", date: str = "2024-07-21", **keys: str) -> str:
    """Return the text of a brief; further keys are written as they are given."""
    lines = [f"title: {title}", f"date: {date}"]
    if "authors" not in keys:
        lines.append("authors: [desk]")
    lines += [f"{key}: {value}" for key, value in keys.items()]
    return "---\n" + "\n".join(lines) + "\n---\n\n" + body


class ScratchSite:
    """One site, its output and its cache."""

    def __init__(self, folder: Path, *, now: int = NOW) -> None:
        """Write the least that a site needs into `folder`."""
        self.root = folder
        self.site = folder / "site"
        self.now = now
        self.write("content/site.yaml", CONFIG)
        self.write("content/authors/desk.md", AUTHOR)

    @property
    def output(self) -> Path:
        """The published folder."""
        return self.site / "public"

    @property
    def cache(self) -> Path:
        """What builds remember."""
        return self.site / ".kei-site"

    def write(self, path: str, data: str | bytes) -> Path:
        """Write a source file."""
        target = self.site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)
        return target

    def read(self, path: str) -> str:
        """Return the text of a source file."""
        return (self.site / path).read_text(encoding="utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace words in a source file, which must be there."""
        text = self.read(path)
        assert old in text, f"{old!r} is not in {path}"
        self.write(path, text.replace(old, new))

    def rename(self, path: str, to: str) -> None:
        """Rename a source file."""
        (self.site / to).parent.mkdir(parents=True, exist_ok=True)
        os.rename(self.site / path, self.site / to)

    def remove(self, path: str) -> None:
        """Delete a source file or folder."""
        target = self.site / path
        shutil.rmtree(target) if target.is_dir() else target.unlink()

    def request(self, **options: object) -> BuildRequest:
        """Return the request of a build here; in one process and without search unless asked."""
        asked = BuildRequest(
            site=self.site, output=self.output, cache=self.cache, jobs=1, search=False, instant=self.now
        )
        return replace(asked, **options)  # type: ignore[arg-type]

    def build(self, **options: object) -> BuildReport:
        """Build the site."""
        return build(self.request(**options))

    def published(self, path: str) -> str:
        """Return the text of a published file."""
        return (self.output / path).read_text(encoding="utf-8")

    def clean_tree(self, **options: object) -> dict[str, bytes]:
        """Return what a clean build of the same sources writes, by path."""
        elsewhere = self.root / "clean"
        shutil.rmtree(elsewhere, ignore_errors=True)
        report = build(self.request(output=elsewhere / "public", cache=elsewhere / "cache", **options))
        assert not report.failed, report.diagnostics
        return tree(elsewhere / "public")


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes, and every folder with none."""
    return {
        path.relative_to(folder).as_posix() + ("/" if path.is_dir() else ""): b""
        if path.is_dir()
        else path.read_bytes()
        for path in sorted(folder.rglob("*"))
    }

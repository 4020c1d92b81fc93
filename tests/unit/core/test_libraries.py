"""The versions of libraries are those that Python's own reader of them gives."""

from importlib import metadata

from packaging.version import Version

from kei_site.build.code_digest import LIBRARIES
from kei_site.core.libraries import version_of


def test_every_library_has_the_version_that_python_names() -> None:
    there = {name: Version(version) for name in LIBRARIES if (version := _named_by_python(name))}
    assert {"jinja2", "markdown-it-py", "pillow"} <= there.keys()
    assert {name: Version(version_of(name)) for name in LIBRARIES if version_of(name)} == there


def _named_by_python(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def test_what_is_not_installed_has_no_version() -> None:
    assert version_of("no-such-library") == ""

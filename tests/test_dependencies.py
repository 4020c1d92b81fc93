"""The lists of versions in `.ci/` fit the dependencies in pyproject.toml."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
NEEDED = (*PROJECT["dependencies"], *EXTRAS["pdf"], *EXTRAS["publish"])
TESTED = (*NEEDED, *EXTRAS["test"], *EXTRAS["browser"])
_REQUIREMENT = re.compile(r"([\w-]+)(?:\[\w+\])?(>=|==)([\d.]+)(?:,<([\d.]+))?")
_PIN = re.compile(r"^([\w-]+)(?:\[\w+\])?==([\w.]+)", re.MULTILINE)
PRIVATE = ("markdown-it-py", "mdit-py-plugins", "pagefind", "typst")
"""Libraries of which we use private parts, or whose bytes we publish."""


def numbers(version: str) -> tuple[int, ...]:
    """Return a version as numbers, without zeros at its end."""
    return tuple(int(part) for part in re.sub(r"(\.0)+$", "", version).split("."))


def bounds(requirements: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the lowest version and the first that is too high, or nothing, by name."""
    found = [_REQUIREMENT.fullmatch(words) for words in requirements if not words.startswith("kei-site[")]
    return {match[1].lower(): (match[3], match[4] or "") for match in found if match}


def pins(name: str) -> dict[str, str]:
    """Return the versions in a list of `.ci/`, by name."""
    return dict(_PIN.findall((ROOT / ".ci" / name).read_text(encoding="utf-8")))


def test_every_dependency_has_bounds() -> None:
    assert len(bounds(TESTED)) == len([words for words in TESTED if not words.startswith("kei-site[")])


def test_the_lowest_versions_are_those_that_are_allowed() -> None:
    wanted = {name: numbers(low) for name, (low, _) in bounds(NEEDED).items()}
    found = {name: numbers(version) for name, version in pins("lowest.txt").items() if name in wanted}
    assert found == wanted, "run .ci/pins"


def test_the_lock_holds_every_dependency_within_its_bounds() -> None:
    locked = pins("lock.txt")
    for name, (low, high) in bounds(TESTED).items():
        assert numbers(low) <= numbers(locked[name]), f"{name}: run .ci/pins"
        assert not high or numbers(locked[name]) < numbers(high), f"{name}: run .ci/pins"


def test_every_file_of_the_lock_has_its_digest() -> None:
    text = (ROOT / ".ci/lock.txt").read_text(encoding="utf-8")
    entries = text.replace("\\\n", "").splitlines()
    assert all(" --hash=sha256:" in entry for entry in entries)
    assert len(entries) == len(_PIN.findall(text))


@pytest.mark.parametrize("name", PRIVATE)
def test_a_library_whose_private_parts_are_used_is_pinned_to_its_minor_version(name: str) -> None:
    low, high = bounds(TESTED)[name]
    major, minor = numbers(low)[:2]
    assert numbers(high) == (major, minor + 1)

"""Pairs of a source and what it becomes, in a text file: `#####`, the source, `-----`, the result."""

from pathlib import Path

FOLDER = Path(__file__).parents[1] / "unit" / "importers" / "html"


def cases_of(name: str) -> dict[str, str]:
    """Return the results of a file by their sources."""
    cases = (FOLDER / name).read_text(encoding="utf-8").split("#####\n")[1:]
    pairs = (case.split("\n-----\n") for case in cases)
    return {source: result.removesuffix("\n") for source, result in pairs}

"""Diagnostics -> formats for other programs: JSON, SARIF, annotations of GitHub Actions. Commands, pure."""

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from kei_site import __version__
from kei_site.check.printing import plain, sentences
from kei_site.core.characters import shown
from kei_site.core.diagnostic_codes import CODES
from kei_site.core.diagnostics import Diagnostic, Severity

SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_json(found: Sequence[Diagnostic], site: Path) -> str:
    """Return the diagnostics and their counts as JSON; paths are relative to the site's folder."""
    errors = sum(diagnostic.severity is Severity.ERROR for diagnostic in found)
    report = {
        "errors": errors,
        "warnings": len(found) - errors,
        "diagnostics": [plain(diagnostic) for diagnostic in found],
    }
    return json.dumps(report, ensure_ascii=False, indent=1)


def as_sarif(found: Sequence[Diagnostic], site: Path) -> str:
    """Return a SARIF log (OASIS, version 2.1.0) with one run; addresses are relative to the site's folder."""
    codes = sorted({diagnostic.code for diagnostic in found})
    run = {
        "tool": {
            "driver": {"name": "kei-site", "version": __version__, "rules": [_sarif_rule(code) for code in codes]}
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SITE": {"description": {"text": "the site's folder"}}},
        "results": [_sarif_result(diagnostic, codes.index(diagnostic.code)) for diagnostic in found],
    }
    log = {"$schema": SARIF, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1)


def _sarif_rule(code: str) -> dict[str, object]:
    rule = CODES[code]
    return {
        "id": code,
        "shortDescription": {"text": rule.meaning},
        "help": {"text": rule.fix},
        "defaultConfiguration": {"level": rule.severity},
    }


def _sarif_result(diagnostic: Diagnostic, rule: int) -> dict[str, object]:
    place = {
        "artifactLocation": {"uri": quote(diagnostic.place.path), "uriBaseId": "SITE"},
        "region": {"startLine": diagnostic.place.line, "startColumn": diagnostic.place.column},
    }
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": rule,
        "level": str(diagnostic.severity),
        "message": {"text": "\n".join(sentences(diagnostic))},
        "locations": [{"physicalLocation": place}],
    }


def as_annotations(found: Sequence[Diagnostic], site: Path) -> str:
    """Return "Workflow commands for GitHub Actions" (GitHub's documentation), each on a line.

    Paths are relative to the folder in which the command runs, which in a workflow is the repository.
    """
    return "\n".join(_annotation(diagnostic, _relative(site / diagnostic.place.path)) for diagnostic in found)


def _relative(path: Path) -> str:
    """Return a path as it stands below the present folder; line ends in it are escaped later, others shown."""
    return "\n".join(map(shown, os.path.relpath(path).split("\n")))


def _annotation(diagnostic: Diagnostic, path: str) -> str:
    properties = {
        "file": path.replace(os.sep, "/"),
        "line": str(diagnostic.place.line),
        "col": str(diagnostic.place.column),
        "title": diagnostic.code,
    }
    words = ",".join(f"{key}={_escaped(value, _IN_DATA + ':,')}" for key, value in properties.items())
    message = _escaped("\n".join(sentences(diagnostic)), _IN_DATA)
    return f"::{diagnostic.severity} {words}::{message}"


_IN_DATA = "%\r\n"
"""Characters that are escaped in a message."""


def _escaped(text: str, characters: Iterable[str]) -> str:
    # The per cent sign is first, since the codes of the others begin with it.
    for character in characters:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


FORMATS: Mapping[str, Callable[[Sequence[Diagnostic], Path], str]] = {
    "json": as_json,
    "sarif": as_sarif,
    "github": as_annotations,
}
"""The formats by the value of `--format`."""

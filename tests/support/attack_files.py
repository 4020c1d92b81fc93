"""The vectors of `tests/attacks` in the files that no brief is: words, figures, tags, frozen versions, settings.

One site holds them all: each vector has a shared figure, a tag and a frozen version of a brief, and a word of the
interface; settings that are shown have one each.
"""

import json
from itertools import cycle
from pathlib import Path

from kei_site.render.i18n.catalogues import catalogue
from tests.support.attack_site import VECTORS
from tests.support.scratch import ScratchSite, brief

_CODES = "FIG02 FIG04 HTM01 HTM02 LNK01 LNK02 LNK04 LNK06 IMG01 IMG09 SHC01 SHC02 SHC04 MTH01 MD07 TXT01 VER01".split()


def attack_files(folder: Path, every: int = 1) -> ScratchSite:
    """Write the site, with one of every so many vectors."""
    site = ScratchSite(folder)
    lines = {
        name: line for name, vector in [*VECTORS.items()][::every] if (line := " ".join(vector.split())).isprintable()
    }
    site.write("content/site.yaml", _settings(lines))
    tags = (f"tag {name}: {{description: {_q(line)}}}\n" for name, line in lines.items())
    site.write("content/tags.yaml", "".join(tags))
    site.write("content/words/en.yaml", _words(lines))
    site.write("content/figures/data.csv", "name,n\na,1\nb,2\n")
    for name, line in lines.items():
        quoted = _q(line)
        shown = "".join(f"{key}: {quoted}\n" for key in ("title", "subtitle", "source", "notes", "alt"))
        site.write(f"content/figures/{name}.yaml", f"kind: chart\ndata: data.csv\ntype: bar\n{shown}")
        text = f"::: chart figure:{name}\n:::\n"
        now = brief(f"B {name}", tags=f"[tag {name}]", versions="true", body=text)
        then = brief(quoted, summary=quoted, body=f"Words.\n\n{VECTORS[name]}\n")
        site.write(f"content/briefs/2024/{name}.md", now)
        site.write(f"content/versions/2024/{name}/v1.md", then)
    return site


def _q(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _words(lines: dict[str, str]) -> str:
    """Return a vector for each word of the interface that has no place holder."""
    texts = {key: text for key, text in catalogue("en").items() if "{" not in text}
    return "".join(f"{key}: {_q(line)}\n" for key, line in zip(texts, cycle(lines.values()), strict=False))


def _settings(lines: dict[str, str]) -> str:
    """Return settings with a vector in each that pages show."""
    value = map(_q, cycle(lines.values()))
    lowered = ", ".join(f"{code}: warning" for code in _CODES)
    return (
        f"title: {next(value)}\ndescription: {next(value)}\nurl: https://example.org/\nlanguage: en\ntimezone: UTC\n"
        f"organization: {{name: {next(value)}}}\nmath: true\ndiagnostics: {{{lowered}}}\n"
        f"menu: [{{label: {next(value)}, url: /tags/}}]\n"
        f"theme:\n  footer:\n    address: {next(value)}\n    social: [{{name: {next(value)}, url: https://example.org/}}]\n"
    )

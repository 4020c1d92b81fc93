"""The vectors of `tests/attacks`, one a file -> sites that hold them in texts and fields, and what would run in a page.

A vector runs `kei_ran()`; no output may let it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import html5lib

from tests.support.scratch import CONFIG, ScratchSite, brief

VECTORS = {
    path.stem: path.read_text(encoding="utf-8").removesuffix("\n")
    for path in sorted((Path(__file__).parents[1] / "attacks").glob("*.txt"))
}
RAN = "kei_ran"
FIELDS = ("title", "summary", "series", "license", "funding", "disclosure", "number")
_LOWERED = "HTM01 HTM02 LNK01 LNK02 LNK03 LNK04 LNK06 IMG01 IMG09 SHC01 SHC02 SHC04 MTH01 MD07 TXT01".split()
_ADDRESSES = frozenset(
    ("action", "background", "cite", "content", "data", "formaction", "href", "poster", "src", "xlink:href")
)
_RUNS = re.compile(r"\s*(?:[a-z]+;|\d+;\s*url=)?\s*(?:javascript|vbscript|data:text|view-source)", re.IGNORECASE)
_ACTIVE = frozenset(("applet", "base", "embed", "frame", "object", "animate", "set", "foreignobject"))


def attack_site(folder: Path) -> ScratchSite:
    """Write a brief for each vector and place: its text, and each of the FIELDS."""
    site = ScratchSite(folder)
    lowered = ", ".join(f"{code}: warning" for code in _LOWERED)
    site.write("content/site.yaml", f"{CONFIG}diagnostics: {{{lowered}}}\nmath: true\n")
    for name, vector in VECTORS.items():
        site.write(f"content/briefs/2024/{name}-text.md", brief(f"A text {name}", body=f"Words.\n\n{vector}\n"))
        block = "|-\n" + "".join(f"  {line}\n" for line in vector.splitlines())
        for field in FIELDS:
            title = block.rstrip() if field == "title" else f"A field {name} {field}"
            more = {} if field == "title" else {field: block.rstrip()}
            site.write(f"content/briefs/2024/{name}-{field}.md", brief(title, **more))
        site.write(
            f"content/briefs/2024/{name}-lists.md",
            brief(f"Lists {name}", tags=f"\n  - {block}".rstrip().replace("\n  ", "\n    "), body="Words.\n"),
        )
    return site


def runs(html: str) -> Iterator[str]:
    """Yield what would run in a document, as a browser parses it."""
    for element in html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False).iter():
        name = str(element.tag).rpartition("}")[2].lower()
        if name in _ACTIVE:
            yield f"<{name}>"
        if name in ("script", "style") and RAN in (element.text or "") and element.get("type") != "application/ld+json":
            yield f"<{name}> with {element.text}"
        for written, value in element.attrib.items():
            key = str(written).rpartition("}")[2].lower()
            is_address = key in _ADDRESSES and (key != "content" or element.get("http-equiv"))
            if key.startswith("on") or key in ("srcdoc", "style") or (is_address and _RUNS.match(value)):
                yield f"<{name} {key}={value!r}>"

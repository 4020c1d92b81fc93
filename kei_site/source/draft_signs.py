"""Keys and file names by which other programs hold a text back -> diagnostics (FM19). Source, pure."""

import unicodedata
from collections.abc import Iterator, Mapping

from kei_site.schema.fields import Problems, is_empty
from kei_site.schema.nodes import Mapping as MappingNode
from kei_site.schema.nodes import Node, Scalar

DECIDING = ("draft", "embargo")
"""The keys of a brief that hold it back."""
_YES = frozenset({"true", "yes", "on", "1"})
_NO = frozenset({"false", "no", "off", "0"})
_OUT = frozenset({"published", "publish", "public", "visible", "live", "final", "done", "발행", "공개", "公開"})
_HARMLESS: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("published", "publish", "public", "ispublished", "공개"), _YES),
    **dict.fromkeys(("draft", "isdraft", "private", "hidden", "unlisted", "unpublished", "wip", "초안", "비공개"), _NO),
    **dict.fromkeys(("status", "state", "poststatus", "workflow", "visibility", "상태"), _OUT),
    **dict.fromkeys(("publishdate", "publishedat", "publishat", "publishon", "pubdate", "releasedate"), frozenset()),
    **dict.fromkeys(("expirydate", "expires", "unpublishdate", "embargo", "embargodate", "embargountil"), frozenset()),
}
"""Keys of other programs, without case, hyphens and full-width letters -> the values that hold nothing back."""
_FOLDERS = frozenset({"draft", "drafts", "초안"})


def report_draft_signs(mapping: MappingNode, problems: Problems, *, deciding: tuple[str, ...] = DECIDING) -> bool:
    """Report the signs of a draft in front matter and in the path of its file; return whether there are any.

    `deciding` are the keys that the kind of text has; one of them with a value makes other signs harmless.
    """
    empty = [key for key in deciding if key in mapping.entries and is_empty(mapping.entries[key])]
    for name in empty:
        problems.add("FM19", mapping.keys[name], f"`{name}:` without a value", fix="write a value, or delete the line")
    if any(key in mapping.entries and key not in empty for key in deciding):
        return bool(empty)
    foreign = list(_foreign_keys(mapping, deciding))
    decision = "write `draft: true` or `draft: false`" if deciding else "move the file elsewhere until it is ready"
    for key in foreign:
        found = f"{key.text}: {_shown(mapping.entries[key.text])}"
        problems.replace_unknown("FM19", key, "a key of another program that may hide the text", found, decision)
    part = _sign_in(problems.path)
    if part:
        problems.add("FM19", mapping, "a file name that may mean a draft", found=part, fix=decision)
    return bool(empty or foreign or part)


def _foreign_keys(mapping: MappingNode, deciding: tuple[str, ...]) -> Iterator[Scalar]:
    for key, node in mapping.entries.items():
        harmless = None if key in deciding or is_empty(node) else _HARMLESS.get(_plain(key))
        if harmless is not None and (type(node) is not Scalar or _plain(node.text) not in harmless):
            yield mapping.keys[key]


def _plain(word: str) -> str:
    folded = unicodedata.normalize("NFKC", word).casefold()
    return "".join(char for char in folded if char.isalnum())


def _shown(node: Node) -> str:
    return node.text if type(node) is Scalar else "…"


def _sign_in(path: str) -> str:
    """Return the part of a path below `content/briefs/` or `content/pages/` that is a sign of a draft, or nothing."""
    *folders, name = unicodedata.normalize("NFC", path).split("/")[2:]
    signs = [part for part in folders if part.startswith("_") or part.casefold() in _FOLDERS]
    return next(iter(signs), name if name.startswith("_") else "")

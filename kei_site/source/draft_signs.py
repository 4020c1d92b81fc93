"""Keys and file names by which other programs hold a text back -> diagnostics (FM19). Source, pure."""

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from kei_site.core.patterns import pattern_of
from kei_site.schema.fields import Problems, is_empty
from kei_site.schema.nodes import Mapping as MappingNode
from kei_site.schema.nodes import Node, Scalar

DECIDING = ("draft", "embargo")
"""The keys of a brief that hold it back."""
_YES = frozenset({"true", "yes", "on", "1"})
_NO = frozenset({"false", "no", "off", "0", "none", "never"})
_OUT = frozenset({"published", "publish", "public", "visible", "live", "final", "done", "open", "발행", "공개", "公開"})
_NEVER: frozenset[str] = frozenset()


def _words(text: str, harmless: frozenset[str]) -> Mapping[str, frozenset[str]]:
    return dict.fromkeys(text.split(), harmless)


_HARMLESS: Mapping[str, frozenset[str]] = {
    **_words(
        "published publish public ispublished listed ready approved reviewed final live enabled active visible", _YES
    ),
    **_words("공개 발행 publishable render", _YES),
    **_words("draft isdraft private isprivate hidden ishidden", _NO),
    **_words("unlisted unpublished wip archived deleted disabled", _NO),
    **_words(
        "secret protected confidential internal restricted sensitive hold onhold inreview exclude excluded skip", _NO
    ),
    **_words("donotpublish nopublish notready todo trashed ignored 초안 비공개", _NO),
    **_words("status state poststatus workflow visibility access audience stage 상태", _OUT),
    **_words(
        "publishdate publishedat publishat publishon pubdate releasedate releaseat datepublished datepublish", _NEVER
    ),
    **_words(
        "publicationdate publisheddate publishtime schedule scheduled scheduledat scheduledfor goliveat golive", _NEVER
    ),
    **_words("liveat liveon availablefrom visiblefrom notbefore validfrom showfrom", _NEVER),
    **_words("expirydate expires unpublishdate embargo embargodate embargountil holduntil hideuntil", _NEVER),
    **_words("엠바고 보도유예 공개일 발행일", _NEVER),
    **_words("草稿 下書き 非公開", _NO),
    **_words("password passwd passphrase 비밀번호", _NEVER),
}
"""Keys of other programs, without case, hyphens and full-width letters -> the values that hold nothing back."""
_FOLDERS = frozenset(
    "draft drafts wip workinprogress inprogress unpublished unfinished notready private hidden internal confidential "
    "embargo embargoed scheduled pending queue inbox incoming toreview "
    "inreview todo trash 초안 임시 비공개 미공개 작업중 "
    "草稿 下書き".split()
)
_SIGNS = frozenset("draft drafts wip unpublished unfinished todo 초안 草稿 下書き".split())
"""Words that begin or end a file name when they are no part of the title."""
_MARKS = _SIGNS | {"private", "hidden", "embargo", "embargoed", "review", "tmp"}
"""Words that stand between points in a file name: `x.draft.md`."""
_TITLE = pattern_of(
    r"\s*(?:[\[(\u3010\u3014\uff08\uff3b]\s*(?:draft|wip|embargo(?:ed)?|초안|임시|엠바고|비공개|미공개|草稿|下書き|非公開)\b"
    r"[^\])\u3011\u3015\uff09\uff3d]{0,30}[\])\u3011\u3015\uff09\uff3d]|(?-i:DRAFT|WIP|EMBARGOED)\s*[:\uff1a\u2013\u2014-])",
    re.IGNORECASE,
)
"""What writers put before the title of a text that is not ready, such as `[초안]`."""
_BEFORE_NOUNS = frozenset("a an the this that of on to new first second final".split())
"""Words that make of `draft` behind them what a text is about: `what-is-in-the-draft.md`."""
_DATE = pattern_of(r"^\d{4}-\d\d-\d\d[-_ ]")


def report_draft_signs(mapping: MappingNode, problems: Problems, *, deciding: tuple[str, ...] = DECIDING) -> bool:
    """Report the signs of a draft in front matter and in the path of its file; return whether there are any.

    `deciding` are the keys that the kind of text has; one of them with a value makes other signs harmless.
    """
    decision = "write `draft: true` or `draft: false`" if deciding else "move the file elsewhere until it is ready"
    empty = [key for key in deciding if key in mapping.entries and is_empty(mapping.entries[key])]
    for name in empty:
        problems.add("FM19", mapping.keys[name], f"`{name}:` without a value", fix="write a value, or delete the line")
    misspelt = [(mapping.keys[key], meant) for key in mapping.entries if (meant := _meant(key, deciding))]
    for key, meant in misspelt:
        fix = f"write `{meant}:`" if deciding else decision
        problems.replace_unknown("FM19", key, f"a key that may be meant as `{meant}`", key.text, fix)
    if any(key in mapping.entries and key not in empty for key in deciding):
        return bool(empty or misspelt)
    foreign = list(_foreign_keys(mapping, deciding))
    for key in foreign:
        found = f"{key.text}: {_shown(mapping.entries[key.text])}"
        problems.replace_unknown("FM19", key, "a key of another program that may hide the text", found, decision)
    part = _sign_in(problems.path, _title(mapping))
    if part:
        problems.add("FM19", mapping, "a file name that may mean a draft", found=part, fix=decision)
    mark = _TITLE.match(_title(mapping))
    if mark:
        problems.add("FM19", mapping.entries["title"], "a title that may mean a draft", found=mark[0], fix=decision)
    return bool(empty or misspelt or foreign or part or mark)


def _meant(key: str, deciding: tuple[str, ...]) -> str:
    """Return the key that holds a text back and that an unknown key is a misspelling of, or nothing."""
    return "" if key in deciding or _plain(key) in _HARMLESS else holding_key(key)


@functools.lru_cache(maxsize=256)
def holding_key(key: str) -> str:
    """Return the key that holds a text back and that a key is, or is a misspelling of; else an empty string."""
    return next(iter(get_close_matches(_plain(key), DECIDING, n=1, cutoff=0.75)), "")


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


def _title(mapping: MappingNode) -> str:
    node = mapping.entries.get("title")
    return node.text if type(node) is Scalar else ""


def _sign_in(path: str, title: str) -> str:
    """Return the part of a path below `content/briefs/` or `content/pages/` that is a sign of a draft, or nothing."""
    *folders, name = unicodedata.normalize("NFC", path).split("/")[2:]
    signs = [part for part in folders if part.startswith("_") or _plain(part) in _FOLDERS]
    own = folders[-1] if name == "index.md" and folders else name.removesuffix(".md")
    return next(iter(signs), name if name.startswith("_") or _is_marked(own, title) else "")


def _is_marked(name: str, title: str) -> bool:
    """Tell whether a name has a mark of drafts: between points, or as a word at an end that the title has not."""
    stem = _DATE.sub("", name.casefold())
    if any(_plain(part) in _MARKS for part in stem.split(".")[1:]):
        return True
    words = [word for word in re.split(r"[\W_]+", stem) if word and not word.isdecimal()]
    is_object = len(words) > 1 and words[-2] in _BEFORE_NOUNS
    ends = {*words[:1], *([] if is_object else words[-1:])} & _SIGNS
    return bool(ends - set(re.split(r"[\W_]+", title.casefold())))

"""Two versions of a text -> what was changed between them, by paragraphs and words. Render, pure.

Words that were taken out stand in `del`, new ones in `ins`; each begins with words for those who do not see the marks.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from html import unescape

from markupsafe import Markup, escape

from kei_site.core.patterns import pattern_of
from kei_site.core.value import value
from kei_site.model.views.versions import VersionView
from kei_site.render.i18n.locale import Locale

_BLOCK = pattern_of(
    r"</?(?:p|h[1-6]|li|ul|ol|dl|dt|dd|tr|caption|figcaption|blockquote|pre|div|section|figure|table)\b[^>]*>|<br ?/?>"
)
_UNSEEN = pattern_of(
    r'<sup class="fnref".*?</sup>|<a [^>]*class="backref"[^>]*>.*?</a>|<svg.*?</svg>|<summary.*?</summary>'
    r'|<p class="(?:links|download)".*?</p>',
    re.DOTALL,
)
"""Marks, drawings, and what leads on to other places, which earlier versions have not."""
_CELL = pattern_of(r"</t[dh]>\s*<t[dh][^>]*>")
_TAG = pattern_of(r"<[^>]*>")
_WORD = pattern_of(r"\s*\S+")
_ALIKE = 0.4
"""From this likeness on, two paragraphs are versions of each other: their words are compared."""
_NEAR = 8
"""How many new paragraphs an old one is compared with: all with all takes time by the square."""
_MOST_WORDS = 1_500
"""Longer paragraphs are not compared word by word, for the same reason."""


@value
class _Words:
    """What stands before changed words for those who do not see the marks."""

    removed: str
    added: str


def difference(view: VersionView, old: str, new: str, locale: Locale) -> Markup:
    """Return the paragraphs that the next version of a brief changed; empty if all words stayed.

    `old` and `new` are the texts as HTML.
    """
    if view.changes is None:
        return Markup("")
    then, now = view.front.title, view.changes.title
    before = [*([] if then == now else [then]), *paragraphs(old)]
    after = [*([] if then == now else [now]), *paragraphs(new)]
    words = _Words(removed=locale.text("version.removed"), added=locale.text("version.added"))
    lines: list[str] = []
    for kind, from_, to, start, end in SequenceMatcher(None, before, after).get_opcodes() if before != after else ():
        if kind == "equal":
            lines.append(f'<p class="same">{escape(locale.counted("paragraphs", to - from_))}</p>')
        else:
            lines += (f"<p>{line}</p>" for line in _changed(before[from_:to], after[start:end], words))
    return Markup("\n".join(lines))  # noqa: S704


def paragraphs(html: str) -> list[str]:
    """Return the words of each paragraph, heading, item and row of a text."""
    seen = _CELL.sub(" | ", _UNSEEN.sub("", html))
    parts = (" ".join(unescape(_TAG.sub("", part)).split()) for part in _BLOCK.split(seen))
    return [part for part in parts if part]


def _changed(old: Sequence[str], new: Sequence[str], words: _Words) -> Iterator[str]:
    """Yield changed paragraphs in order; of two that are alike, the words that differ."""
    done = 0
    for paragraph in old:
        near = range(done, min(done + _NEAR, len(new)))
        at = next((at for at in near if _are_alike(paragraph, new[at])), -1)
        if at < 0:
            yield _marked("del", words.removed, paragraph)
            continue
        yield from (_marked("ins", words.added, added) for added in new[done:at])
        yield _by_words(paragraph, new[at], words)
        done = at + 1
    yield from (_marked("ins", words.added, added) for added in new[done:])


def _are_alike(old: str, new: str) -> bool:
    first, second = old.split(), new.split()
    if max(len(first), len(second)) > _MOST_WORDS:
        return False
    matcher = SequenceMatcher(None, first, second)
    return all(likeness() >= _ALIKE for likeness in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio))


def _by_words(old: str, new: str, words: _Words) -> str:
    """Return a paragraph with its changed words; a single word between two changes is taken for changed, too."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    same = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    ends = ((0, 0), (len(before) - 1, len(after) - 1))
    kept = [block for block in same if block.size > 1 or (block.a, block.b) in ends]
    parts: list[str] = []
    from_, start = 0, 0
    for block in (*kept, same[-1]):
        removed, added = "".join(before[from_ : block.a]), "".join(after[start : block.b])
        parts += [_marked("del", words.removed, removed)] if removed else []
        parts += [_marked("ins", words.added, added)] if added else []
        from_, start = block.a + block.size, block.b + block.size
        parts.append(escape("".join(before[block.a : from_])))
    return "".join(parts)


def _marked(tag: str, name: str, text: str) -> str:
    space = " " if text[0] == " " else ""
    return f'{space}<{tag}><span class="unseen">[{escape(name)}] </span>{escape(text.strip())}</{tag}>'

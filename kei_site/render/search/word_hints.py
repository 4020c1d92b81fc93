"""Text -> the same text with hints for the search index where a searched word may begin. Render, pure.

Pagefind finds a word by its beginning, and indexes the parts of a word with ASCII punctuation beside the whole. So a
hint, a punctuation mark, lets readers find a Korean noun without its particle, and both halves of words that a dash, a
middle dot or a change of script joins. `forms` lists the nouns that hints cannot part. The search page removes hints.
"""

import re
from collections.abc import Iterator
from unicodedata import normalize

HINT = "^"
"""The punctuation mark that is rarest in texts. Hints stand beside characters outside ASCII, and only there the search
page removes them: x^2 stays."""

_REFERENCE = re.compile(r"(&[^;\s]{1,32};)")
_MARKUP = re.compile(r"""(<(?:[^<>"']|"[^"]*"|'[^']*')*>|&[^;\s]{1,32};)""")
_REST_OF_TAG = re.compile(r"""(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_HANGUL = re.compile("[가-힣]+")
_KOREAN = re.compile("[\u1100-\u11ff가-힣]")
"""A letter of Korean, composed or not."""
_FIRST_BYTES = (b"\xe1", b"\xea", b"\xeb", b"\xec", b"\xed")
"""First bytes of such letters in UTF-8: quick to search."""
_JOINT = re.compile(
    r"(?<=\w)(?P<marks>[^\w\s\x00-\x7f\u2019\u02bc]+|\u2019(?=[가-힣]))(?=\w)"
    r"|(?<=[A-Za-z0-9])(?=[가-힣])"
    r"|(?<=[\u3400-\u9fff])(?=[\u3040-\u30ff])|(?<=[\u3040-\u309f])(?=[\u30a0-\u30ff\u3400-\u9fff])"
    r"|(?<=[\u30a1-\u30fa\u30fc])(?=[\u3040-\u309f\u3400-\u9fff])"
)
_CASES = """
은 는 이 가 을 를 의 에 에서 에게 에게서 께 께서 한테 으로 로 와 과 랑 이랑 도 만 까지 부터 마저 조차
밖에 보다 처럼 같이 마다 이나 나 이라도 라도 이란 란 이라 라 이라고 라고 이라는 라는 이라며 라며 이며 며
이고 고 이자 이다 다 인 일 이던 이었다 였다 에는 에도 에만 에의 에서는 에서도 에서의 에게는 에게도 으로는
로는 으로도 로도 으로의 로의 으로서 로서 으로써 로써 으로부터 로부터 와의 과의 와는 과는 와도 과도 까지의
까지는 까지도 부터는 부터의 만의 만이 만을 만은 보다는 보다도 들 들이 들은 들을 들의 들에 들에게 들과 들도
들로
"""
"""Particles of case, topic and number."""
_VERBS = """
하다 하는 하고 하며 하여 하지 하기 하게 하도록 하면 하자 하던 하려 하려는 한 한다 한다는 할 함 함께 해 해서
해야 했다 했고 했던 했으며 했지만 합니다 되다 되는 되고 되며 되어 되지 되기 되면 된 된다 될 됨 돼 됐다 됐고
됐던 되었다 되었고 됩니다 시키다 시키는 시킨 시켰다 시킬 적 적인 적으로 적이 적이고 적이다 입니다 이었던 였던
이지만 지만 이므로 므로
"""
"""Endings by which a noun becomes a verb or an adjective."""
_PARTICLES = frozenset((_CASES + _VERBS).split())
_LONGEST = max(map(len, _PARTICLES))
_AFTER_ONE = "은는이가을를의에로와과도만"
"""Particles after a word of one syllable. Others are as likely its second syllable: 북한."""


def stem_length(word: str) -> int:
    """Return the number of syllables of a Korean word before its particle; all, if it seems to have none."""
    cuts = range(max(1, len(word) - _LONGEST), len(word))
    return next((cut for cut in cuts if word[cut:] in _PARTICLES and (cut > 1 or word[1:] in _AFTER_ONE)), len(word))


def with_hints(text: str) -> str:
    """Return plain text with hints where a part of a word begins."""
    if text.isascii():
        return text
    joined = _JOINT.sub(_joint, normalize("NFC", text))
    return _HANGUL.sub(lambda found: _apart(found[0]), joined)


def html_with_hints(html: str) -> str:
    """Return HTML with hints in its texts, but not in tags and character references."""
    if html.isascii():
        return html
    first, *parts = html.split("<")
    foreign = [number for number, part in enumerate(parts) if not part.isascii()]
    for number in foreign:
        tag = _REST_OF_TAG.match(parts[number])
        if not tag:  # it begins in the middle of a value: <a title="1 < 2">
            return _parts_with_hints(_MARKUP, html)
        parts[number] = tag[0] + _parts_with_hints(_REFERENCE, parts[number][tag.end() :])
    return "<".join((_parts_with_hints(_REFERENCE, first), *parts))


def _parts_with_hints(kept: re.Pattern[str], text: str) -> str:
    pieces = kept.split(text)
    pieces[::2] = map(with_hints, pieces[::2])
    return "".join(pieces)


def has_korean(html: str) -> bool:
    """Return whether a text, or HTML without character references, may have Korean words."""
    if html.isascii():
        return False
    data = html.encode("utf-8", "surrogatepass")
    return any(first in data for first in _FIRST_BYTES) and bool(_KOREAN.search(html))


def forms(text: str) -> tuple[str, ...]:
    """Return possible nouns at the ends of Korean compounds of four syllables and more, and nouns of one syllable.

    북한핵협상을 gives 핵협상 and 협상, 핵을 gives 핵. Other endings do no harm: nobody searches for them.
    """
    words = dict.fromkeys(_HANGUL.findall(normalize("NFC", text)))
    return tuple(dict.fromkeys(form for word in words for form in _forms(word)))


def _forms(word: str) -> Iterator[str]:
    stem = word[: stem_length(word)]
    if len(stem) == 1 < len(word):
        yield stem
    yield from (stem[cut:] for cut in range(2, len(stem) - 1))


def _joint(found: re.Match[str]) -> str:
    marks = found["marks"]
    return f"{HINT}{marks}{HINT}" if marks else HINT


def _apart(word: str) -> str:
    length = stem_length(word)
    return word if length == len(word) else f"{word[:length]}{HINT}{word[length:]}"

"""Words of references -> HTML: titles in italics or quotation marks, sentences, ranges of pages. Render, pure.

Each function takes plain text unless its argument is called `html`.
"""

from collections.abc import Iterable

from kei_site.core.bibliography import PartialDate, Work
from kei_site.core.patterns import pattern_of
from kei_site.render.citations.quotes import curled, with_mark
from kei_site.render.escape import escaped

MONTHS = "January February March April May June July August September October November December".split()
MONTHS_SHORT = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()
WHOLE = ("book", "classic", "legislation", "map", "motion_picture", "pamphlet", "periodical", "report", "treaty")
"""Types whose titles stand in italics; those of others stand in quotation marks."""
_TAG = pattern_of(r"<[^>]*>")
_RANGE = pattern_of(r"(\d+)\s*(?:-{1,3}|\u2013|\u2014)\s*(\d+)")
_ROMAN = pattern_of(r"\b([ivxlcdm]+)\s*-{1,3}\s*([ivxlcdm]+)\b")
_HANGUL = pattern_of("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_KANA = pattern_of("[\u3040-\u30ff]")
_UPRIGHT = pattern_of("[\u0590-\u08ff\u1100-\u11ff\u3040-\u318f\u3400-\u9fff\uac00-\ud7af]")
"""Hebrew, Arabic, Hangul, kana and Chinese signs, which have no italics."""
_WITHOUT_ITALICS = ("ar", "ja", "ko", "zh")
"""Languages whose italics the style sheet sets upright."""
_FINAL = (".", "?", "!", "…")
_CLOSING = "”’\u2069"
"""Behind the last mark of a sentence: quotation marks, and the end of an isolate (see `i18n.direction`)."""


def italic(text: str, language: str = "") -> str:
    """Return a text in italics, with its language if it has letters that know none: pages show those upright.

    `language` is that of the work (BCP 47); without it, Hangul and kana tell theirs.
    """
    if text.isascii():
        return f"<i>{escaped(text)}</i>" if text else ""
    is_known = language.partition("-")[0] in _WITHOUT_ITALICS and _UPRIGHT.search(text)
    code = language if is_known else _language_of(text)
    return f'<i lang="{escaped(code)}">{escaped(text)}</i>' if code else f"<i>{escaped(text)}</i>"


def _language_of(text: str) -> str:
    return "ko" if _HANGUL.search(text) else "ja" if _KANA.search(text) else ""


def quoted(text: str, mark: str = "") -> str:
    """Return a title in quotation marks, with `mark` inside of them; a full stop gives way to `?` or `!`."""
    end = "" if mark == "." and has_end(text) else mark
    return f"“{escaped(with_mark(curled(text, is_quoted=True), end))}”"


def titled(work: Work, mark: str = "") -> str:
    """Return the title of a work as Chicago and MLA set it, with a `mark` after it (inside quotation marks)."""
    if work.type not in WHOLE:
        return quoted(work.title, mark)
    end = "" if mark == "." and has_end(work.title) else mark
    title = with_mark(work.title, end)
    inside, after = (title, "") if title.endswith(("”", "’")) else (work.title, end)
    return (escaped(inside) if work.is_cjk else italic(inside)) + after


def container(work: Work) -> str:
    """Return what a work appears in, in italics unless its letters know none."""
    return escaped(work.container) if work.is_cjk else italic(work.container)


def sentences(parts: Iterable[str]) -> str:
    """Return the HTML `parts` that are not empty as sentences, each with its full stop."""
    return " ".join(ended(part) for part in parts if part)


def ended(html: str) -> str:
    """Return `html` with a full stop, unless it ends with one, with `?` or with `!`."""
    if has_end(html):
        return html
    return next((f"{html.removesuffix(end)}.{end}" for end in ("”", "”</i>") if html.endswith(end)), f"{html}.")


def has_end(html: str) -> bool:
    """Tell whether a sentence ends where the words of `html` do."""
    return _TAG.sub("", html).rstrip(_CLOSING).endswith(_FINAL)


def joined(parts: Iterable[str], separator: str = ", ") -> str:
    """Return the parts that are not empty, with `separator` between them."""
    return separator.join(part for part in parts if part)


def with_comma_inside(html: str, rest: str) -> str:
    """Return HTML with `rest` behind a comma, which stands inside of a quotation mark that ends it."""
    if not (html and rest) or not html.endswith("”"):
        return joined([html, rest])
    return f"{html[:-1].rstrip(',')},” {rest}"


def page_range(pages: str, form: str) -> str:
    """Return pages with dashes; `form`: `chicago` or `mla` drop digits of the second number, others write all of it."""
    written = _RANGE.sub(lambda found: f"{found[1]}–{_second(found[1], _whole(found[1], found[2]), form)}", pages)
    return _ROMAN.sub(r"\1–\2", written)


def _whole(first: str, last: str) -> str:
    """Return the second number of a range with the digits that its editor left out: `35` after `431` is `435`."""
    is_short = len(last) < len(first) and last.rjust(len(first), "0") < first
    return first[: len(first) - len(last)] + last if is_short else last


def _second(first: str, last: str, form: str) -> str:
    if form not in ("chicago", "mla") or len(first) != len(last) or len(first) < 3:
        return last
    if form == "chicago" and int(first[-2:]) == 0:
        return last
    shared = next((at for at, (left, right) in enumerate(zip(first, last, strict=True)) if left != right), len(first))
    kept = 1 if form == "chicago" and int(first[-2:]) < 10 else 2
    return last[min(shared, len(last) - kept) :]


def ordinal(text: str) -> str:
    """Return an edition: `10` becomes `10th ed.`; words stay."""
    if not text.isdecimal():
        return text if not text or text.endswith("ed.") else f"{text} ed."
    tens, unit = divmod(int(text[-2:]), 10)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(unit, "th") if tens != 1 else "th"
    return f"{text}{ending} ed."


_LAST_MARKED = 499
"""Years up to this one name their era, as citeproc-js has it."""


def year_of(date: PartialDate, eras: tuple[str, str] = ("BC", "AD")) -> str:
    """Return the year of a date: `1988`, `79 AD`, `44 BC`; `eras` are the words before and after the year 1."""
    if date.year > _LAST_MARKED:
        return str(date.year)
    return f"{abs(date.year)} {eras[date.year > 0]}" if date.year else ""


def year_order(date: PartialDate, unknown: int = 0) -> str:
    """Return digits by which years are sorted as texts; a date without one stands at the year `unknown`."""
    return f"{(date.year or unknown) + 10_000:05}"


def american(date: PartialDate, *, with_year: bool = True) -> str:
    """Return `December 16, 2005`, `July 1945`, `1988`; without the year `December 16`."""
    month = " ".join(filter(None, (MONTHS[date.month - 1] if date.month else "", str(date.day or ""))))
    if not with_year:
        return month
    return f"{month}{',' if date.day else ''} {year_of(date)}".strip() if date.year else ""


def british(date: PartialDate) -> str:
    """Return `16 Dec. 2005`, `July 1945`, `1988`."""
    month = MONTHS_SHORT[date.month - 1] if date.month else ""
    return " ".join(filter(None, (str(date.day or ""), month, year_of(date))))

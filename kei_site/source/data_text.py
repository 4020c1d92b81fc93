"""The bytes of a data file -> its text: UTF-8, or what spreadsheets in Korea write if that is certain. Source, pure.

Excel in Korea saves "CSV" as CP949 and "Unicode text" as UTF-16 with a mark. Bytes name no encoding, and text in the
encodings of Western Europe, China and Japan may decode as CP949, too; it then has rare syllables or many Hanja.
"""

from kei_site.core.diagnostics import Place, diagnostic
from kei_site.core.limits import LIMITS
from kei_site.source.decode import Decoded, decode

_MOST_BYTES = LIMITS.text_file.most * 2 // 3
"""Two bytes of a syllable are three in UTF-8, of which a file has at most so many."""
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_FEWEST = 2
"""Syllables of a text that is certainly Korean."""
_COMMON = frozenset(
    "가각간갈감강같개거건것게겨결경계고골공과관광교구국권균그금기까나날남내너네녀년노누뉴는능니다단달닭답"
    "당대더덜데덴도독동돼되된될됩두드득든들디따때떻또라란람랑래랜러럽레려력련령로록론롬료루룩률르른를름리"
    "마만많말망메멕며면명모목몬몽무문물뮤미밀및바반받발방백법베벨변별병보복본봄부북분불브비사산상새생서석"
    "선설성세셈소속쇠수순슈스슬습시식신실십싱싶쌀아안않알액야약어억업없에엘여역연열영예오옥온와요용우운울"
    "움원월웨위유육율으은을음응의이인일임입있자작잔장재저적전절점정제젝조존종좋주준중증지직진질집짜찬참찾"
    "채책처천청체총추출충취측치칠카캐커케코콜콩크키타탄탈태택터테토톤통투튀트티파페편평포폴표프픈핀필하학"
    "한할함합항해했행헝헨현홍화확환황회획흐히"
)
"""The syllables of usual words in tables, of countries and provinces: a seventh of those in KS X 1001."""
_FOREIGN = (("\u3041", "\u318e"), ("\u4e00", "\u9fff"), ("\uf900", "\ufaff"))
"""Ranges of kana, single Korean letters and Hanja, which Chinese and Japanese texts become."""
FIX = "save it as “CSV UTF-8” in Excel, or let `kei-site check --fix` convert it"


def decode_data(data: bytes, path: str) -> Decoded:
    """Return the text of a data file; never raises. Diagnostics: ENC09, and those of `decode`."""
    text, name = _foreign_text(data)
    if not name:
        return decode(data, path)
    told = diagnostic("ENC09", Place(path=path), f"the file is not UTF-8, and was read as {name}", fix=FIX)
    decoded = decode(text.encode(), path)
    return Decoded(text=decoded.text, diagnostics=(told, *decoded.diagnostics))


def as_utf8(data: bytes) -> bytes | None:
    """Return a data file in another encoding as UTF-8 with the mark by which Excel knows it; None for any other."""
    text, name = _foreign_text(data)
    return text.encode("utf-8-sig") if name else None


def _foreign_text(data: bytes) -> tuple[str, str]:
    """Return the text of bytes that are certainly in another encoding, and its name; else two empty strings."""
    if len(data) > _MOST_BYTES:
        return "", ""
    if data.startswith(_MARKS):
        text = _decoded(data, "utf-16")
        return (text, "UTF-16") if text and "\0" not in text else ("", "")
    if not data.isascii() and not _decoded(data, "utf-8"):
        text = _decoded(data, "cp949")
        return (text, "CP949") if _is_korean(text) else ("", "")
    return "", ""


def _decoded(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return ""


def _is_korean(text: str) -> bool:
    """Tell whether a text that was read as CP949 is Korean."""
    syllables = [char for char in text if "가" <= char <= "힣"]
    foreign = sum(any(first <= char <= last for first, last in _FOREIGN) for char in text)
    common = sum(char in _COMMON for char in syllables)
    return len(syllables) >= _FEWEST and 4 * foreign <= len(syllables) and 5 * common >= 3 * len(syllables)

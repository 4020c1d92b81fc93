"""The provinces of Korea and the states of the USA: names, and tiles in a map of equal squares. Core, data."""

from collections.abc import Mapping
from unicodedata import normalize

from kei_site.core.value import value


@value
class Region:
    """A part of a country."""

    code: str
    """Two letters of a state of the USA, or three of a province."""
    name: str
    korean: str
    column: int
    row: int


def _regions(*rows: str) -> dict[str, Region]:
    """Return regions by code; a row is `CODE Name_of_it 이름 column row`."""
    parts = [row.split() for row in rows]
    return {
        code: Region(code=code, name=name.replace("_", " "), korean=korean, column=int(column), row=int(row))
        for code, name, korean, column, row in parts
    }


KOREA: Mapping[str, Region] = _regions(
    "ICN Incheon 인천 0 0",
    "SEL Seoul 서울 1 0",
    "GGI Gyeonggi 경기 2 0",
    "GWN Gangwon 강원 3 0",
    "CCN South_Chungcheong 충남 0 1",
    "SJG Sejong 세종 1 1",
    "CCB North_Chungcheong 충북 2 1",
    "GSB North_Gyeongsang 경북 3 1",
    "JLB North_Jeolla 전북 0 2",
    "DJN Daejeon 대전 1 2",
    "DGU Daegu 대구 2 2",
    "USN Ulsan 울산 3 2",
    "JLN South_Jeolla 전남 0 3",
    "GJU Gwangju 광주 1 3",
    "GSN South_Gyeongsang 경남 2 3",
    "BSN Busan 부산 3 3",
    "JJU Jeju 제주 0 4",
)
USA: Mapping[str, Region] = _regions(
    "AK Alaska 알래스카 0 0",
    "ME Maine 메인 10 0",
    "VT Vermont 버몬트 9 1",
    "NH New_Hampshire 뉴햄프셔 10 1",
    "WA Washington 워싱턴 0 2",
    "ID Idaho 아이다호 1 2",
    "MT Montana 몬태나 2 2",
    "ND North_Dakota 노스다코타 3 2",
    "MN Minnesota 미네소타 4 2",
    "IL Illinois 일리노이 5 2",
    "WI Wisconsin 위스콘신 6 2",
    "MI Michigan 미시간 7 2",
    "NY New_York 뉴욕 8 2",
    "RI Rhode_Island 로드아일랜드 9 2",
    "MA Massachusetts 매사추세츠 10 2",
    "OR Oregon 오리건 0 3",
    "NV Nevada 네바다 1 3",
    "WY Wyoming 와이오밍 2 3",
    "SD South_Dakota 사우스다코타 3 3",
    "IA Iowa 아이오와 4 3",
    "IN Indiana 인디애나 5 3",
    "OH Ohio 오하이오 6 3",
    "PA Pennsylvania 펜실베이니아 7 3",
    "NJ New_Jersey 뉴저지 8 3",
    "CT Connecticut 코네티컷 9 3",
    "CA California 캘리포니아 0 4",
    "UT Utah 유타 1 4",
    "CO Colorado 콜로라도 2 4",
    "NE Nebraska 네브래스카 3 4",
    "MO Missouri 미주리 4 4",
    "KY Kentucky 켄터키 5 4",
    "WV West_Virginia 웨스트버지니아 6 4",
    "VA Virginia 버지니아 7 4",
    "MD Maryland 메릴랜드 8 4",
    "DE Delaware 델라웨어 9 4",
    "AZ Arizona 애리조나 1 5",
    "NM New_Mexico 뉴멕시코 2 5",
    "KS Kansas 캔자스 3 5",
    "AR Arkansas 아칸소 4 5",
    "TN Tennessee 테네시 5 5",
    "NC North_Carolina 노스캐롤라이나 6 5",
    "SC South_Carolina 사우스캐롤라이나 7 5",
    "DC District_of_Columbia 컬럼비아특별구 8 5",
    "OK Oklahoma 오클라호마 3 6",
    "LA Louisiana 루이지애나 4 6",
    "MS Mississippi 미시시피 5 6",
    "AL Alabama 앨라배마 6 6",
    "GA Georgia 조지아 7 6",
    "HI Hawaii 하와이 0 7",
    "TX Texas 텍사스 3 7",
    "FL Florida 플로리다 8 7",
)
SHORT_NAMES: Mapping[str, str] = {
    "CCN": "Chungnam",
    "CCB": "Chungbuk",
    "GSB": "Gyeongbuk",
    "GSN": "Gyeongnam",
    "JLB": "Jeonbuk",
    "JLN": "Jeonnam",
}
"""Of provinces whose names have no room on a tile: the usual short forms."""
MAPS: Mapping[str, Mapping[str, Region]] = {"korea": KOREA, "usa": USA}
_ENGLISH = {
    "chungcheongnam": "CCN",
    "chungcheongbuk": "CCB",
    "gyeongsangbuk": "GSB",
    "gyeongsangnam": "GSN",
    "jeollabuk": "JLB",
    "jeonbuk": "JLB",
    "jeollanam": "JLN",
    "jeonnam": "JLN",
    "chungnam": "CCN",
    "chungbuk": "CCB",
    "gyeongbuk": "GSB",
    "gyeongnam": "GSN",
    "washington dc": "DC",
}
_KOREAN = {
    "충청남": "CCN",
    "충청북": "CCB",
    "경상북": "GSB",
    "경상남": "GSN",
    "전라북": "JLB",
    "전라남": "JLN",
}
_ENDINGS = (
    " special self-governing province",
    " metropolitan city",
    " special city",
    " province",
    "-do",
    "특별자치도",
    "특별자치시",
    "특별시",
    "광역시",
    "도",
)
"""What official names end in, the longer before the shorter."""


def _names() -> dict[str, str]:
    regions = [*KOREA.values(), *USA.values()]
    known = {name.lower(): region.code for region in regions for name in (region.code, region.name, region.korean)}
    return known | _ENGLISH | _KOREAN


_CODES = _names()


def region_code(name: str) -> str:
    """Return the code of the region with a name in English or Korean, or a code; empty for an unknown name."""
    plain = " ".join(normalize("NFC", name).lower().replace(".", "").split())
    bare = next((plain.removesuffix(ending) for ending in _ENDINGS if plain.endswith(ending)), plain)
    return _CODES.get(plain) or _CODES.get(bare, "")


def region_names() -> tuple[str, ...]:
    """Return the English and Korean names of all regions."""
    return tuple([name for region in (*KOREA.values(), *USA.values()) for name in (region.name, region.korean)])

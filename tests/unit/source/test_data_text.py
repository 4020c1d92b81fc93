"""What encodings data files are read in."""

import pytest

from kei_site.core.limits import LIMITS
from kei_site.source.data_text import as_utf8, decode_data

KOREAN = (
    "연도,국방비\n2019,46.7\n",
    "Year,Value (억원)\n2019,3\n",
    "품목,톤\n쌀,1\n보리,2\n",
    "국가,GDP\n네덜란드,1\n룩셈부르크,2\n폴란드,3\n",
    "지역,값\n경상남도,1\n※ 자료: 통계청, ㎡\n",
)
OTHERS = (
    ("cp1252", "Pays,Valeur\nTürkiye,1\nCôte d’Ivoire,2\n"),
    ("cp1252", "Korea’s “share”\n1\n"),
    ("cp1252", "SÄÄTÖ,MÄÄRÄ\n1,2\n"),
    ("gbk", "国家,数值\n韩国,1\n美国,2\n"),
    ("gbk", "地区,人口\n北京,1\n"),
    ("shift_jis", "年度,国防費\n日本,1\n"),
    ("euc_jp", "年度,国防費\nアメリカ,2\n"),
)


def codes(data: bytes) -> list[str]:
    return [found.code for found in decode_data(data, "a.csv").diagnostics]


@pytest.mark.parametrize("codec", ["cp949", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("text", KOREAN)
def test_what_spreadsheets_in_korea_write_is_read(text: str, codec: str) -> None:
    data = (b"\xfe\xff" if codec == "utf-16-be" else b"") + text.encode(codec)
    assert decode_data(data, "a.csv").text == text
    assert codes(data) == ["ENC09"]


@pytest.mark.parametrize(("codec", "text"), OTHERS)
def test_an_encoding_that_is_not_certain_is_an_error(codec: str, text: str) -> None:
    assert codes(text.encode(codec)) in (["ENC01"], ["ENC02"])
    assert as_utf8(text.encode(codec)) is None


@pytest.mark.parametrize("data", [b"a,b\n1,2\n", "나라,수\n".encode(), "나라,수\n".encode("utf-8-sig")])
def test_utf_8_is_no_fault(data: bytes) -> None:
    assert codes(data) == []
    assert as_utf8(data) is None


@pytest.mark.parametrize("data", ["나라\n".encode()[:-2], b"\xff\xfea", b"\xff\xfe\0\0a\0\0\0", b"\xc8"])
def test_a_broken_file_is_an_error(data: bytes) -> None:
    assert codes(data) in (["ENC01"], ["ENC02"])


@pytest.mark.parametrize("codec", ["cp949", "utf-16"])
def test_a_file_that_would_be_too_large_in_utf_8_is_an_error(codec: str) -> None:
    assert not {"ENC01", "ENC02"}.isdisjoint(found := codes(("나라,\n" * (LIMITS.text_file.most // 6)).encode(codec)))
    assert "ENC09" not in found


def test_spreadsheets_know_the_converted_file() -> None:
    assert as_utf8("나라,수\r\n한국,1\r\n".encode("cp949")) == "나라,수\r\n한국,1\r\n".encode("utf-8-sig")

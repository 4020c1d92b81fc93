"""Examples that nobody has replaced are told from settings."""

import pytest

from kei_site.core.placeholders import is_placeholder


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "https://www.example.com/papers",
        "https://lists.example.org:8443/subscribe",
        "desk@example.net",
        "Desk <desk@mail.example.com>",
        "sender@placeholder.invalid",
        "https://site.test",
        "https://institute.example",
        "http://localhost:8000/",
        "[postal address]",
        "<address>",
        "{address}",
        "(address)",
        "…",
        "...",
        "TODO",
        "TBD: address",
        "xxx TODO",
        "XXXX",
        "lorem ipsum dolor sit amet",
        "Lorem",
        "change me",
        "CHANGEME",
        "your-domain.org",
        "Your address",
        "Enter the address here",
        "123 Main Street, Anytown",
        "주소를 입력하세요",
        "여기에 주소 적기: 여기에 적으세요",
        "서울특별시 ○○구 ○○로",
        "ここに住所",
        "住所を入力してください",
        "xxx",
    ],
)
def test_an_example_is_a_placeholder(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org.kr",
        "https://counterexample.org",
        "https://institute.org/example.org/",
        "https://latest.org/test",
        "desk@institute.org",
        "1 Road, Seoul",
        "12 Main Square (entrance B), Lisbon",
        "Boletim para todo o mundo",
        "The Lorems and we",
        "서울특별시 종로구 세종대로 1",
        "https://입력.kr/주소를-입력",
        "Hotel XX, Bern",
        "Examples of work",
        "We test your patience",
        "",
    ],
)
def test_a_real_setting_is_none(text: str) -> None:
    assert not is_placeholder(text)


@pytest.mark.parametrize("mark", ["*|UNSUB|*", "{{unsubscribe}}", "[unsubscribe]", "<%asm_group_unsubscribe_raw_url%>"])
def test_the_mark_of_a_list_program_is_none(mark: str) -> None:
    assert not is_placeholder(mark, may_be_mark=True)
    assert is_placeholder("https://example.org/leave", may_be_mark=True)

import re
from unittest import mock

import pytest

from kei_site.core.patterns import pattern_of


def test_a_pattern_does_what_a_compiled_one_does() -> None:
    late, compiled = pattern_of(r"(?P<letter>[a-z])(\d)", re.IGNORECASE), re.compile(r"(?P<letter>[a-z])(\d)", re.I)
    text = "a1 B2 c"
    assert late.sub("-", text) == compiled.sub("-", text)
    assert late.findall(text) == compiled.findall(text)
    assert [found["letter"] for found in late.finditer(text)] == ["a", "B"]
    assert (late.pattern, late.flags, late.groupindex) == (compiled.pattern, compiled.flags, compiled.groupindex)
    assert late.fullmatch(text) is None


def test_a_pattern_is_compiled_once_and_not_before_its_first_use() -> None:
    with mock.patch.object(re, "compile", wraps=re.compile) as compile_:
        late = pattern_of("a+")
        assert late.pattern == "a+"
        assert compile_.call_count == 0
        assert late.match("aab", 1)
        assert late.search("b") is None
        assert compile_.call_count == 1


def test_a_mistake_is_raised_at_the_first_use() -> None:
    late = pattern_of("(")
    with pytest.raises(re.error):
        late.match("")

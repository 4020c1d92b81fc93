"""Every error in a text that can be lowered says what is published then."""

from kei_site.core.diagnostic_codes import CODES
from kei_site.core.fallbacks import fallback

ELSEWHERE = ("CFG", "TPL", "SCH", "DAT1", "THM", "PDF")
"""Groups of errors outside of texts, and of data files."""


def test_errors_in_texts_have_a_fallback_and_safety_has_none() -> None:
    errors = [code for code, rule in CODES.items() if rule.severity == "error" and not code.startswith(ELSEWHERE)]
    assert [code for code in errors if not fallback(code) and not CODES[code].guards_safety] == []
    assert [code for code in CODES if fallback(code) and CODES[code].guards_safety] == []


def test_a_warning_has_no_fallback() -> None:
    assert fallback("TAG06") == ""

"""TeX in values becomes plain text."""

import pytest

from kei_site.source.references.tex import plain, verbatim


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"{\"u}", "ü"),
        (r"\'{e}t\'e", "été"),
        (r"\c{c}a \v{S}koda {\aa} \ss{} \o", "ça Škoda å ß ø"),
        (r"Cats \& Dogs 5\% \$3 a\_b \#1", "Cats & Dogs 5% $3 a_b #1"),
        (r"a \{b\}", "a {b}"),
        (r"a \textbraceright{} b \textbraceleft", "a } b {"),
        (r"\emph{Mare} and \textbf{x}", "Mare and x"),
        ("1--9 --- ``so''", "1–9 — “so”"),
        (r"na{\"\i}ve", "naïve"),
        (r"A~B\textasciitilde{}C", "A B~C"),
        ("한글 {제목}", "한글 제목"),
    ],
)
def test_words_are_read(written: str, meant: str) -> None:
    assert plain(written) == meant


def test_an_address_keeps_its_signs() -> None:
    assert verbatim(r"\url{https://example.org/~a/b--c\_d?x=1\&y}") == "https://example.org/~a/b--c_d?x=1&y"
    assert verbatim("{10.1000/a_b{c}}") == "10.1000/a_b{c}"
    assert verbatim("10.1000/a{b}") == "10.1000/a{b}"

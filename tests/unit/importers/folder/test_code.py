"""Which parts of Markdown are code."""

import re

import pytest

from kei_site.importers.folder.code import code_spans, sub_outside


@pytest.mark.parametrize(
    "text",
    [
        "a `X` X b",
        "```\nX\n```\nX",
        "~~~~ python\nX\n~~~\nX\n~~~~\nX",
        "- ```\n  X\n  ```\n- X",
        "> ```\n> X\n> ```\n\nX",
        "``a ` X`` X",
        "`not code\n\nX then `X`",
    ],
)
def test_what_is_code_is_left(text: str) -> None:
    assert sub_outside(re.compile("X"), lambda found: "Y", text).count("Y") == 1


def test_a_fence_that_does_not_close_is_code_to_the_end() -> None:
    text = "X\n```\nX\n"
    assert code_spans(text) == [(2, len(text))]

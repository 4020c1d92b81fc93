"""What plug-ins say of an item and this site does not is told."""

import pytest

from kei_site.importers.wordpress.fields import Fields
from kei_site.importers.wordpress.unkept_fields import unkept_problems


@pytest.mark.parametrize(
    ("key", "text", "told"),
    [
        ("_yoast_wpseo_canonical", "https://www.journal.example/x", "it first appeared elsewhere"),
        ("_yoast_wpseo_canonical", "https://www.old.example.org/x", ""),
        ("rank_math_robots", 'a:1:{i:0;s:7:"noindex";}', "search engines"),
        ("rank_math_robots", 'a:1:{i:0;s:5:"index";}', ""),
        ("_regular_price", "25.00", "a price has no place here: 25.00"),
        ("edd_price", "0.00", ""),
        ("__wpdm_files", 'a:1:{i:0;s:5:"x.pdf";}', "the files"),
    ],
)
def test_what_is_left_out_is_told(key: str, text: str, told: str) -> None:
    found = list(unkept_problems(Fields(texts={}, meta=((key, text),)), "old.example.org"))
    assert len(found) == bool(told)
    assert all(problem.startswith(told) for problem in found)

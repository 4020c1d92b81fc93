"""Every limit stands in one table, is enforced, and is told by its code."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from kei_site.core.diagnostic_codes import CODES
from kei_site.core.diagnostics import Diagnostic, Place, diagnostic
from kei_site.core.hashing import NO_DIGEST
from kei_site.core.limits import LIMITS, limits_in
from kei_site.markdown.document import read_markdown
from kei_site.markdown.state import TextOptions
from kei_site.model.routes import invalid_slug
from kei_site.schema.fields import Problems, text
from kei_site.schema.nodes import Scalar, read_yaml
from kei_site.source.datasets import read_dataset
from kei_site.source.decode import decode
from kei_site.source.fences import split
from kei_site.source.fields import title
from kei_site.source.file_sizes import unread_size
from kei_site.source.images import read_image
from kei_site.source.pdf_sizes import too_much_for_pdf
from tests.support.costly_pieces import png, scans

ROOT = Path(__file__).parent.parent
NAMES = tuple(limits_in(LIMITS).values())
Told = Iterable[Diagnostic | None]


def told_of(body: str) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of a text."""
    options = TextOptions(has_mathematics=True)
    return read_markdown(body, path="a.md", first_line=1, language="en", options=options).diagnostics


def told_by(reader: Callable[[Scalar, Problems], object], written: str) -> list[Diagnostic]:
    """Return the diagnostics of a value of front matter."""
    problems = Problems(path="a.md")
    reader(Scalar(written, 1, 1), problems)
    return problems.diagnostics


def slug(written: str) -> list[Diagnostic]:
    code, message = invalid_slug(written) or ("", "")
    return [diagnostic(code, Place(path="a.md"), message)]


def of_pdf(html: str) -> list[Diagnostic | None]:
    return [too_much_for_pdf(html, Place(path="a.md"))]


def of_image(data: bytes, name: str = "a.png") -> list[Diagnostic]:
    code = getattr(read_image(name, data, NO_DIGEST), "code", "")
    return [diagnostic(code, Place(path=name), "")] if code else []


DIRECT: dict[str, Callable[[], Told]] = {
    "parsed_file": lambda: [unread_size("content/a.md", LIMITS.parsed_file.most + 1)],
    "published_file": lambda: [unread_size("static/a.zip", LIMITS.published_file.most + 1)],
    "text_file": lambda: decode(b"ab\n" * (LIMITS.text_file.most // 3 + 1), "a.md").diagnostics,
    "line": lambda: decode(b"a" * (LIMITS.line.most + 1), "a.md").diagnostics,
    "front_matter": lambda: split(f"---\n{'a: b' * (LIMITS.front_matter.most // 4)}\n---\n", "a.md").diagnostics,
    "yaml_depth": lambda: read_yaml(f"a: {'[' * LIMITS.yaml_depth.most}{']' * LIMITS.yaml_depth.most}\n", "a")[1],
    "value": lambda: told_by(text, "a" * (LIMITS.value.most + 1)),
    "title": lambda: told_by(title, "a" * (LIMITS.title.most + 1)),
    "slug_letters": lambda: slug("a" * (LIMITS.slug_letters.most + 1)),
    "slug_bytes": lambda: slug("\uac00" * (LIMITS.slug_bytes.most // 3 + 1)),
    "nesting": lambda: told_of("> " * (LIMITS.nesting.most + 1) + "a\n"),
    "read_nesting": lambda: told_of("> " * (LIMITS.read_nesting.most + 1) + "a\n"),
    "growth": lambda: told_of(f"[a]: https://example.org/{'u' * 2_000}\n\n" + "[a] " * 300),
    "small_html": lambda: told_of(f"[a]: https://example.org/{'u' * 1_000}\n\n" + "[a] " * 75),
    "addresses": lambda: told_of(f"[a]: https://example.org/{'u' * 60_000}\n\n" + "[a] " * 150),
    "spanned_cells": lambda: told_of("<table>" + "<tr><td colspan=99 rowspan=99>a</td></tr>\n" * 400 + "</table>\n"),
    "formula": lambda: told_of(f"${'x' * (LIMITS.formula.most + 1)}$\n"),
    "data_rows": lambda: read_dataset("a.csv", b"a\n" + b"1\n" * (LIMITS.data_rows.most + 1), NO_DIGEST).diagnostics,
    "image_file": lambda: of_image(b"\0" * (LIMITS.image_file.most + 1)),
    "image_side": lambda: of_image(png(LIMITS.image_side.most + 1, 1)),
    "image_scans": lambda: of_image(scans(3_000), "a.jpg"),
    "pdf_text": lambda: of_pdf("<p>word</p>\n" * (LIMITS.pdf_text.most // 12 + 1)),
    "pdf_tags": lambda: of_pdf("<b>" * (LIMITS.pdf_tags.most + 1)),
    "pdf_block": lambda: of_pdf(f"<p>{'a' * (LIMITS.pdf_block.most + 1)}</p>"),
    "image_pixels": lambda: of_image(png(LIMITS.image_pixels.most // 1_000 + 1, 1_000)),
}
"""Something beyond a limit, which is told by its code; `small_html` has none, and grows unseen."""
ELSEWHERE = {
    "yaml_key": "unit/schema/test_nodes.py::test_of_long_keys_the_beginnings_are_compared",
    "path": "unit/plan/test_targets.py::test_a_path_that_systems_cannot_hold_is_a_diagnostic",
    "tags": "unit/source/test_front_matter.py::test_the_number_of_tags_is_limited",
    "tags_of_site": "unit/model/test_tags.py::test_more_tags_than_a_site_may_have_are_reported_once",
    "versions": "unit/plan/test_versions.py::test_of_too_many_versions_the_newest_are_shown_and_that_is_told",
    "translations": "unit/model/test_translations.py::test_of_very_many_versions_the_first_are_shown_and_all_are_told",
    "seconds": "unit/markdown/test_document.py::test_a_text_that_takes_too_long_is_published_as_words_alone",
    "parts": "unit/markdown/test_document.py::test_a_text_of_too_many_parts_keeps_its_words_and_is_told",
    "html": "unit/core/test_budget.py::test_html_grows_with_its_source_and_short_html_may",
    "links": "unit/markdown/test_document.py::test_too_many_links_keep_their_words",
    "images": "unit/markdown/test_document.py::test_too_many_images_keep_their_words",
    "cells": "unit/markdown/test_document.py::test_a_table_of_too_many_cells_keeps_its_words",
    "image_memory": "unit/core/test_image_decoding.py::test_photographs_and_scans_fit_and_bombs_do_not",
    "pixels": "unit/plan/test_links.py::test_images_beyond_the_pixels_of_a_text_are_not_shown_and_told_once",
    "figure_cells": "unit/plan/figures/test_resolve.py::test_a_text_has_no_more_figures_than_a_page_can_show",
    "data_columns": "unit/source/test_datasets.py::test_what_is_wrong_with_a_file_is_told_with_its_place",
    "table_rows": "unit/plan/figures/test_table.py::test_a_table_of_many_rows_is_refused",
    "diagnostics_of_code": "unit/core/test_flood.py::test_all_are_kept_up_to_the_limit",
    "diagnostics_of_yaml": "unit/schema/test_fields.py::test_a_file_with_very_many_diagnostics_does_not_flood_the_list",
    "suggestions": "unit/core/test_suggest.py::test_suggestions_end_when_nobody_would_read_more",
    "archive": "unit/importers/wordpress/test_archive.py::test_a_packed_export_is_read_up_to_a_limit",
    "packed_archive": "unit/importers/wordpress/test_archive.py::test_a_file_that_is_packed_too_well_is_cut_off",
    "exported_items": "unit/importers/wordpress/test_pieces.py::test_items_above_the_limit_are_not_read",
    "exported_item": "unit/importers/wordpress/test_archive.py::test_noise_costs_bounded_memory",
    "exported_text": "unit/importers/wordpress/test_archive.py::test_a_text_that_is_too_long_is_refused",
    "imported_text": "unit/importers/wordpress/test_archive.py::test_a_text_that_is_too_long_is_refused",
    "imported_file": "unit/importers/folder/test_reader.py::test_of_a_large_file_the_beginning_is_read",
    "verified_sitemap": "unit/importers/test_verify.py::test_a_large_sitemap_is_refused",
}
"""The tests of other limits, below `tests/`."""
NAMED = re.compile("MAX|MOST|LONGEST|LARGEST|DEEPEST")
NUMBER = re.compile(r"^(\w+)(?:: \w+)? = ([\d_.e*<+ -]*\d)$", re.MULTILINE)
SMALL = 1_000
NO_LIMITS_OF_INPUT = {
    "formats and services of others": (
        "plan/sitemaps._MOST plan/sitemaps._LARGEST render/files/sitemap._MAX_DESCRIPTION publishing/pings._MOST "
        "render/newsletter/mail.MAX_BYTES core/numerals._LARGEST render/figures/budget.MOST_BYTES "
        "importers/nameless_addresses._MOST_RULES"
    ),
    "how much is compared, searched or shown": (
        "plan/figures/words._LONGEST render/pages/differences._MOST_WORDS render/search/frequent_words._MOST "
        "render/search/known_words.MOST source/delimited._LONGEST markdown/parser/inline_rules._LONGEST_SHORTCODE "
        "render/pdf/tree._LONGEST_ADDRESS source/recordings._MOST_READS source/recordings._LONGEST_READ "
        "importers/folder/parts.MOST_CHARACTERS importers/html/blocks._MOST_SOUGHT "
        "importers/wordpress/channel._MAX_ELEMENT importers/wordpress/index._MAX_OFFSETS "
        "importers/wordpress/pieces.MAX_AROUND importers/wordpress/pieces.MAX_UNCLOSED "
        "importers/wordpress/reading._MAX_LEFT importers/uploaded_files._MOST_PAGES "
        "importers/wordpress/index._MOST_FRAGMENTS"
    ),
    "requests to the preview": "preview/http_request.LARGEST_HEAD preview/http_request._LONGEST_TARGET",
}
"""Large numbers outside the table, by what they are: nothing beyond them is told to an editor."""


@pytest.mark.parametrize("name", NAMES)
def test_every_limit_is_enforced(name: str) -> None:
    limit = getattr(LIMITS, name)
    if name in DIRECT:
        codes = {found.code for found in DIRECT[name]() if found}
        assert (limit.code or "LIM04") in codes
    else:
        file, _, test = ELSEWHERE[name].partition("::")
        assert f"def {test}(" in (ROOT / "tests" / file).read_text(encoding="utf-8")


def test_no_case_is_left_of_a_limit_that_is_gone() -> None:
    assert sorted((*DIRECT, *ELSEWHERE)) == sorted(NAMES)


def test_every_limit_says_what_it_bounds_and_has_a_code_that_exists() -> None:
    rows = limits_in(LIMITS)
    assert len(rows) == len({limit.bounds for limit in rows}) == len(NAMES)
    assert all(limit.most > 0 and limit.unit and limit.bounds for limit in rows)
    assert {limit.code for limit in rows} - {""} <= CODES.keys()
    assert all(limit.fix or limit.code in ("", "MD02") for limit in rows)


def large_numbers(source: str) -> list[str]:
    """Return the names in a module that say the most of something and are a large number, not one of the table."""
    return [name for name, sum_ in NUMBER.findall(source) if NAMED.search(name) and eval(sum_) >= SMALL]  # noqa: S307


def test_no_number_of_a_limit_stands_outside_the_table() -> None:
    package = ROOT / "kei_site"
    found = {
        f"{path.relative_to(package).with_suffix('').as_posix()}.{name}"
        for path in package.rglob("*.py")
        for name in large_numbers(path.read_text(encoding="utf-8"))
    }
    assert found == set(" ".join(NO_LIMITS_OF_INPUT.values()).split())


def test_a_number_outside_the_table_would_be_seen() -> None:
    assert large_numbers("_MOST = 2 * 1024\nMAX_A = 3\nMOST = LIMITS.tags.most\nSIZE = 5_000\n") == ["_MOST"]


def test_every_limit_is_read_by_the_program() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "kei_site").rglob("*.py"))
    assert [name for name in NAMES if not re.search(rf"LIMITS\.{name}\b", source)] == []

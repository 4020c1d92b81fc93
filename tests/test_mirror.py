"""`tests/unit` mirrors the package: a change of `kei_site/room/name.py` is tested by `tests/unit/room/test_name.py`.

A module without a test of its own stands in `ELSEWHERE` with what tests it instead. A module that gets its test leaves
the list: a line that has become false fails, too.
"""

from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE, UNIT = ROOT / "kei_site", ROOT / "tests" / "unit"

CASES = "tests/test_bad_input.py: each problem of a file has its case in tests/sites_invalid"
CITE = "tests/unit/render/pages/test_citations.py: parsers read back what the record of a brief says"
COMMANDS = "tests/unit/commands: the commands that use it"
FEEDS = "tests/unit/render/feeds/test_feeds.py: all forms of a feed side by side"
GOLDEN = "tests/test_golden.py: each kind of file has its site in tests/sites"
HEAD = "tests/unit/render/pages/test_head.py: the head of a page as readers of metadata see it"
FOLDERS = "tests/unit/importers/folder/test_reader.py: folders of five generators become sites"
IMPORTS = "tests/unit/importers/test_writing.py: whole imports, and what a second one changes"
LAW = "tests/incremental: the law, its mutants and the table of edits run whole builds"
MAIL = "tests/unit/render/newsletter/test_mail.py: a mail is made of it"
MARKUP = "tests/unit/markdown/test_markup.py: each rule of the Markdown has its block in tests/markup"
LANGUAGES = "tests/test_languages.py: a site in three languages"
PODCASTS = "tests/test_podcasts.py: whole sites with episodes, read as apps and directories read them"
PAGE = "tests/test_docs.py: a page is generated from it"
SEARCH = "tests/unit/render/search/test_segment.py: an index is asked as a browser asks it"
DATA = "tests/unit/plan/figures/test_chart.py: data sets become charts, and faults have their places"
DRAWN = "tests/unit/render/figures/test_chart.py: charts of every type against golden drawings"
HTML = "tests/unit/importers/html/test_convert.py: each kind of HTML becomes Markdown, letter for letter"
SESSION = "tests/unit/preview/test_session.py: a preview without waiting"
SHORTCODES = "tests/unit/importers/html/test_shortcodes.py: each kind of shortcode stands in a table"
STYLES = "tests/unit/render/citations/test_styles.py: lines of the official styles"
USED = "its use: it declares, or passes on, and decides nothing"
WXR = "tests/unit/importers/wordpress/test_archive.py: exports with each kind of fault are read"

ELSEWHERE: Mapping[str, str] = {
    "__main__": USED,
    "build/body_edits": LAW,
    "build/context": LAW,
    "build/pipeline": LAW,
    "build/images": LAW,
    "build/leave_out": "tests/test_keep_going.py: whole builds of sites with errors",
    "build/outdated": LAW,
    "build/pdf_letters": "tests/test_pdf.py: whole builds of sites with PDFs",
    "build/plan": LAW,
    "build/progress": USED,
    "build/recordings": PODCASTS,
    "build/publish": LAW,
    "build/records": USED,
    "build/references": LAW,
    "build/scan": LAW,
    "build/theme": USED,
    "check/copied_templates": COMMANDS,
    "check/printing": COMMANDS,
    "commands/fix": COMMANDS,
    "commands/formats": COMMANDS,
    "commands/options": COMMANDS,
    "core/pdf_letters": "tests/unit/plan/test_pdf_letters.py: what is told of letters in any place",
    "commands/parser": COMMANDS,
    "commands/shared_options": COMMANDS,
    "commands/reference": PAGE,
    "core/correction": USED,
    "core/syndication": USED,
    "core/diagnostic_codes": PAGE,
    "core/errors": USED,
    "core/publish_settings": USED,
    "publishing/remote": USED,
    "importers/folder/addresses": FOLDERS,
    "importers/folder/bodies": FOLDERS,
    "importers/folder/index": FOLDERS,
    "importers/folder/markup": FOLDERS,
    "importers/folder/settings": FOLDERS,
    "importers/item_files": IMPORTS,
    "importers/site_files": IMPORTS,
    "importers/html/escaping": HTML,
    "importers/html/figures": HTML,
    "importers/html/flow": HTML,
    "importers/html/footnotes": HTML,
    "importers/html/inline": HTML,
    "importers/html/lists": HTML,
    "importers/html/marks": HTML,
    "importers/html/media_shortcodes": SHORTCODES,
    "importers/html/raw": HTML,
    "importers/html/shortcode_names": SHORTCODES,
    "importers/html/tables": HTML,
    "importers/html/tree": HTML,
    "importers/html/words": HTML,
    "importers/html/writing": HTML,
    "importers/wordpress/bytes": WXR,
    "importers/wordpress/channel": WXR,
    "importers/wordpress/decoding": WXR,
    "importers/wordpress/fields": WXR,
    "importers/wordpress/index": WXR,
    "importers/wordpress/kinds": WXR,
    "importers/wordpress/posts": WXR,
    "importers/wordpress/reading": WXR,
    "importers/wordpress/terms": WXR,
    "importers/wordpress/translations": WXR,
    "markdown/html/arguments": MARKUP,
    "markdown/html/directives": MARKUP,
    "markdown/html/embeds": MARKUP,
    "markdown/html/footnotes": MARKUP,
    "markdown/html/images": MARKUP,
    "markdown/html/links": MARKUP,
    "core/limits": "tests/test_limits.py: every row is enforced",
    "markdown/parser/block_rules": MARKUP,
    "markdown/parser/directives": MARKUP,
    "markdown/parser/inline_rules": MARKUP,
    "markdown/parser/parser": MARKUP,
    "markdown/sanitize/allowlist": MARKUP,
    "markdown/sanitize/content_models": MARKUP,
    "markdown/sanitize/raw_html": MARKUP,
    "build/words": LANGUAGES,
    "check/languages": LANGUAGES,
    "core/words": USED,
    "core/languages": LANGUAGES,
    "model/lives": LANGUAGES,
    "plan/language_homes": LANGUAGES,
    "plan/languages": LANGUAGES,
    "plan/podcasts": PODCASTS,
    "render/feeds/podcast": PODCASTS,
    "render/files/chapters": PODCASTS,
    "render/pages/signposts": HEAD,
    "render/pages/episode_data": PODCASTS,
    "schema/podcast": PODCASTS,
    "model/views/corrections": USED,
    "model/views/outlets": USED,
    "model/views/versions": USED,
    "model/views/common": USED,
    "model/views/events": USED,
    "model/views/feeds": USED,
    "model/views/files": USED,
    "model/views/listings": USED,
    "model/views/pages": USED,
    "model/views/people": USED,
    "model/views/pdf": USED,
    "model/views/feed_counts": USED,
    "model/views/podcasts": USED,
    "model/views/search": USED,
    "model/views/theme": USED,
    "core/image_facts": USED,
    "core/search_settings": USED,
    "core/theme": USED,
    "core/vocabulary": USED,
    "plan/briefs": GOLDEN,
    "plan/inputs": LAW,
    "plan/newsletter": MAIL,
    "plan/planner": LAW,
    "plan/site_pages": GOLDEN,
    "preview/early_pages": SESSION,
    "preview/front_matter_plan": SESSION,
    "preview/http_response": SESSION,
    "render/citations/apa": STYLES,
    "render/citations/chicago_author_date": STYLES,
    "render/citations/chicago_notes": STYLES,
    "render/citations/marks": STYLES,
    "render/citations/mla": STYLES,
    "render/citations/names": STYLES,
    "render/citations/record": CITE,
    "render/citations/shared": STYLES,
    "render/feeds/atom": FEEDS,
    "render/feeds/entries": FEEDS,
    "render/feeds/rss": FEEDS,
    "render/feeds/xml": FEEDS,
    "render/newsletter/html": MAIL,
    "render/pages/highwire": HEAD,
    "render/pages/json_ld": HEAD,
    "render/search/canonical_index": SEARCH,
    "render/search/pagefind": SEARCH,
    "render/pdf/figures": "tests/unit/render/pdf/test_tree.py: figures among other elements",
    "render/pdf/lists": "tests/unit/render/pdf/test_tree.py: lists among other elements",
    "render/pdf/nodes": USED,
    "render/pdf/typesetter": "tests/unit/render/pdf/test_document.py: every PDF is made by it",
    "render/tools": GOLDEN,
    "render/i18n/record_texts": USED,
    "render/i18n/texts": USED,
    "schema/parse_errors": CASES,
    "schema/site_values": "tests/unit/test_config.py: each setting in its good and bad forms",
    "source/reread": CASES,
    "build/figures": LAW,
    "plan/figures/columns": DATA,
    "plan/figures/pivot": DATA,
    "plan/figures/checks": DATA,
    "plan/figures/limits": DATA,
    "plan/figures/pages": LAW,
    "source/delimited": "tests/unit/source/test_datasets.py: forms of data and their faults",
    "render/figures/axes": DRAWN,
    "render/figures/bars": DRAWN,
    "render/figures/lines": DRAWN,
    "render/figures/panels": DRAWN,
    "render/figures/paper": "tests/unit/render/pdf/test_document.py: charts and tables in a PDF",
    "render/figures/points": DRAWN,
    "render/figures/sheet": DRAWN,
    "render/figures/svg": DRAWN,
    "render/figures/style": "tests/unit/render/figures/test_picture.py: a picture stands alone",
    "render/figures/tabular": "tests/unit/render/figures/test_figure.py: drawing, table and data file agree",
    "render/figures/data_file": "tests/unit/render/figures/test_figure.py: drawing, table and data file agree",
    "render/i18n/figure_texts": USED,
    "render/pages/dataset": HEAD,
    "model/figures": USED,
    "model/views/figures": USED,
    "model/views/figure_pages": USED,
    "markdown/html/data_figures": MARKUP,
    "markdown/parser/mathematics": "tests/unit/markdown/html/test_mathematics.py: what is a formula and what is not",
}
"""A module without a test of its name -> what tests it."""

BESIDE = (
    "bench/test_archives",
    "bench/test_corpus",
    "bench/test_known_items",
    "bench/test_moving",
    "markdown/parser/test_markdown_it",
    "markdown/test_markup",
    "markdown/test_no_word_lost",
    "render/feeds/test_feed_entries",
    "render/feeds/test_feed_fixes",
    "render/feeds/test_feed_readers",
    "render/feeds/test_feed_rules",
    "render/feeds/test_feeds",
)
"""Unit tests of no single module: of a contract, of what several modules do together, or of a helper of tests."""

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py")
TESTS = sorted(UNIT.rglob("test_*.py"))


def module_name(path: Path) -> str:
    """Return `room/name` of a module."""
    return path.relative_to(PACKAGE).with_suffix("").as_posix()


def name_of_test(path: Path) -> str:
    """Return `room/test_name` of a unit test."""
    return path.relative_to(UNIT).with_suffix("").as_posix()


def mirrored(module: str) -> str:
    """Return the name of the unit test of a module."""
    room, slash, name = module.rpartition("/")
    return f"{room}{slash}test_{name}"


def test_a_module_has_its_test_or_is_listed() -> None:
    modules, tests = set(map(module_name, MODULES)), set(map(name_of_test, TESTS))
    assert {name for name in modules if mirrored(name) not in tests} == set(ELSEWHERE)


def test_a_unit_test_has_its_module_or_is_listed() -> None:
    mirrors = set(map(mirrored, map(module_name, MODULES)))
    assert set(map(name_of_test, TESTS)) - mirrors == set(BESIDE)

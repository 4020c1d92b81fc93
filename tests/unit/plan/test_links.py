"""What references in texts lead to, and what is said of those that lead nowhere."""

from dataclasses import replace

import pytest

from kei_site.core.budget import Budget
from kei_site.core.diagnostics import Place
from kei_site.core.hashing import Digest
from kei_site.core.limits import LIMITS
from kei_site.plan.images import Images
from kei_site.plan.links import LinkIndex, Resolved, SourceText, resolve_text
from tests.support.plan_samples import brief, image_facts, library, page, reference

OTHER = brief("2023/other", "2023-05-01", slug="the-other")
FOLDER = brief("2024/folder/index", "2024-02-01", slug="folder")
HELD = brief("2024/held", "2026-01-01")
HERE = brief("2024/here")
TEXT = SourceText(
    path=HERE.path, url=HERE.url, fragment=Digest("text"), links=(), images=(), anchors=frozenset({"note"})
)
FILES = {
    "content/briefs/2024/data.csv": "content/briefs/2024/data.csv",
    "content/briefs/2024/sub/table one.csv": "content/briefs/2024/sub/table one.csv",
    "content/briefs/2023/far.csv": "content/briefs/2023/far.csv",
    "content/briefs/2024/각.csv": "content/briefs/2024/\u1100\u1161\u11a8.csv",
}


def index(prefix: str = "") -> LinkIndex:
    return LinkIndex(
        library=library(OTHER, FOLDER, HELD, HERE, prefix=prefix, pages=(page(),)),
        files=FILES,
        addresses=frozenset({"/", "/tags/nato/", "/files/report.pdf", "/한국/", "/briefs/2023/the-other/"}),
        pages={page().path: page()},
        images=Images(prefix=prefix, known={"content/briefs/2024/a.png": image_facts("content/briefs/2024/a.png")}),
        anchors={"/briefs/2023/the-other/": ("a-heading",)},
        unpublished=frozenset({"/briefs/2026/held/"}),
    )


def resolve(target: str, prefix: str = "") -> Resolved:
    return resolve_text(replace(TEXT, links=(reference(target),)), index(prefix), Budget())


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("../2023/other.md", "/briefs/2023/the-other/"),
        ("../2023/other.md#a-heading", "/briefs/2023/the-other/#a-heading"),
        ("brief:the-other", "/briefs/2023/the-other/"),
        ("brief:the-other#a-heading", "/briefs/2023/the-other/#a-heading"),
        ("folder/index.md", "/briefs/2024/folder/"),
        ("here.md", "/briefs/2024/here/"),
        ("../../pages/about.md", "/about/"),
        ("../../pages/about.md#part", "/about/#part"),
        ("/tags/nato", "/tags/nato/"),
        ("/tags/nato/#x", "/tags/nato/#x"),
        ("/files/report.pdf?page=2&q=한", "/files/report.pdf?page=2&q=%ED%95%9C"),
        ("/한국/", "/%ED%95%9C%EA%B5%AD/"),
        ("/", "/"),
        ("#note", "#note"),
        ("#", "#"),
        ("#top", "#top"),
        ("../2023/other.md#TOP", "/briefs/2023/the-other/#TOP"),
        ("data.csv", "/briefs/2024/here/data.csv"),
        ("sub/table one.csv", "/briefs/2024/here/sub/table%20one.csv"),
    ],
)
def test_a_reference_leads_to(target: str, address: str) -> None:
    found = resolve(target)
    assert (found.text.links, found.diagnostics) == ((address,), ())


@pytest.mark.parametrize("target", ["brief:the-other", "/tags/nato/", "data.csv", "../../pages/about.md"])
def test_addresses_have_the_prefix_of_the_site(target: str) -> None:
    assert resolve(target, "/sub").text.links[0] == "/sub" + resolve(target).text.links[0]


@pytest.mark.parametrize(
    ("target", "code", "hint"),
    [
        ("heer.md", "LNK02", "here.md"),
        ("../2023/other.md#a-headin", "LNK02", "#a-heading"),
        ("brief:0123456789", "LNK02", "path of a file"),
        ("#nota", "LNK02", "#note"),
        ("/tags/nata/", "LNK02", "/tags/nato/"),
        ("held.md", "LNK03", "until that brief is published"),
        ("brief:held", "LNK03", "until that brief is published"),
        ("../2023/far.csv", "LNK02", "next to this text"),
        ("/briefs/2026/held", "LNK03", "until that brief is published"),
        ("brief:the-othr", "LNK02", "brief:the-other"),
        ("Data.csv", "LNK02", "data.csv"),
        ("../../../../etc/passwd", "LNK02", "path of a file"),
    ],
)
def test_a_reference_to_nothing_is_a_diagnostic_at_its_place(target: str, code: str, hint: str) -> None:
    found = resolve(target)
    (diagnostic,) = found.diagnostics
    assert (diagnostic.code, diagnostic.place) == (code, Place(path=HERE.path, line=9, column=3))
    assert hint in diagnostic.fix
    assert found.text.links == ("",)
    assert found.attachments == ()


def test_files_that_links_lead_to_are_published_beside_the_brief() -> None:
    assert resolve("sub/table one.csv").attachments == (
        ("content/briefs/2024/sub/table one.csv", "briefs/2024/here/sub/table one.csv"),
    )
    assert resolve("brief:the-other").attachments == ()


def test_files_beside_a_brief_with_a_slug_in_hangul_are_in_the_folder_of_its_page() -> None:
    text = replace(TEXT, url=brief("2024/here", slug="북핵").url, links=(reference("data.csv"),))
    found = resolve_text(text, index(), Budget())
    assert found.attachments == (("content/briefs/2024/data.csv", "briefs/2024/북핵/data.csv"),)
    assert found.text.links == ("/briefs/2024/%EB%B6%81%ED%95%B5/data.csv",)


def test_an_address_is_checked_for_its_heading() -> None:
    assert resolve("/briefs/2023/the-other/#a-heading").text.links == ("/briefs/2023/the-other/#a-heading",)
    found = resolve("/briefs/2023/the-other/#a-headin")
    assert [(diagnostic.code, diagnostic.fix) for diagnostic in found.diagnostics] == [
        ("LNK02", "did you mean #a-heading?")
    ]


@pytest.mark.parametrize(
    ("target", "codes"),
    [("각.csv", ["LNK07"]), ("\u1100\u1161\u11a8.csv", []), ("data.csv", []), ("brief:other", ["LNK02"])],
)
def test_a_name_in_another_unicode_form_than_the_disk_is_found_and_reported(target: str, codes: list[str]) -> None:
    found = resolve(target)
    assert [diagnostic.code for diagnostic in found.diagnostics] == codes
    if "csv" in target:
        assert found.text.links[0].endswith(".csv")


def test_references_keep_their_numbers() -> None:
    links = (reference("brief:the-other"), reference("brief:none"), reference("#note"))
    images = (reference("a.png"), reference("b.png"))
    found = resolve_text(replace(TEXT, links=links, images=images), index(), Budget())
    assert found.text.links == ("/briefs/2023/the-other/", "", "#note")
    assert [image and image.alt for image in found.text.images] == ["words", None]
    assert [diagnostic.code for diagnostic in found.diagnostics] == ["LNK02", "IMG01"]


def test_only_what_the_text_refers_to_is_in_its_view() -> None:
    assert resolve("brief:the-other").text == resolve("../2023/other.md").text
    longer = brief("2023/other", "2023-05-01", slug="the-other", title="Another title", body="another")
    moved = LinkIndex(
        library=library(longer, HERE), files={}, addresses=frozenset(), pages={}, images=Images(prefix="")
    )
    again = resolve_text(replace(TEXT, links=(reference("brief:the-other"),)), moved, Budget())
    assert again.text == resolve("brief:the-other").text


def test_every_dead_link_is_reported_and_the_first_ones_have_a_suggestion() -> None:
    links = tuple(reference(f"brief:the-othr{n}") for n in range(LIMITS.suggestions.most + 5))
    found = resolve_text(replace(TEXT, links=links), index(), Budget()).diagnostics
    assert len(found) == len(links)
    assert [diagnostic.fix for diagnostic in found[-6:-4]] == [
        "did you mean brief:the-other?",
        "write the path of a file, or brief:slug",
    ]


def test_images_beyond_the_pixels_of_a_text_are_not_shown_and_told_once() -> None:
    names = [f"{number}.png" for number in range(12)]
    facts = [image_facts(f"content/briefs/2024/{name}", 20_000, 10_000) for name in names]
    images = Images(prefix="", known={found.path: found for found in facts})
    # The same image again costs nothing.
    shown = (reference(names[0]), *map(reference, names))
    found = resolve_text(replace(TEXT, images=shown), replace(index(), images=images), Budget())
    assert [view is not None for view in found.text.images] == [True] * 11 + [False] * 2
    assert [told.code for told in found.diagnostics] == ["LIM09"]


def test_a_slug_of_two_briefs_leads_to_one_of_them_with_a_warning() -> None:
    twins = (brief("2024/a", slug="twin"), brief("2023/a", "2023-01-01", slug="twin"))
    both = replace(index(), library=library(*twins, HERE))
    found = resolve_text(replace(TEXT, links=(reference("brief:twin"), reference("a.md"))), both, Budget())
    assert [(diagnostic.code, diagnostic.severity) for diagnostic in found.diagnostics] == [("LNK09", "warning")]
    assert found.text.links == ("/briefs/2023/twin/", "/briefs/2024/twin/")

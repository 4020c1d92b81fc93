"""Pictures as pages show them, and the files that this takes."""

from dataclasses import replace
from urllib.parse import unquote

import pytest

from kei_site.core.diagnostics import Place
from kei_site.model.brief import LeadImage
from kei_site.plan.images import (
    CARD_WIDTHS,
    TEXT_WIDTHS,
    Images,
    files_of,
    image_view,
    output_path,
    resized,
    source_path,
)
from tests.support.plan_samples import bad_image, image_facts

ORIGIN = "content/briefs/2024/a.md"
PLACE = Place(path=ORIGIN, line=5)
IMAGES = Images(
    prefix="/sub",
    known={
        "content/briefs/2024/chart.png": image_facts("content/briefs/2024/chart.png"),
        "content/briefs/2024/drawing.svg": bad_image(),
        "static/img/b.png": image_facts("static/img/b.png"),
    },
    others={"content/briefs/2024/report.pdf", "content/briefs/2024/chrat.mp4", "static/film.webm"},
)


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("chart.png", "content/briefs/2024/chart.png"),
        ("./img/../chart.png", "content/briefs/2024/chart.png"),
        ("/img/b.png", "static/img/b.png"),
        ("cafe\u0301.png", "content/briefs/2024/caf\u00e9.png"),
        ("../2023/b.png", None),
        ("/../content/site.yaml", None),
        ("../../../../etc/passwd", None),
    ],
)
def test_a_picture_is_beside_the_text_or_in_static(target: str, path: str | None) -> None:
    assert source_path(target, ORIGIN) == path


@pytest.mark.parametrize(
    ("target", "code", "hint"),
    [
        ("chrat.png", "IMG01", "chart.png"),
        ("nothing-like-it.webp", "IMG01", "content/briefs/2024/nothing-like-it.webp"),
        ("../b.png", "IMG02", "next to the brief"),
        ("drawing.svg", "IMG03", "save it again"),
        ("report.pdf", "IMG10", "link to it"),
        ("/film.webm", "IMG10", "link to it"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_a_diagnostic_at_its_place(target: str, code: str, hint: str) -> None:
    found, (diagnostic,) = IMAGES.find(LeadImage(src=target, alt="x"), PLACE)
    assert found is None
    assert (diagnostic.code, diagnostic.place) == (code, PLACE)
    assert hint in diagnostic.fix


def test_a_small_picture_is_shown_as_it_is() -> None:
    found, diagnostics = IMAGES.find(LeadImage(src="/img/b.png", alt="words", caption="below", credit="desk"), PLACE)
    assert diagnostics == ()
    assert found is not None
    assert (found.width, found.height, found.variants) == (400, 200, ())
    assert (found.alt, found.caption, found.credit) == ("words", "below", "desk")
    assert found.url.startswith("/sub/assets/b.")


@pytest.mark.parametrize(
    ("width", "shown", "variants"),
    [(480, 480, []), (481, 481, [480, 481]), (1000, 1000, [480, 800, 1000]), (4000, 1600, [480, 800, 1200, 1600])],
)
def test_wide_pictures_have_narrower_versions(width: int, shown: int, variants: list[int]) -> None:
    found = image_view(image_facts("a.png", width, width // 2), "", alt="")
    assert (found.width, found.height) == (shown, shown // 2)
    assert [variant.width for variant in found.variants] == variants
    assert {variant.url.rpartition(".")[2] for variant in found.variants} <= {"webp"}


def test_a_photograph_of_full_width_is_not_made_a_second_time() -> None:
    facts = image_facts("a.jpg", 1000, 700, "JPEG")
    found = image_view(facts, "", alt="")
    assert [(variant.width, variant.url.rpartition(".")[2]) for variant in found.variants] == [
        (480, "jpg"), (800, "jpg"), (1000, "jpg"),
    ]  # fmt: skip
    assert found.variants[-1].url == found.url
    assert len(files_of(facts)) == 3


@pytest.mark.parametrize(("form", "variants"), [("JPEG", []), ("PNG", [(600, "webp")])])
def test_a_photograph_has_no_choice_of_one_and_a_drawing_of_a_smaller_file(
    form: str, variants: list[tuple[int, str]]
) -> None:
    found = image_view(image_facts("a", 600, 400, form), "", alt="", widths=TEXT_WIDTHS)
    assert [(variant.width, variant.url.rpartition(".")[2]) for variant in found.variants] == variants


def test_an_image_in_a_text_has_no_version_for_lists() -> None:
    facts = image_facts("a.jpg", 1000, 700, "JPEG")
    shown = [image_view(facts, "", alt="", widths=widths).variants for widths in (CARD_WIDTHS, TEXT_WIDTHS)]
    assert [variant.width for variant in shown[1]] == [800, 1000]
    assert shown[1] == shown[0][1:]


@pytest.mark.parametrize(
    ("path", "width", "finished", "own"),
    [
        ("static/img/cafe\u0301 1.jpg", 1024, True, "/sub/img/caf%C3%A9%201.jpg"),
        ("static/img/a.jpg", 1024, False, ""),
        ("static/img/a.jpg", 4000, True, ""),
        ("static/img/a.png", 400, True, "/sub/img/a.png"),
    ],
)
def test_a_finished_file_is_shown_at_its_own_address(path: str, width: int, finished: bool, own: str) -> None:
    form = "JPEG" if path.endswith("jpg") else "PNG"
    view = image_view(replace(image_facts(path, width, form=form), is_finished=finished), "/sub", alt="")
    urls = (view.url, *(variant.url for variant in view.variants))
    assert {url for url in urls if not url.startswith("/sub/assets/")} == ({own} if own else set())


def test_every_address_that_is_shown_is_published() -> None:
    facts = image_facts("content/briefs/2024/Große Karte.jpg", 1300, 700, "JPEG")
    view = image_view(facts, "", alt="")
    shown = {view.url, *(variant.url for variant in view.variants)}
    assert {unquote(url) for url in shown} == {f"/{output_path(file)}" for file in files_of(facts)}


def test_the_name_of_a_file_changes_with_its_bytes_its_form_and_its_width_only() -> None:
    facts = image_facts("content/a/chart.png", 1000)
    names = {output_path(resized(facts, width, form)) for width in (480, 1000) for form in ("PNG", "WEBP")}
    assert len(names) == 4
    other = image_facts("content/b/chart.png", 1000)
    assert output_path(resized(other, 480, "PNG")) not in names
    assert output_path(resized(facts, 480, "PNG")) in names


def test_a_flat_picture_keeps_a_height() -> None:
    assert image_view(image_facts("a.png", 4000, 1), "", alt="").height == 1

"""Images for link previews: every letter of a title is drawn, or there is no image and the editor is told."""

import struct
from pathlib import Path
from typing import Any

import pytest

from kei_site.config import Organization
from kei_site.core.diagnostics import Diagnostic
from kei_site.core.drawn_letters import missing_letters
from kei_site.plan.inputs import Inputs
from kei_site.plan.share_cards import (
    drawn_text,
    share_card_diagnostics,
    share_card_targets,
    share_card_url,
)
from tests.support.plan_samples import brief, inputs

FONT = Path(__file__).parents[3] / "kei_site" / "render" / "files" / "fonts" / "NotoSerifKR-Bold-subset.otf"


def characters_of(font: bytes) -> set[str]:
    """Return the characters of an OpenType font (the table `cmap` in its formats 4 and 12)."""
    count = struct.unpack_from(">H", font, 4)[0]
    tables = {font[12 + 16 * n : 16 + 16 * n]: struct.unpack_from(">I", font, 20 + 16 * n)[0] for n in range(count)}
    cmap = tables[b"cmap"]
    found: set[int] = set()
    for number in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        at = cmap + struct.unpack_from(">I", font, cmap + 8 + 8 * number)[0]
        if struct.unpack_from(">H", font, at)[0] == 12:
            for group in range(struct.unpack_from(">I", font, at + 12)[0]):
                first, last = struct.unpack_from(">II", font, at + 16 + 12 * group)
                found |= set(range(first, last + 1))
        elif struct.unpack_from(">H", font, at)[0] == 4:
            half = struct.unpack_from(">H", font, at + 6)[0] // 2
            ends = struct.unpack_from(f">{half}H", font, at + 14)
            starts = struct.unpack_from(f">{half}H", font, at + 16 + 2 * half)
            found |= {code for pair in zip(starts, ends, strict=True) for code in range(pair[0], pair[1] + 1)}
    return {chr(code) for code in found - {0xFFFF}}


def planned(title: str, institute: str = "Institute", **front: Any) -> tuple[Inputs, list[Diagnostic]]:
    made = inputs(brief("a", title=title, **front), share_cards=True, organization=Organization(name=institute))
    return made, [*share_card_diagnostics(made)]


def test_the_letters_that_are_drawn_are_those_of_the_font() -> None:
    font = characters_of(FONT.read_bytes()) | characters_of(FONT.with_name("NotoSerif-Bold-subset.ttf").read_bytes())
    tried = [
        chr(code) for code in range(0x20, 0xE000) if not chr(code).isspace() and drawn_text(chr(code)) == chr(code)
    ]
    assert [letter for letter in tried if (letter in font) == bool(missing_letters(letter))] == []


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("5 \u2212 3", "5 \u2013 3"),
        ("non\u2011proliferation", "non-proliferation"),
        ("\ud55c\u318d\ubbf8", "\ud55c\u00b7\ubbf8"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\u1112\u1161\u11ab", "\ud55c"),
        ("\u321c\ud55c\ube5b", "(\uc8fc)\ud55c\ube5b"),
        ("\u2460 5 \u339e", "1 5 km"),
        ("\ufb01n", "fin"),
    ],
)
def test_signs_that_mean_the_same_are_drawn(title: str, expected: str) -> None:
    site, diagnostics = planned(title)
    (target,) = share_card_targets(site)
    assert (target.view.title, diagnostics) == (expected, [])  # type: ignore[attr-defined]
    assert share_card_url(site.library.briefs[0], site).endswith("/cards/2024/a.png")


@pytest.mark.parametrize(
    ("title", "letters"),
    [
        ("\u97d3\u570b \u97d3", "\u97d3\u570b"),
        ("\ud55c\uad6d Vi\u1ec7t Nam", "\u1ec7"),
        ("\ub620\ubc29", "\ub620"),
        ("Peace \U0001f54a", "\U0001f54a"),
    ],
)
def test_a_title_with_other_letters_has_no_image_and_a_warning(title: str, letters: str) -> None:
    site, (found,) = planned(title)
    assert [*share_card_targets(site)] == []
    assert share_card_url(site.library.briefs[0], site) == ""
    assert (found.code, found.found, found.place.path) == ("TXT04", letters, "content/briefs/a.md")


def test_the_name_of_a_series_is_drawn_too() -> None:
    site, (found,) = planned("A title", series="\u97d3")
    assert [*share_card_targets(site)] == []
    assert found.found == "\u97d3"
    assert "write the series without" in found.fix


def test_letters_in_the_name_of_the_institute_are_reported_one_time() -> None:
    site, (found,) = planned("\u97d3", institute="\u7814\u7a76\u6240")
    assert (found.place.path, found.found) == ("content/site.yaml", "\u7814\u7a76\u6240")
    assert [*share_card_targets(site)] == []


def test_without_the_setting_nothing_is_drawn_or_reported() -> None:
    site = inputs(brief("a", title="\u97d3"))
    assert ([*share_card_targets(site)], [*share_card_diagnostics(site)]) == ([], [])
    assert share_card_url(site.library.briefs[0], site) == ""

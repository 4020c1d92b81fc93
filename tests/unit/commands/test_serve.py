"""`kei-site serve`, before it serves: where it builds, at which instant, and what it refuses."""

import argparse
from datetime import datetime

import pytest

from kei_site.commands.serve import _alone, _request, what_is_shown
from kei_site.core.errors import Refusal
from tests.support.scratch import ScratchSite


def words(site: ScratchSite, **options: object) -> argparse.Namespace:
    """Return the parsed words of a command line."""
    given: dict[str, object] = {"site": site.site, "port": None, "drafts": False, "at": None, "no_search": False}
    return argparse.Namespace(**(given | options))


def test_the_preview_builds_in_a_folder_of_its_own(scratch_site: ScratchSite) -> None:
    request = _request(words(scratch_site))
    assert request.output == scratch_site.site / ".kei-site" / "preview" / "public"
    assert (request.drafts, request.search, request.instant) == (False, True, None)


@pytest.mark.parametrize("options", [{"drafts": True}, {"at": "2030-01-01"}])
def test_what_is_not_public_is_built_in_another(scratch_site: ScratchSite, options: dict[str, object]) -> None:
    assert _request(words(scratch_site, **options)).output.name == "trial"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026-12-24 09:00", "2026-12-24T09:00:00+09:00"),
        ("2026-12-24", "2026-12-24T00:00:00+09:00"),
        ("2026-12-24T09:00Z", "2026-12-24T09:00:00+00:00"),
        ("2026-12-24 09:00 -05:00", "2026-12-24T09:00:00-05:00"),
    ],
)
def test_another_time_is_meant_in_the_zone_of_the_site(scratch_site: ScratchSite, text: str, iso: str) -> None:
    scratch_site.edit("content/site.yaml", "timezone: UTC", "timezone: Asia/Seoul")
    assert _request(words(scratch_site, at=text)).instant == datetime.fromisoformat(iso).timestamp()


@pytest.mark.parametrize(
    ("text", "told"),
    [("tomorrow", "DATETIME|date"), ("2026-02-30", "no such day"), ("2026-01-01 25:00", "an invalid time")],
)
def test_a_time_that_is_none_is_refused_with_the_fix(scratch_site: ScratchSite, text: str, told: str) -> None:
    with pytest.raises(Refusal, match=rf"--at: .*(?:{told}).*{text[:10]}"):
        _request(words(scratch_site, at=text))


def test_a_time_that_the_clocks_skip_is_refused(scratch_site: ScratchSite) -> None:
    scratch_site.edit("content/site.yaml", "timezone: UTC", "timezone: America/New_York")
    with pytest.raises(Refusal, match="skips"):
        _request(words(scratch_site, at="2026-03-08 02:30"))


def test_without_a_configuration_another_time_is_in_utc(scratch_site: ScratchSite) -> None:
    scratch_site.remove("content/site.yaml")
    assert _request(words(scratch_site, at="1970-01-02")).instant == 86_400


def test_a_folder_that_is_no_site_is_refused(scratch_site: ScratchSite) -> None:
    with pytest.raises(Refusal, match="no content/ folder"):
        _request(argparse.Namespace(**{**vars(words(scratch_site)), "site": scratch_site.root}))


def test_two_previews_of_one_kind_do_not_get_in_each_others_way(scratch_site: ScratchSite) -> None:
    plain, other = _request(words(scratch_site)), _request(words(scratch_site, drafts=True))
    with _alone(plain):
        with pytest.raises(Refusal, match="a preview of this site is running already"), _alone(plain):
            """Not reached."""
        with _alone(other):
            """Another kind has another folder."""
    with _alone(plain):
        """Free again."""


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({}, "as it is now, without drafts (--drafts shows them)"),
        ({"drafts": True}, "as it is now, with drafts"),
        ({"at": "2026-12-24 09:00"}, "as it will be at 2026-12-24T09:00:00Z, without drafts (--drafts shows them)"),
    ],
)
def test_it_says_what_it_shows(scratch_site: ScratchSite, options: dict[str, object], told: str) -> None:
    assert what_is_shown(_request(words(scratch_site, **options))) == f"The site {told}"

"""`kei-site digest`: which briefs are new, and what is written where."""

import email
import email.policy
from pathlib import Path

import pytest

from kei_site.cli import main
from tests.support.scratch import ScratchSite, brief


@pytest.fixture
def site(scratch_site: ScratchSite, monkeypatch: pytest.MonkeyPatch) -> ScratchSite:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(scratch_site.now))
    scratch_site.write("content/briefs/old.md", brief("Old", date="2024-06-30", tags="[NATO]"))
    scratch_site.write("content/briefs/week.md", brief("In the week", date="2024-07-15", tags="[NATO, Space]"))
    scratch_site.write("content/briefs/new.md", brief("New", date="2024-07-21"))
    scratch_site.write("content/briefs/later.md", brief("Later", date="2030-01-01"))
    scratch_site.write("content/briefs/draft.md", brief("Draft", date="2024-07-20", draft="true"))
    return scratch_site


def digest(site: ScratchSite, *words: str, output: str = "digest.eml") -> tuple[int, Path]:
    target = site.root / output
    return main(["digest", "--site", str(site.site), "--output", str(target), *words]), target


def titles(target: Path) -> list[str]:
    message = email.message_from_bytes(target.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain",))
    assert body
    lines = body.get_content().splitlines()
    return [title for title in ("Old", "In the week", "New", "Later", "Draft") if title in lines]


def test_without_a_day_it_covers_the_week_of_the_newest_brief(site: ScratchSite) -> None:
    code, target = digest(site)
    assert code == 0
    assert titles(target) == ["In the week", "New"]


def test_since_a_day_that_day_included(site: ScratchSite) -> None:
    assert titles(digest(site, "--since", "2024-06-30")[1]) == ["Old", "In the week", "New"]
    assert titles(digest(site, "--since", "2024-07-01")[1]) == ["In the week", "New"]


@pytest.mark.parametrize("tag", ["NATO", "nato"])
def test_a_tag_in_any_spelling_limits_it(site: ScratchSite, tag: str) -> None:
    assert titles(digest(site, "--since", "2024-01-01", "--tag", tag)[1]) == ["Old", "In the week"]


def test_the_same_as_a_page(site: ScratchSite) -> None:
    _, target = digest(site, output="digest.html")
    assert target.read_bytes().startswith(b"<!DOCTYPE html>")


CHART = """::: table a.csv
title: The table
:::

::: chart a.csv
title: The chart
alt: It rises.
:::

::: chart a.csv #a
title: Another chart
alt: It falls.
:::
"""


def test_the_first_chart_of_a_brief_is_shown(site: ScratchSite) -> None:
    site.write("content/briefs/a.csv", "year,n\n2019,1\n2020,2\n")
    site.write("content/briefs/new.md", brief("New", date="2024-07-21", body=CHART))
    page = digest(site, output="digest.html")[1].read_text(encoding="utf-8")
    assert page.count("<img ") == 1
    assert '/briefs/2024/new/fig-a.png" width="560"' in page
    assert 'alt="It rises."' in page


def test_nothing_new_writes_nothing(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    code, target = digest(site, "--since", "2024-08-01")
    assert code == 0
    assert not target.exists()
    assert "nothing new since 2024-08-01" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--since", "2024-02-30"), "--since wants a day such as 2024-07-01, not 2024-02-30"),
        (("--tag", "spaec"), "no public brief has the tag spaec; did you mean Space?"),
    ],
)
def test_a_day_or_tag_that_does_not_exist_is_refused(
    site: ScratchSite, words: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, target = digest(site, *words)
    assert code == 2
    assert said in capsys.readouterr().err
    assert not target.exists()


def test_errors_in_the_content_are_told_and_nothing_is_written(
    site: ScratchSite, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write("content/briefs/bad.md", brief("Bad", date="2024-02-30"))
    code, target = digest(site)
    assert code == 1
    assert "DAT01" in capsys.readouterr().out
    assert not target.exists()


def test_the_site_is_not_built(site: ScratchSite) -> None:
    digest(site)
    assert not site.output.exists()


def test_placeholders_in_a_message_are_reported(site: ScratchSite, capsys: pytest.CaptureFixture[str]) -> None:
    digest(site)
    told = capsys.readouterr().err
    assert "warning: placeholders stand for `sender`, `unsubscribe`, `postal_address`" in told
    assert "fix: set them under `mailing_list` in content/site.yaml" in told
    digest(site, output="digest.html")
    assert capsys.readouterr().err == ""


def test_placeholders_that_somebody_typed_are_reported_like_missing_settings(
    site: ScratchSite, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = site.site / "content" / "site.yaml"
    written = "sender: desk@example.org\n  postal_address: '[postal address]'\n  unsubscribe: '[unsubscribe]'\n"
    settings.write_text(f"{settings.read_text('utf-8')}mailing_list:\n  action: https://l.kr/s\n  {written}", "utf-8")
    digest(site)
    assert "placeholders stand for `sender`, `postal_address`" in capsys.readouterr().err


def test_a_message_has_the_sender_and_the_addresses_of_the_site(
    site: ScratchSite, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = site.site / "content" / "site.yaml"
    more = "\n  ".join(
        (
            "mailing_list:",
            "action: https://l.example.org/s",
            "sender: desk@institute.kr",
            "postal_address: 1 Road, Seoul",
        )
    )
    settings.write_text(settings.read_text("utf-8") + more + "\n  unsubscribe: '*|UNSUB|*'\n", "utf-8")
    _, target = digest(site)
    message = target.read_text("utf-8")
    assert capsys.readouterr().err == ""
    assert "placeholder" not in message
    assert "[postal address]" not in message
    assert "<desk@institute.kr>" in message
    assert "List-Unsubscribe: <*|UNSUB|*>" in message
    assert "Seoul" in message

"""Every word of a brief's source is on its page: nothing is lost between the file and what readers see.

The words of a text against its fragment are compared elsewhere; here the whole way is, with the front matter that
readers see, over this site and over real articles by others.
"""

from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest

from kei_site.build.pipeline import build
from kei_site.build.records import SitePlan
from kei_site.build.report import BuildRequest
from kei_site.model.brief import Brief
from kei_site.source.decode import decode
from kei_site.source.fences import split
from tests.support.real_sites import OWN, SITES, real_site
from tests.support.scratch import ScratchSite, brief
from tests.support.shown_words import lost_words, shown_words

FEW = 250
"""One text in so many may lose words to a tag that a foreign shortcode with quotes has broken: a plain parser shows
what stands in the tag, and we show what stands around it."""


def built(site: Path, folder: Path) -> SitePlan:
    seen: list[SitePlan] = []
    request = BuildRequest(site=site, output=folder / "public", cache=folder / "cache", search=False, jobs=1)
    report = build(request, on_plan=seen.append)
    assert not report.failed, report.diagnostics
    return seen[-1]


def lost_of(record: Brief, site: Path, public: Path) -> Counter[str]:
    """Return the words of a brief's file that its page does not show."""
    page = (public / unquote(record.url).strip("/") / "index.html").read_text(encoding="utf-8")
    body = split(decode((site / record.path).read_bytes(), record.path).text, record.path).body
    front = record.front
    named = shown_words(f"{front.title} {'' if front.summary_is_derived else front.summary}".replace("<", " "))
    return lost_words(body, page) + Counter(dict.fromkeys(named.keys() - shown_words(page).keys(), 1))


@pytest.mark.parametrize("name", SITES)
def test_every_word_of_a_file_is_on_its_page(name: str, pytestconfig: pytest.Config, tmp_path: Path) -> None:
    site = real_site(name, pytestconfig)
    briefs = built(site, tmp_path).library.briefs
    lost = {record.path: words for record in briefs if (words := lost_of(record, site, tmp_path / "public"))}
    assert len(lost) <= (0 if name == OWN else len(briefs) // FEW), lost


def test_what_a_site_lowers_still_shows_its_words(scratch_site: ScratchSite) -> None:
    body = (
        "A [first](nowhere.md) link, a [third](tel:1) and a [fourth](ttps://e.org).\n\n"
        '![Fifth words](nowhere.png) and <iframe>sixth</iframe> <font color="red">seventh</font>.\n\n'
        "::: aside Eighth\nNinth.\n:::\n"
    )
    scratch_site.edit(
        "content/site.yaml",
        "language: en\n",
        "language: en\ndiagnostics: {LNK02: warning, IMG01: warning, HTM01: warning}\n",
    )
    scratch_site.write("content/briefs/a.md", brief(body=body))
    site = built(scratch_site.site, scratch_site.root)
    (record,) = site.library.briefs
    assert lost_of(record, scratch_site.site, scratch_site.root / "public") == Counter()


def test_a_lost_word_would_be_seen(scratch_site: ScratchSite) -> None:
    scratch_site.write("content/briefs/a.md", brief(body="Unmistakable words.\n"))
    site = built(scratch_site.site, scratch_site.root)
    (record,) = site.library.briefs
    page = scratch_site.root / "public/briefs/2024/a/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("Unmistakable", ""), encoding="utf-8")
    assert lost_of(record, scratch_site.site, scratch_site.root / "public") == Counter({"Unmistakable": 1})

"""What is published, looked at from outside: links, reach and words, over this site and over real articles by
others."""

import shutil
from pathlib import Path

import pytest

from kei_site.build.pipeline import build
from kei_site.build.report import BuildRequest
from tests.support.output_links import links_of
from tests.support.real_sites import SITES, real_site
from tests.support.scratch import ScratchSite, brief
from tests.support.shown_words import lost_words


@pytest.mark.parametrize("name", SITES)
def test_no_link_is_dead_and_every_brief_is_reached_from_home(
    name: str, pytestconfig: pytest.Config, tmp_path: Path
) -> None:
    site = real_site(name, pytestconfig)
    report = build(BuildRequest(site=site, output=tmp_path / "public", cache=tmp_path / "cache", search=False, jobs=1))
    assert not report.failed
    links = links_of(tmp_path / "public")
    assert links.dead == []
    assert links.wrong_ids == []
    assert {path for path in links.pages if path.startswith("briefs/2")} <= links.reached


def test_a_dead_link_and_a_lost_page_would_be_seen(scratch_site: ScratchSite) -> None:
    scratch_site.write("content/briefs/a.md", brief())
    scratch_site.build()
    (scratch_site.output / "lost.html").write_text(
        '<a href="/nothing/">x</a><a href="#nowhere">y</a><b id="a" aria-labelledby="a b">z</b><i id="a"></i>'
    )
    links = links_of(scratch_site.output)
    assert links.dead == ["lost.html: /nothing/", "lost.html: #nowhere"]
    assert "lost.html" not in links.reached
    assert links.wrong_ids == ["lost.html: a", "lost.html: b"]


LIFE = """Words[^1] and^[inside].

## Its history

[^1]: A note.

::: chart data.csv
type: bar
title: Numbers
x: year
y: count
alt: Bars.
source: Made up.
:::

::: table data.csv
title: All numbers
source: Made up.
:::
"""


def test_lives_and_texts_on_one_page_share_no_id(scratch_site: ScratchSite) -> None:
    for name in ("ann", "ben"):
        scratch_site.write(f"content/authors/{name}.md", f"---\nname: {name}\n---\n\n{LIFE}")
        scratch_site.write(f"content/authors/{name}.ko.md", f"---\nname: {name}\n---\n\n{LIFE}")
    for folder in ("authors", "briefs"):
        scratch_site.write(f"content/{folder}/data.csv", "year,count\n2001,1\n2002,3\n")
    texts = {
        "one": LIFE,
        "two": "Words.\n",
        "three": "## fn-1\n\n## kei-life-1-fn-1\n\n## fig-data\n\nA[^1]\n\n[^1]: B\n",
    }
    for name, text in texts.items():
        for language in ("en", "ko"):
            head = brief(f"Brief {name} {language}", authors="[ann, ben]", language=language, body=text)
            scratch_site.write(f"content/briefs/{name}-{language}.md", head)
    assert not scratch_site.build().failed
    links = links_of(scratch_site.output)
    assert links.wrong_ids == []
    assert len(links.pages) > 10


@pytest.mark.parametrize("name", SITES)
def test_every_word_of_a_text_is_on_its_page(name: str, pytestconfig: pytest.Config) -> None:
    from kei_site.markdown.document import read_markdown

    texts = sorted((real_site(name, pytestconfig) / "content" / "briefs").rglob("*.md"))
    lost = {}
    for path in texts:
        body = path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
        missing = lost_words(body, read_markdown(body, path=path.name, first_line=1, language="en").fragment.html)
        if missing:
            lost[path.name] = missing
    # Tags that an unknown shortcode with quotes has broken: a plain parser shows their attributes as words, we show
    # the text alone.
    assert len(lost) <= len(texts) // 250, lost


def test_the_output_is_the_same_wherever_the_site_lies(scratch_site: ScratchSite, tmp_path: Path) -> None:
    scratch_site.write("content/briefs/a.md", brief(tags="[x, y]", body="Words.[^1]\n\n[^1]: A note.\n"))
    scratch_site.build()
    elsewhere = tmp_path / "an other place" / "깊은"
    shutil.copytree(scratch_site.site / "content", elsewhere / "content")
    build(
        BuildRequest(
            site=elsewhere,
            output=elsewhere / "out",
            cache=elsewhere / "cache",
            search=False,
            jobs=2,
            instant=scratch_site.now,
        )
    )
    here, two = (
        {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}
        for root in (scratch_site.output, elsewhere / "out")
    )
    assert here == two

import io
import os
import re
import subprocess
import sys
from dataclasses import replace

import lxml.etree
import pytest
from PIL import Image

from kei_site.core.colors import rgb_of
from kei_site.core.theme import ACCENT, PAPER
from kei_site.model.views.figures import SMALL, PictureView
from kei_site.render.figures.picture import picture_size, picture_svg, render_picture, small_svg
from tests.support.figure_samples import SAMPLES, chart


def view_of(name: str, language: str = "en") -> PictureView:
    return PictureView(
        figure=chart(*SAMPLES[name], language=language), paper=PAPER, accent=ACCENT, publisher="Institute"
    )


@pytest.mark.parametrize("name", ["line", "tile-map-korea", "timeline"])
def test_a_picture_has_the_size_that_pages_tell(name: str) -> None:
    view = view_of(name)
    with Image.open(io.BytesIO(render_picture(view))) as image:
        assert (image.format, image.size) == ("PNG", picture_size(view.figure))


def test_a_picture_is_the_same_each_time() -> None:
    assert render_picture(view_of("line", "ko")) == render_picture(view_of("line", "ko"))


def test_words_are_drawn() -> None:
    first, second = (render_picture(replace(view_of("line"), publisher=name)) for name in ("한국", "미국"))
    assert first != second


@pytest.mark.parametrize("name", SAMPLES)
def test_a_picture_stands_alone(name: str) -> None:
    drawn = picture_svg(view_of(name))
    root = lxml.etree.fromstring(drawn)
    words = " ".join(root.itertext())
    assert view_of(name).figure.text.title in words
    assert "var(" not in drawn
    assert not re.search(r'(?:href|src)="', drawn)


@pytest.mark.programs
def test_the_same_bytes_come_out_of_every_process() -> None:
    """Orders of sets and hashes differ between processes; nothing of a figure may."""
    code = (
        "import hashlib\n"
        "from kei_site.core.theme import ACCENT, PAPER\n"
        "from kei_site.model.views.figures import DataFileView, PictureView\n"
        "from kei_site.render.figures.data_file import render_data_file\n"
        "from kei_site.render.figures.figure import feed_figure, figure_html\n"
        "from kei_site.render.figures.picture import render_picture\n"
        "from tests.support.figure_samples import SAMPLES, chart\n"
        "views = [chart(*sample, language=language) for sample in SAMPLES.values() for language in ('en', 'ko')]\n"
        "parts = [write(view).encode() for view in views for write in (figure_html, feed_figure)]\n"
        "parts += [render_data_file(DataFileView(figure=v, permalink='p', publisher='q', license='')) for v in views]\n"
        "parts.append(render_picture(PictureView(figure=views[0], paper=PAPER, accent=ACCENT, publisher='q')))\n"
        "print(hashlib.sha256(b''.join(parts)).hexdigest())\n"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(seen) == 1


@pytest.mark.parametrize("name", SAMPLES)
def test_a_small_picture_has_no_words_unless_it_is_nothing_without_and_the_size_of_lists(name: str) -> None:
    view = replace(view_of(name), is_small=True)
    assert ("<text" in small_svg(view)) == (view.figure.type == "timeline")
    assert view.figure.text.title not in small_svg(view)
    with Image.open(io.BytesIO(render_picture(view))) as image:
        assert image.size == SMALL
        assert len(image.getcolors() or ()) > 1
        paper = image.convert("RGB").getpixel((0, 0))
    assert paper == rgb_of(view.paper)

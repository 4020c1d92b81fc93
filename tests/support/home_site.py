"""A site of hundreds of briefs on which each place of the home page has as much to show as it can hold."""

import io
from pathlib import Path

from PIL import Image

from tests.bench.corpus import make_corpus, scale_of

BRIEFS = 400
_TYPES = ("report", "paper", "commentary", "brief", "podcast")
_LONG_TITLE = "What the Allies Expect of Seoul After the Summit and What It Can Deliver"
_SHORT_SUMMARY = (
    "Expectations rose faster than means. This text counts what was asked for, what was promised and what was "
    "delivered since"
)
_LONG_SUMMARY = (
    f"{_SHORT_SUMMARY}, and it says which of the gaps are of money, which are of law and which are of will, so that "
    "readers can judge the next round of pledges by the record of the last one"
)


def write_home_site(folder: Path) -> None:
    """Write the sources of the site into `folder`: the newest briefs have long words, and every other one an image."""
    make_corpus(folder, scale_of(briefs=BRIEFS, words=BRIEFS * 40, short=False))
    settings = folder / "content/site.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + _SETTINGS, encoding="utf-8")
    for at in range(30):
        kind, with_image = _TYPES[at % len(_TYPES)], at % 2 == 0
        _write(folder, f"new-{at:02}", _front(at, kind, with_image), image=with_image)
    for at in range(4):
        event = (
            f"type: event\nevent:\n  start: 2030-0{at + 1}-10T18:00:00Z\n  place: A hall with a long name, Washington\n"
        )
        _write(folder, f"talk-{at}", f"title: {_LONG_TITLE} {at + 40}\ndate: 2029-01-01\n{event}", image=False)


_SETTINGS = """\
mailing_list:
  action: https://lists.example.org/subscribe
  promise: Subscribers get each new brief on the day it appears, in one short message with its summary and a link.
"""


def _front(at: int, kind: str, with_image: bool) -> str:
    image = "image: {src: picture.png, alt: Bars of several heights}\n" if with_image else ""
    series = f"series: Series {at % 3}\n" if at % 4 == 0 else ""
    return (
        f"title: {_LONG_TITLE} {at}\ndate: 2029-02-{28 - at % 28:02}\ntype: {kind}\n"
        f"summary: {_LONG_SUMMARY if at % 3 else _SHORT_SUMMARY}.\n{series}{image}"
    )


def _write(folder: Path, name: str, front: str, *, image: bool) -> None:
    place = folder / "content/briefs/2029" / name
    place.mkdir(parents=True)
    (place / "index.md").write_text(f"---\n{front}authors: [author-300]\n---\n\nWords.\n", encoding="utf-8")
    if image:
        out = io.BytesIO()
        Image.linear_gradient("L").resize((900, 600)).save(out, format="PNG")
        (place / "picture.png").write_bytes(out.getvalue())

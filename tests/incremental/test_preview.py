"""Preview and build agree: after every edit the preview gives, byte for byte, what a clean build writes.

Pages have the reload tag behind their last byte, and nothing else is different. What the preview is told of the edits
is not always all.
"""

from pathlib import Path
from random import Random

import pytest

from kei_site.output.ownership import NAME
from kei_site.preview.http_request import Request
from kei_site.preview.http_response import CHANNEL, respond
from kei_site.preview.site_state import SiteState
from tests.support.edits import ALL_EDITS, SOURCE_EDITS
from tests.support.edits.briefs import brief_title
from tests.support.fixture_site import FixtureSite, make_fixture_site
from tests.support.preview_rehearsal import TOKEN, Rehearsal, rehearse
from tests.support.scratch import tree

EDITS = tuple(edit.__name__ for edit in SOURCE_EDITS)
PIECE = 25
"""Edits of one script; scripts run side by side."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Cut the edits that were asked for into scripts."""
    if "number" in metafunc.fixturenames:
        metafunc.parametrize("number", range(-(-metafunc.config.getoption("--preview-steps") // PIECE)))


@pytest.mark.sized
def test_the_preview_gives_what_a_clean_build_writes(number: int, law_folder: Path) -> None:
    fixture = make_fixture_site(law_folder)
    fixture.output = fixture.site.cache / "preview" / "public"
    rng = Random(f"preview {number}")
    made = rehearse(fixture.request(cache=fixture.site.cache / "preview"))
    made.session._build(lambda: True)
    done = ["nothing"]
    for edit in rng.choices(EDITS, k=PIECE):
        before = fixture.sources()
        made.open_pages[:] = rng.sample(sorted(made.holder.state.files) or ["/"], 1)
        done.append(f"{edit}: {ALL_EDITS[edit](fixture, rng)}")
        fault = _follow(made, fixture, _told(before, fixture.sources(), rng)) or _differences(made, fixture)
        assert not fault, "\n".join([*done, fault])
        if made.holder.state.diagnostics:
            fixture.restore(before)
            made.step(before)
            made.rest()
            fault = _differences(made, fixture)
            assert not fault, "\n".join([*done, "fixed", fault])


def _told(before: dict[str, bytes], after: dict[str, bytes], rng: Random) -> list[str]:
    """Return the paths that changed; now and then one of them is forgotten."""
    changed = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
    return changed[1:] if rng.random() < 0.2 else changed


def _follow(made: Rehearsal, fixture: FixtureSite, told: list[str]) -> str:
    """Let the preview follow an edit; whatever it shows on the way must be bytes, and come from nowhere else."""
    made.states.clear()
    made.step(told)
    made.rest()
    strange = [address for state in made.states for address in state.early_pages if not address.startswith("/")]
    return f"strange addresses {strange}" if strange else ""


def _differences(made: Rehearsal, fixture: FixtureSite) -> str:
    report = fixture.build_clean()
    state = made.holder.state
    if report.failed:
        return "" if state.diagnostics else f"a clean build fails and the preview does not say so: {report.diagnostics}"
    if state.diagnostics or state.early_pages:
        return f"a clean build is good, and the preview shows {state.diagnostics or list(state.early_pages)}"
    wanted = {path: data for path, data in tree(fixture.clean).items() if not path.endswith("/") and path != NAME}
    served = {path: _served(f"{made.session._display.prefix}/{path}", state) for path in wanted}
    other = sorted(path for path in wanted if served[path] != wanted[path])
    extra = len(state.files) - len(wanted) - sum(path.rpartition("/")[2] == "index.html" for path in wanted)
    return f"different: {other[:8]}, {extra} addresses too many" if other or extra else ""


def _served(address: str, state: SiteState) -> bytes:
    """Return what a browser gets, without the tag, which must be there once on a page and never elsewhere."""
    found = respond(Request(method="GET", address=address), state, TOKEN)
    if found.status != 200:
        return b"status %d" % found.status
    head, tag, tail = found.body.rpartition(b'<script src="' + CHANNEL.encode())
    if not found.media_type.startswith("text/html"):
        return found.body
    return head if tag and tail.count(b"\n") == 1 and CHANNEL.encode() not in head else found.body + b" without its tag"


def test_a_preview_that_shows_old_bytes_would_be_caught(law_folder: Path) -> None:
    fixture = make_fixture_site(law_folder, briefs=5)
    fixture.output = fixture.site.cache / "preview" / "public"
    made = rehearse(fixture.request(cache=fixture.site.cache / "preview"))
    made.session._build(lambda: True)
    assert _differences(made, fixture) == ""
    brief_title(fixture, Random(1))
    assert "different" in _differences(made, fixture)

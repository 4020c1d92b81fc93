"""Edits of references, versions and notices: one function each, (fixture site, random numbers) -> what was done."""

import posixpath
from random import Random

from tests.support.edits.briefs import some_brief
from tests.support.fixture_site import FixtureSite, change, png, set_key

_BIB = "content/references/main.bib"
_ENTRY = "@book{{kim, author = {{Kim, Jane}}, title = {{On {word}}}, year = 2024}}\n"
_VERSIONS = "content/versions/"


def references_edited(fixture: FixtureSite, rng: Random) -> str:
    """Another title of the work that briefs cite."""
    fixture.site.write(_BIB, _ENTRY.format(word=f"rivers {fixture.fresh()}"))
    return "another work"


def brief_cites(fixture: FixtureSite, rng: Random) -> str:
    """A citation in a text, in one of two styles."""
    if not fixture.below("content/references/"):
        references_edited(fixture, rng)
    path = some_brief(fixture, rng)
    change(fixture, path, lambda text: f"{text}\nAs told [@kim, p. {fixture.fresh()}].\n")
    set_key(fixture, path, "citation_style", rng.choice(("", "apa")))
    return f"{path} cites"


def _name(path: str) -> str:
    return path.removeprefix("content/briefs/").removesuffix(".md").removesuffix("/index")


def version_frozen(fixture: FixtureSite, rng: Random) -> str:
    """A version of a brief is frozen, and the brief changed."""
    return _freeze(fixture, some_brief(fixture, rng))


def _freeze(fixture: FixtureSite, path: str) -> str:
    name = _name(path)
    number = len(fixture.below(f"{_VERSIONS}{name}", ".md")) + 1
    set_key(fixture, path, "versions", "true")
    fixture.site.write(f"{_VERSIONS}{name}/v{number}.md", fixture.site.read(path))
    change(fixture, path, lambda text: f"{text}\nSince version {number}: {fixture.fresh()}.\n")
    return f"version {number} of {path}"


def picture_replaced(fixture: FixtureSite, rng: Random) -> str:
    """A brief shows another picture than a frozen version, with which the earlier one was kept."""
    path = some_brief(fixture, rng)
    folder = posixpath.dirname(path)
    change(fixture, path, lambda text: f"{text}\n![Then and now](replaced.png)\n")
    fixture.site.write(f"{folder}/replaced.png", png(20, 20, fixture.fresh()))
    kept = f"{_freeze(fixture, path).split()[1]}/beside/replaced.png"
    data = (fixture.site.site / folder / "replaced.png").read_bytes()
    fixture.site.write(f"{_VERSIONS}{_name(path)}/v{kept}", data)
    fixture.site.write(f"{folder}/replaced.png", png(20, 20, fixture.fresh()))
    return f"another picture in {path}"


def version_edited(fixture: FixtureSite, rng: Random) -> str:
    """Another word in a frozen version."""
    path = rng.choice(fixture.below(_VERSIONS, ".md") or [""])
    if not path:
        return "no version"
    change(fixture, path, lambda text: f"{text}\nThen {fixture.fresh()}.\n")
    return f"edit {path}"


def version_removed(fixture: FixtureSite, rng: Random) -> str:
    """A frozen version less, or a brief that shows none."""
    path = rng.choice(fixture.below(_VERSIONS, ".md") or [""])
    if not path or rng.random() < 0.5:
        brief = some_brief(fixture, rng)
        set_key(fixture, brief, "versions", "")
        return f"{brief} shows no versions"
    fixture.site.remove(path)
    return f"delete {path}"


def brief_withdrawn(fixture: FixtureSite, rng: Random) -> str:
    """A brief is withdrawn, or stands again; sometimes another one replaces it."""
    path, other = rng.sample(fixture.briefs(), 2)
    if rng.random() < 0.3:
        set_key(fixture, path, "withdrawn", "")
        return f"{path} stands"
    set_key(fixture, path, "withdrawn", f"{{date: 2024-12-30, reason: Reason {fixture.fresh()}.}}")
    set_key(fixture, path, "superseded_by", rng.choice(("", f"../../../{other}")))
    return f"{path} is withdrawn"


def brief_outlets(fixture: FixtureSite, rng: Random) -> str:
    """A brief appeared in two places."""
    path = some_brief(fixture, rng)
    places = (
        f"{{outlet: Paper {rng.randint(1, 3)}, url: 'https://paper.example.com/', date: 2024-11-0{day}}}"
        for day in (1, 2)
    )
    set_key(fixture, path, "published_in", f"[{', '.join(places)}]")
    return f"{path} appeared twice"


EDITS = (
    references_edited,
    brief_cites,
    version_frozen,
    picture_replaced,
    version_edited,
    version_removed,
    brief_withdrawn,
    brief_outlets,
)

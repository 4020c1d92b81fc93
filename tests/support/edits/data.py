"""Edits of data files and of the figures made from them: one function each, (fixture site, random numbers) -> words."""

from random import Random

from tests.support.fixture_site import FixtureSite, change

_CHART = "\n::: chart {name} #values\ntitle: Values {number}\ntype: bar\nalt: Bars\n:::\n"


def _texts(fixture: FixtureSite) -> list[str]:
    """Return the briefs that have a folder of their own, in which their data lie."""
    return [path for path in fixture.briefs() if path.endswith("/index.md")]


def data_shown(fixture: FixtureSite, rng: Random) -> str:
    """A chart of a new data file in a brief, once in each."""
    path = rng.choice(_texts(fixture) or [""])
    if not path or "#values" in fixture.site.read(path):
        return "no chart"
    fixture.site.write(path.replace("index.md", "shown.csv"), f"name,value\na,1\nb,{fixture.fresh()}\n")
    change(fixture, path, lambda text: text + _CHART.format(name="shown.csv", number=fixture.fresh()))
    return f"a chart in {path}"


def data_edited(fixture: FixtureSite, rng: Random) -> str:
    """Another number in a data file, shown by a chart or not."""
    path = rng.choice(fixture.below("content/briefs/", ".csv") or [""])
    if not path:
        return "no data"
    change(fixture, path, lambda text: f"{text.rstrip().rpartition(',')[0]},{fixture.fresh()}\n")
    return f"a number of {path}"


def data_hidden(fixture: FixtureSite, rng: Random) -> str:
    """A chart goes, with its data or without."""
    path = rng.choice([path for path in _texts(fixture) if "#values" in fixture.site.read(path)] or [""])
    if not path:
        return "no chart to hide"
    change(fixture, path, lambda text: text[: text.index("\n::: chart")])
    if rng.random() < 0.5:
        fixture.site.remove(path.replace("index.md", "shown.csv"))
    return f"no chart in {path}"


EDITS = (data_shown, data_edited, data_hidden)

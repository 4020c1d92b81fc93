"""The JSON Schemas say what the readers of front matter and of site.yaml accept."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from kei_site.cli import main
from kei_site.commands.schema import schema
from kei_site.config import read_config
from kei_site.core.diagnostics import errors_in
from kei_site.model.brief import BRIEF_TYPES
from kei_site.source.fences import split
from kei_site.source.figures import read_shared_figure
from kei_site.source.front_matter import read_front_matter
from tests.support.examples import examples

KINDS = ("front-matter", "site", "figure")
CROSS = {"EVT01", "EVT02", "POD01", "POD02", "THM01", "FIG03"}
"""Codes of values that contradict each other."""
BASE: Mapping[str, Mapping[str, Any]] = {
    "front-matter": {"title": "T", "date": "2024-07-21", "authors": ["desk"]},
    "site": {"title": "T", "url": "https://institute.kr"},
    "figure": {"title": "T", "data": "a.csv"},
}
WORDS = (
    *("word", "two words", "7", "true", "2024-07-21", "2024-07-21T09:00:00+09:00", "/old/", "/a/b.html", "a.png"),
    *("https://institute.kr/a", "desk@institute.kr", "ko", "pt-BR", "brief", "error", "here", "there", "correction"),
    *("10.1234/abc", "institute.kr,2024", ".dta", "/img/logo.png", "한국", "Asia/Seoul"),
)


def document(kind: str, more: Mapping[str, Any]) -> dict[str, Any]:
    return {**BASE[kind], **more}


def written(value: Any) -> str:
    """Return a value in YAML as the schema sees it: nothing for null, plain numbers, quoted texts."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {written(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def reads(kind: str, value: Mapping[str, Any]) -> bool:
    """Tell whether the reader takes a document without an error."""
    text = "".join(f"{key}: {written(part)}\n" for key, part in value.items())
    if kind == "site":
        diagnostics = read_config(text, "content/site.yaml")[1]
    elif kind == "figure":
        diagnostics = read_shared_figure(text, "content/figures/a.yaml")[1]
    else:
        parts = split(f"---\n{text}---\n", "content/briefs/a.md")
        diagnostics = read_front_matter(parts, "content/briefs/a.md", timezone="UTC", language="en").diagnostics
    return {found.code for found in errors_in(diagnostics)} <= CROSS


def relaxed(shape: Any) -> Any:
    """Return a schema that does not tell scalars apart: in YAML, `7` is a text and a quoted number a number."""
    if isinstance(shape, list):
        return [relaxed(part) for part in shape]
    if not isinstance(shape, dict):
        return shape
    parts = {key: relaxed(part) for key, part in shape.items()}
    return (
        {**parts, "type": ["string", "number", "boolean"]}
        if shape.get("type") in ("string", "integer", "number")
        else parts
    )


SCHEMAS = {kind: schema(kind) for kind in KINDS}
"""Made once: each lists the time zones of the world."""
STRICT = {kind: Draft202012Validator(SCHEMAS[kind]) for kind in KINDS}
RELAXED = {kind: Draft202012Validator(relaxed(SCHEMAS[kind])) for kind in KINDS}
SCALARS = st.one_of(st.sampled_from(WORDS), st.integers(-5, 300), st.booleans())
ANYTHING = st.one_of(
    st.none(),
    SCALARS,
    st.lists(SCALARS, max_size=3),
    st.dictionaries(st.sampled_from(("name", "url", "src", "note")), SCALARS, max_size=3),
    st.lists(st.lists(SCALARS, max_size=2), max_size=2),
)


_Maker = Callable[[Mapping[str, Any]], st.SearchStrategy[Any]]


def values_of(shape: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    """Return values that are near a shape: most fit it, some do not fit a pattern in it."""
    if "anyOf" in shape:
        return st.one_of(*map(values_of, shape["anyOf"]))
    if "$ref" in shape:
        return st.sampled_from(("Asia/Seoul", "UTC", "Asia/Soul"))
    if "enum" in shape:
        return st.sampled_from(shape["enum"])
    makers: Mapping[str, _Maker] = {"integer": _integers, "array": _lists, "object": _mappings, "null": _nothing}
    return makers.get(str(shape.get("type")), _scalars)(shape)


def _nothing(_: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    return st.none()


def _scalars(_: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    return SCALARS


def _integers(shape: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    return st.integers(shape["minimum"] - 1, shape["maximum"] + 1)


def _lists(shape: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    return st.lists(values_of(shape["items"]).filter(lambda item: item is not None), max_size=3)


def _mappings(shape: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    if "properties" not in shape:
        return st.dictionaries(st.sampled_from(WORDS[6:10]), SCALARS, max_size=3)
    parts = {key: values_of(part) for key, part in shape["properties"].items()}
    wanted = {key: parts[key] for key in shape.get("required", ())}
    optional = {key: part for key, part in parts.items() if key not in wanted}
    return st.one_of(st.fixed_dictionaries(wanted, optional=optional), st.fixed_dictionaries({}, optional=parts))


def test_the_keys_of_a_site_are_in_its_schema(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "content").mkdir()
    settings = (
        "title: T\nurl: https://institute.kr\nextra:\n  장소: {label: Place}\n  sample: {type: number, label: N}\n"
    )
    (tmp_path / "content/site.yaml").write_text(settings, encoding="utf-8")
    assert main(["schema", "front-matter", "--site", str(tmp_path)]) == 0
    valid = Draft202012Validator(json.loads(capsys.readouterr().out)).is_valid
    assert valid(document("front-matter", {"장소": "Busan", "sample": 1204.5}))
    assert not valid(document("front-matter", {"sample": "many"}))
    assert not valid(document("front-matter", {"place": "Busan"}))
    assert STRICT["site"].is_valid(document("site", {"extra": {"장소": {"label": "Place"}}}))


def test_settings_that_cannot_be_read_leave_the_schema_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "content").mkdir()
    for data in (b"title: [", b"\xff\xfe"):
        (tmp_path / "content/site.yaml").write_bytes(data)
        assert main(["schema", "front-matter", "--site", str(tmp_path)]) == 0
        assert json.loads(capsys.readouterr().out) == schema("front-matter")


def _has_places_of_one_name(value: Mapping[str, Any]) -> bool:
    """Tell of two places to publish to with one name, which no JSON Schema can."""
    places = value.get("publish")
    names = [place.get("name", place.get("target")) for place in places] if isinstance(places, list) else []
    return len(names) > len(set(names))


def _has_no_range(value: Mapping[str, Any]) -> bool:
    """Tell of an axis that ends where it begins, or before."""
    ends = value.get("range")
    return isinstance(ends, list) and ends[0] >= ends[1]


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
@examples(times=4)
def test_a_schema_and_a_reader_take_the_same(kind: str, data: st.DataObject) -> None:
    shapes = SCHEMAS[kind]["properties"]
    key = data.draw(st.sampled_from(sorted(set(shapes) - {"data"})))  # data are read when they are drawn
    value = document(kind, {key: data.draw(st.one_of(values_of(shapes[key]), ANYTHING))})
    taken = reads(kind, value)
    if STRICT[kind].is_valid(value) and not _has_places_of_one_name(value) and not _has_no_range(value):
        assert taken
    if taken:
        assert RELAXED[kind].is_valid(value)


ODD = (
    *(
        "",
        " ",
        "yes",
        "True",
        "7.5",
        "-1",
        "1e3",
        "2024",
        "x" * 301,
        "x" * 10_001,
        "*",
        "&amp;",
        "a.PDF",
        ".dta",
        "dta",
    ),
    *("2024-13-01", "2024-00-10", "2024-05-32", "2024-04-31", "2023-02-29", "2024-02-29", "2100-02-29", "2000-02-29"),
    *("1969-12-31", "2100-12-31", "2101-01-01", "02024-01-01", "2024-7-21", "20240721", "2024-07-21T", "21/07/2024"),
    *("2024-07-21T24:00", "2024-07-21T23:60", "2024-07-21T23:59:60", "2024-07-21t09:00z", "2024-07-21T9:00"),
    *("2024-07-21 09:00 +14:00", "2024-07-21T09:00+14:30", "2024-07-21T09:00+09", "2024-07-21T09:00+09:60"),
    *("https://", "https:///a", "https://user@a.kr/", "https://a.kr:99999/", "https://a.kr:80", "https://a.kr:x/"),
    *("https://a.kr/<b>", 'https://a.kr/"', "https://[::1]/", "https://[x]/", "https://한국.kr/길", "ftp://a.kr/"),
    *("https://a.kr/?a#b", "https://a.kr/../b", "javascript:alert(1)", "www.a.kr", "//a.kr", "a@b", "a@b.kr"),
    *(
        "/a//b",
        "/.hidden",
        "/.well-known/x",
        "/*",
        "/:x",
        "/_headers",
        "/CNAME",
        "/a?x",
        "/%",
        "/a%20b",
        "../x",
        "/한국/",
    ),
    *("Ko", "KO", "xx", "xxx", "en-x", "en-x-y", "pt_BR", "zh-Hant-TW", "en-US-u-ca-gregory", "english"),
    *("page", "Feed", "nul", "CON", "a--b", "a_b", "A-b", "10.12/a", "10.1234/a.", "doi:10.1234/a", "Asia/seoul"),
)
"""Values that are nearly right."""


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_and_a_reader_take_the_same_of_what_is_nearly_right(kind: str) -> None:
    """Known to differ: blanks around a value in quotes, control characters, signs beyond ASCII in slugs and escapes."""
    shapes = {key: dict(shape, description="") for key, shape in SCHEMAS[kind]["properties"].items() if key != "data"}
    keys = {json.dumps(shape): key for key, shape in shapes.items()}.values()
    values = [document(kind, {key: value}) for key in keys for odd in ODD for value in (odd, [odd])]
    taken = [reads(kind, value) for value in values]
    assert [value for value, took in zip(values, taken, strict=True) if STRICT[kind].is_valid(value) and not took] == []
    assert [
        value for value, took in zip(values, taken, strict=True) if took and not RELAXED[kind].is_valid(value)
    ] == []


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("front-matter", {"titel": "x"}),
        ("front-matter", {"title": ""}),
        ("front-matter", {"title": None}),
        ("front-matter", {"authors": []}),
        ("front-matter", {"draft": None}),
        ("front-matter", {"type": "essay"}),
        ("front-matter", {"tags": "one, two"}),
        ("front-matter", {"tags": [2024]}),
        ("front-matter", {"image": {"alt": "x"}}),
        ("front-matter", {"published_in": {"outlet": "Weekly", "canonical": "there"}}),
        ("front-matter", {"podcast": {"chapters": [0]}}),
        ("front-matter", {"published_in": {"outlet": "Weekly", "url": None, "canonical": "there"}}),
        ("front-matter", {"aliases": ["/a//b"]}),
        ("front-matter", {"slug": "a b"}),
        ("front-matter", {"slug": -1}),
        ("front-matter", {"slug": 7.5}),
        ("site", {"url": "http://institute.kr"}),
        ("figure", {"type": "pie"}),
        ("figure", {"titel": "x"}),
        ("figure", {"annotate": [{"x": 2022}]}),
        ("figure", {"range": [1]}),
        ("figure", {"range": ["x", 1, 2]}),
        ("figure", {"heads": ["a"]}),
        ("figure", {"source_url": "sipri.org"}),
        ("site", {"timezone": "Seoul"}),
        ("site", {"page_size": 0}),
        ("site", {"diagnostics": {"HTM01": "fatal"}}),
        ("site", {"diagnostics": {"HTM99": "error"}}),
        ("site", {"feeds": {"limit": "many"}}),
    ],
)
def test_what_a_reader_refuses_a_schema_refuses(kind: str, more: Mapping[str, Any]) -> None:
    value = document(kind, more)
    assert not reads(kind, value)
    assert not STRICT[kind].is_valid(value)


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("front-matter", {}),
        ("front-matter", {"title": 2024, "tags": ["NATO", True], "draft": True, "summary": None}),
        ("front-matter", {"published_in": {"outlet": "Weekly", "url": "https://w.kr/a", "canonical": "there"}}),
        ("front-matter", {"corrections": [{"date": "2024-08-01", "kind": "correction", "note": "A note."}]}),
        ("site", {"search": False, "timezone": "Asia/Seoul", "language": "ko"}),
        ("site", {"search": {"segments": 4}, "redirects": {"/old/": "/new/"}, "diagnostics": {"HTM01": "warning"}}),
        ("figure", {"type": "line", "y": ["a", "b"], "highlight": "Korea", "range": [0, 10.5], "log": False}),
        ("figure", {"kind": "table", "heads": {"Spending": [2022, 2023]}, "units": {"share": "%"}, "sort": False}),
        ("figure", {"data": [{"year": 2019, "n": 1}], "annotate": [{"x": 2019, "text": "Hanoi"}]}),
        ("site", {"redirects": [{"from": "/old/", "to": "https://w.kr/"}]}),
    ],
)
def test_what_a_reader_takes_a_schema_takes(kind: str, more: Mapping[str, Any]) -> None:
    value = document(kind, more)
    assert reads(kind, value)
    assert STRICT[kind].is_valid(value)


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_valid_and_describes_every_key(kind: str) -> None:
    Draft202012Validator.check_schema(schema(kind))
    assert [key for key, shape in schema(kind)["properties"].items() if not shape["description"]] == []
    assert [key for key, shape in schema(kind)["properties"].items() if len(shape) < 2] == []


def test_the_types_of_briefs_are_those_of_the_program() -> None:
    assert schema("front-matter")["properties"]["type"]["anyOf"][0]["enum"] == list(BRIEF_TYPES)


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_prints_the_schema_and_nothing_else(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", kind]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(schema(kind)))

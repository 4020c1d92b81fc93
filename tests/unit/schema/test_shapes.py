"""Shapes say as JSON Schema what readers take."""

from functools import partial

from kei_site.schema.fields import boolean, choice, group, list_of, text, texts, whole_number
from kei_site.schema.shapes import TEXT, document_schema, object_shape, or_empty, shape_of


def test_readers_made_of_readers_have_the_shapes_of_their_parts() -> None:
    inner = {"name": text, "size": whole_number(1, 9)}
    shape = shape_of(list_of(group(dict, inner, required=("name",), form=""), form=""))
    assert shape == {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "name": {**TEXT, "minLength": 1, "pattern": r"\S"},
                "size": or_empty({"type": "integer", "minimum": 1, "maximum": 9}),
            },
            "additionalProperties": False,
            "required": ["name"],
        },
    }
    assert shape_of(choice("a", "b")) == {"enum": ["a", "b"]}
    assert shape_of(texts("x"))["items"] == or_empty(TEXT)


def test_a_reader_with_options_has_the_shape_of_the_reader() -> None:
    assert shape_of(partial(boolean)) == shape_of(boolean)


def test_a_function_without_a_shape_takes_anything() -> None:
    assert shape_of(len) == {}
    assert or_empty({}) == {}


def test_a_key_that_must_have_a_value_if_written_takes_no_nothing() -> None:
    shape = object_shape({"draft": boolean, "note": text}, filled=("draft",))
    assert shape["properties"]["draft"] == shape_of(boolean)
    assert "required" not in shape


def test_a_document_names_its_dialect_and_describes_its_keys() -> None:
    schema = document_schema("T", object_shape({"a": text}), {"a": "What it is."})
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["properties"]["a"]["description"] == "What it is."

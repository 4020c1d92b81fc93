"""Equal values have equal digests, and a value with a content hash is represented by it wherever it stands."""

import json
from dataclasses import dataclass, fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kei_site.core import hashing as digest
from kei_site.core.hashing import NO_DIGEST, Digest, digest_bytes, digest_of, digest_output, with_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A value with parts."""

    name: str
    parts: object = ()
    content_hash: Digest = NO_DIGEST


_NAMES = st.text(st.characters())
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | _NAMES,
    lambda inner: (
        st.lists(inner).map(tuple)
        | st.dictionaries(_NAMES, inner)
        | st.builds(Thing, name=_NAMES, parts=inner)
        | st.builds(Thing, name=_NAMES, parts=inner).map(with_hash)
    ),
)


def _spelled(value: object) -> object:
    """Return a value as its digest sees it, step by step."""
    match value:
        case Thing(content_hash=content_hash) if content_hash:
            return content_hash
        case Thing():
            return ["Thing", [_spelled(getattr(value, part.name)) for part in fields(value)]]
        case tuple():
            return [_spelled(item) for item in value]
        case dict():
            return {name: _spelled(item) for name, item in value.items()}
    return value


@given(_VALUES)
def test_a_digest_is_that_of_the_spelled_value(value: object) -> None:
    text = json.dumps(_spelled(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert digest_of(value) == digest_bytes(text.encode("utf-8", "surrogatepass"))


def test_values_with_a_content_hash_are_not_asked_for_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    first, other = with_hash(Thing(name="one")), with_hash(Thing(name="other"))

    def ask(value: object) -> object:
        raise AssertionError(value)

    digest._encoder.cache_clear()
    monkeypatch.setattr(digest, "_plain", ask)
    try:
        assert digest_of((first, other)) == digest_of([first.content_hash, other.content_hash])
        assert digest_of(first) == digest_of(first.content_hash)
        with pytest.raises(AssertionError):
            digest_of((Thing(name="one"),))
    finally:
        digest._encoder.cache_clear()


@pytest.mark.parametrize("value", [{1, 2}, ({"a"},), object()])
def test_what_has_no_fixed_form_has_no_digest(value: object) -> None:
    with pytest.raises(TypeError):
        digest_of(value)


def test_the_digest_of_an_output_is_the_first_half_of_its_sha_256() -> None:
    assert digest_output(b"abc") == "ba7816bf8f01cfea414140de5dae2223"
    assert digest_output(b"abd") != digest_output(b"abc") != digest_bytes(b"abc")

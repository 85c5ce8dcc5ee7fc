"""The frozen mapping of JSON values: a deep, picklable copy."""

import copy
import json
import math
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serialisers.strategies import JSON_VALUES, texts

from newsclaims._model import Meta
from newsclaims.errors import InputTypeError, InvalidValueError, SurrogateError

MAPPINGS = st.dictionaries(texts(), JSON_VALUES, max_size=3)


@given(MAPPINGS)
def test_plain_returns_the_original_values(values: dict[str, Any]) -> None:
    """`plain` returns the same values of the same types, with lists and mappings inside."""
    meta = Meta(values)
    assert meta.plain() == values
    assert meta == values
    assert json.dumps(meta.plain()) == json.dumps(values)
    assert (len(meta), list(meta)) == (len(values), list(values))


@given(MAPPINGS)
def test_copies_are_equal_and_have_the_same_hash(values: dict[str, Any]) -> None:
    """A pickle, a copy and a mapping made from it are equal and have the same hash."""
    meta = Meta(values)
    for other in (pickle.loads(pickle.dumps(meta)), copy.deepcopy(meta), Meta(meta), Meta(values)):
        assert other == meta
        assert hash(other) == hash(meta)


def test_it_is_a_copy() -> None:
    """Later changes to the original do not affect the copy."""
    values: dict[str, Any] = {"tags": ["a"], "more": {"b": [1]}}
    meta = Meta(values)
    values["tags"].append("x")
    values["more"]["b"].append(2)
    values["new"] = 1
    assert meta.plain() == {"tags": ["a"], "more": {"b": [1]}}
    meta.plain()["tags"].append("y")
    assert meta["tags"] == ("a",)


def test_it_is_deeply_frozen() -> None:
    """No item, attribute or inner value can be set or deleted."""
    meta: Any = Meta({"tags": ["a"], "more": {"b": 1}})
    with pytest.raises(AttributeError, match="frozen; cannot set '_values'"):
        meta._values = {}
    with pytest.raises(AttributeError, match="frozen; cannot delete '_values'"):
        del meta._values
    for mapping in (meta, meta["more"]):
        with pytest.raises(TypeError):
            mapping["b"] = 2
    with pytest.raises(AttributeError):
        meta["tags"].append("x")
    assert meta.plain() == {"tags": ["a"], "more": {"b": 1}}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (math.nan, r"meta\['a'\]: nan is not a JSON value"),
        (math.inf, "inf is not a JSON value"),
        ({1, 2}, "is not a JSON value. Convert it"),
        (b"x", "b'x' is not a JSON value"),
        ({"b": object()}, r"meta\['a'\]\['b'\]: <object"),
        ({"b": {3: 4}}, r"meta\['a'\]\['b'\]: 3 cannot be a key; keys are strings"),
        (10**5000, "an integer with so many digits is not a JSON value"),
    ],
    ids=["nan", "inf", "set", "bytes", "object", "key", "digits"],
)
def test_other_values_are_refused_with_their_key(value: object, words: str) -> None:
    """The message gives the key of a value that is not a JSON value."""
    with pytest.raises(InvalidValueError, match=words):
        Meta({"a": value})


def test_lone_surrogates_are_refused_in_keys_and_values() -> None:
    """A lone surrogate is refused because it cannot be written as UTF-8."""
    for values in ({"\ud800": 1}, {"a": "\udfff"}, {"a": [{"b": "\ud800"}]}):
        with pytest.raises(SurrogateError):
            Meta(values)


def test_only_a_mapping_is_accepted() -> None:
    """A list of pairs is refused."""
    with pytest.raises(InputTypeError, match="meta must be a mapping of JSON values, not list"):
        Meta([("a", 1)])  # type: ignore[arg-type]


def test_a_mapping_that_contains_itself_is_refused() -> None:
    """A mapping that contains itself is refused, and so is one nested deeper than readers support."""
    ring: dict[str, Any] = {}
    ring["ring"] = [ring]
    with pytest.raises(InvalidValueError, match="nested more than 100 levels deep"):
        Meta(ring)


def test_it_compares_with_anything() -> None:
    """Comparison with any other object is False, not an error."""
    meta = Meta({"a": 1})
    assert meta == {"a": 1}
    assert meta != {"a": object()}
    assert meta != {1: 2}
    assert meta != 3
    assert Meta() == {}
    assert repr(meta) == "Meta({'a': 1})"

"""The frozen mapping: a copy that can be compared, hashed and pickled."""

import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._model import FrozenMapping


@given(st.dictionaries(st.text(), st.integers(), max_size=3))
def test_it_is_a_copy_that_compares_and_hashes(values: dict[str, int]) -> None:
    """The copy equals any mapping with the same items, has the hash of equal copies, and stays equal after pickling."""
    mapping = FrozenMapping(values)
    assert mapping == values == dict(mapping)
    for other in (FrozenMapping(values), pickle.loads(pickle.dumps(mapping))):
        assert other == mapping
        assert hash(other) == hash(mapping)
    values["more"] = 1
    assert "more" not in mapping or mapping == values


def test_none_can_be_a_key() -> None:
    """A key is a string or None, for what has no name."""
    mapping = FrozenMapping({"a": 1, None: 2})
    assert mapping[None] == 2
    assert pickle.loads(pickle.dumps(mapping)) == mapping == {None: 2, "a": 1}


def test_it_is_frozen() -> None:
    """No item or attribute can be set or deleted; a comparison with any object works."""
    mapping: Any = FrozenMapping({"a": 1})
    with pytest.raises(TypeError):
        mapping["b"] = 2
    with pytest.raises(AttributeError, match="FrozenMapping is frozen; cannot set 'x'"):
        mapping.x = 1
    with pytest.raises(AttributeError, match="FrozenMapping is frozen; cannot delete '_values'"):
        del mapping._values
    assert mapping != 3
    assert repr(mapping) == "FrozenMapping({'a': 1})"

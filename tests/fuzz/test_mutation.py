"""Changed copies of inputs, and dictionaries of tokens."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz import mutation
from fuzz.mutation import Mutator, dictionary_of, read_tokens

NAMES = sorted(path.stem for path in mutation.DICTIONARIES.iterdir())


def chance() -> random.Random:
    """Return chance that is the same each time."""
    return random.Random(1)  # noqa: S311 - no secret


def test_equal_chance_gives_equal_changes() -> None:
    """What was found can be found again."""
    first, second = (Mutator(chance(), [b"token"], 100) for _ in range(2))
    found = [first.mutated(b'{"a": 12}', b'"b"') for _ in range(500)]
    assert found == [second.mutated(b'{"a": 12}', b'"b"') for _ in range(500)]
    assert len(set(found)) > 300
    assert any(b"token" in data for data in found)


@given(st.binary(), st.binary(), st.integers(1, 200))
def test_any_bytes_can_be_changed(data: bytes, other: bytes, largest: int) -> None:
    """A changed copy is never larger than allowed."""
    mutator = Mutator(chance(), [], largest)
    assert all(len(mutator.mutated(data, other)) <= largest for _ in range(20))


@pytest.mark.parametrize("name", NAMES)
def test_dictionaries_are_read(name: str) -> None:
    """Each line of a dictionary that is not a comment is a token."""
    path = mutation.DICTIONARIES / f"{name}.dict"
    lines = [line for line in path.read_text(encoding="ascii").splitlines() if line and not line.startswith("#")]
    assert len(read_tokens(name)) == len(lines) > 10


@given(st.lists(st.binary(min_size=1)))
def test_tokens_can_be_written_for_libfuzzer(tokens: list[bytes]) -> None:
    """A dictionary that was written is read back."""
    found = map(mutation.token_of, dictionary_of(tokens).splitlines())
    assert list(found) == tokens


def test_tokens_of_several_dictionaries() -> None:
    """A target can have several dictionaries."""
    assert read_tokens("json", "text") == [*read_tokens("json"), *read_tokens("text")]
    assert Path(mutation.DICTIONARIES).is_dir()

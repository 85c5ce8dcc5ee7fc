"""How messages show values."""

from newsclaims._shown import shown


class Silent:
    """A class whose objects cannot be shown."""

    def __repr__(self) -> str:
        raise RuntimeError


def test_a_value_is_shown_as_python_writes_it() -> None:
    """A short value is shown whole."""
    assert shown("fair") == "'fair'"
    assert shown(None) == "None"


def test_a_long_value_is_cut() -> None:
    """A message stays short, whatever the value."""
    assert shown("a" * 1_000_000) == "'" + "a" * 99 + "..."


def test_a_value_that_cannot_be_written_is_named_by_its_type() -> None:
    """An int of more than 4,300 digits, or a class with a fault of its own, gives no other error."""
    assert shown(10**5_000) == "a value of type int"
    assert shown([10**5_000]) == "a value of type list"
    assert shown(Silent()) == "a value of type Silent"

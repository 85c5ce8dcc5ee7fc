"""Conversion between offsets in code points and in UTF-16 units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serialisers.strategies import texts

from newsclaims.errors import InvalidValueError
from newsclaims.serialisers.toolkit import OFFSET_UNITS, OffsetConverter, check_offset_unit

TEXTS = texts() | st.text(st.sampled_from("a😀é\U0010ffff"), max_size=12)


@given(TEXTS)
def test_units_are_those_of_utf_16(text: str) -> None:
    """The offset of a place is the UTF-16 length of the text before it."""
    converter = OffsetConverter(text, "UTF-16")
    lengths = [len(text[:at].encode("utf-16-le")) // 2 for at in range(len(text) + 1)]
    assert [converter.units(at) for at in range(len(text) + 1)] == lengths
    assert [converter.code_points(units) for units in lengths] == list(range(len(text) + 1))
    assert converter.length == lengths[-1]
    inside = {units for units in range(converter.length + 1) if converter.is_inside_character(units)}
    assert inside == set(range(converter.length + 1)) - set(lengths)


@given(TEXTS)
def test_code_points_stay_as_they_are(text: str) -> None:
    """Offsets that already count code points are unchanged."""
    converter = OffsetConverter(text, "code points")
    for at in range(len(text) + 1):
        assert converter.units(at) == converter.code_points(at) == at
        assert not converter.is_inside_character(at)


def test_offsets_outside_the_text() -> None:
    """An offset past the text's end is unchanged, so that an error can name it."""
    assert OffsetConverter("😀", "UTF-16").code_points(9) == 9


def test_unknown_units() -> None:
    """The error for another unit lists the units."""
    assert [check_offset_unit(unit) for unit in OFFSET_UNITS] == ["code points", "UTF-16"]
    with pytest.raises(InvalidValueError, match="offsets must be 'code points' or 'UTF-16', not 'bytes'"):
        check_offset_unit("bytes")  # type: ignore[arg-type]

"""Limits of readers: what an option can be."""

import io
from typing import Any

import pytest

from newsclaims.errors import InputTypeError, InvalidValueError
from newsclaims.readers import Reader
from newsclaims.readers._feed import FeedReader
from newsclaims.readers._ninjs import NinjsReader
from newsclaims.readers._warc import WarcReader


@pytest.mark.parametrize(
    ("reader", "name"),
    [
        (FeedReader(), "max_depth"),
        (FeedReader(), "max_tags"),
        (NinjsReader(), "max_depth"),
        (WarcReader(), "max_bytes"),
        (WarcReader(), "max_depth"),
    ],
)
def test_a_limit_is_a_whole_number_above_0(reader: Reader, name: str) -> None:
    """Any other value is refused before anything is read."""
    values: list[tuple[Any, type[Exception], str]] = [
        ("many", InputTypeError, f"{name} must be an int, not str"),
        (True, InputTypeError, f"{name} must be an int, not bool"),
        (0, InvalidValueError, f"{name} must be 1 or more, not 0"),
    ]
    for value, error, said in values:
        options = {name: value}
        with pytest.raises(error, match=said):
            list(reader.read(io.BytesIO(b"x"), **options))

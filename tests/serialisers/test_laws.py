"""What every built-in serialiser must do, for any claim sets."""

import io
import pickle
from collections.abc import Iterator
from operator import attrgetter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from serialisers.samples import articles_of, empty, sample
from serialisers.strategies import several

from newsclaims.errors import FormatError
from newsclaims.model import ClaimSet
from newsclaims.serialisers import Serialiser
from newsclaims.serialisers.csv_format import CsvSerialiser
from newsclaims.serialisers.json_format import JsonSerialiser
from newsclaims.serialisers.jsonl_format import JsonlSerialiser

CSV, JSON, JSONL = CsvSerialiser(), JsonSerialiser(), JsonlSerialiser()
ALL: list[Serialiser] = [CSV, JSON, JSONL]
few = settings(max_examples=40)
every = pytest.mark.parametrize("serialiser", ALL, ids=attrgetter("name"))


def written(serialiser: Serialiser, sets: list[ClaimSet]) -> bytes:
    """Return what a serialiser writes."""
    stream = io.BytesIO()
    serialiser.dump(iter(sets), stream)
    return stream.getvalue()


def read(serialiser: Serialiser, data: bytes, sets: list[ClaimSet]) -> tuple[list[ClaimSet], Exception | None]:
    """Return what a serialiser reads, and the error it ends with."""
    found: list[ClaimSet] = []
    try:
        # What came before an error is there when it is raised.
        found.extend(serialiser.load(io.BytesIO(data), articles=articles_of(*sets)))
    except FormatError as error:
        return found, error
    return found, None


@every
@few
@given(sets=several())
def test_round_trip(serialiser: Serialiser, sets: list[ClaimSet]) -> None:
    """What a serialiser wrote, it reads back unchanged, given the articles where the format lacks them."""
    data = written(serialiser, sets)
    found, error = read(serialiser, data, sets)
    assert (found, error) == (sets, None)
    assert written(serialiser, found) == data, "equal claim sets give equal bytes"
    assert data.decode("utf-8").endswith("\n") or not sets


@every
@few
@given(sets=several(max_size=2), place=st.floats(0, 1))
def test_cut_anywhere(serialiser: Serialiser, sets: list[ClaimSet], place: float) -> None:
    """A file cut anywhere gives the whole claim sets before the cut, and an error unless it was cut between two."""
    data = written(serialiser, sets)
    found, error = read(serialiser, data[: int(place * len(data))], sets)
    assert found == sets[: len(found)]
    assert error is not None or len(found) < len(sets) or place * len(data) > len(data) - 3 or not sets


@every
def test_cut_at_every_byte(serialiser: Serialiser) -> None:
    """A cut inside a claim set is never taken for its end."""
    sets = [empty(), sample()]
    data = written(serialiser, sets)
    for cut in range(len(data)):
        found, error = read(serialiser, data[:cut], sets)
        assert found == sets[: len(found)]
        if error is None and found != sets:
            # Whole so far: one more piece of layout, or nothing, and the next claim set would begin.
            assert read(serialiser, data[:cut].rstrip(), sets) == (found, None)


@every
def test_characters_stand_as_themselves(serialiser: Serialiser) -> None:
    """Characters beyond ASCII are not escaped."""
    text = "Zoë said 😀"
    claimset = empty(text, id="Zoë 😀", title="Zoë 😀")
    assert "Zoë 😀".encode() in written(serialiser, [claimset])


@every
def test_nothing_to_write(serialiser: Serialiser) -> None:
    """No claim sets make a file that reads back as none."""
    assert read(serialiser, written(serialiser, []), []) == ([], None)


@every
def test_claims_are_asked_for_as_they_are_written(serialiser: Serialiser) -> None:
    """No more than one claim set is taken ahead of what is written."""
    stream = io.BytesIO()
    sizes = []

    def source() -> Iterator[ClaimSet]:
        """Note how much has been written whenever one more is asked for."""
        for number in range(5):
            sizes.append(len(stream.getvalue()))
            yield empty(f"Text {number}.")

    serialiser.dump(source(), stream)
    assert sizes[2] < sizes[3] < sizes[4] < len(stream.getvalue())


@every
def test_claims_are_read_as_they_are_asked_for(serialiser: Serialiser) -> None:
    """The first claim set is there long before the last byte is read."""
    sets = [sample() for _ in range(200)]
    stream = io.BytesIO(written(serialiser, sets))
    found = serialiser.load(stream, articles=articles_of(*sets))
    assert next(found) == sets[0]
    assert stream.tell() < len(stream.getvalue()) / 2


@every
def test_a_million_characters(serialiser: Serialiser) -> None:
    """A content of a million characters, backslashes and quotation marks too, comes back."""
    text = '\\"a' * 350_000
    claim = {"id": "1", "content": {"spans": [{"start": 0, "end": len(text)}], "text": text}}
    claimset = ClaimSet(article={"text": text}, claims=[claim])
    assert read(serialiser, written(serialiser, [claimset]), [claimset]) == ([claimset], None)


@every
def test_byte_order_mark_is_passed_over(serialiser: Serialiser) -> None:
    """A byte order mark, which Windows programs put in front, is no part of the text."""
    sets = [sample()]
    assert read(serialiser, b"\xef\xbb\xbf" + written(serialiser, sets), sets) == (sets, None)


@every
def test_protocol(serialiser: Serialiser) -> None:
    """A built-in meets the protocol, pickles, and is a stream whose suffixes begin with a full stop."""
    assert isinstance(serialiser, Serialiser)
    assert pickle.loads(pickle.dumps(serialiser)).name == serialiser.name
    assert serialiser.layout == "stream"
    assert serialiser.suffixes[0] == f".{serialiser.name}"
    assert all(suffix.startswith(".") for suffix in serialiser.suffixes)

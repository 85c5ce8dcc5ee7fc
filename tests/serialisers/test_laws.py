"""The laws of every built-in serialiser, for any claim sets."""

import io
import pickle
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serialisers.cases import CASES, Case, every, in_order, read, read_as_far, streaming, textual, written
from serialisers.samples import articles_of, empty, sample
from serialisers.strategies import several
from strategies import examples

from newsclaims import _plugins as plugins
from newsclaims._model import ClaimSet
from newsclaims.serialisers import Serialiser
from newsclaims.testing import check_serialiser, sample_claimsets

few = examples(40)

WRITE_ONLY = {"html", "markdown", "nanopub", "prov"}
"""Formats that are only written, which have their own tests."""


def test_every_built_in_format_is_here() -> None:
    """The laws are tested with every built-in format."""
    ours = {info.name for info in plugins.infos() if info.kind == "serialiser" and info.package == plugins.OURS}
    assert {case.name for case in CASES} == ours - WRITE_ONLY


@every
@few
@given(sets=several())
def test_round_trip(case: Case, sets: list[ClaimSet]) -> None:
    """A serialiser reads its own output as documented, and equal claim sets give equal bytes."""
    sets = list(filter(case.takes, sets))
    data = written(case.serialiser, sets)
    assert read(case.serialiser, data, sets) == in_order(case.serialiser, map(case.kept, sets))
    assert written(case.serialiser, sets) == data


@every
@few
@given(sets=several(max_size=2))
def test_a_second_round_trip_loses_nothing(case: Case, sets: list[ClaimSet]) -> None:
    """Writing and reading a second time loses nothing more."""
    kept = list(map(case.kept, filter(case.takes, sets)))
    assert read(case.serialiser, written(case.serialiser, kept), kept) == in_order(case.serialiser, kept)


@every
@few
@given(sets=several(max_size=2))
def test_a_filtered_set_is_written_like_any(case: Case, sets: list[ClaimSet]) -> None:
    """What `where` leaves is read back like any claim set, parents included."""
    sets = [claims.where(stance=("affirm", "deny")) for claims in sets if case.takes(claims)]
    data = written(case.serialiser, sets)
    assert read(case.serialiser, data, sets) == in_order(case.serialiser, map(case.kept, sets))


@every
def test_contract(case: Case) -> None:
    """A built-in serialiser passes the checks for plug-ins."""
    sets = tuple(filter(case.takes, sample_claimsets()))
    assert len(sets) > len(sample_claimsets()) / 2
    check_serialiser(case.serialiser, sets, projection=case.kept)


@streaming
@few
@given(sets=several(max_size=2), place=st.floats(0, 1))
def test_cut_anywhere(case: Case, sets: list[ClaimSet], place: float) -> None:
    """A file cut anywhere gives the claim sets before the cut, and an error unless it was cut between two."""
    sets = list(filter(case.takes, sets))
    kept = list(map(case.kept, sets))
    data = written(case.serialiser, sets)[""]
    found, error = read_as_far(case.serialiser, data[: int(place * len(data))], sets)
    assert found == kept[: len(found)]
    assert error is not None or len(found) < len(kept) or place * len(data) > len(data) - 3 or not kept


@pytest.mark.slow
@streaming
def test_cut_at_every_byte(case: Case) -> None:
    """A cut inside a claim set is never read as its end."""
    sets = [empty(), sample()]
    kept = list(map(case.kept, sets))
    data = written(case.serialiser, sets)[""]
    for cut in range(len(data)):
        found, error = read_as_far(case.serialiser, data[:cut], sets)
        assert found == kept[: len(found)]
        if error is None and found != kept:
            # Complete so far: at most some layout is missing before the next claim set.
            assert read_as_far(case.serialiser, data[:cut].rstrip(), sets) == (found, None)


@textual
def test_text_ends_in_a_line_end(case: Case) -> None:
    """Text files are UTF-8 and end with a line end, so that tools see the last line."""
    for data in written(case.serialiser, [sample()]).values():
        assert data.decode("utf-8").endswith("\n")


@textual
def test_characters_stand_as_themselves(case: Case) -> None:
    """Characters beyond ASCII are not escaped."""
    claimset = ClaimSet(article={"text": "Zoë said 😀", "id": "Zoë 😀", "title": "Zoë 😀"})
    assert any("Zoë".encode() in data for data in written(case.serialiser, [claimset]).values())


@every
def test_nothing_to_write(case: Case) -> None:
    """No claim sets give a file that is read as none."""
    assert read(case.serialiser, written(case.serialiser, []), []) == []


@streaming
def test_claims_are_asked_for_as_they_are_written(case: Case) -> None:
    """At most one claim set is read ahead of the output."""
    stream = io.BytesIO()
    sizes = []

    def source() -> Iterator[ClaimSet]:
        """Record how much is written whenever another one is asked for."""
        for number in range(5):
            sizes.append(len(stream.getvalue()))
            yield empty(f"Text {number}.")

    case.serialiser.dump(source(), stream)
    assert sizes[2] < sizes[3] < sizes[4] < len(stream.getvalue())


@streaming
def test_claims_are_read_as_they_are_asked_for(case: Case) -> None:
    """The first claim set is returned long before the last byte is read."""
    sets = [sample() for _ in range(200)]
    stream = io.BytesIO(written(case.serialiser, sets)[""])
    found = case.serialiser.load(stream, articles=articles_of(*sets))
    assert next(iter(found)) == case.kept(sets[0])
    assert stream.tell() < len(stream.getvalue()) / 2


@pytest.mark.slow
@streaming
def test_a_million_characters(case: Case) -> None:
    """A content of a million characters, backslashes or quotation marks survives a round trip."""
    text = '\\"a' * 350_000
    claim = {"id": "1", "content": {"spans": [{"start": 0, "end": len(text)}], "text": text}}
    claimset = ClaimSet(article={"text": text}, claims=[claim])
    data = written(case.serialiser, [claimset])
    assert read(case.serialiser, data, [claimset]) == [case.kept(claimset)]


@streaming
def test_a_byte_order_mark_is_skipped(case: Case) -> None:
    """A byte order mark, which Windows programs write, is not part of the text."""
    sets = [sample()]
    data = b"\xef\xbb\xbf" + written(case.serialiser, sets)[""]
    assert read_as_far(case.serialiser, data, sets) == (list(map(case.kept, sets)), None)


@every
def test_protocol(case: Case) -> None:
    """A built-in serialiser keeps the protocol, pickles, and has suffixes that begin with a full stop."""
    assert isinstance(case.serialiser, Serialiser)
    assert pickle.loads(pickle.dumps(case.serialiser)).name == case.name
    assert all(suffix.startswith(".") for suffix in case.serialiser.suffixes)

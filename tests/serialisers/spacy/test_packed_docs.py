"""A DocBin that is damaged, or would take too much memory, is refused before spaCy reads it."""

import tracemalloc
import zlib
from typing import Any

import pytest
from serialisers.samples import empty, sample

from newsclaims._model import ClaimSet
from newsclaims.errors import FormatError, LimitError
from newsclaims.serialisers import loads

pytest.importorskip("spacy", reason="needs newsclaims[spacy]")

MSGPACK: Any = pytest.importorskip("srsly.msgpack", reason="needs newsclaims[spacy]")
LIMIT = 1_000_000


def contents(*claimsets: ClaimSet) -> dict[str, Any]:
    """Return the values of a DocBin of claim sets."""
    import io

    from newsclaims.serialisers import dump

    stream = io.BytesIO()
    dump(claimsets, stream, format="spacy")
    found: dict[str, Any] = MSGPACK.unpackb(zlib.decompress(stream.getvalue()), raw=False)
    return found


def packed(values: dict[str, Any]) -> bytes:
    return zlib.compress(MSGPACK.packb(values, use_bin_type=True))


def peak(data: bytes, limit: int = LIMIT) -> int:
    """Return the most bytes that are in use while a file is refused because of its size."""
    loads(packed(contents(sample())), "spacy")
    tracemalloc.start()
    try:
        with pytest.raises(LimitError, match="max_bytes"):
            loads(data, "spacy", max_bytes=limit)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_zeros_are_not_unpacked_beyond_the_limit() -> None:
    """A file that unpacks to a thousand times its size is refused after about the limit."""
    bomb = zlib.compress(bytes(50 * LIMIT))
    assert len(bomb) < LIMIT // 10
    assert peak(bomb) < 6 * LIMIT


@pytest.mark.parametrize("name", ["cats", "flags", "strings"])
def test_many_empty_values_are_refused(name: str) -> None:
    """Empty values take one byte in the file and many in memory, so few are allowed."""
    values = contents(sample())
    values[name] = [*values[name], *[{} if name != "strings" else "" for _ in range(LIMIT // 5)]]
    assert peak(packed(values)) < 6 * LIMIT


def test_many_empty_docs_are_refused() -> None:
    """A Doc without tokens counts too."""
    values = contents(empty())
    many = LIMIT // 100
    values |= {name: values[name] * many for name in ("cats", "flags", "span_groups", "user_data")}
    values["lengths"] = bytes(4 * many)
    values |= {"spaces": b"", "tokens": b""}
    assert peak(packed(values)) < 20 * LIMIT


def test_a_long_word_that_many_tokens_share_is_refused() -> None:
    """The text of a Doc is measured before it is joined from its words."""
    import numpy as np
    from spacy.strings import StringStore

    values = contents(sample())
    word, many = "x" * 10_000, 1_000
    values["strings"].append(word)
    one = np.array([[StringStore().add(word)] * len(values["attrs"])] * many, dtype="uint64")
    values |= {"tokens": one.tobytes(), "spaces": bytes(many)}
    values["lengths"] = np.array([many], dtype="int32").tobytes()
    assert peak(packed(values)) < 6 * LIMIT


def test_a_larger_limit_reads_it() -> None:
    """The limit can be changed."""
    data = packed(contents(sample()))
    with pytest.raises(LimitError, match=r"takes more than 100 bytes.*larger max_bytes"):
        loads(data, "spacy", max_bytes=100)
    assert loads(data, "spacy", max_bytes=LIMIT) == [sample()]


@pytest.mark.parametrize("name", ["lengths", "cats", "flags", "span_groups", "user_data", "tokens", "spaces"])
def test_lists_of_different_lengths_are_refused(name: str) -> None:
    """SpaCy reads one of three Docs from such a file without a word."""
    values = contents(sample(), empty(), sample())
    width = {"lengths": 4, "tokens": 8 * len(values["attrs"])}.get(name, 1)
    values[name] = values[name][: -2 * width]
    with pytest.raises(FormatError, match=r"(it has|the lengths of its Docs are) .* The file is damaged"):
        loads(packed(values), "spacy")


@pytest.mark.parametrize("lengths", [b"\xff\xff\xff\xff", b"\x01\x00\x00\x00\x00"])
def test_impossible_lengths_are_refused(lengths: bytes) -> None:
    """A negative length, or half a number, is damage."""
    values = contents(sample())
    values["lengths"] = lengths
    with pytest.raises(FormatError, match="The file is damaged"):
        loads(packed(values), "spacy")


@pytest.mark.parametrize("name", ["attrs", "cats", "lengths", "spaces", "strings", "tokens"])
def test_what_is_missing_is_named(name: str) -> None:
    """A file without one of the lists is an error that names it."""
    values = contents(sample())
    del values[name]
    with pytest.raises(FormatError, match=f"it lacks '{name}'"):
        loads(packed(values), "spacy")


@pytest.mark.parametrize("name", ["attrs", "lengths", "tokens"])
def test_values_of_another_type_are_refused(name: str) -> None:
    """Tokens are arrays of bytes."""
    values = contents(sample()) | {name: 5}
    with pytest.raises(FormatError, match="its tokens are not arrays"):
        loads(packed(values), "spacy")

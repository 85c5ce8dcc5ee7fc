"""Text selectors: words are found by position and quotation, and an ambiguous place is an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serialisers.strategies import texts

from newsclaims.errors import OffsetError
from newsclaims.serialisers._webannotation.text_selectors import Quote, place_of, quote_of

TEXT = "She said no. He said yes. 😀 She said no more."


@given(text=texts(min_size=1, max_size=200), data=st.data())
def test_every_span_is_found_by_its_quotation(text: str, data: st.DataObject) -> None:
    """A quotation is found by its words alone or with its position, and its context matches."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = quote_of(text, start, end)
    assert text[:start].endswith(quote.prefix)
    assert text[end:].startswith(quote.suffix)
    assert place_of(text, (start, end), quote) == (start, end, False)
    words = quote.prefix + quote.exact + quote.suffix
    if text.count(words) == 1 and text.find(words, text.find(words) + 1) < 0:
        assert place_of(text, None, quote) == (start, end, False)


@pytest.mark.parametrize(
    ("position", "quote", "expected"),
    [
        ((4, 8), None, (4, 8, False)),
        ((4, 8), Quote("said"), (4, 8, False)),
        ((4, 8), Quote("said", "text that was ", " edited"), (4, 8, False)),
        (None, Quote("yes"), (21, 24, False)),
        ((20, 23), Quote("yes"), (21, 24, True)),
        ((-5, 999), Quote("yes"), (21, 24, True)),
        ((8, 4), Quote("yes"), (21, 24, True)),
        ((0, 4), Quote("said", "He "), (16, 20, True)),
        ((0, 4), Quote("said", "", " no m"), (32, 36, True)),
    ],
)
def test_place(position: tuple[int, int] | None, quote: Quote | None, expected: tuple[int, int, bool]) -> None:
    """Words at the position are used; otherwise words that occur once in the text, which is reported."""
    assert place_of(TEXT, position, quote) == expected


@pytest.mark.parametrize(
    ("position", "quote", "reason"),
    [
        (None, None, "points to nothing"),
        ((0, 99), None, "0..99"),
        ((-1, 4), None, "-1..4"),
        ((8, 4), None, "8..4"),
        (None, Quote("said"), "several places"),
        ((0, 4), Quote("said", "She "), "'said' is in several places of the article .*, but not at 0..4"),
        ((0, 4), Quote("maybe"), "is not at 0..4 or elsewhere in the article"),
        ((0, 4), Quote("said", "They "), "is not at 0..4 or elsewhere in the article"),
        (None, Quote(""), "is not in the article"),
        (None, Quote("x" * 99), r"x{40}\.\.\."),
        (None, Quote("aa"), "is not in the article"),
    ],
)
def test_no_place(position: tuple[int, int] | None, quote: Quote | None, reason: str) -> None:
    """Words that occur nowhere or several times are an error."""
    with pytest.raises(OffsetError, match=reason):
        place_of(TEXT, position, quote)


def test_overlapping_places_are_several() -> None:
    """Words at two overlapping places count as two."""
    with pytest.raises(OffsetError, match="several places"):
        place_of("aaa", None, Quote("aa"))


def test_context_has_whole_characters() -> None:
    """The context of a quotation never splits a character of several code points."""
    family = "👩\u200d👩\u200d👧"
    text = "e\u0301" * 40 + "|" + family * 40
    at = text.index("|")
    for before in (at, at + 1):
        quote = quote_of(text, before, before + 1)
        assert not quote.prefix.startswith(("\u0301", "\u200d"))
        assert not text[before + 1 + len(quote.suffix) :].startswith(("\u0301", "\u200d"))
    assert len(quote_of("\u0301" * 100, 50, 51).prefix) < 50

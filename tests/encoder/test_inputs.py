"""A window as arrays of numbers."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from encoder.given import Numpy32, looked_at, model_in, reading
from hypothesis import given
from hypothesis import strategies as st
from strategies import any_text, prose

from newsclaims._encoder import features, trial
from newsclaims._encoder import inputs as inputs_module
from newsclaims._encoder.features import LAYOUTS, QUOTES, SHAPES, Features
from newsclaims._encoder.inputs import DISTANCES, NOTHING, PARTS, SENTENCES, Specials, beside, holder_parts, inputs
from newsclaims._encoder.model import Encoder
from newsclaims._encoder.windows import Cutting, Window, cut

OPENING, PARTING = 5001, 5002
SPECIALS = Specials(OPENING, PARTING)
CUTTING = Cutting(reach=20, longest=40, context=12)

POSITIONS = 512
"""The number of positions of the encoder."""


def windows(text: str) -> Iterator[tuple[Features, Window]]:
    """Yield the windows of a text with its features."""
    seen = looked_at(text)
    for window in cut(seen, CUTTING):
        yield seen, window


def whole(text: str) -> tuple[Features, Window]:
    """Return a text as a single window."""
    seen = looked_at(text)
    return seen, Window(0, len(seen), 0, len(seen))


def test_a_small_window() -> None:
    """The opening piece comes first, a separator stands between paragraphs, and another comes last."""
    seen, window = whole("It rained.\n\nAll day.")
    given_ = inputs(seen, window, SPECIALS)
    (it,), rained, (stop,), (all_,), (day,), _ = seen.pieces
    assert len(rained) == 2
    assert given_.pieces.tolist() == [OPENING, it, *rained, stop, PARTING, all_, day, stop, PARTING]
    assert given_.first.tolist() == [1, 2, 4, 6, 7, 8]


def test_a_paragraph_at_the_front_of_a_window() -> None:
    """A window that begins with a paragraph has no separator after the opening piece."""
    seen = looked_at("It rained.\n\nAll day.")
    given_ = inputs(seen, Window(3, 6, 3, 6), SPECIALS)
    assert given_.pieces.tolist() == [OPENING, *(piece for word in seen.pieces[3:] for piece in word), PARTING]


@given(text=any_text())
def test_pieces_are_those_of_the_words(text: str) -> None:
    """Apart from special pieces, the pieces are those of the words; `first` points to the first one of each word."""
    for seen, window in windows(text):
        given_ = inputs(seen, window, SPECIALS)
        expected = [piece for word in seen.pieces[window.first : window.last] for piece in word]
        assert [piece for piece in given_.pieces.tolist() if piece not in (OPENING, PARTING)] == expected
        assert given_.pieces[given_.first].tolist() == [word[0] for word in seen.pieces[window.first : window.last]]
        assert (np.diff(given_.first) > 0).all()


@given(text=any_text())
def test_specials(text: str) -> None:
    """One piece opens the window, one separates each pair of paragraphs, one ends it; they have no features."""
    for seen, window in windows(text):
        given_ = inputs(seen, window, SPECIALS)
        paragraphs = int(seen.opens[window.first + 1 : window.last].sum())
        assert given_.pieces[0] == OPENING
        assert given_.pieces[-1] == PARTING
        assert (given_.pieces == OPENING).sum() == 1
        assert (given_.pieces == PARTING).sum() == paragraphs + 1
        special = given_.pieces >= OPENING
        assert (given_.known[special] == NOTHING).all()
        assert (given_.known[~special] < NOTHING).all()


@given(text=any_text())
def test_known(text: str) -> None:
    """Every piece of a word has the word's shape, layout and quote, each in its own range of rows."""
    for seen, window in windows(text):
        given_ = inputs(seen, window, SPECIALS)
        shape, layout, quote = given_.known[given_.first].T
        part = slice(window.first, window.last)
        assert np.array_equal(shape, seen.shape[part])
        assert np.array_equal(layout, SHAPES + seen.layout[part])
        assert np.array_equal(quote, SHAPES + LAYOUTS + seen.quote[part])
        assert NOTHING == SHAPES + LAYOUTS + QUOTES
        for row, (first, word) in enumerate(zip(given_.first, seen.pieces[part], strict=True)):
            assert (given_.known[first : first + len(word)] == given_.known[given_.first[row]]).all()


@given(text=st.one_of(any_text(), prose(200)))
def test_windows_fit(text: str) -> None:
    """A window has no more pieces than the encoder has positions."""
    seen = looked_at(text)
    for window in cut(seen, Cutting()):
        assert len(inputs(seen, window, SPECIALS).pieces) <= POSITIONS


@pytest.mark.parametrize("seed", range(2))
def test_windows_of_many_paragraphs_fit(seed: int) -> None:
    """Separators count as pieces too, so a table with a word a line does not make a window too long."""
    chance = np.random.default_rng(seed)
    table = "\n\n".join("".join(chance.choice(list("aeioubdst"), 3)) for _ in range(4000))
    seen = looked_at(table)
    for window in cut(seen, Cutting()):
        assert len(inputs(seen, window, SPECIALS).pieces) <= POSITIONS


# The positions of words relative to a cue.

LONG = "The quay " + "is old and " * 120 + "safe."


@pytest.mark.parametrize(("first", "last"), [(0, 0), (150, 150), (150, 154), (362, 363)])
def test_distance(first: int, last: int) -> None:
    """Words of the cue have the middle kind; the kinds before and after it are symmetric and monotonic."""
    seen, window = whole(LONG)
    distance, _ = beside(seen, window, first, last)
    middle = DISTANCES // 2
    assert distance.shape == (len(seen),)
    assert (distance[first : last + 1] == middle).all()
    assert (np.delete(distance, range(first, last + 1)) != middle).all()
    assert (np.diff(distance) >= 0).all()
    for away in range(1, min(first, len(seen) - 1 - last) + 1):
        assert distance[first - away] + distance[last + away] == DISTANCES - 1


def test_distances_near_and_far() -> None:
    """Near the cue each word has its own kind, far words share one, and every kind occurs."""
    seen, window = whole(LONG)
    distance, _ = beside(seen, window, 180, 181)
    middle = DISTANCES // 2
    assert distance[177:185].tolist() == [middle - 3, middle - 2, middle - 1, middle, middle, *range(middle + 1, 16)]
    assert set(distance.tolist()) == set(range(DISTANCES))
    assert set(distance[:60].tolist()) == {0}


def test_sentences() -> None:
    """The cue's sentence has the middle kind; the second sentence on each side shares its kind with all beyond it."""
    seen, window = whole("One is here. Two is here. Three is here. Four is here. Five is here. Six. Seven.")
    middle = SENTENCES // 2
    _, sentence = beside(seen, window, 13, 13)
    expected = [*[middle - 2] * 8, *[middle - 1] * 4, *[middle] * 4, *[middle + 1] * 4, *[middle + 2] * 4]
    assert sentence.tolist() == expected
    _, sentence = beside(seen, window, 0, 0)
    assert sentence.tolist() == [*[middle] * 4, *[middle + 1] * 4, *[middle + 2] * 16]


@given(text=any_text(), data=st.data())
def test_beside_anything(text: str, data: st.DataObject) -> None:
    """For any text and cue, the kinds are in range and do not depend on where the window ends."""
    for seen, window in windows(text):
        count = window.last - window.first
        first = data.draw(st.integers(0, count - 1))
        last = data.draw(st.integers(first, count - 1))
        distance, sentence = beside(seen, window, first, last)
        assert distance.shape == sentence.shape == (count,)
        assert ((distance >= 0) & (distance < DISTANCES)).all()
        assert ((sentence >= 0) & (sentence < SENTENCES)).all()
        assert sentence[first] == SENTENCES // 2
        everything = Window(0, len(seen), 0, len(seen))
        far, away = beside(seen, everything, first + window.first, last + window.first)
        assert np.array_equal(far[window.first : window.last], distance)
        assert np.array_equal(away[window.first : window.last], sentence)


@pytest.mark.parametrize("size", [0, 1, 3])
def test_holder_parts(size: int) -> None:
    """The first word of a holder's name has a part of its own, and all parts are known to the network."""
    found = holder_parts(size)
    assert found.tolist() == [PARTS - 2, PARTS - 1, PARTS - 1][:size]


def test_the_network_is_given_64_bits_on_every_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All whole numbers for the network have 64 bits, also where those of numpy have 32; it refuses others."""
    for module in (features, inputs_module, trial):
        monkeypatch.setattr(module, "np", Numpy32("numpy"))
    seen, window = whole("It rained.\n\nAll day, Ann said.")
    given_ = inputs(seen, window, SPECIALS)
    cues = np.array([[3], [6]])
    fed = [given_.pieces, given_.known, given_.first, *beside(seen, window, cues, cues), holder_parts(2)]
    assert {str(numbers.dtype) for numbers in fed} == {"int64"}
    # A model that is not the package's own is tried out when it is loaded.
    encoder = Encoder(model_in(tmp_path / "copy"))
    text = encoder.features(reading("It rained."))
    assert [encoder.run(one).cue.shape[0] for one in encoder.inputs(text, encoder.windows(text))] == [3]

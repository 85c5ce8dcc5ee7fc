"""Laws of cutting texts into windows."""

import random
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from encoder.given import looked_at
from hypothesis import given
from hypothesis import strategies as st
from strategies import any_text, examples, unquoted

from newsclaims._encoder.features import Features
from newsclaims._encoder.windows import Cutting, Window, cut

cuttings = st.builds(Cutting, st.integers(1, 400), st.integers(1, 400), st.integers(0, 100))
small = st.builds(Cutting, st.integers(1, 20), st.integers(1, 30), st.integers(0, 10))


@st.composite
def made_up(draw: st.DrawFn) -> Features:
    """Draw features without a text: words of any number of pieces, with sentences and paragraphs anywhere."""
    words = draw(st.lists(st.tuples(st.integers(1, 12), st.integers(0, 9), st.integers(0, 30)), max_size=150))
    count = len(words)
    opens = np.array([chance == 0 for _, _, chance in words], dtype=np.bool_)
    starts = opens | np.array([chance < 4 for _, _, chance in words], dtype=np.bool_)
    nothing = np.zeros(count, dtype=np.int64)
    pieces = tuple([(piece,) * size for size, piece, _ in words])
    return Features(pieces, nothing, nothing, nothing, np.cumsum(starts), opens, starts)


features = st.one_of(made_up(), any_text().map(looked_at))


FEW = 8
"""How many windows at one end of an article may change when a paragraph is added there."""


@cache
def article(seed: int) -> str:
    """Return a long article of invented words, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311
    vocabulary = ["".join(chance.choices("aeioubdlmnrst", k=chance.randint(2, 9))) for _ in range(400)]

    def sentence() -> str:
        return " ".join(["The", *chance.choices(vocabulary, k=chance.randint(3, 25))]) + "."

    return "\n\n".join(" ".join(sentence() for _ in range(chance.randint(1, 4))) for _ in range(60))


def pieces(seen: Features, first: int, last: int) -> int:
    """Return the number of pieces in a range of words."""
    return sum(len(of_word) for of_word in seen.pieces[first:last])


@cache
def cuts(text: str, cutting: Cutting, shift: int = 0, salt: int = 0) -> list[Window]:
    """Return the windows of a text, moved to the left by some words."""
    return [
        Window(w.first - shift, w.last - shift, w.core_first - shift, w.core_last - shift)
        for w in cut(looked_at(text), cutting, salt=salt)
    ]


@given(seen=features, cutting=st.one_of(small, cuttings), salt=st.integers(0, 3))
def test_cores_partition_the_words(seen: Features, cutting: Cutting, salt: int) -> None:
    """Every word is in exactly one core, and cores are in order and never empty."""
    windows = cut(seen, cutting, salt=salt)
    assert all(window.core_first < window.core_last for window in windows)
    assert [word for w in windows for word in range(w.core_first, w.core_last)] == list(range(len(seen)))


@given(seen=features, cutting=st.one_of(small, cuttings))
def test_windows_contain_their_cores(seen: Features, cutting: Cutting) -> None:
    """A window contains its core, with at most the allowed context on each side."""
    for window in cut(seen, cutting):
        assert 0 <= window.first <= window.core_first
        assert window.core_last <= window.last <= len(seen)
        assert pieces(seen, window.first, window.core_first) <= cutting.context
        assert pieces(seen, window.core_last, window.last) <= cutting.context


@given(seen=features, cutting=st.one_of(small, cuttings))
def test_context_is_whole_sentences(seen: Features, cutting: Cutting) -> None:
    """Context is in the same paragraph and consists of whole sentences, unless the core cuts a sentence."""
    begin = {0, *np.flatnonzero(seen.starts).tolist(), len(seen)}
    for window in cut(seen, cutting):
        assert window.first in begin or window.core_first not in begin
        assert window.last in begin or window.core_last not in begin
        # A paragraph may begin with the context before the core, but not inside it or after the core.
        assert not seen.opens[window.first + 1 : window.core_first + (window.first < window.core_first)].any()
        assert not seen.opens[window.core_last : window.last].any()


@given(seen=features, cutting=st.one_of(small, cuttings))
def test_cores_are_bounded(seen: Features, cutting: Cutting) -> None:
    """A core without its last word fits the limit; a core of a single word may have any length."""
    for window in cut(seen, cutting):
        assert pieces(seen, window.core_first, window.core_last - 1) <= cutting.longest


@given(seen=features, cutting=st.one_of(small, cuttings))
def test_sentences_are_kept(seen: Features, cutting: Cutting) -> None:
    """A core begins with a sentence, unless the sentence is longer than the limit."""
    begin = sorted({0, *np.flatnonzero(seen.starts).tolist(), len(seen)})
    for window in cut(seen, cutting):
        if window.core_first not in begin:
            [(first, last)] = [(a, b) for a, b in pairwise(begin) if a < window.core_first < b]
            # The separator before a paragraph may count as well.
            assert pieces(seen, first, last) + 1 > cutting.longest


@given(seen=features, cutting=st.one_of(small, cuttings), salt=st.integers())
def test_equal_input_gives_equal_output(seen: Features, cutting: Cutting, salt: int) -> None:
    """The same text is cut in the same way each time."""
    assert cut(seen, cutting, salt=salt) == cut(seen, cutting, salt=salt)


def test_no_words() -> None:
    """A text without words has no windows."""
    assert cut(looked_at(""), Cutting()) == cut(looked_at(" \n\n "), Cutting()) == []


def test_another_salt() -> None:
    """Another salt cuts at other places."""
    text = article(1)
    assert len({tuple(cuts(text, Cutting(), salt=salt)) for salt in range(4)}) > 1


CUTTINGS = [Cutting(), Cutting(reach=40, longest=120, context=10), Cutting(reach=80, longest=60, context=24)]


@pytest.mark.parametrize("cutting", CUTTINGS, ids=str)
@pytest.mark.parametrize("seed", range(3))
@examples(10)
@given(front=unquoted())
def test_paragraph_in_front(seed: int, cutting: Cutting, front: str) -> None:
    """A paragraph in front moves the windows and changes only the first few."""
    text = article(seed)
    before = cuts(text, cutting)
    after = cuts(f"{front}\n\n{text}", cutting, shift=len(looked_at(front)))
    assert len(before) > 3 * FEW
    assert before[FEW:] == after[FEW - len(before) :]


@pytest.mark.parametrize("cutting", CUTTINGS, ids=str)
@pytest.mark.parametrize("seed", range(3))
@examples(10)
@given(behind=unquoted())
def test_paragraph_behind(seed: int, cutting: Cutting, behind: str) -> None:
    """A paragraph at the end changes only the last few windows."""
    text = article(seed)
    before, after = cuts(text, cutting), cuts(f"{text}\n\n{behind}", cutting)
    assert len(before) > 3 * FEW
    assert before[:-FEW] == after[: len(before) - FEW]


@pytest.mark.parametrize("text", ["word " * 5000, "a. " * 3000, "A.\n\n" * 2000, "(" * 3000, "x" * 100_000])
def test_long_texts(text: str) -> None:
    """The cores of a text of any form and length are bounded."""
    seen = looked_at(text)
    windows = cut(seen, Cutting())
    assert windows[-1].core_last == len(seen)
    assert max(pieces(seen, w.core_first, w.core_last - 1) for w in windows) <= Cutting().longest


FRAGMENTS = [
    *(
        "He said. ",
        "She said so. ",
        "a\n",
        "a\n\n",
        ", ",
        "“",
        '"x," he said. ',
        "said that ",
        "He. ",
        "I ",
        "1 ",
        "(a) ",
    ),
    *("The council met. ", "Nobody knew why the gate of the old yard by the quay had been left open that night. "),
]
"""Fragments of texts that are made to have as many cuts as possible."""


def sentence(size: int) -> st.SearchStrategy[str]:
    """Draw a sentence of some words, which has about as many pieces."""
    return st.integers(0, 999).map(lambda n: f"The {n} " + "old " * (size - 3) + "yard. ")


def repeated() -> st.SearchStrategy[str]:
    """Draw long texts: a few fragments, again and again."""
    fragments = st.one_of(st.sampled_from(FRAGMENTS), st.integers(4, 400).flatmap(sentence))
    return st.lists(fragments, min_size=1, max_size=4).map(
        lambda some: "".join(some) * (4000 // len("".join(some)) + 1)
    )


@pytest.mark.slow
@examples(150)
@given(text=repeated())
def test_reading_is_bounded(text: str) -> None:
    """The windows of any text have at most three times its pieces, and are at most one for every 40 of them."""
    seen = looked_at(text)
    windows = cut(seen, Cutting())
    whole = pieces(seen, 0, len(seen)) + int(seen.opens.sum())
    assert sum(pieces(seen, window.first, window.last) for window in windows) <= 3 * whole + 1000
    assert len(windows) <= whole / 40 + 16


@given(data=st.data())
def test_reading_is_bounded_for_any_ranks(data: st.DataObject) -> None:
    """Sentences of any lengths, in the worst order of their ranks, have at most three times their pieces."""
    sizes = data.draw(st.lists(st.sampled_from([1, 3, 49, 50, 79, 97, 160, 200, 321, 330]), min_size=1, max_size=60))
    count = sum(sizes)
    starts = np.zeros(count, dtype=np.bool_)
    starts[np.cumsum([0, *sizes[:-1]])] = True
    nothing = np.zeros(count, dtype=np.int64)
    heads = data.draw(st.permutations(range(len(sizes))))
    first = dict(zip(np.flatnonzero(starts).tolist(), heads, strict=True))
    words = tuple([(first.get(word, 0),) for word in range(count)])
    seen = Features(words, nothing, nothing, nothing, np.cumsum(starts), starts & (np.arange(count) == 0), starts)
    windows = cut(seen, Cutting(), salt=data.draw(st.integers(0, 9)))
    assert sum(window.last - window.first for window in windows) <= 3 * count + 1000


def test_equal_sentences_share_windows() -> None:
    """A sentence that is repeated without end is cut at the largest length, not at each repetition."""
    seen = looked_at("He said. " * 3000)
    assert len(cut(seen, Cutting())) <= pieces(seen, 0, len(seen)) / 150

"""Decoding: the best labels that form whole passages, for any scores."""

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from strategies import examples

from newsclaims.extractors._neural.decoding import (
    CONTENT,
    SOURCE,
    Automaton,
    best_labels,
    cue_automaton,
    passages,
    role_automaton,
)
from newsclaims.text import WordRange

Floats = NDArray[np.float32]

OUTSIDE = 0
FIRST, INNER, LAST, ONLY = 1, 2, 3, 4
CUE_LABELS, ROLE_LABELS = 5, 9
NEVER = -1e4
"""The score of labels that must not be chosen."""

Passages = list[WordRange]
Legal = Callable[[list[int]], bool]


def parsed(labels: list[int], roles: int) -> list[Passages] | None:
    """Return the passages of each role, or None if the labels are not whole; independent of the package's code."""
    found: list[Passages] = [[] for _ in range(roles)]
    opened: tuple[int, int] | None = None
    for word, label in enumerate(labels):
        role, part = divmod(label - 1, 4)
        match part + 1 if label else OUTSIDE:
            case 0 if opened is None:
                continue
            case 1 if opened is None:
                opened = role, word
            case 2 if opened is not None and opened[0] == role:
                continue
            case 3 if opened is not None and opened[0] == role:
                found[role].append(WordRange(opened[1], word + 1))
                opened = None
            case 4 if opened is None:
                found[role].append(WordRange(word, word + 1))
            case _:
                return None
    return None if opened else found


def cues_legal(labels: list[int]) -> bool:
    """Say whether the labels of cues are legal, that is, any whole passages."""
    return parsed(labels, 1) is not None


def roles_legal(labels: list[int]) -> bool:
    """Say whether labels beside a cue are legal: whole passages, at most one source, at least one content."""
    found = parsed(labels, 2)
    return found is not None and len(found[0]) <= 1 <= len(found[1])


def scores(labels: int, words: int) -> st.SearchStrategy[Floats]:
    """Draw scores of any size for a few sequences, some with ties and labels with low scores."""
    number = st.one_of(st.floats(-20, 20, width=32), st.sampled_from([NEVER, 0.0, 1.0]))
    shape = st.tuples(st.integers(1, 3), st.integers(1, words), st.just(labels))
    return shape.flatmap(lambda shape: arrays(np.float32, shape, elements=number))


def total(of_words: Floats, labels: NDArray[np.int64]) -> float:
    """Return the total score of some labels."""
    return float(of_words[np.arange(len(labels)), labels].astype(np.float64).sum())


@given(given_scores=scores(CUE_LABELS, 30))
def test_cues_are_whole(given_scores: Floats) -> None:
    """With any scores, the labels of cues form whole passages."""
    labels = best_labels(given_scores, cue_automaton())
    assert labels.shape == given_scores.shape[:2]
    assert all(cues_legal(row.tolist()) for row in labels)


@given(given_scores=scores(ROLE_LABELS, 30))
def test_roles_are_whole(given_scores: Floats) -> None:
    """With any scores, there are a content and at most one source beside a cue, and all passages are whole."""
    labels = best_labels(given_scores, role_automaton())
    assert labels.shape == given_scores.shape[:2]
    assert all(roles_legal(row.tolist()) for row in labels)


@pytest.mark.parametrize(
    ("automaton", "legal", "count", "words"),
    [(cue_automaton(), cues_legal, CUE_LABELS, 5), (role_automaton(), roles_legal, ROLE_LABELS, 4)],
    ids=["cues", "roles"],
)
@examples(40)
@given(data=st.data())
def test_nothing_legal_is_better(
    automaton: Automaton, legal: Legal, count: int, words: int, data: st.DataObject
) -> None:
    """No legal labels have a higher score; the test tries all of them."""
    given_scores = data.draw(scores(count, words))
    every = [np.array(row) for row in product(range(count), repeat=given_scores.shape[1]) if legal(list(row))]
    for of_words, labels in zip(given_scores, best_labels(given_scores, automaton), strict=True):
        most = max(total(of_words, row) for row in every)
        # Sums of large scores are rounded.
        assert total(of_words, labels) == pytest.approx(most, abs=0.05)


@pytest.mark.parametrize(
    ("automaton", "count"), [(cue_automaton(), CUE_LABELS), (role_automaton(), ROLE_LABELS)], ids=["cues", "roles"]
)
@given(data=st.data())
def test_sequences_are_independent(automaton: Automaton, count: int, data: st.DataObject) -> None:
    """A sequence gets the same labels alone and in a batch."""
    given_scores = data.draw(scores(count, 12))
    together = best_labels(given_scores, automaton)
    for n in range(len(given_scores)):
        assert np.array_equal(best_labels(given_scores[n : n + 1], automaton)[0], together[n])


@st.composite
def legal_roles(draw: st.DrawFn) -> tuple[list[int], Passages, Passages]:
    """Draw legal labels beside a cue, with the passages of source and content that they encode."""
    sizes = draw(st.lists(st.integers(1, 6), min_size=1, max_size=5))
    source = draw(st.one_of(st.none(), st.integers(0, len(sizes) - 1))) if len(sizes) > 1 else None
    labels: list[int] = []
    found: tuple[Passages, Passages] = ([], [])
    for n, size in enumerate(sizes):
        labels += [OUTSIDE] * draw(st.integers(0, 3))
        role = SOURCE if n == source else CONTENT
        found[role == CONTENT].append(WordRange(len(labels), len(labels) + size))
        parts = [ONLY] if size == 1 else [FIRST, *[INNER] * (size - 2), LAST]
        labels += [role + part for part in parts]
    labels += [OUTSIDE] * draw(st.integers(0, 3))
    return labels, *found


@given(made=legal_roles())
def test_passages_read_back(made: tuple[list[int], Passages, Passages]) -> None:
    """Legal labels decode to the passages that they were made from."""
    labels, source, content = made
    assert roles_legal(labels)
    assert passages(np.array(labels), SOURCE) == source
    assert passages(np.array(labels), CONTENT) == content


@given(made=legal_roles())
def test_all_legal_labels_can_be_best(made: tuple[list[int], Passages, Passages]) -> None:
    """Scores that favour some legal labels give exactly these: every legal labelling is reachable."""
    labels = np.array(made[0])
    given_scores = np.zeros((1, len(labels), ROLE_LABELS), dtype=np.float32)
    given_scores[0, np.arange(len(labels)), labels] = 1
    assert np.array_equal(best_labels(given_scores, role_automaton())[0], labels)


@given(given_scores=scores(CUE_LABELS, 30))
def test_cues_read_back(given_scores: Floats) -> None:
    """The passages of cues are those that an independent parser finds."""
    for row in best_labels(given_scores, cue_automaton()):
        found = parsed(row.tolist(), 1)
        assert found is not None
        assert passages(row) == found[0]


@given(given_scores=scores(ROLE_LABELS, 30))
def test_roles_read_back(given_scores: Floats) -> None:
    """The passages of source and content are those that an independent parser finds."""
    for row in best_labels(given_scores, role_automaton()):
        assert parsed(row.tolist(), 2) == [passages(row, SOURCE), passages(row, CONTENT)]


@pytest.mark.parametrize("words", [1, 2, 3])
def test_there_is_always_a_content(words: int) -> None:
    """If no score favours a content, the least unlikely word is the content."""
    given_scores = np.zeros((1, words, ROLE_LABELS), dtype=np.float32)
    given_scores[:, :, 1:] = NEVER
    given_scores[:, -1, CONTENT + ONLY] = -1
    assert best_labels(given_scores, role_automaton())[0].tolist() == [OUTSIDE] * (words - 1) + [CONTENT + ONLY]

"""Decoding: the best labels that make whole passages, for any scores."""

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

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
"""What finding gives to labels that it does not want."""

Passages = list[WordRange]
Legal = Callable[[list[int]], bool]


def parsed(labels: list[int], roles: int) -> list[Passages] | None:
    """Return the passages of each role, or None where labels do not make whole ones; knows nothing of the package."""
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
    """Say whether labels of cues are legal: any whole passages."""
    return parsed(labels, 1) is not None


def roles_legal(labels: list[int]) -> bool:
    """Say whether labels beside a cue are legal: whole passages, at most one of a source, at least one of content."""
    found = parsed(labels, 2)
    return found is not None and len(found[0]) <= 1 <= len(found[1])


def scores(labels: int, words: int) -> st.SearchStrategy[Floats]:
    """Draw scores of any size for a few sequences, ties and labels that are not wanted among them."""
    number = st.one_of(st.floats(-20, 20, width=32), st.sampled_from([NEVER, 0.0, 1.0]))
    shape = st.tuples(st.integers(1, 3), st.integers(1, words), st.just(labels))
    return shape.flatmap(lambda shape: arrays(np.float32, shape, elements=number))


def total(of_words: Floats, labels: NDArray[np.int64]) -> float:
    """Return what labels earn."""
    return float(of_words[np.arange(len(labels)), labels].astype(np.float64).sum())


@given(given_scores=scores(CUE_LABELS, 30))
def test_cues_are_whole(given_scores: Floats) -> None:
    """Whatever the scores, labels of cues make whole passages."""
    labels = best_labels(given_scores, cue_automaton())
    assert labels.shape == given_scores.shape[:2]
    assert all(cues_legal(row.tolist()) for row in labels)


@given(given_scores=scores(ROLE_LABELS, 30))
def test_roles_are_whole(given_scores: Floats) -> None:
    """Whatever the scores, beside a cue there is a content, at most one source, and all passages are whole."""
    labels = best_labels(given_scores, role_automaton())
    assert labels.shape == given_scores.shape[:2]
    assert all(roles_legal(row.tolist()) for row in labels)


@pytest.mark.parametrize(
    ("automaton", "legal", "count", "words"),
    [(cue_automaton(), cues_legal, CUE_LABELS, 5), (role_automaton(), roles_legal, ROLE_LABELS, 4)],
    ids=["cues", "roles"],
)
@settings(max_examples=40)
@given(data=st.data())
def test_nothing_legal_is_better(
    automaton: Automaton, legal: Legal, count: int, words: int, data: st.DataObject
) -> None:
    """Of all legal labels none earns more; all of them are tried."""
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
def test_sequences_are_apart(automaton: Automaton, count: int, data: st.DataObject) -> None:
    """A sequence gets the same labels alone and among others."""
    given_scores = data.draw(scores(count, 12))
    together = best_labels(given_scores, automaton)
    for n in range(len(given_scores)):
        assert np.array_equal(best_labels(given_scores[n : n + 1], automaton)[0], together[n])


@st.composite
def legal_roles(draw: st.DrawFn) -> tuple[list[int], Passages, Passages]:
    """Draw legal labels beside a cue, with the passages of source and content that they stand for."""
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
    """From legal labels come the passages that they were made of."""
    labels, source, content = made
    assert roles_legal(labels)
    assert passages(np.array(labels), SOURCE) == source
    assert passages(np.array(labels), CONTENT) == content


@given(made=legal_roles())
def test_what_is_legal_can_be_best(made: tuple[list[int], Passages, Passages]) -> None:
    """Scores that speak for legal labels get just these: nothing legal is out of reach."""
    labels = np.array(made[0])
    given_scores = np.zeros((1, len(labels), ROLE_LABELS), dtype=np.float32)
    given_scores[0, np.arange(len(labels)), labels] = 1
    assert np.array_equal(best_labels(given_scores, role_automaton())[0], labels)


@given(given_scores=scores(CUE_LABELS, 30))
def test_cues_read_back(given_scores: Floats) -> None:
    """The passages of cues are those that another reader of the labels sees."""
    for row in best_labels(given_scores, cue_automaton()):
        found = parsed(row.tolist(), 1)
        assert found is not None
        assert passages(row) == found[0]


@given(given_scores=scores(ROLE_LABELS, 30))
def test_roles_read_back(given_scores: Floats) -> None:
    """The passages of source and content are those that another reader of the labels sees."""
    for row in best_labels(given_scores, role_automaton()):
        assert parsed(row.tolist(), 2) == [passages(row, SOURCE), passages(row, CONTENT)]


@pytest.mark.parametrize("words", [1, 2, 3])
def test_a_content_is_found_in_anything(words: int) -> None:
    """Where nothing speaks for a content, the least unlikely word is one."""
    given_scores = np.zeros((1, words, ROLE_LABELS), dtype=np.float32)
    given_scores[:, :, 1:] = NEVER
    given_scores[:, -1, CONTENT + ONLY] = -1
    assert best_labels(given_scores, role_automaton())[0].tolist() == [OUTSIDE] * (words - 1) + [CONTENT + ONLY]

"""Decodes scores into labels: finds the best labels that form complete passages.

The labels mark the first, inner and last words of a passage, or its only word (BILOU; Ratinov and Roth, Design
challenges and misconceptions in named entity recognition, CoNLL 2009). Cues are labelled once per window. Sources and
contents are labelled once per cue, because the content of one claim can hold another claim. The best sequence is found
by dynamic programming (Viterbi, IEEE Transactions on Information Theory 13, 1967) over the legal sequences.
"""

from collections.abc import Sequence
from functools import cache
from itertools import product

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from newsclaims.text import WordRange

__all__ = [
    "BEGIN",
    "CONTENT",
    "END",
    "INSIDE",
    "SINGLE",
    "SOURCE",
    "Automaton",
    "best_labels",
    "cue_automaton",
    "passages",
    "role_automaton",
]

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]

BEGIN, INSIDE, END, SINGLE = range(1, 5)
"""The labels of a passage's words; 0 is outside."""
SOURCE, CONTENT = 0, 4
"""The numbers added to the labels of a source and of a content, which are labelled together."""
_NEVER = np.float32(-1e9)


@frozen(slots=True, eq=False)
class Automaton:
    """The legal sequences of labels, as states with costs: nothing if legal, or else more than any score.

    Many states can follow the same ones. A step is computed once for each group of them.

    Args:
        labels: The label of a word in each state.
        starts: The cost of starting in a state.
        ends: The cost of ending in a state.
        steps: The cost of a step from a state (row) to the next (column).
        into: For each state, the number of its group.
        before: For each group, the states that its states can follow; the first is repeated to fill a row.
    """

    labels: Ids
    starts: Floats
    ends: Floats
    steps: Floats
    into: Ids
    before: Ids


def _automaton(
    labels: Sequence[int], starts: list[np.float32], ends: list[np.float32], steps: list[list[np.float32]]
) -> Automaton:
    """Return an automaton, with its groups of states."""
    costs = np.array(steps)
    groups, into = np.unique(costs, axis=1, return_inverse=True)
    legal = [np.flatnonzero(group == 0) for group in groups.T]
    most = max(map(len, legal))
    before = np.array([np.pad(some, (0, most - len(some)), constant_values=some[0]) for some in legal])
    return Automaton(np.array(labels), np.array(starts), np.array(ends), costs, into, before)


def best_labels(scores: Floats, automaton: Automaton) -> Ids:
    """Return the best legal labels.

    Args:
        scores: The score of each label of each word, `[sequences, words, labels]`, at least one word.
        automaton: The legal sequences.

    Returns:
        The labels, `[sequences, words]`.
    """
    # The sequences come last, so that each step goes through the memory in order.
    values = np.ascontiguousarray(scores.transpose(1, 2, 0)[:, automaton.labels])
    length, _, count = values.shape
    values[0] += automaton.starts[:, None]
    for word in range(1, length):
        best = np.maximum.reduce(values[word - 1].take(automaton.before, axis=0), axis=1)
        values[word] += best.take(automaton.into, axis=0)
    # The best previous state is computed only for the states on the way back, one per word.
    path = np.empty((length, count), dtype=np.int64)
    path[-1] = state = (values[-1] + automaton.ends[:, None]).argmax(axis=0)
    for word in range(length - 1, 0, -1):
        path[word - 1] = state = (values[word - 1] + automaton.steps[:, state]).argmax(axis=0)
    return automaton.labels[path.T]


def passages(labels: Ids, role: int = 0) -> list[WordRange]:
    """Return the passages of a role in legal labels.

    Args:
        labels: One label per word.
        role: The number added to the role's labels.

    Returns:
        The words of each passage, counted from the first label.
    """
    firsts = np.flatnonzero((labels == role + BEGIN) | (labels == role + SINGLE))
    lasts = np.flatnonzero((labels == role + END) | (labels == role + SINGLE))
    return [WordRange(int(first), int(last) + 1) for first, last in zip(firsts, lasts, strict=True)]


@cache
def cue_automaton() -> Automaton:
    """Return the legal sequences for cues: any number of complete passages."""
    labels = range(SINGLE + 1)
    unfinished = (BEGIN, INSIDE)

    def follows(one: int, other: int) -> bool:
        """Return whether a label can follow another."""
        return other in (INSIDE, END) if one in unfinished else other in (0, BEGIN, SINGLE)

    return _automaton(
        labels,
        [_cost(legal=follows(0, label)) for label in labels],
        [_cost(legal=label not in unfinished) for label in labels],
        [[_cost(legal=follows(one, other)) for other in labels] for one in labels],
    )


@cache
def role_automaton() -> Automaton:
    """Return the legal sequences for the parts of a cue: at most one source, in one piece, and pieces of content."""
    labels = range(CONTENT + SINGLE + 1)
    states: list[State] = [
        (label, sourced, filled)
        for sourced, filled in product((False, True), repeat=2)
        for label in labels
        # In a state inside a source, there was a source; the same holds for a content.
        if label == 0 or (sourced if label < CONTENT + BEGIN else filled)
    ]
    return _automaton(
        [label for label, _, _ in states],
        [_cost(legal=_follows((0, False, False), state)) for state in states],
        [_cost(legal=not _unfinished(state) and state[2]) for state in states],
        [[_cost(legal=_follows(one, other)) for other in states] for one in states],
    )


State = tuple[int, bool, bool]
"""A label, whether there was a source so far, and whether there was a content."""


def _cost(*, legal: bool) -> np.float32:
    """Return the cost of a step: nothing if it is legal, or else more than any score."""
    return np.float32(0) if legal else _NEVER


def _follows(one: State, other: State) -> bool:
    """Return whether a state can follow another: a passage must end before the next, and there is one source."""
    label, sourced, filled = one
    after, still_sourced, still_filled = other
    if _unfinished(one):
        begun = SOURCE if label < CONTENT + BEGIN else CONTENT
        return after in (begun + INSIDE, begun + END) and one[1:] == other[1:]
    if after == 0:
        return one[1:] == other[1:]
    if after in (SOURCE + BEGIN, SOURCE + SINGLE):
        return not sourced and still_sourced and filled == still_filled
    return after in (CONTENT + BEGIN, CONTENT + SINGLE) and still_filled and sourced == still_sourced


def _unfinished(state: State) -> bool:
    """Return whether a passage is open in a state."""
    return state[0] in (SOURCE + BEGIN, SOURCE + INSIDE, CONTENT + BEGIN, CONTENT + INSIDE)

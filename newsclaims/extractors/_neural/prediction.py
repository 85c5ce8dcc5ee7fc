"""Predicts claims: the model's cues, each with its source and content."""

import math
from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np
from attrs import frozen

from newsclaims._encoder import Encoder, Seen, Window
from newsclaims._encoder.features import Features
from newsclaims.text import WordRange

from .decoding import (
    BEGIN,
    CONTENT,
    SINGLE,
    SOURCE,
    Automaton,
    Floats,
    Ids,
    best_labels,
    cue_automaton,
    passages,
    role_automaton,
)

__all__ = ["SIGNS", "Bonus", "Prediction", "predict"]

_SURE = 1e-4
"""The least distance of a share from 0 and 1 in the signs."""
_NEVER = np.float32(-1e4)
_OUTSIDE = np.float32(-5e-4)
"""The logarithm of the share of "outside" above which other labels are not tried for a word."""

_DECODED = 128
"""How many cues are decoded at a time; this limits memory if every word is a cue."""

SIGNS = ("cue", "weakest_cue", "path", "weakest_edge", "no_source", "pieces", "certainty", "nested")
"""The names of the features for the score of a prediction."""


@frozen(slots=True)
class Bonus:
    """Numbers added to the scores before decoding, to balance missed passages against wrong ones.

    Args:
        cue: The number for the labels that begin a cue.
        source: The number for the labels that begin a source.
        content: The number for the labels that begin a piece of content.
    """

    cue: float = 0.0
    source: float = 0.0
    content: float = 0.0


@frozen(slots=True)
class Prediction:
    """A predicted claim; ranges count words of the text.

    Args:
        cue: Its cue.
        source: Its source, if there is one.
        content: The pieces of its content, at least one.
        signs: The features for its score, in the order of `SIGNS`.
    """

    cue: WordRange
    source: WordRange | None
    content: tuple[WordRange, ...]
    signs: tuple[float, ...]

    @property
    def nested(self) -> float:
        """The log-odds that it is inside the content of another claim."""
        return self.signs[-1]


@frozen(slots=True, eq=False)
class _ReadCue:
    """A cue, with the model's scores for the words of its window.

    Args:
        window: The window.
        cue: Its words, counted from the window's first.
        likely: The logarithms of the shares of each word's labels as a cue, `[words, labels]`.
        nested: The log-odds that it is a nested cue.
        scores: The scores of each word's labels for this cue, `[words, labels]`.
        shares: The logarithms of the shares of these labels.
    """

    window: Window
    cue: WordRange
    likely: Floats
    nested: float
    scores: Floats
    shares: Floats


def predict(
    encoder: Encoder, features: Features, windows: Sequence[Window], seen: Sequence[Seen], bonus: Bonus
) -> list[Prediction]:
    """Return the predictions with their cues in the cores of some windows, in order of the cues.

    The words of all windows are decoded together, which gives the same labels in a fraction of the time.

    Args:
        encoder: The model.
        features: The text.
        windows: The windows.
        seen: The network's outputs for each.
        bonus: The numbers to add to the scores.
    """
    cues = _read_cues(encoder, features, windows, seen, bonus) if windows else iter(())
    found: list[Prediction] = []
    while read := list(islice(cues, _DECODED)):
        scores = _stack([cue.scores for cue in read])
        scores[:, :, [SOURCE + BEGIN, SOURCE + SINGLE]] += np.float32(bonus.source)
        scores[:, :, [CONTENT + BEGIN, CONTENT + SINGLE]] += np.float32(bonus.content)
        paths = _decode(scores, _stack([cue.shares for cue in read]), role_automaton())
        predicted = (_prediction(cue, path[: len(cue.shares)]) for cue, path in zip(read, paths, strict=True))
        found += [prediction for prediction in predicted if prediction is not None]
    return found


def _read_cues(
    encoder: Encoder, features: Features, windows: Sequence[Window], seen: Sequence[Seen], bonus: Bonus
) -> Iterator[_ReadCue]:
    """Yield each cue in the cores of windows with the scores of their words."""
    cued = [_either_level(one.cue) for one in seen]
    likely = [_log_shares(one) for one in cued]
    scores = _stack(cued)
    scores[:, :, [BEGIN, SINGLE]] += np.float32(bonus.cue)
    labels = _decode(scores, _stack(likely), cue_automaton())
    for n, window in enumerate(windows):
        first, last = window.core_first - window.first, window.core_last - window.first
        cues = [cue for cue in passages(labels[n, : len(likely[n])]) if first <= cue.first < last]
        if not cues:
            continue
        beside = encoder.beside(seen[n], features, window, cues)
        for cue, one in zip(cues, beside, strict=True):
            one[cue.slice, 1:] = _NEVER
        for cue, one, shares in zip(cues, beside, _log_shares(beside), strict=True):
            nested = _nested_odds(seen[n].cue[cue.slice])
            yield _ReadCue(window, cue, likely[n], nested, one, shares)


def _prediction(read: _ReadCue, path: Ids) -> Prediction | None:
    """Return the prediction for the labels of a cue; None without a content."""
    source, content = passages(path, SOURCE), passages(path, CONTENT)
    if not content:
        return None
    by = read.window.first
    return Prediction(
        _shift(read.cue, by),
        _shift(source[0], by) if source else None,
        tuple(_shift(piece, by) for piece in content),
        _signs(read, path, len(source), content),
    )


def _either_level(scores: Floats) -> Floats:
    """Return the scores of the labels of a cue: those of a nested cue and of any other cue are added up.

    Args:
        scores: The network's scores, `[words, labels]`: outside, the labels of a passage, and those of a nested one.
    """
    both = np.logaddexp(scores[:, BEGIN : SINGLE + 1], scores[:, SINGLE + 1 :])
    return np.concatenate([scores[:, :1], both], axis=1)


def _nested_odds(scores: Floats) -> float:
    """Return the log-odds that a cue is nested, from the network's scores of its words."""
    flat, nested = scores[:, BEGIN : SINGLE + 1], scores[:, SINGLE + 1 :]
    return float((np.logaddexp.reduce(nested, axis=1) - np.logaddexp.reduce(flat, axis=1)).mean())


def _stack(rows: Sequence[Floats]) -> Floats:
    """Return the words of several windows as one array, filled up with "outside" after the last word of a window."""
    stacked = np.full((len(rows), max(map(len, rows)), rows[0].shape[1]), _NEVER)
    stacked[:, :, 0] = 0
    for n, row in enumerate(rows):
        stacked[n, : len(row)] = row
    return stacked


def _decode(scores: Floats, shares: Floats, automaton: Automaton) -> Ids:
    """Return the best legal labels of each sequence of words, or only "outside" if there are none.

    Args:
        scores: The scores for decoding, `[sequences, words, labels]`.
        shares: The logarithms of the shares of the labels; words that are almost certainly "outside" are skipped.
        automaton: The legal sequences.
    """
    paths = np.zeros(scores.shape[:2], dtype=np.int64)
    open_ = shares[:, :, 0] < _OUTSIDE
    # One word after each range is kept as "outside", so that a passage does not continue into the next range.
    kept = open_.copy()
    kept[:, 1:] |= open_[:, :-1]
    count = kept.sum(axis=1)
    if not count.any():
        return paths
    rows, words = np.arange(len(kept))[:, None], np.argsort(~kept, axis=1, kind="stable")[:, : count.max()]
    shut = ~open_[rows, words]
    tried = scores[rows, words]
    tried[shut, 1:] = _NEVER
    labels = best_labels(tried, automaton)
    labels[(labels.astype(np.bool_) & shut).any(axis=1)] = 0
    paths[rows, words] = labels
    return paths


def _signs(read: _ReadCue, path: Ids, sources: int, content: list[WordRange]) -> tuple[float, ...]:
    """Return the features for the score of a prediction, in the order of `SIGNS`."""
    not_outside = np.log(np.maximum(1 - np.exp(read.likely[read.cue.slice, 0]), 1e-6))
    chosen = read.shares[np.arange(len(path)), path]
    around = (edge for piece in content for edge in (piece.first - 1, piece.first, piece.last - 1, piece.last))
    edges = [chosen[edge] for edge in around if 0 <= edge < len(path)]
    inside = np.concatenate([chosen[piece.slice] for piece in content])
    signs = (
        _odds(not_outside.mean()),
        _odds(not_outside.min()),
        chosen.sum(),
        _odds(min(edges)),
        sources == 0,
        len(content),
        _odds(inside.mean()),
        read.nested,
    )
    return tuple(float(sign) for sign in signs)


def _odds(log_share: float) -> float:
    """Return log-odds, which still distinguish shares that are all close to 1."""
    share = min(max(math.exp(log_share), _SURE), 1 - _SURE)
    return math.log(share / (1 - share))


def _log_shares(scores: Floats) -> Floats:
    """Return the logarithms of the softmax of scores: the shares of a word's labels add up to 1."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    shares: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return shares


def _shift(words: WordRange, by: int) -> WordRange:
    """Return words of a window as words of the text, which has `by` words before the window."""
    return WordRange(words.first + by, words.last + by)

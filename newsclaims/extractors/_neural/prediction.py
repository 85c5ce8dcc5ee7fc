"""Predicts what may be a claim: the model's cues, with the source and the content that it sees beside each."""

import math
from collections.abc import Iterator, Sequence

import numpy as np
from attrs import frozen

from newsclaims._encoder import Encoder, Window
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
"""How near to none or all a share may come in the signs."""
_NEVER = np.float32(-1e4)
_OUTSIDE = np.float32(-5e-4)
"""The logarithm of the share of outside from which on a word is not tried as anything else."""

SIGNS = ("cue", "weakest_cue", "path", "weakest_edge", "no_source", "pieces", "certainty")
"""What the score of a prediction is made of."""


@frozen(slots=True)
class Bonus:
    """What is added to scores before the best labels are looked for: the price of missing against that of inventing.

    Args:
        cue: For beginning a cue.
        source: For beginning a source.
        content: For beginning a piece of content.
    """

    cue: float = 0.0
    source: float = 0.0
    content: float = 0.0


@frozen(slots=True)
class Prediction:
    """What may be a claim; ranges count words of the text.

    Args:
        cue: Its cue.
        source: Its source, if there is one.
        content: The pieces of its content, at least one.
        signs: What tells whether it is one, as `SIGNS` names it.
    """

    cue: WordRange
    source: WordRange | None
    content: tuple[WordRange, ...]
    signs: tuple[float, ...]


@frozen(slots=True, eq=False)
class _ReadCue:
    """A cue, and what the model says of the words of its window beside it.

    Args:
        window: The window.
        cue: Its words, counted from the window's first.
        likely: The logarithms of the shares of each word's labels as a cue, `[words, labels]`.
        scores: The scores of each word's labels beside the cue, `[words, labels]`.
        shares: The logarithms of the shares that they make.
    """

    window: Window
    cue: WordRange
    likely: Floats
    scores: Floats
    shares: Floats


def predict(encoder: Encoder, features: Features, windows: Sequence[Window], bonus: Bonus) -> list[Prediction]:
    """Return what may be a claim, with its cue in the core of one of some windows; in order of the cues.

    The model reads the windows one by one. Their words are labelled together, which changes no label, and takes a
    fraction of the time.

    Args:
        encoder: The model.
        features: The text.
        windows: The windows; all are held at the same time.
        bonus: What is added to scores.
    """
    read = list(_read_cues(encoder, features, windows, bonus))
    if not read:
        return []
    scores = _stack([cue.scores for cue in read])
    scores[:, :, [SOURCE + BEGIN, SOURCE + SINGLE]] += np.float32(bonus.source)
    scores[:, :, [CONTENT + BEGIN, CONTENT + SINGLE]] += np.float32(bonus.content)
    paths = _decode(scores, _stack([cue.shares for cue in read]), role_automaton())
    found = (_prediction(cue, path[: len(cue.shares)]) for cue, path in zip(read, paths, strict=True))
    return [prediction for prediction in found if prediction is not None]


def _read_cues(encoder: Encoder, features: Features, windows: Sequence[Window], bonus: Bonus) -> Iterator[_ReadCue]:
    """Read windows, and look at their words beside each cue in their cores."""
    seen = [encoder.read(features, window) for window in windows]
    likely = [_log_shares(one.cue) for one in seen]
    scores = _stack([one.cue for one in seen])
    scores[:, :, [BEGIN, SINGLE]] += np.float32(bonus.cue)
    labels = _decode(scores, _stack(likely), cue_automaton())
    for n, window in enumerate(windows):
        first, last = window.core_first - window.first, window.core_last - window.first
        cues = [cue for cue in passages(labels[n, : len(likely[n])]) if first <= cue.first < last]
        if not cues:
            continue
        for cue, beside in zip(cues, encoder.beside(seen[n], features, window, cues), strict=True):
            beside[cue.slice, 1:] = _NEVER
            yield _ReadCue(window, cue, likely[n], beside, _log_shares(beside))


def _prediction(read: _ReadCue, path: Ids) -> Prediction | None:
    """Return what the labels beside a cue say; None without a content."""
    source, content = passages(path, SOURCE), passages(path, CONTENT)
    if not content:
        return None
    by = read.window.first
    return Prediction(
        _shift(read.cue, by),
        _shift(source[0], by) if source else None,
        tuple(_shift(piece, by) for piece in content),
        _signs(read.likely, read.cue, path, read.shares, len(source), content),
    )


def _stack(rows: Sequence[Floats]) -> Floats:
    """Return the words of several windows as one array; behind the last word of a window stands nothing but outside."""
    stacked = np.full((len(rows), max(map(len, rows)), rows[0].shape[1]), _NEVER)
    stacked[:, :, 0] = 0
    for n, row in enumerate(rows):
        stacked[n, : len(row)] = row
    return stacked


def _decode(scores: Floats, shares: Floats, automaton: Automaton) -> Ids:
    """Return the best labels of each sequence of words; nothing but outside where the best are not legal.

    Args:
        scores: The scores that count, `[sequences, words, labels]`.
        shares: The logarithms of the shares of the labels; words that are hardly anything but outside are passed over.
        automaton: What is legal.
    """
    paths = np.zeros(scores.shape[:2], dtype=np.int64)
    open_ = shares[:, :, 0] < _OUTSIDE
    # One word behind each stretch stays, as outside: it keeps passages from reaching into the next.
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


def _signs(
    likely: Floats, cue: WordRange, path: Ids, share: Floats, sources: int, content: list[WordRange]
) -> tuple[float, ...]:
    """Return what tells whether a prediction is right, as `SIGNS` names it."""
    not_outside = np.log(np.maximum(1 - np.exp(likely[cue.slice, 0]), 1e-6))
    chosen = share[np.arange(len(path)), path]
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
    )
    return tuple(float(sign) for sign in signs)


def _odds(log_share: float) -> float:
    """Return log-odds: where nearly all shares are near one, they still tell sure from surer."""
    share = min(max(math.exp(log_share), _SURE), 1 - _SURE)
    return math.log(share / (1 - share))


def _log_shares(scores: Floats) -> Floats:
    """Return the logarithms of the shares that scores make, so that the shares of a word's labels sum to one."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    shares: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return shares


def _shift(words: WordRange, by: int) -> WordRange:
    """Return words of a window as words of the text, which has `by` words before the window."""
    return WordRange(words.first + by, words.last + by)

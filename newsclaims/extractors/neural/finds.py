"""What the model finds in a window: for each cue its source and content, and how sure the model is of each."""

import math
from collections.abc import Iterator, Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from newsclaims.encoder import Encoder, Window
from newsclaims.encoder.features import Features
from newsclaims.syntax import WordRange

from .decoding import BEGIN, CONTENT, SINGLE, SOURCE, Automaton, best, cue_automaton, passages, role_automaton

__all__ = ["SIGNS", "Bonus", "Find", "find"]

Floats = NDArray[np.float32]

_SURE = 1e-4
"""How near to none or all a share may come in the signs."""
_NEVER = np.float32(-1e4)
_OUTSIDE = np.float32(-5e-4)
"""The logarithm of the share of outside from which on a word is not tried as anything else."""

SIGNS = ("cue", "weakest_cue", "path", "weakest_edge", "no_source", "pieces", "certainty")
"""What the score of a find is made of."""


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
class Find:
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
class _Asked:
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


def find(encoder: Encoder, features: Features, windows: Sequence[Window], bonus: Bonus) -> list[Find]:
    """Find what may be a claim, with its cue in the core of one of some windows; in order of the cues.

    The model reads the windows one by one. Their words are labelled together, which changes no label, and takes a
    fraction of the time.

    Args:
        encoder: The model.
        features: The text.
        windows: The windows; all are held at the same time.
        bonus: What is added to scores.
    """
    asked = list(_asked(encoder, features, windows, bonus))
    if not asked:
        return []
    scores = _stacked([one.scores for one in asked])
    scores[:, :, [SOURCE + BEGIN, SOURCE + SINGLE]] += np.float32(bonus.source)
    scores[:, :, [CONTENT + BEGIN, CONTENT + SINGLE]] += np.float32(bonus.content)
    paths = _labels(scores, _stacked([one.shares for one in asked]), role_automaton())
    found = (_found(one, path[: len(one.shares)]) for one, path in zip(asked, paths, strict=True))
    return [one for one in found if one is not None]


def _asked(encoder: Encoder, features: Features, windows: Sequence[Window], bonus: Bonus) -> Iterator[_Asked]:
    """Read windows, and ask of each cue in their cores what stands beside it."""
    seen = [encoder.read(features, window) for window in windows]
    likely = [_log_shares(one.cue) for one in seen]
    scores = _stacked([one.cue for one in seen])
    scores[:, :, [BEGIN, SINGLE]] += np.float32(bonus.cue)
    labels = _labels(scores, _stacked(likely), cue_automaton())
    for n, window in enumerate(windows):
        core = window.core_first - window.first, window.core_last - window.first
        cues = [cue for cue in passages(labels[n, : len(likely[n])]) if core[0] <= cue[0] < core[1]]
        if not cues:
            continue
        for cue, beside in zip(cues, encoder.beside(seen[n], features, window, cues), strict=True):
            beside[cue[0] : cue[1], 1:] = _NEVER
            yield _Asked(window, cue, likely[n], beside, _log_shares(beside))


def _found(asked: _Asked, path: NDArray[np.int64]) -> Find | None:
    """Return what the labels beside a cue say; None without a content."""
    source, content = passages(path, SOURCE), passages(path, CONTENT)
    if not content:
        return None
    by = asked.window.first
    return Find(
        _moved(asked.cue, by),
        _moved(source[0], by) if source else None,
        tuple(_moved(piece, by) for piece in content),
        _signs(asked.likely, asked.cue, path, asked.shares, len(source), content),
    )


def _stacked(rows: Sequence[Floats]) -> Floats:
    """Return the words of several windows as one array; behind the last word of a window stands none but outside."""
    stacked = np.full((len(rows), max(map(len, rows)), rows[0].shape[1]), _NEVER)
    stacked[:, :, 0] = 0
    for n, row in enumerate(rows):
        stacked[n, : len(row)] = row
    return stacked


def _labels(scores: Floats, shares: Floats, automaton: Automaton) -> NDArray[np.int64]:
    """Return the best labels of each sequence of words; none but outside where the best would be no legal one.

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
    labels = best(tried, automaton)
    labels[(labels.astype(np.bool_) & shut).any(axis=1)] = 0
    paths[rows, words] = labels
    return paths


def _signs(
    likely: Floats, cue: WordRange, path: NDArray[np.int64], share: Floats, sources: int, content: list[WordRange]
) -> tuple[float, ...]:
    first, last = cue
    not_outside = np.log(np.maximum(1 - np.exp(likely[first:last, 0]), 1e-6))
    chosen = share[np.arange(len(path)), path]
    around = (edge for begin, end in content for edge in (begin - 1, begin, end - 1, end))
    edges = [chosen[edge] for edge in around if 0 <= edge < len(path)]
    inside = np.concatenate([chosen[begin:end] for begin, end in content])
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
    shifted = scores - scores.max(axis=-1, keepdims=True)
    shares: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return shares


def _moved(piece: WordRange, by: int) -> WordRange:
    return piece[0] + by, piece[1] + by

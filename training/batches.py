"""Batches: windows of similar length, cut again in every epoch, as tensors."""

import random
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import torch
from attrs import frozen
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import pad

from newsclaims._encoder.inputs import Specials, beside, inputs
from newsclaims._encoder.windows import Cutting, cut

from .config import CONFIG
from .corpus import IGNORED, LABELS, Example, Lesson, lesson
from .network import CUE_LABELS, JUDGED, ROLE_LABELS

STRAIGHT_SHARE = CONFIG.windows.straight


@frozen(slots=True, eq=False)
class Batch:
    """Windows as tensors; the names are those of `Network.encode` and `Network.judge`."""

    pieces: Tensor
    known: Tensor
    first: Tensor
    mask: Tensor
    cues: Tensor
    free: Tensor
    roles: Tensor
    claims: Tensor
    distance: Tensor
    sentence: Tensor
    targets: Tensor
    parts: Tensor
    judged: Tensor
    told: Tensor
    taught: tuple[Tensor, Tensor, Tensor, Tensor]


def lessons(examples: Sequence[tuple[Sequence[Example], float]], salt: int, *, flat: float) -> list[Lesson]:
    """Return the windows of an epoch, cut with its number; each epoch uses one annotator of each article.

    Args:
        examples: The forms of each article (unchanged, with straight quotation marks, as one paragraph), and how many
            times an epoch reads the article: it reads one with 0.5 in half of the epochs, by chance.
        salt: The epoch's number.
        flat: The share of articles that are read as one paragraph.
    """
    shares = (1 - STRAIGHT_SHARE - flat, STRAIGHT_SHARE, flat)
    found: list[Lesson] = []
    for forms, times in examples:
        chance = random.Random(f"{salt} {forms[0].gold.article.id}")  # noqa: S311
        for _ in range(int(times + chance.random())):
            found += _windows(forms, shares, chance)
    return found


def _windows(forms: Sequence[Example], shares: Sequence[float], chance: random.Random) -> Iterator[Lesson]:
    """Yield the windows of an article in one of its forms."""
    own = CONFIG.windows
    [example] = chance.choices(forms, shares)
    cutting = Cutting(chance.choice(own.reaches), own.longest, chance.choice(own.contexts))
    annotator = chance.randrange(len(example.annotators))
    for window in cut(example.features, cutting, salt=chance.randrange(1_000_000)):
        yield lesson(example, annotator, window)


def batches(found: Sequence[Lesson], size: int, salt: int) -> Iterator[list[Lesson]]:
    """Yield batches of about `size` pieces, in random order.

    Args:
        found: The windows.
        size: The approximate number of pieces in a batch.
        salt: The seed of the order.
    """
    chance = random.Random(salt)  # noqa: S311
    order = list(found)
    chance.shuffle(order)
    stretch = CONFIG.fit.alike * size // 200
    ready: list[list[Lesson]] = []
    for begin in range(0, len(order), stretch):
        batch: list[Lesson] = []
        for one in sorted(order[begin : begin + stretch], key=_length):
            if batch and (len(batch) + 1) * _length(one) > size:
                ready.append(batch)
                batch = []
            batch.append(one)
        ready.append(batch)
    chance.shuffle(ready)
    yield from ready


def _length(one: Lesson) -> int:
    return sum(len(pieces) for pieces in one.features.pieces[one.window.first : one.window.last])


def collate(found: Sequence[Lesson], specials: Specials) -> Batch:
    """Make tensors from windows.

    Args:
        found: The windows.
        specials: The special pieces.
    """
    made = [inputs(one.features, one.window, specials) for one in found]
    words = max(len(one.cues) for one in found)
    places: list[tuple[NDArray[np.int64], NDArray[np.int64]]] = []
    claims: list[tuple[int, int, int]] = []
    for n, one in enumerate(found):
        for first, last in one.claims:
            claims.append((n, first, last))
            places.append(beside(one.features, one.window, first, last))
    return Batch(
        pieces=_stacked([one.pieces for one in made], 0),
        known=_stacked([one.known for one in made], 0),
        first=_stacked([one.first for one in made], 0),
        mask=_stacked([np.ones(len(one.pieces), dtype=np.bool_) for one in made], 0),
        cues=_stacked([one.cues for one in found], IGNORED),
        free=_stacked([one.free for one in found], 0),
        roles=_stacked([one.roles for one in found], IGNORED),
        claims=torch.tensor(claims, dtype=torch.int64).reshape(-1, 3),
        distance=_stacked([distance for distance, _ in places], 0, words),
        sentence=_stacked([sentence for _, sentence in places], 0, words),
        targets=_stacked([target for one in found for target in one.targets], IGNORED, words),
        parts=_stacked([part for one in found for part in one.parts], 0, words),
        judged=torch.tensor([one for lesson in found for one in lesson.judged]).reshape(-1, len(LABELS)),
        told=torch.tensor([float(one.taught is not None) for one in found]),
        taught=_taught(found, words),
    )


def _taught(found: Sequence[Lesson], words: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Stack the teachers' outputs; zeros for a window without a teacher."""
    cues, roles, beside, judged = zip(*(one.taught or _untaught(one) for one in found), strict=True)
    return (
        _stacked(cues, 0, words),
        _stacked(roles, 0, words),
        _stacked([x for one in beside for x in one], 0, words),
        torch.from_numpy(np.concatenate(judged)),
    )


def _untaught(one: Lesson) -> tuple[NDArray[np.float32], ...]:
    """Return zeros in place of a teacher's output for a window."""
    words, claims = len(one.cues), len(one.claims)
    sizes = (words, CUE_LABELS), (words, ROLE_LABELS), (claims, words, ROLE_LABELS), (claims, sum(JUDGED))
    return tuple(np.zeros(size, dtype=np.float32) for size in sizes)


def _stacked(arrays: Sequence[NDArray[Any]], filler: int, length: int = 0) -> Tensor:
    length = max([length, *(len(array) for array in arrays)])
    if not arrays:
        return torch.zeros((0, length), dtype=torch.int64)
    rows = []
    for array in arrays:
        row = torch.from_numpy(array)
        rows.append(pad(row, (0, 0) * (row.dim() - 1) + (0, length - len(array)), value=filler))
    return torch.stack(rows)

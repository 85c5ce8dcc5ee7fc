"""The output of trained networks on the corpus, from which a smaller one learns as well as from the annotators.

    python -m training.teacher --run runs/teacher-* --corpus ../shared/polnear --out training/kept/said.npz

writes the average output of the networks for the articles to learn from: numbers in the order of their words and
claims, under a digest of the article's name.
This is distillation after Hinton, Vinyals and Dean ("Distilling the Knowledge in a Neural Network", 2015). A teacher
reads each article once, unchanged. Its output for a word is used for every form of the article, so that the smaller
network learns to give the same output for an article in one paragraph.
A teacher that left out a fold of the articles (`training.fit --without`) is used for this fold only, because its output
for articles that it learned from is little more than the annotations.
"""

import argparse
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from attrs import frozen
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.torch import load_file
from torch import Tensor

from newsclaims._encoder.inputs import Specials
from newsclaims._encoder.pieces import WordPieces
from newsclaims._encoder.windows import Cutting, Window, cut

from .batches import collate
from .corpus import FOLDS, HELD_OUT, JUDGED_APART, Example, Floats, Lesson, Marked, Taught, lesson, read_examples
from .network import CUE_LABELS, HEADS, JUDGED, ROLE_LABELS, Network, network_of
from .options import WEIGHTS, WITHOUT, finished

TOGETHER = 16
"""The number of windows that a teacher reads at a time."""
_WHOLE = 255
"""A probability of 1, as written."""


def main() -> None:
    """Read the articles, and write the networks' output."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=finished, nargs="+", required=True, help="the folders that training.fit wrote")
    parser.add_argument("--corpus", type=Path, required=True, help="a folder with train/ and dev/")
    parser.add_argument("--out", type=Path, required=True, help="the file to write")
    options = parser.parse_args()
    teachers = [teacher(run) for run in options.run]
    pieces = WordPieces((options.run[0] / "tokenizer.json").read_text(encoding="utf-8"))
    said = []
    for n, example in enumerate(read_examples(options.corpus / "train", pieces)):
        asked = [one for one in teachers if one.fold is None or one.fold == n % FOLDS]
        if n % HELD_OUT and asked:
            heard = [
                taught(one.network, example, pieces.specials, judging=one.judges and n % JUDGED_APART > 0)
                for one in asked
            ]
            said.append((example, _joined(heard)))
    save(said, options.out)


@frozen(slots=True)
class Teacher:
    """A trained network that teaches.

    Args:
        network: The network.
        judges: Whether it learned to judge.
        fold: The fold of articles that it is used for; None for all.
    """

    network: Network
    judges: bool
    fold: int | None


def teacher(run: Path) -> Teacher:
    """Return the network of a run that has ended.

    Args:
        run: The folder that `training.fit` wrote.
    """
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    with safe_open(run / WEIGHTS, "pt") as file:
        fold = (file.metadata() or {}).get(WITHOUT)
    weights = load_file(run / WEIGHTS)
    judges = any(name.startswith(HEADS) for name in weights)
    return Teacher(network_of(weights).to(device), judges, None if fold is None else int(fold))


@torch.no_grad()
def taught(network: Network, example: Example, specials: Specials, *, judging: bool) -> Taught:
    """Return the output of a network for an article.

    Args:
        network: The teacher.
        example: The article.
        specials: The special pieces.
        judging: Whether to use its judgements.
    """
    network.eval()
    count = len(example.features)
    said = Taught(np.zeros((count, CUE_LABELS), np.float32), np.zeros((count, ROLE_LABELS), np.float32), {}, {})
    windows = list(cut(example.features, Cutting()))
    for begin in range(0, len(windows), TOGETHER):
        for annotator in range(len(example.annotators)):
            found = [lesson(example, annotator, window) for window in windows[begin : begin + TOGETHER]]
            said = _read(network, found, specials, said, judging=judging)
    return said


def _read(network: Network, found: Sequence[Lesson], specials: Specials, said: Taught, *, judging: bool) -> Taught:
    """Read some windows, and add the output to the earlier output."""
    device = network.words.weight.device
    batch = collate(found, specials)
    vectors, taps = network.encode(*(t.to(device) for t in (batch.pieces, batch.known, batch.first, batch.mask)))
    for chances, head in ((said.cues, network.cue), (said.roles, network.role)):
        for one, own in zip(found, _chances(head(vectors)), strict=True):
            chances[one.window.first : one.window.last] = own[: len(one.cues)]
    if not len(batch.claims):
        return said
    claims: list[tuple[Marked, Window]] = [(claim, one.window) for one in found for claim in one.marked]
    places = (t.to(device) for t in (batch.claims, batch.distance, batch.sentence))
    beside, judged = dict(said.beside), dict(said.judged)
    for (claim, window), own in zip(claims, _chances(network.judge(vectors, *places)), strict=True):
        beside[claim] = window.first, own[: window.last - window.first]
    if judging:
        senses = network.sense(taps)[batch.claims[:, 0].to(device)]
        scores = network.verdicts(senses, batch.parts.to(device))
        values = np.concatenate([_chances(one) for one in scores], axis=1)
        judged |= {claim: value for (claim, _), value in zip(claims, values, strict=True)}
    return Taught(said.cues, said.roles, beside, judged)


def _chances(scores: Tensor) -> Floats:
    chances: Floats = scores.softmax(-1).cpu().numpy()
    return chances


def save(said: Iterable[tuple[Example, Taught]], path: Path) -> None:
    """Write the teachers' output.

    Args:
        said: Each article with its output.
        path: The file to write; an old one is replaced.
    """
    arrays: dict[str, Any] = {}
    for example, own in said:
        name = _name(example)
        claims = [(number, claim) for number, claim in enumerate(_claims(example)) if claim in own.beside]
        places = [(number, own.beside[claim][0], len(own.beside[claim][1])) for number, claim in claims]
        arrays[f"{name}.claims"] = np.array(places, np.int32).reshape(-1, 3)
        arrays[f"{name}.cues"], arrays[f"{name}.roles"] = _written(own.cues), _written(own.roles)
        empty = [np.zeros((0, ROLE_LABELS), np.float32)]
        arrays[f"{name}.beside"] = _written(np.concatenate([own.beside[claim][1] for _, claim in claims] or empty))
        judged = [own.judged[claim] for _, claim in claims if claim in own.judged]
        arrays[f"{name}.judged"] = _written(np.array(judged, np.float32).reshape(-1, sum(JUDGED)))
    with path.open("wb") as file:
        np.savez_compressed(file, **arrays)


def with_teachers(examples: Sequence[Example], path: Path | None) -> Iterator[Taught | None]:
    """Yield the teachers' output for each article, or None if they did not read it with the same words.

    Args:
        examples: The unchanged articles.
        path: The file that `save` wrote; None without teachers.
    """
    file = {} if path is None else dict(np.load(path))
    for example in examples:
        name = _name(example)
        same = len(file.get(f"{name}.cues", ())) == len(example.features) > 0
        yield _loaded(file, name, example) if same else None


def _loaded(file: Mapping[str, NDArray[np.uint8]], name: str, example: Example) -> Taught:
    """Return the teachers' output for an article."""
    known = list(_claims(example))
    places = file[f"{name}.claims"].tolist()
    ends = np.cumsum([size for _, _, size in places], dtype=np.int64)
    rows = np.split(_read_back(file[f"{name}.beside"]), ends[:-1])
    beside = {known[number]: (first, own) for (number, first, _), own in zip(places, rows, strict=False)}
    parts = np.split(file[f"{name}.judged"], np.cumsum(JUDGED)[:-1], axis=1)
    judged = np.concatenate([_read_back(part) for part in parts], axis=1)
    by_claim = {known[number]: own for (number, _, _), own in zip(places, judged, strict=False)}
    cues = _read_back(file[f"{name}.cues"])
    # The first teachers had no labels for nested cues.
    cues = np.pad(cues, ((0, 0), (0, CUE_LABELS - cues.shape[1])))
    return Taught(cues, _read_back(file[f"{name}.roles"]), beside, by_claim)


def _joined(said: Sequence[Taught]) -> Taught:
    """Return the average output of several teachers for an article."""
    judged = {claim: [one.judged[claim] for one in said if claim in one.judged] for claim in said[0].beside}
    return Taught(
        _mean([one.cues for one in said]),
        _mean([one.roles for one in said]),
        {claim: (at, _mean([one.beside[claim][1] for one in said])) for claim, (at, _) in said[0].beside.items()},
        {claim: _mean(some) for claim, some in judged.items() if some},
    )


def _name(example: Example) -> str:
    """Return the name of an article in the file: a digest, because its id may contain a headline."""
    return hashlib.sha256(example.gold.article.id.encode()).hexdigest()[:16]


def _claims(example: Example) -> Iterator[Marked]:
    """Yield the claims of all annotators, one after the other."""
    for claims in example.annotators:
        yield from claims


def _written(chances: Floats) -> NDArray[np.uint8]:
    return np.rint(chances * _WHOLE).astype(np.uint8)


def _read_back(written: NDArray[np.uint8]) -> Floats:
    chances = written.astype(np.float32)
    return chances / np.maximum(chances.sum(-1, keepdims=True), 1)


def _mean(arrays: Sequence[Floats]) -> Floats:
    mean: Floats = np.mean(arrays, axis=0, dtype=np.float32)
    return mean


if __name__ == "__main__":
    main()

"""Trains the heads of the judgements on a finished run, whose other weights do not change.

    python -m training.judge --run runs/settled --corpus ../shared/polnear --labels ../shared/labels \
        --taught training/said.npz

learns from the labelled attributions of train, except one in `corpus.JUDGED_APART` articles, and from the teachers'
output for these articles. It prints the accuracy of the heads on the articles left out and on dev, and overwrites the
run's `weights.safetensors`. The vectors of the words do not change, so they are computed once.
"""

import argparse
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from attrs import evolve, frozen
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from newsclaims._encoder.inputs import Specials
from newsclaims._encoder.pieces import WordPieces
from newsclaims._encoder.windows import Cutting, cut

from .batches import collate
from .corpus import IGNORED, JUDGED_APART, LABELS, Example, Floats, Lesson, lesson, read_examples, with_judgements
from .network import HEADS, JUDGED, Network, network_of
from .opinions import macro_f1
from .options import WEIGHTS, finished, present
from .teacher import TOGETHER, with_teachers

EPOCHS, BATCH, RATE, WARM_UP = 12, 32, 1e-3, 50
WEIGHT_DECAY, SMOOTHED, DROPOUT = 0.05, 0.05, 0.25
ALIKE = 32
"""The number of batches whose cases are sorted by length together."""
TOLD = 0.5
"""The teachers' share of the loss for claims that the reader labelled too."""


@frozen(slots=True, eq=False)
class Case:
    """A labelled attribution as input of the heads.

    Args:
        words: The encoder's vectors of the attribution's words, in half precision.
        parts: The part of the attribution that each word is.
        judged: The number of the right value of each label, or `IGNORED` if it was not labelled.
        told: The teachers' probabilities of the values, one label after the other; 0 without teachers.
    """

    words: NDArray[np.float16]
    parts: NDArray[np.int64]
    judged: tuple[int, ...]
    told: Floats


def main() -> None:
    """Compute the vectors, train, print a report, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=finished, required=True, help="the folder that training.fit wrote")
    parser.add_argument("--corpus", type=Path, required=True, help="a folder with train/ and dev/")
    parser.add_argument("--labels", type=Path, required=True, help="a folder with train.jsonl and dev.jsonl")
    parser.add_argument("--taught", type=present, help="the file that training.teacher wrote")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    weights = load_file(options.run / WEIGHTS)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network = network_of({name: value for name, value in weights.items() if not name.startswith(HEADS)}).to(device)
    pieces = WordPieces((options.run / "tokenizer.json").read_text(encoding="utf-8"))
    found: dict[str, list[Case]] = {"learned": [], "unseen": [], "dev": []}
    for part in ("train", "dev"):
        lines = (options.labels / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
        examples = with_judgements(read_examples(options.corpus / part, pieces), [json.loads(line) for line in lines])
        given = with_teachers(examples, options.taught)
        for n, (example, said) in enumerate(zip(examples, given, strict=True)):
            name = part if part == "dev" else "learned" if n % JUDGED_APART else "unseen"
            heard = evolve(example, taught=said) if name == "learned" else example
            found[name] += cases(network, heard, pieces.specials)
    print({name: len(some) for name, some in found.items()}, flush=True)
    learn(network, found["learned"], options.seed)
    for name in ("unseen", "dev"):
        report(network, name, found[name])
    state = network.state_dict()
    save_file({name: value.contiguous().cpu() for name, value in state.items()}, options.run / WEIGHTS)


@torch.no_grad()
def cases(network: Network, example: Example, specials: Specials) -> Iterator[Case]:
    """Yield the attributions of an article that are judged and lie completely in a window.

    Args:
        network: The network.
        example: The article.
        specials: The special pieces.
    """
    network.eval()
    windows = list(cut(example.features, Cutting()))
    for begin in range(0, len(windows), TOGETHER):
        for annotator in range(len(example.annotators)):
            found = [lesson(example, annotator, window) for window in windows[begin : begin + TOGETHER]]
            yield from _cases(network, [one for one in found if any(_judged(one))], specials)


def _cases(network: Network, found: Sequence[Lesson], specials: Specials) -> Iterator[Case]:
    """Yield the judged attributions of some windows."""
    if not found:
        return
    batch = collate(found, specials)
    device = network.words.weight.device
    _, taps = network.encode(*(t.to(device) for t in (batch.pieces, batch.known, batch.first, batch.mask)))
    for one, words in zip(found, taps.cpu().numpy(), strict=True):
        for n, judged in enumerate(_judged(one)):
            if judged:
                inside = np.flatnonzero(one.parts[n])
                told = np.zeros(sum(JUDGED), np.float32) if one.taught is None else one.taught[3][n]
                yield Case(words[inside].astype(np.float16), one.parts[n][inside], one.judged[n], told)


def _judged(found: Lesson) -> list[bool]:
    """Return for each claim of a window whether its cue is in the core and a reader or a teacher judged it."""
    window = found.window
    first, last = window.core_first - window.first, window.core_last - window.first
    told = np.zeros(len(found.marked)) if found.taught is None else found.taught[3].sum(1)
    return [
        (labels[0] != IGNORED or heard > 0) and first <= cue < last
        for labels, heard, (cue, _) in zip(found.judged, told, found.claims, strict=True)
    ]


def learn(network: Network, given: Sequence[Case], seed: int) -> None:
    """Train the heads.

    Args:
        network: The network; its heads are changed in place.
        given: The cases to learn from.
        seed: The seed of all random choices.
    """
    heads = [value for name, value in network.named_parameters() if name.startswith(HEADS)]
    optimiser = torch.optim.AdamW(heads, lr=RATE, weight_decay=WEIGHT_DECAY)
    steps = EPOCHS * -(-len(given) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda n: min((n + 1) / WARM_UP, 1 - n / steps))
    device = network.words.weight.device
    network.train()
    network.dropout = nn.Dropout(DROPOUT)
    for epoch in range(EPOCHS):
        losses = []
        for some in _batches(given, random.Random(seed * 1000 + epoch)):  # noqa: S311
            words, parts, judged, told = (t.to(device) for t in stacked(some))
            scores = network.verdicts(network.sense(network.dropout(words)), parts)
            loss = torch.stack([_loss(*one) for one in zip(scores, judged.T, told.split(JUDGED, 1), strict=True)])
            loss = loss.sum() / len(words)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(heads, 1.0)
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()))
        print(f"epoch {epoch}: {sum(losses) / len(losses):.3f}", flush=True)
    network.eval()


def _batches(given: Sequence[Case], chance: random.Random) -> list[list[Case]]:
    """Return cases in batches of similar length, in random order."""
    order = list(given)
    chance.shuffle(order)
    found: list[list[Case]] = []
    for begin in range(0, len(order), ALIKE * BATCH):
        stretch = sorted(order[begin : begin + ALIKE * BATCH], key=lambda case: len(case.parts))
        found += [stretch[n : n + BATCH] for n in range(0, len(stretch), BATCH)]
    chance.shuffle(found)
    return found


def _loss(scores: Tensor, judged: Tensor, told: Tensor) -> Tensor:
    """Return the loss of a label, summed over claims: of the reader's value, the teachers' values, or their mean."""
    heard = told.sum(1) > 0
    share = torch.where(judged == IGNORED, 1.0, TOLD) * heard
    marked = F.cross_entropy(scores, judged, ignore_index=IGNORED, label_smoothing=SMOOTHED, reduction="none")
    return ((1 - share) * marked - share * (told * scores.log_softmax(-1)).sum(1)).sum()


def stacked(given: Sequence[Case]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Stack cases, with padding after short ones."""
    longest = max(len(case.parts) for case in given)
    words = torch.zeros(len(given), longest, given[0].words.shape[1])
    parts = torch.zeros(len(given), longest, dtype=torch.int64)
    for n, case in enumerate(given):
        words[n, : len(case.parts)] = torch.from_numpy(case.words.astype(np.float32))
        parts[n, : len(case.parts)] = torch.from_numpy(case.parts)
    judged, told = torch.tensor([case.judged for case in given]), np.stack([case.told for case in given])
    return words, parts, judged, torch.from_numpy(told)


@torch.no_grad()
def report(network: Network, name: str, given: Sequence[Case]) -> None:
    """Print the accuracy and macro-F1 of the heads.

    Args:
        network: The network.
        name: The name of the part.
        given: The cases.
    """
    pairs: Mapping[str, list[tuple[str, str]]] = {label: [] for label in LABELS}
    for case in given:
        words, parts, _, _ = (t.to(network.words.weight.device) for t in stacked([case]))
        for (label, values), right, scores in zip(
            LABELS.items(), case.judged, network.verdicts(network.sense(words), parts), strict=True
        ):
            if right != IGNORED:
                pairs[label].append((values[right], values[int(scores[0].argmax())]))
    for label, some in pairs.items():
        accuracy = sum(a == b for a, b in some) / len(some)
        print(
            f"{name:8} {label:12} {len(some):5} accuracy {100 * accuracy:5.1f}  macro-F1 {100 * macro_f1(some):5.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()

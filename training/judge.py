"""Trains the heads of the judgements on a finished run, whose other weights do not change.

    python -m training.judge --run runs/settled --labels ../shared/labels/train.jsonl --taught training/kept/said.npz \
        --corpus ../shared/polnear/train ../shared/wikinews/train ../shared/genres/train \
        --check ../shared/wikinews/dev benchmarks/newsroom

learns from all claims with labels (those in `claims.jsonl`, and for a corpus without this file those in `--labels`),
nested ones included, except one in `corpus.JUDGED_APART` articles of each corpus. From a corpus without `claims.jsonl`
it also learns the teachers' output for all claims. It prints the accuracy of the heads on the articles left out and on
those after `--check`, and overwrites the run's `weights.safetensors`.

The vectors of the words do not change, so they are computed once, by the graph in 8 bits that ships. The words of a
claim are those that the tagger uses, so they include the holder's name, as the tagger `holder` finds it.
"""

import argparse
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from attrs import frozen
from numpy.typing import NDArray
from onnx import TensorProto, helper
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from newsclaims._attribution import Attribution
from newsclaims._encoder.features import Features, featurise
from newsclaims._encoder.inputs import inputs
from newsclaims._encoder.pieces import WordPieces
from newsclaims._encoder.windows import Cutting, Window, cut
from newsclaims._pipeline import in_view
from newsclaims.evaluation import read_claims
from newsclaims.taggers._holder import HolderTagger
from newsclaims.taggers._neural import claim_words
from newsclaims.text import Text, WordRange, read

from .config import CONFIG
from .corpus import (
    CLAIMS,
    IGNORED,
    JUDGED_APART,
    LABELS,
    UNJUDGED,
    Floats,
    label_numbers,
    read_examples,
    with_judgements,
)
from .graphs import TAPPED, encoder_graph
from .network import HEADS, JUDGED, Network, network_of
from .opinions import macro_f1
from .options import TOKENISER, WEIGHTS, finished, present
from .teacher import with_teachers

OWN = CONFIG.judge
_MOST = 30.0
"""The largest logarithm of a share of attention, before it is normalised."""


@frozen(slots=True, eq=False)
class Case:
    """A claim as input of the heads.

    Args:
        article: The encoder's vectors of the words of its article, in half precision.
        words: The rows of its words.
        parts: The part of the claim that each word is.
        judged: The number of the right value of each label, or `IGNORED` if it was not labelled.
        told: The teachers' probabilities of the values, one label after the other; 0 without teachers.
    """

    article: NDArray[np.float16]
    words: NDArray[np.int64]
    parts: NDArray[np.int64]
    judged: tuple[int, ...]
    told: Floats


@frozen(slots=True, eq=False)
class Article:
    """An article with the claims whose labels are known.

    Args:
        text: The article.
        features: The features of its words.
        claims: The claims, in places of the text.
        judged: See `Case.judged`, for each claim.
        told: See `Case.told`, for each claim.
        apart: Whether its labels are held out.
    """

    text: Text
    features: Features
    claims: Sequence[Attribution]
    judged: Sequence[tuple[int, ...]]
    told: Sequence[Floats]
    apart: bool


def main() -> None:
    """Compute the vectors, train, print a report, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=finished, required=True, help="the folder that training.fit wrote")
    parser.add_argument("--corpus", type=Path, nargs="+", required=True, help="folders with text/")
    parser.add_argument("--labels", type=present, help="the labels of corpora without claims.jsonl")
    parser.add_argument("--check", type=Path, nargs="*", default=[], help="folders with claims.jsonl to report on")
    parser.add_argument("--taught", type=present, help="the file that training.teacher wrote")
    parser.add_argument("--seed", type=int, default=OWN.seed)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    weights = load_file(options.run / WEIGHTS)
    network = network_of({name: value for name, value in weights.items() if not name.startswith(HEADS)})
    pieces = WordPieces((options.run / TOKENISER).read_text(encoding="utf-8"))
    lines = [] if options.labels is None else options.labels.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    reader = Reader(network, pieces)
    learned: list[Case] = []
    unseen: dict[str, list[Case]] = {}
    for folder in (*options.corpus, *options.check):
        own = unseen.setdefault(f"{folder.parent.name}/{folder.name}", [])
        for article in articles(folder, pieces, rows, options.taught):
            learn_it = folder in options.corpus and not article.apart
            often = 1 if (folder / CLAIMS).is_file() else OWN.repeated
            for case in reader.cases(article):
                if not learn_it:
                    own.append(case)
                else:  # the teachers' output is there for many claims, and the labels for few
                    learned += [case] * (often if set(case.judged) != {IGNORED} else 1)
        print(folder, {"learned so far": len(learned), "unseen": len(own)}, flush=True)
    learn(network, learned, options.seed)
    for name, some in unseen.items():
        report(network, name, some)
    state = network.state_dict()
    save_file({name: value.contiguous() for name, value in state.items()}, options.run / WEIGHTS)


def articles(
    folder: Path, pieces: WordPieces, rows: Sequence[Mapping[str, Any]], taught: Path | None
) -> Iterator[Article]:
    """Yield the articles of a corpus with their labelled claims, in the order that decides which are held out.

    Args:
        folder: The corpus.
        pieces: The function that cuts words into pieces.
        rows: Labelled attributions, if the corpus has no file `claims.jsonl`.
        taught: The file with the teachers' output, or None.
    """
    nothing = np.zeros(sum(JUDGED), np.float32)
    if (folder / CLAIMS).is_file():
        for n, gold in enumerate(read_claims(folder / CLAIMS, folder)):
            text = read(gold.article)
            given = [Attribution(one.roles.source, one.roles.cue, one.roles.content) for one in gold.claims]
            judged = [label_numbers(one.labels) for one in gold.claims]
            seen = list(in_view(given, text.view))
            yield Article(text, featurise(text, pieces), seen, judged, [nothing] * len(seen), n % JUDGED_APART == 0)
        return
    examples = with_judgements(read_examples(folder, pieces), rows)
    for n, (example, said) in enumerate(zip(examples, with_teachers(examples, taught), strict=True)):
        apart = n % JUDGED_APART == 0
        told = {} if said is None or apart else said.judged
        marked = list(dict.fromkeys((*example.judged, *told)))
        claims = [_attribution(example.text, (one.source, (one.cue,), one.content)) for one in marked]
        judged = [example.judged.get(one, UNJUDGED) for one in marked]
        yield Article(example.text, example.features, claims, judged, [told.get(one, nothing) for one in marked], apart)


def _attribution(text: Text, roles: Sequence[Sequence[WordRange]]) -> Attribution:
    """Return words of a text as an attribution."""
    source, cue, content = (tuple(text.words.offsets(words) for words in ranges) for ranges in roles)
    return Attribution(source, cue, content)


class Reader:
    """Computes the vectors of words with a network in 8 bits.

    Args:
        network: The network.
        pieces: The function that cuts words into pieces.
    """

    def __init__(self, network: Network, pieces: WordPieces) -> None:
        weights = {name: value.numpy() for name, value in network.state_dict().items()}
        graph = encoder_graph(weights, network.shape, whole=True)
        width = network.sense.in_features
        graph.graph.output.append(helper.make_tensor_value_info(TAPPED, TensorProto.FLOAT, ["words", width]))
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        self.session = onnxruntime.InferenceSession(
            graph.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
        self.specials, self.tagger = pieces.specials, HolderTagger()

    def cases(self, article: Article) -> list[Case]:
        """Return the claims of an article that have words."""
        windows = list(cut(article.features, Cutting()))
        claims = self.tagger.tag(article.text, article.claims)
        places = [claim_words(article.text, claim, windows) for claim in claims]
        numbers = dict.fromkeys(one.window for words in places for one in words)
        if not numbers:
            return []
        vectors = [self._vectors(article.features, windows[number]) for number in numbers]
        starts = dict(zip(numbers, np.cumsum([0, *map(len, vectors)]).tolist(), strict=False))
        whole = np.concatenate(vectors)
        found = []
        for words, judged, told in zip(places, article.judged, article.told, strict=True):
            if words:
                rows = [starts[one.window] + one.words[: OWN.longest] for one in words]
                kinds = [one.parts[: OWN.longest] for one in words]
                found.append(Case(whole, np.concatenate(rows), np.concatenate(kinds), judged, told))
        return found

    def _vectors(self, features: Features, window: Window) -> NDArray[np.float16]:
        """Return the vectors of the words of a window that judgements read."""
        given = inputs(features, window, self.specials)
        [found] = self.session.run([TAPPED], {"pieces": given.pieces, "known": given.known, "first": given.first})
        return np.asarray(found, np.float16)


def learn(network: Network, given: Sequence[Case], seed: int) -> None:
    """Train the heads.

    Args:
        network: The network; its heads are changed in place.
        given: The cases to learn from.
        seed: The seed of all random choices.
    """
    heads = [value for name, value in network.named_parameters() if name.startswith(HEADS)]
    optimiser = torch.optim.AdamW(heads, lr=OWN.rate, weight_decay=OWN.weight_decay)
    steps = OWN.epochs * -(-len(given) // OWN.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda n: min((n + 1) / OWN.warm_up, 1 - n / steps))
    network.train()
    network.dropout = nn.Dropout(OWN.dropout)
    for epoch in range(OWN.epochs):
        order = list(given)
        random.Random(seed * 1000 + epoch).shuffle(order)  # noqa: S311
        losses = []
        for begin in range(0, len(order), OWN.batch):
            some = order[begin : begin + OWN.batch]
            judged = torch.tensor([case.judged for case in some])
            told = torch.from_numpy(np.stack([case.told for case in some])).split(JUDGED, 1)
            loss = torch.stack([_loss(*one) for one in zip(scores(network, some), judged.T, told, strict=True)])
            loss = loss.sum() / len(some)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(heads, OWN.clip)
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()))
        print(f"epoch {epoch}: {sum(losses) / len(losses):.3f}", flush=True)
    network.eval()


def scores(network: Network, given: Sequence[Case]) -> list[Tensor]:
    """Return the scores of the values of each judgement, `[cases, values]`, as `Network.verdicts` computes them.

    The words of all cases are in one row, so that nothing is computed for padding. In training, whole channels of the
    words are dropped, for all cases at once, because that is nearly free.

    Args:
        network: The network.
        given: The cases.
    """
    words = torch.from_numpy(np.concatenate([case.article[case.words] for case in given])).float()
    parts = torch.from_numpy(np.concatenate([case.parts for case in given]))
    owner = torch.repeat_interleave(torch.tensor([len(case.parts) for case in given]))
    matrix = network.sense.weight
    if network.training:
        matrix = matrix * F.dropout(torch.ones(matrix.shape[1]), OWN.dropout)
    seen = F.relu(F.linear(words, matrix, network.sense.bias) + network.part(parts))
    share = network.look(seen).clamp(-_MOST, _MOST).exp()
    looks = share / torch.zeros(len(given), share.shape[1]).index_add(0, owner, share)[owner]
    empty = torch.zeros(len(given), seen.shape[1])
    pooled = torch.stack([empty.index_add(0, owner, look[:, None] * seen) for look in looks.T], 1)
    pooled = pooled.reshape(len(given), len(JUDGED), -1)
    return [head(network.dropout(pooled[:, n])) for n, head in enumerate(network.verdict)]


def _loss(scores: Tensor, judged: Tensor, told: Tensor) -> Tensor:
    """Return the loss of a label, summed over claims: of the reader's value, the teachers' values, or their mean."""
    heard = told.sum(1) > 0
    share = torch.where(judged == IGNORED, 1.0, OWN.told) * heard
    marked = F.cross_entropy(scores, judged, ignore_index=IGNORED, label_smoothing=OWN.smoothed, reduction="none")
    return ((1 - share) * marked - share * (told * scores.log_softmax(-1)).sum(1)).sum()


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
        for (label, values), right, found in zip(LABELS.items(), case.judged, scores(network, [case]), strict=True):
            if right != IGNORED:
                pairs[label].append((values[right], values[int(found[0].argmax())]))
    for label, some in pairs.items():
        accuracy = sum(a == b for a, b in some) / len(some)
        print(
            f"{name:16} {label:12} {len(some):5} accuracy {100 * accuracy:5.1f}  macro-F1 {100 * macro_f1(some):5.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()

"""The network in training: a small encoder, labels for cues, and labels for the source and content of each cue."""

import math
from collections.abc import Mapping

import torch
from attrs import frozen
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from newsclaims._encoder.inputs import DISTANCES, NOTHING, PARTS, SENTENCES

from .config import CONFIG

FLAT_CUE_LABELS = 5
"""The number of labels of a cue outside all contents: outside, and the four of a passage."""
CUE_LABELS = 9
"""The same with the four labels of a cue inside a content, which are the last ones."""
ROLE_LABELS = 9
JUDGED = (6, 4, 3, 7)
"""The number of values of stance, confidence, cue force and source type."""
HEADS = ("sense.", "part.", "look.", "verdict.")
"""The prefixes of the names of the judging weights."""
TAPS = 3
"""The number of layers, evenly spread, that judgements read; the lower ones represent the word itself best."""
_FARTHEST = 128
"""The distance in pieces from which all distances share a kind, if attention uses distances."""


@frozen(slots=True)
class Shape:
    """The sizes of a network.

    Args:
        vocabulary: The number of pieces.
        layers: The number of layers.
        width: The width of a layer.
        inner: The width of a layer's inner part.
        heads: The number of attention heads.
        positions: The largest number of pieces in a window.
        pair: The width of the part that labels a word beside a cue.
        sense: The width of the word vectors that judgements use.
        looks: The number of times that each judgement attends to the words of a claim.
        buckets: The number of kinds of distance that attention uses; 0 for none.
    """

    vocabulary: int
    layers: int = 6
    width: int = 384
    inner: int = 1536
    heads: int = 12
    positions: int = 512
    pair: int = 256
    sense: int = 192
    looks: int = 3
    buckets: int = 0

    @property
    def taps(self) -> tuple[int, ...]:
        """The layers after which judgements read the words."""
        return tuple(self.layers * n // TAPS for n in range(1, TAPS + 1))


class Layer(nn.Module):
    """A transformer layer, normalised after each part (Devlin et al., BERT, NAACL 2019).

    Args:
        shape: The network's sizes.
        dropout: In training, the share of channels that a part drops for a whole window.
    """

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = shape.heads, dropout
        self.attend = nn.Linear(shape.width, 3 * shape.width)
        self.joined = nn.Linear(shape.width, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm_after = nn.LayerNorm(shape.width, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return the input of the next layer."""
        batch, length, width = x.shape
        query, key, value = self.attend(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        x = self.norm(x + self._dropped(self.joined(seen.transpose(1, 2).reshape(batch, length, width))))
        return self.norm_after(x + self._dropped(self.down(F.gelu(self.up(x), approximate="tanh"))))

    def _dropped(self, x: Tensor) -> Tensor:
        """Drop channels for whole windows, which is nearly free on a CPU; dropping single numbers is not."""
        if not self.training or not self.dropout:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2], device=x.device) >= self.dropout
        return x * (kept / (1 - self.dropout))


class Network(nn.Module):
    """The encoder and its heads.

    Args:
        shape: The sizes.
        dropout: The share of channels dropped in training.
    """

    def __init__(self, shape: Shape, dropout: float = CONFIG.fit.dropout) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        # One table for the features of a word beyond its letters; it starts with zeros.
        self.known = nn.Embedding(NOTHING + 1, shape.width, padding_idx=NOTHING)
        self.relative = nn.Embedding(shape.buckets, shape.heads) if shape.buckets else None
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.dropout = nn.Dropout(dropout)
        self.cue = nn.Linear(shape.width, CUE_LABELS)
        self.role = nn.Linear(shape.width, ROLE_LABELS)
        self.beside = nn.Linear(shape.width, shape.pair)
        self.cue_first = nn.Linear(shape.width, shape.pair, bias=False)
        self.cue_last = nn.Linear(shape.width, shape.pair, bias=False)
        self.distance = nn.Embedding(DISTANCES, shape.pair)
        self.sentence = nn.Embedding(SENTENCES, shape.pair)
        self.label = nn.Linear(shape.pair, ROLE_LABELS)
        self.sense = nn.Linear(TAPS * shape.width, shape.sense)
        self.part = nn.Embedding(PARTS, shape.sense)
        self.look = nn.Linear(shape.sense, shape.looks * len(JUDGED))
        self.verdict = nn.ModuleList(nn.Linear(shape.looks * shape.sense, values) for values in JUDGED)
        nn.init.zeros_(self.known.weight)

    def encode(self, pieces: Tensor, known: Tensor, first: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return a vector for each word, and the vectors that judgements read.

        Args:
            pieces: The pieces of each window, `[windows, pieces]`.
            known: The features of the words of the pieces, `[windows, pieces, 3]`, as rows of `self.known`.
            first: The first piece of each word, `[windows, words]`.
            mask: Whether a piece is not padding, `[windows, pieces]`.

        Returns:
            The vectors, `[windows, words, width]`, and the concatenated vectors of all of `Shape.taps`.
        """
        length = pieces.shape[1]
        x = self.norm(self.words(pieces) + self.positions.weight[:length] + self.known(known).sum(2))
        bias = torch.zeros_like(mask, dtype=x.dtype).masked_fill(~mask, -1e4)[:, None, None, :]
        if self.relative is not None:
            bias = bias + self.relative(distances(length, self.shape.buckets).to(x.device)).permute(2, 0, 1)
        place = first.unsqueeze(-1).expand(-1, -1, x.shape[2])
        taps = []
        for n, layer in enumerate(self.layers, 1):
            x = layer(x, bias)
            if n in self.shape.taps:
                taps.append(x.gather(1, place))
        return self.dropout(x.gather(1, place)), self.dropout(torch.cat(taps, dim=2))

    def judge(self, words: Tensor, claims: Tensor, distance: Tensor, sentence: Tensor) -> Tensor:
        """Return the scores of the labels of each word for each cue.

        Args:
            words: The vectors, `[windows, words, width]`.
            claims: Window, first word and last word of each cue, `[cues, 3]`.
            distance: The kind of distance of each word to the cue, `[cues, words]`.
            sentence: The same in sentences, `[cues, words]`.

        Returns:
            The scores, `[cues, words, ROLE_LABELS]`.
        """
        window, first, last = claims.unbind(1)
        cue = self.cue_first(words[window, first]) + self.cue_last(words[window, last])
        hidden = self.beside(words)[window] + cue[:, None] + self.distance(distance) + self.sentence(sentence)
        return self.label(self.dropout(F.relu(hidden))) + self.role(words)[window]

    def verdicts(self, senses: Tensor, parts: Tensor) -> list[Tensor]:
        """Return the scores of the values of each judgement of some claims.

        Args:
            senses: The output of `self.sense` for the words of each claim's window, `[claims, words, sense]`.
            parts: The part of the claim that each word belongs to, `[claims, words]`; 0 for none.

        Returns:
            The scores for each judgement, `[claims, values]`.
        """
        seen = F.relu(senses + self.part(parts))
        looks = self.look(seen).masked_fill((parts == 0).unsqueeze(-1), -1e4).softmax(1)
        pooled = torch.einsum("cwk,cwd->ckd", looks, seen).reshape(len(senses), len(JUDGED), -1)
        return [head(self.dropout(pooled[:, n])) for n, head in enumerate(self.verdict)]


def network_of(weights: Mapping[str, Tensor]) -> Network:
    """Return a network with given weights, and with their sizes."""
    layers = sum(name.endswith(".up.bias") for name in weights)
    vocabulary, width = weights["words.weight"].shape
    relative = weights.get("relative.weight")
    shape = Shape(
        vocabulary=vocabulary,
        layers=layers,
        width=width,
        inner=len(weights["layers.0.up.bias"]),
        buckets=0 if relative is None else len(relative),
    )
    network = Network(shape)
    # The heads of the judgements stay untrained if they are missing or have another size.
    own = network.state_dict()
    kept = {name: value for name, value in weights.items() if own[name].shape == value.shape}
    network.load_state_dict(kept, strict=False)
    return network


def distances(length: int, buckets: int) -> Tensor:
    """Return the kinds of distance between pieces, `[pieces, pieces]`: exact if short, otherwise by logarithm.

    After Raffel and others, "Exploring the Limits of Transfer Learning with a Unified Text-to-Text Transformer" (JMLR
    2020), as in MPNet (Song and others, NeurIPS 2020).

    Args:
        length: The number of pieces.
        buckets: The number of kinds; half of them are for later pieces.
    """
    places = torch.arange(length)
    away = places[None, :] - places[:, None]
    half = buckets // 2
    near = half // 2
    steps = (away.abs().clamp(min=near) / near).log() / math.log(_FARTHEST / near) * (half - near)
    far = (near + steps.long()).clamp(max=half - 1)
    return (away > 0) * half + torch.where(away.abs() < near, away.abs(), far)

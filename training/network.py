"""The network as it is trained: a small encoder, labels for cues, and labels for the source and content of each cue."""

import math
from collections.abc import Mapping

import torch
from attrs import frozen
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from newsclaims._encoder.inputs import DISTANCES, NOTHING, PARTS, SENTENCES

CUE_LABELS = 5
ROLE_LABELS = 9
JUDGED = (6, 4, 3, 7)
"""How many values stance, confidence, cue force and source type have."""
HEADS = ("sense.", "part.", "look.", "verdict.")
"""How the names of the weights begin that judge."""
TAPS = 3
"""After how many layers judgements look at the words, spread evenly: the lower ones still know which word it was."""
_FARTHEST = 128
"""From how many pieces on all distances are one, where distances bear on attention."""


@frozen(slots=True)
class Shape:
    """The sizes of a network.

    Args:
        vocabulary: How many pieces it knows.
        layers: How many layers.
        width: How wide a layer is.
        inner: How wide a layer's inner part is.
        heads: How many heads attend.
        positions: How many pieces a window may have.
        pair: How wide the part is that judges a word beside a cue.
        sense: How wide the part of a word's vector is that the judgements of a claim are made of.
        looks: How often each judgement looks at the words of a claim.
        buckets: How many kinds of distance bear on attention; with 0 none does.
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
        """After which layers judgements look at the words."""
        return tuple(self.layers * n // TAPS for n in range(1, TAPS + 1))


class Layer(nn.Module):
    """A transformer layer, normalised after each part (Devlin et al., BERT, NAACL 2019).

    Args:
        shape: The network's sizes.
        dropout: The share of channels that a part leaves out for a whole window, in training.
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
        """Return the next layer's input."""
        batch, length, width = x.shape
        query, key, value = self.attend(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        x = self.norm(x + self._dropped(self.joined(seen.transpose(1, 2).reshape(batch, length, width))))
        return self.norm_after(x + self._dropped(self.down(F.gelu(self.up(x), approximate="tanh"))))

    def _dropped(self, x: Tensor) -> Tensor:
        """Leave out channels for whole windows: nearly free on a CPU, where leaving out single numbers is not."""
        if not self.training or not self.dropout:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2], device=x.device) >= self.dropout
        return x * (kept / (1 - self.dropout))


class Network(nn.Module):
    """Encoder and heads.

    Args:
        shape: The sizes.
        dropout: The share of channels left out in training.
    """

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        # One table for what is known of a word beyond its letters; it starts at nothing.
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
        """Return a vector for each word, and what judgements look at.

        Args:
            pieces: The pieces of each window, `[windows, pieces]`.
            known: What is known of the words of the pieces, `[windows, pieces, 3]`, rows of `self.known`.
            first: The first piece of each word, `[windows, words]`.
            mask: Whether a piece is there, `[windows, pieces]`.

        Returns:
            The vectors, `[windows, words, width]`, and those of all of `Shape.taps` side by side.
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
            senses: What `self.sense` makes of the words of each claim's window, `[claims, words, sense]`.
            parts: Which part of the claim each word is, `[claims, words]`; 0 for none.

        Returns:
            For each judgement the scores, `[claims, values]`.
        """
        seen = F.relu(senses + self.part(parts))
        looks = self.look(seen).masked_fill((parts == 0).unsqueeze(-1), -1e4).softmax(1)
        pooled = torch.einsum("cwk,cwd->ckd", looks, seen).reshape(len(senses), len(JUDGED), -1)
        return [head(self.dropout(pooled[:, n])) for n, head in enumerate(self.verdict)]


def network_of(weights: Mapping[str, Tensor]) -> Network:
    """Return a network of the sizes that its weights have."""
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
    # The heads of the judgements are new where they are of another size, or there are none.
    own = network.state_dict()
    kept = {name: value for name, value in weights.items() if own[name].shape == value.shape}
    network.load_state_dict(kept, strict=False)
    return network


def distances(length: int, buckets: int) -> Tensor:
    """Return the kinds of distance between pieces, `[pieces, pieces]`: short ones each their own, others by logarithm.

    After Raffel and others, "Exploring the Limits of Transfer Learning with a Unified Text-to-Text Transformer" (JMLR
    2020), as MPNet has it (Song and others, NeurIPS 2020).

    Args:
        length: How many pieces.
        buckets: How many kinds; half of them are for pieces that come later.
    """
    places = torch.arange(length)
    away = places[None, :] - places[:, None]
    half = buckets // 2
    near = half // 2
    steps = (away.abs().clamp(min=near) / near).log() / math.log(_FARTHEST / near) * (half - near)
    far = (near + steps.long()).clamp(max=half - 1)
    return (away > 0) * half + torch.where(away.abs() < near, away.abs(), far)

"""What a trained network says of the corpus, so that a smaller one learns from it as well as from the annotators.

Distillation after Hinton, Vinyals and Dean ("Distilling the Knowledge in a Neural Network", 2015). The teacher reads
each article once, as it is; what it says of a word is taught whatever form the article is learned in, so that the
smaller network learns to say the same of an article in one paragraph.
"""

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor

from newsclaims.encoder.inputs import Specials
from newsclaims.encoder.windows import Cutting, cut

from .batches import collate
from .corpus import Example, Floats, Marked, Taught, lesson
from .network import CUE_LABELS, ROLE_LABELS, Network, Shape


def slim(weights: Mapping[str, Tensor], inner: int) -> dict[str, Tensor]:
    """Return weights whose layers keep the inner units that matter most.

    A unit matters by the length of its row in times the length of its column out.

    Args:
        weights: A network's weights.
        inner: How many units each layer keeps.
    """
    kept = dict(weights)
    for name in [name.removesuffix("up.weight") for name in weights if name.endswith("up.weight")]:
        up, down = weights[f"{name}up.weight"], weights[f"{name}down.weight"]
        matters = up.norm(dim=1) * down.norm(dim=0)
        units = matters.topk(inner).indices.sort().values
        kept[f"{name}up.weight"], kept[f"{name}up.bias"] = up[units], weights[f"{name}up.bias"][units]
        kept[f"{name}down.weight"] = down[:, units]
    return kept


def network_of(weights: Mapping[str, Tensor]) -> Network:
    """Return a network of the sizes that its weights have."""
    shape = Shape(vocabulary=len(weights["words.weight"]), inner=len(weights["layers.0.up.bias"]))
    network = Network(shape)
    # The heads of the judgements are new where they are of another size, or there are none.
    own = network.state_dict()
    kept = {name: value for name, value in weights.items() if own[name].shape == value.shape}
    network.load_state_dict(kept, strict=False)
    return network


@torch.no_grad()
def taught(network: Network, example: Example, specials: Specials, device: torch.device) -> Taught:
    """Return what a network says of an article.

    Args:
        network: The teacher.
        example: The article.
        specials: The pieces that stand for no word.
        device: Where the network is.
    """
    network.eval()
    count = len(example.features)
    cues, roles = np.zeros((count, CUE_LABELS), np.float32), np.zeros((count, ROLE_LABELS), np.float32)
    beside: dict[Marked, tuple[int, Floats]] = {}
    for window in cut(example.features, Cutting()):
        for annotator in range(len(example.annotators)):
            found = lesson(example, annotator, window)
            batch = collate([found], specials)
            vectors, _ = network.encode(*(t.to(device) for t in (batch.pieces, batch.known, batch.first, batch.mask)))
            cues[window.first : window.last] = _chances(network.cue(vectors))[0]
            roles[window.first : window.last] = _chances(network.role(vectors))[0]
            if found.marked:
                places = (t.to(device) for t in (batch.claims, batch.distance, batch.sentence))
                said = _chances(network.judge(vectors, *places))
                beside |= {claim: (window.first, one) for claim, one in zip(found.marked, said, strict=True)}
    return Taught(cues, roles, beside)


def _chances(scores: Tensor) -> Floats:
    chances: Floats = scores.softmax(-1).cpu().numpy()
    return chances

"""Prints how well a trained network, even a teacher's, finds claims in single precision, without an export.

    python -m training.measure --run runs/student --corpus ../shared/polnear ../shared/wikinews

As in `training.tune`, the score is fitted on the held-out articles of train, and the threshold is chosen on these and
dev together. The costs of beginning a cue, a source or a content are fixed, so that networks can be compared.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import Tensor

from newsclaims._encoder import Cutting, Features, Seen, Window
from newsclaims._encoder.bundle import Finding
from newsclaims._encoder.inputs import beside, inputs
from newsclaims._encoder.pieces import WordPieces
from newsclaims._encoder.windows import cut
from newsclaims.text import WordRange

from .config import CONFIG
from .network import network_of
from .options import TOKENISER, WEIGHTS, finished
from .tune import Case, Exported, calibrated, f1s, held_out, measured, nested, part, settings

MEASURES = ("claim", "content_overlap", "exact_source", "exact_cue", "exact_content")


class Trained(Exported):
    """A trained network with the interface of an exported model.

    Args:
        run: The folder that `training.fit` wrote.
    """

    def __init__(self, run: Path) -> None:
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.network = network_of(load_file(run / WEIGHTS)).eval().to(self.device)
        self.pieces = WordPieces((run / TOKENISER).read_text(encoding="utf-8"))

    def windows(self, features: Features) -> list[Window]:
        """Return the windows of a text."""
        return list(cut(features, Cutting()))

    @torch.no_grad()
    def read(self, features: Features, window: Window) -> Seen:
        """Read a window."""
        given = inputs(features, window, self.pieces.specials)
        mask = torch.ones(1, len(given.pieces), dtype=torch.bool, device=self.device)
        words, taps = self.network.encode(self._own(given.pieces), self._own(given.known), self._own(given.first), mask)
        own = self.network
        heads = (own.cue(words), own.role(words), own.beside(words), own.cue_first(words), own.cue_last(words))
        return Seen(*(made[0].cpu().numpy() for made in (*heads, own.sense(taps))))

    @torch.no_grad()
    def beside(self, seen: Seen, features: Features, window: Window, cues: Sequence[WordRange]) -> NDArray[np.float32]:
        """Return the scores of the words of a window beside cues."""
        own = self.network
        distance, sentence = zip(*(beside(features, window, cue.first, cue.last - 1) for cue in cues), strict=True)
        cue = np.stack([seen.cue_first[cue.first] + seen.cue_last[cue.last - 1] for cue in cues])
        hidden = self._own(seen.word) + self._own(cue)[0][:, None]
        hidden = (
            hidden + own.distance(self._own(np.stack(distance))[0]) + own.sentence(self._own(np.stack(sentence))[0])
        )
        scores: NDArray[np.float32] = (own.label(hidden.relu()) + self._own(seen.role)).cpu().numpy()
        return scores

    def _own(self, array: NDArray[np.generic]) -> Tensor:
        """Return an array on the network's device, as a batch of one."""
        return torch.from_numpy(array)[None].to(self.device)


def main() -> None:
    """Read the articles, choose the threshold, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=finished, required=True, help="the folder that training.fit wrote")
    parser.add_argument("--corpus", type=Path, nargs="+", required=True, help="folders with train/ and dev/")
    options = parser.parse_args()
    encoder = Trained(options.run)
    apart = {folder.name: held_out(encoder, folder / "train") for folder in options.corpus}
    dev = {folder.name: part(encoder, folder / "dev") for folder in options.corpus}
    fitted = calibrated([case for one in apart.values() for case in one])
    tried = {value: settings(fitted, value, CONFIG.measure.sourceless) for value in CONFIG.tune.thresholds}
    seen = [[*apart[name], *dev[name].plain] for name in dev]
    best = max(tried, key=lambda value: f1s(seen, tried[value])[0])
    print(f"threshold {best}")
    for name, own in dev.items():
        for form, some in (("held out", apart[name]), ("dev", own.plain), ("one paragraph", own.flat)):
            print(f"{name:10} {form:14}", figures(some, Finding(**tried[best])), flush=True)


def figures(some: Sequence[Case], finding: Finding) -> str:
    """Return the F1 of the main measures and of nested claims, in per cent."""
    scores = measured(some, finding)
    measures: dict[str, float] = {name: 100 * scores.measures[name].f1 for name in MEASURES}
    measures["nested"] = 100 * nested(some, finding).f1
    return "  ".join(f"{name} {value:.1f}" for name, value in measures.items())


if __name__ == "__main__":
    main()

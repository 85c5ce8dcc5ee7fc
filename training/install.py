"""Puts a model into the package.

    python -m training.install --model runs/model --kept runs/weights.safetensors

copies the files of the model to `newsclaims/data/model`, and the weights that training can go on from to
`training/kept/weights.safetensors`, which git ignores.
"""

import argparse
import shutil
from pathlib import Path

from newsclaims._encoder.bundle import FILES, SETTINGS

from .options import present
from .sources import KEPT, MODEL, ROOT, note_kept


def main() -> None:
    """Copy the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="a folder that training.tune has finished")
    parser.add_argument("--kept", type=present, help="the file that training.keep wrote")
    options = parser.parse_args()
    for name in (*FILES, SETTINGS):
        shutil.copyfile(options.model / name, MODEL / name)
    if options.kept:
        (ROOT / KEPT).parent.mkdir(exist_ok=True)
        shutil.copyfile(options.kept, ROOT / KEPT)
        note_kept(ROOT / KEPT)


if __name__ == "__main__":
    main()

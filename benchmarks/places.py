"""Where the corpus and the labels are."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def folder(variable: str, name: str) -> Path:
    """Return the folder that an environment variable names, else the shared one beside the repository."""
    return Path(os.environ.get(variable) or ROOT.parent / "shared" / name)

"""The folders of the corpus and the labels."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def folder(variable: str, name: str) -> Path:
    """Return the folder that an environment variable names, or by default the shared one beside the repository."""
    return Path(os.environ.get(variable) or ROOT.parent / "shared" / name)

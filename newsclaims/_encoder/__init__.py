"""Runs the trained network on a text: splits words into pieces and the text into windows, and returns the scores."""

from .bundle import SETTINGS, Bundle, model_folder, read_bundle
from .features import Features
from .inputs import holder_parts, parts
from .model import Encoder, Seen, Verdicts
from .windows import Cutting, Window

__all__ = [
    "SETTINGS",
    "Bundle",
    "Cutting",
    "Encoder",
    "Features",
    "Seen",
    "Verdicts",
    "Window",
    "holder_parts",
    "model_folder",
    "parts",
    "read_bundle",
]

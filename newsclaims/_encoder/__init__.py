"""Encodes a text with the trained network: its pieces, its windows, and what the network makes of them."""

from .bundle import SETTINGS, Bundle, model_folder, read_bundle
from .features import Features
from .inputs import parts
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
    "model_folder",
    "parts",
    "read_bundle",
]

"""The one place that turns a text into what the model reads, and runs the model."""

from .bundle import SETTINGS, Bundle, read_bundle
from .features import Features
from .model import Encoder, Seen
from .windows import Cutting, Window

__all__ = ["SETTINGS", "Bundle", "Cutting", "Encoder", "Features", "Seen", "Window", "read_bundle"]

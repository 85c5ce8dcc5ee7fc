"""spaCy's `DocBin`, and claims in a `Doc`."""

from .serialiser import SpacySerialiser

__all__ = ["SpacySerialiser"]

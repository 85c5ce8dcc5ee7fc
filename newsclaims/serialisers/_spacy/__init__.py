"""The format spaCy `DocBin`, and claims in a spaCy `Doc`."""

from .serialiser import SpacySerialiser

__all__ = ["SpacySerialiser"]

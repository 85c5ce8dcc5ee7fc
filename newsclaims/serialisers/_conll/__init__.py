"""The format CoNLL: tokens in rows, claims in columns."""

from .serialiser import ConllSerialiser

__all__ = ["ConllSerialiser"]

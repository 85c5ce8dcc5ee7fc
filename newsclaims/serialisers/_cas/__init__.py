"""UIMA CAS, as XMI and as JSON."""

from .serialiser import CasSerialiser

__all__ = ["CasSerialiser"]

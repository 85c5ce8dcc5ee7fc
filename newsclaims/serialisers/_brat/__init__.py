"""brat's standoff format: folders that brat and the scorer of PolNeAR read."""

from .serialiser import BratSerialiser

__all__ = ["BratSerialiser"]

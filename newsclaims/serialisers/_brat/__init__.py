"""brat's standoff format: folders that brat and PolNeAR's scorer can read."""

from .serialiser import BratSerialiser

__all__ = ["BratSerialiser"]

"""The format UIMA CAS, as XMI and as JSON."""

from ..._public import set_public_module
from .serialiser import CasSerialiser

__all__ = ["CasSerialiser"]

set_public_module("newsclaims.serialisers", CasSerialiser)

"""All targets by their names."""

from collections.abc import Mapping
from types import MappingProxyType

from . import answers, commands, drawn, loaders, readers, repeated, texts
from .target import Target

__all__ = ["TARGETS"]

TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        target.name: target
        for part in (texts, answers, repeated, readers, loaders, drawn, commands)
        for target in part.TARGETS
    }
)

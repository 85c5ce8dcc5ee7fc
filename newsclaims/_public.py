"""Lets a public package offer names of its private modules, loaded on first use and with the package's name."""

from collections.abc import Callable, Mapping
from importlib import import_module
from inspect import isclass, isfunction
from typing import Any

__all__ = ["lazy_names", "set_public_module"]


def lazy_names(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Return the `__getattr__` of a package that loads some of its names on first use (PEP 562).

    Args:
        package: The package's full name.
        homes: Each of these names with the module that defines it, relative to the package.
    """

    def load(name: str) -> Any:
        if name not in homes:
            message = f"module {package!r} has no attribute {name!r}"
            raise AttributeError(message)
        return getattr(import_module(homes[name], package), name)

    return load


def set_public_module(module: str, *things: object) -> None:
    """Let classes and functions name the public module that offers them, in reprs, tracebacks and pickles.

    A pickle then does not depend on the private module that holds the code.

    Args:
        module: The public module's full name.
        things: The objects that it offers; only classes and functions are changed.
    """
    for thing in things:
        if isclass(thing) or isfunction(thing):
            thing.__module__ = module

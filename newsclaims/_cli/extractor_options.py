"""The options that say which extractors find claims, for all commands that run them."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from .._pipeline import DEFAULT_EXTRACTOR
from .._pipeline.merging import MERGES

__all__ = ["extractor_options"]

_Command = TypeVar("_Command", bound=Callable[..., Any])

_EXTRACTOR = "Name of the extractor. Can be repeated; the claims of several are merged."
_MERGE = "What to keep of their claims: union, what any found; intersection, what all found; vote, what most found."


def extractor_options(command: _Command) -> _Command:
    """Add the options that say which extractors find claims.

    Args:
        command: The function of a command; it gets the keywords `extractors`, a tuple of names, and `merge`.
    """
    merge = click.option(
        "--merge", type=click.Choice(MERGES), default=MERGES[0], show_default=True, metavar="RULE", help=_MERGE
    )
    extractors = click.option(
        "--extractor", "extractors", multiple=True, default=[DEFAULT_EXTRACTOR], show_default=True, help=_EXTRACTOR
    )
    # The option that is added last is the first in the help.
    return extractors(merge(command))

"""A target: a part of the public surface, and how bytes become one input for it."""

from collections.abc import Callable, Sequence

from attrs import frozen

__all__ = ["Target"]


@frozen
class Target:
    """A part of the public surface.

    Args:
        name: Its name.
        what: What it does with an input, in a few words.
        try_one: Gives it one input, checks the laws, and returns a short answer, the same for inputs of one kind.
        seeds: Returns inputs to begin with.
        tokens: Returns tokens to insert.
        largest: How many bytes an input may have.
        drawn: Whether Hypothesis draws the input from the bytes, so that they mean nothing by themselves.
    """

    name: str
    what: str
    try_one: Callable[[bytes], str]
    seeds: Callable[[], Sequence[bytes]]
    tokens: Callable[[], Sequence[bytes]] = tuple
    largest: int = 8_192
    drawn: bool = False

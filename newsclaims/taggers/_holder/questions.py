"""A source whose holder is searched for, and the sources around it whose holders are known."""

from collections.abc import Callable, Sequence

from attrs import evolve, frozen

from .wording import Wording

__all__ = ["Known", "Question", "Sighting"]


@frozen(slots=True)
class Question:
    """A source whose holder is searched for. Candidates are numbers in the scene; None if there is none.

    Args:
        first: Its first word.
        last: One past its last word.
        words: The words of its noun phrase, up to its head.
        form: How it refers to its holder.
        wording: What the first word and the head show.
        type: The source type.
        content: The first word of its content and one past its last word.
        nested: Whether it is inside the content of another claim.
        joined: Whether a second name is coordinated with the first.
        own: The candidate whose name has the head.
        turn: The speaker of the turn that it is in.
        other: The speaker of the turn before that one.
    """

    first: int
    last: int
    words: Sequence[int]
    form: str
    wording: Wording
    type: str
    content: tuple[int, int]
    nested: bool
    joined: bool
    own: int | None
    turn: int | None
    other: int | None

    def numbered(self, number: Callable[[int | None], int | None]) -> "Question":
        """Return the same question with other numbers for the candidates.

        Args:
            number: Returns the new number.
        """
        return evolve(self, own=number(self.own), turn=number(self.turn), other=number(self.other))


@frozen(slots=True)
class Sighting:
    """A source whose holder is already known, or known to be nobody.

    Args:
        word: Its first word.
        sentence: The sentence of that word.
        candidate: The holder among the candidates of the text; None for nobody.
        head: The head of its noun phrase, in lower case.
    """

    word: int
    sentence: int
    candidate: int | None
    head: str


@frozen(slots=True)
class Known:
    """What is known about the holders of other sources when the holder of a source is searched for.

    Holders are numbers in the scene; None for nobody, and for a candidate that is not in it.

    Args:
        before: The sources before it, in the order of the text.
        holders: Their holders.
        after: The candidates that the sources after it name, in the order of the text.
        outer: The holder of the claim around it.
        beside: The holder of another claim with content in the same quotation.
    """

    before: Sequence[Sighting]
    holders: Sequence[int | None]
    after: Sequence[int | None]
    outer: int | None
    beside: int | None

"""Grounds the answers of a model: finds the exact places of their strings in the text that the model was shown."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain as joined

from newsclaims._attribution import Offsets
from newsclaims._language import Language
from newsclaims.text import Text

from ..answer import Answer
from .choosing import Choice, Context, choose
from .passages import Chain, Passage, find_passage
from .results import Alignment, Grounded, Role, Ungrounded
from .window import Window

__all__ = ["MOST_EDITS", "ground"]

MOST_EDITS = 0.15
"""The largest share of the words of a string that may differ from the text, by default."""

_MOST_FRAGMENTS = 8
"""How many fragments a role can have. With more, words that the text repeats could be put together in too many ways."""
_MOST_COPIES, _SPARE = 10, 10_000
"""How many characters are looked up: so many times those of the window, and some more.

Claims inside others are written several times, but an answer with more than that does not copy the text.
"""

_Strings = tuple[str, ...]
_Roles = dict[Role, _Strings]
"""The fragments of source, cue and content that are not blank, without the roles that have none."""


def ground(
    text: Text,
    answers: Sequence[Answer],
    window: tuple[int, int] | None = None,
    *,
    most_edits: float = MOST_EDITS,
) -> list[Grounded | Ungrounded]:
    """Find the places of a model's answers in a text.

    An answer is grounded if each of its strings is in the window: with the same characters, else with the same words,
    else with a few words edited. If a string is there several times, the places that are nearest to one another count.
    The cost is linear in the length of the text and of the answers.

    Args:
        text: The text.
        answers: The answers of the model, usually in the order of the text.
        window: Start and end of the part that the model was shown, in code points of `text.string`; None for all.
        most_edits: The largest share of the words of a string that may differ, from 0 to 1.

    Returns:
        In the order of the answers: a `Grounded` for each answer that is in the text, and an `Ungrounded` for each
        string that is not. A holder that is not in the text gives an `Ungrounded` beside the `Grounded` of its answer.
    """
    start, end = (0, len(text.string)) if window is None else window
    grounder = _Grounder(Window.of(text, start, end), most_edits)
    return [each for index, answer in enumerate(answers) for each in grounder.ground(index, answer)]


class _Grounder:
    """Grounds answers in order, and remembers where the answers before are."""

    def __init__(self, window: Window, most_edits: float) -> None:
        self._window = window
        self._most_edits = most_edits
        self._cursor = window.start
        self._left = _MOST_COPIES * (window.end - window.start) + _SPARE
        self._used: dict[tuple[tuple[Role, _Strings], ...], set[Offsets]] = defaultdict(set)
        self._found: dict[tuple[_Strings, _Strings], Passage | tuple[str, str]] = {}

    def ground(self, index: int, answer: Answer) -> Iterator[Grounded | Ungrounded]:
        """Yield what an answer becomes.

        Args:
            index: Its place in the list.
            answer: The answer.
        """
        given = _given(answer)
        if "content" not in given:
            yield Ungrounded(index, "content", "", "is empty")
            return
        long = [role for role, strings in given.items() if len(strings) > _MOST_FRAGMENTS]
        if long:
            reason = f"has more than {_MOST_FRAGMENTS} fragments"
            yield from (Ungrounded(index, role, " ... ".join(given[role]), reason) for role in long)
            return
        attribution = given.get("cue", given.get("source", ()))
        found = {role: self._find(given[role], attribution if role == "content" else ()) for role in given}
        misses = [Ungrounded(index, role, *miss) for role, miss in found.items() if not isinstance(miss, Passage)]
        # A colon can be a cue, but marks say nothing, and nobody has such a name.
        misses += [
            Ungrounded(index, role, " ... ".join(given[role]), "has no words")
            for role, passage in found.items()
            if role != "cue" and isinstance(passage, Passage) and not passage.words
        ]
        if misses:
            yield from misses
            return
        passages = {role: passage for role, passage in found.items() if isinstance(passage, Passage)}
        choice = self._choose(given, passages)
        if isinstance(choice, Choice):
            yield from self._grounded(index, answer, choice, passages)
        else:
            role, reason = choice
            yield Ungrounded(index, role, " ... ".join(given[role]), reason)

    def _find(self, strings: _Strings, attribution: _Strings = ()) -> Passage | tuple[str, str]:
        """Find the strings of a role, once for equal ones; the cue or the source of a content can divide it."""
        key = strings, attribution
        if key not in self._found:
            size = sum(map(len, strings))
            if size > self._left:
                return " ... ".join(strings), "was not looked up, because the answer is far longer than the text"
            self._left -= size
            divider = self._find(attribution) if attribution else None
            passage = divider if isinstance(divider, Passage) else None
            self._found[key] = find_passage(self._window, strings, self._most_edits, passage)
        return self._found[key]

    def _choose(self, given: _Roles, passages: dict[Role, Passage]) -> Choice | tuple[Role, str]:
        """Choose the places of an answer, and remember them."""
        used = self._used[tuple(given.items())]
        named = _is_named(given.get("source", ()), self._window.text.language)
        context = Context(self._window, self._cursor, used, named)
        choice = choose(context, passages["content"], passages.get("cue"), passages.get("source"))
        if isinstance(choice, Choice):
            used.add(choice.place.offsets)
            self._cursor = choice.place.start
        return choice

    def _grounded(
        self, index: int, answer: Answer, choice: Choice, passages: dict[Role, Passage]
    ) -> Iterator[Grounded | Ungrounded]:
        """Yield the places of an answer, and its holder's string if that has no place."""
        chains: dict[Role, Chain | None] = {"source": choice.source, "cue": choice.cue, "content": choice.content}
        placed = {role: chain for role, chain in chains.items() if chain}
        alignments = [passages[role].alignment(role, chain) for role, chain in placed.items()]
        source, cue, content = (chain.offsets if chain else () for chain in chains.values())
        holder = self._holder(index, answer.holder, choice.source or choice.content)
        if isinstance(holder, tuple):
            place, alignment = holder
            yield Grounded(index, source, cue, content, place, (*alignments, alignment))
            return
        yield Grounded(index, source, cue, content, None, tuple(alignments))
        if holder:
            yield holder

    def _holder(self, index: int, name: str, mention: Chain) -> tuple[tuple[int, int], Alignment] | Ungrounded | None:
        """Return the place of a holder's name that is nearest before the end of a mention, else the first one.

        Return what is missing if the name has no place, and None if the answer has no name.
        """
        if not name.strip():
            return None
        passage = self._find((name,))
        if not isinstance(passage, Passage):
            return Ungrounded(index, "holder", *passage)
        chain = next(joined(passage.before(mention.end), passage.after(self._window.start)))
        if len(chain.places) > 1:
            return Ungrounded(index, "holder", name.strip(), "is in the text, but not in one piece")
        return (chain.start, chain.end), passage.alignment("holder", chain)


def _given(answer: Answer) -> _Roles:
    """Return the fragments of an answer that are not blank, by their roles."""
    roles: dict[Role, Sequence[str]] = {"source": answer.source, "cue": answer.cue, "content": answer.content}
    kept = {role: tuple([string for string in strings if string.strip()]) for role, strings in roles.items()}
    return {role: strings for role, strings in kept.items() if strings}


def _is_named(source: _Strings, language: Language) -> bool:
    """Say whether a source has a name, which can be far from its cue."""
    return any(word[:1].isupper() and not language.knows(word.lower()) for string in source for word in string.split())

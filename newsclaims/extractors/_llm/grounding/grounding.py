"""Grounds the answers of a model: finds the exact places of their strings in the text that the model was shown."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from newsclaims._attribution import Offsets
from newsclaims._language import Language
from newsclaims.text import Text

from ..answer import Answer
from .choosing import Choice, Context, choose
from .matching import Window
from .passages import Chain, Passage, find_passage
from .results import Alignment, Grounded, Role, Ungrounded

__all__ = ["MOST_EDITS", "ground"]

MOST_EDITS = 0.15
"""The largest share of the words of a string that may differ from the text, by default."""

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
        self._used: dict[tuple[_Strings, ...], set[Offsets]] = defaultdict(set)
        self._found: dict[tuple[_Strings, ...], Passage | tuple[str, str]] = {}

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
        found = {role: self._find(role, given) for role in given}
        misses = [Ungrounded(index, role, *miss) for role, miss in found.items() if not isinstance(miss, Passage)]
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

    def _find(self, role: Role, given: _Roles) -> Passage | tuple[str, str]:
        """Find the strings of a role, once for equal ones; a content's cue can divide it."""
        attributed: Role | None = ("cue" if "cue" in given else "source") if role == "content" else None
        key = (given[role], given.get(attributed, ()) if attributed else ())
        if key not in self._found:
            attribution = self._find(attributed, given) if attributed and attributed in given else None
            passage = attribution if isinstance(attribution, Passage) else None
            self._found[key] = find_passage(self._window, given[role], self._most_edits, passage)
        return self._found[key]

    def _choose(self, given: _Roles, passages: dict[Role, Passage]) -> Choice | tuple[Role, str]:
        """Choose the places of an answer, and remember them."""
        used = self._used[tuple(given.values())]
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
        holder, miss = self._holder(index, answer.holder, choice.source or choice.content)
        alignments += [holder[1]] if holder else []
        yield Grounded(index, source, cue, content, holder[0] if holder else None, tuple(alignments))
        if miss:
            yield miss

    def _holder(
        self, index: int, name: str, mention: Chain
    ) -> tuple[tuple[tuple[int, int], Alignment] | None, Ungrounded | None]:
        """Return the place of a holder's name that is nearest before the end of a mention, else after it."""
        if not name.strip():
            return None, None
        key = ((name,), ())
        if key not in self._found:
            self._found[key] = find_passage(self._window, (name,), self._most_edits)
        passage = self._found[key]
        if not isinstance(passage, Passage):
            return None, Ungrounded(index, "holder", *passage)
        chain = next(passage.before(mention.end), None) or next(passage.after(mention.end))
        return ((chain.start, chain.end), passage.alignment("holder", chain)), None


def _given(answer: Answer) -> _Roles:
    """Return the fragments of an answer that are not blank, by their roles."""
    roles: dict[Role, Sequence[str]] = {"source": answer.source, "cue": answer.cue, "content": answer.content}
    kept = {role: tuple([string for string in strings if string.strip()]) for role, strings in roles.items()}
    return {role: strings for role, strings in kept.items() if strings}


def _is_named(source: _Strings, language: Language) -> bool:
    """Say whether a source has a name, which can be far from its cue."""
    return any(word[:1].isupper() and not language.knows(word.lower()) for string in source for word in string.split())

"""Turns the answers about the windows of a text into attributions, and what is lost on the way into warnings."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from attrs import define, evolve, field, frozen

from newsclaims._attribution import Attribution, Judgement, Offsets
from newsclaims._model import LABELS
from newsclaims.text import Text

from .._edges import edges_of
from .._fragments import covers, touches
from .._nesting import DEPTH, with_parents
from .answer import Answer, shortened
from .grounding import Grounded, Ungrounded, ground
from .prompt import Judge
from .reading import ReadAnswer

__all__ = ["Gathered", "gathered"]

_SOURCE_TYPE = LABELS["source_type"]


@frozen(slots=True)
class Gathered:
    """The attributions of a text.

    Args:
        attributions: The attributions.
        warnings: What was lost, in words.
        lost: For each string that is not in the text, its role.
    """

    attributions: tuple[Attribution, ...]
    warnings: tuple[str, ...]
    lost: tuple[str, ...]


def gathered(
    text: Text, windows: Sequence[tuple[int, int]], answers: Sequence[ReadAnswer], judge: Judge, most_edits: float
) -> Gathered:
    """Return the attributions of a text.

    Args:
        text: The text.
        windows: The windows, in order.
        answers: The answer about each window.
        judge: `"model"` if the answers have labels and parents.
        most_edits: As in `ground`.
    """
    merging = _Merging()
    warnings: list[str] = []
    lost: list[str] = []
    for number, (window, read) in enumerate(zip(windows, answers, strict=True), 1):
        part = f"part {number} of {len(windows)}: " if len(windows) > 1 else ""
        found = ground(text, read.answers, window, most_edits=most_edits)
        grounded = [one for one in found if isinstance(one, Grounded)]
        made = {one.index: _attribution(text, one, read.answers[one.index]) for one in grounded}
        missing = [one for one in found if isinstance(one, Ungrounded)]
        lost += [one.role for one in missing]
        merging.add(made, window)
        said = [*read.faults, *_losses(read.answers, missing, made)]
        if judge == "model":
            said += merging.add_parents(read.answers, made)
        warnings += [f"{part}{fault}" for fault in said]
    attributions = merging.attributions
    if judge == "taggers":
        attributions = with_parents(text, attributions)
        if dropped := len(merging.attributions) - len(attributions):
            warnings.append(f"claims that are more than {DEPTH} deep inside others were dropped: {dropped}.")
    return Gathered(tuple(attributions), tuple(warnings), tuple(lost))


def _attribution(text: Text, place: Grounded, answer: Answer) -> Attribution:
    """Return an answer as an attribution of its text."""
    # Words of the text cannot have the type "none".
    labels = {
        name: (Judgement(value, "model"),)
        for name, value in answer.labels.items()
        if not (place.source and name == _SOURCE_TYPE.name and value == _SOURCE_TYPE.absent)
    }
    return Attribution(
        place.source,
        place.cue,
        _with_own_marks(text, place),
        judgements=labels,
        holder=place.holder,
        note=f"how its words were found: {place.note}",
    )


def _with_own_marks(text: Text, place: Grounded) -> Offsets:
    """Return a content with the marks of its quotations, which models leave out, and without a final full stop."""
    edges, words = text.once(edges_of), text.words
    content = tuple(words.offsets(edges.with_own_marks(piece)) for piece in words.ranges(place.content))
    others = (*place.source, *place.cue)
    meets = any(touches(content, span) for span in others) or any(one[1] > two[0] for one, two in pairwise(content))
    return place.content if meets or len(content) < len(place.content) else content


def _losses(answers: Sequence[Answer], missing: Sequence[Ungrounded], made: Mapping[int, Attribution]) -> Iterator[str]:
    """Yield a warning for each claim with strings that are not in the text."""
    for index, ones in groupby(missing, lambda one: one.index):
        reasons = "; ".join(f"its {one.role} {shortened(one.string)} {one.reason}" for one in ones)
        yield f"{answers[index].title} was {'kept without a holder' if index in made else 'dropped'}: {reasons}."


@define(slots=True)
class _Merging:
    """Merges the attributions of windows, which are found twice where windows overlap."""

    attributions: list[Attribution] = field(factory=list)
    _near: list[int] = field(factory=list)
    """The attributions of earlier windows that reach into the present one."""
    _places: dict[int, int] = field(factory=dict)
    """For each answer of the present window, the place of its attribution."""

    def add(self, made: dict[int, Attribution], window: tuple[int, int]) -> None:
        """Add the attributions of the next window.

        Args:
            made: The attributions by the places of their answers.
            window: The start and the end of the window.
        """
        earlier = dict.fromkeys((*self._near, *self._places.values()))
        self._near = [place for place in earlier if self.attributions[place].content[-1][1] > window[0]]
        self._places = {}
        same: dict[tuple[Offsets, ...], int] = {}
        for index, one in made.items():
            spans = one.source, one.cue, one.content
            place = next((n for n in self._near if _is_same(self.attributions[n], one)), same.get(spans))
            if place is None:
                place = len(self.attributions)
                self.attributions.append(one)
            elif _size(one.content) > _size(self.attributions[place].content):
                # The end of an earlier window can have cut it.
                self.attributions[place] = evolve(one, parent=self.attributions[place].parent)
            self._places[index] = same[spans] = place

    def add_parents(self, answers: Sequence[Answer], made: dict[int, Attribution]) -> list[str]:
        """Add the parents that the model named in the present window, and return what is wrong with them.

        Args:
            answers: The answers.
            made: The attributions by the places of their answers.
        """
        faults = []
        for index in made:
            named = answers[index].parent
            if named is None or self._has_parent(self._places[index]):
                continue
            child, parent = self._places[index], self._places.get(named)
            if parent is None:
                faults.append(f"{answers[index].title} has no parent: {answers[named].title} was dropped.")
            elif not self._can_hold(parent, child):
                faults.append(f"{answers[index].title} has no parent: it is not inside {answers[named].title}.")
            else:
                self.attributions[child] = evolve(self.attributions[child], parent=parent)
        return faults

    def _has_parent(self, place: int) -> bool:
        return self.attributions[place].parent is not None

    def _can_hold(self, parent: int, child: int) -> bool:
        """Return whether a claim has words of another in its content, and is not itself inside it."""
        at: int | None = parent
        while at is not None:
            if at == child:
                return False
            at = self.attributions[at].parent
        content, one = self.attributions[parent].content, self.attributions[child]
        return any(touches(content, span) for span in one.cue or one.content)


def _is_same(one: Attribution, other: Attribution) -> bool:
    """Return whether attributions of two windows are one: they share the cue and words of the content.

    Without a cue, one content must hold the other: two turns of speakers only touch.
    """
    if one.cue != other.cue:
        return False
    if one.cue:
        return any(touches(one.content, span) for span in other.content)
    shorter, longer = sorted((one.content, other.content), key=_size)
    return all(covers(longer, span) for span in shorter)


def _size(offsets: Offsets) -> int:
    return sum(end - start for start, end in offsets)

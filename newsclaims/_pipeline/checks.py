"""Checks what plug-ins return, before it becomes claims.

A protocol's types cannot say that spans are sorted or that a parent is in the list, so this module checks it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import get_args

from .._attribution import Attribution, Finds, Judgement, Mark, Offsets, Origin, Time
from .._model import LABELS, Meta, Span, check_own_label
from .._model.base import checked_str
from .._shown import shown
from ..errors import InputTypeError, InvalidValueError, NewsClaimsError, OffsetError, ParentError, SurrogateError
from ..taggers import Tagger

__all__ = ["check_attributions", "check_finds", "check_judgement", "check_provides", "check_tagged"]

_VALUES: Mapping[str, frozenset[str]] = {name: frozenset(label.values) for name, label in LABELS.items()}

_NO_LABELS = frozenset({"holder", "times"})
"""The fields of an attribution that a tagger can provide besides labels."""

_NOTHING: Mapping[str, tuple[Judgement, ...]] = {}

_ORIGINS: tuple[str, ...] = get_args(Origin)


def check_finds(found: object, length: int) -> Finds:
    """Return what an extractor found in a text, after checking that it fits the text.

    Args:
        found: What the extractor returned for the text.
        length: The length of the text, in code points.

    Raises:
        InputTypeError: If it is not a sequence of attributions, or a part of it has the wrong type.
        OffsetError: As in `check_attributions`.
        ParentError: As in `check_attributions`.
        InvalidValueError: As in `check_attributions`; also if its usage holds something that is not a JSON value.
        SurrogateError: If a string holds a lone surrogate.
    """
    if not isinstance(found, Sequence) or isinstance(found, (str, bytes)):
        raise InputTypeError("what it returns for a text", "a list of attributions", type(found).__name__)
    finds = Finds.of(found)
    if not isinstance(finds.warnings, tuple) or not all(isinstance(warning, str) for warning in finds.warnings):
        raise InputTypeError("the warnings of its finds", "a tuple of str", shown(finds.warnings))
    for warning in finds.warnings:
        _check_word(warning, "a warning of", "its finds")
    if not isinstance(finds.usage, Mapping):
        raise InputTypeError("the usage of its finds", "a mapping", type(finds.usage).__name__)
    try:
        Meta(finds.usage)
    except NewsClaimsError as error:
        raise InvalidValueError(f"the usage of its finds must be JSON values: {error}") from error
    check_attributions(finds, length)
    return finds


def check_attributions(attributions: Sequence[Attribution], length: int) -> None:
    """Refuse attributions that do not fit a text.

    Args:
        attributions: The attributions.
        length: The length of the text, in code points.

    Raises:
        InputTypeError: If something has the wrong type.
        OffsetError: If a content is empty, or spans are empty, unsorted, overlapping or outside the text.
        ParentError: If a parent is not in the list, or a chain of parents leads back to itself.
        InvalidValueError: If a score is not a probability.
    """
    for i, attribution in enumerate(attributions):
        if not isinstance(attribution, Attribution):
            raise InputTypeError(f"attribution {i}", "an Attribution", type(attribution).__name__)
        for role, offsets in attribution.roles():
            _check_offsets(offsets, f"the {role} of attribution {i}", length)
        if not attribution.content:
            raise OffsetError(f"attribution {i} has no content. Every attribution needs a content.")
        if attribution.score is not None:
            _check_probability(attribution.score, f"the score of attribution {i}")
        for label, opinions in _opinions(attribution, i):
            for judgement in opinions:
                check_judgement(label, judgement, length)
        _check_places(attribution, i, length)
        _check_origin(attribution, i)
        if attribution.marks != ():
            _check_marks(attribution.marks, f"attribution {i}", length)
    _check_parents(attributions)


def check_provides(tagger: Tagger) -> None:
    """Refuse a tagger that provides a label with a name that is not allowed.

    Args:
        tagger: The tagger.

    Raises:
        InvalidValueError: If a name is not allowed.
    """
    for label in sorted(tagger.provides - LABELS.keys() - _NO_LABELS, key=repr):
        try:
            check_own_label(label)
        except NewsClaimsError as error:
            raise InvalidValueError(f"tagger {tagger.name!r} cannot provide {label!r}: {error}") from error


def check_tagged(before: Sequence[Attribution], after: Sequence[Attribution], length: int) -> None:
    """Refuse what a tagger must not do: drop, add, move or change attributions, or remove judgements.

    Args:
        before: What the tagger was given, already checked by `check_attributions`.
        after: What it returned.
        length: The length of the text, in code points.

    Raises:
        InputTypeError: If something has the wrong type.
        InvalidValueError: If the attributions are not the same ones, or a new judgement is not valid.
    """
    if not isinstance(after, Sequence) or isinstance(after, str):
        raise InputTypeError("what a tagger returns", "a sequence of attributions", type(after).__name__)
    if len(after) != len(before):
        raise InvalidValueError(
            f"it was given {len(before)} attributions and returned {len(after)}. Return all of them, in order."
        )
    for i, (old, new) in enumerate(zip(before, after, strict=True)):
        if new is not old:
            _check_changed(old, new, i, length)


def check_judgement(label: str, judgement: Judgement, length: int) -> None:
    """Refuse a judgement that a claim cannot hold.

    Args:
        label: The label; one that is not built in can have any value.
        judgement: The judgement.
        length: The length of the text, in code points.

    Raises:
        InputTypeError: If something has the wrong type.
        InvalidValueError: If the label has no such value, or a probability is not between 0 and 1.
        SurrogateError: If a string holds a lone surrogate.
        OffsetError: If evidence is empty or outside the text.
    """
    if not isinstance(judgement, Judgement):
        raise InputTypeError(f"a judgement of {label}", "a Judgement", type(judgement).__name__)
    known = _VALUES.get(label)
    _check_value(label, judgement.value, known)
    if judgement.origin not in _ORIGINS:
        raise InvalidValueError(f"{shown(judgement.origin)} is not an origin; the origins are {', '.join(_ORIGINS)}.")
    _check_probabilities(label, judgement.probabilities, known)
    _check_marks(judgement.evidence, label, length)


def _check_marks(marks: object, of: str, length: int) -> None:
    """Refuse evidence of a label, or of an attribution, that a claim cannot hold."""
    if not isinstance(marks, tuple):
        raise InputTypeError(f"the evidence of {of}", "a tuple of Mark", type(marks).__name__)
    for mark in marks:
        if not isinstance(mark, Mark) or not isinstance(mark.note, str):
            raise InputTypeError(f"the evidence of {of}", "a tuple of Mark, each with a str for a note", shown(mark))
        _check_word(mark.note, "a note on the evidence of", of)
        if mark.origin is not None and mark.origin not in _ORIGINS:
            raise InvalidValueError(
                f"{shown(mark.origin)} is not an origin of evidence of {of}; the origins are {', '.join(_ORIGINS)}."
            )
        _check_offsets(((mark.start, mark.end),), f"the evidence of {of}", length)


def _check_value(label: str, value: object, known: frozenset[str] | None) -> None:
    if not isinstance(value, str):
        raise InputTypeError(f"the value of {label}", "a str", type(value).__name__)
    _check_word(value, "the value of", label)
    if known is None:
        check_own_label(label)
        if not value:
            raise InvalidValueError(f"the value of {label} must not be empty.")
    elif value not in known:
        raise _no_value(label, value, known)


def _check_changed(old: Attribution, new: object, i: int, length: int) -> None:
    """Check an attribution that a tagger returned for another."""
    if not isinstance(new, Attribution):
        raise InputTypeError(f"attribution {i}", "an Attribution", type(new).__name__)
    if (new.source, new.cue, new.content, new.parent) != (old.source, old.cue, old.content, old.parent):
        raise InvalidValueError(f"attribution {i} was returned with other spans or another parent, or out of order.")
    if new.judgements is not old.judgements:
        _check_added(old, new, i, length)
    if (new.note, new.extractors, new.marks) != (old.note, old.extractors, old.marks):
        raise InvalidValueError(f"attribution {i} was returned with another note or other extractors or marks.")
    if new.score is not old.score and new.score is not None:
        _check_probability(new.score, f"the score of attribution {i}")
    if new.holder is not old.holder or new.times is not old.times:
        if old.holder not in (None, new.holder) or old.times not in ((), new.times):
            raise InvalidValueError(f"attribution {i} already had a holder or times, and they changed.")
        _check_places(new, i, length)


def _check_added(old: Attribution, new: Attribution, i: int, length: int) -> None:
    """Check the judgements that a tagger added; most labels still have the very tuple that was checked before."""
    before = old.judgements
    added = dict(_opinions(new, i, before))
    for label, judgements in before.items():
        left = new.judgements.get(label, ())
        if left is not judgements and left[: len(judgements)] != judgements:
            raise InvalidValueError(f"a judgement of {label} was removed. A tagger can only add judgements.")
    for label, judgements in added.items():
        for judgement in judgements[len(before.get(label, ())) :]:
            check_judgement(label, judgement, length)


def _opinions(
    attribution: Attribution, i: int, known: Mapping[str, tuple[Judgement, ...]] = _NOTHING
) -> Iterator[tuple[str, tuple[Judgement, ...]]]:
    """Yield the judgements of an attribution by their labels, after checking their types, but not those known."""
    given: object = attribution.judgements
    if not isinstance(given, Mapping):
        raise InputTypeError(f"the judgements of attribution {i}", "a mapping", type(given).__name__)
    for label, opinions in given.items():
        if type(label) is str and label in known and opinions is known[label]:
            continue
        if not isinstance(label, str) or not label:
            raise InputTypeError(f"a label of attribution {i}", "a non-empty str", shown(label))
        _check_word(label, "a label of attribution", i)
        if not isinstance(opinions, tuple):
            what = f"the judgements of {label} of attribution {i}"
            raise InputTypeError(what, "a tuple of Judgement", type(opinions).__name__)
        yield label, opinions


def _check_offsets(offsets: Offsets, where: str, length: int) -> None:
    if not isinstance(offsets, tuple):
        raise InputTypeError(where, "a tuple of (start, end) pairs", type(offsets).__name__, "Write ((0, 2),).")
    before = 0
    for pair in offsets:
        if not isinstance(pair, tuple) or len(pair) != 2 or type(pair[0]) is not int or type(pair[1]) is not int:
            hint = f"Write ({pair.start}, {pair.end})." if isinstance(pair, Span) else "Write ((0, 2),)."
            raise InputTypeError(f"a fragment of {where}", "a tuple of two ints", shown(pair), hint)
        start, end = pair
        if start >= end:
            raise OffsetError(f"{where}: a span must start before it ends; {shown(start)}..{shown(end)} does not.")
        if start < before:
            place = f"{shown(start)}..{shown(end)}"
            raise OffsetError(f"{where}: spans must be sorted and must not overlap or be negative; see {place}.")
        before = end
    if before > length:
        raise OffsetError(f"{where} ends at {shown(before)}, past the text's end at {length}.")


def _check_places(attribution: Attribution, i: int, length: int) -> None:
    """Refuse a holder or times that have the wrong type or lie outside the text."""
    if attribution.holder is not None:
        _check_offsets((attribution.holder,), f"the holder of attribution {i}", length)
    if attribution.times != ():
        times = attribution.times
        if not isinstance(times, tuple) or not all(map(_is_time, times)):
            raise InputTypeError(f"the times of attribution {i}", "a tuple of Time", shown(times))
        for time in times:
            _check_word(f"{time.kind} {time.grain}", "kind and grain of a time of attribution", i)
        _check_offsets(tuple((t.start, t.end) for t in attribution.times), f"the times of attribution {i}", length)


def _check_origin(attribution: Attribution, i: int) -> None:
    """Refuse a note, or names of extractors, that a claim cannot hold."""
    if not isinstance(attribution.note, str):
        raise InputTypeError(f"the note of attribution {i}", "a str", type(attribution.note).__name__)
    _check_word(attribution.note, "the note of attribution", i)
    names = attribution.extractors
    if names == ():
        return
    if not isinstance(names, tuple) or not all(isinstance(name, str) and name for name in names):
        raise InputTypeError(f"the extractors of attribution {i}", "a tuple of non-empty str", shown(names))
    for name in names:
        _check_word(name, "an extractor of attribution", i)


def _is_time(time: object) -> bool:
    return (
        isinstance(time, Time)
        and all(isinstance(word, str) and word for word in (time.kind, time.grain) if word is not None)
        and time.kind is not None
        and all(day is None or isinstance(day, date) for day in (time.first, time.last))
    )


def _check_probabilities(label: str, probabilities: object, known: frozenset[str] | None) -> None:
    if not isinstance(probabilities, Mapping):
        raise InputTypeError(f"the probabilities of {label}", "a mapping", type(probabilities).__name__)
    for value, probability in probabilities.items():
        if not isinstance(value, str):
            raise InputTypeError(f"a value of {label}", "a str", type(value).__name__)
        if known is not None and value not in known:
            raise _no_value(label, value, known)
        if not value:
            raise InvalidValueError(f"the probabilities of {label} name an empty value.")
        _check_word(value, "a value of", label)
        # Every claim has two dozen of them, so the message is built only for a wrong one.
        if type(probability) is not float or not 0.0 <= probability <= 1.0:
            _check_probability(probability, f"the probability of {label} {value!r}")


def _no_value(label: str, value: str, known: frozenset[str]) -> InvalidValueError:
    return InvalidValueError(f"{value!r} is not a value of {label}; the values are {', '.join(sorted(known))}.")


def _check_word(word: str, where: str, of: object) -> None:
    """Refuse a lone surrogate, in a message that names the label or the attribution."""
    if not word.isascii():
        try:
            checked_str(word)
        except SurrogateError as error:
            raise SurrogateError(f"{where} {of}", error.position, error.code, error.context) from None


def _check_probability(value: object, where: str) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise InputTypeError(where, "a number", type(value).__name__)
    if not 0 <= value <= 1:
        raise InvalidValueError(f"{where} must be between 0 and 1, not {shown(value)}.")


def _check_parents(attributions: Sequence[Attribution]) -> None:
    safe: set[int] = set()
    for i in range(len(attributions)):
        path: dict[int, None] = {}
        at: int | None = i
        while at is not None and at not in safe:
            if at in path:
                raise ParentError(f"the parents of attribution {at} lead back to it.")
            path[at] = None
            parent = attributions[at].parent
            if parent is not None and (type(parent) is not int or not 0 <= parent < len(attributions)):
                raise ParentError(f"attribution {at} names the parent {shown(parent)}, which is not in the list.")
            at = parent
        safe.update(path)

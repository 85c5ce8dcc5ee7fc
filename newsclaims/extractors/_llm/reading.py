"""Reads the answer of a language model: JSON that may be fenced, cut short, or wrong in some of its claims.

Claims that fit are kept, and those that do not are named. Only an answer without a list of claims cannot be used.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from attrs import evolve, frozen
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import from_json

from newsclaims._model import LABELS
from newsclaims._shown import shown

from .answer import Answer, shortened
from .prompt import Judge
from .reply import Reply

__all__ = ["ReadAnswer", "UnusableAnswerError", "read_answer"]

_OBJECT = re.compile(r'\{\s*"claims"')
"""The beginning of an answer, which can follow other text, such as the thoughts of a model."""
_TRIED = 20
"""How many beginnings are tried at most, the last ones first."""
_MOST_STRINGS = 1_000
"""How many strings in the claims of a window are read, so that it takes seconds at most to find their places.

A model that repeats itself without end gives more."""


class UnusableAnswerError(Exception):
    """An answer without a list of claims.

    Args:
        reason: Why.
        cut: Whether the model could not write more.
    """

    def __init__(self, reason: str, *, cut: bool = False) -> None:
        super().__init__(reason)
        self.cut = cut


def _listed(value: object) -> object:
    """Return a list for a string and for nothing, which models give if they are not forced to fit the schema."""
    if value is None or value == "":
        return []
    return [value] if isinstance(value, str) else value


_Words = Annotated[str, StringConstraints(strict=True)]
_Fragments = Annotated[tuple[_Words, ...], BeforeValidator(_listed)]


class _Item(BaseModel):
    """A claim in an answer. Other fields are ignored, and labels are checked one by one."""

    model_config = ConfigDict(extra="ignore")

    source: _Fragments = ()
    cue: _Fragments = ()
    content: _Fragments = Field(min_length=1)


@frozen(slots=True)
class ReadAnswer:
    """What an answer says.

    Args:
        answers: The claims that fit.
        faults: What does not fit, in words.
        cut: Whether later claims are missing, because the model could not write more.
    """

    answers: tuple[Answer, ...]
    faults: tuple[str, ...] = ()
    cut: bool = False


def read_answer(reply: Reply, judge: Judge) -> ReadAnswer:
    """Read an answer.

    Args:
        reply: What the model sent back.
        judge: `"model"` if labels were asked for.

    Raises:
        UnusableAnswerError: If it has no list of claims.
    """
    if reply.refused:
        raise UnusableAnswerError("the model refused to answer")
    try:
        items, cut = _items(reply.text)
    except UnusableAnswerError:
        if not reply.cut:
            raise
        items, cut = (), True
    if cut and not items:
        reason = "the answer was cut short before the end of its first claim"
        raise UnusableAnswerError(reason, cut=reply.cut is not False)
    faults = [f"the answer was cut short after claim {len(items)}; later ones are missing. Use smaller windows."] * cut
    kept = _kept(items, judge, faults)
    read = tuple(_checked(one, place, kept, faults) for place, one in kept.items())
    return ReadAnswer(read, tuple(faults), cut and reply.cut is not False)


def _kept(items: Sequence[Any], judge: Judge, faults: list[str]) -> dict[int, Answer]:
    """Return the claims of an answer that fit, by their places, and add what is wrong with the others."""
    kept: dict[int, Answer] = {}
    strings = 0
    for place, item in enumerate(items):
        if strings >= _MOST_STRINGS:
            claims = f"only the first {place:,} of its {len(items):,} claims were read"
            faults.append(f"the answer has more than {_MOST_STRINGS:,} strings; {claims}.")
            break
        try:
            one = kept[place] = _answer(item, judge)
        except ValidationError as error:
            faults.append(f"claim {place + 1} of the answer was dropped: {_why(error)}.")
            strings += 1
        else:
            strings += len(one.source) + len(one.cue) + len(one.content)
    return kept


def _answer(item: Any, judge: Judge) -> Answer:
    """Return a claim of an answer; labels and parents are not checked.

    Raises:
        ValidationError: If it does not fit the schema.
    """
    read = _Item.model_validate(item)
    if judge == "taggers":
        return Answer(read.content, read.source, read.cue)
    labels = {name: item[name] for name in LABELS if item.get(name) is not None}
    holder, parent = item.get("holder"), item.get("parent")
    return Answer(
        read.content,
        read.source,
        read.cue,
        holder if isinstance(holder, str) else "",
        parent if type(parent) is int else None,
        labels,
    )


def _items(text: str) -> tuple[Sequence[Any], bool]:
    """Return the claims in an answer, not yet checked, and whether the answer was cut short.

    Raises:
        UnusableAnswerError: If it has no list of claims.
    """
    if not text.strip():
        raise UnusableAnswerError("the answer is empty")
    beginnings = _beginnings(text)
    for beginning in beginnings:
        if (found := _claims_in(_whole(beginning))) is not None:
            return found, False
    for beginning in beginnings:
        if (found := _claims_in(_cut(beginning))) is not None:
            # The last claim may lack its end.
            return found[:-1], True
    raise UnusableAnswerError('the answer is not a JSON object with a list "claims"')


def _beginnings(text: str) -> list[str]:
    """Return the text, and its ends that may be an answer, the last first."""
    places = [found.start() for found in _OBJECT.finditer(text)]
    return [text.lstrip(), *(text[place:] for place in places[: -_TRIED - 1 : -1])]


def _whole(text: str) -> object:
    """Return the JSON value at the beginning of a text; anything can follow it."""
    try:
        return json.JSONDecoder().raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def _cut(text: str) -> object:
    """Return as much as there is of a JSON value that has no end."""
    try:
        return from_json(text, allow_inf_nan=False, allow_partial=True)
    except ValueError:
        return None


def _claims_in(value: object) -> Sequence[Any] | None:
    """Return the list of claims of an answer; a list alone is one too."""
    claims = value.get("claims") if isinstance(value, dict) else value
    return claims if isinstance(claims, list) else None


def _why(error: ValidationError) -> str:
    """Return the first fault of a claim in words, without its value."""
    first = error.errors(include_url=False, include_input=False)[0]
    if not first["loc"]:
        return "it is not a JSON object"
    field = first["loc"][0]
    return (
        f"it has no {field}" if first["type"] in ("missing", "too_short") else f"its {field} is not a list of strings"
    )


def _checked(one: Answer, place: int, kept: Mapping[int, Answer], faults: list[str]) -> Answer:
    """Return a claim without labels that have no such value, and with the place of its parent among those kept."""
    labels = {}
    for name, value in one.labels.items():
        if isinstance(value, str) and value in tuple(LABELS[name].values):
            labels[name] = value
        else:
            said = shortened(value) if isinstance(value, str) else f"a value of type {type(value).__name__}"
            faults.append(f"{one.title} has no {name}: {said} is not one of its values.")
    parent = None
    if one.parent is not None and one.parent != place and one.parent in kept:
        parent = list(kept).index(one.parent)
    elif one.parent is not None:
        faults.append(f"{one.title} has no parent: number {shown(one.parent)} is not another claim of the answer.")
    return evolve(one, labels=labels, parent=parent)

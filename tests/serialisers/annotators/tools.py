"""Helpers for the tests of the annotation tools' formats: an article to mark up, and the schemas of the tools."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]

from newsclaims._model import ClaimSet

__all__ = ["TEXT", "at", "emoji", "spans_of", "tags_of", "validate"]

TEXT = "😀 Ann 😀 Lee said the 🚢 was late, and Bo denied it. The 😀 crew agreed."
"""A text with characters beyond 16 bits before and inside most of its spans."""

_DATA = Path(__file__).parents[2] / "data"


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    """Return the first place of words, in code points."""
    start = text.index(words)
    return start, start + len(words)


def emoji() -> ClaimSet:
    """Return two claims in `TEXT` that share a source, one of which has a content in two pieces."""
    first = {
        "id": "a",
        "source": _passage("Ann 😀 Lee"),
        "cue": {**_passage("said"), "force": "neutral"},
        "content": _passage("the 🚢 was late", "The 😀 crew agreed"),
        "stance": "affirm",
        "score": 0.5,
    }
    second = {"id": "b", "source": _passage("Ann 😀 Lee"), "content": _passage("🚢"), "parent": "a"}
    return ClaimSet(article={"text": TEXT, "id": "emoji"}, claims=[first, second])


def spans_of(claimset: ClaimSet) -> list[tuple[str | None, str | None, str]]:
    """Return the words of source, cue and content of each claim."""
    return [
        (claim.source.text if claim.source else None, claim.cue.text if claim.cue else None, claim.content.text)
        for claim in claimset
    ]


def tags_of(claimset: ClaimSet) -> set[object]:
    """Return every judged value."""
    return {
        value
        for claim in claimset
        for value in (
            *(claim.stance, claim.confidence, claim.cue_force, claim.content.quotation, claim.score),
            claim.source.type if claim.source else None,
        )
        if value is not None
    }


def validate(name: str, instance: object) -> None:
    """Check a JSON value against the documented format of a tool."""
    jsonschema.Draft202012Validator(_schema(name)).validate(instance)


@cache
def _schema(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((_DATA / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return schema


def _passage(*fragments: str) -> dict[str, Any]:
    pairs = map(at, fragments)
    return {"spans": [{"start": start, "end": end} for start, end in pairs], "text": " ... ".join(fragments)}

"""PROV-O in Turtle: which run of which program made the claims, from which article, and who said what.

It follows PROV-O (W3C, 2013) and is for archives and audits. Claims cannot be read back.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Literal

from newsclaims._model import Article, Claim, ClaimSet
from newsclaims.errors import InputTypeError, InvalidValueError, WriteOnlyError

from ..._public import set_public_module
from ..toolkit import writing
from .turtle_statements import (
    ClaimSetStatements,
    Description,
    PredicateObject,
    agent_types,
    literal,
    prefix_lines,
    schema_type_and_name,
    to_turtle,
)

__all__ = ["ProvSerialiser"]


class ProvSerialiser:
    """Writes PROV-O.

    Args:
        generated_at: When the claims were made; None to leave it out, so that equal claim sets give equal bytes.

    Raises:
        InputTypeError: If `generated_at` is not a datetime.
        InvalidValueError: If it has no zone.
    """

    name: str = "prov"
    suffixes: tuple[str, ...] = (".prov.ttl", ".ttl")
    media_type: str = "text/turtle"
    layout: Literal["stream", "file-per-article", "folder"] = "stream"

    def __init__(self, generated_at: datetime | None = None) -> None:
        self._generated_at = None if generated_at is None else _moment(generated_at)

    def dump(self, claimsets: Iterable[ClaimSet], target: BinaryIO | Path) -> None:
        """Write the statements about each claim set as it comes; see `Serialiser.dump`."""
        with writing(target) as stream:
            stream.write(prefix_lines("nc", "prov", "schema", "xsd").encode())
            for claimset in claimsets:
                for block in _blocks(claimset, self._generated_at):
                    stream.write(f"\n{to_turtle(block)}".encode())

    def load(self, source: BinaryIO | Path, *, articles: Mapping[str, Article] | None = None) -> Iterator[ClaimSet]:  # noqa: ARG002
        """Raise `WriteOnlyError`: the format leaves out what is needed to build claims again."""
        raise WriteOnlyError(self.name)


def _moment(value: object) -> str:
    if not isinstance(value, datetime):
        raise InputTypeError("generated_at", "a datetime with a zone", type(value).__name__)
    if value.utcoffset() is None:
        raise InvalidValueError(f"generated_at: {value} has no zone. Write datetime.now(UTC), or add tzinfo=UTC.")
    try:
        return value.astimezone(UTC).isoformat()
    except OverflowError:
        raise InvalidValueError(f"generated_at: {value} is out of the range of dates in UTC.") from None


def _blocks(claimset: ClaimSet, generated_at: str | None) -> Iterator[Description]:
    statements = ClaimSetStatements(claimset)
    yield from statements.about_article()
    yield (
        statements.claimset,
        [
            ("a", "prov:Entity"),
            ("a", "prov:Collection"),
            ("a", "nc:ClaimSet"),
            ("prov:wasDerivedFrom", statements.article),
            *_generated(statements),
            *([("prov:generatedAtTime", literal(generated_at, "xsd:dateTime"))] if generated_at else []),
            *(("prov:hadMember", statements.name("claim", claim.id)) for claim in claimset),
        ],
    )
    yield from statements.about_run(generated_at)
    for claim in claimset:
        yield from _claim(claim, statements)
    yield from statements.about_spans(claimset.claims)


def _claim(claim: Claim, statements: ClaimSetStatements) -> Iterator[Description]:
    yield (
        statements.name("claim", claim.id),
        [
            ("a", "prov:Entity"),
            ("a", "schema:Claim"),
            *_generated(statements),
            *statements.about_claim(claim),
        ],
    )
    content = [("a", "prov:Entity"), *statements.about_content(claim, "prov:value"), *statements.origin(claim)]
    yield statements.name("content", claim.id), content
    if claim.source is not None:
        yield statements.name("source", claim.id), [*agent_types(claim.source), *schema_type_and_name(claim.source)]
    yield from statements.about_passages(claim)
    yield from statements.about_labels(claim)


def _generated(statements: ClaimSetStatements) -> list[PredicateObject]:
    return [("prov:wasGeneratedBy", statements.run)] if statements.run else []


set_public_module("newsclaims.serialisers", ProvSerialiser)

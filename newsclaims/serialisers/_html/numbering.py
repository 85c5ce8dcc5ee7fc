"""What all parts of an article's page share: the numbers of claims, and the ranks of their sources."""

from collections import Counter
from collections.abc import Mapping

from attrs import frozen

from newsclaims._model import Claim, ClaimSet, Span

from .classes import classes_of

__all__ = ["Numbering", "name_elsewhere", "numbered"]


@frozen(slots=True)
class Numbering:
    """The claims of a set with their numbers, from 1 in the order of the set.

    Args:
        claims: The claims by their numbers.
        numbers: The numbers by the claims' ids.
        sources: The names of the sources with their numbers of claims, the most frequent first; `""` is for claims
            without a source.
        classes: The names of the classes of each claim, by its number.
    """

    claims: Mapping[int, Claim]
    numbers: Mapping[str, int]
    sources: Mapping[str, int]
    classes: Mapping[int, tuple[str, ...]]


def numbered(claimset: ClaimSet) -> Numbering:
    """Number the claims of a set.

    Args:
        claimset: The set.
    """
    claims = dict(enumerate(claimset.claims, 1))
    # Sorting keeps the order of equal counts: the order of first appearance.
    counts = Counter(claim.source_name for claim in claimset.claims)
    sources = dict(sorted(counts.items(), key=lambda item: -item[1]))
    ranks = {name: rank for rank, name in enumerate(sources, 1)}
    return Numbering(
        claims,
        {claim.id: number for number, claim in claims.items()},
        sources,
        {number: classes_of(claim, ranks[claim.source_name]) for number, claim in claims.items()},
    )


def name_elsewhere(claim: Claim) -> Span | None:
    """Return the place of the name of a claim's source; None if the source's own words hold it, or it is not known.

    Args:
        claim: The claim.
    """
    source = claim.source
    if source is None or source.mention_of is None:
        return None
    name = source.mention_of
    inside = any(span.start <= name.start and name.end <= span.end for span in source.spans)
    return None if inside else name

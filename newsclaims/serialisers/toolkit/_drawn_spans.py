"""Trims spans that a person drew in an annotation tool, because a mouse often takes the space beside a word too."""

from collections.abc import Iterator, Sequence

from attrs import field, frozen

from ._marked_claims import Fragments, MarkedClaim

__all__ = ["trim_claims"]

_SHOWN = 40
"""The largest number of characters that a warning shows of a span."""


def trim_claims(
    text: str, claims: Sequence[MarkedClaim], *, drawn: Sequence[bool] | None = None
) -> tuple[list[MarkedClaim], list[str]]:
    r"""Return claims whose spans do not begin or end in white space, and warnings about the spans that did.

    A span of only white space is left out. A span that is not in the text is not changed, so that `build_claimset` can
    report it.

    Args:
        text: The article's text.
        claims: The claims.
        drawn: For each claim, whether a person may have drawn its spans; other claims are not changed. None if all were
            drawn.

    Example:
        >>> claims, warnings = trim_claims("So Ann said.", [MarkedClaim(content=((2, 7),))])
        >>> claims[0].content
        ((3, 6),)
        >>> print(*warnings)
        spans with white space at their edges, trimmed: 1, for example ' Ann ' at 2..7.
    """
    trimmer = _Trimmer(text)
    by_hand = [True] * len(claims) if drawn is None else drawn
    trimmed = [claim.reshaped(trimmer.trim) if one else claim for claim, one in zip(claims, by_hand, strict=True)]
    return trimmed, list(trimmer.warnings())


@frozen(slots=True)
class _Trimmer:
    """Trims fragments, and notes those that it changed; two claims can share one."""

    text: str
    cut: dict[tuple[int, int], None] = field(factory=dict)
    blank: dict[tuple[int, int], None] = field(factory=dict)

    def trim(self, fragments: Fragments) -> Fragments:
        return tuple(kept for start, end in fragments for kept in self._trimmed(start, end))

    def warnings(self) -> Iterator[str]:
        if self.cut:
            yield f"spans with white space at their edges, trimmed: {self._shown(self.cut)}"
        if self.blank:
            yield f"spans of only white space, left out: {self._shown(self.blank)}"

    def _trimmed(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        words = self.text[start:end]
        if not 0 <= start < end <= len(self.text) or words == words.strip():
            yield start, end
        elif words.isspace():
            self.blank[start, end] = None
        else:
            self.cut[start, end] = None
            yield start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())

    def _shown(self, changed: dict[tuple[int, int], None]) -> str:
        start, end = next(iter(changed))
        words = self.text[start:end]
        if len(words) > _SHOWN:
            # The edges are what was changed.
            words = f"{words[: _SHOWN // 2]}...{words[-_SHOWN // 2 :]}"
        return f"{len(changed)}, for example {words!r} at {start}..{end}."

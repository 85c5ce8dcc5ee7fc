"""The `Summary`: how many claims there are by source, stance, confidence and the other labels."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from attrs import frozen

from ... import _plugins as plugins
from ...errors import InputTypeError
from ..claim import Claim
from ..frozen import FrozenMapping
from ..labels import LABELS, Confidence, CueForce, QuotationType, SourceType, Stance
from ..source_names import spelling_key, usual_spelling
from .as_text import SHOWN_SOURCES, summary_lines
from .chart import MOST_SOURCES, chart

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd

    from ..claimset import ClaimSet

__all__ = ["SourceSummary", "Summary", "type_of_source"]

_NOT_JUDGED: Final = "not_judged"
"""The column of a data frame for claims whose stance was not judged."""

_Value = TypeVar("_Value", bound=StrEnum)
Counts = Mapping[_Value | None, int]
"""A frozen mapping of all values of a label to numbers of claims, in the order of the guidelines; None is last."""


@frozen(slots=True)
class SourceSummary:
    """The claims of one source.

    Args:
        name: The source's name, in its most frequent spelling; `""` for the claims without a source.
        type: Its type: that of most of its claims, where a reference such as "she" counts only if nothing else does;
            `SourceType.NONE` without a source, and None if it was not judged.
        claims: The number of its claims.
        by_stance: Each stance with its number of claims; None stands for "not judged".
    """

    name: str
    type: SourceType | None
    claims: int
    by_stance: Counts[Stance]


@frozen(slots=True)
class Summary:
    """Numbers of claims: by source, and by the values of each label.

    A mapping of numbers has all values of its label, in the order of the guidelines, and then None for "not judged".
    `print(summary)` shows it as a table, a notebook as a table with bars.

    Args:
        articles: The number of articles.
        claims: The number of claims.
        sources: The sources, those with most claims first; equal ones in order of appearance.
        by_stance: Each stance with its number of claims.
        by_confidence: Each confidence with its number of claims.
        by_cue_force: Each force with its number of claims; None also stands for claims without a cue.
        by_source_type: Each source type with its number of claims.
        by_quotation: Each quotation type with its number of claims.

    Example:
        >>> from newsclaims import extract
        >>> summary = extract("Ann denied it had rained. Bob said it had rained. Ann said it was dry.").summary()
        >>> [(source.name, source.claims) for source in summary.sources]
        [('Ann', 2), ('Bob', 1)]
        >>> summary.by_stance["deny"]
        1
    """

    articles: int
    claims: int
    sources: tuple[SourceSummary, ...]
    by_stance: Counts[Stance]
    by_confidence: Counts[Confidence]
    by_cue_force: Counts[CueForce]
    by_source_type: Counts[SourceType]
    by_quotation: Counts[QuotationType]

    @classmethod
    def of(cls, claimsets: "Iterable[ClaimSet]") -> Self:
        """Return the summary of several claim sets, which are read one by one.

        Claims are claims of one source if the names of their sources are equal, without regard to letter case and white
        space. The source then has its most frequent spelling.

        Args:
            claimsets: The claim sets, for example those of `load`.

        Raises:
            InputTypeError: If something is not a claim set.
        """
        by_source: dict[str, _Tally] = {}
        labels: dict[str, Counter[StrEnum | None]] = {name: Counter() for name in LABELS}
        articles = 0
        for articles, claimset in enumerate(_checked(claimsets), 1):  # noqa: B007
            for claim in claimset:
                by_source.setdefault(spelling_key(claim.source_name), _Tally()).add(claim)
                for name, counter in labels.items():
                    counter[getattr(claim, name)] += 1
        sources = [tally.summary() for tally in by_source.values()]
        counts: dict[str, Any] = {f"by_{name}": _counts(LABELS[name].values, found) for name, found in labels.items()}
        return cls(
            articles=articles,
            claims=sum(source.claims for source in sources),
            sources=tuple(sorted(sources, key=lambda source: -source.claims)),
            **counts,
        )

    def to_pandas(self) -> "pd.DataFrame":
        """Return the sources as a pandas data frame: a row for each, with its claims by stance.

        Raises:
            MissingExtraError: If `newsclaims[pandas]` is not installed.
        """
        pandas = plugins.optional_import("pandas", feature="Summary.to_pandas()", extra="pandas")
        stances = {stance: stance or _NOT_JUDGED for stance in (*Stance, None)}
        frame: pd.DataFrame = pandas.DataFrame(
            [
                (source.name or None, source.type, source.claims, *(source.by_stance[stance] for stance in stances))
                for source in self.sources
            ],
            columns=["source_name", "source_type", "claims", *stances.values()],
        )
        return frame

    def plot(self, *, sources: int = MOST_SOURCES) -> "alt.LayerChart":
        """Return a chart of the stances of each source: stacked bars, the source with most claims at the top.

        Args:
            sources: The largest number of sources to show. If there are more, the chart says so.

        Raises:
            InvalidValueError: If that number is less than 1.
            MissingExtraError: If `newsclaims[plot]` is not installed.
        """
        return chart(self, sources)

    def __str__(self) -> str:
        return "\n".join(summary_lines(self))

    __repr__ = __str__

    def __rich_repr__(self) -> Iterator[tuple[str, object]]:
        """Yield what `rich` prints: the sources with most claims, and the values that occur."""
        yield "articles", self.articles
        yield "claims", self.claims
        yield "sources", {source.name: source.claims for source in self.sources[:SHOWN_SOURCES]}
        if len(self.sources) > SHOWN_SOURCES:
            yield "more_sources", len(self.sources) - SHOWN_SOURCES
        for name in LABELS:
            counts = getattr(self, f"by_{name}")
            yield f"by_{name}", {value and value.value: claims for value, claims in counts.items() if claims}

    def _repr_html_(self) -> str:
        """Return the summary as HTML for a notebook."""
        html: str = plugins.get("serialiser", "html").fragment(self)
        return html


def type_of_source(types: Counter[SourceType | None]) -> SourceType | None:
    """Return the type of a source whose claims have several: the most frequent that says the most.

    A reference such as "she" counts only if there is nothing else, because the name that it stands for says more.

    Args:
        types: The types of its claims, with their numbers; of equal numbers the first one wins.
    """
    return max(types, key=lambda kind: (kind is not None, kind is not SourceType.REFERENCE, types[kind]), default=None)


class _Tally:
    """Counts the claims of one source."""

    def __init__(self) -> None:
        self._names: Counter[str] = Counter()
        self._types: Counter[SourceType | None] = Counter()
        self._stances: Counter[StrEnum | None] = Counter()

    def add(self, claim: Claim) -> None:
        """Count one more claim."""
        self._names[claim.source_name] += 1
        self._types[claim.source_type] += 1
        self._stances[claim.stance] += 1

    def summary(self) -> SourceSummary:
        """Return the numbers counted so far."""
        name, counts = usual_spelling(self._names), _counts(Stance, self._stances)
        return SourceSummary(name, type_of_source(self._types), self._stances.total(), counts)


def _checked(claimsets: "Iterable[ClaimSet]") -> "Iterator[ClaimSet]":
    # Imported here because the module of `ClaimSet` imports this one.
    from ..claimset import ClaimSet

    if isinstance(claimsets, ClaimSet):
        raise InputTypeError("the argument of Summary.of()", "several claim sets", "ClaimSet", "Use claims.summary().")
    if not isinstance(claimsets, Iterable):
        raise InputTypeError("the argument of Summary.of()", "several claim sets", type(claimsets).__name__)
    for claimset in claimsets:
        if not isinstance(claimset, ClaimSet):
            raise InputTypeError("what Summary.of() gets", "claim sets", type(claimset).__name__)
        yield claimset


def _counts(values: Iterable[_Value], counter: Counter[StrEnum | None]) -> Counts[_Value]:
    """Return the number of each value of a label, and of None."""
    return FrozenMapping({value: counter[value] for value in (*values, None)})

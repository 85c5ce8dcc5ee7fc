"""Draws a summary as a chart: the stances of each source, as stacked bars.

The chart is data for Vega-Lite, which altair makes; nothing is drawn or fetched here. The names of sources are values
in that data and never part of an expression, which Vega would run.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from ... import _plugins as plugins
from ...errors import InputTypeError, InvalidValueError
from .as_text import BLANK, NO_SOURCE, headline, name_of, number, signed, words
from .stance_signs import stance_signs

if TYPE_CHECKING:
    import altair as alt

    from .summary import SourceSummary, Summary

__all__ = ["MOST_SOURCES", "chart"]

MOST_SOURCES: Final = 20
"""How many sources a chart shows if the caller does not say."""
_WIDTH: Final = 480
_ROW: Final = 22
"""The height of a bar with the space around it, in pixels."""
_LONGEST_NAME: Final = 220
"""The largest width of a source's name, in pixels; longer ones end with an ellipsis."""
_AXIS: Final = {
    "domain": False,
    "ticks": False,
    "labelLimit": _LONGEST_NAME,
    "labelPadding": 8,
    # The claims without a source have the name "", because null would be mixed up with a source whose name is "null".
    "labelExpr": f"datum.value === '' ? '{NO_SOURCE}' : trim(datum.label) || '{BLANK}'",
}
_SIGN_WIDTH: Final = 14
"""The least width of a part of a bar that has its sign in it, in pixels."""


def chart(summary: "Summary", sources: int) -> "alt.LayerChart":
    """Return a chart of the stances of each source.

    Args:
        summary: The summary.
        sources: The largest number of sources to show.

    Raises:
        InputTypeError: If that is not an int.
        InvalidValueError: If it is less than 1.
        MissingExtraError: If `newsclaims[plot]` is not installed.
    """
    if not isinstance(sources, int) or isinstance(sources, bool):
        raise InputTypeError("sources in plot()", "an int", type(sources).__name__)
    if sources < 1:
        raise InvalidValueError(f"sources in plot() must be at least 1, not {sources}.")
    altair = plugins.optional_import("altair", feature="plot()", extra="plot")
    shown = summary.sources[:sources]
    most = max((source.claims for source in shown), default=1)
    parts = [part for rank, source in enumerate(shown) for part in _parts(source, rank, _WIDTH / most)]
    names = altair.Y("source:N").sort(field="rank", op="min").title(None).axis(**_AXIS)
    base = altair.Chart(altair.Data(values=parts)).encode(y=names)
    bars = base.mark_bar(stroke="white", strokeWidth=1, height=altair.RelativeBandSize(0.72)).encode(
        x=altair.X("start:Q")
        .title("claims")
        .axis(format=",d", tickMinStep=1, grid=False, titleFontWeight="normal", titleAnchor="end"),
        x2="end:Q",
        color=_colours(altair, shown),
        tooltip=[altair.Tooltip("shown:N", title="source"), "type:N", "stance:N", "claims:Q"],
    )
    signs = base.mark_text(baseline="middle", color="white", fontSize=13, fontWeight="bold").encode(
        x="middle:Q", text="sign:N"
    )
    title = altair.Title("Stance by source", subtitle=_subtitle(summary, sources), anchor="start", offset=12)
    drawn: alt.LayerChart = altair.layer(bars, signs).properties(
        width=_WIDTH, height=altair.Step(_ROW), title=title, view=altair.ViewBackground(stroke=None)
    )
    return drawn


def _parts(source: "SourceSummary", rank: int, scale: float) -> Iterator[dict[str, Any]]:
    """Yield the parts of a source's bar; `scale` is the width of one claim in pixels."""
    start = 0
    for stance, claims in source.by_stance.items():
        if claims:
            yield {
                "source": source.name,
                "shown": name_of(source),
                "rank": rank,
                "type": words(source.type),
                "stance": signed(stance),
                "claims": claims,
                "start": start,
                "middle": start + claims / 2,
                "end": start + claims,
                "sign": stance_signs()[stance].sign if claims * scale >= _SIGN_WIDTH else "",
            }
        start += claims


def _colours(altair: Any, sources: Sequence["SourceSummary"]) -> Any:
    """Return the colours of the stances that occur, in the order of the guidelines, with a legend."""
    signs = stance_signs()
    stances = [stance for stance in signs if any(source.by_stance[stance] for source in sources)]
    scale = altair.Scale(domain=[*map(signed, stances)], range=[signs[stance].colour for stance in stances])
    return altair.Color("stance:N").scale(scale).legend(title="stance", orient="right")


def _subtitle(summary: "Summary", shown: int) -> str:
    """Return the numbers, and what the chart leaves out."""
    others = summary.sources[shown:]
    left = f". Not shown: {number(len(others), 'source')} with {number(sum(o.claims for o in others), 'claim')}"
    return headline(summary) + (left if others else "")

"""The chart of stances by source: its data, its order, its colours, and names that are only data."""

from typing import Any

import pytest
from hypothesis import given
from model.summaries.test_summary import speaking
from serialisers.strategies import claimsets

from newsclaims._model import ClaimSet, Stance, stance_signs
from newsclaims._plugins import Extra
from newsclaims.errors import InputTypeError, InvalidValueError

needs_altair = pytest.mark.skipif(not Extra("plot", ("altair",)).is_installed(), reason="needs newsclaims[plot]")


def spec(claims: ClaimSet, **options: Any) -> dict[str, Any]:
    """Return the chart of a set as plain values."""
    made: dict[str, Any] = claims.plot(**options).to_dict()
    return made


def without_data(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a chart without its data and the words above it."""
    return {**spec, "data": None, "title": None}


@needs_altair
@given(claimsets())
def test_every_claim_is_in_a_bar(claimset: ClaimSet) -> None:
    """The parts of the bars lie side by side from 0, and have all claims of the sources shown."""
    parts = spec(claimset)["data"]["values"]
    shown = claimset.summary().sources[:20]
    assert sum(part["claims"] for part in parts) == sum(source.claims for source in shown)
    for rank, source in enumerate(shown):
        mine = [part for part in parts if part["rank"] == rank]
        assert {part["source"] for part in mine} == {source.name}
        assert [part["start"] for part in mine] == [0, *(part["end"] for part in mine[:-1])]
        assert mine[-1]["end"] == source.claims


@needs_altair
def test_names_are_only_data() -> None:
    """A name that looks like code or a field changes only the data."""
    plain, odd = (speaking((name, Stance.DENY)) for name in ("Ada", "datum.x[0]']) || alert(1) <b>"))
    assert without_data(spec(plain)) == without_data(spec(odd))
    assert spec(odd)["data"]["values"][0]["source"] == "datum.x[0]']) || alert(1) <b>"


@needs_altair
def test_claims_without_a_source_have_a_bar_of_their_own() -> None:
    """Their name is empty, which no source's name is; what is shown instead is only shown."""
    parts = spec(speaking(("", None), ("(no source)", None), ("null", None)))["data"]["values"]
    assert [part["source"] for part in parts] == ["", "(no source)", "null"]
    assert [part["shown"] for part in parts] == ["(no source)", "(no source)", "null"]
    blank = spec(speaking(("\u3000", None)))["data"]["values"]
    assert [(part["source"], part["shown"]) for part in blank] == [("\u3000", "(blank)")]


@needs_altair
def test_equal_sets_have_equal_charts() -> None:
    """The same claims give the same JSON, whatever was drawn before."""
    claims = speaking(("Ada", Stance.DENY), ("", None))
    assert claims.plot().to_json() == claims.plot().to_json()


@needs_altair
def test_colour_is_never_the_only_sign() -> None:
    """The legend names each stance that occurs with its sign and colour, and the bars have the signs too."""
    made = spec(speaking(("Ada", Stance.OPPOSE), ("Ada", Stance.AFFIRM), ("Bo", None)))
    scale = made["layer"][0]["encoding"]["color"]["scale"]
    assert scale["domain"] == ["+ affirm", "↓ oppose", "not judged"]
    assert scale["range"] == [stance_signs()[stance].colour for stance in (Stance.AFFIRM, Stance.OPPOSE, None)]
    assert [part["sign"] for part in made["data"]["values"]] == ["+", "↓", ""]
    assert made["layer"][1]["encoding"]["text"]["field"] == "sign"


@needs_altair
def test_a_narrow_part_has_no_sign() -> None:
    """A sign that would not fit into its part of the bar is left out."""
    claims = speaking(*[("Ada", Stance.AFFIRM)] * 99, ("Ada", Stance.DENY))
    assert [part["sign"] for part in spec(claims)["data"]["values"]] == ["+", ""]


@needs_altair
def test_the_chart_says_what_it_leaves_out() -> None:
    """Only the most frequent sources are drawn, and the words above the chart count the others."""
    claims = speaking(("Ada", None), ("Bo", None), ("Ada", None), ("Cy", None))
    made = spec(claims, sources=1)
    assert {part["source"] for part in made["data"]["values"]} == {"Ada"}
    expected = "4 claims by 3 sources in 1 article. Not shown: 2 sources with 2 claims"
    assert made["title"]["subtitle"] == expected
    assert spec(claims)["title"]["subtitle"] == "4 claims by 3 sources in 1 article"


@needs_altair
def test_no_claims_is_a_chart_that_says_so() -> None:
    """A set without claims gives a chart without bars."""
    made = spec(speaking())
    assert (made["data"]["values"], made["title"]["subtitle"]) == ([], "No claims in 1 article")


def test_the_number_of_sources_is_checked() -> None:
    """It is a whole number of at least 1; the error comes before altair is needed."""
    with pytest.raises(InvalidValueError, match="sources in plot\\(\\) must be at least 1, not 0"):
        speaking().plot(sources=0)
    for wrong in (True, "20", 2.5):
        with pytest.raises(InputTypeError, match="sources in plot\\(\\) must be an int"):
            speaking().plot(sources=wrong)  # type: ignore[arg-type]

"""The settings of a run: how plug-ins are described, and how differences are named."""

import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pipeline.given import Labeller

import newsclaims as nc
from newsclaims._pipeline.runs.outputs import output_for
from newsclaims._pipeline.runs.settings import differences, settings_of
from newsclaims.errors import InvalidValueError
from newsclaims.serialisers import CsvSerialiser
from newsclaims.testing import ScriptedExtractor

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def of(extractor: Any = None, format: Any = "jsonl", **more: Any) -> dict[str, Any]:
    pipeline = nc.Pipeline(extractor or ScriptedExtractor(), [Labeller(frozenset({"b", "a"}))])
    return settings_of(pipeline.extractor, pipeline.taggers, output_for("claims.x", format, None), 80, more)


class Own:
    """An extractor with attributes of many kinds."""

    name = "own"

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)

    def extract(self, texts: Any) -> Any:
        """Find nothing."""
        return [[] for _ in texts]


class Telling(Own):
    """An extractor that says itself what its settings are."""

    @property
    def settings(self) -> dict[str, object]:
        """Return the settings."""
        return {"level": self.__dict__["level"], "path": Path("a")}


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (of(), of(), ""),
        (of(), of(ScriptedExtractor(script=[("A", "b", "c")])), "extractor.script: "),
        (of(), of(Own()), "extractor: scripted -> own"),
        (of(Own(level=1)), of(Own(level=2)), "extractor.level: 1 -> 2"),
        (of(Own(_level=None)), of(Own(_level={"b": [2]})), "extractor.level.b: nothing -> [2]"),
        (of(Own(when=dt.date(2024, 1, 2))), of(Own(when=dt.date(2024, 1, 3))), "when: 2024-01-02 -> 2024-01-03"),
        (of(Own(cache=object(), __x=1)), of(Own(cache=print, __x=2)), ""),
        (of(Telling(level=1, other=1)), of(Telling(level=1, other=2)), ""),
        (of(Telling(level=1)), of(Telling(level=2)), "extractor.level: 1 -> 2"),
        (of(format="csv"), of(format=CsvSerialiser(bom=True)), "format.bom: false -> true"),
        (of(reader={"encoding": "a"}), of(reader={"encoding": "b"}), "reader.encoding: a -> b"),
        (of(a=1, b=1, c=1, d=1, e=1, f=1, g=1, h=1), of(), "; ..."),
    ],
)
def test_differences_are_named(before: dict[str, Any], now: dict[str, Any], expected: str) -> None:
    """A difference names the setting with its values; equal settings have none."""
    found = differences(before, now)
    assert expected in found
    assert bool(found) == bool(expected)


def test_another_extractor_is_one_difference() -> None:
    """If there is another plug-in, its version and its own settings are not named too."""
    assert differences(of(), of(Own(level=1))).count("extractor") == 1


def test_settings_of_the_caller_do_not_replace_others() -> None:
    """A setting of the caller with the name of one of ours is another setting."""
    assert of(newsclaims="x")["newsclaims"] == nc.__version__
    assert differences(of(newsclaims="x"), of(newsclaims="y")) == "settings.newsclaims: x -> y"


@pytest.mark.parametrize("value", [object(), [object()], {(1,): "a"}, b"a"])
def test_settings_that_no_process_could_compare_are_refused(value: Any) -> None:
    """A setting of the caller that is not a plain value is an error that names it."""
    with pytest.raises(InvalidValueError, match=r"settings must be plain values, .* and 'a' is of type"):
        of(a=value)


def without_none(value: Any) -> Any:
    """Return a value without the settings that have none."""
    if not isinstance(value, dict):
        return value
    kept = {name: without_none(item) for name, item in value.items()}
    return {name: item for name, item in kept.items() if item is not None and item != {}}


@given(PLAIN, PLAIN)
def test_settings_are_different_only_if_they_are(one: Any, other: Any) -> None:
    """Settings of plain values are equal to themselves, in any order, and differ from others with other values."""
    assert differences(of(x=one), of(x=one)) == ""
    if of(x=without_none(one)) != of(x=without_none(other)):
        assert differences(of(x=one), of(x=other)) or not one or not other


def test_odd_values_are_stored(tmp_path: Path) -> None:
    """Halves of characters, sets and paths have a form that is equal in every process."""
    values = {"path": Path("a"), "set": {"b", "a", "c"}, "half": "\ud83d", os.sep: (1, 2)}
    found = of(values=values)["settings"]["values"]
    assert found == {"path": "a", "set": ["a", "b", "c"], "half": "\\ud83d", os.sep: [1, 2]}


@pytest.mark.issue(20)
def test_a_number_of_thousands_of_digits_can_be_a_setting() -> None:
    """Python does not write such a number in decimal; two of them still differ."""
    huge: Any = 10**5_000
    pipeline = nc.Pipeline(ScriptedExtractor(), taggers=[])
    found = [
        settings_of(
            pipeline.extractor, (), output_for("claims.jsonl", None, None), 80, {"limit": number, "keys": {number: 1}}
        )
        for number in (huge, huge + 1)
    ]
    assert found[0] != found[1]

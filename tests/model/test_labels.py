"""The labels: their values are those of the guidelines, a table says where each is stored, and names are checked."""

import inspect
import re
import typing
from importlib.resources import files
from typing import Any

import pytest

from newsclaims import Claim, ClaimSet, Confidence, CueForce, QuotationType, Source, SourceType, Stance, testing
from newsclaims._model import FOUND, LABELS, PassageName, check_own_label, labels_in
from newsclaims._model.labels import RESERVED
from newsclaims.errors import InputTypeError, InvalidValueError, SurrogateError
from newsclaims.serialisers._csv_format import COLUMNS
from newsclaims.serialisers._parquet.serialiser import ParquetSerialiser

VALUES = {
    Stance: "affirm deny question advocate oppose neutral",
    Confidence: "certain probable possible unknown",
    CueForce: "neutral endorsing distancing",
    SourceType: "named_person named_organisation government anonymous document public reference none",
    QuotationType: "direct indirect mixed",
}


@pytest.mark.parametrize("labels", VALUES, ids=lambda labels: labels.__name__)
def test_the_values_are_those_of_the_guidelines(labels: type[Stance]) -> None:
    """Each member is a str, equal to its value, and its name is the value in capitals."""
    assert [str(label) for label in labels] == VALUES[labels].split()
    assert all(label == label.value == label.name.lower() for label in labels)


def test_the_table_says_where_each_label_stands() -> None:
    """A claim's property returns what the table finds in the field, and each passage has a label."""
    claims = [claim for claimset in testing.sample_claimsets() for claim in claimset]
    assert list(LABELS) == ["stance", "confidence", "cue_force", "source_type", "quotation"]
    for name, label in LABELS.items():
        assert label.name == name
        assert {label.stored(claim) for claim in claims} > {None}
        for claim in claims:
            there = label.passage == "claim" or getattr(claim, label.passage) is not None
            assert getattr(claim, name) == (label.stored(claim) if there else label.absent)
    passages = typing.get_args(PassageName)
    assert {label for passage in passages for label in labels_in(passage)} == set(LABELS.values())


def test_the_type_none_cannot_be_stored() -> None:
    """A source in the text cannot have the type `none`."""
    assert [label.name for label in LABELS.values() if label.absent is not None] == ["source_type"]
    with pytest.raises(InvalidValueError, match="a source cannot have the type 'none'"):
        Source(spans=({"start": 0, "end": 1},), text="x", type=LABELS["source_type"].absent)


@pytest.mark.parametrize(
    "name",
    ["brat/annotation.conf", "cas/TypeSystem.xml", "labelstudio/config.xml", "rdf/shapes.ttl", "rdf/prov_shapes.ttl"],
)
def test_files_for_other_programs_list_every_value(name: str) -> None:
    """The files that describe labels to other programs list every value of every label."""
    words = set(re.findall(r"\w+", (files("newsclaims") / "data" / name).read_text(encoding="utf-8")))
    values = {value for label in LABELS.values() for value in label.values if value is not label.absent}
    assert values - words == set()


@pytest.mark.parametrize("passages", [("source",), ("cue",), ("claim", "content")], ids="-".join)
def test_no_two_labels_of_a_passage_share_a_value(passages: tuple[PassageName, ...]) -> None:
    """A value identifies its label, because some formats (e.g. web annotations) tag words with a value only."""
    values = [value for passage in passages for label in labels_in(passage) for value in label.values]
    assert len(set(values)) == len(values)


def test_built_in_names_are_reserved() -> None:
    """Names of fields, properties, options of `where` and columns cannot be custom labels."""
    properties = {name for name, value in vars(Claim).items() if isinstance(value, property)}
    options = set(inspect.signature(ClaimSet.where).parameters) - {"self", "labels"}
    taken = (
        set(LABELS) | set(Claim.model_fields) | properties | set(ClaimSet.model_fields) | options | {FOUND, "holder"}
    )
    assert taken | set(COLUMNS) <= RESERVED
    if ParquetSerialiser.extra.is_installed():
        from newsclaims.serialisers._parquet.arrow import schema

        assert taken | set(COLUMNS) | set(schema(whole=True).names) == RESERVED


@pytest.mark.parametrize("name", ["topic", "a b", "é", "acme:topic", "topic?", "=1"])
def test_any_other_name_can_be_a_label(name: str) -> None:
    """Any other name is returned unchanged."""
    assert check_own_label(name) == name


@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        ("stance", InvalidValueError, "'stance' cannot be a label of your own: it is the name of a built-in label"),
        ("Cue_Force", InvalidValueError, "'Cue_Force' cannot be a label of your own: it is the name of a built-in"),
        ("score", InvalidValueError, "it is the name of a field, an option or a column of newsclaims. Choose another"),
        ("min_score", InvalidValueError, "a field, an option or a column"),
        ("TITLE", InvalidValueError, "a field, an option or a column"),
        ("", InvalidValueError, "the name of a label must not be empty"),
        (3, InputTypeError, "the name of a label must be a str, not int"),
        ("\ud800", SurrogateError, "lone surrogate"),
    ],
)
def test_a_reserved_or_wrong_name_is_refused(name: Any, error: type[Exception], words: str) -> None:
    """The message says why the name is refused; case makes no difference."""
    with pytest.raises(error, match=words):
        check_own_label(name)

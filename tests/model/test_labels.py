"""The labels have the values of the guidelines, and no others."""

import pytest

from newsclaims import Confidence, CueForce, QuotationType, SourceType, Stance

VALUES = {
    Stance: "affirm deny question advocate oppose neutral",
    Confidence: "certain probable possible unknown",
    CueForce: "neutral endorsing distancing",
    SourceType: "named_person named_organisation government anonymous document public reference none",
    QuotationType: "direct indirect mixed",
}


@pytest.mark.parametrize("labels", VALUES, ids=lambda labels: labels.__name__)
def test_the_values_are_those_of_the_guidelines(labels: type[Stance]) -> None:
    """Each label is a str, equal to its value, under its name in capitals."""
    assert [str(label) for label in labels] == VALUES[labels].split()
    assert all(label == label.value == label.name.lower() for label in labels)

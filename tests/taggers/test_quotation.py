"""Quotation types: direct, indirect, mixed."""

import pytest
from taggers.marked import judge, words


@pytest.mark.parametrize(
    ("marked", "value"),
    [
        ("<“It rains,”> [she] {said}.", "direct"),
        ("“<It rains,>” [she] {said}.", "direct"),
        ('<"It rains,"> [she] {said}.', "direct"),
        ("<“It rains,”> [she] {said}, <“and snows.”>", "direct"),
        ("[She] {said} <it rains>.", "indirect"),
        ("[She] {said} <it “rains” a lot>.", "mixed"),
        ("[She] {said} <that “it rains”>.", "mixed"),
        ("<“It rains,”> [she] {said}, <and it snows>.", "mixed"),
        ("“It snows.” [She] {said} <it rains>.", "indirect"),
        ("[She] {said} <“”>.", "indirect"),
        ("[She] {said}: <“It rains, and ‘it pours’.”>", "direct"),
    ],
)
def test_types(marked: str, value: str) -> None:
    """Words inside the outermost marks are direct, words outside are not; punctuation at the edge does not count."""
    assert judge(marked)["quotation"].value == value


def test_evidence() -> None:
    """The evidence is the text in quotation marks."""
    assert words("[She] {said} <it “rains” a lot>.", "quotation") == ["“rains”"]
    assert words("[She] {said} <it rains>.", "quotation") == []

"""Interviews without labels: questions as short lines, and the answers below them."""

import pytest
from text.given import Row, said

INTERVIEWS: list[tuple[str, list[Row]]] = [
    (
        (
            "The owner of the yard talks of gulls.\n\nHow did it start?\n\nI bought a boat.\n\nAnd then?\n\n"
            "My wife laughed at me.\n\nIt cannot have been cheap.\n\nNo, I borrowed from everyone.\n\n"
            "Would you do it again?\n\nI think so. Ask my wife.\n\nThe yard is open until May."
        ),
        [
            (None, True, ["How did it start?"]),
            (None, False, ["I bought a boat"]),
            (None, True, ["And then?"]),
            (None, False, ["My wife laughed at me"]),
            (None, True, ["It cannot have been cheap"]),
            (None, False, ["No, I borrowed from everyone"]),
            (None, True, ["Would you do it again?"]),
            (None, False, ["I think so. Ask my wife"]),
        ],
    ),
    (
        (
            "Who taught you?\n\nMy aunt. I was nine.\n\nShe never praised me.\n\nYou left school early.\n\nI did.\n\n"
            "Any regrets?\n\nNone that I would print."
        ),
        [
            (None, True, ["Who taught you?"]),
            (None, False, ["My aunt. I was nine.", "She never praised me"]),
            (None, True, ["You left school early"]),
            (None, False, ["I did"]),
            (None, True, ["Any regrets?"]),
            (None, False, ["None that I would print"]),
        ],
    ),
]


@pytest.mark.parametrize(("text", "turns"), INTERVIEWS)
def test_interviews(text: str, turns: list[Row]) -> None:
    """A short line that asks or addresses somebody is a question; the lines after it are the answer, without a name."""
    assert said(text, "turn") == turns


@pytest.mark.parametrize(
    "text",
    [
        "Why does it close?\n\nIt is old.\n\nWho pays?\n\nThe ministry has said so.\n\nWhat next?\n\nNothing, for now.",
        "Who can apply?\n\nAnyone.\n\nCan I pay later?\n\nYou can.\n\nMust I sign?\n\nNo. We trust you.",
        "How did it start?\n\nI bought a boat.\n\nAnd then?\n\nMy wife laughed at me.",
        "“Did you see it?” she asked.\n\nI did.\n\n“Where?” she asked.\n\nI forget.\n\n“When?” she asked.\n\nI forget.",
    ],
)
def test_no_interviews(text: str) -> None:
    """Questions that the article answers itself, only two questions, and quoted questions do not make an interview."""
    assert said(text, "turn") == []

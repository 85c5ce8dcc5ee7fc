"""Page furniture: captions, links, notes and list items, and the start of prose after a time or a bullet."""

import pytest
from text.given import bodies, kinds

PROSE = "The council said on Monday that the quay would close in May, and that the port would pay for the works."


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Photo: Ada Quist", "caption"),
        ("FILE - The quay in May.", "caption"),
        ("The quay in May. (Ada Quist/Port Agency)", "caption"),
        ("[Image: The quay in May. Picture: Ada Quist]", "caption"),
        ("Ada Quist on the quay (Picture: Bo Lind)", "caption"),
        ("PHOTO: Facebook", "caption"),
        ("Image source, Ada Quist", "caption"),
        ("Image caption, The mayor says that the quay is safe", "caption"),
        ("Getty Images", "caption"),
        ("Ada Quist/AFP via Getty Images", "caption"),
        ("Read more: Ten quays worth a visit", "link"),
        ("READ MORE", "link"),
        ("ALSO READ: What we know", "link"),
        ("ADVERTISEMENT", "link"),
        ("Share Tweet Email Comments (14)", "link"),
        ("Sign up to our newsletter.", "link"),
        ("14:32 GMT", "note"),
        ("4:35 PM", "note"),
        ("10.02 p.m.", "note"),
        ("[19:04:10]", "note"),
        ("Pinned post · 22:10 GMT", "note"),
        ("Last Updated: 5th October 2023, 17:12", "note"),
        ("(CROSSTALK)", "note"),
        ("[Laughs]", "note"),
        ("(SOUNDBITE OF GULLS)", "note"),
        ("ENDS", "note"),
        ("• The crane is old", "item"),
        ("* The pumps leak.", "item"),
        ("▪ The quay must close.", "item"),
    ],
)
def test_kinds(line: str, kind: str) -> None:
    """Captions, links, notes and list items are recognised by their form."""
    assert kinds(f"{PROSE}\n\n{line}\n\n{PROSE}") == ["body", kind, "body"]


@pytest.mark.parametrize(
    "line",
    [
        "More than 20 people came.",
        "Reuters could not reach the port.",
        "The image caption, they say, was wrong.",
        "a) is what the form says.",
        "The photo: a fake.",
        "He asked her whether he (or she) had come.",
        "At 14:32 the alarm rang.",
        "Share prices fell.",
        "(He has since left the port.)",
        "The end of it.",
        "— and nobody answered.",
        "2024 was dry.",
    ],
)
def test_prose(line: str) -> None:
    """Prose that only looks like furniture stays prose."""
    assert kinds(f"{PROSE}\n\n{line}\n\n{PROSE}") == ["body", "body", "body"]


@pytest.mark.parametrize("mark", ["- ", "– ", "— "])
def test_dashes(mark: str) -> None:
    """Two lines with a dash are a list."""
    text = f"{PROSE}\n\n{mark}The crane is old.\n{mark}The pumps leak."
    assert kinds(text) == ["body", "item", "item"]
    assert bodies(text)[1:] == ["The crane is old.", "The pumps leak."]


def test_numbers() -> None:
    """Two lines with a number are a list."""
    text = f"{PROSE}\n\n1. The crane is old.\n2. The pumps leak."
    assert kinds(text) == ["body", "item", "item"]
    assert bodies(text)[1:] == ["The crane is old.", "The pumps leak."]


@pytest.mark.parametrize("time", ["6:12 PM: ", "23:41 GMT — ", "10.02 p.m. - ", "4pm: ", "09:15 - "])
def test_times(time: str) -> None:
    """Prose begins after a time at the start of a paragraph."""
    assert bodies(f"{PROSE}\n\n{time}{PROSE}") == [PROSE, PROSE]

"""Signed quotations: a paragraph that is one quotation, with the name of its speaker."""

import pytest
from text.given import Row, said

SIGNED: list[tuple[str, list[Row]]] = [
    ("“It is a joy.” — Eleonora Rask", [("Eleonora Rask", False, ["“It is a joy.”"])]),
    ('"Too many gulls." -- Bo Lind, 44', [("Bo Lind, 44", False, ['"Too many gulls."'])]),
    (
        "“Sell the quay.” – Bertie, Leith\n\n“Keep it.” – Anon",
        [("Bertie, Leith", False, ["“Sell the quay.”"]), ("Anon", False, ["“Keep it.”"])],
    ),
    (
        "“I come for the gulls.”\n\n— Ada Quist, visitor\n\nThe council met.",
        [("Ada Quist, visitor", False, ["“I come for the gulls.”"])],
    ),
    ("“It leaks.” ― Ada Quist (Greens)", [("Ada Quist (Greens)", False, ["“It leaks.”"])]),
    ("> “It leaks.”\n> — Ada Quist, plumber", [("Ada Quist, plumber", False, ["“It leaks.”"])]),
    ("“I came in May.\n\n“I stayed.”\n\n— Ada Quist", [("Ada Quist", False, ["“I came in May.", "“I stayed.”"])]),
    ("A club spokesman: “There is no bid.”", [("A club spokesman", False, ["“There is no bid.”"])]),
    ("Ada Quist, 44: “I come for the gulls.”", [("Ada Quist, 44", False, ["“I come for the gulls.”"])]),
]


@pytest.mark.parametrize(("text", "signed"), SIGNED)
def test_signed(text: str, signed: list[Row]) -> None:
    """A quotation that is a whole paragraph belongs to the name after a dash, or before a colon."""
    assert said(text, "signed") == signed


@pytest.mark.parametrize(
    "text",
    [
        "The report said: “It is unsafe.”",
        "On the quay: “It is safe.”",
        "“It leaks” — a claim that the ministry rejects.",
        "“It leaks,” Bo Lind said.",
        "According to Bo Lind: “It leaks.”",
        "Continued Lind: “It leaks.”",
        "Each winter, there’s one thing all hear: “It leaks.”",
        "Here’s Lind in May: “It leaks.”",
        "A quay needs care.\n\n— Ada Quist",
        "“It leaks.”\n\n— nobody answered",
        "“It leaks.” — Bo Lind. The port denied it: it holds.",
    ],
)
def test_not_signed(text: str) -> None:
    """A verb of saying, a phrase of place and a remark after a dash are not signatures, and prose is not signed."""
    assert said(text, "signed") == []

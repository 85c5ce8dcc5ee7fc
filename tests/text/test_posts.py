"""Social media posts: their authors and their words."""

import pytest
from text.given import Row, said

POSTS: list[tuple[str, list[Row]]] = [
    # The author above.
    (
        "The club answered:\n\nPort FC (@portfc) Sep 1\n\nWe are sorry. Come back!\n\nThe match was called off.",
        [("Port FC (@portfc)", False, ["We are sorry. Come back!"])],
    ),
    (
        "10.31 p.m.\n\nAda Quist (@adaquist) May 13, 2024\n\nIs nobody awake?\n\nI am.\n\n10.02 p.m.\n\nIt is shut.",
        [("Ada Quist (@adaquist)", False, ["Is nobody awake?", "I am"])],
    ),
    (
        "It began at noon.\n\nAda Quist @adaquist · 3h\n\nThe lights are out.",
        [("Ada Quist @adaquist", False, ["The lights are out"])],
    ),
    (
        "The mayor answered.\n\nIda Falk @idafalk@port.example\n\nThe quay stays open.",
        [("Ida Falk @idafalk@port.example", False, ["The quay stays open"])],
    ),
    (
        "Ida Falk (@idafalk.port.example) 2024-11-05T10:12:00Z\n\nThe quay stays open.",
        [("Ida Falk (@idafalk.port.example)", False, ["The quay stays open"])],
    ),
    (
        "It rained.\n\nPort FC\n@portfc\n\nWe have sold nobody.\n\n3:14 PM · Sep 1, 2023\n\nThe agent denied it.",
        [("Port FC\n@portfc", False, ["We have sold nobody"])],
    ),
    (
        "Ida Falk @idafalk  2h2 hours ago\n\nThe quay stays open.",
        [("Ida Falk @idafalk", False, ["The quay stays open"])],
    ),
    # The author below.
    (
        "The sea is calm.\n\n— Ida Falk (@idafalk) November 5, 2024 at 10:12 AM\n\nIt rained.",
        [("Ida Falk (@idafalk)", False, ["The sea is calm"])],
    ),
    (
        "“We have sold nobody.” — Port FC (@portfc) September 1, 2023",
        [("Port FC (@portfc)", False, ["“We have sold nobody.”"])],
    ),
    (
        "A post said this:\n\nAll safe. 3 rescued.\n\nThanks.\n\n— Gull Boat (@gullboat) 6 November 2021\n\nIt rained.",
        [("Gull Boat (@gullboat)", False, ["All safe. 3 rescued.", "Thanks"])],
    ),
    (
        "It rained.\n\nThe sea is calm again.\n\n-- Gull Boat (@gullboat) 3 May",
        [("Gull Boat (@gullboat)", False, ["The sea is calm again"])],
    ),
    # On one line.
    ("RT @portwatch: The lights are out.\n\nIt rained.", [("@portwatch", False, ["The lights are out"])]),
    ("Port FC (@portfc): Bo Lind has signed!\n\nHe is nine.", [("Port FC (@portfc)", False, ["Bo Lind has signed!"])]),
    (
        "Pay Ltd (@payltd): Your money is safe. – Team Pay\n\nFew believed it.",
        [("Pay Ltd (@payltd)", False, ["Your money is safe"])],
    ),
    (
        (
            "It began at dusk. The port is dark 📉 https://t.co/a1 pic.twitter.com/x9— Watch (@watch) May 13, 2024 "
            "The company said that its lines worked."
        ),
        [("Watch (@watch)", False, ["The port is dark"])],
    ),
    (
        "The lights are out, and nobody says why. — Watch (@watch)",
        [("Watch (@watch)", False, ["The lights are out, and nobody says why"])],
    ),
]


@pytest.mark.parametrize(("text", "posts"), POSTS)
def test_posts(text: str, posts: list[Row]) -> None:
    """A post belongs to its author, without addresses, pictures and a second signature at its end."""
    assert said(text, "post") == posts


@pytest.mark.parametrize(
    "text",
    [
        "Ada Quist (@adaquist) said on Monday that the port was shut.",
        "By Jane Roe (@janeroe)\n\nThe port was shut on Monday, the council said.",
        "Write to desk@port.example: we read it all.",
        "Follow us on @port\n\nThe port was shut.",
        "Write to\n\ndesk@port.example\n\nWe read it all.",
        "The port was shut.\n\n@port\n\nIt opens in May.",
        "Prices rose — a lot (@ 3 percent) — in May.",
    ],
)
def test_no_posts(text: str) -> None:
    """A handle in prose, in a byline or in an address does not make a post."""
    assert said(text, "post") == []

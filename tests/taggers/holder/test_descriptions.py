"""The holders of descriptions, relative pronouns and possessives: pairs of short articles with one difference."""

import pytest
from taggers.holder.articles import cases, last

SAFE = "said that the quay was safe."

DESCRIPTIONS = [
    # What an office or a role shows about the person.
    (
        f"[Ann Mbeki] came. [The justice] {SAFE}",
        "Ann Mbeki",
        f"[Senator Ann Mbeki] came. [The justice] {SAFE}",
        None,
    ),
    (
        f"[Kim Roe] met Senator Lee Doe. [The businessman] {SAFE}",
        "Kim Roe",
        f"[Senator Kim Roe] met Lee Doe. [The businessman] {SAFE}",
        None,
    ),
    (
        f"President Tom Roe came to Sandport. [The leader] {SAFE}",
        "Tom Roe",
        f"Farmer Tom Roe came to Sandport. [The leader] {SAFE}",
        None,
    ),
    (
        f"Senator Tom Roe left. Ann Mbeki spoke. [Ann Mbeki] agreed. [The Sandport senator] {SAFE}",
        "Ann Mbeki",
        f"Sandport senator Tom Roe left. Mayor Ann Mbeki spoke. [The Sandport senator] {SAFE}",
        "Tom Roe",
    ),
    (
        f"Candidate Ann Mbeki spoke. [The candidate] {SAFE}",
        "Ann Mbeki",
        f"Candidate Ann Mbeki spoke. [The front-runner] {SAFE}",
        None,
    ),
    # Aides and spokesmen, named after another person.
    (
        f"Senator Ann Mbeki met Mbeki aide Tom Roe and Jim Doe, a Poe aide. [The Mbeki aide] {SAFE}",
        "Tom Roe",
        f"Senator Ann Mbeki met the Harbour aide Tom Roe. [The Mbeki aide] {SAFE}",
        None,
    ),
    (
        f"Ann Mbeki came with Tom Roe, a spokesman for Mbeki. [The Mbeki spokesman] {SAFE}",
        "Tom Roe",
        f"Ann Mbeki came with Tom Roe, a spokesman for Harbour Bank. [The Mbeki spokesman] {SAFE}",
        None,
    ),
    (
        f"The mayor, Ann Mbeki, spoke. [The town's new mayor] {SAFE}",
        "Ann Mbeki",
        f"Columnist Ann Mbeki spoke. [The programme's host] {SAFE}",
        None,
    ),
    # People without a name.
    (
        f"Tom Roe is a gentle man. [The man] {SAFE}",
        "Tom Roe",
        f"Tom Roe is a gentle man. One man at the quay shouted at Tom Roe. [The man] {SAFE}",
        None,
    ),
    (
        f"Ann Mbeki is a woman of the sea. [The woman], who spoke on a boat, {SAFE}",
        "Ann Mbeki",
        f"Ann Mbeki is a woman of the sea. [The woman], who spoke on condition of anonymity, {SAFE}",
        None,
    ),
]

ORGANISATIONS = [
    (
        f"Acme Holdings is the parent company of Brill. The bus firm Corvin Motors grew. [The company] {SAFE}",
        "Corvin Motors",
        f"The firm Corvin Motors grew. Acme Holdings is the parent company of Brill. [The company] {SAFE}",
        "Acme Holdings",
    ),
    (
        f"[The State Department] spoke. [The agency] {SAFE}",
        "State Department",
        f"[The State Department] spoke. [The newspaper] {SAFE}",
        None,
    ),
    (
        f"[The University of Sandport] spoke. [The school] {SAFE}",
        "University of Sandport",
        f"[The University of Sandport] spoke. [The company] {SAFE}",
        "University of Sandport",
    ),
    (
        f"[Harbour Watch] sued. [The watchdog group] {SAFE}",
        "Harbour Watch",
        f"[The Harbour Gazette] sued. [The watchdog group] {SAFE}",
        None,
    ),
    (
        f"[The Embassy of Norland] sued. [The embassy] {SAFE}",
        "Embassy of Norland",
        f"[The Embassy of Norland] sued. [The government] {SAFE}",
        None,
    ),
    (
        f"[Acme Holdings] spoke. [The company] {SAFE}",
        "Acme Holdings",
        f"Acme Holdings fell. Then [Brillon] spoke. [The company] {SAFE}",
        None,
    ),
    (
        f"[Ann Mbeki] spoke. It was the campaign Mbeki wanted. [She] {SAFE}",
        "Ann Mbeki",
        f"[Ann Mbeki] spoke. It was the campaign Mbeki wanted. [The campaign] {SAFE}",
        None,
    ),
]

RELATIVES = [
    (
        f"He met Senator Ann Mbeki of Sandport, [who] {SAFE}",
        "Ann Mbeki",
        f"He met senators of Sandport, [who] {SAFE}",
        None,
    ),
    (
        f"He met Ann Mbeki (D-Sandport), an early friend, [who] {SAFE}",
        "Ann Mbeki",
        f"He met friends (in Sandport), early ones, [who] {SAFE}",
        None,
    ),
    (
        f"He met Ann Mbeki, whom Tom Roe likes and [who] {SAFE}",
        "Ann Mbeki",
        f"He met sailors whom Tom Roe likes and [who] {SAFE}",
        None,
    ),
    (
        f"Ann Mbeki is a sailor [who] {SAFE}",
        "Ann Mbeki",
        f"Ann Mbeki is under fire from sailors [who] {SAFE}",
        None,
    ),
    (
        f"He sued Acme Holdings, a maker of boats, [which] {SAFE}",
        "Acme Holdings",
        f"At Acme Holdings, boats are built by hand, [which] {SAFE}",
        None,
    ),
]

POSSESSIVES = [
    (
        "[Tom Roe] blamed Jim Doe for [his] claim that it rained.",
        "Jim Doe",
        "[Tom Roe] blamed Ann Doe, a widow, for [his] claim that it rained.",
        "Tom Roe",
    ),
    (
        "Tom Roe left. In [his] claim that it rained, Jim Doe was wrong.",
        "Jim Doe",
        "Tom Roe left. In [his] claim that it rained, much was wrong.",
        "Tom Roe",
    ),
    (
        f"Tom Roe praised Jim Doe. Doe’s temper is known. [He] {SAFE}",
        "Jim Doe",
        f"Tom Roe praised Jim Doe’s temper. [He] {SAFE}",
        "Tom Roe",
    ),
    (
        f"Ann Mbeki met Mr. Tom Mbeki. Mrs. Mbeki left. Tom Mbeki slept. [Mrs. Mbeki] {SAFE}",
        "Ann Mbeki",
        f"Ann Mbeki met Mr. Tom Mbeki. Mrs. Mbeki left. Tom Mbeki slept. [Mr. Mbeki] {SAFE}",
        "Tom Mbeki",
    ),
]


WRONG = {
    f"[Kim Roe] met Senator Lee Doe. [The businessman] {SAFE}",
    f"Senator Tom Roe left. Ann Mbeki spoke. [Ann Mbeki] agreed. [The Sandport senator] {SAFE}",
    f"Candidate Ann Mbeki spoke. [The front-runner] {SAFE}",
    f"Senator Ann Mbeki met Mbeki aide Tom Roe and Jim Doe, a Poe aide. [The Mbeki aide] {SAFE}",
    f"Senator Ann Mbeki met the Harbour aide Tom Roe. [The Mbeki aide] {SAFE}",
    f"Ann Mbeki came with Tom Roe, a spokesman for Harbour Bank. [The Mbeki spokesman] {SAFE}",
    f"Columnist Ann Mbeki spoke. [The programme's host] {SAFE}",
    f"Tom Roe is a gentle man. One man at the quay shouted at Tom Roe. [The man] {SAFE}",
    f"Ann Mbeki is a woman of the sea. [The woman], who spoke on condition of anonymity, {SAFE}",
    f"[The University of Sandport] spoke. [The company] {SAFE}",
    f"Acme Holdings fell. Then [Brillon] spoke. [The company] {SAFE}",
    "[Tom Roe] blamed Jim Doe for [his] claim that it rained.",
    "Tom Roe left. In [his] claim that it rained, Jim Doe was wrong.",
}
"""Articles whose holder is not found yet."""


@pytest.mark.parametrize(("text", "name"), cases([*DESCRIPTIONS, *ORGANISATIONS, *RELATIVES, *POSSESSIVES], WRONG))
def test_description(text: str, name: str | None) -> None:
    """A description, a relative pronoun or a possessive resolves to the holder that a careful reader would name."""
    assert last(text) == name

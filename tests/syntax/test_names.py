"""Names in a text: where they begin and end, and what kind of thing they name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclaims._model import Article
from newsclaims._syntax import capitalised_headlines, names_of
from newsclaims.text import Text, read

PIECES = [
    "Ada",
    "Bell",
    "Harbour",
    "Bank",
    "of",
    "and",
    "the",
    "The",
    "Mayor",
    "I",
    ".",
    "U.N.",
    "(",
    ")",
    "al-Bell",
    "said",
]


def parse(string: str) -> Text:
    """Read a text."""
    return read(Article(text=string))


def names(string: str) -> list[tuple[str, str]]:
    """Return the names of a text and their kinds."""
    text = parse(string)
    return [(" ".join(text.words.texts[name.first : name.last]), name.kind) for name in names_of(text)]


@pytest.mark.parametrize(
    ("string", "expected"),
    [
        ("Yesterday Ada Bell spoke.", [("Ada Bell", "unknown")]),
        ("It was Mayor Ada Bell.", [("Ada Bell", "person")]),
        ("It was secretary of State Ada Bell.", [("Ada Bell", "person")]),
        ("It was the Bank of Harbour Town.", [("Bank of Harbour Town", "organisation")]),
        ("It was the Committee on Fish and ships.", [("Committee on Fish", "organisation")]),
        ("It was the Department of Trade and Industry.", [("Department of Trade and Industry", "organisation")]),
        ("It was Committee to Save Ohio.", [("Committee to Save Ohio", "organisation")]),
        ("It was Harbour Bank Chairman Ada Bell.", [("Harbour Bank", "organisation"), ("Ada Bell", "person")]),
        ("It was in Ohio.", [("Ohio", "place")]),
        ("They met Republicans there.", [("Republicans", "members")]),
        ("They met Muqtada al-Sadr there.", [("Muqtada al-Sadr", "unknown")]),
        ("They met Hans van Buren there.", [("Hans van Buren", "unknown")]),
        ("There I saw I. Bell there.", [("I. Bell", "unknown")]),
        ("There Ada and Tom met.", [("Ada", "unknown"), ("Tom", "unknown")]),
        ("It met on Monday.", []),
    ],
)
def test_names(string: str, expected: list[tuple[str, str]]) -> None:
    """Titles are not part of a name; small words continue the kinds of names that can contain them."""
    assert names(string) == expected


def test_an_acronym_in_brackets_widens_a_name() -> None:
    """An acronym in brackets after a name shows how many words the name has."""
    assert names("It was the Alliance to Save Our Harbour (ASOH).")[0] == (
        "Alliance to Save Our Harbour",
        "organisation",
    )


@given(st.lists(st.sampled_from(PIECES), max_size=20))
def test_names_are_in_order_and_disjoint(pieces: list[str]) -> None:
    """Names are in order and do not overlap; a name begins after its titles and has at least one word."""
    text = parse(" ".join(pieces))
    end = 0
    for name in names_of(text):
        assert end <= name.first < name.last <= len(text.words)
        assert name.lead <= name.first
        end = name.last


def test_headlines_in_title_case() -> None:
    """A headline that capitalises every longer word is recognised as one."""
    string = "Harbour Town Closes Its Old Quay\n\nThe quay is closed, the mayor of the town said on Monday night.\n"
    text = parse(string)
    [headline] = capitalised_headlines(text)
    assert text.words.texts[headline.slice] == ("Harbour", "Town", "Closes", "Its", "Old", "Quay")
    assert capitalised_headlines(parse(string.replace("Closes", "closes").replace("Quay", "quay"))) == []

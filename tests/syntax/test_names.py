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
    "Ohio",
    "government",
    "'",
    "'s",
    "Monday",
    ",",
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


@pytest.mark.parametrize(
    ("string", "expected"),
    [
        ("They met on Monday Erik Holm again.", ["Erik Holm"]),
        ("In March Erik Holm left.", ["Erik Holm"]),
        ("They met in May Olsen again.", ["May Olsen"]),
        ("It was in the Sunday Times.", ["Sunday Times"]),
        ("Then Striker Jamal Reid left.", ["Jamal Reid"]),
        ("Then DI Roe left.", ["Roe"]),
        ("It was Lawrence Di Roe who left.", ["Lawrence Di Roe"]),
        ("Governor of Ohio Ann Bell left.", ["Ohio", "Ann Bell"]),
        ("He met Zimbabwe Robert Roe there.", ["Zimbabwe", "Robert Roe"]),
        ("The Minister of Trade Ann Bell left.", ["Ann Bell"]),
        ("An editor at the Harbour Gazette Tom Roe left.", ["Harbour Gazette", "Tom Roe"]),
        ("It was Theresa May who met Mrs May.", ["Theresa May", "May"]),
        ("It was Will Roe who met May Olsen.", ["Will Roe", "May Olsen"]),
        ("It was the Oslo-based Harbour Bank.", ["Harbour Bank"]),
    ],
)
def test_what_is_before_a_name(string: str, expected: list[str]) -> None:
    """Days, offices, occupations, places and adjectives before a name are not part of it; a month can be a name."""
    assert [name for name, _ in names(string)] == expected


@pytest.mark.parametrize(
    ("string", "expected"),
    [
        ("It was the Rail Operators' Group.", ["Rail Operators ' Group"]),
        ("It was the State Auditor's Office.", ["State Auditor 's Office"]),
        ("It was Ann Bell's Harbour Bank.", ["Ann Bell", "Harbour Bank"]),
        (
            "It was the Union of Rail, Maritime and Transport Workers.",
            ["Union of Rail , Maritime and Transport Workers"],
        ),
        ("It was the Food and Drink Federation.", ["Food and Drink Federation"]),
        ("It was the Movement for the Dawn of the Harbour Delta.", ["Movement for the Dawn of the Harbour Delta"]),
        ("It was the Committee against Torture.", ["Committee against Torture"]),
        ("It was the Department of Justice and Google.", ["Department of Justice", "Google"]),
        ("It was Dockers Local 113 again.", ["Dockers Local 113"]),
        ("It was Bell, Inc. again.", ["Bell , Inc."]),
        ("There was Lund The Board met.", ["Lund", "Board"]),
        ("It was the US Department of Justice.", ["US Department of Justice"]),
        ("The Italian government left.", ["Italian government"]),
        ("The Italian government spokesman left.", []),
        ("It was the Roe administration.", ["Roe administration"]),
        ("It was the parliament of Iraq.", ["parliament of Iraq", "Iraq"]),
        ("It was the Iraq police again.", ["Iraq", "Iraq police"]),
    ],
)
def test_what_continues_a_name(string: str, expected: list[str]) -> None:
    """Genitives, fields, numbers and small words continue the names of bodies, and not those of other things."""
    assert [name for name, _ in names(string)] == expected


@given(st.lists(st.sampled_from(PIECES), max_size=20))
def test_names_are_in_order_and_disjoint(pieces: list[str]) -> None:
    """Names are in order; only a place and its government overlap. A name begins after its titles and has a word."""
    text = parse(" ".join(pieces))
    first = end = 0
    kind = ""
    for name in names_of(text):
        assert first <= name.first < name.last <= len(text.words)
        assert end <= name.first or "place" in (name.kind, kind)
        assert name.lead <= name.first
        first, end, kind = name.first, name.last, name.kind


def test_headlines_in_title_case() -> None:
    """A headline that capitalises every longer word is recognised as one."""
    string = "Harbour Town Closes Its Old Quay\n\nThe quay is closed, the mayor of the town said on Monday night.\n"
    text = parse(string)
    [headline] = capitalised_headlines(text)
    assert text.words.texts[headline.slice] == ("Harbour", "Town", "Closes", "Its", "Old", "Quay")
    assert capitalised_headlines(parse(string.replace("Closes", "closes").replace("Quay", "quay"))) == []

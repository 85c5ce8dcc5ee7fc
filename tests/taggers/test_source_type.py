"""Source types: each row of the guideline's list and of settled point 10, with invented sources."""

import pytest
from taggers.marked import judge, words

TYPES = {
    "named_person": [
        "Ada Bell",
        "Mr. Bell",
        "Senator Ada Bell",
        "Ada Bell, a nurse in Leeds,",
        "the mayor, Ada Bell,",
        "the Prime Minister, Ada Bell,",
        "Bell’s",
        "party strategist Ada Bell",
        "the Gazette’s Ada Bell",
        "Ronan McBride",
        "Jones",
        "Elias",
        "IDA BELL",
        "Mr. Bell and Mr. Roe",
    ],
    "named_organisation": [
        "the Leeds Gazette",
        "CNN",
        "Northern Rail Company",
        "the Bell campaign",
        "Democrats",
        "Republicans",
        "the G.O.P.",
        "the campaign",
        "his campaign",
        "BridgeWatch",
        "the Leeds Liberation Army",
        "the Zorblatt",
        "the Supreme Court",
        "the United Nations",
        "the Senate",
    ],
    "government": [
        "China",
        "the government",
        "the Foreign Ministry",
        "Washington",
        "the White House",
        "Pakistani officials",
        "federal officials",
        "Federal and state officials",
        "Chinese and Russian leaders",
        "White House officials",
        "the United States",
        "North Korea",
        "police",
        "the state",
        "the US State Department",
        "the British Army",
    ],
    "anonymous": [
        "sources",
        "officials",
        "an aide",
        "critics",
        "people familiar with the talks",
        "a spokesman",
        "one of her aides",
        "several lawmakers",
        "Some",
        "others",
        "analysts",
        "Engineers",
        "“Engineers",
        "Plumbers and roofers",
        "Two bakers",
        "the senator",
        "the two lawmakers",
        "the company",
        "the Utah Republican",
        "the Prime Minister",
        "The President",
    ],
    "document": [
        "the report",
        "a poll by Bell & Sons",
        "Polls",
        "the e-mail",
        "court filings",
        "the law",
        "a statement",
        "the video",
        "a series of studies",
    ],
    "public": [
        "voters",
        "Americans",
        "many",
        "the world",
        "women",
        "many Democrats",
        "young voters",
        "62 percent of readers",
        "most people",
        "many plumbers",
        "Russians",
        "some Germans",
        "the Dutch",
        "Pakistanis",
    ],
    "reference": [
        "she",
        "He",
        "who",
        "his",
        "both sides",
        "The",
        "the party",
        "the city",
        "his country",
    ],
}


@pytest.mark.parametrize(("source", "value"), [(s, value) for value, sources in TYPES.items() for s in sources])
def test_types(source: str, value: str) -> None:
    """A source has the type that the guideline gives it."""
    assert judge(f"[{source}] {{said}} <that it rains>.")["source_type"].value == value


@pytest.mark.parametrize(
    ("source", "mirror"),
    [
        ("the opposition", "the senator"),
        ("officials", "Chinese officials"),
        ("Democrats", "many Democrats"),
        ("the mayor", "the mayor, Ada Bell,"),
        ("the Bell campaign", "the Bell report"),
        ("Bell", "Belgium"),
    ],
)
def test_mirrors(source: str, mirror: str) -> None:
    """Two sources that differ in one word differ in type."""
    assert len({judge(f"[{s}] {{said}} <that it rains>.")["source_type"].value for s in (source, mirror)}) == 2


@pytest.mark.parametrize(
    ("marked", "value"),
    [
        ("[Roofers] {said} <that it rains>.", "anonymous"),
        ("[Roofers] {said} <that it rains>. Some roofers left.", "anonymous"),
        ("[Roofers] {said} <that it rains>. The band, Roofers, left.", "named_person"),
        ("It is cold, and [Roofers] {said} <that it rains>.", "named_person"),
        ("It is cold. “Some say so. [Roofers] {say} <that it rains>.”", "anonymous"),
        ('He wrote "[Roofers] {say} <that it rains>."', "anonymous"),
        ("“It is so,” [Roofers] {said} <that it rains>.", "named_person"),
        ("[Jones] {said} <that it rains>. All joneses left.", "named_person"),
        ("[Woods] {said} <that it rains>. The woods burned.", "anonymous"),
        ("[TUCKER]{:} <It rains.>", "named_person"),
        ("[ROE]{:} <It rains.> Ida Roe left.", "named_person"),
        ("[NATO]{:} <It rains.> Ida Roe left.", "named_organisation"),
    ],
)
def test_capitals(marked: str, value: str) -> None:
    """A capital that opens a sentence or a word in capitals does not make a name; the rest of the text may decide."""
    assert judge(marked)["source_type"].value == value


def test_no_source() -> None:
    """An attribution without a source gets no judgement of its type."""
    assert "source_type" not in judge("{It is said} <that it rains>.")


def test_source_without_words() -> None:
    """A source of quotation marks only, without a word, gets no judgement either."""
    assert "source_type" not in judge("[“”] {said} <that it rains>.")


def test_evidence() -> None:
    """The evidence is the noun phrase or the noun that decides."""
    assert words("[the new report by Bell] {said} <that it rains>.", "source_type") == ["report"]
    assert words("[the mayor, Ada Bell,] {said} <that it rains>.", "source_type") == ["Ada Bell"]


@pytest.mark.parametrize("words", ["and ", "federal and "])
def test_a_very_long_source(words: str) -> None:
    """A source of very many words is judged in linear time."""
    assert judge(f"[{words * 20_000}officials] {{said}} <that it rains>.")["source_type"].value


@pytest.mark.parametrize(
    ("marked", "value"),
    [
        ("Senator Ada Bell came late. [The senator] {said} <that it rains>.", "reference"),
        ("Senators came late. [The senator] {said} <that it rains>.", "anonymous"),
        ("Halden Inc. makes paint. [Halden] {said} <that it rains>.", "named_organisation"),
        ("Ada Halden makes paint. [Halden] {said} <that it rains>.", "named_person"),
    ],
)
def test_holder(marked: str, value: str) -> None:
    """The holder decides whether a description is a reference, and whether a short name is a person's."""
    assert judge(marked)["source_type"].value == value

"""Claims in clauses of other sentences: coordinated, relative and participle cues, nouns as cues, passives.

Every sentence is invented, and its claims are marked to the letter: `[source]`, `{cue}` and `<content>`.
A sentence with several claims is listed once for each.
"""

import pytest
from extractors.marked import check


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "[Ida Brandt] {said} <the quay was safe> and warned that the crane was not.",
            "[Ida Brandt] said the quay was safe and {warned} <that the crane was not>.",
        ),
        (
            "[The mayor] {praised} <the plan> and promised to fund it.",
            "[The mayor] praised the plan and {promised} <to fund it>.",
        ),
        (
            "[The union] {said} <the crane was old> and demanded that it be replaced.",
            "[The union] said the crane was old and {demanded} <that it be replaced>.",
        ),
        (
            "[Renner] {denied} <that the pumps were old> and said they had been tested.",
            "[Renner] denied that the pumps were old and {said} <they had been tested>.",
        ),
        (
            "[The engineer] {argued} <that the wall was too thin>, and predicted that it would fall.",
            "[The engineer] argued that the wall was too thin, and {predicted} <that it would fall>.",
        ),
    ],
)
def test_coordinated_cues(first: str, second: str) -> None:
    """Cues that "and" joins share their source, and each has its own content."""
    check(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "[Quiroga] {said} <she would not sign>, but Bello said he would.",
            "Quiroga said she would not sign, but [Bello] {said} <he would>.",
        ),
        (
            "[Ana Quiroga, the union’s leader], {said} <the offer was an insult>, calling it “a slap”.",
            "[Ana Quiroga, the union’s leader], said the offer was an insult, {calling} <it “a slap”>.",
        ),
        (
            "[She] {said} <it was a shame>, adding that nobody cared.",
            "[She] said it was a shame, {adding} <that nobody cared>.",
        ),
        (
            "<“It’s a shame,”> [she] {said}, adding: “Nobody cares.”",
            "“It’s a shame,” [she] said, {adding}: <“Nobody cares.”>",
        ),
    ],
)
def test_two_claims(first: str, second: str) -> None:
    """A sentence may have two claims side by side, each with its own words."""
    check(first, second)


@pytest.mark.parametrize(
    "marked",
    [
        "Jonas Okafor, [who] {has argued} <that the bridge is unsafe>, will speak on Friday.",
        "The engineer, [who] {said} <the bridge was unsafe>, has left the firm.",
        "The engineer [who] {warned} <that the bridge was unsafe> has left the firm.",
    ],
)
def test_relative_clauses(marked: str) -> None:
    """The content of a cue in a relative clause ends where the clause does; the pronoun is the source."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[The board] closed the bridge, {alleging} <that its cables were rusty>.",
        "[The board] closed the bridge, {saying} <its cables were rusty>.",
        "[The airline] sacked the pilot, {claiming} <that he had been late>.",
        "[Ferreira] left the meeting, {complaining} <that nobody had listened>.",
        "[The mayor] disagreed, {saying} <the quay was safe>.",
        "{Saying} <the wall was too thin>, [the engineer] resigned.",
    ],
)
def test_participles(marked: str) -> None:
    """A participle takes the subject of its sentence as source."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "The {allegation} <that the mayor took bribes> has shaken Tarnhill.",
        "[The council’s] {calls for} <calm> went unheard.",
        "[The unions'] {calls for} <a strike> went unheard.",
        "[Ferreira’s] {claim} <that the nets were cut> was never proved.",
        "There are {fears} <that the dam will burst>.",
        "[Renner’s] {promise} <to test the pumps> was not kept.",
        "[The mayor’s] {decision} <to sell the hall> surprised the board.",
    ],
)
def test_nominal_cues(marked: str) -> None:
    """A noun is a cue together with its preposition; its possessor is the source, with the possessive mark."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "It {is believed} <that the painting was stolen in 1943>.",
        "It {was feared} <that the dam would burst>.",
        "It {was alleged} <that the tickets had been sold twice>.",
        "It {is thought} <that two miners are alive>.",
        "It {was reported} <that the bank had failed>.",
    ],
)
def test_impersonal_passives(marked: str) -> None:
    """The "it" of an impersonal passive is neither source nor content."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "<The company> {was accused of} <poisoning the river>.",
        "<The foreman> {was accused of} <stealing copper from the yard>.",
        "<The clerk> {has been accused of} <burning letters>.",
        "<The vote> {is expected} <to be close>.",
        "<The minister> {is expected} <to resign on Friday>.",
        "<The storm> {is expected} <to reach Ostby by night>.",
        "<The ferry> {is said} <to be unsafe>.",
        "<The bell> {is thought} <to date from 1640>.",
        "<Two of the miners> {are thought} <to be alive>.",
    ],
)
def test_passives_with_a_subject(marked: str) -> None:
    """In a passive without a source, the subject is one piece of the content and the rest is another."""
    check(marked)


ARTICLE = """\
The harbour of Ostby will stay closed for a month. Ida Brandt, who runs it, said the quay was unsafe. “We had no \
choice,” she said. “The wall could fall.”

The union rejected the plan. It called for talks and vowed to fight the closure. According to a report, the wall was \
built in 1931. Nobody was hurt.

The dockers stopped work on Monday, alleging that nobody had told them.
"""


@pytest.mark.parametrize(
    "article",
    [ARTICLE, ARTICLE.replace("\n\n", "\n"), ARTICLE.replace("\n\n", "\n\n\n"), ARTICLE.replace("\n", "\r\n")],
    ids=["blank lines", "lines", "more blank lines", "Windows"],
)
def test_article(article: str) -> None:
    """In an article, each claim is found in its place, however the paragraphs are separated."""
    plain = [
        "Ida Brandt, who runs it, said the quay was unsafe",
        "“We had no choice,” she said. “The wall could fall.”",
        "The union rejected the plan",
        "It called for talks",
        "It called for talks and vowed to fight the closure",
        "According to a report, the wall was built in 1931",
        "The dockers stopped work on Monday, alleging that nobody had told them",
    ]
    marked = [
        "[Ida Brandt, who runs it], {said} <the quay was unsafe>",
        "<“We had no choice,”> [she] {said}. <“The wall could fall.”>",
        "[The union] {rejected} <the plan>",
        "[It] {called for} <talks>",
        "[It] called for talks and {vowed} <to fight the closure>",
        "{According to} [a report], <the wall was built in 1931>",
        "[The dockers] stopped work on Monday, {alleging} <that nobody had told them>",
    ]
    assert all(words in article for words in plain)
    check(*(article.replace(words, marking) for words, marking in zip(plain, marked, strict=True)))


@pytest.mark.parametrize(
    "marked",
    [
        "In [Okafor’s] {view}, <the bridge is unsafe>.",
        "[He] {was quoted as saying} <the wall was too thin>.",
    ],
)
def test_viewpoints(marked: str) -> None:
    """A viewpoint, and words that others quote, belong to the person who holds it."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[Theresa May] {said} <the quay would be sold>.",
        "[Mrs May] {said} <the quay would be sold>.",
        "Dr Lee, [who] {has argued} <that masks help>, resigned.",
        "The {allegation} <that he lied> was denied.",
        "[Mr Poe’s] {warning} <that war would come> went unheard.",
        "<Smith> {was accused} by [prosecutors] <of fraud>.",
    ],
)
def test_ends_of_roles(marked: str) -> None:
    """A name is not an auxiliary; roles end at the clause around them, a passive’s reason and a noun’s own verb."""
    check(marked)


def test_semicolon() -> None:
    """A semicolon before a clause with its own cue ends a content."""
    check(
        "[Prosecutors] {say} <he stole a boat>; his lawyer says he is innocent.",
        "Prosecutors say he stole a boat; [his lawyer] {says} <he is innocent>.",
    )


def test_source_with_a_claim_of_its_own() -> None:
    """A relative clause in the source may have a claim, which ends where the source ends."""
    check(
        "[An official who asked not to be named] {said} <the talks had failed>.",
        "An official [who] {asked} <not to be named> said the talks had failed.",
    )

"""Claims that are not plain statements: denials, plans, promises, demands, support and opposition.

Every sentence is invented, and its claim is marked to the letter: `[source]`, `{cue}` and `<content>`.
"""

import pytest
from extractors.marked import check


@pytest.mark.parametrize(
    "marked",
    [
        "[The company] {denied} <that oil had leaked>.",
        "[The company] {denied} <any wrongdoing>.",
        "[Ferreira] {denies} <cutting the nets>.",
        "[The mayor] {has denied} <taking bribes>.",
        "[The dockers] {deny} <that they were drunk>.",
        "[A spokesman] {denied} <the allegations>.",
        "[The union] {disputes} <that the crane was checked>.",
        "[The bank] {disputed} <the figures>.",
        "[The minister] {dismissed} <the report as gossip>.",
    ],
)
def test_denials(marked: str) -> None:
    """The content of a denial is a clause, an act or an object."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[The builder] {did not say} <that the roof would hold>.",
        "[The bishop] {does not believe} <that the bells were stolen>.",
        "[Ferreira] {never said} <that the nets were cut>.",
        "[The chief engineer] {had not expected} <that the wall would hold>.",
        "[Renner] {did not deny} <that the pumps were old>.",
        "[Renner] {could not confirm} <that the pumps were old>.",
        "[He] {doubts} <that the ferry will ever sail again>.",
        "[Okafor] {was not aware} <that the bridge was closed>.",
    ],
)
def test_negated_cues(marked: str) -> None:
    """A negation of the cue belongs to the cue."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[The mayor] {plans} <to sell the town hall>.",
        "[The mayor] {promised} <to repair the bridge>.",
        "[They] {agreed} <to close the quay>.",
        "[The committee] {voted} <to close the mine>.",
        "[The firm] {announced} <plans to close the mill>.",
        "[The union] {expects} <the talks to fail>.",
        "[The mayor] {has pledged} <to rebuild the quay by June>.",
        "[The board] {decided} <to close the quay>.",
        "[Tomas Ferreira] {vowed} <never to sell his boat>.",
        "[The bank] {is planning} <to close forty branches>.",
        "[The airline] {intends} <to cut forty jobs>.",
        "[The union] {threatened} <to strike>.",
        "[The museum] {has agreed} <to return the painting>.",
        "[She] {hopes} <to return by winter>.",
        "Last year, [the bank] {promised} <to lend more>.",
    ],
)
def test_intentions(marked: str) -> None:
    """The content of a plan, a promise or a threat is the act, with "to" and everything before the verb."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[The farmers] {refused} <to leave their land>.",
        "[The captain] {refused} <to leave the ship>.",
        "[Renner] {declined} <to say whether the pumps were old>.",
    ],
)
def test_refusals(marked: str) -> None:
    """The content of a refusal is the refused act."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[The unions] {demanded} <that the director resign>.",
        "[The opposition] {called for} <an inquiry into the sinking>.",
        "[Parents] {urged} <the school to stay open>.",
        "[The union] {will urge} <its members to vote no>.",
        "[The court] {ordered} <the firm to pay damages>.",
        "[The teachers] {asked} <the council to mend the roof>.",
        "[The board] {wants} <the director to resign>.",
        "[The mayor] {warned} <residents not to drink the water>.",
        "[Ostby] {has proposed} <building a second quay>.",
        "[Renner] {recommended} <that the pumps be replaced>.",
        "[The mayor] {suggested} <that the crane should be moved>.",
    ],
)
def test_demands(marked: str) -> None:
    """The content of a demand, a proposal or a request is the wanted act, with the person who should do it."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[The senator] {opposes} <the new tunnel>.",
        "[Residents] {objected to} <the tunnel>.",
        "[The bishop] {condemned} <the raid>.",
        "[The mayor] {praised} <the plan>.",
        "[The council] {supports} <the new tunnel>.",
        pytest.param(
            "[Okafor] {insisted on} <a new test>.",
            marks=pytest.mark.xfail(reason="the trust in this pattern is too low", strict=True),
        ),
        "[Okafor] {argued against} <the tunnel>.",
        "[Okafor] {complained about} <the noise>.",
    ],
)
def test_for_and_against(marked: str) -> None:
    """The content of support or opposition is its object; the cue's preposition belongs to the cue."""
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[Mr Okafor] {accused} <the board of hiding the report>.",
        "[Mr Okafor] {blamed} <the board for the delay>.",
        "[He] {described} <the quay as a heap of stones>.",
    ],
)
def test_characterisations(marked: str) -> None:
    """An accusation, a blame or a description is one content with its object."""
    check(marked)

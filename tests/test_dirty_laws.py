"""Dirt that can be undone with certainty changes no claim: not its spans, tags, scores, holder or times."""

import random
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from dirt import EXACT, Damaged, damaged
from hypothesis import given
from hypothesis import strategies as st
from strategies import examples, prose

from newsclaims import Article, Pipeline

ARTICLES = (
    """Mill to close after ninety years

By Vera Lom

TARNVIK — The owner of the paper mill in Tarnvik said on Monday that it would close next year. “We have lost money since 2019,” Jens Wold told reporters at the gate, “and the bank won't wait any longer.”

The union denied that it had been asked. Its leader, Karin Holmen, accused Mr. Wold of lying. “He promised us in May that nobody would lose a job,” she said.

According to the council, 340 people work at the mill. Mayor Ida Falk doesn't believe that it can be saved.""",
    """“The snow came early,” said farmer Ola Brekke. “The barley was still in the field when it fell. We lost all of it.

“My father never saw such a year, and he's eighty-one,” he added.

The ministry said it would pay half of the loss. Farmers’ groups called the offer “a joke” — and asked whether the minister had ever seen a field.""",
    """Dr. Olga Ruud, who runs the clinic, warned last week that the beds were full. She had written to the ministry twice, she said. Nobody answered.

A spokeswoman for the ministry, who did not want to be named, said that the letters "were being looked at". She refused to say when an answer could be expected.

Nurses at the clinic fear that it will close before winter.""",
    """The court heard on Thursday that the guard had slept. “I saw nobody. I heard nothing,” Ivo Kern, 52, told the judge. Asked whether he had been drinking, he said: “No.”

The lawyer of the museum argued that the painting — a portrait of 1642 — had been stolen by two men in a white van. The police believe so, too.

It is not known where the painting is.""",
    """Will the ferry sail again? The captain doubts it. "The engine's forty years old," said Per Strand, "and there isn't a spare part in the country."

The company insisted that the ship was safe. In a statement it said that an inspector had examined the engine on March 3, 2024, and found no fault.

The islanders don't care who is right. They want a ferry, said teacher Anna Lo: ‘We've got children to teach.’""",
    """Voters in Lom rejected the bridge by 5,210 votes to 4,988. The opponents were delighted. “It's a victory for common sense,” their leader, Mark So, wrote on Twitter.

The mayor promised to respect the vote, but said that "a bridge will come one day". He had called the plan the most important of the decade.

Three weeks ago the newspaper Tarnvik Tidende reported that the builder had already been paid €2.5 million. The builder denies this.""",
    """The drug does not work, a study of 4,000 patients has found. “We had hoped for more,” said Prof. Ada Lorn of Keele University, one of its authors. “Perhaps we gave it too late.”

The maker of the drug said that it stood by its own tests. Its shares fell by 9 percent.

Other doctors suggested that the study was too short. Patients might need six months, Dr. J. K. Mbeki told the BBC.""",
    """Rescuers said they had given up hope for the two climbers. “The wind is too strong,” the head of the team, Will Young, explained. “We can't risk more lives.”

The climbers' families asked the army for a helicopter. The army said no. A mother, Hope Ruud, begged it to think again.

According to the weather service, the storm will last until Sunday.""",
    """The minister admitted that he knew of the leak in June. He had said in parliament that he knew nothing.

“If he lied to us, he has to go,” opposition leader Lena Krog demanded. Her party wants to know who else knew. The Greens said they would wait for the report, which is expected in two weeks.

The prime minister's office declined to comment.""",
    """Teachers will strike on Friday, their union announced. It demands ten percent more pay; the government has offered four.

‘We don't want to strike,’ said Greta Holt, ‘but they leave us no choice.’ Parents told this newspaper that they supported the teachers. “They're right,” said one. “My son's class has forty pupils.”

The education minister called on both sides to talk. She thinks a deal is possible before Christmas.""",
)


@cache
def pipeline(extractor: str) -> Pipeline:
    """Return the pipeline of an extractor."""
    return Pipeline(extractor)


def moved(value: Any, back: Callable[[int, int], tuple[int, int]]) -> Any:
    """Return a claim with the place of each passage in the clean text, and without its words."""
    if isinstance(value, dict):
        kept = {
            key: moved(one, back) for key, one in value.items() if key not in ("text", "id", "parent", "article_id")
        }
        if isinstance(value.get("start"), int):
            kept["start"], kept["end"] = back(value["start"], value["end"])
        return kept
    if isinstance(value, list | tuple):
        return [moved(one, back) for one in value]
    return value


def claims(extractor: str, text: Damaged) -> list[Any]:
    """Return the claims of a text with all tags, with places in the clean text."""
    found = list(pipeline(extractor).extract(Article(text=text.string, published="2024-11-08")))
    order = {claim.id: n for n, claim in enumerate(found)}
    return [
        (moved(claim.model_dump(mode="json"), text.back), None if claim.parent is None else order[claim.parent])
        for claim in found
    ]


@pytest.mark.parametrize("extractor", ["rules", pytest.param("neural", marks=pytest.mark.slow)])
@pytest.mark.parametrize("damage", EXACT)
@pytest.mark.parametrize("number", range(len(ARTICLES)))
def test_dirt_changes_no_claim_of_an_article(extractor: str, damage: str, number: int) -> None:
    """The spans, tags, scores, holders and times of an article are the same with and without this dirt."""
    clean = ARTICLES[number]
    wanted = claims(extractor, damaged(clean, ()))
    assert wanted
    for seed in range(3):
        rng = random.Random(seed)  # noqa: S311 - dirt, not a secret
        assert claims(extractor, EXACT[damage](clean, rng)) == wanted


@pytest.mark.parametrize("damage", EXACT)
@given(prose(), st.integers(0, 2**16))
@examples(60)
def test_dirt_changes_no_claim_of_any_prose(damage: str, clean: str, seed: int) -> None:
    """The same is true of prose with marks and breaks anywhere, for the extractor without a model."""
    rng = random.Random(seed)  # noqa: S311 - dirt, not a secret
    assert claims("rules", EXACT[damage](clean, rng)) == claims("rules", damaged(clean, ()))

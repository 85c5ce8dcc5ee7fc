"""Stance: the table of the label guidelines, and pairs of sentences for their rules and settled points."""

import pytest
from taggers.marked import judge, words

TABLE = [
    ("[Ada Bell] {said} <the bridge is safe>.", "affirm"),
    ("[Ada Bell] {argued} <that the bridge is safe>.", "affirm"),
    ("[Ada Bell] {confirmed} <that the bridge is safe>.", "affirm"),
    ("[Ada Bell] {alleged} <that the mayor took bribes>.", "affirm"),
    ("[Ada Bell] {believes} <the bridge is safe>.", "affirm"),
    ("{According to} [Ada Bell], <the bridge is safe>.", "affirm"),
    ("[The survey] {found} <that most bridges leak>.", "affirm"),
    ("[Ada Bell] {predicted} <that it would rain>.", "affirm"),
    ("[Ada Bell] {feared} <that the bridge may fall>.", "affirm"),
    ("[Ada Bell] {knew} <that the bridge was old>.", "affirm"),
    ("[The mayor] {denied} <that he took bribes>.", "deny"),
    ("[The mayor] {disputed} <the figures>.", "deny"),
    ("[The mayor] {refuted} <the accusation>.", "deny"),
    ("[The mayor] {rejected} <the claim that he took bribes>.", "deny"),
    ("[The mayor] {debunked} <the story>.", "deny"),
    ("[Ada Bell] {asked} <whether the bridge was safe>.", "question"),
    ("[Ada Bell] {asked} <if the bridge was safe>.", "question"),
    ("[Ada Bell] {questioned} <the figures>.", "question"),
    ("[Ada Bell] {doubted} <that the bridge was safe>.", "question"),
    ("[Ada Bell] {wondered} <who had built it>.", "question"),
    ("[Ada Bell] {did not know} <whether the bridge was safe>.", "question"),
    ("[Ada Bell] {urged} <the council to act>.", "advocate"),
    ("[Ada Bell] {called for} <a new bridge>.", "advocate"),
    ("[Ada Bell] {proposed} <a new bridge>.", "advocate"),
    ("[Ada Bell] {vowed} <to build a new bridge>.", "advocate"),
    ("[Ada Bell] {promised} <a new bridge>.", "advocate"),
    ("[Ada Bell] {plans} <to build a new bridge>.", "advocate"),
    ("[Ada Bell] {wants} <a new bridge>.", "advocate"),
    ("[Ada Bell] {requested} <an inspection>.", "advocate"),
    ("[Ada Bell] {endorsed} <the plan>.", "advocate"),
    ("[Ada Bell] {opposed} <the plan>.", "oppose"),
    ("[Ada Bell] {objected to} <the plan>.", "oppose"),
    ("[Ada Bell] {warned against} <the plan>.", "oppose"),
    ("[Ada Bell] {condemned} <the plan>.", "oppose"),
    ("[Ada Bell] {criticised} <the plan>.", "oppose"),
    ("[Ada Bell] {rejected} <the plan>.", "oppose"),
    ("[Ada Bell] {discussed} <the plan>.", "neutral"),
    ("[Ada Bell] {talked about} <the plan>.", "neutral"),
    ("[Ada Bell] {mentioned} <the plan>.", "neutral"),
    ("[Ada Bell] {considered} <the plan>.", "neutral"),
    ("[Ada Bell] {weighed} <the plan>.", "neutral"),
    ("[Ada Bell] {described} <the plan for a bridge>.", "neutral"),
    ("[Ada Bell] {cited} <the mayor’s plan>.", "neutral"),
    ("[Ada Bell] {examined} <the plan>.", "neutral"),
    ("[Ada Bell] {reviewed} <the plan>.", "neutral"),
]


@pytest.mark.parametrize(("marked", "stance"), TABLE)
def test_table(marked: str, stance: str) -> None:
    """The typical cues of the guideline's table have the stance that the table gives them."""
    assert judge(marked)["stance"].value == stance


MIRRORS = [
    # Rule 2: a negation changes the stance only if it rejects the content.
    ("[She] {said} <that the bridge is safe>.", "affirm", "[She] {did not say} <that the bridge is safe>.", "neutral"),
    ("[She] {believes} <it is safe>.", "affirm", "[She] {does not believe} <it is safe>.", "deny"),
    ("[She] {agrees} <that it is safe>.", "affirm", "[She] {disagrees} <that it is safe>.", "deny"),
    ("[She] {wants} <a new bridge>.", "advocate", "[She] {does not want} <a new bridge>.", "oppose"),
    ("[She] {agreed} <to sign it>.", "advocate", "[She] {refused} <to sign it>.", "oppose"),
    ("[The mayor] {endorsed} <the plan>.", "advocate", "[The mayor] {refused to endorse} <the plan>.", "oppose"),
    ("[He] {suggested} <that it was old>.", "affirm", "[He] {did not suggest} <that it was old>.", "neutral"),
    ("[She] {not only said} <that it is safe>.", "affirm", "[She] {never said} <that it is safe>.", "neutral"),
    ("[All of his rivals] {attacked} <him>.", "oppose", "[None of his rivals] {attacked} <him>.", "neutral"),
    ("[She] {doubts} <that it holds>.", "question", "[She] {does not doubt} <that it holds>.", "affirm"),
    ("[He] {declined to say} <whether it was safe>.", "neutral", "[He] {declined to say} <the word>.", "oppose"),
    ("[He] {refused to say} <that it leaks>.", "neutral", "[He] {refused to admit} <that it leaks>.", "deny"),
    # A "to" at the start of a sentence gives a purpose, not a demand.
    ("<To mend it>, [she] {said}, <one must dig>.", "affirm", "[She] {said} <to mend it>.", "advocate"),
    # Rule 4: blaming the object itself, and characterising it.
    ("[She] {condemned} <the plan>.", "oppose", "[She] {condemned} <the plan as a disgrace>.", "affirm"),
    # Rule 5 and settled point 1: the source's own act is a plan, somebody else's is a forecast.
    ("[He] {said} <he will run>.", "advocate", "[He] {said} <he will win>.", "affirm"),
    ("[He] {said} <he would resign>.", "advocate", "[He] {said} <the firm would resign>.", "affirm"),
    ("[Ann Sanders] {said} <she would resign>.", "advocate", "[Officials] {said} <she would resign>.", "affirm"),
    ("[She] {said} <she hoped to win>.", "advocate", "[She] {said} <she used to win>.", "affirm"),
    ("<“Let us vote!”> [she] {said}.", "advocate", "<“They let us vote!”> [she] {said}.", "affirm"),
    ("<“We have to act,”> [he] {said}.", "advocate", "<“We do not have to act,”> [he] {said}.", "affirm"),
    ("<“I want a recount,”> [he] {said}.", "advocate", "<“I wanted a recount,”> [he] {said}.", "affirm"),
    ("<“Stop the trains,”> [he] {said}.", "advocate", "<“Storms stop the trains,”> [he] {said}.", "affirm"),
    ("[She] {said} <she should rest>.", "affirm", "[She] {said} <she wants rest>.", "advocate"),
    ("<“We don't want it,”> [he] {said}.", "oppose", "<“We don't see it,”> [he] {said}.", "affirm"),
    ("<“You must act,”> [he] {said}.", "advocate", "<“You may act,”> [he] {said}.", "affirm"),
    ("<“You really must act,”> [he] {said}.", "advocate", "<“You seldom act,”> [he] {said}.", "affirm"),
    ("<“Well, we will fight,”> [he] {said}.", "advocate", "<“Well, they will fight,”> [he] {said}.", "affirm"),
    ("<“So we will fight,”> [he] {said}.", "advocate", "<“So we will win,”> [he] {said}.", "affirm"),
    ("<“I know we will fight,”> [he] {said}.", "affirm", "<“I will fight,”> [he] {said}.", "advocate"),
    ("[They] {said} <they will be voting>.", "advocate", "[They] {said} <they will be late>.", "affirm"),
    ("[They] {said} <they would not vote>.", "advocate", "[They] {said} <they would not know>.", "affirm"),
    ("[The firm] {said} <it will sue>.", "advocate", "[The firms] {said} <it will sue>.", "affirm"),
    ("[Bell and Roe] {said} <they will sue>.", "advocate", "[Ms. Bell] {said} <they will sue>.", "affirm"),
    ("[She] {said} <when it rains, she will run>.", "advocate", "[She] {said} <when it rains, it pours>.", "affirm"),
    # A question inside the content is the source's question.
    ("<“Is it safe?”> [she] {said}.", "question", "<“It is safe.”> [she] {said}.", "affirm"),
    ("<“I know who did it,”> [she] {said}.", "affirm", "<“I don’t know who did it,”> [she] {said}.", "question"),
    # The stance of a cue depends on the form of its content.
    ("[She] {asked} <whether he left>.", "question", "[She] {asked} <him to leave>.", "advocate"),
    ("[She] {told us} <that he left>.", "affirm", "[She] {told us} <to leave>.", "advocate"),
    ("[She] {suggested} <that it rains>.", "affirm", "[She] {suggested} <postponing the vote>.", "advocate"),
    ("[He] {rejected} <the plan>.", "oppose", "[He] {rejected} <the allegation>.", "deny"),
    ("[She] {knows} <that it rains>.", "affirm", "[She] {does not know} <if it rains>.", "question"),
    # A loss of belief is a doubt.
    ("[Her] {trust in} <the plan> {is growing}.", "advocate", "[Her] {trust in} <the plan> {is waning}.", "question"),
    # A bare noun is only a topic; a predicate about it is a judgement.
    ("[He] {considered} <the plan>.", "neutral", "[He] {considered} <the plan a threat>.", "affirm"),
    ("[He] {considers} <it>.", "neutral", "[He] {considers} <it a threat>.", "affirm"),
    ("[He] {considered} <the plan>", "neutral", "[He] {considered} <the plan unsafe>", "affirm"),
    ("[He] {considered} <the plan to dig>.", "neutral", "[He] {considered} <the plan to be a joke>.", "affirm"),
    (
        "[He] {considered} <the wall of the old port>.",
        "neutral",
        "[He] {considered} <the wall of it a joke>.",
        "affirm",
    ),
    ("[He] {described} <the plan that failed>.", "neutral", "[He] {described} <the plan as a joke>.", "affirm"),
    ("[He] {described} <the talks to date,>", "neutral", "[He] {described} <the talks to date as dull,>", "affirm"),
    ("[He] {cited} <plans for a bridge>.", "neutral", "[He] {cited} <reports of a leak>.", "affirm"),
    ("[He] {considered} <their plans>.", "neutral", "[He] {considered} <walls dangerous>.", "affirm"),
    # "It" never means the person who speaks, but may mean a spokeswoman's firm.
    ("[The firm] {said} <it will sue>.", "advocate", "[Ada Bell] {said} <it will hold>.", "affirm"),
    ("[A spokeswoman] {said} <it will sue>.", "advocate", "[Bell] {said} <it will hold>.", "affirm"),
    # The words after a speaker's name and a colon are the speaker's own.
    ("[IDA BELL]{:} <We will fight.>", "advocate", "[IDA BELL]{:} <It will hold for years.>", "affirm"),
    ("[BELL]{:} <Is it safe?>", "question", "[BELL]{:} <It is safe.>", "affirm"),
    # Settled points 4 to 7.
    ("[She] {blamed} <him for the fire>.", "affirm", "[She] {blasted} <him for the fire>.", "oppose"),
    ("[She] {described} <him as a liar>.", "affirm", "[She] {spoke about} <him>.", "neutral"),
    ("[They] {voted for} <the ban>.", "advocate", "[They] {voted against} <the ban>.", "oppose"),
    ("[She] {was proud of} <the team>.", "advocate", "[She] {was angry at} <the team>.", "oppose"),
    ("[He] {worried} <that it would rain>.", "affirm", "[He] {brushed off} <the accusation>.", "deny"),
]


@pytest.mark.parametrize(("marked", "stance", "mirror", "other"), MIRRORS)
def test_mirrors(marked: str, stance: str, mirror: str, other: str) -> None:
    """Two sentences that differ in the decisive words differ in stance."""
    assert judge(marked)["stance"].value == stance
    assert judge(mirror)["stance"].value == other


def test_negated_content() -> None:
    """The stance is towards the content as it is written: a negated content can be affirmed."""
    assert judge("[She] {said} <that it was not true>.")["stance"].value == "affirm"


@pytest.mark.parametrize(
    ("marked", "evidence"),
    [
        ("[She] {called for} <calm>.", ["called for"]),
        ("[She] {does not want} <a bridge>.", ["not", "want"]),
        ("[She] {refused to endorse} <him>.", ["refused", "endorse"]),
        ("<“We have to act,”> [he] {said}.", ["said", "We have to"]),
        ("[He] {said in a statement} <it rains>.", ["said"]),
        ("[He] {issued a statement denying} <it>.", ["denying"]),
        ("[He] {said back in May} <it rains>.", ["said"]),
        ("[He] {in a statement said} <it rains>.", ["said"]),
        ("[He] {in a statement} <it rains>.", ["in a statement"]),
        ("[He] {was in a report} <it rains>.", ["in a report"]),
        ("[He] {during an argument} <it rains>.", ["argument"]),
        ("[He] {hopes to see} <a deal>.", ["see"]),
        ("<It rains>.", []),
    ],
)
def test_evidence(marked: str, evidence: list[str]) -> None:
    """The evidence is exactly the words that the rule read."""
    assert words(marked, "stance") == evidence


@pytest.mark.parametrize(
    "content", ["“Well,”", "that", "to", "“So”", "when", "I", "will", "as", "?", "they would", "we"]
)
def test_fragments(content: str) -> None:
    """A content that is cut off before its clause begins is judged like any other."""
    assert judge(f"[She] {{said}} <{content}>")["stance"].value in ("affirm", "question", "advocate")


def test_without_a_cue() -> None:
    """Without a cue, the content decides, and the origin is a rule."""
    judgement = judge("[She]: <It is safe.>")["stance"]
    assert (judgement.value, judgement.origin) == ("affirm", "rule")


def test_origins() -> None:
    """The origin is the lexicon if the entry alone decides, and a rule if the scope does."""
    assert judge("[She] {opposed} <it>.")["stance"].origin == "lexicon"
    assert judge("[She] {did not want} <it>.")["stance"].origin == "rule"

"""Claims from the layout, with each extractor: turns, posts, signed quotations and lists."""

from collections.abc import Iterable

import pytest

from newsclaims import Claim, Pipeline
from newsclaims._language import Language
from newsclaims.extractors import NeuralExtractor, RulesExtractor

Row = tuple[str | None, str | None, str]
"""Source, cue and content, in words."""

TURNS = [
    (
        "capitals",
        "HOLM: I will not run.\n\nVIK: So who will? The party said that it was ready.",
        [("HOLM", None, "I will not run"), ("VIK", None, "So who will? The party said that it was ready")],
        [("The party", "said", "that it was ready", 1)],
    ),
    (
        "letters",
        "Mara Lund left the yard in May.\n\nQ: Will the yard close?\n\nA: No. The owner told me that it was safe.",
        [("Q", None, "Will the yard close?"), ("A", None, "No. The owner told me that it was safe")],
        [("The owner", "told", "that it was safe", 1)],
    ),
    (
        "a turn over paragraphs",
        "DANA HOLT: I traced the cable.\n\nThe port told me that it leaked.\n\nROBIN MARSH: I saw it.",
        [
            ("DANA HOLT", None, "I traced the cable. ... The port told me that it leaked"),
            ("ROBIN MARSH", None, "I saw it"),
        ],
        [("The port", "told", "that it leaked", 0)],
    ),
    (
        "an interjection says nothing",
        "WATTS: I counted six leaks.\n\nGUPTE: OK.\n\nWATTS: I counted them twice.",
        [("WATTS", None, "I counted six leaks"), ("WATTS", None, "I counted them twice")],
        [],
    ),
    (
        "a signature",
        "The quay opened in May.\n\n“It is a joy to walk here,” — Ella Rask",
        [("Ella Rask", None, "“It is a joy to walk here,”")],
        [],
    ),
    (
        "a post",
        "The network failed.\n\nPort Watch (@portwatch) May 13, 2024\n\nThe cables are dry and the pumps run.",
        [("Port Watch (@portwatch)", None, "The cables are dry and the pumps run")],
        [],
    ),
    (
        "a list",
        "The union said:\n\n• The crane is old;\n• The owner denied that the pumps leaked.\n\nIt rained.",
        [("The union", "said", "The crane is old ... The owner denied that the pumps leaked")],
        [("The owner", "denied", "that the pumps leaked", 0)],
    ),
    (
        "a list after that",
        "Ms Roe told the council that:\n\n1. the roof leaks;\n2. the stairs are rotten.\n\nIt rained.",
        [("Ms Roe", "told", "the roof leaks ... the stairs are rotten")],
        [],
    ),
    (
        "a list with letters",
        "The union wants:\n\na) a ban on night shifts;\n\nb) more pay.\n\nIt rained.",
        [("The union", "wants", "a ban on night shifts ... more pay")],
        [],
    ),
    (
        "signed quotations on end",
        "'I never saw him.' – Bo Lind, fisherman\n\n'He was late.' – Ada Quist, teacher",
        [("Bo Lind, fisherman", None, "'I never saw him.'"), ("Ada Quist, teacher", None, "'He was late.'")],
        [],
    ),
    (
        "text on a screen",
        "GRAPHIC: Port poll: Falk, 40 percent\n\nFALK: I will run.\n\nWOLD: I doubt that you will.",
        [("FALK", None, "I will run"), ("WOLD", None, "I doubt that you will")],
        [],
    ),
    (
        "a list that nobody is said to have said",
        "Reactions:\n\n• The port said that it would pay.\n• The union denied that it had struck.",
        [("The port", "said", "that it would pay"), ("The union", "denied", "that it had struck")],
        [],
    ),
]


def words(claims: Iterable[Claim]) -> list[Row]:
    """Return the words of the claims without a parent; a dash or a colon is not shown as a cue."""
    return [
        (
            claim.source.text if claim.source else None,
            claim.cue.text if claim.cue and claim.cue.text.isalpha() else None,
            claim.content.text,
        )
        for claim in claims
        if claim.parent is None
    ]


@pytest.mark.parametrize("extractor", ["neural", "rules"])
@pytest.mark.parametrize(("text", "outer", "inner"), [row[1:] for row in TURNS], ids=[row[0] for row in TURNS])
def test_layout(extractor: str, text: str, outer: list[Row], inner: list[tuple[str, str, str, int]]) -> None:
    """Words whose speaker the layout shows are a claim, and claims found inside are nested in it."""
    claims = Pipeline(extractor).extract(text)
    assert words(claims) == outer
    ids = [claim.id for claim in claims if claim.parent is None]
    nested = [
        (claim.source and claim.source.text, claim.cue and claim.cue.text, claim.content.text, ids.index(claim.parent))
        for claim in claims
        if claim.parent in ids
    ]
    assert set(inner) <= set(nested)


def test_what_crosses_from_one_speaker_to_the_next_is_dropped() -> None:
    """No claim crosses the label of a turn."""
    text = "ANNA BELL: The mayor said\n\nTOM ROE: that I was late, I know."
    for claim in Pipeline("rules").extract(text):
        spans = [*(claim.source.spans if claim.source else ()), *claim.content.spans]
        sides = {span.start >= text.index("TOM ROE") for span in spans}
        assert len(sides) == 1


def test_a_list_without_a_speaker_changes_nothing() -> None:
    """Without turns and lists, the layout adds no claim."""
    claims = Pipeline("rules").extract("The mayor said that it rained.")
    assert words(claims) == [("The mayor", "said", "that it rained")]


@pytest.mark.parametrize("extractor", ["neural", "rules"])
def test_a_list_after_according_to(extractor: str) -> None:
    """What stands below "According to the report:" is the report's."""
    text = "According to the report:\n\n• the crane was old;\n• nobody had checked it.\n\nIt rained."
    (claim,) = Pipeline(extractor).extract(text)
    assert words([claim])[0][2] == "the crane was old ... nobody had checked it"
    assert [part and part.text for part in (claim.source, claim.cue)] == ["the report", "According to"]


@pytest.mark.parametrize("extractor", ["neural", "rules"])
def test_a_time_before_a_sentence_is_not_its_verb(extractor: str) -> None:
    """The "AM" of a time on the line above is not the verb of a question."""
    claims = Pipeline(extractor).extract("10:12 AM\n\nThe council said that it would meet.")
    assert words(claims) == [("The council", "said", "that it would meet")]


@pytest.mark.parametrize("extractor", [RulesExtractor, NeuralExtractor])
def test_utterances_have_a_score_and_obey_the_threshold(extractor: type[RulesExtractor | NeuralExtractor]) -> None:
    """A turn has the measured probability that a turn is a claim, and a higher threshold drops it."""
    text = "HOLM: I will not run.\n\nVIK: So who will?"
    claims = Pipeline(extractor()).extract(text)
    score = Language.load("en").utterance_score
    assert [claim.score for claim in claims if claim.cue is None] == [score, score]
    assert len(claims.where(min_score=0.9)) == 2
    assert not [claim for claim in Pipeline(extractor(threshold=0.999)).extract(text) if claim.cue is None]

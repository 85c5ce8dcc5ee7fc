"""Answers become attributions: windows are merged, parents are checked, labels are judgements, losses are warnings."""

import json
from collections.abc import Mapping, Sequence

import pytest
from extractors.llm.server import claim
from hypothesis import given
from hypothesis import strategies as st

from newsclaims import ClaimSet, Pipeline
from newsclaims.extractors import LLMExtractor
from newsclaims.taggers import DEFAULT_TAGGERS

SHIPS = [f"Captain {chr(65 + n)} said that ship {chr(65 + n)} had sunk." for n in range(26)]
NESTED = "Ann said that Bob had denied that the quay was unsafe. Cleo left."
OUTER = claim("Ann", "said", "that Bob had denied that the quay was unsafe")
INNER = claim("Bob", "had denied", "that the quay was unsafe")


def extracted(text: str, *items: Mapping[str, object], **options: object) -> ClaimSet:
    """Return the claims of a text, if the model answers with these."""
    answer = json.dumps({"claims": items})
    extractor = LLMExtractor(complete=lambda *_: answer, **options)  # type: ignore[arg-type]
    return Pipeline(extractor).extract(text)


def ships(messages: Sequence[Mapping[str, str]], schema: Mapping[str, object]) -> str:
    """Answer with the claims of the ships in a window."""
    assert schema
    text = messages[-1]["content"]
    names = [ship[8] for ship in SHIPS if ship in text]
    return json.dumps({"claims": [claim(f"Captain {n}", "said", f"that ship {n} had sunk") for n in names]})


PIECES = st.sampled_from(
    ["Ann", "said", "that Bob had denied", "Bob", "had denied", "that the quay", "", " ", "Cleo", "X"]
)
ITEM = st.fixed_dictionaries(
    {},
    optional={
        "source": st.lists(PIECES, max_size=2) | PIECES,
        "cue": st.lists(PIECES, max_size=2),
        "content": st.lists(PIECES | st.sampled_from([NESTED, NESTED[9:53]]), max_size=2),
        "holder": PIECES,
        "parent": st.none() | st.integers(-1, 5),
        "stance": st.sampled_from(["deny", "sure", None]),
    },
)


@given(items=st.lists(ITEM, max_size=6), judge=st.sampled_from(["taggers", "model"]))
def test_any_answer_gives_valid_claims(items: list[dict[str, object]], judge: str) -> None:
    """Whatever a model answers, claims have words of the article, and nothing is lost without a warning."""
    found = extracted(NESTED, *items, judge=judge)
    assert all(one.content.text for one in found)
    assert found.claims or found.warnings or not items


@given(window=st.integers(200, 600), share=st.floats(0, 0.5))
def test_claims_found_twice_are_merged(window: int, share: float) -> None:
    """Whatever the windows and their overlap, each claim is found once."""
    extractor = LLMExtractor(complete=ships, window=window, overlap=int(window * share))
    found = Pipeline(extractor, taggers=[]).extract(" ".join(SHIPS))
    assert [one.content.text[10] for one in found] == [ship[8] for ship in SHIPS]
    assert found.warnings == ()


def test_a_claim_that_the_end_of_a_window_cuts_is_found_whole() -> None:
    """Of two finds with one cue, the longer content is kept."""
    text = " ".join([*SHIPS[:4], "Zoe said rain fell and snow fell and hail fell.", *SHIPS[4:8]])

    def complete(messages: Sequence[Mapping[str, str]], _: Mapping[str, object]) -> str:
        asked = messages[-1]["content"]
        content = "rain fell" if SHIPS[0] in asked else "rain fell and snow fell and hail fell"
        return json.dumps({"claims": [claim("Zoe", "said", content)] if "Zoe" in asked else []})

    extractor = LLMExtractor(complete=complete, window=240, overlap=120)
    [one] = Pipeline(extractor, taggers=[]).extract(text)
    assert one.content.text == "rain fell and snow fell and hail fell"


def test_words_of_a_speaker_in_two_windows_are_one_claim() -> None:
    """Without a cue, a content that another one holds is the same claim."""
    turn = "We saw the bridge fall and nobody came to help us for hours"
    text = "\n\n".join([*SHIPS[:3], f"ROE: {turn}.", *SHIPS[3:8]])

    def complete(messages: Sequence[Mapping[str, str]], _: Mapping[str, object]) -> str:
        asked = messages[-1]["content"]
        content = turn if SHIPS[0] in asked else turn[7:]
        return json.dumps({"claims": [claim("", "", content)] if turn in asked else []})

    extractor = LLMExtractor(complete=complete, window=220, overlap=110)
    [one] = Pipeline(extractor, taggers=[]).extract(text)
    assert one.content.text == turn


def test_warnings_name_the_part_of_a_long_article() -> None:
    """If an article has several windows, a warning says which part it is about."""
    found = extracted(" ".join(SHIPS), claim("Zed", "said", "hello"), window=500)
    assert found.warnings[0].startswith("part 1 of 3: the claim 'hello' was dropped: its source 'Zed' ")
    assert found.warnings[1].startswith("part 2 of 3: ")


def test_our_own_rules_settle_nesting_if_the_model_is_not_asked() -> None:
    """A claim inside the content of another one is its child."""
    outer, inner = extracted(NESTED, OUTER, INNER)
    assert (inner.parent, outer.parent) == (outer.id, None)


def test_the_model_s_parents_are_kept() -> None:
    """With `judge="model"`, the model says which claim is inside which."""
    outer, inner = extracted(NESTED, {**OUTER, "parent": None}, {**INNER, "parent": 0}, judge="model")
    assert (inner.parent, outer.parent) == (outer.id, None)
    outer, inner = extracted(NESTED, OUTER, INNER, judge="model")
    assert inner.parent is None


@pytest.mark.parametrize(
    ("items", "warning"),
    [
        (
            [{**OUTER, "parent": 1}, {**INNER, "parent": 0}],
            (
                "the claim 'that Bob had denied that the quay was unsafe' has no parent: "
                "it is not inside the claim 'that the quay was unsafe'."
            ),
        ),
        (
            [
                claim("", "", "the quay was unsafe", parent=1),
                claim("", "", "that Bob had denied that the quay was unsafe", parent=0),
            ],
            (
                "the claim 'that Bob had denied that the quay was unsafe' has no parent: "
                "it is not inside the claim 'the quay was unsafe'."
            ),
        ),
        (
            [{**INNER, "parent": 1}, claim("Zed", "said", "nothing")],
            "the claim 'that the quay was unsafe' has no parent: the claim 'nothing' was dropped.",
        ),
    ],
)
def test_parents_that_cannot_be(items: list[dict[str, object]], warning: str) -> None:
    """A parent that was dropped, or that is inside its child, is left out and named."""
    assert warning in extracted(NESTED, *items, judge="model").warnings


def test_the_model_s_labels() -> None:
    """With `judge="model"`, labels and holder are the model's, and the built-in taggers for them do not run."""
    labels = {"stance": "oppose", "confidence": "possible", "cue_force": "distancing", "source_type": "document"}
    text = "Ann Roe, a baker, came in. She said that it rained."
    item = claim("She", "said", "that it rained", holder="Ann Roe", parent=None, **labels)
    [one] = extracted(text, item, judge="model")
    assert one.source is not None
    assert (one.stance, one.confidence, one.cue_force, one.source_type) == tuple(labels.values())
    assert (one.source.name, one.quotation) == ("Ann Roe", "indirect")
    [judged] = extracted(text, item)
    assert (judged.stance, judged.source_type) == ("affirm", "reference")


def test_the_taggers_of_a_judging_model() -> None:
    """Only the taggers for what the model does not judge are left."""
    names = [[tagger.name for tagger in Pipeline(LLMExtractor(judge=judge)).taggers] for judge in ("taggers", "model")]
    assert sorted(names[0]) == sorted(DEFAULT_TAGGERS)
    assert names[1] == ["quotation", "holder", "times"]


def test_a_source_cannot_have_the_type_none() -> None:
    """The value that means "no source" is ignored for a claim that has one."""
    [one] = extracted("Ann said it rained.", claim("Ann", "said", "it rained", source_type="none"), judge="model")
    assert one.source_type is None


def test_claims_that_are_too_deep_are_named() -> None:
    """Our rules keep three claims in a chain; a warning counts those that are deeper."""
    text = "A said that B said that C said that D said that it rained."
    items = [claim(letter, "said", text[text.index(f"{letter} said") + 7 : -1]) for letter in "ABCD"]
    found = extracted(text, *items)
    assert len(found) == 3
    assert found.warnings == ("claims that are more than 3 deep inside others were dropped: 1.",)

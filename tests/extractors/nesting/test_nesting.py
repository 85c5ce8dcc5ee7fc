"""Claims inside the contents of other claims."""

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from extractors.given import news, reading, tangles
from hypothesis import given
from hypothesis import strategies as st
from strategies import any_text

import newsclaims as nc
from newsclaims._attribution import Attribution
from newsclaims._pipeline import Pipeline
from newsclaims.evaluation import GoldArticle, Roles, score
from newsclaims.extractors import _nesting as nesting_room
from newsclaims.extractors._nesting import DEPTH, with_nested
from newsclaims.extractors._neural import NeuralExtractor
from newsclaims.extractors._rules import RulesExtractor
from newsclaims.text import Text

RULES = RulesExtractor()
PIPELINE = Pipeline("rules")
DEEP = "The paper reported that the bishop had told aides that the abbot would never agree to sell the orchard."
BENCHMARKS = Path(__file__).resolve().parents[3] / "benchmarks"

Shown = list[tuple[str, str, str, str | None]]


def nested(string: str) -> Shown:
    """Return source, cue and content of the nested claims in a text, and the cue of each parent."""
    text = reading(string)
    [found] = RULES.extract([text])

    def words(spans: tuple[tuple[int, int], ...]) -> str:
        return " ... ".join(string[start:end] for start, end in spans)

    return [
        (words(a.source), words(a.cue), words(a.content), words(found[a.parent].cue))
        for a in found
        if a.parent is not None
    ]


@pytest.mark.parametrize(
    ("string", "wanted"),
    [
        (
            "Reyes said that Holt had denied the charge.",
            [("Holt", "had denied", "the charge", "said")],
        ),
        (
            "Reyes denied that the board had promised to pay.",
            [("the board", "had promised", "to pay", "denied")],
        ),
        (
            "“The builders insist that the dam is sound,” Reyes said.",
            [("The builders", "insist", "that the dam is sound", "said")],
        ),
        (
            "“My son called and he said, ‘They are burning the barn,’” Reyes recalled.",
            [("he", "said", "‘They are burning the barn,’", "recalled")],
        ),
        (
            "“‘I believe that we lost,’ the boy told me,” Reyes said.",
            [("the boy", "told", "‘I believe that we lost,’", "said")],
        ),
        (
            "Reyes said that, according to the sheriff, both doors were locked.",
            [("the sheriff", "according to", "both doors were locked", "said")],
        ),
        (
            "The lawyer said Mr. Holt’s claim that he was at sea had never been tested.",
            [("Mr. Holt’s", "claim", "that he was at sea", "said")],
        ),
        (
            "The lawyer said that Holt had admitted taking the boat.",
            [("Holt", "had admitted", "taking the boat", "said")],
        ),
        (
            "Reyes said the chancellor had proposed a tax that would hurt farmers.",
            [("the chancellor", "had proposed", "a tax that would hurt farmers", "said")],
        ),
        (
            DEEP,
            [
                ("the bishop", "had told", "that the abbot would never agree to sell the orchard", "reported"),
                ("the abbot", "would never agree", "to sell the orchard", "had told"),
            ],
        ),
    ],
)
def test_nests(string: str, wanted: Shown) -> None:
    """A statement, thought, wish or denial of another source inside a content is a claim nested in that claim."""
    assert nested(string) == wanted


@pytest.mark.parametrize(
    "string",
    [
        "Reyes said the roof had leaked since the storm.",
        "“The roof,” Reyes said, “has leaked since the storm.”",
        "Reyes said the man who built the wall had no licence.",
        "Reyes said a set of rules that could change the trade would be ready in June.",
        "“What do you think happens when the pumps fail?” Reyes asked.",
        "“You know, it was dark,” Reyes said.",
        "“That said, the numbers are better,” Reyes said.",
        "Reyes said he would not run again, adding that the party needed younger faces.",
        "Reyes said the wanted man was seen near the station.",
        "“It shows that nobody cares,” Reyes said.",
        "The crew bowed to union demands and sailed, Reyes said.",
        "“They said nothing,” Reyes complained.",
        "“Who would have guessed that it could burn?” Reyes asked.",
    ],
)
def test_does_not_nest(string: str) -> None:
    """Questions, idioms, things and nouns that look like verbs are not nested claims."""
    assert nested(string) == []


@pytest.mark.parametrize(
    ("own", "another"),
    [
        ("“I believe that the bridge is safe,” Reyes said.", "“They believe that the bridge is safe,” Reyes said."),
        ("“I tell you that it is safe,” Reyes said.", "“I told you that it was safe,” Reyes said."),
    ],
)
def test_own_stance(own: str, another: str) -> None:
    """A speaker's own thought is the stance to the quotation; another's, or an earlier statement, is nested."""
    assert nested(own) == []
    assert len(nested(another)) == 1


@pytest.mark.parametrize(
    "string",
    [
        "She said she believed that the bridge was safe.",
        "He said he wanted to leave.",
        "The company said it plans to close a plant.",
        "Roe told reporters that she was not convinced that the bridge was safe.",
    ],
)
def test_own_thought_in_indirect_speech(string: str) -> None:
    """What a source says that it thinks or wants is nested in indirect speech."""
    assert len(nested(string)) == 1


@pytest.mark.parametrize(
    ("string", "wanted"),
    [
        (
            "Reyes said prices were expected to fall.",
            [("", "were expected", "prices ... to fall", "said")],
        ),
        ("Reyes said the clerk was accused of fraud.", [("", "was accused of", "the clerk ... fraud", "said")]),
    ],
)
def test_passives(string: str, wanted: Shown) -> None:
    """A passive without a source nests too."""
    assert nested(string) == wanted


def test_first_person_outside_quotation() -> None:
    """“I” in indirect speech is neither the outer source nor the reporter, so it does not nest."""
    assert nested("Reyes said that I believed that it was safe.") == []


def flat(text: Text, monkeypatch: pytest.MonkeyPatch) -> list[Attribution]:
    """Return what the rules find without looking inside contents."""
    with monkeypatch.context() as patch:
        patch.setattr(nesting_room, "find_children", lambda *_: [])
        [found] = RulesExtractor().extract([text])
    return found


TEXTS = st.one_of(any_text(), news(), tangles(), st.just(DEEP))


@given(text=TEXTS, threshold=st.sampled_from([None, 0.0, 0.5]))
def test_inside(text: str, threshold: float | None) -> None:
    """A child's words lie inside one piece of its parent's content, and a parent comes before its children."""
    [found] = RulesExtractor(threshold).extract([reading(text)])
    for n, one in enumerate(found):
        if one.parent is None:
            continue
        assert one.parent < n
        spans = [span for _, offsets in one.roles() for span in offsets]
        pieces = found[one.parent].content
        assert any(all(a <= start and end <= b for start, end in spans) for a, b in pieces)


@given(text=TEXTS, threshold=st.sampled_from([None, 0.0]))
def test_depth(text: str, threshold: float | None) -> None:
    """A chain has at most three claims, and no two attributions at different levels share words of their cues."""
    [found] = RulesExtractor(threshold).extract([reading(text)])
    for one in found:
        depth, at = 1, one
        while at.parent is not None:
            depth, at = depth + 1, found[at.parent]
        assert depth <= DEPTH
    outer = {i for a in found if a.parent is None for start, end in a.cue for i in range(start, end)}
    assert all(i not in outer for a in found if a.parent is not None for s, e in a.cue for i in range(s, e))


def test_parentless_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """The claims without a parent are the same, in the same order, as without nesting."""
    for string in (DEEP, "“I told him that it rained,” Holt said. According to Reyes, Holt said that it snowed."):
        text = reading(string)
        [found] = RULES.extract([text])
        without = flat(text, monkeypatch)
        assert found[: len(without)] == without
        assert all(one.parent is not None for one in found[len(without) :])
        assert len(found) > len(without)


def test_any_extractor() -> None:
    """Attributions of any extractor get children, and themselves stay as they are."""
    text = reading("Reyes says that Holt lied and that Brandt denied the charge.")
    given_ = Attribution(source=((0, 5),), cue=((6, 10),), content=((11, 59),), score=0.9)
    first, *children = with_nested(text, [given_])
    assert first is given_
    assert [text.string[a.source[0][0] : a.source[0][1]] for a in children] == ["Brandt"]
    assert [a.parent for a in children] == [0]
    assert with_nested(text, []) == []


def test_smallest_content() -> None:
    """The parent of a claim is the one with the smallest content around it."""
    text = reading("Reyes says that it was known that Brandt denied the charge.")
    wide = Attribution(source=((0, 5),), cue=((6, 10),), content=((11, 58),))
    narrow = Attribution(source=(), cue=((16, 28),), content=((29, 58),))
    *_, child = with_nested(text, [wide, narrow])
    assert child.parent == 1


def test_score() -> None:
    """A child's score comes from its own pattern and its parent's score; a threshold applies to children too."""
    text = reading("Reyes said that Holt had denied the charge.")
    [found] = RULES.extract([text])
    assert all(a.score is not None and 0 < a.score < 1 for a in found)
    [high] = RulesExtractor(1.0).extract([text])
    assert high == []


def test_score_follows_the_parents() -> None:
    """A child's score rises with its parent's score, also at the third level."""
    text = reading(DEEP)
    [outer, *_], *_ = RULES.extract([text])
    scores: list[list[float]] = []
    for given_ in (0.1, 0.5, 0.9, None):
        _, *nested_ = with_nested(text, [evolve(outer, score=given_)])
        assert len(nested_) == 2
        scores.append([one.score or 0.0 for one in nested_])
    low, even, high, unknown = scores
    assert all(a < b < c for a, b, c in zip(low, even, high, strict=True))
    assert unknown == even


def test_the_rules_and_the_model_find_nested_claims() -> None:
    """Both extractors find the claims inside a content; the rules' ones have a note."""
    text = reading(DEEP)
    for extractor in (RULES, NeuralExtractor()):
        [found] = extractor.extract([text])
        assert len([one for one in found if one.parent is not None]) == 2
        assert {one.extractors for one in found} == {()}
    [found] = RULES.extract([text])
    assert all(one.note for one in found if one.parent is not None)


def test_chain() -> None:
    """`chain` returns the claims from the outermost one to the nested one."""
    claims = PIPELINE.extract(DEEP)
    [deepest] = [claim for claim in claims if claim.source_name == "the abbot"]
    assert [claim.source_name for claim in claims.chain(deepest)] == ["The paper", "the bishop", "the abbot"]


def test_round_trip() -> None:
    """Parents survive a round trip through JSON."""
    claims = PIPELINE.extract(DEEP)
    assert nc.ClaimSet.model_validate_json(claims.model_dump_json()) == claims
    assert sum(claim.parent is not None for claim in claims) == 2


def test_evaluation_is_flat() -> None:
    """Nested claims are left out when the gold annotation is flat."""
    text = reading(DEEP)
    [found] = RULES.extract([text])
    [outer] = [a for a in found if a.parent is None]
    gold = GoldArticle(text.article, ((Roles(outer.source, outer.cue, outer.content),),))
    assert len(found) == DEPTH
    assert score([gold], {text.article.id: found}).to_dict()["claim"] == {"p": 100.0, "r": 100.0, "f1": 100.0}


@pytest.fixture
def nesting(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the benchmark as a module."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    import nesting

    return nesting


def test_the_table_is_sound(nesting: Any) -> None:
    """Each text is in one half; about half of them have a nested claim, which lies in a claim with a content."""
    rows = nesting.rows()
    holding = [row for row in rows if any(claim.parent is not None for claim in row.claims.values())]
    assert {row.half for row in rows} == {"choose", "report"}
    assert 0.4 <= len(holding) / len(rows) <= 0.6
    assert all(claim.spans["content"] for row in rows for claim in row.claims.values())


def test_the_benchmark_counts(nesting: Any) -> None:
    """Only a nested claim with the right spans and the right parent counts."""
    marked = "[1 Reyes] {1 said} <1 that [2 Holt] {2 had denied} <2 the charge>>."
    row = nesting.Row("choose", *nesting.parse(marked))
    assert row.text == "Reyes said that Holt had denied the charge."
    assert nesting.measured(RULES, [row]) == (1, 1, 1)
    other = nesting.Row("choose", *nesting.parse(marked.replace("[1 Reyes]", "Reyes")))
    assert nesting.measured(RULES, [other]) == (0, 1, 1)

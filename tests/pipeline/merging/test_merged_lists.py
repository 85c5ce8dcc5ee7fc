"""Merging what several extractors found in a text into one list."""

from collections import Counter
from typing import Any

import pytest
from attrs import evolve
from costs import steps
from hypothesis import given
from pipeline.merging.finds import LENGTH, NAMES, Lists, find, judged, lists

from newsclaims._attribution import Attribution, Mark, Time
from newsclaims._pipeline.checks import check_attributions
from newsclaims._pipeline.merging.merged_lists import least_finders, merged_lists
from newsclaims.errors import InvalidValueError

RULES: Any = dict.fromkeys((*NAMES, "neural"), "rule")


def merged(found: Lists, least: int = 1, origins: Any = RULES) -> list[Attribution]:
    """Merge with a rule as the origin of each extractor."""
    return merged_lists(found, origins, least)


def spans(found: Any) -> Counter[Any]:
    """Count attributions by their spans."""
    return Counter((one.source, one.cue, one.content) for one in found)


@given(found=lists())
def test_a_union_holds_all(found: Lists) -> None:
    """Each find of each extractor is in one claim of the union."""
    assert sum(len(one.extractors) for one in merged(found)) == sum(map(len, found.values()))


@given(found=lists())
def test_an_intersection_is_within_each(found: Lists) -> None:
    """All found each claim of an intersection, no list is shorter, and its claims are in the vote and the union."""
    union, vote, all_found = (merged(found, least) for least in (1, 2, 3))
    assert all(one.extractors == NAMES for one in all_found)
    assert len(all_found) <= min(map(len, found.values()))
    assert spans(all_found) <= spans(vote) <= spans(union)


@given(found=lists(names=["ann"]))
def test_merging_a_list_with_itself_changes_nothing(found: Lists) -> None:
    """Two extractors that find the same give the same claims, scores and parents as one."""
    once = [evolve(one, extractors=(), marks=()) for one in merged(found)]
    twice = merged({"ann": found["ann"], "bob": found["ann"]}, least=2)
    assert [evolve(one, extractors=(), marks=()) for one in twice] == once
    assert spans(once) == spans(found["ann"])


@given(found=lists())
def test_the_order_of_extractors_makes_no_difference(found: Lists) -> None:
    """If no two scores are equal, the claims are the same for any order of the extractors."""
    turned = {name: found[name] for name in reversed([*found])}
    for least in (1, 2, 3):
        assert merged(found, least) == merged(turned, least)


@given(found=lists())
def test_what_is_merged_is_valid(found: Lists) -> None:
    """Spans fit the text, and parents are in the list and do not lead back, whatever is left out."""
    for least in (1, 2, 3):
        check_attributions(merged(found, least), LENGTH)


def test_the_higher_score_wins_then_the_first() -> None:
    """A claim has the spans of the finder with the highest score; a finder without a score comes last."""
    low, high, without = find(((0, 10),), score=0.4), find(((0, 9),), score=0.6), find(((0, 8),))
    assert [one.content for one in merged({"ann": [low], "bob": [high], "cy": [without]})] == [((0, 9),)]
    assert merged({"ann": [without], "bob": [low]})[0].content == ((0, 10),)
    equal = evolve(high, content=((0, 7),))
    assert merged({"ann": [high], "bob": [equal]})[0].content == ((0, 9),)
    assert merged({"bob": [equal], "ann": [high]})[0].content == ((0, 7),)


def test_a_parent_that_is_left_out_is_replaced_by_its_own() -> None:
    """The nearest ancestor that is kept becomes the parent."""
    outer, middle, inner = find(((0, 20),)), find(((4, 16),), parent=0), find(((6, 12),), parent=1)
    found = {"ann": [outer, middle, inner], "bob": [find(((0, 20),)), find(((6, 12),))]}
    assert [(one.content, one.parent) for one in merged(found, least=2)] == [(((0, 20),), None), (((6, 12),), 0)]


def test_parents_of_different_extractors_do_not_make_a_ring() -> None:
    """If two extractors nest two claims the other way round, one of the parents is dropped."""
    one, other = find(((0, 10),)), find(((10, 20),))
    ann = [evolve(one, score=0.5), evolve(other, score=0.9, parent=0)]
    bob = [evolve(one, score=0.9, parent=1), evolve(other, score=0.5)]
    assert [claim.parent for claim in merged({"ann": ann, "bob": bob})] == [1, None]


def test_the_parent_is_that_of_the_finder_whose_spans_win() -> None:
    """A claim is nested only if the finder with the highest score says so."""
    outer, inner = find(((0, 20),), score=0.9), find(((6, 12),), score=0.5)
    nested = [outer, evolve(inner, parent=0)]
    assert [one.parent for one in merged({"ann": nested, "bob": [outer, evolve(inner, score=0.4)]})] == [None, 0]
    assert [one.parent for one in merged({"ann": nested, "bob": [outer, evolve(inner, score=0.6)]})] == [None, None]


def test_a_missing_score_counts_neither_way() -> None:
    """An extractor without scores does not change a score, and what it alone found has none."""
    scored, plain, more = find(((0, 10),), score=0.8), find(((0, 10),)), find(((12, 20),))
    assert [one.score for one in merged({"ann": [scored], "bob": [plain, more]})] == [0.8, None]
    assert [one.score for one in merged({"ann": [scored], "bob": [more]})] == [0.8, None]


def test_opinions_evidence_and_names_of_all_are_kept() -> None:
    """A claim has the judgements, notes and marks of all its finders, and names them in alphabetical order."""
    one = evolve(judged(find(((0, 10),), ((12, 14),), score=0.9), "deny"), note="sure", extractors=("bob", "inner"))
    two = evolve(judged(find(((0, 10),), ((12, 14),), score=0.8), "affirm"), marks=(Mark(0, 2, "seen", "lexicon"),))
    [both] = merged({"bob": [one], "ann": [two]}, origins={"ann": "rule", "bob": "model"})
    assert both.extractors == ("ann", "bob", "inner")
    # The winner's opinion is the last one, because the last rule decides.
    assert [opinion.value for opinion in both.judgements["stance"]] == ["affirm", "deny"]
    assert both.note == ""
    assert both.marks == (
        Mark(12, 14, "sure", "model"),
        Mark(12, 14, "stance=deny by bob", "model"),
        Mark(0, 2, "seen", "lexicon"),
        Mark(12, 14, "stance=affirm by ann", "rule"),
    )


def test_other_spans_are_kept_as_marks() -> None:
    """What a finder has otherwise than the claim is kept, all roles together."""
    one, two = find(((0, 10),), ((12, 14),), score=0.9), find(((0, 4), (5, 9)), (), ((20, 23),), score=0.8)
    [both] = merged({"ann": [one], "bob": [two]})
    assert [(mark.start, mark.end, mark.note) for mark in both.marks] == [
        (20, 23, "source by bob"),
        (0, 4, "content by bob"),
        (5, 9, "content by bob"),
    ]


def test_holder_and_times_come_from_a_finder_with_the_same_spans() -> None:
    """If the winner has no holder or times, another finder with the same spans gives them."""
    one, day = find(((0, 10),), (), ((12, 14),), score=0.9), Time(2, 4, "date")
    [both] = merged({"ann": [one], "bob": [evolve(one, holder=(20, 25), times=(day,), score=0.5)]})
    assert (both.holder, both.times) == ((20, 25), (day,))
    [other] = merged({"ann": [one], "bob": [evolve(one, content=((0, 9),), times=(day,), score=0.5)]})
    assert other.times == ()


def test_the_cost_is_linear() -> None:
    """Twice as many claims take at most twice as many steps, also if all are in one long content of many fragments."""

    def work(number: int) -> int:
        turn = find(tuple((10 * i, 10 * i + 9) for i in range(number)))
        inner = [find(((10 * i + 4, 10 * i + 9),), ((10 * i, 10 * i + 3),), parent=0) for i in range(number)]
        found = {"ann": [turn, *inner], "bob": [turn, *inner]}
        return steps(lambda: merged(found))

    assert work(100) < 2.1 * work(50)


@pytest.mark.parametrize(
    ("merge", "extractors", "least"),
    [("union", 3, 1), ("intersection", 3, 3), ("vote", 2, 2), ("vote", 3, 2), ("vote", 4, 3), ("vote", 1, 1)],
)
def test_how_many_must_find_a_claim(merge: str, extractors: int, least: int) -> None:
    """A vote needs more than half, so a tie of votes drops the claim."""
    assert least_finders(merge, extractors) == least


@pytest.mark.parametrize("merge", ["all", "", None, 1, ["union"]])
def test_an_unknown_rule_is_refused(merge: object) -> None:
    """The message names the rules that there are."""
    with pytest.raises(InvalidValueError, match="merge must be 'union', 'intersection' or 'vote', not "):
        least_finders(merge, 2)

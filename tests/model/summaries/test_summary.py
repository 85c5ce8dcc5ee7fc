"""Summaries of claims: every claim is counted once, by source and by each label."""

import pickle
import sys
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serialisers.samples import sample
from serialisers.strategies import claimsets

from newsclaims._model import LABELS, Article, Claim, ClaimSet, Content, Source, SourceType, Span, Stance, Summary
from newsclaims._model.source_names import spelling_key
from newsclaims._plugins import Extra
from newsclaims.errors import InputTypeError, MissingExtraError

NAMES = ["Ada", "Bo", ""]


def speaking(*claims: tuple[str, Stance | None], types: Mapping[str, SourceType] | None = None) -> ClaimSet:
    """Return a set of claims, each given by the name of its source (`""` for none) and its stance."""
    text = "".join(f"{name or '-'}: it rains. " for name, _ in claims)
    made, at = [], 0
    for number, (name, stance) in enumerate(claims):
        shown = name or "-"
        start = at + len(shown) + 2
        passage = Source(spans=(Span(start=at, end=at + len(shown)),), text=shown, type=(types or {}).get(str(number)))
        content = Content(spans=(Span(start=start, end=start + len("it rains")),), text="it rains")
        made.append(Claim(id=str(number), source=passage if name else None, content=content, stance=stance))
        at = start + len("it rains. ")
    return ClaimSet(article=Article(text=text, id="rain"), claims=tuple(made))


@given(claimsets())
def test_every_claim_is_counted_once(claimset: ClaimSet) -> None:
    """The numbers of sources, and of the values of each label, add up to the number of claims."""
    summary = claimset.summary()
    assert summary.claims == len(claimset)
    assert sum(source.claims for source in summary.sources) == len(claimset)
    assert all(sum(source.by_stance.values()) == source.claims for source in summary.sources)
    for name, label in LABELS.items():
        counts = getattr(summary, f"by_{name}")
        assert list(counts) == [*label.values, None]
        assert {v: n for v, n in counts.items() if n} == {
            v: sum(getattr(claim, name) == v for claim in claimset) for v in {getattr(c, name) for c in claimset}
        }


@given(claimsets())
def test_sources_are_those_of_by_source(claimset: ClaimSet) -> None:
    """The sources are those of `by_source`, the most frequent first and equal ones in order of appearance."""
    groups = claimset.by_source()
    expected = sorted(groups, key=lambda name: -len(groups[name]))
    assert [source.name for source in claimset.summary().sources] == expected


@given(st.lists(claimsets(), max_size=3))
def test_a_summary_of_several_sets_adds_them_up(sets: list[ClaimSet]) -> None:
    """Sources with the same name in several articles are one source, in any spelling."""
    summary = Summary.of(iter(sets))
    assert summary.articles == len(sets)
    assert summary.claims == sum(map(len, sets))
    single = [source for claimset in sets for source in claimset.summary().sources]
    numbers = Counter[str]()
    for source in single:
        numbers[spelling_key(source.name)] += source.claims
    assert {spelling_key(source.name): source.claims for source in summary.sources} == numbers


def test_spellings_of_a_name_are_one_source() -> None:
    """Letter case and white space do not distinguish sources; the most frequent spelling is the name of all."""
    claimset = speaking(("He", None), ("ada", None), ("he", None), ("Ada", None), ("he", None))
    assert [(source.name, source.claims) for source in claimset.summary().sources] == [("he", 3), ("ada", 2)]
    assert {name: len(claims) for name, claims in claimset.by_source().items()} == {"he": 3, "ada": 2}


@given(claimsets())
def test_a_summary_is_a_value(claimset: ClaimSet) -> None:
    """Equal sets have equal summaries, with equal hashes, also after pickling."""
    summary = claimset.summary()
    copy = pickle.loads(pickle.dumps(summary))
    assert copy == summary == claimset.summary()
    assert hash(copy) == hash(summary)


def test_a_source_has_the_type_of_most_of_its_claims() -> None:
    """Claims whose type was not judged do not count, and without any judged one the type is None."""
    person, body = SourceType.NAMED_PERSON, SourceType.NAMED_ORGANISATION
    claims = [("Ada", None)] * 5 + [("Bo", None), ("", None)]
    found = speaking(*claims, types={"0": body, "1": person, "2": person}).summary().sources
    assert [(source.name, source.type) for source in found] == [("Ada", person), ("Bo", None), ("", SourceType.NONE)]


def test_a_reference_counts_only_if_there_is_nothing_else() -> None:
    """A person who is "she" in most claims is still a person."""
    person, she = SourceType.NAMED_PERSON, SourceType.REFERENCE
    types = {"0": she, "1": person, "2": she, "3": she}
    found = speaking(*[("Ada", None)] * 3, ("Bo", None), types=types).summary().sources
    assert [source.type for source in found] == [person, she]


def test_a_filtered_set_has_a_summary_of_its_own() -> None:
    """A summary counts the claims that are left."""
    claims = speaking(("Ada", Stance.DENY), ("Bo", Stance.AFFIRM), ("Ada", Stance.AFFIRM)).where(source="Ada")
    assert claims.summary().by_stance == {stance: int(stance in ("deny", "affirm")) for stance in (*Stance, None)}


def test_only_claim_sets_have_a_summary() -> None:
    """A single set and anything else are refused with what to do."""
    wrong: Any = sample()
    with pytest.raises(InputTypeError, match=r"several claim sets, not ClaimSet\. Use claims\.summary\(\)"):
        Summary.of(wrong)
    with pytest.raises(InputTypeError, match="several claim sets, not int"):
        Summary.of(5)  # type: ignore[arg-type]
    with pytest.raises(InputTypeError, match="claim sets, not str"):
        Summary.of(["no set"])  # type: ignore[list-item]


def test_it_prints_as_a_table() -> None:
    """The table has the sources with the stances that occur, and then the values of each label."""
    claims = speaking(("Ada", Stance.DENY), ("Bo", Stance.AFFIRM), ("Ada", Stance.DENY), ("", None))
    assert str(claims.summary()).splitlines() == [
        "4 claims by 2 sources in 1 article",
        "",
        "source       type        claims  + affirm  − deny  not judged",
        "Ada          not judged       2         0       2           0",
        "Bo           not judged       1         1       0           0",
        "(no source)  none             1         0       0           1",
        "",
        "stance       affirm 1, deny 2, not judged 1",
        "confidence   not judged 4",
        "cue force    not judged 4",
        "source type  none 1, not judged 3",
        "quotation    not judged 4",
    ]
    assert repr(claims.summary()) == str(claims.summary())


def test_a_long_table_says_what_it_leaves_out() -> None:
    """At most 20 sources are printed, and the others are counted; a long name ends with an ellipsis."""
    claims = speaking(*((f"Speaker {number} " + "x" * 40, None) for number in range(23)))
    lines = str(claims.summary()).splitlines()
    assert lines[3].startswith("Speaker 0 xxxxxxxxxxxxxxxxxxxxxxxxxxxxx…  ")
    assert "and 3 more sources with 3 claims" in lines


def test_a_name_cannot_change_the_terminal() -> None:
    """Control characters and marks of direction are replaced, and a blank name is visible."""
    shown = str(speaking(("\x1b[2J\u202eAda\nBo", None), ("\u3000", None)).summary())
    assert "\ufffd[2J\ufffdAda Bo  " in shown
    assert "(blank)" in shown
    assert "(blank)" in str(speaking(("\u200b", None)).summary())


def test_no_claims_is_said() -> None:
    """A summary without claims is one line."""
    assert str(speaking().summary()) == "No claims in 1 article"
    assert str(Summary.of([])) == "No claims in 0 articles"


def test_rich_gets_the_values_that_occur() -> None:
    """The pairs for `rich` have plain names and numbers, of at most 20 sources."""
    shown = dict(speaking(("Ada", Stance.DENY), ("", None)).summary().__rich_repr__())
    assert (shown["articles"], shown["claims"], shown["sources"]) == (1, 2, {"Ada": 1, "": 1})
    assert shown["by_stance"] == {"deny": 1, None: 1}
    many = speaking(*((f"Speaker {number}", None) for number in range(23))).summary()
    assert dict(many.__rich_repr__())["more_sources"] == 3


@pytest.mark.skipif(not Extra("pandas", ("pandas",)).is_installed(), reason="needs newsclaims[pandas]")
def test_the_frame_has_a_row_for_each_source() -> None:
    """The columns are the name, the type, the number of claims and each stance; names are missing without a source."""
    frame = speaking(("Ada", Stance.DENY), ("", None), ("Ada", None), types={"0": SourceType.PUBLIC}).summary()
    table = frame.to_pandas()
    assert list(table) == ["source_name", "source_type", "claims", *Stance, "not_judged"]
    assert table[["claims", "deny", "not_judged"]].to_numpy().tolist() == [[2, 1, 1], [1, 0, 1]]
    assert table["source_name"].isna().tolist() == [False, True]
    assert table["source_type"].tolist() == ["public", "none"]


def test_a_missing_library_is_named_by_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the extra that the called method needs."""
    summary = sample().summary()
    for method, extra, module in ((summary.to_pandas, "pandas", "pandas"), (summary.plot, "plot", "altair")):
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(MissingExtraError, match=rf"pip install 'newsclaims\[{extra}\]'"):
            method()

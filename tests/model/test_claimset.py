"""The set of claims: checked against its article, a sequence, and easy to query."""

import pickle
import sys
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from serialisers.samples import sample
from serialisers.strategies import claimsets

from newsclaims import (
    Article,
    Claim,
    ClaimSet,
    Confidence,
    Content,
    Cue,
    CueForce,
    Evidence,
    ExtractorInfo,
    QuotationType,
    Source,
    SourceType,
    Span,
    Stance,
    Tag,
    TimeMention,
)
from newsclaims import (
    _plugins as plugins,
)
from newsclaims._model import FRAGMENT_GLUE, SCHEMA_VERSION, SCHEMA_VERSIONS, Meta
from newsclaims._model.source_names import spelling_key
from newsclaims._plugins import Extra
from newsclaims.errors import (
    InputTypeError,
    InvalidValueError,
    MissingExtraError,
    OffsetError,
    ParentError,
    UnknownPluginError,
)

TEXT = "Ada Quill said the ferry was late. “It never came,” she said. The harbour was said to be shut."
ARTICLE = Article(text=TEXT, id="a1")


def passage(*pieces: str) -> dict[str, Any]:
    """Return the fields of a passage that covers some pieces of the text."""
    starts = [TEXT.index(piece) for piece in pieces]
    spans = tuple(Span(start=start, end=start + len(piece)) for start, piece in zip(starts, pieces, strict=True))
    return {"spans": spans, "text": FRAGMENT_GLUE.join(pieces)}


FERRY = Claim(
    id="ferry",
    source=Source(**passage("Ada Quill"), type=SourceType.NAMED_PERSON),
    cue=Cue(**passage("said"), force=CueForce.NEUTRAL),
    content=Content(**passage("the ferry was late"), quotation=QuotationType.INDIRECT),
    stance=Stance.AFFIRM,
    confidence=Confidence.CERTAIN,
    score=0.9,
    labels={"topic": Tag(value="ferries", probabilities={"ferries": 0.6})},
)
NEVER = Claim(
    id="never",
    source=Source(
        **passage("she"), type=SourceType.REFERENCE, name="Ada Quill", mention_of=passage("Ada Quill")["spans"][0]
    ),
    content=Content(**passage("“It never came,”"), quotation=QuotationType.DIRECT),
    stance=Stance.AFFIRM,
    score=0.4,
    labels={"topic": Tag(value="ferries"), "is it news?": Tag(value="no")},
)
SHUT = Claim(id="shut", content=Content(**passage("The harbour", "to be shut")), confidence=Confidence.UNKNOWN)
CLAIMS = ClaimSet(article=ARTICLE, claims=(FERRY, NEVER, SHUT))


def having(claim: Claim, **fields: Any) -> Claim:
    """Return a checked copy of a claim with some fields changed."""
    return Claim(**{**{name: getattr(claim, name) for name in Claim.model_fields}, **fields})


@given(claimsets())
def test_a_set_survives_json_and_pickling(claimset: ClaimSet) -> None:
    """A copy through JSON or pickle is equal and has the same hash."""
    for copy in (ClaimSet.model_validate_json(claimset.model_dump_json()), pickle.loads(pickle.dumps(claimset))):
        assert copy == claimset
        assert hash(copy) == hash(claimset)


@given(claimsets())
def test_building_a_set_again_changes_nothing(claimset: ClaimSet) -> None:
    """The claims of a set are already merged and in order."""
    again = ClaimSet(article=claimset.article, claims=claimset.claims, warnings=claimset.warnings)
    assert (again.claims, again.warnings) == (claimset.claims, claimset.warnings)


@given(claimsets())
def test_a_set_is_a_sequence_of_its_claims(claimset: ClaimSet) -> None:
    """A set has the length, the items and the methods of the tuple of its claims."""
    claims = claimset.claims
    assert isinstance(claimset, Sequence)
    assert (len(claimset), list(claimset), list(reversed(claimset))) == (len(claims), list(claims), list(claims[::-1]))
    assert (claimset[:2], claimset[::-1]) == (claims[:2], claims[::-1])
    assert bool(claimset) == bool(claims)
    for place, claim in enumerate(claims):
        assert claimset[place] is claim
        assert claim in claimset
        assert (claimset.index(claim), claimset.count(claim)) == (place, 1)


@given(claimsets())
def test_by_source_partitions_the_claims(claimset: ClaimSet) -> None:
    """Each claim is in exactly one group, under a spelling of its source's name and in order."""
    groups = claimset.by_source()
    assert all(
        spelling_key(claim.source_name) == spelling_key(name) for name, group in groups.items() for claim in group
    )
    assert sorted(map(claimset.index, sum(groups.values(), ()))) == list(range(len(claimset)))


@given(claimsets())
def test_a_chain_leads_from_the_outermost_claim(claimset: ClaimSet) -> None:
    """Each claim of a chain is the parent of the next, and the first has none."""
    for claim in claimset:
        chain = claimset.chain(claim)
        assert chain[0].parent is None
        assert chain[-1] is claim
        assert [link.id for link in chain[:-1]] == [link.parent for link in chain[1:]]


def test_a_claim_outside_the_set() -> None:
    """Index, count and membership treat a claim outside the set as other sequences do, and so does `chain`."""
    stranger = having(FERRY, id="stranger")
    assert stranger not in CLAIMS
    assert "ferry" not in CLAIMS
    assert CLAIMS.count(stranger) == 0
    with pytest.raises(ValueError, match="not in tuple"):
        CLAIMS.index(stranger)
    with pytest.raises(ValueError, match="not in tuple"):
        CLAIMS.index(FERRY, 1)
    with pytest.raises(IndexError):
        CLAIMS[3]
    with pytest.raises(InvalidValueError, match="claim 'stranger' is not in this set"):
        CLAIMS.chain(stranger)


@pytest.mark.parametrize(
    ("conditions", "ids"),
    [
        ({}, "ferry never shut"),
        ({"source": "Ada Quill"}, "ferry never"),
        ({"source": "she"}, "never"),
        ({"source": "Quill"}, ""),
        ({"source_type": "none"}, "shut"),
        ({"source_type": SourceType.REFERENCE}, "never"),
        ({"stance": "affirm"}, "ferry never"),
        ({"stance": Stance.AFFIRM, "confidence": "certain"}, "ferry"),
        ({"confidence": "unknown"}, "shut"),
        ({"cue_force": "neutral"}, "ferry"),
        ({"quotation": "direct"}, "never"),
        ({"min_score": 0.4}, "ferry never"),
        ({"min_score": 0.5}, "ferry"),
        ({"min_score": 0.0}, "ferry never"),
        ({"stance": "deny"}, ""),
        ({"topic": "ferries"}, "ferry never"),
        ({"topic": "ferries", "stance": "affirm", "confidence": "certain"}, "ferry"),
        ({"topic": "harbours"}, ""),
        ({"topic": None}, "ferry never shut"),
        ({"is it news?": "no"}, "never"),
        ({"stance": {"deny", "affirm"}}, "ferry never"),
        ({"stance": {"deny", "question"}}, ""),
        ({"stance": []}, ""),
        ({"confidence": [Confidence.UNKNOWN, "certain"]}, "ferry shut"),
        ({"confidence": iter(("unknown", "certain")), "source_type": ("none", "reference")}, "shut"),
        ({"source": ["she", "Nobody"]}, "never"),
        ({"source": ("she", "Ada Quill")}, "ferry never"),
        ({"topic": ("ferries", "harbours"), "confidence": "certain"}, "ferry"),
        ({"topic": ()}, ""),
        ({"mood": "sour"}, ""),
    ],
)
def test_where_keeps_the_claims_that_meet_all_conditions(conditions: dict[str, Any], ids: str) -> None:
    """A condition is a member or its value; a label that was not judged meets no condition."""
    assert [claim.id for claim in CLAIMS.where(**conditions)] == ids.split()


def test_where_refuses_a_score_that_is_not_a_number() -> None:
    """The error names the option."""
    with pytest.raises(InputTypeError, match="min_score must be a number, not str"):
        CLAIMS.where(min_score="high")  # type: ignore[arg-type]


def test_where_keeps_all_but_the_claims() -> None:
    """The result has the article, extractor, warnings and usage of the set, even if no claim is left."""
    claims = ClaimSet(
        article=ARTICLE,
        claims=CLAIMS.claims,
        extractor=ExtractorInfo(name="x"),
        warnings=("cut short.",),
        usage=Meta({"tokens": 3}),
    )
    assert claims.where() == claims
    for kept in (claims.where(stance="affirm"), claims.where(stance="deny")):
        assert (kept.article, kept.extractor) == (claims.article, claims.extractor)
        assert (kept.warnings, kept.usage) == (claims.warnings, claims.usage)


def test_a_claim_whose_parent_is_left_out_goes_to_the_nearest_ancestor_kept() -> None:
    """Ids stay, so that a claim is found again in the whole set; without an ancestor the claim is outermost."""
    values = {"outer": "deny", "middle": "affirm", "inner": "deny", "innermost": "question"}
    parents = dict(zip(values, (None, *values), strict=False))
    claims = ClaimSet(
        article=ARTICLE,
        claims=tuple(
            Claim(
                id=name,
                parent=parents[name],
                stance=Stance(value),
                content=Content(spans=(Span(start=i, end=90),), text=TEXT[i:90]),
            )
            for i, (name, value) in enumerate(values.items())
        ),
    )
    kept = {
        "deny": {"outer": None, "inner": "outer"},
        "question": {"innermost": None},
        ("affirm", "question"): {"middle": None, "innermost": "middle"},
        ("affirm", "deny"): {"outer": None, "middle": "outer", "inner": "middle"},
    }
    for stances, expected in kept.items():
        found = claims.where(stance=stances)
        assert {claim.id: claim.parent for claim in found} == expected
        assert ClaimSet.model_validate_json(found.model_dump_json()) == found
    assert [claim.id for claim in claims.where(stance="deny").chain(claims.where(stance="deny")[1])] == [
        "outer",
        "inner",
    ]


@given(claimsets(), st.sets(st.sampled_from(Stance)))
def test_a_filtered_set_is_a_set_like_any(claimset: ClaimSet, stances: set[Stance]) -> None:
    """It passes all checks, and conditions can be given one after the other."""
    found = claimset.where(stance=stances)
    assert [claim.id for claim in found] == [claim.id for claim in claimset if claim.stance in stances]
    assert ClaimSet.model_validate(found.model_dump()) == found
    assert found.where(min_score=0.5) == claimset.where(stance=stances, min_score=0.5)
    for claim in found:
        assert found.chain(claim)[-1] == claim


def test_a_filtered_set_becomes_a_data_frame() -> None:
    """The data frame has one row for each claim that is left."""
    pytest.importorskip("pandas", reason="needs newsclaims[pandas]")
    pytest.importorskip("pyarrow", reason="needs newsclaims[pandas]")
    assert list(CLAIMS.where(stance="affirm", min_score=0.5).to_pandas()["claim_id"]) == ["ferry"]
    assert len(CLAIMS.where(stance="deny").to_pandas()) == 0


def test_where_refuses_a_misspelt_value() -> None:
    """A misspelt value is an error, not an empty result, alone or among other values."""
    values: list[Any] = ["denies", ["deny", "denies"], {"denies"}, iter(["denies"])]
    for value in values:
        with pytest.raises(InvalidValueError, match="'denies' is not a Stance; the values are affirm, deny, question"):
            CLAIMS.where(stance=value)


@pytest.mark.parametrize(
    ("name", "hint"),
    [("stnace", "Did you mean 'stance'"), ("sources", "Did you mean 'source'"), ("title", "The options are stance,")],
)
def test_where_refuses_a_misspelt_name(name: str, hint: str) -> None:
    """A name that resembles an option, or is another field or column, is refused unless a claim has such a label."""
    asked: Any = {name: "deny"}
    with pytest.raises(
        InvalidValueError, match=rf"where\(\) has no option '{name}', and no claim has a label .*. {hint}"
    ):
        CLAIMS.where(**asked)


def test_where_accepts_a_label_that_resembles_an_option() -> None:
    """A name that resembles an option is accepted if a claim has a label of that name."""
    claims = ClaimSet(article=ARTICLE, claims=(having(FERRY, labels={"sources": Tag(value="two")}),))
    assert claims.where(sources="two") == claims
    assert len(claims.where(sources="one")) == 0


@pytest.mark.parametrize("name", ["self", "labels_", "cls", "=1+1"])
def test_where_accepts_a_label_of_any_name(name: str) -> None:
    """Names that Python uses for parameters can be asked for as well."""
    claims = ClaimSet(article=ARTICLE, claims=(having(FERRY, labels={name: Tag(value="two")}),))
    asked: Any = {name: "two"}
    assert claims.where(**asked) == claims


@pytest.mark.parametrize("asked", [{"topic": 3}, {"topic": ["ferries", 3]}, {"source": 3}, {"source": {3}}])
def test_where_asks_for_strings(asked: Any) -> None:
    """A source, and the value of a custom label, must be a string."""
    with pytest.raises(InputTypeError, match=rf"the value of {next(iter(asked))} in where\(\) must be a str, not int"):
        CLAIMS.where(**asked)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"content": Content(spans=(Span(start=0, end=999),), text="x")}, "content of claim 'ferry' ends at 999, past"),
        ({"content": Content(spans=(Span(start=0, end=3),), text="Bob")}, "says 'Bob', but at 0 the text reads 'Ada'"),
        ({"source": Source(spans=(Span(start=1, end=3),), text="Ada")}, "the source of claim 'ferry' says"),
        ({"cue": Cue(spans=(Span(start=0, end=1), Span(start=1, end=2)), text="Ad")}, "text reads 'A ... d'"),
        ({"evidence": (Evidence(label="stance", span=Span(start=0, end=999), origin="rule"),)}, "points to 0..999"),
        ({"times": (TimeMention(span=Span(start=5, end=999), kind="date"),)}, "points to 5..999"),
        (
            {"source": Source(**passage("Ada Quill"), mention_of=Span(start=0, end=999))},
            "claim 'ferry' points to 0..999, past the text's end",
        ),
    ],
)
def test_spans_are_checked_against_the_text(fields: dict[str, Any], words: str) -> None:
    """A span outside the text, or with other words than the text, is refused."""
    with pytest.raises(OffsetError) as caught:
        ClaimSet(article=ARTICLE, claims=(having(FERRY, **fields),))
    assert words in str(caught.value)


def test_claims_of_equal_spans_are_merged_with_a_warning() -> None:
    """The first claim stays, and takes missing values from the other."""
    mark = Evidence(label="stance", span=Span(start=10, end=14), origin="rule")
    bare = having(
        FERRY,
        source=Source(**passage("Ada Quill")),
        cue=Cue(**passage("said")),
        content=Content(**passage("the ferry was late")),
        stance=Stance.DENY,
        confidence=None,
        probabilities={"stance": {"deny": 0.6}},
        labels={"topic": Tag(value="ferries")},
        score=0.2,
        extractors=("one",),
    )
    time = TimeMention(span=Span(start=29, end=33), kind="time")
    other = having(
        FERRY,
        id="other",
        evidence=(mark,),
        probabilities={"stance": {"deny": 0.1}, "more": {}},
        labels={"topic": Tag(value="boats"), "mood": Tag(value="sour")},
        times=(time,),
        extractors=("two", "one"),
    )
    claims = ClaimSet(article=ARTICLE, claims=(bare, other, SHUT), warnings=("before",))
    merged = claims[0]
    assert [claim.id for claim in claims] == ["ferry", "shut"]
    assert claims.warnings == ("before", "1 claim had the same spans as another and was merged.")
    assert (merged.stance, merged.confidence, merged.score) == (Stance.DENY, Confidence.CERTAIN, 0.9)
    assert merged.probabilities == {"stance": {"deny": 0.6}, "more": {}}
    assert merged.labels == {"topic": Tag(value="ferries"), "mood": Tag(value="sour")}
    assert (merged.evidence, merged.times, merged.extractors) == ((mark,), (time,), ("one", "two"))
    assert (merged.source_type, merged.cue_force) == (SourceType.NAMED_PERSON, CueForce.NEUTRAL)
    assert merged.content.quotation is QuotationType.INDIRECT


def test_children_of_a_merged_claim_get_its_new_parent() -> None:
    """Children of a merged claim move to the claim that stays; a claim never becomes its own parent."""
    twin = having(FERRY, id="twin")
    claims = ClaimSet(article=ARTICLE, claims=(FERRY, twin, having(NEVER, parent="twin"), having(SHUT, parent="ferry")))
    assert [claim.parent for claim in claims] == [None, "ferry", "ferry"]
    assert ClaimSet(article=ARTICLE, claims=(having(FERRY, parent="twin"), twin)).claims == (FERRY,)


def test_many_twins_make_one_warning() -> None:
    """A single warning counts all merged claims."""
    twins = [having(FERRY, id=f"t{n}") for n in range(3)]
    assert ClaimSet(article=ARTICLE, claims=tuple(twins)).warnings == (
        "2 claims had the same spans as others and were merged.",
    )


def test_two_claims_cannot_share_an_id() -> None:
    """An id is unique, because parents refer to it."""
    with pytest.raises(InvalidValueError, match="two claims with different spans share the id 'ferry'"):
        ClaimSet(article=ARTICLE, claims=(FERRY, having(NEVER, id="ferry")))


@pytest.mark.parametrize(
    ("parents", "words"),
    [
        (("gone", None, None), "claim 'ferry' names the parent 'gone', which is not in the set"),
        (("ferry", None, None), "the parents of claim 'ferry' lead back to it"),
        (("never", "shut", "ferry"), "lead back to it"),
        ((None, "shut", "never"), "lead back to it"),
        (("never", "gone", None), "claim 'never' names the parent 'gone'"),
    ],
)
def test_a_dangling_or_cyclic_parent_is_refused(parents: tuple[str | None, ...], words: str) -> None:
    """Every chain of parents ends with a claim of the set."""
    claims = tuple(having(claim, parent=parent) for claim, parent in zip(CLAIMS, parents, strict=True))
    with pytest.raises(ParentError, match=words):
        ClaimSet(article=ARTICLE, claims=claims)


@pytest.mark.slow
def test_a_long_chain_is_checked_in_linear_time() -> None:
    """A chain of many thousand claims is checked quickly; a quadratic check would take minutes."""
    text = "x" * 20_000
    contents = (Content(spans=(Span(start=n, end=n + 1),), text="x") for n in range(len(text)))
    claims = tuple(
        Claim(id=str(n), content=content, parent=str(n + 1) if n + 1 < len(text) else None)
        for n, content in enumerate(contents)
    )
    assert len(ClaimSet(article=Article(text=text), claims=claims).chain(claims[0])) == len(text)


def test_a_set_is_frozen() -> None:
    """Neither the fields of a set nor its tuple of claims can be changed."""
    assert isinstance(CLAIMS.claims, tuple)
    for name in ClaimSet.model_fields:
        with pytest.raises(InvalidValueError, match="frozen"):
            setattr(CLAIMS, name, None)


def test_another_schema_version_is_refused() -> None:
    """An earlier schema version is converted; an unknown one is an error that lists the known ones."""
    assert CLAIMS.schema_version == SCHEMA_VERSION == SCHEMA_VERSIONS[-1]
    for version in SCHEMA_VERSIONS:
        assert ClaimSet(article=ARTICLE, schema_version=version).schema_version == SCHEMA_VERSION
    with pytest.raises(InvalidValueError, match=rf"ClaimSet\.schema_version: .* or '{SCHEMA_VERSION}'"):
        ClaimSet(article=ARTICLE, schema_version=str(int(SCHEMA_VERSION) + 1))


def test_the_repr_is_short() -> None:
    """The repr has the article's id, the number of claims and the extractor."""
    made = ClaimSet(article=ARTICLE, claims=(FERRY,), extractor=ExtractorInfo(name="rules"))
    assert (repr(made), str(CLAIMS)) == ("<ClaimSet 'a1': 1 claim by rules>", "<ClaimSet 'a1': 3 claims>")


def test_formats_come_from_the_registry() -> None:
    """`to` and `to_bytes` give the same; an unknown format is an error with a suggestion."""
    assert CLAIMS.to("json").encode() == CLAIMS.to_bytes("json")
    with pytest.raises(UnknownPluginError, match=r"no format is called 'jason'.*Did you mean 'json'"):
        CLAIMS.to("jason")


def test_a_binary_format_is_not_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the method to use for a binary format."""

    class Binary:
        name, suffixes, media_type, layout = "binary", (".bin",), "application/octet-stream", "stream"

        def dump(self, _: list[ClaimSet], target: Any) -> None:
            target.write(b"\xff\x00")

    monkeypatch.setitem(plugins._registered, ("serialiser", "binary"), Binary())
    assert CLAIMS.to_bytes("binary") == b"\xff\x00"
    with pytest.raises(InvalidValueError, match=r"'binary' is a binary format; use to_bytes\('binary'\)"):
        CLAIMS.to("binary")


class Door:
    """A serialiser in the place of `parquet` that returns what it is asked for."""

    def __getattr__(self, name: str) -> Any:
        return lambda claims: (name, claims)


def test_tables_come_from_the_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """The serialiser `parquet` makes all tables."""
    monkeypatch.setattr(plugins, "get", lambda kind, name: {("serialiser", "parquet"): Door()}[kind, name])
    for method in ("to_arrow", "to_pandas", "to_polars"):
        assert getattr(CLAIMS, method)() == (method, CLAIMS)


@pytest.mark.parametrize(
    ("method", "extra", "module"),
    [
        ("to_arrow", "arrow", "pyarrow"),
        ("__arrow_c_stream__", "arrow", "pyarrow"),
        ("to_pandas", "pandas", "pandas"),
        ("to_pandas", "pandas", "pyarrow"),
        ("to_polars", "polars", "polars"),
        ("to_polars", "polars", "pyarrow"),
    ],
)
def test_a_missing_library_is_named_by_its_extra(
    method: str, extra: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error names the extra that the called method needs."""
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError, match=rf"pip install 'newsclaims\[{extra}\]'"):
        getattr(CLAIMS, method)()


@pytest.mark.skipif(not Extra("arrow", ("pyarrow",)).is_installed(), reason="needs newsclaims[arrow]")
def test_a_claim_set_is_arrow_data() -> None:
    """A claim set can be read as Arrow data, also with a requested schema."""
    import pyarrow as pa

    table = pa.table(CLAIMS)
    assert table.equals(CLAIMS.to_arrow())
    assert table["claim_id"].to_pylist() == [claim.id for claim in CLAIMS]
    wanted = table.schema.set(0, pa.field("article_id", pa.large_string()))
    assert pa.RecordBatchReader.from_stream(CLAIMS, wanted).read_all().schema.field(0).type == pa.large_string()


def test_rich_gets_the_article_and_the_claims_in_short() -> None:
    """The pairs for `rich` are the article, the claims as in `repr`, and what else is known."""
    shown = dict(CLAIMS.__rich_repr__())
    assert shown["article"] is ARTICLE
    assert str(shown["claims"]) == str(list(CLAIMS))
    assert list(shown) == ["article", "claims"]
    made = ExtractorInfo(name="rules")
    full = dict(ClaimSet(article=ARTICLE, claims=(FERRY,), extractor=made, warnings=("odd",)).__rich_repr__())
    assert (full["extractor"], full["warnings"]) == (made, ["odd"])


def test_rich_gets_at_most_fifty_claims() -> None:
    """Of a long set, the first 50 claims are shown and the others counted."""
    contents = [Content(spans=(Span(start=n, end=n + 1),), text="x") for n in range(52)]
    claims = tuple(Claim(id=str(n), content=content) for n, content in enumerate(contents))
    shown: dict[str, Any] = dict(ClaimSet(article=Article(text="x" * 52), claims=claims).__rich_repr__())
    assert (len(shown["claims"]), shown["more_claims"]) == (50, 2)


@pytest.mark.skipif(not Extra("test-notebook", ("rich",)).is_installed(), reason="needs newsclaims[test-notebook]")
def test_rich_prints_a_set() -> None:
    """`rich` shows the names, the words and the stances of the claims."""
    from rich.pretty import pretty_repr

    assert pretty_repr(CLAIMS.where(source="Ada Quill", min_score=0.5), max_width=120) == (
        "ClaimSet(\n"
        "    article=Article(id='a1', characters=94),\n"
        "    claims=[<Claim source='Ada Quill' cue='said' content='the ferry was late' stance='affirm'>]\n"
        ")"
    )
    assert pretty_repr(FERRY, max_width=300) == (
        "Claim(source='Ada Quill', source_type='named_person', cue='said', content='the ferry was late', "
        "quotation='indirect', stance='affirm', confidence='certain', cue_force='neutral', topic='ferries', score=0.9)"
    )


def test_rich_gets_no_more_of_a_claim_than_is_known() -> None:
    """What is missing or was not judged is left out; a mention that differs from the name is there."""
    assert list(SHUT.__rich_repr__()) == [("content", "The harbour ... to be shut"), ("confidence", "unknown")]
    assert dict(NEVER.__rich_repr__())["mention"] == "she"


def test_a_set_has_a_summary_and_a_chart() -> None:
    """The summary is that of this set alone."""
    summary = CLAIMS.summary()
    assert (summary.articles, summary.claims) == (1, 3)
    assert [(source.name, source.claims) for source in summary.sources] == [("Ada Quill", 2), ("", 1)]


@pytest.mark.issue(20)
@pytest.mark.parametrize("value", [None, "1", {"id": "1"}])
def test_chain_needs_a_claim(value: Any) -> None:
    """What is not a claim is refused, with its type."""
    with pytest.raises(InputTypeError, match=r"the claim must be a Claim of this set, not (NoneType|str|dict)\."):
        sample().chain(value)


@pytest.mark.issue(20)
def test_a_number_that_cannot_be_written_is_refused() -> None:
    """Python cannot write an int of more than 4,300 digits; the message does not need it."""
    with pytest.raises(InvalidValueError, match="a value of type int is not a Stance"):
        sample().where(stance=10**5_000)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match=r"ClaimSet\.warnings: .* a value of type int"):
        ClaimSet(article=sample().article, warnings=10**5_000)

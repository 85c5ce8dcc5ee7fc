"""Prodigy: its documented format, tokens at the boundaries of every span, and gold made in Prodigy."""

import io
import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from serialisers.annotators.tools import TEXT, at, emoji, spans_of, tags_of, validate
from serialisers.samples import articles_of, sample
from serialisers.strategies import JSON_VALUES, claimsets
from strategies import examples

from newsclaims._model import Article, ClaimSet, ExtractorInfo
from newsclaims.errors import FormatError, InvalidValueError, MissingArticleError
from newsclaims.serialisers import dumps, loads
from newsclaims.serialisers._annotators.prodigy import ProdigySerialiser

ARTICLE = Article(text=TEXT, id="7")


def tasks(*claimsets: ClaimSet) -> list[dict[str, Any]]:
    """Return the written tasks, line by line."""
    return [json.loads(line) for line in dumps(claimsets, "prodigy").split("\n")[:-1]]


def read(*lines: dict[str, Any], articles: dict[str, Article] | None = None) -> list[ClaimSet]:
    """Read tasks back."""
    return loads("".join(json.dumps(line) + "\n" for line in lines), "prodigy", articles=articles)


def span(label: str, words: str, token: int = 0) -> dict[str, Any]:
    """Return a span of `TEXT` with invented tokens."""
    start, end = at(words)
    return {"start": start, "end": end, "token_start": token, "token_end": token, "label": label}


def relation(head: dict[str, Any], child: dict[str, Any], label: str) -> dict[str, Any]:
    """Return a relation between spans."""
    ends = {"head": head["token_end"], "child": child["token_end"]}
    return {**ends, "head_span": head, "child_span": child, "label": label}


def gold(**fields: Any) -> dict[str, Any]:
    """Return a task with a content and a source, as Prodigy's database has it."""
    source, content = span("Source", "Bo", 11), span("Content", "denied it", 13)
    made = {"answer": "accept", "_input_hash": 1, "_task_hash": 2, "_annotator_id": "set-ida"}
    return {
        "text": TEXT,
        "meta": {"id": 7, "desk": "harbour"},
        "spans": [source, content],
        "relations": [relation(source, content, "source")],
        **made,
        **fields,
    }


@pytest.mark.issue("F05")
def test_spans_with_blank_tokens_at_their_edges_are_trimmed() -> None:
    """A span can begin or end with a token of white space, which is cut off."""
    source, content = span("Source", " Bo ", 11), span("Content", "denied it", 13)
    [claims] = read(gold(spans=[source, content], relations=[relation(source, content, "source")]))
    assert spans_of(claims) == [("Bo", None, "denied it")]
    assert claims.warnings == ("spans with white space at their edges, trimmed: 1, for example ' Bo ' at 36..40.",)


@examples(60)
@given(claimset=claimsets())
def test_the_documented_shape(claimset: ClaimSet) -> None:
    """Tokens cover the text, spans begin and end with a token, and relations name spans by their last tokens."""
    [task] = tasks(claimset)
    validate("prodigy", task)
    text, tokens = task["text"], task["tokens"]
    assert "".join(token["text"] + " " * token["ws"] for token in tokens) == text
    assert [token["id"] for token in tokens] == list(range(len(tokens)))
    assert all(text[token["start"] : token["end"]] == token["text"] for token in tokens)
    assert all(one["end"] + one["ws"] == other["start"] for one, other in pairwise(tokens))
    for one in task["spans"]:
        assert tokens[one["token_start"]]["start"] == one["start"]
        assert tokens[one["token_end"]]["end"] == one["end"]
    for one in task["relations"]:
        assert one["head_span"] in task["spans"]
        assert one["child_span"] in task["spans"]
        assert (one["head"], one["child"]) == (one["head_span"]["token_end"], one["child_span"]["token_end"])
        assert one["head_span"] != one["child_span"]
    ends = [(one["start"], one["end"], one["label"]) for one in task["spans"]]
    assert len(set(ends)) == len(ends)


def test_tokens_of_a_sentence() -> None:
    """Words, signs and runs of white space are tokens, and `ws` says that a single space follows."""
    claimset = ClaimSet(article={"text": "Zoë’s 😀  “no,”\n\nshe cafe\u0301."})
    [task] = tasks(claimset)
    tokens = [token["text"] + "_" * token["ws"] for token in task["tokens"]]
    assert tokens == ["Zoë", "’", "s_", "😀_", " ", "“", "no", ",”", "\n\n", "she_", "cafe\u0301", "."]


def test_offsets_are_code_points() -> None:
    """Offsets count code points, also around an emoji; no hashes or answers are invented."""
    [task] = tasks(emoji())
    assert [(s["label"], task["text"][s["start"] : s["end"]]) for s in task["spans"]] == [
        ("Source", "Ann 😀 Lee"),
        ("Cue", "said"),
        ("Content", "the 🚢 was late"),
        ("Content", "The 😀 crew agreed"),
        ("Content", "🚢"),
    ]
    assert list(task) == ["text", "meta", "tokens", "spans", "relations", "newsclaims"]
    assert task["meta"] == {"id": "emoji"}
    assert read(task) == [emoji()]


def test_gold_comes_back() -> None:
    """Spans marked in Prodigy become claims of their annotator, without labels."""
    [claims] = read(gold())
    assert spans_of(claims) == [("Bo", None, "denied it")]
    assert not tags_of(claims)
    assert claims.extractor == ExtractorInfo(name="prodigy", annotator="set-ida")
    assert (claims.article.id, dict(claims.article.meta)) == ("7", {"desk": "harbour"})


def test_only_accepted_tasks_are_gold() -> None:
    """Rejected and ignored tasks are skipped; a task without an answer counts as accepted."""
    answers = ["accept", "reject", "ignore", None]
    found = read(*(gold(answer=answer, meta={"id": answer or "none"}) for answer in answers))
    assert [claims.article.id for claims in found] == ["accept", "none"]


def test_an_accepted_task() -> None:
    """An unchanged task that was accepted has that annotator, and keeps the stored values of its claims."""
    [task] = tasks(sample())
    [claims] = read({**task, "answer": "accept", "_session_id": "set-bo"})
    assert claims.claims == sample().claims
    assert claims.extractor == ExtractorInfo(name="prodigy", annotator="set-bo")


def test_ends_of_relations_by_token() -> None:
    """Without `head_span` and `child_span`, a relation links the spans that end with its tokens."""
    [claims] = read(gold(relations=[{"head": 11, "child": 13, "label": "source"}]))
    assert spans_of(claims) == [("Bo", None, "denied it")]


def test_spans_that_only_relations_name() -> None:
    """A span may be in relations only, with its label, or in both places, with the label in one."""
    source, cue, content = span("Source", "Bo", 11), span("Cue", "denied", 12), span("Content", "it", 13)
    relations = [relation(source, content, ""), relation(cue, content, "")]
    assert spans_of(read(gold(spans=[], relations=relations))[0]) == [("Bo", "denied", "it")]
    bare = [{**one, "head_span": {**one["head_span"], "label": None}} for one in relations]
    assert spans_of(read(gold(spans=[source, cue], relations=bare))[0]) == [("Bo", "denied", "it")]


def test_claims_of_equal_contents() -> None:
    """Claims with equal contents stay separate if the task was not changed, and otherwise become one."""
    spans = [{"start": 0, "end": 3}, {"start": 4, "end": 7}, {"start": 8, "end": 10}]
    ann, bo, content = ({"spans": [s], "text": "Ann Bob it"[s["start"] : s["end"]]} for s in spans)
    claims = [{"id": "a", "source": ann, "content": content}, {"id": "b", "source": bo, "content": content}]
    claimset = ClaimSet(article={"text": "Ann Bob it"}, claims=claims)
    [task] = tasks(claimset)
    assert read(task) == [claimset]
    task["spans"].append({"start": 0, "end": 10, "label": "Content"})
    assert spans_of(read(task)[0]) == [("Ann ... Bob", None, "it"), (None, None, "Ann Bob it")]


def test_spans_changed_in_the_tool() -> None:
    """A span that was removed in the tool is not restored from the stored values."""
    [task] = tasks(sample())
    task["spans"] = [one for one in task["spans"] if task["text"][one["start"] : one["end"]] != "Critics"]
    task["relations"] = [r for r in task["relations"] if r["head_span"] in task["spans"]]
    [claims] = read(task)
    assert claims[0] == sample()[0]
    assert spans_of(claims)[1] == (None, "doubt", "all of it")
    assert claims[1].stance is None
    assert claims.extractor == ExtractorInfo(name="prodigy")


def test_without_a_text() -> None:
    """A task without a text is read with the article named in its `meta`."""
    [task] = tasks(sample())
    del task["text"]
    assert read(task, articles=articles_of(sample())) == [sample()]
    bare = gold()
    del bare["text"]
    [claims] = read(bare, articles={"7": ARTICLE})
    assert spans_of(claims) == [("Bo", None, "denied it")]
    assert claims.article == ARTICLE
    with pytest.raises(MissingArticleError, match="'7' was not given"):
        read(bare)
    with pytest.raises(InvalidValueError, match="is an article with the id"):
        read(bare, articles={"7": Article(text=TEXT, id="8")})
    with pytest.raises(FormatError, match="neither a 'text' nor an 'id'"):
        read({**bare, "meta": {}})


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": 1}, "'text' must be a string"),
        ({"meta": []}, "'meta' must be an object"),
        ({"answer": 1}, "'answer' must be a string"),
        ({"spans": {}}, "'spans' must be an array"),
        ({"spans": ["x"]}, "a span must be an object"),
        ({"spans": [{"start": 0}]}, "'end' is missing"),
        ({"spans": [{**span("Content", "Bo"), "start": 1.5}]}, r"'start' must be a whole number, not 1\.5"),
        ({"spans": [{**span("Content", "Bo"), "token_end": "x"}]}, "'token_end' must be a whole number"),
        ({"spans": [{**span("Content", "Bo"), "end": 10_000}]}, r"it marks \d+\.\.10000"),
        ({"spans": [{**span("Content", "Bo"), "label": 1}]}, "'label' must be a string"),
        ({"relations": [1]}, "a relation must be an object"),
        ({"relations": [{}]}, "'head' is missing"),
        ({"relations": [{"head": 99, "child": 13}]}, "'head' is token 99, but no span ends at that token"),
        ({"relations": [{"head": 11, "child": 13, "head_span": 1}]}, "'head_span' must be an object"),
        ({"newsclaims": []}, "'newsclaims' must be an object"),
        ({"_annotator_id": "\ud800"}, "lone surrogate"),
    ],
)
def test_faults(fields: dict[str, Any], said: str) -> None:
    """A missing or wrong value is an error with its line, after the tasks before it."""
    data = json.dumps(gold()) + "\n" + json.dumps(gold(**fields)) + "\n"
    found = ProdigySerialiser().load(io.BytesIO(data.encode()))
    assert len(next(found)) == 1
    with pytest.raises(FormatError, match=f"input, line 2: not valid prodigy: .*{said}"):
        next(found)


@examples(60)
@given(value=JSON_VALUES)
def test_any_value_in_any_field(value: Any) -> None:
    """Any value in any field is read, or is an error of newsclaims."""
    for name in (*gold(), "newsclaims"):
        try:
            read(gold(**{name: value}))
        except (FormatError, MissingArticleError) as error:
            assert str(error)  # noqa: PT017


@pytest.mark.parametrize("role", ["content", "source", "cue"])
def test_a_passage_that_was_passed_on_has_a_span(role: str) -> None:
    """A claim in our own field with a part without spans is an error of the format, even if it has a parent."""
    [task] = tasks(sample())
    claims = next(value for value in task.values() if isinstance(value, dict) and "digest" in value)["claims"]
    inner = next(claim for claim in claims if claim.get("parent") and claim.get(role))
    inner[role]["spans"] = []
    with pytest.raises(FormatError, match=f"the {role} of claim .* has no span"):
        read(task)

"""Gold claims with labels, holders and parents: what a file of them must be."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from newsclaims.errors import FileError, FormatError, OffsetError
from newsclaims.evaluation import GoldClaim, Roles, holds_claims, read_claims

TEXT = "Ann said Bob denied that it rained. She left."
LABELS = {"stance": "affirm", "confidence": "certain", "cue_force": "neutral", "source_type": "named_person"}
SAID = {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 34]], **LABELS, "holder": "", "parent": None}
DENIED = {"source": [[9, 12]], "cue": [[13, 19]], "content": [[20, 34]], **LABELS, "stance": "deny", "parent": 0}


def written(folder: Path, rows: Sequence[Any], articles: Sequence[Mapping[str, Any]] = ()) -> Path:
    """A file of gold claims beside the texts `rain` and `rain-again`; a row that is a string is written as it is."""
    (folder / "text").mkdir()
    for name in ("rain", "rain-again"):
        (folder / "text" / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    (folder / "claims.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    if articles:
        text = "\n".join(json.dumps(article) for article in articles)
        (folder / "articles.jsonl").write_text(text, encoding="utf-8")
    return folder / "claims.jsonl"


def test_claims_are_read_with_all_that_was_marked(tmp_path: Path) -> None:
    """Spans, labels, holder and parent come as they stand; what is left out is empty."""
    path = written(tmp_path, [{"id": "rain", "claims": [SAID, {**DENIED, "holder": "Bob King"}]}])
    [one] = read_claims(path, tmp_path)
    assert (one.article.id, one.article.text, one.family) == ("rain", TEXT, None)
    assert one.claims == (
        GoldClaim(Roles(((0, 3),), ((4, 8),), ((9, 34),)), LABELS),
        GoldClaim(Roles(((9, 12),), ((13, 19),), ((20, 34),)), {**LABELS, "stance": "deny"}, "Bob King", 0),
    )


def test_the_flat_gold_has_the_claims_without_a_parent(tmp_path: Path) -> None:
    """As gold for `score`, an article has one annotator and only outer claims."""
    path = written(tmp_path, [{"id": "rain", "claims": [SAID, DENIED]}])
    [one] = read_claims(path, tmp_path)
    assert one.flat.annotations == ((one.claims[0].roles,),)


def test_source_and_cue_may_be_missing(tmp_path: Path) -> None:
    """Only a content has to be there; an article may have no claims, and blank lines do not count."""
    bare = {"content": [[9, 34]], **LABELS}
    rows = [{"id": "rain", "claims": [bare]}, " ", {"id": "rain-again", "claims": []}]
    first, second = read_claims(written(tmp_path, rows), tmp_path)
    assert first.claims[0].roles == Roles(content=((9, 34),))
    assert second.claims == ()


def test_families_come_from_the_file_beside(tmp_path: Path) -> None:
    """`articles.jsonl` gives families by id; an article that it leaves out has none."""
    articles = [{"id": "rain-again", "family": "weather", "title": "x"}, {"id": "rain"}]
    rows = [{"id": "rain", "claims": []}, {"id": "rain-again", "claims": []}]
    assert [one.family for one in read_claims(written(tmp_path, rows, articles), tmp_path)] == [None, "weather"]


def test_a_missing_article_is_an_error_with_its_line(tmp_path: Path) -> None:
    """A row whose text is not there is named with file and line."""
    path = written(tmp_path, [{"id": "rain", "claims": []}, {"id": "fog", "claims": []}])
    with pytest.raises(FileError, match=r"no text has that name.*'fog' \(.*claims\.jsonl, line 2\)"):
        read_claims(path, tmp_path)


def test_spans_outside_the_text_are_an_error_with_their_line(tmp_path: Path) -> None:
    """A span that ends after the text is named with file, line, claim and role."""
    path = written(tmp_path, [{"id": "rain", "claims": [SAID, {**DENIED, "cue": [[13, 99]]}]}])
    with pytest.raises(OffsetError, match=r"claims\.jsonl, line 1: claim 1: the cue has the span 13\.\.99"):
        read_claims(path, tmp_path)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "it has no article"),
        (["nonsense"], "line 1: .*Invalid JSON"),
        ([{"id": "rain"}], "line 1: .*claims: Field required"),
        ([{"id": "rain", "claims": [{**SAID, "content": []}]}], r"line 1: .*claims\.0\.content"),
        ([{"id": "rain", "claims": [{**SAID, "stance": "maybe"}]}], r"line 1: .*claims\.0\.stance"),
        ([{"id": "rain", "claims": [SAID, {**DENIED, "parent": 2}]}], r"claims\.1\.parent: there is no claim 2\."),
        ([{"id": "rain", "claims": [SAID, {**DENIED, "parent": -1}]}], r"claims\.1\.parent: there is no claim -1\."),
        ([{"id": "rain", "claims": [SAID, {**DENIED, "parent": 1}]}], r"claims\.1\.parent: the parents lead back"),
        (
            [{"id": "rain", "claims": [{**SAID, "parent": 1}, DENIED]}],
            r"line 1: .*claims\.0\.parent: the parents lead back",
        ),
        ([{"id": "rain", "claims": []}, {"id": "rain", "claims": []}], "line 2: .*an earlier line is about"),
    ],
)
def test_broken_claims_are_an_error_with_their_line(tmp_path: Path, rows: Sequence[Any], reason: str) -> None:
    """A line that is not an article with claims is named, with what is wrong with it."""
    with pytest.raises(FormatError, match=reason) as caught:
        read_claims(written(tmp_path, rows), tmp_path)
    assert str(tmp_path / "claims.jsonl") in str(caught.value)


def test_a_broken_description_is_an_error_with_its_line(tmp_path: Path) -> None:
    """A line of `articles.jsonl` that is wrong is named too."""
    path = written(tmp_path, [{"id": "rain", "claims": []}], [{"id": "rain"}, {"family": "weather"}])
    with pytest.raises(FormatError, match=r"articles\.jsonl, line 2: .*id: Field required"):
        read_claims(path, tmp_path)


@pytest.mark.parametrize(
    ("first", "holds"),
    [('{"id": "rain", "claims": []}', True), ('{"id": "1", "spans": {}}', False), ("nonsense", False), ("[]", False)],
)
def test_the_first_line_shows_what_a_file_holds(tmp_path: Path, first: str, *, holds: bool) -> None:
    """A file holds gold claims if its first line that is not blank has the key `claims`."""
    (tmp_path / "some.jsonl").write_text(f"\n{first}\n", encoding="utf-8")
    assert holds_claims(tmp_path / "some.jsonl") is holds


def test_an_empty_file_holds_no_claims(tmp_path: Path) -> None:
    """A file without a line is not a file of gold claims."""
    (tmp_path / "some.jsonl").write_text("", encoding="utf-8")
    assert not holds_claims(tmp_path / "some.jsonl")

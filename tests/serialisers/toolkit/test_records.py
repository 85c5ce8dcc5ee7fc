"""Records: claim sets as JSON values, and the versions that can be read."""

import json
from typing import Any

import pytest
from hypothesis import given
from serialisers.samples import articles_of, sample
from serialisers.strategies import claimsets

from newsclaims._model import SCHEMA_VERSION, SCHEMA_VERSIONS, Article, ClaimSet
from newsclaims.errors import (
    FormatError,
    InputTypeError,
    InvalidValueError,
    MissingArticleError,
    SchemaVersionError,
)
from newsclaims.serialisers.toolkit import (
    FileLocation,
    check_schema_version,
    claimset_from_record,
    claimset_to_record,
    find_article,
    json_text,
)

HERE = FileLocation("test", "file", 2)


@given(claimsets())
def test_a_record_gives_the_claim_set_back(claimset: ClaimSet) -> None:
    """A claim set is the same after conversion to a record and JSON."""
    record = claimset_to_record(claimset)
    assert next(iter(record)) == "schema_version"
    assert claimset_from_record(json.loads(json_text(record)), HERE) == claimset


@given(claimsets())
def test_equal_claim_sets_have_equal_records(claimset: ClaimSet) -> None:
    """The keys of free mappings are sorted, so their order does not change the JSON."""

    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: turned(value[key]) for key in reversed(value)}
        return [turned(one) for one in value] if isinstance(value, list) else value

    record = claimset_to_record(claimset)
    again = claimset_from_record(turned(record), HERE)
    assert json_text(claimset_to_record(again)) == json_text(record)


@pytest.mark.parametrize("record", [[], "text", None, 3])
def test_a_record_must_be_an_object(record: object) -> None:
    """A record must be a JSON object."""
    with pytest.raises(FormatError, match="file, line 2: not valid test: a claim set must be a JSON object, not "):
        claimset_from_record(record, HERE)


def test_errors_of_the_model() -> None:
    """An error of the model is an error of the format, with the model's message."""
    with pytest.raises(FormatError, match=r"line 2: .*ClaimSet\.article is missing"):
        claimset_from_record({}, HERE)


@pytest.mark.parametrize("version", SCHEMA_VERSIONS)
def test_versions_that_are_read(version: str) -> None:
    """Each supported version is read, and so is a record without a version."""
    check_schema_version({"schema_version": version}, HERE)
    check_schema_version({}, HERE)


@pytest.mark.parametrize(
    ("version", "advice"),
    [(str(int(SCHEMA_VERSION) + 1), "Update newsclaims"), ("0", "Fix the file"), (None, "Fix"), (1, "Fix")],
)
def test_versions_that_are_not_read(version: object, advice: str) -> None:
    """The error for another version says what to do, e.g. update newsclaims."""
    with pytest.raises(SchemaVersionError, match=f"file, line 2: .*schema version {version!r}.*{advice}"):
        claimset_from_record({"schema_version": version}, HERE)


@pytest.mark.issue(20)
@pytest.mark.parametrize("version", ["3" * 5_000, 10**5_000], ids=["text", "number"])
def test_a_version_of_thousands_of_digits_is_not_read(version: object) -> None:
    """A number that Python does not convert is an unknown version, and the message shows only its beginning."""
    with pytest.raises(SchemaVersionError) as caught:
        claimset_from_record({"schema_version": version}, HERE)
    assert len(str(caught.value)) < 300


def test_articles_by_their_ids() -> None:
    """An article is found by its id among the given ones."""
    assert find_article(articles_of(sample()), "ferry-1", HERE) == sample().article


def test_articles_that_cannot_be_found() -> None:
    """An article that is missing, of another type or under another id is an error that names it."""
    for articles in (None, {}, {"b": Article(text="x", id="b")}):
        with pytest.raises(MissingArticleError, match="article 'a' was not given"):
            find_article(articles, "a", HERE)
    with pytest.raises(InputTypeError, match=r"articles\['a'\] must be an Article, not str"):
        find_article({"a": "its text"}, "a", HERE)  # type: ignore[dict-item]
    with pytest.raises(InvalidValueError, match=r"articles\['a'\] is an article with the id 'b'"):
        find_article({"a": Article(text="x", id="b")}, "a", HERE)

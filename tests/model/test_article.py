"""The article: its text exactly as given, dates that keep their kind, and errors that name the field."""

import ast
import inspect
import pickle
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from inspect import Parameter, signature
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError
from serialisers.strategies import MOMENTS, articles, texts

from newsclaims import Article, Span, TimeMention, extract
from newsclaims._model import article as article_module
from newsclaims.errors import InputTypeError, InvalidValueError, NewsClaimsError, SurrogateError


@given(articles())
def test_an_article_survives_json_and_pickling(article: Article) -> None:
    """A copy through JSON or pickle is equal and has the same hash."""
    for copy in (Article.model_validate_json(article.model_dump_json()), pickle.loads(pickle.dumps(article))):
        assert copy == article
        assert hash(copy) == hash(article)


@given(texts())
def test_the_text_is_kept_to_the_letter(text: str) -> None:
    """The text is not stripped or normalised, and its line ends do not change."""
    assert Article(text=text).text == text


@given(texts(), texts())
def test_the_id_is_a_digest_of_the_text(one: str, other: str) -> None:
    """Only equal texts have equal ids; the title and the date do not matter."""
    assert (Article(text=one).id == Article(text=other).id) == (one == other)
    assert Article(text=one).id == Article(text=one, title=other, published="2024-11-08").id


def test_the_id_is_the_same_in_every_process_and_release() -> None:
    """The id of a text never changes, so stored ids stay valid."""
    assert Article(text="abc").id == "aab5f9ae99b2e38f"
    assert Article(text="abc", id="mine").id == "mine"


@pytest.mark.parametrize(
    ("fields", "error", "words"),
    [
        ({"text": b"x"}, InputTypeError, r"Article.text must be a str, not bytes. Decode it first"),
        ({"text": None}, InputTypeError, "Article.text must be a str, not NoneType."),
        ({}, InvalidValueError, "Article.text is missing."),
        ({"text": "x", "id": ""}, InvalidValueError, "Article.id must not be empty."),
        ({"text": "x", "titel": "y"}, InvalidValueError, "Article.titel is not a field; check its name."),
        ({"text": "x", "url": 3}, InputTypeError, "Article.url must be a str, not int."),
        (
            {"text": "x", "published": "yesterday"},
            InvalidValueError,
            "Article.published: 'yesterday' is not a valid ISO 8601",
        ),
        ({"text": "x", "published": "2024-11"}, InvalidValueError, "Write it as 2024-11-08 or"),
        ({"text": "x", "published": 1731024000}, InputTypeError, "a date, a datetime or an ISO 8601 string, not int"),
        ({"text": "x", "meta": [1]}, InputTypeError, "meta must be a mapping of JSON values, not list"),
        ({"text": "x", "meta": {"a": {1}}}, InvalidValueError, r"Article.meta: meta\['a'\]: \{1\} is not a JSON value"),
    ],
)
def test_a_wrong_field_is_named(fields: dict[str, Any], error: type[Exception], words: str) -> None:
    """The error is one of ours, names the field and says what to do."""
    with pytest.raises(error, match=words):
        Article(**fields)
    with pytest.raises(error, match=words):
        Article.model_validate(fields)


@given(texts(max_size=40), st.integers(0xD800, 0xDFFF), texts(max_size=40))
def test_a_lone_surrogate_is_refused_with_its_position(before: str, code: int, after: str) -> None:
    """The error gives the position of the surrogate and the text around it."""
    with pytest.raises(SurrogateError) as caught:
        Article(text=before + chr(code) + after)
    error = caught.value
    assert (error.what, error.position, error.code) == ("Article.text", len(before), code)
    assert error.context in before + chr(code) + after


@pytest.mark.parametrize("field", ["id", "title", "url", "publisher", "language"])
def test_no_field_accepts_a_lone_surrogate(field: str) -> None:
    """Every string field refuses a lone surrogate, because it cannot be written as UTF-8."""
    with pytest.raises(SurrogateError, match=f"Article.{field} has a lone surrogate U\\+DC80 at position 1"):
        Article.model_validate({"text": "x", field: "a\udc80"})


def test_authors_are_names_in_order() -> None:
    """Authors are any sequence of names, kept as a tuple; a single str is not a sequence of names."""
    assert Article(text="x", authors=["Ann Lee", "Bo Roe", "Ann Lee"]).authors == ("Ann Lee", "Bo Roe", "Ann Lee")
    assert Article(text="x").authors == ()
    for wrong in ("Ann Lee", ["Ann Lee", ""], [None], 3):
        with pytest.raises((InputTypeError, InvalidValueError), match=r"Article\.authors"):
            Article.model_validate({"text": "x", "authors": wrong})
    with pytest.raises(SurrogateError, match=r"Article\.authors\.1 has a lone surrogate"):
        Article(text="x", authors=["Ann", "\ud800"])


@given(MOMENTS)
def test_a_date_stays_a_date(moment: date) -> None:
    """A date does not become a datetime, nor the reverse; a time zone offset stays as it is, or missing."""
    article = Article(text="x", published=moment)
    for kept in (article.published, Article.model_validate_json(article.model_dump_json()).published):
        assert kept == moment
        assert type(kept) is type(moment)
        if isinstance(moment, datetime) and isinstance(kept, datetime):
            assert kept.utcoffset() == moment.utcoffset()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-11-08", date(2024, 11, 8)),
        ("20241108", date(2024, 11, 8)),
        ("2024-11-08T00:00", datetime(2024, 11, 8)),  # noqa: DTZ001
        ("2024-11-08T09:30:00Z", datetime(2024, 11, 8, 9, 30, tzinfo=UTC)),
        ("2024-11-08T09:30:00+05:00", datetime(2024, 11, 8, 9, 30, tzinfo=timezone(timedelta(hours=5)))),
    ],
)
def test_an_iso_string_is_read(written: Any, meant: date) -> None:
    """An ISO 8601 string gives a date or a datetime, as written."""
    read = Article(text="x", published=written).published
    assert (read, type(read)) == (meant, type(meant))


def test_a_named_zone_becomes_its_offset() -> None:
    """A named zone becomes an offset, which also decides the hour that a clock change repeats."""
    zone = ZoneInfo("America/New_York")
    for fold, hours in ((0, -4), (1, -5)):
        moment = datetime(2024, 11, 3, 1, 30, tzinfo=zone, fold=fold)
        article = Article(text="x", published=moment)
        assert isinstance(article.published, datetime)
        assert article.published.utcoffset() == timedelta(hours=hours)
        assert Article.model_validate_json(article.model_dump_json()) == article


def test_other_moments_follow_the_same_rules() -> None:
    """The start of a time mention follows the same rules, and its error names its own field."""
    with pytest.raises(InvalidValueError, match=r"TimeMention\.start: 'May' is not a valid ISO 8601 date"):
        TimeMention(span=Span(start=0, end=1), kind="date", start="May")


@pytest.mark.parametrize("name", Article.model_fields)
def test_an_article_is_frozen(name: str) -> None:
    """No field can be set or deleted."""
    with pytest.raises(
        InvalidValueError, match=f"Article.{name} cannot be changed: Article is frozen. Build a new one"
    ):
        setattr(Article(text="x"), name, "y")
    with pytest.raises(InvalidValueError, match=f"Article.{name} cannot be changed"):
        delattr(Article(text="x"), name)


def test_the_missing_values_of_pandas_are_no_date() -> None:
    """A cell without a date gives None, as a row of a data frame may hold it."""
    pandas = pytest.importorskip("pandas", reason="needs newsclaims[pandas]")
    nan = float("nan")
    missing = [
        pandas.NaT,
        pandas.NA,
        nan,
        pandas.Series([nan])[0],
        pandas.Series(["2024-11-08", None]).astype("M8[s]")[1],
    ]
    for value in missing:
        assert Article(text="x", published=value).published is None
        assert extract("x", published=value).article.published is None


def test_a_timestamp_of_pandas_becomes_a_datetime() -> None:
    """A plain one, with its offset if it has one; nanoseconds are cut off without a warning."""
    pandas = pytest.importorskip("pandas", reason="needs newsclaims[pandas]")
    for written, meant in (
        ("2024-11-08", datetime(2024, 11, 8)),  # noqa: DTZ001
        ("2024-11-08T09:30:00.123456789Z", datetime(2024, 11, 8, 9, 30, 0, 123456, UTC)),
        ("2024-11-08T09:30:00+05:00", datetime(2024, 11, 8, 9, 30, tzinfo=timezone(timedelta(hours=5)))),
    ):
        published = Article(text="x", published=pandas.Timestamp(written)).published
        assert (published, type(published)) == (meant, datetime)


@pytest.mark.parametrize(
    "value", [3.5, 0, True, [], {}, "nan", "NaT", "", "<NA>", timedelta(1), time(1), b"2024-11-08"]
)
def test_what_is_no_date_is_an_error_of_ours(value: Any) -> None:
    """It names the field, whatever the type; the words for missing values are not dates as strings."""
    with pytest.raises(NewsClaimsError, match=r"^Article\.published: "):
        Article(text="x", published=value)


def test_a_date_of_numpy_is_refused_with_advice() -> None:
    """The advice works."""
    value = np.datetime64("2024-11-08T09:30:00.000000000")
    with pytest.raises(InputTypeError, match=r"not datetime64\. Give str\(value\)\."):
        Article(text="x", published=value)  # type: ignore[arg-type]
    assert Article(text="x", published=str(value)).published == datetime(2024, 11, 8, 9, 30)  # noqa: DTZ001


class Post(BaseModel):
    """A model of somebody else's that holds articles, as FastAPI makes one of a request's body."""

    article: Article
    more: tuple[Article | None, ...] = ()


FAULTS: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"text": 5}, ("text",)),
    ({}, ("text",)),
    ({"text": "x", "published": 5}, ("published",)),
    ({"text": "x", "published": "May"}, ("published",)),
    ({"text": "x", "meta": [1]}, ("meta",)),
    ({"text": "x", "titel": "y"}, ("titel",)),
    ({"text": "a\ud800"}, ("text",)),
]


@pytest.mark.parametrize(("fields", "place"), FAULTS)
def test_inside_a_model_pydantic_raises_its_own_error(fields: dict[str, Any], place: tuple[str, ...]) -> None:
    """It says where the fault is, so that FastAPI answers 422; alone, the error is ours."""
    with pytest.raises(ValidationError) as caught:
        Post.model_validate({"article": fields})
    assert caught.value.errors()[0]["loc"] == ("article", *place)
    with pytest.raises(ValidationError) as caught:
        Post.model_validate({"article": {"text": "x"}, "more": [None, fields]})
    assert caught.value.errors()[0]["loc"] == ("more", 1, *place)
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(list[Article]).validate_python([{"text": "x"}, fields])
    assert caught.value.errors()[0]["loc"] == (1, *place)
    builds: list[Callable[[], Article]] = [lambda: Article(**fields), lambda: Article.model_validate(fields)]
    for build in builds:
        with pytest.raises(NewsClaimsError, match=rf"^Article\.{place[0]}\b") as ours:
            build()
        assert isinstance(ours.value, ValueError)


def test_inside_a_model_json_is_read_too() -> None:
    """As outside, with all fields."""
    article = Article(text="x", published="2024-11-08T09:30:00+05:00", meta={"a": [1, {"b": None}]}, language="en")
    post = Post(article=article, more=(None, article))
    assert Post.model_validate_json(post.model_dump_json()) == post
    with pytest.raises(ValidationError):
        Post.model_validate_json('{"article": {"text": 5}}')


def test_type_checkers_know_all_fields() -> None:
    """What they are told may be given is written out by hand, with every field."""
    nodes = ast.walk(ast.parse(inspect.getsource(article_module)))
    [own] = [node for node in nodes if isinstance(node, ast.FunctionDef) and node.name == "__init__"]
    assert [argument.arg for argument in own.args.kwonlyargs] == list(Article.model_fields)


def test_values_by_position_are_refused() -> None:
    """Fields are keyword-only; the error says how to write them."""
    words = r"the fields of Article must be given by keyword, not by position. Write Article\(text=...\)."
    build: Any = Article
    with pytest.raises(InputTypeError, match=words):
        build("x")
    with pytest.raises(InputTypeError, match=words):
        build("x", title="y")
    assert {parameter.kind for parameter in signature(Article).parameters.values()} == {Parameter.KEYWORD_ONLY}


def test_the_text_is_not_in_the_repr() -> None:
    """The repr leaves out the text, which may be very long."""
    assert "secret" not in repr(Article(text="secret", title="T"))
    assert "title='T'" in repr(Article(text="secret", title="T"))


def test_rich_gets_what_is_known_without_the_text() -> None:
    """The pairs for `rich` have the fields that are set and the length of the text."""
    article = Article(text="It rained.", id="a", title="Rain", published="2024-11-08", authors=["Ada"])
    assert list(article.__rich_repr__()) == [
        ("id", "a"),
        ("title", "Rain"),
        ("published", "2024-11-08"),
        ("authors", ("Ada",)),
        ("characters", 10),
    ]

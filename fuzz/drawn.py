"""Targets whose inputs Hypothesis draws from the bytes, with the strategies of the tests."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from serialisers.cases import CASES, Case, in_order, written
from serialisers.cases import read as read_back
from serialisers.strategies import several
from strategies import STYLES, articles, layouts

from newsclaims import Article, Attribution, Judgement, Mark, Time

from .calls import CALLS
from .laws import INVALID, answer, check_claims, require
from .target import Target
from .texts import pipeline, try_claims

__all__ = ["TARGETS"]

_MOST_DRAWN = 4_096
_settings = settings(database=None, deadline=None, suppress_health_check=list(HealthCheck))


def _drawn(name: str, what: str, strategy: st.SearchStrategy[Any], attempt: Callable[[Any], str]) -> Target:
    """Return a target that draws its inputs."""
    answers: list[str] = []

    @_settings
    @given(strategy)
    def law(value: Any) -> None:
        answers.append(answer(lambda: attempt(value)))

    fuzz_one_input: Callable[[bytes], bytes | None] = law.hypothesis.fuzz_one_input  # type: ignore[attr-defined]

    def try_one(data: bytes) -> str:
        answers.clear()
        # It returns None for bytes that are not enough, and for values that a filter of the strategy refuses.
        fuzz_one_input(data)
        return answers[-1] if answers else INVALID

    return Target(name, what, try_one, lambda: (bytes(_MOST_DRAWN),), largest=_MOST_DRAWN, drawn=True)


def _try_round_trip(pair: tuple[Case, list[Any]]) -> str:
    case, drawn = pair
    sets = list(filter(case.takes, drawn))
    data = written(case.serialiser, sets)
    found = read_back(case.serialiser, data, sets)
    require(found == in_order(case.serialiser, map(case.kept, sets)), "what was written is read back")
    require(written(case.serialiser, sets) == data, "equal claim sets are written equally")
    return f"{case.name}, {len(sets)} sets"


@st.composite
def _styled(draw: st.DrawFn) -> Article:
    """Draw an article with planted quotations."""
    return Article(text=draw(layouts()).render(draw(st.sampled_from(STYLES))))


@st.composite
def _judged(draw: st.DrawFn) -> tuple[Article, list[Attribution]]:
    """Draw an article with attributions, most of which fit it."""
    article = draw(articles())
    end = len(article.text)
    place = st.integers(-1, end + 1) | st.integers(0, end)
    pair = st.tuples(place, place).map(lambda p: (min(p), max(p)))
    offsets = st.lists(pair, max_size=2).map(lambda pairs: tuple(sorted(pairs)))
    marks = st.builds(Mark, place, place, st.text(max_size=3))
    values = st.sampled_from(["affirm", "deny", "certain", "neutral", "direct", "public", "", "?"])
    odds = st.dictionaries(values, st.floats() | st.integers(), max_size=2)
    judgements = st.builds(
        Judgement, values, st.sampled_from(["rule", "model", "lexicon", "x"]), odds, st.tuples(marks) | st.just(())
    )
    labels = st.sampled_from(["stance", "confidence", "quotation", "source_type", "cue_force", "topic", ""])
    times = st.builds(Time, place, place, st.sampled_from(["date", "set", ""]), st.none() | st.just("day"), st.dates())
    one = st.builds(
        Attribution,
        offsets,
        offsets,
        offsets,
        st.none() | st.floats(),
        st.none() | st.integers(-1, 3),
        st.dictionaries(labels, st.tuples(judgements), max_size=2),
        st.none() | pair,
        st.tuples(times) | st.just(()),
        st.text(max_size=3),
    )
    return article, draw(st.lists(one, max_size=3))


def _try_judging(pair: tuple[Article, list[Attribution]]) -> str:
    article, attributions = pair
    claims = pipeline("rules").judge(article, attributions)
    check_claims(claims)
    return f"{len(claims)} claims"


_TEXT = st.text(max_size=5) | st.characters(categories=["Cs"]) | st.sampled_from(["rules", "text", "json", "en", "\0"])
_NUMBERS = (
    st.integers()
    | st.sampled_from([2**63, 2**70, -(2**70)])
    | st.builds(pow, st.just(10), st.just(5_000))
    | st.floats()
    | st.booleans()
)
_ATOMS = (
    st.none()
    | _NUMBERS
    | _TEXT
    | st.binary(max_size=5)
    | st.dates()
    | st.datetimes()
    | st.just(date)
    | st.complex_numbers()
)
_KEYS = st.none() | _TEXT | st.integers() | st.sampled_from(["text", "start", "end", "spans", "value", "id"])
_VALUES = st.recursive(
    _ATOMS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(_KEYS, inner, max_size=3)
        | st.builds(iter, st.lists(inner, max_size=2))
    ),
    max_leaves=5,
)


def _try_call(pair: tuple[str, Any]) -> str:
    name, value = pair
    CALLS[name](value)
    return f"{name} took {type(value).__name__}"


TARGETS = (
    _drawn(
        "articles",
        "finds the claims of drawn articles with the extractor rules",
        articles() | _styled(),
        lambda article: try_claims("rules", article),
    ),
    _drawn("judge", "judges drawn attributions", _judged(), _try_judging),
    _drawn(
        "round-trips",
        "writes drawn claim sets in any format and reads them back",
        st.tuples(st.sampled_from(CASES), several(max_size=2)),
        _try_round_trip,
    ),
    _drawn(
        "values",
        "gives public functions values of any type",
        st.tuples(st.sampled_from(sorted(CALLS)), _VALUES),
        _try_call,
    ),
)

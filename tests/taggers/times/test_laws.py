"""Laws of the tagger of times: any spans of any text."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import any_text, examples

from newsclaims import Article, Attribution
from newsclaims.taggers._times import TimesTagger
from newsclaims.text import Text, read

PIECES = [
    "on", "Thursday", "last", "next", "this", "May", "Nov.", "8", "31", ",", "2014", "2000", "1990s", "'", "90",
    "'s", "the", "end", "of", "year", "weeks", "two", "ago", "from", "to", "between", "and", "since", "by", "until",
    "8:30", "p.m.", "night", "a", "every", "11/8/2016", "30/30/2016", "0001-01-01", "9999", "99999999", "quarter",
    "first", "winter", "fall", "will", "century", "decades", "in", "½", "²", "mid-2015", "8-10", "tonight",
    "weekend", "Feb.", "30", "fiscal", ".", "\n\n", "EST",
]  # fmt: skip
MOMENTS = st.none() | st.dates() | st.datetimes() | st.datetimes(timezones=st.just(UTC))


@st.composite
def readable(draw: st.DrawFn) -> tuple[Text, list[Attribution]]:
    """Draw a text of time words or any text, its day, and attributions with spans anywhere in it."""
    pieces = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)
    string = draw(pieces | any_text())
    cuts = st.lists(st.integers(0, len(string)), max_size=6)
    drawn = draw(st.lists(st.tuples(cuts, cuts, cuts), max_size=3))
    everything = [Attribution((), (), ((0, len(string)),))] if string else []
    others = [Attribution(_spans(a), _spans(b), _spans(c)) for a, b, c in drawn]
    return read(Article(text=string, published=draw(MOMENTS))), everything + others


def _spans(cuts: list[int]) -> tuple[tuple[int, int], ...]:
    """Pair sorted cuts into disjoint spans."""
    found = sorted(set(cuts))
    return tuple(zip(found[::2], found[1::2], strict=False))


@given(readable())
@examples(300)
def test_any_spans(drawn: tuple[Text, list[Attribution]]) -> None:
    """Times lie inside cue and content, sorted and disjoint, and do not end before they begin; nothing else changes."""
    text, attributions = drawn
    tagged = TimesTagger().tag(text, attributions)
    assert [(a.source, a.cue, a.content) for a in tagged] == [(a.source, a.cue, a.content) for a in attributions]
    for attribution in tagged:
        spans = (*attribution.cue, *attribution.content)
        before = 0
        for time in attribution.times:
            assert any(start <= time.start < time.end <= end for start, end in spans)
            assert time.kind in ("date", "time", "duration", "set")
            assert before <= time.start
            before = time.end
            if time.first is not None and time.last is not None:
                assert isinstance(time.first, datetime) == isinstance(time.last, datetime)
                assert time.first <= time.last


@given(readable())
def test_deterministic_and_independent(drawn: tuple[Text, list[Attribution]]) -> None:
    """Each attribution is tagged on its own: alone, again and with others, the result is the same."""
    text, attributions = drawn
    together = list(TimesTagger().tag(text, attributions))
    assert together == [TimesTagger().tag(text, [a])[0] for a in attributions]
    assert together == list(TimesTagger().tag(read(text.article), attributions))


@given(
    # "3 years ago" needs a year of at least 4, because there is no year before 1.
    st.dates(min_value=date(4, 1, 1), max_value=date(9990, 12, 31)),
    st.sampled_from(["Friday", "last week", "3 years ago"]),
)
def test_the_day_of_publication_is_all_that_counts(day: date, phrase: str) -> None:
    """A cached result for another day of the same weekday or month is not used."""
    string = f"It rained {phrase}."
    [tagged] = TimesTagger().tag(read(Article(text=string, published=day)), [Attribution((), (), ((0, len(string)),))])
    [time] = tagged.times
    assert time.first is not None
    assert time.last is not None
    assert time.first <= day
    if phrase == "Friday":
        assert time.first.weekday() == 4
        assert day - time.first < timedelta(7)
    elif phrase == "last week":
        assert timedelta(0) < day - time.last <= timedelta(7)
    else:
        assert time.first.year == time.last.year == day.year - 3


def test_threads_agree() -> None:
    """Texts that are tagged in several threads at once do not mix."""
    days = [date(2024, 1, 1) + timedelta(n) for n in range(60)]
    string = "She said it rained on Monday, last month and on Nov. 8."

    def run(day: date) -> list[Attribution]:
        return list(TimesTagger().tag(read(Article(text=string, published=day)), [Attribution((), (), ((0, 56),))]))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(run, days)) == [run(day) for day in days]


@pytest.mark.slow
def test_long_texts() -> None:
    """Long runs of time words are tagged in linear time."""
    string = "the " * 50_000 + "the last " * 20_000 + "two weeks of " * 20_000 + "Monday to " * 20_000
    text = read(Article(text=string, published=date(2024, 11, 8)))
    [tagged] = TimesTagger().tag(text, [Attribution((), (), ((0, len(string)),))])
    assert len(tagged.times) > 10_000

"""Which times the tagger finds, and how it resolves them."""

import pickle
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from taggers.marked import parse
from taggers.times.cases import NEVER, PUBLISHED, RESOLVED

from newsclaims import Article, Attribution, Pipeline
from newsclaims._attribution import Time
from newsclaims.taggers import Tagger
from newsclaims.taggers._times import TimesTagger
from newsclaims.text import read


def times(text: str, published: date | None = PUBLISHED) -> tuple[Time, ...]:
    """Return the times of a text that is one content."""
    [tagged] = TimesTagger().tag(
        read(Article(text=text, published=published)), [Attribution((), (), ((0, len(text)),))]
    )
    return tagged.times


def say(time: Time) -> str:
    """Write a time in the format of the cases."""
    first, last = (None if moment is None else moment.isoformat() for moment in (time.first, time.last))
    return f"{time.kind} {time.grain} {first} {last}"


def words(text: str, published: date | None = PUBLISHED) -> list[str]:
    """Return the time expressions of a text."""
    return [text[time.start : time.end] for time in times(text, published)]


@pytest.mark.parametrize(("marked", "expected"), RESOLVED, ids=[marked for marked, _ in RESOLVED])
def test_times_are_found_and_resolved(marked: str, expected: str) -> None:
    """An expression has the span, the kind, the grain and the interval that the documentation gives."""
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    found = [time for time in times(text) if time.start < end and start < time.end]
    assert [(text[time.start : time.end], say(time)) for time in found] == [(text[start:end], expected)]


@pytest.mark.parametrize("text", NEVER)
def test_words_that_are_not_times(text: str) -> None:
    """Names, verbs, ordinals, counts, ages, scores, money and percentages are not times."""
    assert words(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It closed in 2019.", "date year 2019-01-01 2019-12-31"),
        ("It closed on 8 November 2019.", "date day 2019-11-08 2019-11-08"),
        ("It closed on Nov. 8, 2019.", "date day 2019-11-08 2019-11-08"),
        ("It closed on 11/8/2016.", "date day 2016-11-08 2016-11-08"),
        ("It closed in May 2019.", "date month 2019-05-01 2019-05-31"),
        ("It closed in the 1990s.", "date decade 1990-01-01 1999-12-31"),
        ("It closed in the summer of 2014.", "date season 2014-06-01 2014-08-31"),
        ("It has been closed since 2014.", "date year 2014-01-01 None"),
        ("It was closed from 2001 to 2009.", "date year 2001-01-01 2009-12-31"),
        ("It closed on Thursday.", "date day None None"),
        ("It closed on Nov. 8.", "date day None None"),
        ("It closed last month.", "date month None None"),
        ("It closed three weeks ago.", "date week None None"),
        ("It closed between March and May.", "date month None None"),
        ("It closed at 8 p.m. today.", "time hour None None"),
        ("It closed over the past two years.", "duration year None None"),
        ("It closed in the first quarter.", "date quarter None None"),
    ],
)
def test_without_a_day_of_publication(text: str, expected: str) -> None:
    """Without a day of publication, only an expression that names its year is resolved."""
    assert say(times(text, None)[0]) == expected


@pytest.mark.parametrize("zone", [None, UTC, timezone(timedelta(hours=5, minutes=30)), timezone(-timedelta(hours=8))])
def test_zones(zone: timezone | None) -> None:
    """A time of day has the time zone of publication, a day has none, and results are not shared between zones."""
    published = datetime(2024, 11, 8, 9, 30, 12, tzinfo=zone)
    clock, day, hours = times("It opens at 8 p.m., not yesterday; the clerk left two hours ago.", published)
    assert clock.first == datetime(2024, 11, 8, 20, tzinfo=zone)
    assert clock.last == datetime(2024, 11, 8, 20, 59, 59, tzinfo=zone)
    assert day.first == day.last == date(2024, 11, 7)
    assert hours.first == datetime(2024, 11, 8, 7, tzinfo=zone)
    assert isinstance(hours.first, datetime)
    assert hours.first.utcoffset() == published.utcoffset()


def test_times_lie_inside_one_span() -> None:
    """An expression belongs to the cue or content span that contains all of it; spans are not joined."""
    text, given = parse("[He] {said on Thursday} <it was late in> May, <2014> she heard last <month>.")
    [tagged] = TimesTagger().tag(text, [given])
    assert [text.string[time.start : time.end] for time in tagged.times] == ["Thursday"]


def test_a_span_that_cuts_an_expression() -> None:
    """If a span contains the year and not the "since" before it, only the year is found."""
    text, given = parse("[He] {said} since <2014 it was late>.")
    [tagged] = TimesTagger().tag(text, [given])
    assert [text.string[time.start : time.end] for time in tagged.times] == ["2014"]


def test_existing_times_stay() -> None:
    """Times that an attribution already has are kept."""
    text, given = parse("[He] {said} <it rained on Thursday>.")
    given = Attribution(given.source, given.cue, given.content, times=(Time(9, 11, "date"),))
    assert TimesTagger().tag(text, [given]) == [given]


def test_the_source_has_no_times() -> None:
    """A time in the source alone is not a time of the claim."""
    text, given = parse("[Thursday's paper] {said} <it rained>.")
    assert TimesTagger().tag(text, [given])[0].times == ()


def test_paragraphs_do_not_run_together() -> None:
    """The end of a paragraph ends an expression."""
    assert words("He left in May\n\n2015 was a bad year.") == ["May", "2015"]


def test_typography_does_not_matter() -> None:
    """A curly apostrophe is read like a straight one."""
    assert words("In the ’90s it opened at 8 o’clock, by year’s end.") == ["the ’90s", "8 o’clock", "by year’s end"]


def test_protocol() -> None:
    """The tagger keeps the protocol, pickles, accepts an empty list, and requires nothing."""
    tagger = TimesTagger()
    assert isinstance(tagger, Tagger)
    assert pickle.loads(pickle.dumps(tagger)) == tagger
    assert list(tagger.tag(read(Article(text="x")), [])) == []
    assert (tagger.requires, tagger.provides) == (frozenset(), frozenset({"times"}))


def test_claims_have_times() -> None:
    """A claim's `times` are mentions with their spans."""
    claims = Pipeline("rules").extract(Article(text="She said it rained on Thursday.", published=PUBLISHED))
    [mention] = claims[0].times
    assert (mention.span.start, mention.start, mention.end) == (22, date(2024, 11, 7), date(2024, 11, 7))


def test_dateparser_is_imported_when_it_is_needed() -> None:
    """A text that needs no date parsing does not import dateparser."""
    code = (
        "import sys, newsclaims as nc\n"
        "nc.Pipeline('rules').extract('She said it rained on Thursday and in 2014.')\n"
        "assert 'dateparser' not in sys.modules\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

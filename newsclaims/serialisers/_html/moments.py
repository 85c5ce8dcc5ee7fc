"""When something is: the shortest form that names a moment or an interval, for the templates to put into words."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from typing import Literal

from attrs import frozen

from newsclaims._model import TimeMention

__all__ = ["When", "moment_of", "when_of"]

_Form = Literal["moment", "times", "day", "month", "months", "year", "years", "days", "from", "until"]


@frozen(slots=True)
class When:
    """A moment or an interval.

    Args:
        form: What has to be said: a `moment` with its time of day, `times` between two of one day, a `day`, `month` or
            `year`, whole `months` or `years`, `days` from one to another, or all time `from` or `until` a moment.
        first: The first moment.
        last: The last moment; equal to the first one if one is enough.
    """

    form: _Form
    first: date
    last: date

    @property
    def iso(self) -> str:
        """The first moment in the form that the element `time` needs."""
        match self.form:
            case "month":
                return self.first.isoformat()[: len("2024-11")]
            case "year":
                return self.first.isoformat()[: len("2024")]
            case _:
                return self.first.isoformat()


def moment_of(moment: date) -> When:
    """Return when a moment is: a day, or a time of a day.

    Args:
        moment: A date, or a datetime.
    """
    return When("moment" if isinstance(moment, datetime) else "day", moment, moment)


def when_of(mention: TimeMention) -> When | None:
    """Return when an expression of time is; None if it was not resolved.

    Args:
        mention: The expression.
    """
    first, last = mention.start, mention.end
    if first is None or last is None:
        one = first or last
        return None if one is None else _open(mention, one)
    form = _form(first, last)
    return When(form, first, last)


def _open(mention: TimeMention, one: date) -> When:
    """Return when an expression is that has only one end; a day or a time of day needs no other."""
    if mention.end is None and mention.grain in ("day", "minute", "second"):
        return moment_of(one)
    return When("until" if mention.start is None else "from", one, one)


def _form(first: date, last: date) -> _Form:
    """Return the shortest form that names all days, or all of the day, from one moment to another."""
    if first == last:
        return "moment" if isinstance(first, datetime) else "day"
    one, other = _day(first), _day(last)
    if one == other:
        return "day" if _is_whole_day(first, last) else _of_one_day(first, last)
    if one.day == 1 and other.day == monthrange(other.year, other.month)[1]:
        return _of_months(one, other)
    return "days"


def _of_months(one: date, other: date) -> _Form:
    years = (one.month, other.month) == (1, 12)
    if one.year == other.year:
        return "year" if years else "month" if one.month == other.month else "months"
    return "years" if years else "months"


def _of_one_day(first: date, last: date) -> _Form:
    """Return the form for two moments of a day; a date has no time of day that could be said."""
    if not isinstance(first, datetime) or not isinstance(last, datetime):
        return "day"
    return "moment" if _plain(last) - _plain(first) < timedelta(minutes=1) else "times"


def _is_whole_day(first: date, last: date) -> bool:
    at_first = not isinstance(first, datetime) or first.time() == time.min
    return at_first and (not isinstance(last, datetime) or last.time() >= time(23, 59))


def _plain(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment

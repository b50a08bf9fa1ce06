"""Periods as a reader of English writes them, on one line as long as there is room."""

from datetime import date

from tieout.facts import Period
from tieout.output.words import period_to_words

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NO_BREAK = "\u00a0"


def date_to_words(day: date) -> str:
    """A day that no line end tears apart.

    >>> date_to_words(date(2023, 6, 30)).split()
    ['30', 'Jun', '2023']
    """
    return NO_BREAK.join((str(day.day), MONTHS[day.month - 1], str(day.year)))


def when_to_words(period: Period | None) -> str:
    """How long a period is and when it ends.

    >>> when_to_words(Period.parse("2023-04-01/2023-06-30")).split()
    ['3', 'months', 'to', '30', 'Jun', '2023']
    """
    return period_to_words(period).replace(str(period.end), date_to_words(period.end)) if period else ""


def span_to_words(period: Period | None) -> str:
    """The first and the last day of a period, or its one day.

    >>> span_to_words(Period.parse("2023-04-01/2023-06-30")).replace(NO_BREAK, " ")
    '1 Apr 2023 to 30 Jun 2023'
    """
    if period is None:
        return ""
    days = filter(None, (period.start, period.end))
    return " to ".join(map(date_to_words, days))

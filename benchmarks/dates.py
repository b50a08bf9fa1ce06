"""What the suites of others say a phrase means in dates, made comparable with a `Period`."""

import re
from datetime import date, timedelta
from typing import Any

from tieout.calendar import Calendar
from tieout.facts import Period
from tieout.fiscal import FiscalYear, month_end, months_to
from tieout.mentions import PeriodMention

DAY = timedelta(1)
MONTHS = {"month": 1, "quarter": 3, "year": 12}
RELATIVE = "value counts from the day of speaking; a release's phrases from the period it reports on"
ARITHMETIC = "value is the result of an addition, or of a count of weekdays or weeks"
VAGUE = "value is the suite's own idea of 'the beginning of 2017'"
COMPARED = "two quarters joined by 'to', in a release a comparison"
MIXED = "date in an order that English does not print, or with its day in words"

_YEAR = re.compile(r"(?:19|20)\d\d|\b\d{1,2}[/-]\d{1,2}[/-]\d\d\b")
_LEFT_OUT = (
    (ARITHMETIC, re.compile(r"(?:days?|weeks?|years?) (?:since|from)\b|\bweek\b|day of \w+ \d{4}|holiday|easter|christmas|(?:mon|tues|wednes|thurs|fri)day (?:of|after)", re.I)),
    (RELATIVE, re.compile(r"\b(?:now|today|tomorrow|current date)\b", re.I)),
    (VAGUE, re.compile(r"beginning|end of", re.I)),
    (COMPARED, re.compile(r"q\d to \d{4}", re.I)),
    (MIXED, re.compile(r"\d{4}[-/ ]\d\d?[-/ ](?:[A-Za-z]{3}|\d\d$)|\d{4}/[A-Za-z]|[A-Za-z]/\d{4}|[A-Za-z]-\d{4}-\d|\d-\d{4}-[A-Za-z]|^\d{4}-\d\d$|third|fourth", re.I)),
)  # fmt: skip


def why_unvalued(span: dict[str, Any]) -> str | None:
    """Why the value of a labelled period says nothing of a release; `None` where it does."""
    printed = str(span["text"])
    if not _YEAR.search(printed):
        return RELATIVE
    return next((reason for reason, pattern in _LEFT_OUT if pattern.search(printed)), None)


def labelled_periods(span: dict[str, Any]) -> list[Period]:
    """The periods that a labelled value allows, both ends inclusive; none where it is no plain date or span."""
    value = span.get("value")
    values = value if isinstance(value, list) else [value] if value else []
    periods = (_plain(v) if "grain" in v else _timex(v) for v in values if "Mod" not in v)
    return [period for period in periods if period is not None]


def means(mention: PeriodMention, span: dict[str, Any]) -> bool:
    """Whether a mention, in a year that ends with December, is the labelled period.

    Recognizers-Text leaves out the last unit of a range ("2014 to 2018" ends with 2017): that unit may be in.
    """
    period = Calendar(None, None, FiscalYear(12)).resolve(mention)
    if period is None:
        return False
    begin, end = period.start or period.end, period.end
    for wanted in labelled_periods(span):
        if begin == (wanted.start or wanted.end) and (end == wanted.end or end in _with_last(wanted.end, mention)):
            return True
    return False


def _with_last(end: date, mention: PeriodMention) -> tuple[date, ...]:
    """The ends of a range whose label leaves out its last day, month or year."""
    if not mention.rule.startswith("range"):
        return ()
    after = end + DAY
    return after, month_end(after.year, after.month), date(after.year, 12, 31)


def _plain(value: dict[str, Any]) -> Period | None:
    """Duckling's values: a start with the grain of the whole, or a start and what the span ends before."""
    start = date.fromisoformat(value["start"])
    if "end_exclusive" in value:
        return Period(date.fromisoformat(value["end_exclusive"]) - DAY, start)
    if value["grain"] == "day":
        return Period(start)
    months = MONTHS.get(value["grain"])
    return months_to(months_end(start, months), months) if months else None


def months_end(start: date, months: int) -> date:
    """The last day of a span of whole months that begins at `start`."""
    last = start.month - 1 + months - 1
    return month_end(start.year + last // 12, last % 12 + 1)


def _timex(value: dict[str, Any]) -> Period | None:
    """Recognizers-Text's values: a day, or a start and what the span ends before."""
    try:
        if "value" in value:
            return Period(date.fromisoformat(value["value"]))
        return Period(date.fromisoformat(value["end"]) - DAY, date.fromisoformat(value["start"]))
    except (KeyError, ValueError):
        return None

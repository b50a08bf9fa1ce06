"""The fiscal calendar of a release, and what its phrases for times mean in dates.

Phrases are found without it (`tieout.periods`) and resolved with it. What the release does not say stays `None`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tieout.evidence import Evidence, gather_evidence
from tieout.facts import Notice, Period
from tieout.fiscal import DAY, WEEK, FiscalYear, month_end, months_to, shift_months
from tieout.mentions import PeriodMention
from tieout.release import Release

_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_SHORTEST = 77  # days: 11 weeks, less than any quarter
_YEARS = {"prior year": -1, "previous": -1, "next": 1}


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a release says of time: when it came out, the period it reports on, and how fiscal years run."""

    released: date | None = None
    reporting_period: Period | None = None
    fiscal: FiscalYear | None = None
    notices: tuple[Notice, ...] = ()

    def resolve(self, mention: PeriodMention, *, context: Period | None = None) -> Period | None:
        """The days that `mention` means, `context` being the period under discussion (else the reporting period).

        `None` where the release does not say.

        >>> from tieout.periods import parse_period
        >>> calendar = Calendar(date(2003, 3, 13), Period(date(2002, 12, 31), date(2002, 10, 1)), FiscalYear(12))
        >>> [str(calendar.resolve(parse_period(p))) for p in ("prior-year quarter", "fiscal 2003", "six months")]
        ['2001-10-01/2001-12-31', '2003-01-01/2003-12-31', 'None']
        """
        context = context or self.reporting_period
        try:
            for rule in _RULES:
                if rule.applies(mention):
                    period = rule.resolve(self, mention, context)
                    return Period(period.end) if period and mention.instant else period
        except (ValueError, OverflowError):  # a day or year that no calendar has
            return None
        return None

    def shift_years(self, period: Period, years: int) -> Period:
        """The same span `years` later (negative: earlier), by the real dates of 52/53-week years where known."""
        return self.fiscal.shift(period, years) if self.fiscal else shift_months(period, 12 * years)

    def previous_quarter(self, period: Period) -> Period:
        """The quarter before the one that `period` ends with; its last day where `period` is a date."""
        if self.fiscal:
            return self.fiscal.quarter_before(period)
        before = months_to(period.end, 3)
        end = before.start - DAY if before.start else period.end
        return months_to(end, 3) if period.start else Period(end)


def learn_calendar(release: Release, *, mentions: list[PeriodMention] | None = None) -> Calendar:
    """The calendar that a release tells: headline, dateline, "ended" phrases, the headers of its raw tables.

    `mentions` are the periods of `release.text` where they have been found already.
    """
    return calendar_of(gather_evidence(release, mentions))


def calendar_of(evidence: Evidence) -> Calendar:
    """The calendar that the evidence adds up to, with a notice for what could not be told."""
    missing = [
        Notice(f"the release does not tell {what}")
        for what, value in (
            ("when it was released", evidence.released),
            ("which period it reports on", evidence.reporting),
            ("when its fiscal year ends", evidence.fiscal),
        )
        if value is None
    ]
    return Calendar(evidence.released, evidence.reporting, evidence.fiscal, tuple(missing))


@dataclass(frozen=True, slots=True)
class _Rule:
    """One way that mentions are resolved: which mentions, and how."""

    applies: Callable[[PeriodMention], bool]
    resolve: Callable[[Calendar, PeriodMention, Period | None], Period | None]


def _explicit_range(calendar: Calendar, mention: PeriodMention, context: Period | None) -> Period | None:
    """Both ends are printed."""
    return Period(mention.last, mention.first) if mention.last else None


def _day(calendar: Calendar, mention: PeriodMention, context: Period | None) -> Period | None:
    """A date; without a year, the one nearest to the release."""
    if mention.month is None or mention.day is None:
        offset = {"current": 0, "previous": -1, "next": 1}.get(mention.relation or "")
        return Period(calendar.released + timedelta(days=offset)) if calendar.released and offset is not None else None
    day = _dated(calendar, mention, context)
    return Period(day) if day else None


def _dated(calendar: Calendar, mention: PeriodMention, context: Period | None) -> date | None:
    """The day that a mention's month and day mean in its year; the year nearest to context or release, else."""
    if mention.month is None:
        return None
    years = [mention.year] if mention.year else []
    known = calendar.reporting_period
    near = (context.end if context else None) or calendar.released
    if near and known and near > (calendar.released or known.end):  # "on Dec. 31" after a word on next year
        near = known.end
    if not years and near:
        years = [near.year + n for n in (0, -1, 1)]
    days = []
    for year in years:
        last = month_end(year, mention.month)
        days.append(date(year, mention.month, min(mention.day, last.day)) if mention.day else last)
    return min(days, key=lambda day: abs((day - near).days)) if near and days else (days[0] if days else None)


def _ended(calendar: Calendar, mention: PeriodMention, context: Period | None) -> Period | None:
    """A length that ends on a printed day."""
    end = _dated(calendar, mention, context)
    if end is None:
        return None
    count = mention.count or 1
    if mention.unit == "period":
        return None
    if mention.unit in ("day", "week"):
        weeks = count if mention.unit == "week" else 0
        return Period(end, end - (WEEK * weeks if weeks else DAY * count) + DAY)
    months = count * _MONTHS[mention.unit]
    return calendar.fiscal.ending(end, months=months) if calendar.fiscal else months_to(end, months)


def _month(calendar: Calendar, mention: PeriodMention, context: Period | None) -> Period | None:
    """A calendar month; without a year, the last one that had begun when the release came out."""
    if mention.month is None:
        return None
    year = mention.year
    if year is None:
        near = calendar.released or (context.end if context else None)
        if near is None:
            return None
        year = near.year - (mention.month > near.month) + _YEARS.get(mention.relation or "", 0)
    return Period(month_end(year, mention.month), date(year, mention.month, 1))


def _fiscal_name(calendar: Calendar, mention: PeriodMention, context: Period | None) -> int | None:
    """The name of the fiscal year a mention speaks of: its own year, or the context's moved by its relation."""
    if mention.year is not None:
        return mention.year
    if calendar.fiscal is None or context is None:
        return None
    return calendar.fiscal.locate(context.end)[0] + _YEARS.get(mention.relation or "", 0)


def _part_of_year(calendar: Calendar, mention: PeriodMention, context: Period | None) -> Period | None:
    """A numbered quarter or half, or the first so many months or weeks, of a year."""
    fiscal = FiscalYear(12) if mention.fiscal is False else calendar.fiscal
    name = _fiscal_name(calendar, mention, context)
    if fiscal is None or name is None or mention.ordinal is None:
        return None
    if mention.unit == "quarter" and mention.ordinal <= 4 and mention.count is None:
        return fiscal.span(name, mention.ordinal, mention.ordinal)
    if mention.unit == "half" and mention.ordinal <= 2:
        return fiscal.span(name, 2 * mention.ordinal - 1, 2 * mention.ordinal)
    if mention.count and mention.ordinal == 1:
        quarters = {"month": 3, "week": 13, "quarter": 1}.get(mention.unit)
        if quarters and mention.count % quarters == 0 and mention.count // quarters <= 4:
            return fiscal.span(name, 1, mention.count // quarters)
        start = fiscal.quarter_end(name, 0) + DAY
        if mention.unit == "week":
            return Period(start + WEEK * mention.count - DAY, start)
        if mention.unit == "month":
            return Period(shift_months(Period(start - DAY), mention.count).end, start)
    return None


def _year(calendar: Calendar, mention: PeriodMention, context: Period | None) -> Period | None:
    """A fiscal year by its name, or the one under discussion; a calendar year where the words say so."""
    fiscal = FiscalYear(12) if mention.fiscal is False else calendar.fiscal
    name = _fiscal_name(calendar, mention, context)
    if fiscal is None or name is None:
        return None
    if mention.instant and mention.year is None and mention.relation is None and context:
        return fiscal.span(name if fiscal.quarters(context) in _whole_years(name) else name - 1)
    return fiscal.span(name)


def _whole_years(name: int) -> tuple[tuple[int, int, int], ...]:
    """What quarters make a period that ends with the year."""
    return tuple((name, first, 4) for first in (1, 2, 3, 4))


def _length_of_year(calendar: Calendar, mention: PeriodMention, context: Period | None) -> Period | None:
    """A length and a year without a day, as headers have it: it ends when the reporting period does."""
    reporting = calendar.reporting_period
    if reporting is None or mention.year is None:
        return None
    shift = mention.year - reporting.end.year
    end = calendar.shift_years(Period(reporting.end), shift).end
    return _ended(calendar, replace(mention, year=end.year, month=end.month, day=end.day), context)


def _to_date(calendar: Calendar, mention: PeriodMention, context: Period | None) -> Period | None:
    """From the start of the year or quarter to the end of the period under discussion."""
    if calendar.fiscal is None or context is None:
        return None
    name, last = calendar.fiscal.locate(context.end)
    if mention.unit == "quarter":
        return calendar.fiscal.span(name, last, last)
    return calendar.fiscal.span(mention.year or name, 1, last)


def _trailing(calendar: Calendar, mention: PeriodMention, context: Period | None) -> Period | None:
    """The last so many months or quarters to the end of the period under discussion."""
    end = _dated(calendar, mention, context) or (context.end if context else None)
    if end is None or mention.count is None:
        return None
    return _ended(calendar, replace(mention, year=end.year, month=end.month, day=end.day), context)


def _quarter_of(calendar: Calendar, context: Period | None) -> Period | None:
    """The quarter under discussion: the context if it is one, else the one that the context ends with."""
    if context is None or calendar.fiscal is None:
        return context if context is None or context.days <= 125 else None
    if context.start and not _SHORTEST <= context.days <= 125:
        return calendar.fiscal.quarters_after(context, 0)
    return context


def _context_of(calendar: Calendar, mention: PeriodMention, context: Period | None) -> Period | None:
    """The span that a relative phrase starts from: the quarter, the length it names, or whatever is discussed."""
    if mention.unit == "quarter" and mention.count is None:
        return _quarter_of(calendar, context)
    if mention.count and context:
        end = context.end
        return _ended(calendar, replace(mention, year=end.year, month=end.month, day=end.day), context)
    if mention.unit == "half" and context and calendar.fiscal:
        name, last = calendar.fiscal.locate(context.end)
        return calendar.fiscal.span(name, 1, 2) if last <= 2 else calendar.fiscal.span(name, 3, 4)
    return context


def _current(calendar: Calendar, mention: PeriodMention, context: Period | None) -> Period | None:
    """ "The quarter", "this year", "the same period": what is under discussion, or the year that holds it."""
    if mention.unit == "month":
        near = calendar.released
        return Period(month_end(near.year, near.month), near.replace(day=1)) if near else None
    if mention.unit == "year":
        return _year(calendar, mention, context)
    if mention.unit in ("quarter", "half", "period"):
        return _context_of(calendar, mention, context)
    return None


def _same_of_year(calendar: Calendar, mention: PeriodMention, context: Period | None) -> Period | None:
    """ "The same period of 2001": the context in another year."""
    base = _context_of(calendar, mention, context)
    if base is None or mention.year is None:
        return base
    here = calendar.fiscal.locate(base.end)[0] if calendar.fiscal else base.end.year
    apart = mention.year - here
    if mention.fiscal is None and mention.year - base.end.year == -1:  # years named by when they end, or begin
        apart = -1
    return calendar.shift_years(base, apart)


def _year_before(calendar: Calendar, mention: PeriodMention, context: Period | None) -> Period | None:
    """ "The prior-year quarter", "a year ago", "year over year", "last year": the context a year earlier."""
    if mention.unit == "year" and (mention.fiscal or mention.instant):
        return _year(calendar, mention, context)
    base = _context_of(calendar, mention, context)
    return calendar.shift_years(base, -1) if base else None


def _quarter_before(calendar: Calendar, mention: PeriodMention, context: Period | None) -> Period | None:
    """ "The previous quarter", "sequentially": the quarter before the context."""
    base = _quarter_of(calendar, context)
    return calendar.previous_quarter(base) if base else None


def _length_ago(calendar: Calendar, mention: PeriodMention, context: Period | None) -> Period | None:
    """ "Three months earlier", "two years ago": the context moved back, by fiscal quarters where they are known."""
    count = (mention.count or 1) * _MONTHS.get(mention.unit, 0)
    if context is None or not count:
        return None
    if count % 12 == 0:
        return calendar.shift_years(context, -count // 12)
    if count % 3 == 0 and calendar.fiscal and (context.start is None or calendar.fiscal.quarters(context)):
        return calendar.fiscal.quarters_after(context, -count // 3)
    return shift_months(context, -count)


def _next(calendar: Calendar, mention: PeriodMention, context: Period | None) -> Period | None:
    """ "Next quarter", "next year", "the next twelve months": what follows the reporting period."""
    base = calendar.reporting_period or context
    if base is None:
        return None
    count = mention.count or 1
    if mention.unit == "quarter" and calendar.fiscal:
        return calendar.fiscal.quarters_after(replace(base, start=base.start or base.end), 1, count)
    if mention.unit == "year" and mention.count is None:
        return _year(calendar, mention, context)
    if mention.unit in ("month", "year"):
        return Period(shift_months(Period(base.end), count * _MONTHS[mention.unit]).end, base.end + DAY)
    return None


_RULES: tuple[_Rule, ...] = (
    _Rule(lambda m: m.last is not None, _explicit_range),
    _Rule(lambda m: m.unit == "day" and not m.count, _day),
    _Rule(lambda m: m.relation == "trailing", _trailing),
    _Rule(lambda m: m.relation == "ago", _length_ago),
    _Rule(lambda m: m.unit == "month" and m.count is None and m.month is not None, _month),
    _Rule(lambda m: m.month is not None, _ended),
    _Rule(lambda m: m.relation == "same" and m.year is not None, _same_of_year),
    _Rule(lambda m: m.ordinal is not None and m.relation != "to date", _part_of_year),
    _Rule(lambda m: m.relation == "to date", _to_date),
    _Rule(lambda m: m.relation in ("current", "same"), _current),
    _Rule(lambda m: m.relation == "next", _next),
    _Rule(lambda m: m.relation == "previous" and m.unit == "quarter", _quarter_before),
    _Rule(lambda m: m.relation in ("prior year", "previous") and m.unit not in ("day", "week"), _year_before),
    _Rule(lambda m: m.unit == "year" and m.count is None, _year),
    _Rule(lambda m: m.unit == "quarter" and m.count is None and m.instant, _current),
    _Rule(lambda m: m.year is not None and m.unit in _MONTHS, _length_of_year),
)

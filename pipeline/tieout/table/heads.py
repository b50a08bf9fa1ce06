"""Columns in time: what a header's words for a time mean in days, by kind of table, calendar and sibling columns."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tieout.calendar import Calendar
from tieout.facts import Period
from tieout.frozen import quick
from tieout.mentions import PeriodMention
from tieout.table.header import SPAN_UNITS, is_bare_year, merge, text_to_mentions
from tieout.tables import Column, TableKind

YEAR = range(350, 379)
"""Days of a fiscal year of 52 or 53 weeks, or of twelve months, with a few days' slack."""
MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
FLOWS: tuple[TableKind, ...] = ("income_statement", "cash_flow")
SLACK = 10
"""Days that a computed start may lie off the day after a printed end to be taken for it."""


@quick
@dataclass(frozen=True, slots=True)
class Heads:
    """A column of figures as its header has it: what goes into a table, and what cells need to know besides.

    `percent` is set where the header says that the column's figures are percentages. `mention` is the time as said.
    """

    column: Column
    mention: PeriodMention | None = None
    percent: bool = False
    instant: bool = False


def head_to_column(head: Heads, kind: TableKind, calendar: Calendar | None) -> Column:
    """The column with its days, and the earlier days that its header itself compares with."""
    period = mention_to_period(head.mention, kind, calendar, instant=head.instant)
    if head.mention is None and head.column.period:
        period = head.column.period
    return replace(head.column, period=period)


def mention_to_period(
    mention: PeriodMention | None, kind: TableKind, calendar: Calendar | None, *, instant: bool = False
) -> Period | None:
    """The days that a header's time means in a table of this kind: balance sheets have dates, flows have spans."""
    if mention is None:
        return None
    dated = _day(mention)
    if mention.unit == "day" or (dated and (kind == "balance_sheet" or (instant and mention.unit not in SPAN_UNITS))):
        if dated is None:
            return None
        if kind in FLOWS and not instant and calendar is not None:
            return _span_to(dated, calendar) or Period(dated)
        return Period(dated)
    found = calendar.resolve(mention) if calendar is not None else _plain_period(mention)
    if found is not None and found.start and (kind == "balance_sheet" or (instant and is_bare_year(mention))):
        return Period(found.end)
    return found


def heads_in_row(heads: tuple[Heads, ...], label: str, kind: TableKind, calendar: Calendar | None) -> tuple[Heads, ...]:
    """The columns as a row has them whose label tells its time.

    A year at its start completes columns that leave theirs open ("2003 | 1,250 | 1,310" under "March 31 | June 30");
    a label that is a time and nothing more ("1st Quarter") is that of columns whose headers have none.
    """
    mentions = text_to_mentions(label)
    if len(mentions) != 1 and not (mentions and mentions[0].start == 0):
        return heads
    said = mentions[0]
    year = is_bare_year(said) and said.start == 0
    alone = (
        not year
        and said.rule != "bare span"
        and not label[: said.start].strip()
        and not _has_letters(label[said.end :])
    )
    if not year and not alone:
        return heads
    out = []
    for head in heads:
        timeless = not text_to_mentions(head.column.header)
        mention = head.mention
        if (year and mention and not mention.year and not mention.relation) or (alone and timeless):
            inner = replace(head, mention=merge(mention, said), column=replace(head.column, period=None))
            head = replace(inner, column=head_to_column(inner, kind, calendar))
        out.append(head)
    return tuple(out)


def label_to_time(label: str) -> PeriodMention | None:
    """The time with its year that a row's label begins with, if that is all that it says of time.

    >>> label_to_time("Three Months Ended March 31, 2022 - As reported").year
    2022
    """
    mentions = text_to_mentions(label)
    if len(mentions) != 1 or is_bare_year(mentions[0]) or mentions[0].rule == "bare span":
        return None
    return mentions[0] if mentions[0].year and not label[: mentions[0].start].strip() else None


def heads_at(
    heads: tuple[Heads, ...], said: PeriodMention, kind: TableKind, calendar: Calendar | None
) -> tuple[Heads, ...]:
    """Columns without any time as rows under a time have them."""
    timed = [replace(h, mention=said) for h in heads]
    return tuple(replace(h, column=head_to_column(h, kind, calendar)) for h in timed)


def _has_letters(text: str) -> bool:
    """Whether words follow, not only marks and brackets."""
    return any(c.isalpha() for c in text)


def in_weeks(heads: list[Heads], calendar: Calendar | None) -> list[Heads]:
    """Count quarters that end on weekdays, not on months' ends, as 13 weeks, unless the day before is printed."""
    ends = {h.column.period.end for h in heads if h.column.period}
    fiscal = calendar.fiscal if calendar else None
    odd = [e for e in ends if e.day != monthrange(e.year, e.month)[1]]
    alike = bool(odd) and len(ends) > 1 and len({e.weekday() for e in ends}) == 1
    weekly = alike or bool(fiscal and fiscal.weekday is not None)
    if not weekly:
        return heads
    printed = {*ends, *(fiscal.ends if fiscal else ())}
    out = []
    for head in heads:
        period, mention = head.column.period, head.mention
        if period and period.start and mention and _day(mention) and mention.unit in MONTHS:
            quarters, rest = divmod((mention.count or 1) * MONTHS[mention.unit], 3)
            start = period.end - timedelta(days=91 * quarters - 1)
            if quarters == 4 and period.days % 7 == 0:
                start = period.start  # the calendar knows which years have 53 weeks
            trusted = period.start - timedelta(days=1) in printed and period.days % 7 == 0
            if not rest and not trusted and abs((start - period.start).days) <= 8:
                head = replace(head, column=replace(head.column, period=Period(period.end, start)))
        out.append(head)
    return out


def with_whole_years(heads: list[Heads]) -> list[Heads]:
    """Let a fiscal year begin the day after the one before it ended, where another column says when that was."""
    ends = {h.column.period.end for h in heads if h.column.period}
    out = []
    for head in heads:
        period = head.column.period
        if period and period.start and period.days in YEAR:
            before = [e for e in ends if (period.end - e).days in YEAR]
            if len(before) == 1 and abs((before[0] - period.start).days) <= SLACK:
                period = Period(period.end, before[0] + timedelta(days=1))
                head = replace(head, column=replace(head.column, period=period))
        out.append(head)
    return out


def _span_to(end: date, calendar: Calendar) -> Period | None:
    """The span of a statement of flows that names only its last day: the fiscal year that ends there."""
    year = calendar.resolve(
        PeriodMention(0, 0, "year", "year to date of header", year=end.year, month=end.month, day=end.day)
    )
    fiscal = calendar.resolve(PeriodMention(0, 0, "year", "fiscal year of header", year=end.year, fiscal=True))
    if year and fiscal and abs((fiscal.end - end).days) <= 7:
        return year
    return None


def _plain_period(mention: PeriodMention) -> Period | None:
    """The days of a span whose last day is spelled out, without a calendar."""
    return Calendar().resolve(mention) if _day(mention) or mention.first else None


def _day(mention: PeriodMention) -> date | None:
    """The date that a mention spells out, if it does."""
    if mention.year and mention.month and mention.day:
        try:
            return date(mention.year, mention.month, mention.day)
        except ValueError:
            return None
    return None

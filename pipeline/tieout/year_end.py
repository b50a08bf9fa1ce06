"""When a company's fiscal year ends, how its weeks run and what its years are called: votes of what a release says."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from tieout.fiscal import FiscalYear, month_end, nearest_month
from tieout.mentions import PeriodMention

OPENING = 3000  # characters that hold the headline, the dateline and the first paragraphs


@dataclass(frozen=True, slots=True)
class Dated:
    """A length that ends on a full date, and how often the release says so."""

    mention: PeriodMention
    end: date
    weight: int


def infer_fiscal_year(
    prose: list[PeriodMention],
    headers: list[PeriodMention],
    dated: list[Dated],
    ends: set[date],
    quarter_end: date | None,
    released: date | None,
) -> FiscalYear | None:
    """The fiscal year that most of the evidence agrees on; `None` where there is none.

    `prose` and `headers` are the mentions of the release, `dated` the lengths among them that end on a full date,
    `ends` those dates and the days of headers, `quarter_end` the last day of the quarter reported on.
    """
    opening = [m for m in prose if m.start < OPENING and m.relation is None]
    number = _reported_number(opening)
    votes: Counter[int] = Counter()
    for d in dated:
        vote = _year_end_vote(d.mention)
        if vote:
            months, weight = vote
            votes[_month_after(nearest_month(d.end), months)] += weight * d.weight
    if quarter_end and number:
        votes[_month_after(nearest_month(quarter_end), 3 * (4 - number))] += 10
    if quarter_end:
        votes.update({nearest_month(day): 1 for day in ends if day < quarter_end and _quarters_apart(day, quarter_end)})
    if not votes:
        return _calendar_year_by_number(opening, released)
    month = max(votes, key=lambda m: (votes[m], m))
    weekday, nearest = _week_rule(ends | {d.end for d in dated})
    fiscal = FiscalYear(month, 0, weekday, nearest, _quarter_weeks(dated), tuple(sorted(ends)))
    return replace(fiscal, named_ahead=_named_ahead(fiscal, [*prose, *headers], quarter_end, number))


def _year_end_vote(mention: PeriodMention) -> tuple[int, int] | None:
    """How many months after a length's last day its fiscal year ends, and how much that is to be trusted."""
    quarters = _year_to_date_quarters(mention)
    if mention.unit == "quarter" and mention.ordinal:
        return 3 * (4 - mention.ordinal), 8
    if mention.unit == "year":
        return 0, 8 if mention.fiscal else 4
    if mention.unit == "week" and mention.count in (52, 53):
        return 0, 4
    if quarters:
        return 3 * (4 - quarters), 4
    if mention.unit == "month" and mention.count == 12:  # may be a trailing year
        return 0, 2
    return None


def _year_to_date_quarters(mention: PeriodMention) -> int:
    """How many quarters of a year have run: 2 for six months or 24 to 28 weeks, 3 for nine months; else 0."""
    if mention.unit == "month":
        return {6: 2, 9: 3}.get(mention.count or 0, 0)
    if mention.unit == "week" and mention.count:
        return 2 if 24 <= mention.count <= 28 else 3 if 36 <= mention.count <= 40 else 0
    return 2 if mention.unit == "half" and mention.ordinal == 1 else 0


def _reported_number(opening: list[PeriodMention]) -> int | None:
    """The number of the quarter reported on: the one that the opening names first and most."""
    counts = Counter(m.ordinal for m in opening if m.unit == "quarter" and m.ordinal and m.count is None)
    return counts.most_common(1)[0][0] if counts else None  # of as many the first: an outlook comes after


def _month_after(month: int, months: int) -> int:
    """The month so many months on, 1 to 12."""
    return (month - 1 + months) % 12 + 1


def _quarters_apart(one: date, other: date) -> bool:
    """Whether two dates stand whole quarters, less than a year, apart: a balance sheet's year-end and its quarter."""
    gap = abs((one - other).days)
    return 80 <= gap <= 285 and min(gap % 91, 91 - gap % 91) <= 5


def _calendar_year_by_number(opening: list[PeriodMention], released: date | None) -> FiscalYear | None:
    """A calendar year, where "first quarter 2020" came out within a season of that quarter's end; else unknown."""
    for mention in opening:
        if released and mention.unit in ("quarter", "year") and mention.year and mention.relation is None:
            end = FiscalYear(12).quarter_end(mention.year, mention.ordinal or 4)
            if 0 < (released - end).days <= 100:
                return FiscalYear(12)
    return None


def _week_rule(ends: set[date]) -> tuple[int | None, bool]:
    """The weekday that a 52/53-week year ends on, and whether it is the one nearest to the month's end."""
    odd = [day for day in ends if day != month_end(day.year, day.month)]
    if not odd or len(odd) * 2 < len(ends):
        return None, False
    weekday, times = Counter(day.weekday() for day in odd).most_common(1)[0]
    if times * 3 < len(odd) * 2:
        return None, False
    return weekday, any(day.day <= 7 and day.weekday() == weekday for day in odd)


def _quarter_weeks(dated: list[Dated]) -> tuple[int, int, int]:
    """The weeks of the first three quarters: 12 each where the release has 12-week quarters, 16 first where it does."""
    counts = {d.mention.count for d in dated if d.mention.unit == "week"}
    if counts & {12, 24, 36} or {16, 52} <= counts or {16, 53} <= counts:  # the long quarter is the last
        return 12, 12, 12
    if 28 in counts or 40 in counts:
        return 16, 12, 12
    return 13, 13, 13


def _named_ahead(
    fiscal: FiscalYear, mentions: list[PeriodMention], quarter_end: date | None, number: int | None
) -> int:
    """1 where the year's name is that of the calendar year in which most of it lies though it ends in the next."""
    if fiscal.month > 6 or quarter_end is None:
        return 0
    at, quarter = fiscal.locate(quarter_end)
    votes = Counter(
        m.year - at
        for m in mentions
        if m.year and m.relation is None and m.unit == "quarter" and m.ordinal == quarter and not m.day
    )
    if not votes:
        votes = Counter(
            m.year - at
            for m in mentions
            if m.year and m.fiscal and m.relation is None and m.unit == "year" and not m.day
        )
    if not votes:
        return 0
    return 1 if votes[-1] > votes[0] else 0

"""A company's fiscal year as arithmetic: where its years and quarters begin and end, by months or by weeks."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from tieout.facts import Period

DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
_SNAP = 10  # days: a date that the release prints this near to a computed one is the one meant


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """When fiscal years end, and how quarters divide them.

    `month` is the month at whose end (or nearest to it) the year ends; `named_ahead` is 1 where fiscal 2024 ends in
    2025 (a retailer's year to January), else 0. `weekday` (Monday 0) is set for 52/53-week years: the year ends on
    that day, the one nearest to the month's end if `nearest`, else the month's last. `weeks` are the lengths of
    the first three quarters; the fourth is what is left. `ends` are dates that the release itself gives.
    """

    month: int
    named_ahead: int = 0
    weekday: int | None = None
    nearest: bool = False
    weeks: tuple[int, int, int] = (13, 13, 13)
    ends: tuple[date, ...] = ()

    def year_end(self, name: int) -> date:
        """The last day of the fiscal year called `name`.

        >>> FiscalYear(6).year_end(2020), FiscalYear(1, named_ahead=1, weekday=5, nearest=True).year_end(2023)
        (datetime.date(2020, 6, 30), datetime.date(2024, 2, 3))
        """
        end = month_end(name + self.named_ahead, self.month)
        if self.weekday is None:
            return end
        end -= DAY * ((end.weekday() - self.weekday) % 7)
        if self.nearest and month_end(end.year, end.month) - end > 3 * DAY:
            end += WEEK
        return self._printed(end)

    def quarter_end(self, name: int, number: int) -> date:
        """The last day of quarter `number` (1 to 4) of the fiscal year called `name`; 0 is the day before the year.

        >>> FiscalYear(6).quarter_end(2020, 3)
        datetime.date(2020, 3, 31)
        """
        if number in (0, 4):
            return self.year_end(name if number else name - 1)
        if self.weekday is None:
            year, month = divmod((name + self.named_ahead) * 12 + self.month - 1 - 3 * (4 - number), 12)
            return month_end(year, month + 1)
        return self._printed(self.year_end(name - 1) + WEEK * sum(self.weeks[:number]))

    def span(self, name: int, first: int = 1, last: int = 4) -> Period:
        """Quarters `first` to `last` of the fiscal year called `name`.

        >>> print(FiscalYear(12).span(2020, 1, 2))
        2020-01-01/2020-06-30
        """
        return Period(self.quarter_end(name, last), self.quarter_end(name, first - 1) + DAY)

    def locate(self, day: date) -> tuple[int, int]:
        """The fiscal year's name and the number of the quarter that `day` lies in, or ends within a few days.

        >>> FiscalYear(6).locate(date(2020, 3, 31))
        (2020, 3)
        """
        for name in range(day.year - self.named_ahead - 1, day.year + 2):
            if day <= self.year_end(name) + self._slack:
                for number in (1, 2, 3, 4):
                    if day <= self.quarter_end(name, number) + self._slack:
                        return name, number
        raise AssertionError(f"no fiscal year holds {day}")

    def quarters(self, period: Period) -> tuple[int, int, int] | None:
        """The name of the year and the first and last quarter that `period` is made of; `None` where it is not."""
        name, last = self.locate(period.end)
        if abs((self.quarter_end(name, last) - period.end).days) > _SNAP:
            return None
        if period.start is None:
            return name, last, last
        for first in range(last, 0, -1):
            if abs((self.quarter_end(name, first - 1) + DAY - period.start).days) <= _SNAP:
                return name, first, last
        return None

    def shift(self, period: Period, years: int) -> Period:
        """The same span `years` later (earlier where negative), with the real dates of its quarters.

        >>> print(FiscalYear(12).shift(Period(date(2020, 3, 31), date(2020, 1, 1)), -1))
        2019-01-01/2019-03-31
        """
        part = self.quarters(period) if self.weekday is not None else None
        if part is None:
            return shift_months(period, 12 * years)
        name, first, last = part
        shifted = self.span(name + years, first, last)
        return shifted if period.start else Period(shifted.end)

    def quarter_before(self, period: Period) -> Period:
        """The quarter before the last quarter of `period`; its last day where `period` is a date.

        >>> print(FiscalYear(12).quarter_before(Period(date(2020, 3, 31), date(2020, 1, 1))))
        2019-10-01/2019-12-31
        """
        return self.quarters_after(period, -1)

    def quarters_after(self, period: Period, number: int, count: int = 1) -> Period:
        """The `count` quarters that begin `number` quarters after the last quarter of `period`."""
        name, last = self.locate(period.end)
        at = name * 4 + last - 1 + number
        first, end = divmod(at, 4), divmod(at + count - 1, 4)
        span = Period(self.quarter_end(end[0], end[1] + 1), self.quarter_end(first[0], first[1]) + DAY)
        return span if period.start else Period(span.end)

    def ending(self, end: date, *, months: int = 0, weeks: int = 0) -> Period:
        """The span of `months` or `weeks` to `end`; in a 52/53-week year months are counted in weeks.

        >>> print(FiscalYear(1, weekday=5).ending(date(2024, 11, 2), months=3))
        2024-08-04/2024-11-02
        """
        if weeks:
            return Period(end, end - WEEK * weeks + DAY)
        by_months = end == month_end(end.year, end.month) and end.weekday() != self.weekday
        if self.weekday is None or months % 3 or by_months:
            return months_to(end, months)
        name, last = self.locate(end)
        first = last - months // 3 + 1
        if first >= 1 and abs((self.quarter_end(name, last) - end).days) <= _SNAP:
            before = self.quarter_end(name, first - 1)
            if before in self.ends or months == 12:  # else 13 weeks a quarter are likelier than a computed day
                return Period(end, before + DAY)
        return Period(end, end - WEEK * (months * 13 // 3) + DAY)

    @property
    def _slack(self) -> timedelta:
        """How far a quarter may run past its nominal end; zero where months decide."""
        return timedelta(days=0 if self.weekday is None else _SNAP)

    def _printed(self, day: date) -> date:
        """The printed date nearest to a computed one, if it is near."""
        near = min(self.ends, key=lambda end: (abs((end - day).days), end), default=day)
        return near if abs((near - day).days) <= _SNAP else day


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def months_to(end: date, months: int) -> Period:
    """The span of `months` that ends on `end`: whole months where `end` is a month's last day.

    >>> print(months_to(date(2020, 6, 30), 3), months_to(date(2020, 6, 14), 3))
    2020-04-01/2020-06-30 2020-03-15/2020-06-14
    """
    return Period(end, _add_months(end, -months) + DAY)


def shift_months(period: Period, months: int) -> Period:
    """The period moved by calendar months, ends of months kept.

    >>> print(shift_months(Period(date(2020, 2, 29)), 12))
    2021-02-28
    """
    end = _add_months(period.end, months)
    if period.start is None:
        return Period(end)
    return Period(end, _add_months(period.start - DAY, months) + DAY)


def nearest_month(day: date) -> int:
    """The month at whose end a date nearly stands: a 52-week quarter to November 2 is one to October.

    >>> nearest_month(date(2024, 11, 2)), nearest_month(date(2024, 9, 28))
    (10, 9)
    """
    return day.month if day.day > 10 else (day.month - 2) % 12 + 1


def _add_months(day: date, months: int) -> date:
    """The day so many months on; the last day of a month stays one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = month_end(year, month + 1)
    return last if day.day >= last.day or day == month_end(day.year, day.month) else date(year, month + 1, day.day)

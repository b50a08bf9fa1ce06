"""Facts in few words: what is measured, for when, and how much, for the columns of a printed table."""

from calendar import monthrange
from collections import Counter
from decimal import Decimal

from tieout.facts import Fact, Finding, Period, Quantity, Tie
from tieout.report import Report
from tieout.schema import number_to_text

DAYS_A_WEEK = 7
MONTHS_A_YEAR = 12
UNMARKED = frozenset({"level", "gaap", "actual"})
"""What most facts are, so that only the others need a word."""


def fact_to_words(fact: Fact) -> str:
    """What a fact measures: the metric, else the release's words, and what sets it apart ("Revenues, change")."""
    name = fact.metric or fact.label
    segment = f" ({fact.segment})" if fact.segment else ""
    marks = (mark for mark in (fact.aspect, fact.basis, fact.status) if mark not in UNMARKED)
    return ", ".join([name + segment, *marks])


def counts_to_words(report: Report) -> str:
    """For example "18 facts: 11 tied, 5 derived, 2 absent; 1 table"."""
    counts = Counter(finding.tie for finding in report.findings)
    ties = ", ".join(f"{counts[tie]} {tie}" for tie in Tie if counts[tie])
    tables = len(report.tables)
    facts = len(report.facts)
    return f"{facts} fact{'s' * (facts != 1)}{': ' * bool(ties)}{ties}; {tables} table{'s' * (tables != 1)}"


def computed_to_words(fact: Fact, finding: Finding) -> str:
    """What the tables give for a fact, in its unit; nothing where they give nothing."""
    if finding.computed is None:
        return ""
    return quantity_to_words(Quantity(computed_rounded(finding.computed, fact), fact.quantity.unit, fact.quantity.step))


def computed_rounded(value: Decimal, fact: Fact) -> Decimal:
    """As fine as the fact prints it, or where that says less than the value, a hundredth of it."""
    for step in (fact.quantity.step, fact.quantity.step / 100):
        rounded = (value / step).to_integral_value() * step
        if rounded == value:
            break
    return rounded


def quantity_to_words(quantity: Quantity) -> str:
    """A value in base units with its unit.

    >>> quantity_to_words(Quantity(Decimal("-7.4E+6"), "USD", Decimal(100000)))
    '-7,400,000 USD'
    >>> quantity_to_words(Quantity(Decimal("0.0525"), "%", Decimal("0.0001")))
    '0.0525%'
    """
    number = Decimal(number_to_text(quantity.value))
    blank = "" if quantity.unit in ("%", "x") else " "
    return f"{number:,f}{blank}{quantity.unit}"


def period_to_words(period: Period | None) -> str:
    """How long a period is and when it ends.

    >>> [period_to_words(Period.parse(p)) for p in ("2002-10-01/2002-12-31", "2003-12-28/2004-03-27", "2002-12-31")]
    ['3 months to 2002-12-31', '13 weeks to 2004-03-27', 'at 2002-12-31']
    """
    if period is None:
        return ""
    if period.start is None:
        return f"at {period.end}"
    return f"{_length(period)} to {period.end}"


def _length(period: Period) -> str:
    """Whole calendar months, else whole weeks, else days."""
    start, end = period.start or period.end, period.end
    if start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        months = (end.year - start.year) * MONTHS_A_YEAR + end.month - start.month + 1
        return "year" if months == MONTHS_A_YEAR else _counted(months, "month")
    weeks, rest = divmod(period.days, DAYS_A_WEEK)
    return _counted(period.days, "day") if rest else _counted(weeks, "week")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

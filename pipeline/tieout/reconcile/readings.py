"""What a check hands back: one way to read a stated figure in the tables, and what it then has to be."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TypeAlias

from tieout.facts import CellRef, Fact, Period
from tieout.frozen import quick
from tieout.metrics import metric
from tieout.reconcile.intervals import Interval
from tieout.reconcile.lookup import Certainty, Fit, Lookup
from tieout.reconcile.ratios import RatioRow
from tieout.reconcile.series import Key, Series
from tieout.tables import Cell


@quick
@dataclass(frozen=True, slots=True)
class Operand:
    """A cell that a reading rests on, in its series."""

    series: Series
    cell: Cell

    @property
    def place(self) -> CellRef:
        """The cell's position."""
        return _ref(self.series.table.index, self.cell.row, self.cell.column)


_ref = lru_cache(maxsize=1 << 14)(CellRef)
"""`CellRef`, remembered: a cell is asked for its place by each figure that may rest on it."""


@quick
@dataclass(frozen=True, slots=True)
class Reading:
    """One way to get at a stated figure: the operation, its cells, and the values that would agree.

    `direct` says that a cell states the figure itself, `certainty` how sure it is that the figure has to agree;
    `computed` is the value to report, in the fact's unit.
    """

    operation: str
    operands: tuple[Operand, ...]
    values: tuple[Interval, ...]
    computed: Decimal
    certainty: Certainty
    direct: bool = False

    def agrees(self, claim: Interval) -> bool:
        """Whether the claim and one of the values have a value in common."""
        return any(map(claim.overlaps, self.values))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What checks look at: the tables' series, those of ratios, and the levels of the prose, by metric and segment."""

    lookup: Lookup
    ratios: tuple[RatioRow, ...]
    stated: dict[tuple[Key, str | None], list[Fact]]


Check: TypeAlias = Callable[[Fact, list[Fit], Evidence], Iterator[Reading]]


def is_balance(fact: Fact) -> bool:
    """Whether a figure stands for a date rather than a span of time."""
    if fact.period is not None and fact.period.start is None:
        return True
    return fact.metric is not None and metric(fact.metric).period_type == "instant"


def is_same_sort(fact: Fact, cell: Cell) -> bool:
    """Whether both are certainly of one time: a balance of money in a column of a period may be an average of it."""
    if fact.period is None or cell.period is None:
        return False
    if fact.metric is not None and metric(fact.metric).period_type == "instant":
        return cell.period.start is None or "money" not in metric(fact.metric).kinds
    return (fact.period.start is None) == (cell.period.start is None)


def is_of_status(fact: Fact, series: Series) -> bool:
    """Whether a table of guidance meets guidance, and one of results meets what has happened."""
    return (series.table.kind == "guidance") == (fact.status == "guidance")


def year_before(period: Period) -> Period:
    """The period one year earlier, what "up 5 %" means where no other is named.

    >>> from datetime import date
    >>> str(year_before(Period(date(2024, 2, 29), date(2024, 2, 1))))
    '2023-02-01/2023-02-28'
    """
    return Period(
        period.end.replace(
            year=period.end.year - 1, day=min(period.end.day, 28) if period.end.month == 2 else period.end.day
        ),
        period.start
        and period.start.replace(
            year=period.start.year - 1,
            day=min(period.start.day, 28) if period.start.month == 2 else period.start.day,
        ),
    )

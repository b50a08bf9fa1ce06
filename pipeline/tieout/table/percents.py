"""Columns of percentages, told by what is printed in them: "%" behind the figures, or behind the first and last."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tieout.table.grid import GridRow
from tieout.table.heads import Heads
from tieout.tables import Measure, TableKind

MOST = 0.8
"""A column is of percentages if at least this part of its figures is."""
FEWEST = 3
"""Figures that a column needs for its first and last to speak for the others."""


@dataclass(slots=True)
class _Printed:
    """What a column prints: for each figure whether it has a "%", and whether any has a mark of money."""

    percent: list[bool]
    money: bool = False


def percents(rows: Sequence[GridRow], width: int) -> list[bool]:
    """Which columns are percentages by their first and last figures, no money between: "58% | 42 | 100%"."""
    return [len(c.percent) >= FEWEST and c.percent[0] and c.percent[-1] and not c.money for c in _columns(rows, width)]


def with_measures(heads: tuple[Heads, ...], rows: Sequence[GridRow], kind: TableKind) -> tuple[Heads, ...]:
    """The columns with what their figures tell of the measure.

    A change printed in "%" is one in percent; a column of "%" beside the amounts of the same time, in an income
    statement, is their share of revenue although no header says so.
    """
    out: list[Heads] = []
    before = False
    for k, (head, printed) in enumerate(zip(heads, _columns(rows, len(heads)), strict=True)):
        percent = bool(printed.percent) and sum(printed.percent) >= MOST * len(printed.percent)
        column = head.column
        measure: Measure | None = column.measure
        if percent and measure == "change":
            measure = "change_percent"
        elif percent and measure is None and k and not before and kind == "income_statement":
            amounts = heads[k - 1].column
            if amounts.measure is None and amounts.period == column.period:
                measure = "percent_of_revenue"
        before = percent
        out.append(head if measure == column.measure else replace(head, column=replace(column, measure=measure)))
    return tuple(out)


def _columns(rows: Sequence[GridRow], width: int) -> list[_Printed]:
    """What each column prints, from top to bottom."""
    columns = [_Printed([]) for _ in range(width)]
    for row in rows:
        for figure in row.figures:
            if figure.print.kind == "figure":
                numeral = figure.print.numerals[0]
                columns[figure.column].percent.append(numeral.percent)
                columns[figure.column].money |= numeral.mark is not None
    return columns

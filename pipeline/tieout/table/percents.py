"""Columns of percentages, told by what is printed in them: "%" behind the figures, or behind the first and last."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tieout.calendar import Calendar
from tieout.table.changes import with_comparisons
from tieout.table.grid import GridRow
from tieout.table.heads import Heads, head_to_column
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
    return [_ends_in_percent(c) for c in _columns(rows, width)]


def _ends_in_percent(column: _Printed) -> bool:
    """Whether the first and last figures of a column are percentages, and none is money."""
    return len(column.percent) >= FEWEST and column.percent[0] and column.percent[-1] and not column.money


def with_measures(
    heads: tuple[Heads, ...], rows: Sequence[GridRow], kind: TableKind, calendar: Calendar | None
) -> tuple[Heads, ...]:
    """The columns with what their figures tell of the measure.

    A change printed in "%" is one in percent; a column of "%" beside the amounts of the same time, in an income
    statement, is their share of revenue although no header says so.
    """
    out: list[Heads] = []
    before = False
    printed = _columns(rows, len(heads))
    for k, (head, column_printed) in enumerate(zip(_placed(heads, printed, kind, calendar), printed, strict=True)):
        percent = _is_percent(column_printed)
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


def _is_percent(column: _Printed) -> bool:
    """Whether most of a column's figures have a "%", or the first and last."""
    return bool(column.percent) and (sum(column.percent) >= MOST * len(column.percent) or _ends_in_percent(column))


def _placed(
    heads: tuple[Heads, ...], printed: Sequence[_Printed], kind: TableKind, calendar: Calendar | None
) -> Sequence[Heads]:
    """The columns with "% change" taken from one of money, over which it stands too far left, to percentages beside it.

    Those are all the columns of percentages right of it whose headers say nothing else.
    """
    misplaced = [
        k
        for k, (head, column) in enumerate(zip(heads, printed, strict=True))
        if head.column.measure == "change_percent" and column.money and not any(column.percent)
    ]
    if not misplaced:
        return heads
    out = list(heads)
    for k in misplaced:
        plain = replace(heads[k], percent=False, column=replace(heads[k].column, measure=None, versus=None))
        out[k] = replace(plain, column=head_to_column(plain, kind, calendar))
        for beside in range(k + 1, len(heads)):
            if not _is_percent(printed[beside]) or heads[beside].column.measure:
                break
            column = replace(heads[beside].column, measure="change_percent")
            out[beside] = replace(heads[beside], percent=True, column=column)
    return with_comparisons(out)


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

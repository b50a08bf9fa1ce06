"""Units that rows take from the rows around them: parts of a sum, terms of an amount per share."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tieout.table.meaning import RowMeaning
from tieout.table.rows import PathRow, is_total
from tieout.table.units import CENTS, RowUnit, Setting

LARGE = Decimal(100)
"""Amounts per share are smaller than this, as a rule."""


def with_units_of_neighbours(
    rows: Sequence[PathRow], meanings: Sequence[RowMeaning], setting: Setting
) -> tuple[RowMeaning, ...]:
    """The meanings with units for rows of money that stand between, or sum up to, rows of another unit."""
    units = [m.unit for m in meanings]
    if not setting.whole_units:
        _between_per_share(rows, units, scaled=setting.scale.money > 0)
    _under_totals(rows, units)
    return tuple(m if m.unit is u else replace(m, unit=u, metric=None) for m, u in zip(meanings, units, strict=True))


def _between_per_share(rows: Sequence[PathRow], units: list[RowUnit], *, scaled: bool) -> None:
    """Rows printed to the cent between two per-share amounts are per share, where a scaled table's money is coarser.

    In a table without a scale they are so where all that it prints is small.

    "Diluted earnings per share 0.65 | Restructuring, net of tax 0.08 | Adjusted diluted earnings per share 0.73".
    """
    money = [row for row, unit in zip(rows, units, strict=True) if unit.unit == "money" and _printed(row)]
    coarse = sum(not _is_fine(row) for row in money)
    if coarse < 2 if scaled else coarse or any(_largest(row) >= LARGE for row in money):
        return
    last: int | None = None  # the per-share row above
    for k, (row, unit) in enumerate(zip(rows, units, strict=True)):
        if unit.unit == "per share":
            if last is not None and k - last > 1:
                units[last + 1 : k] = [RowUnit("per share", inherited=True)] * (k - last - 1)
            last = k
        elif unit.unit != "money" or unit.scale or not _is_fine(row):
            last = None


def _under_totals(rows: Sequence[PathRow], units: list[RowUnit]) -> None:
    """Rows without a mark right over a total whose bracket names its unit are parts of it: "Total (thousand MWh)"."""
    for k, (row, unit) in enumerate(zip(rows, units, strict=True)):
        if not (unit.sure and is_total(row.label)):
            continue
        above = k - 1
        while above >= 0 and units[above].unit == "money" and not units[above].scale and not _is_marked(rows[above]):
            units[above] = replace(unit, inherited=True)
            above -= 1


def _printed(row: PathRow) -> list[Decimal]:
    """The steps of the figures of a row other than nothing."""
    return [n.step for f in row.row.figures for n in f.print.numerals if n.value and not n.percent]


def _largest(row: PathRow) -> Decimal:
    """The largest figure that a row prints."""
    return max((abs(n.value) for f in row.row.figures for n in f.print.numerals), default=Decimal(0))


def _is_fine(row: PathRow) -> bool:
    """Whether a row's figures are printed to the cent."""
    return all(step <= CENTS for step in _printed(row))


def _is_marked(row: PathRow) -> bool:
    """Whether a row prints a mark of money."""
    return any(n.mark for f in row.row.figures for n in f.print.numerals)

"""Units that rows take from the rows around them: parts of a sum, terms of an amount per share, percentages."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tieout.metrics.catalogue import metric_for_unit
from tieout.table.meaning import RowMeaning
from tieout.table.rows import PathRow, is_total
from tieout.table.units import CENTS, SMALL, RowUnit, Setting, label_to_unit
from tieout.table.words import has_cue

LARGE = Decimal(100)
"""Amounts per share are smaller than this, as a rule."""


def with_units_of_neighbours(
    rows: Sequence[PathRow], meanings: Sequence[RowMeaning], setting: Setting, title: str = ""
) -> tuple[RowMeaning, ...]:
    """The meanings with units for rows of money that stand between, go on with, or sum up to rows of another unit.

    Money in cents under the `title` "Per share amounts" is so, where the table has no other.
    """
    units = [m.unit for m in meanings]
    if not setting.scale.money and label_to_unit(title) == "per share":
        _under_title(rows, units)
    _between_per_share(rows, units, scaled=setting.scale.money > 0)
    _under_totals(rows, units)
    _between_shares(rows, units)
    if not setting.scale.money:
        _under_percentages(rows, units)
    return tuple(m if m.unit is u else _in_unit(m, u) for m, u in zip(meanings, units, strict=True))


def _in_unit(meaning: RowMeaning, unit: RowUnit) -> RowMeaning:
    """What a row means in another unit: percentages are still of the same thing."""
    percent = unit.unit == "%" and meaning.metric is not None
    return replace(
        meaning,
        unit=unit,
        metric=(metric_for_unit(meaning.metric, "percent") or meaning.metric)
        if percent and meaning.metric is not None
        else None,
    )


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


def _between_shares(rows: Sequence[PathRow], units: list[RowUnit]) -> None:
    """Options and awards between two counts of shares are shares: "Basic shares 534 | Dilutive effect of options 4"."""
    last: int | None = None  # the count of shares above
    for k, (row, unit) in enumerate(zip(rows, units, strict=True)):
        if unit.unit == "shares":
            if last is not None:
                units[last + 1 : k] = [replace(unit, inherited=True)] * (k - last - 1)
            last = k
        elif unit.unit != "money" or unit.scale or _is_marked(row) or not has_cue("dilutive", row.label):
            last = None


def _under_title(rows: Sequence[PathRow], units: list[RowUnit]) -> None:
    """Rows of money are per share where all are printed to the cent and small."""
    money = [k for k, unit in enumerate(units) if unit.unit == "money"]
    if all(_is_fine(rows[k]) and _largest(rows[k]) < LARGE and not units[k].scale for k in money):
        for k in money:
            units[k] = replace(units[k], unit="per share", inherited=True)


def _under_totals(rows: Sequence[PathRow], units: list[RowUnit]) -> None:
    """Rows without a mark right over a total whose bracket names its unit are parts of it: "Total (thousand MWh)"."""
    for k, (row, unit) in enumerate(zip(rows, units, strict=True)):
        if not (unit.sure and is_total(row.label)):
            continue
        above = k - 1
        while above >= 0 and units[above].unit == "money" and not units[above].scale and not _is_marked(rows[above]):
            units[above] = replace(unit, inherited=True)
            above -= 1


def _under_percentages(rows: Sequence[PathRow], units: list[RowUnit]) -> None:
    """Small figures go on in percent under a first row of percentages, where a table prints no mark of money.

    "Cost of revenue 3% 4% | Marketing 2 3 | Administration 1 1": only the first row of a column has its sign.
    """
    first = next((row for row in rows if row.row.figures), None)
    if first is None or any(_is_marked(row) for row in rows):
        return
    if not all(n.percent for f in first.row.figures for n in f.print.numerals):
        return
    fine = min(_printed_percent(first), default=Decimal(1))
    for k, (row, unit) in enumerate(zip(rows, units, strict=True)):
        open_ = unit.unit in ("money", "% if small") or (unit.unit == "per share" and not _is_fine(row))
        if open_ and not unit.scale and min(_printed(row), default=fine) >= fine and _largest(row) < SMALL:
            units[k] = replace(unit, unit="%", inherited=True)


def _printed_percent(row: PathRow) -> list[Decimal]:
    """The steps of the percentages that a row prints."""
    return [n.step for f in row.row.figures for n in f.print.numerals if n.percent]


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

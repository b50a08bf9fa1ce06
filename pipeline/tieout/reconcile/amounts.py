"""What the tables have for a series at a time: a cell, else the sum or the rest of cells whose periods add up to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tieout.facts import Fact, Period, UnitKind, unit_kind
from tieout.frozen import quick
from tieout.metrics import metric
from tieout.reconcile.intervals import ONE, Interval
from tieout.reconcile.lookup import Fit
from tieout.reconcile.readings import Operand, is_balance, is_same_sort
from tieout.reconcile.series import SLACK_DAYS, Series, cell_interval, cells_at
from tieout.tables import Cell, Measure

MOST_PARTS = 4
"""Periods are put together of so many columns at most: the quarters of a year."""
MONTH = 31
"""Days of a month: what happened in one is printed for the quarter around it."""
ADDITIVE: tuple[UnitKind, ...] = ("money", "shares", "quantity")
"""Kinds of amounts that add up over time, if they are no balances."""


@quick
@dataclass(frozen=True, slots=True)
class Amount:
    """A value out of the cells of one series; `sure` where unit and time are certainly those of the figure."""

    value: Interval
    unit: str
    operands: tuple[Operand, ...]
    operation: str
    sure: bool


def cell_kinds(fact: Fact) -> tuple[UnitKind, ...]:
    """The kinds of unit in which cells may print the amounts of a figure, as it is stated itself.

    Numbers without a mark are read as money where a table has a currency; a price may be printed without its noun.
    """
    match unit_kind(fact.quantity.unit):
        case "quantity":
            return ("quantity", "money")
        case "unit price":
            return ("unit price", "money")
        case "per share":
            return ("per share", "money")
        case kind:
            return (kind,)


def amounts_at(
    fact: Fact,
    fit: Fit,
    period: Period | None,
    *,
    kinds: Sequence[UnitKind],
    measures: Sequence[Measure | None] = (None,),
    balance: bool | None = None,
    name: str | None = None,
) -> Iterator[Amount]:
    """The amounts of a fitting series at a period, in one of these kinds of unit.

    `name` is the metric to sign them by, the fact's own where none is given.
    """
    series, signed = fit.series, name or fact.metric
    if series.all_kinds.isdisjoint(kinds):
        return
    balance = is_balance(fact) if balance is None else balance
    cells = cells_at(series, period, kinds=kinds, measures=measures, balance=balance)
    for cell in cells:
        yield from _of_cell(fact, series, cell, signed)
    if not cells and period is not None and period.start is not None and not balance and None in measures:
        additive = [kind for kind in kinds if kind in ADDITIVE]
        yield from _of_other_periods(series, period, additive, signed)
        if period.days <= MONTH:
            yield from _of_whole(series, period, additive, signed)


def _of_cell(fact: Fact, series: Series, cell: Cell, name: str | None) -> Iterator[Amount]:
    """The cell's amount; where its unit may have been taken from the table, unscaled too."""
    assert cell.quantity is not None
    value, unit = cell_interval(series, cell, name), cell.quantity.unit
    stated, kind = unit_kind(fact.quantity.unit), unit_kind(unit)
    operand = (Operand(series, cell),)
    if kind == "money" and stated in ("quantity", "unit price", "per share"):
        if stated == "quantity" and _is_marked(series):
            return
        if stated == "per share" and "share" not in series.title:
            return
        yield Amount(value, unit, operand, "level", False)
        if series.table.scale > 1:
            yield Amount(value * (ONE / series.table.scale), unit, operand, "level", False)
        return
    same_unit = stated != kind or stated != "money" or unit == fact.quantity.unit
    yield Amount(value, unit, operand, "level", same_unit and cell.measure is None)
    if kind == "money" and series.table.scale > 1 and _is_price(series.metric or name):
        yield Amount(value * (ONE / series.table.scale), unit, operand, "level", False)


def _is_marked(series: Series) -> bool:
    """Whether some cell of the row prints a currency: elsewhere the unit may be no more than the table's usual one."""
    return any(cell.text.strip()[:1] in MARKS for cell in series.cells)


def _is_price(name: str | None) -> bool:
    """Whether a metric is a price, which is not in thousands whatever its table says."""
    return name is not None and "unit price" in metric(name).kinds


MARKS = ("$", "€", "£", "¥")


def _of_other_periods(series: Series, period: Period, kinds: Sequence[UnitKind], name: str | None) -> Iterator[Amount]:
    """A sum of cells whose periods follow each other through this one, or a longer one's amount less the rest of it."""
    if not kinds or (series.metric is not None and metric(series.metric).period_type == "instant"):
        return
    spans = _spans(series, kinds)
    assert period.start is not None
    parts = _chain(period.start, period.end, spans, MOST_PARTS)
    if parts:
        yield _combined(series, parts, [], name)
        return
    for start, end, whole in spans:
        if start <= period.start and end >= period.end and (end - start) > (period.end - period.start):
            before = _chain(start, period.start - timedelta(1), spans, MOST_PARTS)
            after = _chain(period.end + timedelta(1), end, spans, MOST_PARTS)
            if before is not None and after is not None:
                yield _combined(series, [whole], [*before, *after], name)
                return


def _of_whole(series: Series, period: Period, kinds: Sequence[UnitKind], name: str | None) -> Iterator[Amount]:
    """The amount of the shortest period around a month: what was paid in January may be all that the quarter has."""
    assert period.start is not None
    around = [
        (end - start, cell) for start, end, cell in _spans(series, kinds) if start <= period.start and period.end <= end
    ]
    for cell in [cell for _, cell in sorted(around, key=lambda each: each[0])[:1]]:
        assert cell.quantity is not None
        yield Amount(cell_interval(series, cell, name), cell.quantity.unit, (Operand(series, cell),), "level", False)


def _spans(series: Series, kinds: Sequence[UnitKind]) -> list[tuple[date, date, Cell]]:
    """The cells of amounts over spans of time, with their first and last days."""
    return [
        (cell.period.start, cell.period.end, cell)
        for cell, kind in zip(series.cells, series.kinds, strict=True)
        if cell.period is not None and cell.period.start is not None and cell.measure is None and kind in kinds
    ]


def parts_of(series: Series, period: Period, *, kinds: Sequence[UnitKind]) -> list[Cell]:
    """The cells of a row whose periods follow each other through one; none where there are no two."""
    found = _chain(period.start, period.end, _spans(series, kinds), MOST_PARTS) if period.start else None
    return found if found and len(found) > 1 else []


def _chain(start: date, end: date, spans: Sequence[tuple[date, date, Cell]], most: int) -> list[Cell] | None:
    """Cells whose periods follow each other from `start` to `end`, give or take a few days; none for no time at all."""
    if (end - start).days < SLACK_DAYS:
        return []
    if not most:
        return None
    for first, last, cell in sorted(spans, key=lambda span: span[1], reverse=True):
        if abs((first - start).days) <= SLACK_DAYS and last <= end + timedelta(SLACK_DAYS):
            rest = _chain(last + timedelta(1), end, spans, most - 1)
            if rest is not None:
                return [cell, *rest]
    return None


def _combined(series: Series, added: list[Cell], taken: list[Cell], name: str | None) -> Amount:
    value = cell_interval(series, added[0], name)
    for cell in added[1:]:
        value = value + cell_interval(series, cell, name)
    for cell in taken:
        value = value - cell_interval(series, cell, name)
    operands = tuple(Operand(series, cell) for cell in (*added, *taken))
    assert added[0].quantity is not None
    return Amount(value, added[0].quantity.unit, operands, "rest of periods" if taken else "sum of periods", False)


def is_sure(fact: Fact, amount: Amount) -> bool:
    """Whether an amount is certainly of the figure's unit and sort of time."""
    return amount.sure and all(is_same_sort(fact, operand.cell) for operand in amount.operands)

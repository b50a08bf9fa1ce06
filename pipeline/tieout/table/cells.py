"""Printed figures to cells: exact quantities with unit and scale, and what each is of, when, and on which basis."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from functools import cache

from tieout.facts import Basis, Period, Place, Quantity
from tieout.metrics import metrics
from tieout.numerals import Numeral
from tieout.rules import load_rules
from tieout.table.grid import Figure
from tieout.table.header import text_to_mentions
from tieout.table.heads import Heads
from tieout.table.meaning import ColumnMeaning, RowMeaning
from tieout.table.rows import PathRow
from tieout.table.scale import Scale
from tieout.table.units import CENTS, SMALL, WEAK, WHOLE_SHARES, RowUnit, Setting, figure_unit, label_to_unit
from tieout.table.words import first_cue, has_cue
from tieout.tables import Cell, TableKind

SHARE_TRIPLE = (
    ("WeightedAverageSharesBasic", "WeightedAverageSharesDiluted"),
    ("NetIncomeLoss",),
    ("EarningsPerShareBasic", "EarningsPerShareDiluted", "EarningsPerShare"),
)
"""Metrics of which the second over the third is the first."""
UNSCALED = Scale(0, 0)
HALF = Decimal("0.5")
ZERO = Decimal(0)
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for all cells of a table: its number, kind, scale and currency, and basis where it has one."""

    table: int
    kind: TableKind
    setting: Setting
    basis: Basis | None = None


def row_to_cells(
    index: int,
    row: PathRow,
    meaning: RowMeaning,
    heads: Sequence[Heads],
    columns: Sequence[ColumnMeaning],
    frame: Frame,
) -> Iterator[Cell]:
    """The cells of row `index`, left to right; two for a printed range."""
    own = _unit_in_row(meaning.unit, row)
    if own.scale is None and frame.setting.scale.excepts(row.label):
        own = replace(own, scale=UNSCALED)
    dashes = _unit_of_dashes(own, row)
    for figure in row.row.figures:
        column, words = heads[figure.column].column, columns[figure.column]
        period, versus = _when(column.period, meaning, frame.kind), column.versus
        metric, segment = meaning.metric or words.metric, meaning.segment or words.segment
        if meaning.metric is None and words.metric and not segment:
            metric, segment = _meaning_in_column(words.metric, row.label)
        unit = words.unit if words.unit and own.unit in ("money", "% if small", "x if small") else own
        unit = dashes if unit is own and figure.print.kind == "nil" else unit
        for quantity in _quantities(figure, unit, words.percent, frame.setting):
            yield Cell(
                row=index,
                column=figure.column,
                text=figure.text,
                place=Place(figure.raw.start, figure.raw.end, frame.table, index, figure.column),
                quantity=quantity,
                nil=figure.print.kind == "nil",
                period=period,
                versus=versus,
                measure=column.measure,
                metric=metric,
                segment=segment,
                basis=meaning.basis or words.basis or frame.basis or "gaap",
            )


def _meaning_in_column(metric: str, label: str) -> tuple[str | None, str | None]:
    """What a row without a metric of its own is in a column of one: the column's metric, and the row as its segment.

    A period, a basis or a change is no segment. Amounts per share have none: a row of theirs that is nothing of these
    is the column's metric where it says so, else another thing, such as what earnings are adjusted for.
    """
    change = first_cue("measure", label) in ("change", "change_percent")
    if not label or change or text_to_mentions(label) or has_cue("gaap", label):
        return metric, None
    if metrics()[metric].kinds == ("per share",):
        return (metric if label_to_unit(label) == "per share" else None), None
    return metric, label


def _unit_in_row(unit: RowUnit, row: PathRow) -> RowUnit:
    """The unit of a row as its own figures show it: one of "Earnings/EPS" that prints cents has amounts beside them."""
    cents = (n.step <= CENTS and not n.percent for f in row.row.figures for n in f.print.numerals)
    return replace(unit, inherited=True) if unit.unit == "per share" and any(cents) else unit


def _unit_of_dashes(unit: RowUnit, row: PathRow) -> RowUnit:
    """The unit of a row's dashes: of "Assets to be sold", whose figures are no percentages, they are none either."""
    large = (n.mark or abs(n.value) >= SMALL for f in row.row.figures for n in f.print.numerals if not n.percent)
    return replace(unit, unit="money") if unit.unit in WEAK and not unit.sure and any(large) else unit


def whole_shares(rows: Sequence[PathRow], meanings: Sequence[RowMeaning], setting: Setting) -> bool:
    """Whether the share counts of a scaled table are printed in full although its scale seems to govern them.

    Net income over earnings per share tells, in the first column that has all three; else counts too large.
    """
    power = setting.scale.money
    if not power:
        return False
    shares = [row for row, m in zip(rows, meanings, strict=True) if m.unit.unit == "shares"]
    if not shares:
        return False
    counts, incomes, per_share = (_by_column(rows, meanings, metrics) for metrics in SHARE_TRIPLE)
    for column, count in counts.items():
        if count and incomes.get(column) and per_share.get(column):
            told = abs(incomes[column] / per_share[column] / count)  # 1 where both are scaled alike, 1/1000 where not
            if abs(told - 1) < HALF:
                return False
            if abs(told * 10**power - 1) < HALF:
                return True
    limit = WHOLE_SHARES.get(power)
    return limit is not None and any(
        abs(n.value) > limit for r in shares for f in r.row.figures for n in f.print.numerals
    )


def _by_column(rows: Sequence[PathRow], meanings: Sequence[RowMeaning], metrics: tuple[str, ...]) -> dict[int, Decimal]:
    """The figure printed in each column of the first row that has one of some metrics."""
    for row, meaning in zip(rows, meanings, strict=True):
        if meaning.metric in metrics:
            return {f.column: f.print.numerals[0].value for f in row.row.figures if f.print.numerals}
    return {}


def whole_units(rows: Sequence[PathRow], setting: Setting) -> bool:
    """Whether the money of a scaled table is printed without decimals, so that what has cents is no part of it."""
    if not setting.scale.money:
        return False
    steps = [
        n.step
        for row in rows
        for f in row.row.figures
        for n in f.print.numerals
        if not n.percent and abs(n.value) >= 100
    ]
    return bool(steps) and sum(step >= 1 for step in steps) * 4 >= len(steps) * 3


def _quantities(figure: Figure, row: RowUnit, percent: bool, setting: Setting) -> Iterator[Quantity | None]:
    """The quantities that a figure prints: one, two for a range, `None` for "n/m"."""
    printed = figure.print
    if printed.kind == "none":
        yield None
    elif printed.kind == "nil":
        unit, power = figure_unit(ZERO, ONE, None, printed.suffix, row, percent, setting)
        yield Quantity(ZERO, unit, ONE * _factor(power))
    else:
        for numeral in printed.numerals:
            yield _quantity(numeral, printed.suffix, row, percent, setting)


def _quantity(numeral: Numeral, suffix: str, row: RowUnit, percent: bool, setting: Setting) -> Quantity:
    """A numeral in base units: a magnitude word behind it goes before the table's scale."""
    magnitude = _magnitudes().get(suffix)
    sign = "%" if numeral.percent else "x" if numeral.times else "" if magnitude is not None else suffix
    unit, power = figure_unit(numeral.value, numeral.step, numeral.mark, sign, row, percent, setting)
    power = power if magnitude is None else magnitude
    factor = _factor(power)
    return (
        Quantity(numeral.value * factor, unit, numeral.step * factor)
        if power
        else Quantity(numeral.value, unit, numeral.step)
    )


def _factor(power: int) -> int | Decimal:
    """Ten to a power, exactly."""
    return 10**power if power >= 0 else ONE.scaleb(power)


def _when(period: Period | None, meaning: RowMeaning, kind: TableKind) -> Period | None:
    """The time of a cell: its row's own date, its column's time, or the end of that time at which a balance stands."""
    if meaning.date and (period is None or kind != "balance_sheet"):
        return meaning.date
    if period and period.start:
        if meaning.balance:
            return Period(period.end if meaning.balance == "end" else period.start - timedelta(days=1))
        if meaning.day:
            ends = (period.end, period.start - timedelta(days=1))
            return next((Period(end) for end in ends if (end.month, end.day) == meaning.day), period)
    return period


@cache
def _magnitudes() -> dict[str, int]:
    """The power of ten of a magnitude word behind a figure, in lower case."""
    words: dict[str, int] = load_rules("captions")["cells"]["magnitudes"]
    return words

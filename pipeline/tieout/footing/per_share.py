"""Earnings per share against the income and the shares that a statement prints."""

from collections.abc import Iterator
from decimal import Decimal

from tieout.checks import Check
from tieout.footing.messages import amount, verdict
from tieout.footing.sheet import HALF, Line, Sheet, period_of
from tieout.reconcile.intervals import Interval

INCOMES = frozenset({"NetIncomeLoss", "IncomeLossFromContinuingOperations"})
KINDS = {
    "EarningsPerShareBasic": ("WeightedAverageSharesBasic", "WeightedAverageSharesDiluted"),
    "EarningsPerShareDiluted": ("WeightedAverageSharesDiluted", "WeightedAverageSharesBasic"),
    "EarningsPerShare": ("WeightedAverageSharesDiluted", "WeightedAverageSharesBasic"),
}
"""The shares that a kind of earnings per share is over, and those where a loss dilutes nothing."""

DRIFT = Decimal("0.02")
"""Preferred dividends, participating securities and cut digits move the ratio by less than this share of it, or by less
than two units of its last digit: such a gap says nothing."""


def per_share(sheet: Sheet) -> Iterator[Check]:
    """Income over the average shares is the income per share, to the cent that is printed.

    Preferred dividends, participating securities and several classes of shares part the two a little: a column counts
    as wrong only where it is far off, and the same income over the same shares is right in every other column.
    """
    incomes = [line for line in sheet.money if line.metric in INCOMES]
    for stated in sheet.per_share:
        kinds = KINDS.get(stated.metric or "")
        if kinds is None:
            continue
        shares = [line for kind in kinds for line in sheet.shares if line.metric == kind]
        pairs = [(income, count) for income in reversed(incomes) for count in shares if _is_all(income, count, stated)]
        columns = [c for c in sheet.columns if stated.cells[c] and stated.values[c]]
        fitting = [[c for c in columns if _fits(*pair, stated, c)] for pair in pairs]
        if not any(fitting):
            continue
        right, (income, count) = max(zip(fitting, pairs, strict=True), key=lambda found: len(found[0]))
        for column in columns:
            alone = len(right) == len(columns) - 1
            if column in right or (alone and _is_far(income, count, stated, column)):
                yield _check(sheet, stated, income, count, column)


def _is_all(income: Line, count: Line, stated: Line) -> bool:
    """Whether an income and a count of shares are printed for every column in which the ratio is."""
    return all(
        income.cells[c] and count.cells[c] and count.values[c] and period_of(income, c) == period_of(stated, c)
        for c, cell in enumerate(stated.cells)
        if cell
    )


def _ratio(income: Line, count: Line, column: int) -> Interval:
    top, half = income.values[column], income.slacks[column]
    bottom, other = count.values[column], count.slacks[column]
    return Interval(top - half, top + half) / Interval(bottom - other, bottom + other)


def _fits(income: Line, count: Line, stated: Line, column: int) -> bool:
    ratio, value, half = _ratio(income, count, column), stated.values[column], stated.slacks[column]
    return ratio.overlaps(Interval(value - half, value + half))


def _is_far(income: Line, count: Line, stated: Line, column: int) -> bool:
    gap = abs(_ratio(income, count, column).middle - stated.values[column])
    return gap > max(stated.slacks[column] * 4, abs(stated.values[column]) * DRIFT)


def _check(sheet: Sheet, stated: Line, income: Line, count: Line, column: int) -> Check:
    ratio = _ratio(income, count, column)
    room = stated.slacks[column] + (ratio.high - ratio.low) * HALF
    digits = Decimal(1).scaleb((stated.slacks[column] * 2).adjusted() - 1)
    terms = f"{amount(income.values[column])} / {amount(count.values[column])}"
    return verdict(
        "per share", sheet, (stated, income, count), column, ratio.middle.quantize(digits), room + digits, terms
    )

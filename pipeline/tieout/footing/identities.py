"""Identities of accounting: what a balance sheet and a statement of cash flows meet whatever their layout."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tieout.checks import Check
from tieout.footing.messages import equation
from tieout.footing.sheet import Line, Sheet, period_of
from tieout.footing.words import says

ACTIVITIES = ("NetCashFromOperatingActivities", "NetCashFromInvestingActivities", "NetCashFromFinancingActivities")


def balance(sheet: Sheet) -> Iterator[Check]:
    """Assets equal liabilities and equity: the two sides of a balance sheet are one sum, seen twice."""
    for left, right in pairwise(_named(sheet, "Assets", "LiabilitiesAndStockholdersEquity")):
        if (left.metric, right.metric) == ("Assets", "LiabilitiesAndStockholdersEquity"):
            for column in _shared(sheet, (right, left)):
                if period_of(left, column) == period_of(right, column):
                    yield equation("balance", sheet, right, (left,), (1,), column)


def activities(sheet: Sheet) -> Iterator[Check]:
    """Cash from operations, investing and financing is the change in cash, but for what currencies did to it.

    Held only where nothing else stands between financing and the change: a row not known may belong or not.
    """
    for *parts, change in _runs(sheet):
        for column in _shared(sheet, (change, *parts)):
            yield equation("cash flow", sheet, change, parts, (1,) * len(parts), column)


def cash_balances(sheet: Sheet) -> Iterator[Check]:
    """Cash at the beginning and its change are the cash at the end."""
    for change, beginning, end in zip(sheet.money, sheet.money[1:], sheet.money[2:], strict=False):
        if not (says("cash_change", change.label) and _is_balance(beginning) and _is_balance(end)):
            continue
        for column in _shared(sheet, (end, beginning)):
            dates = period_of(beginning, column), period_of(end, column), period_of(change, column)
            first, last, span = dates
            if change.cells[column] and first and last and span and first.end < last.end == span.end:
                yield equation("cash balance", sheet, end, (beginning, change), (1, 1), column)


def _runs(sheet: Sheet) -> Iterator[tuple[Line, ...]]:
    """The three activities with the effect of currencies after them, and the change in cash last."""
    found: list[Line] = []
    for line in sheet.money:
        if len(found) < len(ACTIVITIES):
            if line.metric == ACTIVITIES[len(found)]:
                found.append(line)
            elif line.metric in ACTIVITIES:
                found = [line] if line.metric == ACTIVITIES[0] else []
            continue
        if says("exchange", line.label) and len(found) == len(ACTIVITIES) and not says("cash_change", line.label):
            found.append(line)
            continue
        if says("cash_change", line.label):
            yield (*found, line)
        found = []


def _is_balance(line: Line) -> bool:
    return says("cash_balance", line.label) and all(c.period is None or c.period.start is None for c in line.cells if c)


def _named(sheet: Sheet, *metrics: str) -> list[Line]:
    return [line for line in sheet.money if line.metric in metrics]


def _shared(sheet: Sheet, lines: Sequence[Line]) -> list[int]:
    """The columns in which the first of some lines is printed, and at least one of the others."""
    return [c for c in sheet.columns if lines[0].cells[c] and any(line.cells[c] for line in lines[1:])]

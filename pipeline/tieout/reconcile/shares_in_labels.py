"""Counts of shares that a balance sheet gives in the label of its common stock, not in cells."""

import re
from decimal import Decimal

from tieout.facts import Period, Quantity
from tieout.reconcile.amounts import Amount
from tieout.reconcile.intervals import printed
from tieout.reconcile.readings import Operand
from tieout.reconcile.series import Index, same_time

_COUNT = re.compile(r"\b\d{1,3}(?:,\d{3})+\b")  # 13,595,000
_STOCK = re.compile(r"\b(?:common|ordinary)\b.{0,400}\b(?:issued|outstanding)\b", re.IGNORECASE)


def shares_in_labels(index: Index, day: Period) -> Amount | None:
    """The shares outstanding on a day, of a label that counts them: the last counts are those of the columns, in order.

    "Common stock, 30,000,000 shares authorized; 13,595,000 and 13,432,000 shares issued and outstanding".
    """
    for series in index.series:
        if series.table.kind not in ("balance_sheet", "other") or not _STOCK.search(series.row.label):
            continue
        counts = _COUNT.findall(series.row.label)[-len(series.cells) :]
        if len(counts) < len(series.cells) or len(series.cells) < 2:
            continue
        for cell, count in zip(series.cells, counts, strict=True):
            if cell.period is not None and same_time(day, cell.period, balance=True):
                shares = Quantity(
                    Decimal(count.replace(",", "")), "shares", Decimal(1000 if count[-4:] == ",000" else 1)
                )
                return Amount(printed(shares), shares.unit, (Operand(series, cell),), "level", False)
    return None

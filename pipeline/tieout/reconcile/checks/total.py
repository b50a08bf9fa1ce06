"""Sums that a label spells out: "cash and investments"."""

from collections.abc import Iterator

from tieout.facts import Fact
from tieout.metrics import match_label
from tieout.reconcile.intervals import Interval
from tieout.reconcile.lookup import Fit, Subject, cell_interval, cells_at, fits
from tieout.reconcile.readings import Evidence, Operand, Reading, is_balance

AND = " and "


def total(fact: Fact, found: list[Fit], evidence: Evidence) -> Iterator[Reading]:
    """The sum of two rows of one table that the label names on either side of "and"; it never contradicts."""
    if fact.aspect != "level" or fact.quantity.kind not in ("money", "shares", "quantity") or fact.period is None:
        return
    label = fact.label
    at = label.find(AND)
    while at >= 0:
        left, right = label[:at], label[at + len(AND) :]
        for first in _rows(left, fact, evidence):
            for second in _rows(right, fact, evidence):
                if first.series.table is second.series.table and first.cell.row != second.cell.row:
                    value = sum_of(first, second)
                    yield Reading("sum", (first, second), (value,), value.middle, False)
        at = label.find(AND, at + 1)


def sum_of(first: Operand, second: Operand) -> Interval:
    """What two cells add up to."""
    return cell_interval(first.series, first.cell, None) + cell_interval(second.series, second.cell, None)


def _rows(label: str, fact: Fact, evidence: Evidence) -> Iterator[Operand]:
    match = match_label(label)
    for subject in (Subject(match.metric if match else None, label, fact.segment, fact.basis),):
        for fit in fits(subject, evidence.index):
            cells = cells_at(
                fit.series, fact.period, kinds=(fact.quantity.kind,), measures=(None,), instant=is_balance(fact)
            )
            yield from (Operand(fit.series, cell) for cell in cells)

"""Ratios that a label spells out: "SG&A as a percentage of net sales"."""

from collections.abc import Iterator
from decimal import Decimal

from tieout.facts import Fact
from tieout.reconcile.checks.change import AMOUNTS, HUNDRED
from tieout.reconcile.intervals import Interval
from tieout.reconcile.lookup import Fit, cell_interval, cells_at, fits
from tieout.reconcile.ratios import split_ratio, subjects
from tieout.reconcile.readings import Evidence, Operand, Reading, is_balance


def share(fact: Fact, found: list[Fit], evidence: Evidence) -> Iterator[Reading]:
    """What the label names first over what it names second, both at the fact's period and in one unit."""
    if fact.aspect != "level" or fact.quantity.kind not in ("percent", "ratio") or fact.period is None:
        return
    part, whole = split_ratio(fact.label)
    if not whole:
        return
    factor = HUNDRED if fact.quantity.kind == "percent" else Decimal(1)
    for a, first in _amounts(part or fact.segment or "", fact, evidence, segment=fact.segment if part else None):
        for b, second in _amounts(whole, fact, evidence, segment=None):
            if b.low > 0 and _unit(first) == _unit(second) and first.cell is not second.cell:
                value = abs(a) / b * factor
                yield Reading("share", (first, second), (value, -value), value.middle, False)


def _amounts(label: str, fact: Fact, evidence: Evidence, *, segment: str | None) -> Iterator[tuple[Interval, Operand]]:
    for subject in subjects(label, fact, segment=segment):
        for fit in fits(subject, evidence.index):
            assert fact.period is not None
            for cell in cells_at(fit.series, fact.period, kinds=AMOUNTS, measures=(None,), instant=is_balance(fact)):
                yield cell_interval(fit.series, cell, subject.metric), Operand(fit.series, cell)


def _unit(operand: Operand) -> str | None:
    return operand.cell.quantity.unit if operand.cell.quantity else None

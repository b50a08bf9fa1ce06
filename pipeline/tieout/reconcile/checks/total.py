"""Sums and rests that a label spells out: "cash and investments", "net income without the charge"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from tieout.facts import Fact, UnitKind
from tieout.metrics import match_label
from tieout.reconcile.amounts import ADDITIVE, Amount, amounts_at, parts_of
from tieout.reconcile.intervals import point
from tieout.reconcile.lookup import Certainty, Fit, Subject
from tieout.reconcile.readings import Evidence, Operand, Reading, is_of_status
from tieout.reconcile.series import cell_interval
from tieout.rules import load_rules

SHARES = ("WeightedAverageSharesDiluted", "WeightedAverageSharesBasic")
AND = " and "
AVERAGE = re.compile(r"\b(?:[Aa]verage|[Mm]ean)\b(?: of)?")


def total(fact: Fact, found: list[Fit], evidence: Evidence) -> Iterator[Reading]:
    """The sum of two rows of one table that the label names on either side of "and"; it never contradicts."""
    if fact.aspect != "level" or fact.quantity.kind not in ADDITIVE or fact.period is None:
        return
    label = fact.label
    at = label.find(AND)
    while at >= 0:
        for first, second in _rows_of_one_table(label[:at], label[at + len(AND) :], fact, evidence):
            value = first.value + second.value
            yield Reading("sum", (*first.operands, *second.operands), (value,), value.middle, Certainty.POSSIBLE)
        at = label.find(AND, at + 1)


def rest(fact: Fact, found: list[Fit], evidence: Evidence) -> Iterator[Reading]:
    """What one row leaves of another where the label takes it out: "excluding", "before"; it never contradicts.

    Charges are printed with either sign, so that both the sum and the difference count.
    """
    if fact.aspect != "level" or fact.quantity.kind not in ADDITIVE or fact.period is None:
        return
    label = fact.label.lower()
    for words in _without():
        at = label.find(f" {words} ")
        if at < 0:
            continue
        for first, second in _rows_of_one_table(label[:at], label[at + len(words) + 2 :], fact, evidence):
            values = first.value - second.value, first.value + second.value
            yield Reading("rest", (*first.operands, *second.operands), values, values[0].middle, Certainty.POSSIBLE)


def average(fact: Fact, found: list[Fit], evidence: Evidence) -> Iterator[Reading]:
    """The mean of a row over the periods that make up the figure's, where the label says "average"."""
    if fact.aspect != "level" or fact.period is None or not AVERAGE.search(fact.label):
        return
    label = AVERAGE.sub("", fact.label).strip()
    match = match_label(label)
    subject = Subject(match.metric if match else None, label, fact.segment, fact.basis)
    for fit in evidence.lookup.fits(subject):
        parts = parts_of(fit.series, fact.period, kinds=(fact.quantity.kind,))
        if parts and is_of_status(fact, fit.series):
            total = sum((cell_interval(fit.series, cell, subject.metric) for cell in parts), point(Decimal(0)))
            value = total * (Decimal(1) / len(parts))
            operands = tuple(Operand(fit.series, cell) for cell in parts)
            yield Reading("average", operands, (value,), value.middle, Certainty.POSSIBLE)


def per_share(fact: Fact, found: list[Fit], evidence: Evidence) -> Iterator[Reading]:
    """What a row in the label's words is for each share: "$4.3 million, or $0.20 per share"; it never contradicts."""
    if fact.aspect != "level" or fact.quantity.kind != "per share" or fact.period is None or fact.metric:
        return
    counts = [a for name in SHARES for fit in _of_metric(name, evidence) for a in _at(fact, fit, "shares", name)]
    whole = replace(fact, quantity=replace(fact.quantity, unit=fact.quantity.unit.partition("/")[0]))
    for fit in found:
        if is_of_status(fact, fit.series) and fit.series.table.kind != "balance_sheet":
            for amount in _at(whole, fit, "money", None):
                for count in counts:
                    if count.value.low > 0:
                        value = abs(amount.value) / count.value
                        operands = (*amount.operands, *count.operands)
                        yield Reading("per share", operands, (value,), value.middle, Certainty.POSSIBLE)


def _of_metric(name: str, evidence: Evidence) -> list[Fit]:
    return evidence.lookup.fits(Subject(name, name, None, "gaap"))


def _at(fact: Fact, fit: Fit, kind: UnitKind, name: str | None) -> Iterator[Amount]:
    yield from amounts_at(fact, fit, fact.period, kinds=(kind,), name=name)


def _rows_of_one_table(left: str, right: str, fact: Fact, evidence: Evidence) -> Iterator[tuple[Amount, Amount]]:
    seconds = list(_amounts(right, fact, evidence))
    if not seconds:
        return
    for first in _amounts(left, fact, evidence):
        for second in seconds:
            a, b = first.operands[0], second.operands[0]
            if a.series.table is b.series.table and a.cell.row != b.cell.row:
                yield first, second


def _amounts(label: str, fact: Fact, evidence: Evidence) -> Iterator[Amount]:
    match = match_label(label)
    basis = "gaap" if any(f" {words} " in fact.label.lower() for words in _without()) else fact.basis
    subject = Subject(match.metric if match else None, label, fact.segment, basis)
    for fit in evidence.lookup.fits(subject):
        if is_of_status(fact, fit.series):
            yield from amounts_at(fact, fit, fact.period, kinds=(fact.quantity.kind,), name=subject.metric)


@cache
def _without() -> tuple[str, ...]:
    return tuple(load_rules("reconcile")["totals"]["without"])

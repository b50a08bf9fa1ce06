"""Metrics that follow from others: margins, per-share amounts, free cash flow; formulas are in the rules."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from tieout.facts import Fact, Period
from tieout.metrics import Formula, metric
from tieout.reconcile.checks.change import HUNDRED, ONE
from tieout.reconcile.intervals import Interval
from tieout.reconcile.lookup import Fit, Subject, cell_interval, cells_at, fits, metric_key
from tieout.reconcile.readings import Evidence, Operand, Reading, is_balance


def formula(fact: Fact, found: list[Fit], evidence: Evidence) -> Iterator[Reading]:
    """The metric's formula over cells of the same period, segment and basis.

    It contradicts only where the tables do not state the metric itself.
    """
    if fact.aspect != "level" or fact.metric is None or fact.period is None or fact.status == "guidance":
        return
    for rule in metric(fact.metric).formulas:
        for value, operands in _values(rule, fact, fact.period, evidence):
            yield Reading("formula", operands, (value,), value.middle, _is_sure(fact, found, operands))


def change_of_formula(fact: Fact, found: list[Fit], evidence: Evidence) -> Iterator[Reading]:
    """Growth, difference or points between a formula's values at two periods."""
    if fact.aspect != "change" or fact.metric is None or fact.period is None or fact.versus is None:
        return
    for rule in metric(fact.metric).formulas:
        later, earlier = (list(_values(rule, fact, period, evidence)) for period in (fact.period, fact.versus))
        for (a, first), (b, second) in zip(later, earlier, strict=False):
            value = _change(a, b, fact, rule)
            if value is not None:
                yield Reading(
                    "formula", (*first, *second), (value,), value.middle, _is_sure(fact, found, (*first, *second))
                )


def _change(later: Interval, earlier: Interval, fact: Fact, rule: Formula) -> Interval | None:
    kind = fact.quantity.kind
    if kind == "points":
        return (later - earlier) * (HUNDRED if fact.quantity.unit == "bp" else 1)
    if kind == "percent" and rule.operator != "/":
        return (later / earlier - ONE) * HUNDRED if earlier.low > 0 else None
    return later - earlier if kind == "money" else None


def _is_sure(fact: Fact, found: Sequence[Fit], operands: Sequence[Operand]) -> bool:
    """A formula is certain only where no row states the metric itself, within GAAP, and in one table."""
    assert fact.metric is not None
    if any(metric(operand.series.metric or fact.metric).non_gaap for operand in operands):
        return False
    alone = not found and fact.segment is None and fact.basis == "gaap" and not metric(fact.metric).wide
    return alone and len({operand.series.table.index for operand in operands}) == 1


def _values(
    rule: Formula, fact: Fact, period: Period, evidence: Evidence
) -> Iterator[tuple[Interval, tuple[Operand, ...]]]:
    """The formula's values from the first cell found for each operand, in the fact's unit."""
    left, right = (_operand(name, fact, period, evidence) for name in (rule.left, rule.right))
    if left is None or right is None:
        return
    (a, first), (b, second) = left, right
    if rule.operator == "+":
        yield a + b, (first, second)
    elif rule.operator == "-":
        yield a - b, (first, second)
    elif not b.low <= 0 <= b.high:
        yield a / b * (HUNDRED if fact.quantity.kind in ("percent", "points") else Decimal(1)), (first, second)


def _operand(name: str, fact: Fact, period: Period, evidence: Evidence) -> tuple[Interval, Operand] | None:
    measured = metric(name)
    bases = ("gaap",) if metric_key(name, "gaap")[1] != "gaap" or fact.basis == "gaap" else (fact.basis, "gaap")
    for basis in bases:
        subject = Subject(name, name, fact.segment, basis)  # type: ignore[arg-type]
        for fit in fits(subject, evidence.index):
            if fit.series.table.kind == "guidance":
                continue
            instant = measured.period_type == "instant" or is_balance(fact)
            for cell in cells_at(fit.series, period, kinds=measured.kinds, measures=(None,), instant=instant):
                return cell_interval(fit.series, cell, name), Operand(fit.series, cell)
    return None

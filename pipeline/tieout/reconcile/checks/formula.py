"""Metrics that follow from others: margins, per-share amounts, free cash flow; formulas are in the rules."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from tieout.facts import Basis, Fact, Period
from tieout.metrics import Formula, Metric, metric
from tieout.reconcile.amounts import Amount, amounts_at
from tieout.reconcile.checks.change import UNITY
from tieout.reconcile.checks.share import HUNDRED
from tieout.reconcile.intervals import Interval, point
from tieout.reconcile.lookup import Certainty, Fit, Subject
from tieout.reconcile.readings import Evidence, Operand, Reading, is_balance
from tieout.reconcile.series import metric_key
from tieout.reconcile.shares_in_labels import shares_in_labels
from tieout.reconcile.words import words
from tieout.rules import load_rules

SHARES = "SharesOutstanding"
YEAR_DAYS = 365
"""A return for a year out of one for fewer days: by the days; by quarters, a quarter times four."""


def formula(fact: Fact, found: list[Fit], evidence: Evidence) -> Iterator[Reading]:
    """The metric's formula, or that of a ratio known by its name, over cells of the same period, segment and basis.

    It contradicts only where the tables do not state the metric itself.
    """
    if fact.aspect != "level" or fact.period is None or fact.status == "guidance":
        return
    own = metric(fact.metric).formulas if fact.metric else ()
    for rule in (*own, *_named(fact)):
        for value, operands in _values(rule, fact, fact.period, evidence):
            sure = rule in own and len(operands) == 2
            certainty = _certainty(fact, found, operands) if sure else Certainty.LIKELY
            yield Reading("formula", operands, (value,), value.middle, certainty)


def change_of_formula(fact: Fact, found: list[Fit], evidence: Evidence) -> Iterator[Reading]:
    """Growth, difference or points between a formula's values at two periods."""
    if fact.aspect != "change" or fact.metric is None or fact.period is None or fact.versus is None:
        return
    for rule in metric(fact.metric).formulas:
        later = list(_values(rule, fact, fact.period, evidence))
        earlier = list(_values(rule, fact, fact.versus, evidence)) if later else []
        for (a, first), (b, second) in zip(later, earlier, strict=False):
            value = _change(a, b, fact, rule)
            if value is not None:
                operands = (*first, *second)
                yield Reading("formula", operands, (value,), value.middle, _certainty(fact, found, operands))


def annualized(fact: Fact, found: list[Fit], evidence: Evidence) -> Iterator[Reading]:
    """Returns and rates of a part of a year, put to a year: by its days, and by quarters; over averages of balances.

    They bear out and never contradict: which days are counted and what is averaged is rarely said.
    """
    if fact.aspect != "level" or fact.period is None or fact.period.start is None or fact.metric is None:
        return
    days = fact.period.days
    factors = [Decimal(YEAR_DAYS) / days, Decimal(366) / days, Decimal(round(YEAR_DAYS / days))] if days < 300 else []
    for rule in metric(fact.metric).formulas:
        if rule.operator != "/" or "+" in rule.right or metric(rule.right).period_type != "instant":
            continue
        flow = _operand(rule.left, fact, fact.period, evidence)
        if flow is None:
            continue
        for balance, operands in _balances(rule.right, fact, evidence):
            if balance.low <= 0 <= balance.high:
                continue
            for factor in (Decimal(1), *factors):
                value = flow.value * factor / balance * HUNDRED
                yield Reading("annualized", (*flow.operands, *operands), (value,), value.middle, Certainty.POSSIBLE)


def _balances(name: str, fact: Fact, evidence: Evidence) -> Iterator[tuple[Interval, tuple[Operand, ...]]]:
    """A balance at the end of a fact's period, and its average over it."""
    assert fact.period is not None and fact.period.start is not None
    end = _operand(name, fact, Period(fact.period.end), evidence)
    start = _operand(name, fact, Period(fact.period.start), evidence)
    if end:
        yield end.value, end.operands
    if end and start:
        yield (end.value + start.value) * Decimal("0.5"), (*end.operands, *start.operands)


@cache
def _rules() -> tuple[tuple[frozenset[str], Formula, bool], ...]:
    """The words of a ratio's name, its formula, and whether it is what is left of one."""
    return tuple(
        (words(name), Formula(*rule["formula"].split()), rule.get("rest", False))
        for rule in load_rules("reconcile")["ratio"]
        for name in rule["names"]
    )


def _named(fact: Fact) -> Iterator[Formula]:
    """Formulas of the ratios and amounts that a label names."""
    label, ratio = words(fact.label), fact.quantity.kind in ("percent", "ratio")
    if ratio or fact.quantity.kind == "money":
        yield from (rule for name, rule, _ in _rules() if name == label and ratio == (rule.operator == "/"))


def _is_rest(rule: Formula) -> bool:
    return any(rest for _, known, rest in _rules() if known is rule)


def _change(later: Interval, earlier: Interval, fact: Fact, rule: Formula) -> Interval | None:
    kind = fact.quantity.kind
    if kind == "points":
        return (later - earlier) * (HUNDRED if fact.quantity.unit == "bp" else 1)
    if kind == "percent" and (rule.operator != "/" or (fact.metric and "per share" in metric(fact.metric).kinds)):
        return (later / earlier - UNITY) * HUNDRED if earlier.low > 0 else None
    return later - earlier if kind == "money" else None


def _certainty(fact: Fact, found: Sequence[Fit], operands: Sequence[Operand]) -> Certainty:
    """A formula is certain only where no row states the metric itself, within GAAP, and in one table."""
    assert fact.metric is not None
    if any(metric(operand.series.metric or fact.metric).non_gaap for operand in operands):
        return Certainty.POSSIBLE
    if any(operand.series.metric is None for operand in operands):
        return Certainty.POSSIBLE
    alone = not any(fit.series.metric for fit in found)
    whole = fact.segment is None and fact.basis == "gaap"
    if not alone or not whole or len({operand.series.table.index for operand in operands}) > 1:
        return Certainty.POSSIBLE
    return Certainty.ALONE if metric(fact.metric).wide else Certainty.CERTAIN


def _values(
    rule: Formula, fact: Fact, period: Period, evidence: Evidence
) -> Iterator[tuple[Interval, tuple[Operand, ...]]]:
    """The formula's values from the first amount found for each operand, in the fact's unit."""
    left = _operand(rule.left, fact, period, evidence)
    right = _operand(rule.right, fact, period, evidence) if left else None
    if left is None or right is None:
        return
    operands = (*left.operands, *right.operands)
    a, b = left.value, right.value
    if rule.operator == "+":
        yield a + b, operands
    elif rule.operator == "-":
        yield a - b, operands
    elif not b.low <= 0 <= b.high:
        value = a / b
        if _is_rest(rule):
            value = UNITY - value
        yield value * (HUNDRED if fact.quantity.kind in ("percent", "points") else Decimal(1)), operands


def _operand(name: str, fact: Fact, period: Period, evidence: Evidence) -> Amount | None:
    """The first amount for a metric at a period; of two metrics joined by "+", their sum."""
    if "+" in name:
        parts = [_operand(part, fact, period, evidence) for part in name.split("+")]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        value = sum((part.value for part in known), point(Decimal(0)))
        return Amount(value, known[0].unit, tuple(o for part in known for o in part.operands), "sum", False)
    measured = metric(name)
    found = _printed(measured, fact, period, evidence)
    if found is None and name == SHARES:
        found = shares_in_labels(evidence.lookup.index, Period(period.end))
    if found is None and name != fact.metric:
        for rule in measured.formulas:
            if rule.operator != "/" and "+" not in rule.left + rule.right:
                left = _printed(metric(rule.left), fact, period, evidence)
                right = _printed(metric(rule.right), fact, period, evidence) if left else None
                if left and right and left.operands != right.operands:
                    value = left.value - right.value if rule.operator == "-" else left.value + right.value
                    return Amount(value, left.unit, (*left.operands, *right.operands), "formula", False)
    return found


def _printed(measured: Metric, fact: Fact, period: Period, evidence: Evidence) -> Amount | None:
    """The first amount of a metric that cells print at a period."""
    name = measured.name
    if fact.quantity.kind in ("per share", "unit price"):  # what is divided is not for each share itself
        fact = replace(fact, quantity=replace(fact.quantity, unit=fact.quantity.unit.partition("/")[0]))
    bases: tuple[Basis, ...] = (
        ("gaap",) if metric_key(name, "gaap")[1] != "gaap" or fact.basis == "gaap" else (fact.basis, "gaap")
    )
    for basis in bases:
        for fit in evidence.lookup.fits(Subject(name, name, fact.segment, basis)):
            if fit.series.table.kind == "guidance" or fit.series.metric is None:
                continue
            balance = measured.period_type == "instant" or is_balance(fact)
            for amount in amounts_at(fact, fit, period, kinds=measured.kinds, balance=balance, name=name):
                return amount
    return None

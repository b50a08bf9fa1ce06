"""Why a figure disagrees: what it would be right for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from tieout.facts import Fact, Period, UnitKind
from tieout.metrics import metric
from tieout.reconcile.checks import CHECKS
from tieout.reconcile.intervals import Interval, printed
from tieout.reconcile.lookup import Fit, cell_interval, metric_key
from tieout.reconcile.readings import Evidence, Operand, Reading
from tieout.tables import Cell


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A reason with a name of its own, the words for it, and the cell it points to."""

    name: str
    words: str
    cell: Operand | None = None


def diagnose(fact: Fact, reading: Reading, found: list[Fit], evidence: Evidence) -> Diagnosis | None:
    """The first reason of `REASONS` that would make the figure right; `None` where none does."""
    claim = printed(fact.quantity)
    for reason in REASONS:
        diagnosis = reason(fact, claim, reading, found, evidence)
        if diagnosis is not None:
            return diagnosis
    return None


SCALED: tuple[UnitKind, ...] = ("money", "shares", "quantity")
"""Kinds of figures that are stated in thousands and millions."""
DIGITS = 3
"""Of shorter numbers one digit or two prove nothing: 14 and 17 are just two numbers."""

Reason = Callable[[Fact, Interval, Reading, list[Fit], Evidence], Diagnosis | None]


def sign(fact: Fact, claim: Interval, reading: Reading, found: list[Fit], evidence: Evidence) -> Diagnosis | None:
    """The same amount with the other sign."""
    if fact.quantity.value and reading.agrees(-claim):
        return Diagnosis("sign", "it agrees with the opposite sign")
    return None


def scale(fact: Fact, claim: Interval, reading: Reading, found: list[Fit], evidence: Evidence) -> Diagnosis | None:
    """The same digits a thousand or a million times off."""
    if not fact.quantity.value or not reading.computed or fact.quantity.kind not in SCALED:
        return None
    for factor in (1000, 1000000):
        if reading.agrees(claim * factor):
            return Diagnosis("scale", f"it agrees if multiplied by {factor:,}")
        if reading.agrees(Interval(claim.low / factor, claim.high / factor)):
            return Diagnosis("scale", f"it agrees if divided by {factor:,}")
    return None


def other_period(
    fact: Fact, claim: Interval, reading: Reading, found: list[Fit], evidence: Evidence
) -> Diagnosis | None:
    """The figure of another column, or what another pair of columns gives: the prior year's, the year to date's."""
    if fact.period is None:
        return None
    gap = (fact.period.end - fact.versus.end).days if fact.versus else None
    for period in _periods(reading):
        if period == fact.period or (period.start is None) != (fact.period.start is None):
            continue
        moved = replace(fact, period=period, versus=_earlier(period, gap) if gap else None)
        for check in CHECKS:
            for other in check(moved, found, evidence):
                if other.exact and other.operation == reading.operation and other.agrees(claim):
                    return Diagnosis("other period", f"it is right for {period}", other.operands[0])
    return None


def other_metric(
    fact: Fact, claim: Interval, reading: Reading, found: list[Fit], evidence: Evidence
) -> Diagnosis | None:
    """The figure of a near relative at the same period: basic for diluted, GAAP for adjusted."""
    if fact.metric is None:
        return None
    key = metric_key(fact.metric, fact.basis)
    for basis in ("gaap", "non-gaap"):
        for series in evidence.index.by_key.get((key[0], basis), ()):
            if series.metric == reading.operands[0].series.metric and series.basis == reading.operands[0].series.basis:
                continue
            for cell in series.cells:
                operand = Operand(series, cell)
                if cell.period == reading.operands[0].cell.period and _is(fact, claim, operand):
                    return Diagnosis("other metric", f'it is the figure of the row "{series.row.name}"', operand)
    return None


def other_row(fact: Fact, claim: Interval, reading: Reading, found: list[Fit], evidence: Evidence) -> Diagnosis | None:
    """The figure one or two rows away in the same column."""
    if not reading.direct:
        return None
    own = reading.operands[0]
    near = [
        s for s in evidence.index.series if s.table is own.series.table and 0 < abs(s.cells[0].row - own.cell.row) <= 2
    ]
    for series in near:
        for cell in series.cells:
            operand = Operand(series, cell)
            if cell.column == own.cell.column and _is(fact, claim, operand):
                return Diagnosis("other row", f'it is the figure of the row "{series.row.name}"', operand)
    return None


def swapped_digits(
    fact: Fact, claim: Interval, reading: Reading, found: list[Fit], evidence: Evidence
) -> Diagnosis | None:
    """Two neighbouring digits in the wrong order."""
    said, due = _digits(fact, reading)
    if len(said) < DIGITS:
        return None
    off = [k for k, (a, b) in enumerate(zip(said, due, strict=False)) if a != b]
    if (
        len(said) == len(due)
        and len(off) == 2
        and off[1] == off[0] + 1
        and said[off[0]] == due[off[1]]
        and said[off[1]] == due[off[0]]
    ):
        return Diagnosis("swapped digits", f"two digits are swapped: {said} for {due}")
    return None


def one_digit(fact: Fact, claim: Interval, reading: Reading, found: list[Fit], evidence: Evidence) -> Diagnosis | None:
    """One digit differs, is missing or is too many."""
    said, due = _digits(fact, reading)
    if min(len(said), len(due)) < DIGITS:
        return None
    if len(said) == len(due) and sum(a != b for a, b in zip(said, due, strict=True)) == 1:
        return Diagnosis("one digit", f"one digit differs: {said} for {due}")
    longer, shorter = (said, due) if len(said) > len(due) else (due, said)
    if len(longer) == len(shorter) + 1 and len(longer) > 2:
        for k in range(len(longer)):
            if longer[:k] + longer[k + 1 :] == shorter:
                what = "one digit too many" if longer is said else "a digit is missing"
                return Diagnosis("one digit", f"{what}: {said} for {due}")
    return None


REASONS: tuple[Reason, ...] = (sign, scale, other_period, other_metric, other_row, swapped_digits, one_digit)
"""In the order of how much each explains: a coincidence is likelier the further down."""


def _periods(reading: Reading) -> list[Period]:
    """The periods of the rows that a reading rests on."""
    found = {cell.period for operand in reading.operands for cell in operand.series.cells if cell.period}
    return sorted(found, key=str)


def _earlier(period: Period, days: int) -> Period:
    """The period that ends so many days before, to be met within a few days."""
    move = timedelta(days)
    return Period(period.end - move, period.start - move if period.start else None)


def _is(fact: Fact, claim: Interval, operand: Operand) -> bool:
    cell: Cell = operand.cell
    if cell.quantity is None or cell.quantity.kind != fact.quantity.kind:
        return False
    value = cell_interval(operand.series, cell, None)
    either = fact.metric is None or metric(fact.metric).either_sign
    return claim.overlaps(value) or (either and claim.overlaps(-value))


def _digits(fact: Fact, reading: Reading) -> tuple[str, str]:
    """The digits stated, and those due at the same precision."""
    step = fact.quantity.step
    said = abs(fact.quantity.value) / step
    due = abs(reading.computed) / step
    return str(int(said)), str(int(due.to_integral_value()))

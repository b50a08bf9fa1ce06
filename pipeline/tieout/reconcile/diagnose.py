"""Why a figure disagrees: what it would be right for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from tieout.facts import Fact, Period, UnitKind
from tieout.metrics import metric
from tieout.reconcile.checks import OF_OPERATION
from tieout.reconcile.digits import digits_at, slip_of
from tieout.reconcile.intervals import Interval, printed
from tieout.reconcile.lookup import Fit
from tieout.reconcile.readings import Evidence, Operand, Reading
from tieout.reconcile.series import cell_interval, metric_key
from tieout.tables import Cell


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A reason with a name of its own, the words for it, and the cell it points to.

    `of_cell` says that it is the cell that is wrong, and the figure right. `length` is how many digits the shorter of
    two numbers has of which one is a misprint.
    """

    name: str
    words: str
    cell: Operand | None = None
    of_cell: bool = False
    length: int = 0


def diagnose(fact: Fact, reading: Reading, found: list[Fit], evidence: Evidence) -> Diagnosis | None:
    """The first reason of `REASONS` that would make the figure right; `None` where none does."""
    claim = printed(fact.quantity)
    for reason in REASONS:
        diagnosis = reason(fact, claim, reading, found, evidence)
        if diagnosis is not None:
            return diagnosis
    return None


TELLING = 3
"""So many digits that two cells share are no coincidence."""
SCALED: tuple[UnitKind, ...] = ("money", "shares", "quantity")
"""Kinds of figures that are stated in thousands and millions."""

Reason = Callable[[Fact, Interval, Reading, list[Fit], Evidence], Diagnosis | None]


def sign(fact: Fact, claim: Interval, reading: Reading, found: list[Fit], evidence: Evidence) -> Diagnosis | None:
    """The same amount with the other sign."""
    if fact.quantity.value and reading.agrees(-claim):
        return Diagnosis("sign", "it agrees with the opposite sign")
    return None


def scale(fact: Fact, claim: Interval, reading: Reading, found: list[Fit], evidence: Evidence) -> Diagnosis | None:
    """The same digits a thousand or a million times off."""
    if fact.quantity.kind not in SCALED or not (factor := scale_of(fact, reading)):
        return None
    return Diagnosis("scale", f"it agrees if {'multiplied' if factor > 0 else 'divided'} by {abs(factor):,}")


def scale_of(fact: Fact, reading: Reading) -> int:
    """What a figure has to be multiplied by to agree; negative for a divisor, 0 where nothing makes it agree."""
    claim = printed(fact.quantity)
    cell = reading.operands[0].cell.quantity
    if not fact.quantity.value or cell is None or len(digits_at(cell.value, cell.step)) < 2:
        return 0  # of a cell that prints one digit every tenth figure is a multiple
    if any(value.low <= 0 <= value.high for value in reading.values):
        return 0
    for factor in (1000, 1000000):
        if reading.agrees(claim * factor):
            return factor
        if reading.agrees(Interval(claim.low / factor, claim.high / factor)):
            return -factor
    return 0


def other_period(
    fact: Fact, claim: Interval, reading: Reading, found: list[Fit], evidence: Evidence
) -> Diagnosis | None:
    """The figure of another column, or what another pair of columns gives: the prior year's, the year to date's."""
    if fact.period is None or (reading.direct and not _is_held(claim, reading, found)):
        return None
    gap = (fact.period.end - fact.versus.end).days if fact.versus else None
    for period in _periods(reading):
        if period == fact.period or (period.start is None) != (fact.period.start is None):
            continue
        moved = replace(fact, period=period, versus=_earlier(period, gap) if gap else None)
        for check in OF_OPERATION.get(reading.operation, ()):
            for other in check(moved, found, evidence):
                if (
                    other.certainty >= reading.certainty
                    and other.operation == reading.operation
                    and (other.agrees(claim) or (other.direct and other.agrees(-claim)))
                    and not (other.direct and _is_nothing(other.operands[0].cell))
                ):
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
        for series in evidence.lookup.index.by_key.get((key[0], basis), ()):
            if series.metric == reading.operands[0].series.metric and series.basis == reading.operands[0].series.basis:
                continue
            for cell in series.cells:
                operand = Operand(series, cell)
                if (
                    cell.period == reading.operands[0].cell.period
                    and cell.measure is None
                    and _is(fact, claim, operand)
                ):
                    return Diagnosis("other metric", f'it is the figure of the row "{series.row.name}"', operand)
    return None


def other_row(fact: Fact, claim: Interval, reading: Reading, found: list[Fit], evidence: Evidence) -> Diagnosis | None:
    """The figure one or two rows away in the same column."""
    if not reading.direct:
        return None
    own = reading.operands[0]
    for series in evidence.lookup.index.by_table[own.series.table.index]:
        if not 0 < abs(series.cells[0].row - own.cell.row) <= 2:
            continue
        for cell in series.cells:
            operand = Operand(series, cell)
            same = cell.column == own.cell.column and cell.measure == own.cell.measure
            if same and (_is(fact, claim, operand) or _is(fact, -claim, operand)):
                return Diagnosis("other row", f'it is the figure of the row "{series.row.name}"', operand)
    return None


def repeated_cell(
    fact: Fact, claim: Interval, reading: Reading, found: list[Fit], evidence: Evidence
) -> Diagnosis | None:
    """The cell itself prints what the one beside it does, of another column or of the row above or below."""
    own = reading.operands[0]
    if (
        not reading.direct
        or own.cell.quantity is None
        or len(digits_at(own.cell.quantity.value, own.cell.quantity.step)) < TELLING
    ):
        return None
    for series in evidence.lookup.index.by_table[own.series.table.index]:
        if abs(series.cells[0].row - own.cell.row) > 1:
            continue
        for cell in series.cells:
            if cell.quantity is None or abs(cell.quantity.value) != abs(own.cell.quantity.value) or cell is own.cell:
                continue
            operand = Operand(series, cell)
            if cell.row == own.cell.row and _are_apart(cell.period, own.cell.period):
                return Diagnosis("other period", "the cell repeats that of another column", operand, of_cell=True)
            if cell.row != own.cell.row and cell.column == own.cell.column and series.metric != own.series.metric:
                return Diagnosis("other row", "the cell repeats that of the row beside it", operand, of_cell=True)
    return None


def _are_apart(one: Period | None, other: Period | None) -> bool:
    """Whether two periods have no day in common: what happened once is the quarter's and the year's alike."""
    if one is None or other is None:
        return False
    first, second = sorted((one, other), key=lambda period: period.end)
    return first.end < (second.start or second.end)


def misprint(fact: Fact, claim: Interval, reading: Reading, found: list[Fit], evidence: Evidence) -> Diagnosis | None:
    """One digit differs, is missing or is too many; or two neighbouring ones stand in the wrong order."""
    slip = slip_of(fact.quantity.value, reading.computed, fact.quantity.step)
    return Diagnosis(slip.slip, slip.words, length=slip.length) if slip else None


REASONS: tuple[Reason, ...] = (sign, scale, other_period, other_metric, other_row, misprint, repeated_cell)
"""In the order of how much each explains: a coincidence is likelier the further down."""


def _is_held(claim: Interval, reading: Reading, found: list[Fit]) -> bool:
    """Whether any cell of the rows that are as certain holds a figure, at whatever time."""
    amount = abs(claim)
    return any(
        cell.quantity is not None and amount.overlaps(abs(cell_interval(fit.series, cell, None)))
        for fit in found
        if fit.certainty >= reading.certainty
        for cell in fit.series.cells
    )


def _periods(reading: Reading) -> list[Period]:
    """The periods of the rows that a reading rests on."""
    found = {cell.period for operand in reading.operands for cell in operand.series.cells if cell.period}
    return sorted(found, key=str)


def _earlier(period: Period, days: int) -> Period:
    """The period that ends so many days before, to be met within a few days."""
    move = timedelta(days)
    return Period(period.end - move, period.start - move if period.start else None)


def _is_nothing(cell: Cell) -> bool:
    """Whether a cell prints a zero or a dash, to which any figure rounds that is small enough."""
    return cell.quantity is None or not cell.quantity.value


def _is(fact: Fact, claim: Interval, operand: Operand) -> bool:
    cell: Cell = operand.cell
    if cell.quantity is None or cell.quantity.kind != fact.quantity.kind or _is_nothing(cell):
        return False
    value = cell_interval(operand.series, cell, None)
    either = fact.metric is None or metric(fact.metric).either_sign
    return claim.overlaps(value) or (either and claim.overlaps(-value))


def digits_of(fact: Fact, reading: Reading) -> int:
    """How many digits of a figure its cell can tell: of "$99,000" two, if the table is in thousands."""
    cell = reading.operands[0].cell.quantity
    step = max(fact.quantity.step, cell.step) if reading.direct and cell else fact.quantity.step
    return len(digits_at(fact.quantity.value, step))


def digits_of_cell(reading: Reading) -> int:
    """How many digits the first cell of a reading prints."""
    cell = reading.operands[0].cell.quantity
    return len(digits_at(cell.value, cell.step)) if cell else 0

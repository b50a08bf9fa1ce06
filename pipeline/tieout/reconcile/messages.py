"""Sentences for a reviewer: the thing, both values, the gap, and where each stands."""

from decimal import Decimal

from tieout.facts import Fact
from tieout.reconcile.diagnose import Diagnosis
from tieout.reconcile.readings import Operand, Reading


def agreement(fact: Fact, reading: Reading) -> str:
    """What bears the figure out."""
    cells = "; ".join(place(operand) for operand in reading.operands)
    if reading.direct:
        return f"{thing(fact)}: {fact.quote} is in {cells}"
    return f"{thing(fact)}: {fact.quote} follows as {reading.operation} ({computed(fact, reading)}) from {cells}"


def contradiction(fact: Fact, reading: Reading, diagnosis: Diagnosis | None) -> str:
    """What the figure should be by the tables, how far off it is, and what it would be right for."""
    due = amount(reading.computed, fact) if reading.direct else computed(fact, reading)
    gap = abs(abs(fact.quantity.value) - abs(reading.computed))
    if (fact.quantity.value < 0) != (reading.computed < 0) and diagnosis is not None and diagnosis.name == "sign":
        gap = abs(fact.quantity.value - reading.computed)
    cells = "; ".join(place(operand) for operand in reading.operands)
    verb = "has" if reading.direct else f"gives by {reading.operation}"
    text = f"{thing(fact)}: {fact.quote} is stated, but {cells} {verb} {due}, {amount(gap, fact)} apart"
    if diagnosis is None:
        return text
    where = f" ({place(diagnosis.cell)})" if diagnosis.cell else ""
    return f"{text}; {diagnosis.words}{where}"


def silence(fact: Fact, *, near: bool) -> str:
    """Why the tables say nothing of the figure."""
    if near:
        return f"{thing(fact)}: rows of that name are there, but none that is certainly this figure"
    return f"{thing(fact)}: the tables hold nothing of it"


def thing(fact: Fact) -> str:
    """What is measured, of what and for when, as a reader would say it."""
    of = f" of {fact.segment}" if fact.segment else ""
    when = f", {fact.period}" if fact.period else ""
    change = "change in " if fact.aspect == "change" else ""
    against = f" against {fact.versus}" if fact.versus else ""
    return f"{change}{fact.label}{of}{when}{against}"


def place(operand: Operand) -> str:
    """A cell by its table, row and column, with what it prints."""
    table, cell = operand.series.table, operand.cell
    title = f'"{table.title}"' if table.title else f"table {table.index}"
    column = table.columns[cell.column] if cell.column < len(table.columns) else None
    head = str(cell.period) if cell.period else (column.header if column else f"column {cell.column}")
    return f'{title}, row "{operand.series.row.name}", {head}: {cell.text.strip()}'


def computed(fact: Fact, reading: Reading) -> str:
    """What a computation gives, and the interval that the rounding of its cells leaves, where that can be seen."""
    nearest = min(reading.values, key=lambda value: abs(value.middle - fact.quantity.value))
    low, high = amount(nearest.low, fact), amount(nearest.high, fact)
    return amount(nearest.middle, fact) + (f", between {low} and {high}" if low != high else "")


def amount(value: Decimal, fact: Fact) -> str:
    """A number in the fact's unit, no finer than a hundredth of what the fact prints.

    >>> from tieout.facts import Quantity
    >>> amount(Decimal("13.4567"), Fact(Quantity(Decimal(14), "%", Decimal(1)), *[None] * 14, 1.0))  # type: ignore
    '13.46 %'
    """
    fine = fact.quantity.step / 100
    rounded = (value / fine).to_integral_value() * fine
    text = f"{rounded:,f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} {fact.quantity.unit}"

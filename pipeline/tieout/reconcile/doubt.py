"""When a disagreement is a contradiction: a false alarm costs a reviewer more than a miss."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from tieout.facts import CellRef, Fact
from tieout.metrics import metric
from tieout.reconcile.diagnose import Diagnosis
from tieout.reconcile.readings import Reading

SURE = 0.5
"""A fact linked with less confidence than this contradicts nothing."""
CERTAIN = 0.95
"""A fact linked with at least this confidence contradicts whatever it disagrees with."""
NEAR = Decimal("0.04")
"""Unexplained, a figure this near the one due (as a share of it) is a slip; further off it is rather another figure."""
STEPS = 2
"""So is one less than so many units of its last digit off."""
CLOSE = 300
"""Figures this near in the source (characters) may be mixed up with each other."""
LONG = 4
"""Figures of things with many namesakes need so many digits before one wrong digit is more than a coincidence."""
SLIPS = frozenset(("sign", "scale", "swapped digits", "one digit"))
"""Reasons that make a slip of the figure likelier than a mistake about what it is of."""
TELLING = frozenset(("scale", "swapped digits"))
"""Those that no other figure has by coincidence."""


def certain_readings(fact: Fact, readings: Sequence[Reading]) -> list[Reading]:
    """The readings that a fact can contradict, by the first check that has any, the nearest value first.

    They are exact; where none is, the cells that are probably meant, which only a telling slip contradicts.
    """
    if fact.confidence < SURE or fact.status == "guidance":
        return []
    exact = [r for r in readings if r.exact] or [r for r in readings if r.direct and fact.period is not None]
    same = [reading for reading in exact if reading.operation == exact[0].operation]
    return sorted(same, key=lambda reading: gap(fact, reading))


def gap(fact: Fact, reading: Reading) -> Decimal:
    """How far a fact is from the nearest value that would agree."""
    return min(abs(fact.quantity.value - value.middle) for value in reading.values)


def is_contradiction(
    fact: Fact, reading: Reading, diagnosis: Diagnosis | None, claimed: Mapping[CellRef, Sequence[Fact]]
) -> bool:
    """Whether the disagreement is about the figure, and not about what it is of.

    A figure that is right for another period, row or metric was linked wrong more often than printed wrong, unless
    a figure beside it states that very cell: then one of the two took the other's place. `claimed` are the facts tied
    to each cell.
    """
    if diagnosis is not None and diagnosis.name == "scale" and fact.quantity.step <= 1:
        return False  # a note under a table in thousands, which leaves the word out
    if not reading.exact:
        return diagnosis is not None and diagnosis.name in TELLING
    if fact.confidence >= CERTAIN:
        return True
    if diagnosis is None:
        return _is_near(fact, reading)
    if diagnosis.name in SLIPS:
        return _is_slip(fact, diagnosis)
    cell = diagnosis.cell
    return cell is not None and any(_is_beside(fact, other) for other in claimed.get(cell.place, ()))


def _is_slip(fact: Fact, diagnosis: Diagnosis) -> bool:
    """Which way a change went is the linker's to tell, and one digit proves little where many figures share a name."""
    if diagnosis.name == "sign":
        return fact.aspect == "level"
    if diagnosis.name == "one digit" and _has_namesakes(fact):
        return bool(abs(fact.quantity.value) >= fact.quantity.step * 10 ** (LONG - 1))
    return True


def _is_near(fact: Fact, reading: Reading) -> bool:
    off = gap(fact, reading)
    if off < STEPS * fact.quantity.step:
        return True
    return not _has_namesakes(fact) and off <= NEAR * abs(reading.computed)


def _has_namesakes(fact: Fact) -> bool:
    return fact.metric is None or metric(fact.metric).wide


def _is_beside(fact: Fact, other: Fact) -> bool:
    return other is not fact and abs(other.place.start - fact.place.start) <= CLOSE

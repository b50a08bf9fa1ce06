"""What a release says of itself: the arithmetic that a statement must meet, and figures that cannot all be right."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tieout.facts import CellRef, Notice, Place

CheckStatus = Literal["passed", "failed"]
InconsistencyKind = Literal["tables", "prose", "change", "sum", "reconciliation"]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule held against cells: the first cell is the result, the others are what it is made of.

    `table` is the table's index, `gap` what is printed less what was computed, in the result's unit; a passed check
    may have one within the rounding of the printed figures. `message` gives the arithmetic in a sentence, `place` where
    the result stands. `diagnosis` names the misprint of one figure that would explain the gap, as in `Finding`.
    """

    rule: str
    table: int
    cells: tuple[CellRef, ...]
    status: CheckStatus
    gap: Decimal
    message: str
    place: Place
    diagnosis: str = ""


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """Figures of a release that cannot all be right, or one that lacks what is due: a sentence and every place.

    `kind` is "tables" for two tables that print the same thing differently, "prose" for a figure stated twice,
    "change" for a change that does not follow from the amounts stated beside it, "sum" for a list that does not add
    up to its total, "reconciliation" for a non-GAAP measure that no table leads to. `cells` are the cells concerned,
    `facts` the facts' positions; `diagnosis` as in `Finding`.
    """

    kind: InconsistencyKind
    message: str
    places: tuple[Place, ...]
    cells: tuple[CellRef, ...] = ()
    facts: tuple[int, ...] = ()
    diagnosis: str = ""


def failures(checks: Iterable[Check]) -> Iterator[Notice]:
    """A notice for each check that failed, with the place of the result."""
    return (Notice(check.message, check.place) for check in checks if check.status == "failed")

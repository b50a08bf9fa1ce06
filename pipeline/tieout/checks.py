"""What a statement says of itself: one check of the arithmetic that its own figures must meet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tieout.facts import CellRef, Notice, Place

CheckStatus = Literal["passed", "failed"]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule held against cells: the first cell is the result, the others are what it is made of.

    `table` is the table's index, `gap` what is printed less what was computed, in the result's unit; a passed check
    may have one within the rounding of the printed figures. `message` gives the arithmetic in a sentence, `place` where
    the result stands.
    """

    rule: str
    table: int
    cells: tuple[CellRef, ...]
    status: CheckStatus
    gap: Decimal
    message: str
    place: Place


def failures(checks: Iterable[Check]) -> Iterator[Notice]:
    """A notice for each check that failed, with the place of the result."""
    return (Notice(check.message, check.place) for check in checks if check.status == "failed")

"""A metric over time: one value for each period, as releases state it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

StatedIn = Literal["table", "prose", "statement"]
"""Where a value stands: in one of the three statements, in the prose, or in any other table."""
TRUSTED: tuple[StatedIn, ...] = ("statement", "prose", "table")
"""Which to take first."""
SAME_PERIOD_DAYS = 10
"""Ends of periods so near are one: prose says September 30 where the quarter ends on the last Saturday."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A value that a release states for a period ending on `end`."""

    metric: str
    end: date
    value: Decimal
    unit: str
    document: str
    released: date
    stated_in: StatedIn


@dataclass(frozen=True, slots=True)
class Series:
    """A metric's values in one unit, by the last day of each period, earliest first."""

    metric: str
    unit: str
    points: tuple[tuple[date, Decimal], ...]


def statements_to_series(statements: Iterable[Statement]) -> tuple[Series, ...]:
    """A series for each metric and unit, as last reported.

    Of the statements of one period the most trusted count, among these those of the latest release, of which the first.
    What the issuer's statements hold is taken from no other table: a row there may be of a part, or of other months.
    """
    found: dict[tuple[str, str], dict[date, Decimal]] = {}
    in_statements: set[tuple[str, str]] = set()
    for said in sorted(statements, key=_rank):
        key = said.metric, said.unit
        if said.stated_in == "statement":
            in_statements.add(key)
        elif said.stated_in == "table" and key in in_statements:
            continue
        points = found.setdefault(key, {})
        if not any(abs((said.end - end).days) <= SAME_PERIOD_DAYS for end in points):
            points[said.end] = said.value
    return tuple(Series(*key, tuple(sorted(points.items()))) for key, points in sorted(found.items()))


def _rank(said: Statement) -> tuple[int, int, str]:
    """How far down the list a statement comes: the first of a period counts."""
    return TRUSTED.index(said.stated_in), -said.released.toordinal(), said.document

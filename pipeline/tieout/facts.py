"""The values that every stage exchanges: frozen, exact, each with its place in the source."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from tieout.frozen import quick

Aspect = Literal["level", "change"]
Basis = Literal["gaap", "non-gaap"]
Status = Literal["actual", "guidance"]
Bound = Literal["low", "high"]
UnitKind = Literal["money", "per share", "shares", "percent", "points", "ratio", "quantity", "unit price"]
"""What sort of thing a unit counts: `USD` money, `USD/share` per share, `%` percent, `bp` and `pp` points,
`x` ratio, `shares` shares, `store` quantity, `USD/barrel` unit price."""


@quick
@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: code points `[start, end)` of the decoded source and, in a table, its cell."""

    start: int
    end: int
    table: int | None = None
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that could not be read or resolved, and where."""

    message: str
    place: Place | None = None


@quick
@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in base units, exact, with the weight of its last printed digit.

    "$7.4 million" is `Quantity(Decimal(7400000), "USD", Decimal(100000))`.
    """

    value: Decimal
    unit: str
    step: Decimal

    @property
    def kind(self) -> UnitKind:
        """The sort of thing the unit counts.

        >>> Quantity(Decimal("0.08"), "USD/share", Decimal("0.01")).kind
        'per share'
        """
        return unit_kind(self.unit)


@lru_cache(maxsize=1 << 10)
def unit_kind(unit: str) -> UnitKind:
    """The sort of thing that `unit` counts; an upper-case code of three letters is a currency (ISO 4217).

    >>> [unit_kind(u) for u in ("USD", "EUR/share", "USD/short ton", "bp", "%", "x", "shares", "store")]
    ['money', 'per share', 'unit price', 'points', 'percent', 'ratio', 'shares', 'quantity']
    """
    match unit:
        case "%":
            return "percent"
        case "bp" | "pp":
            return "points"
        case "x":
            return "ratio"
        case "shares":
            return "shares"
    currency, _, per = unit.partition("/")
    if len(currency) == 3 and currency.isupper():
        return ("per share" if per in ("share", "unit") else "unit price") if per else "money"
    return "quantity"


@quick
@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A span of days, both inclusive; or one day (`start` is `None`): the date of a balance."""

    end: date
    start: date | None = None

    @property
    def days(self) -> int:
        """How many days the period covers; 0 for a balance date."""
        return (self.end - self.start).days + 1 if self.start else 0

    def __str__(self) -> str:
        """ISO 8601, as labels have it.

        >>> str(Period(date(2002, 12, 31), date(2002, 10, 1)))
        '2002-10-01/2002-12-31'
        """
        return f"{self.start}/{self.end}" if self.start else str(self.end)

    @classmethod
    def parse(cls, text: str) -> "Period":
        """The period that `str` wrote. Raises `ValueError`.

        >>> Period.parse("2002-12-31")
        Period(end=datetime.date(2002, 12, 31), start=None)
        """
        first, _, last = text.partition("/")
        return cls(date.fromisoformat(last), date.fromisoformat(first)) if last else cls(date.fromisoformat(first))


@dataclass(frozen=True, slots=True)
class Person:
    """Someone the release names: fullest name, fullest title, and every place of a mention."""

    name: str
    title: str | None
    places: tuple[Place, ...]


@quick
@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of the prose: what it says, of what, for when, and where it stands.

    `label` are the release's words for the thing measured, `metric` the canonical name where one fits.
    `period` is the time the value is for; for a change, the later period, and `versus` the earlier one.
    `quote` is the figure as printed, its white space folded; `place` its span in the source.
    `rule` names what decided the link and `confidence` how sure it is, from 0 to 1.
    """

    quantity: Quantity
    metric: str | None
    label: str
    segment: str | None
    basis: Basis
    aspect: Aspect
    period: Period | None
    versus: Period | None
    status: Status
    bound: Bound | None
    hedge: str | None
    place: Place
    quote: str
    speaker: str | None
    rule: str
    confidence: float


class Tie(StrEnum):
    """How the release's own tables bear on a fact."""

    TIED = "tied"
    DERIVED = "derived"
    CONTRADICTED = "contradicted"
    ABSENT = "absent"


@quick
@dataclass(frozen=True, slots=True)
class CellRef:
    """A cell of the release's tables by position: table, row and column of figures, each counted from 0."""

    table: int
    row: int
    column: int


@quick
@dataclass(frozen=True, slots=True)
class Finding:
    """What the tables say of a fact: the tie, the cells used, the arithmetic and a sentence for a reviewer.

    `fact` is the fact's index in the report. `operation` is the formula over the cells ("level", "growth",
    "difference", ...), empty for `absent`; `computed` what it gives, in the fact's unit.
    `diagnosis` says of a contradicted figure what it would be right for ("sign", "scale", "other period", "other row",
    "other metric", "swapped digits", "one digit", ...), empty where nothing is found.
    """

    fact: int
    tie: Tie
    cells: tuple[CellRef, ...]
    operation: str
    computed: Decimal | None
    message: str
    confidence: float
    diagnosis: str = ""

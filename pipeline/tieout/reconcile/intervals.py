"""Figures as intervals: what a printed number leaves open, and arithmetic that keeps track of it."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from tieout.facts import Fact, Quantity
from tieout.frozen import quick
from tieout.rules import load_rules

ONE, TWO = Decimal(1), Decimal(2)


@quick
@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`; the ends are no more than limits, unless they are one value."""

    low: Decimal
    high: Decimal

    def overlaps(self, other: "Interval") -> bool:
        """Whether a value lies in both: $0.56 and $0.57 meet at half a cent, and are not the same.

        >>> Interval(Decimal(1), Decimal(2)).overlaps(Interval(Decimal(2), Decimal(3)))
        False
        >>> Interval(Decimal(1), Decimal(2)).overlaps(Interval(Decimal(2), Decimal(2)))
        True
        """
        if self.low == self.high or other.low == other.high:
            return self.low <= other.high and other.low <= self.high
        return self.low < other.high and other.low < self.high

    @property
    def middle(self) -> Decimal:
        """The value halfway."""
        return (self.low + self.high) / TWO

    def __neg__(self) -> "Interval":
        return Interval(-self.high, -self.low)

    def __abs__(self) -> "Interval":
        if self.low >= 0:
            return self
        return -self if self.high <= 0 else Interval(Decimal(0), max(-self.low, self.high))

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Interval") -> "Interval":
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, factor: int | Decimal) -> "Interval":
        ends = self.low * factor, self.high * factor
        return Interval(min(ends), max(ends))

    def __truediv__(self, other: "Interval") -> "Interval":
        """All quotients. Raises `ZeroDivisionError` where `other` holds zero."""
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("the divisor may be zero")
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))


def point(value: Decimal) -> Interval:
    """One exact value."""
    return Interval(value, value)


def printed(quantity: Quantity) -> Interval:
    """What a rounded figure may have been: half a unit of its last digit either way, as XBRL has it.

    >>> printed(Quantity(Decimal(7400000), "USD", Decimal(100000)))
    Interval(low=Decimal('7350000'), high=Decimal('7450000'))
    """
    half = quantity.step / TWO
    return Interval(quantity.value - half, quantity.value + half)


def truncated(quantity: Quantity) -> Interval:
    """What a figure may have been whose further digits were cut off: up to one unit of its last digit more.

    >>> truncated(Quantity(Decimal("-7.4"), "USD", Decimal("0.1")))
    Interval(low=Decimal('-7.5'), high=Decimal('-7.4'))
    """
    value, step = quantity.value, quantity.step
    return Interval(value, value + step) if value >= 0 else Interval(value - step, value)


def stated(fact: Fact) -> Interval:
    """What a stated figure claims: rounding, widened by words such as "approximately", one-sided by "more than".

    `facts.Fact.hedge` and `bound` say which words stand there; how far they reach is in `rules/reconcile.toml`.
    """
    claim = printed(fact.quantity)
    hedge = (fact.hedge or "").lower()
    value = abs(fact.quantity.value)
    slack, reach = _slack()
    if fact.status == "guidance" and fact.bound:
        return claim  # the end of a range, which a table of guidance prints as it is
    if fact.bound == "low" or hedge in _words("above"):
        return _reaching(claim, value * reach, up=fact.quantity.value >= 0)
    if fact.bound == "high" or hedge in _words("below"):
        return _reaching(claim, value * reach, up=fact.quantity.value < 0)
    if not hedge:
        return claim
    room = max(fact.quantity.step * load_rules("reconcile")["hedges"]["steps"], value * slack)
    return Interval(claim.low - room, claim.high + room)


def _reaching(claim: Interval, reach: Decimal, *, up: bool) -> Interval:
    """The claim, and so far up or down: "more than" is up, but of a loss it is down."""
    return Interval(claim.low, claim.high + reach) if up else Interval(claim.low - reach, claim.high)


@cache
def _slack() -> tuple[Decimal, Decimal]:
    hedges = load_rules("reconcile")["hedges"]
    return Decimal(hedges["share"]), Decimal(hedges["reach"])


@cache
def _words(side: str) -> frozenset[str]:
    return frozenset(load_rules("reconcile")["hedges"][side])

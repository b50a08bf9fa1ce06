"""Misprints: two numbers that differ as a slip of the hand makes them differ."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Slip = Literal["swapped digits", "one digit"]

ENOUGH = 3
"""So many digits the shorter of two numbers needs, if the other has one more, to be told for a misprint of it."""


@dataclass(frozen=True, slots=True)
class Misprint:
    """How two numbers differ: by a slip, in words, and how many digits the shorter one has."""

    slip: Slip
    words: str
    length: int


def slip_of(said: Decimal, due: Decimal, step: Decimal) -> Misprint | None:
    """The slip that makes one number of the other, to the digit that weighs `step`; `None` where it takes more.

    A number of one digit is never a misprint of another: 4 and 7 are just two numbers.

    >>> slip_of(Decimal(7735), Decimal(7375), Decimal(1)).words
    'two digits are swapped: 7735 for 7375'
    >>> slip_of(Decimal("5.06"), Decimal("0.56"), Decimal("0.01")).slip
    'swapped digits'
    >>> slip_of(Decimal("8.56"), Decimal("0.56"), Decimal("0.01")).slip
    'one digit'
    """
    one, other = digits_at(said, step), digits_at(due, step)
    length = min(len(one), len(other))
    if min(abs(said), abs(due)) < 1 and step < 1:  # 0.56 prints its zero
        length = max(len(one), len(other))
        one, other = one.zfill(length), other.zfill(length)
    if length < 2 or one == other:
        return None
    if _are_swapped(one, other):
        return Misprint("swapped digits", f"two digits are swapped: {one} for {other}", length)
    if len(one) == len(other):
        if sum(a != b for a, b in zip(one, other, strict=True)) == 1:
            return Misprint("one digit", f"one digit differs: {one} for {other}", length)
        return None
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    if (
        length >= ENOUGH
        and len(longer) == len(shorter) + 1
        and any(longer[:k] + longer[k + 1 :] == shorter for k in range(len(longer)))
    ):
        what = "one digit too many" if longer is one else "a digit is missing"
        return Misprint("one digit", f"{what}: {one} for {other}", length)
    return None


def _are_swapped(one: str, other: str) -> bool:
    """Whether two neighbouring digits of one number are the other way about in the other."""
    if len(one) != len(other):
        return False
    off = [k for k, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(off) == 2 and off[1] == off[0] + 1 and one[off[0]] == other[off[1]] and one[off[1]] == other[off[0]]


def digits_at(value: Decimal, step: Decimal) -> str:
    """The digits of a number down to the one that weighs `step`, without its sign.

    >>> digits_at(Decimal(-7375000), Decimal(100000))
    '74'
    """
    return str(int((abs(value) / step).to_integral_value()))

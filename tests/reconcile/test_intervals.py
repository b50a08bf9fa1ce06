"""Printed figures as intervals."""

from decimal import Decimal

import pytest

from tieout.facts import Fact, Place, Quantity
from tieout.reconcile.intervals import Interval, stated


def fact(value: str, step: str, *, hedge: str | None = None, bound: str | None = None) -> Fact:
    quantity = Quantity(Decimal(value), "USD", Decimal(step))
    return Fact(
        quantity, "Revenues", "revenue", None, "gaap", "level", None, None, "actual", bound,  # type: ignore[arg-type]
        hedge, Place(0, 1), "", None, "", 1.0,
    )  # fmt: skip


STATED = [
    # value, step, hedge, bound, low, high
    ("7400000", "100000", None, None, "7350000", "7450000"),
    ("-0.08", "0.01", None, None, "-0.085", "-0.075"),
    ("500", "1", "approximately", None, "494.5", "505.5"),  # 1 % either side
    ("7.4", "0.1", "about", None, "7.25", "7.55"),  # one more step either side
    ("400", "1", "more than", None, "399.5", "440.5"),
    ("400", "1", None, "low", "399.5", "440.5"),
    ("50", "1", "nearly", None, "44.5", "50.5"),
    ("50", "1", None, "high", "44.5", "50.5"),
]


@pytest.mark.parametrize(("value", "step", "hedge", "bound", "low", "high"), STATED)
def test_what_a_figure_claims(value, step, hedge, bound, low, high) -> None:  # type: ignore[no-untyped-def]
    assert stated(fact(value, step, hedge=hedge, bound=bound)) == Interval(Decimal(low), Decimal(high))


def test_a_quotient_by_what_may_be_zero_is_an_error() -> None:
    one = Interval(Decimal(1), Decimal(1))
    with pytest.raises(ZeroDivisionError):
        one / Interval(Decimal(-1), Decimal(1))


def test_the_magnitude_of_what_may_be_either_sign_starts_at_zero() -> None:
    assert abs(Interval(Decimal(-3), Decimal(2))) == Interval(Decimal(0), Decimal(3))

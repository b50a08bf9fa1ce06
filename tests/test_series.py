"""A metric over time: which of several statements of a period counts."""

from datetime import date
from decimal import Decimal

import pytest

from tieout.series import StatedIn, Statement, statements_to_series

Q1, Q2 = "2031-03-31", "2031-06-30"


def said(end: str, value: int, stated_in: StatedIn, released: str, *, unit: str = "USD", name: str = "a") -> Statement:
    return Statement(
        "Revenues", date.fromisoformat(end), Decimal(value), unit, name, date.fromisoformat(released), stated_in
    )


@pytest.mark.parametrize(
    ("statements", "values"),
    [
        ([said(Q2, 2, "prose", "2031-08-01"), said(Q1, 1, "prose", "2031-05-01")], [1, 2]),
        ([said(Q1, 1, "statement", "2031-05-01"), said(Q1, 9, "statement", "2032-05-01")], [9]),  # as last reported
        ([said(Q1, 1, "statement", "2031-05-01"), said(Q1, 9, "prose", "2032-05-01")], [1]),  # rounded there
        ([said(Q1, 1, "statement", "2031-05-01"), said(Q1, 9, "statement", "2031-05-01")], [1]),  # the first row
        ([said(Q1, 1, "statement", "2031-05-01"), said("2031-03-29", 9, "prose", "2031-05-01")], [1]),  # one quarter
        ([said(Q1, 1, "statement", "2031-05-01"), said(Q2, 9, "table", "2031-08-01")], [1]),  # of a part, perhaps
        ([said(Q1, 1, "table", "2031-05-01"), said(Q2, 9, "table", "2031-08-01")], [1, 9]),
    ],
)  # fmt: skip
def test_what_counts_of_a_period(statements: list[Statement], values: list[int]) -> None:
    (series,) = statements_to_series(statements)
    assert [value for _, value in series.points] == values


def test_units_are_apart() -> None:
    series = statements_to_series([said(Q1, 1, "prose", "2031-05-01"), said(Q1, 2, "prose", "2031-05-01", unit="EUR")])
    assert [(one.unit, len(one.points)) for one in series] == [("EUR", 1), ("USD", 1)]

"""Hand-built facts, tables and findings: scales that the prose contradicts, findings that sums bear out."""

from datetime import date
from decimal import Decimal

import pytest

from tieout.checks import Check
from tieout.facts import CellRef, Fact, Finding, Period, Place, Quantity, Tie
from tieout.footing import borne_out, scale_notices
from tieout.tables import Cell, Column, Row, Table

Q2 = Period(date(2024, 6, 30), date(2024, 4, 1))


def fact(metric: str, quote: str, value: int, step: int = 100_000, *, bound: str | None = None) -> Fact:
    quantity = Quantity(Decimal(value), "USD", Decimal(step))
    return Fact(
        quantity, metric, metric, None, "gaap", "level", Q2, None, "actual", "low" if bound else None, None,
        Place(0, 9), quote, None, "test", 0.9,
    )  # fmt: skip


def table(index: int, scale: int, **printed: int) -> Table:
    cells = tuple(
        Cell(row, 0, str(number), Place(row, row + 1, index, row, 0),
             Quantity(Decimal(number * scale), "USD", Decimal(scale)), period=Q2, metric=metric)
        for row, (metric, number) in enumerate(printed.items())
    )  # fmt: skip
    rows = tuple(Row(metric, (metric,), metric) for metric in printed)
    place = Place(0, 1, index)
    return Table(index, place, "Results", "income_statement", scale, "USD", (Column("2024", Q2),), rows, cells)


PRINTED = {"Revenues": 7391, "NetIncomeLoss": 412}
REVENUES = fact("Revenues", "$7.4 million", 7_400_000)
INCOME = fact("NetIncomeLoss", "$0.4 million", 400_000)


@pytest.mark.parametrize(
    ("scale", "facts", "named"),
    [
        pytest.param(1000, (REVENUES, INCOME), False, id="as stated"),
        pytest.param(1_000_000, (REVENUES, INCOME), True, id="millions for thousands"),
        pytest.param(1, (REVENUES, INCOME), True, id="in full for thousands"),
        pytest.param(1_000_000, (REVENUES,), False, id="one figure is too little"),
        pytest.param(
            1_000_000, (REVENUES, fact("NetIncomeLoss", "$412 million", 412_000_000)), False, id="the prose differs"
        ),
        pytest.param(
            1_000_000, (REVENUES, fact("NetIncomeLoss", "$0.4 million", 400_000, bound="low")), False, id="bound"
        ),
        pytest.param(1_000_000, (), False, id="no prose"),
    ],
)
def test_scale_against_prose(scale: int, facts: tuple[Fact, ...], named: bool) -> None:
    notices = list(scale_notices(facts, (table(0, scale, **PRINTED),)))
    assert bool(notices) == named
    for notice in notices:
        assert '"$7.4 million" in the prose' in notice.message
        assert notice.place == Place(0, 1, 0)


def test_scale_against_prose_and_another_table() -> None:
    right, wrong = table(0, 1000, Revenues=7391), table(1, 1_000_000, Revenues=7391)
    (notice,) = scale_notices((REVENUES,), (right, wrong))
    assert notice.message.startswith("table 1 (Results) is read in 1,000,000s, which its figures contradict")
    assert notice.message.endswith("times 1/1,000 they would agree")


@pytest.mark.parametrize(
    ("status", "cells", "confidence"),
    [
        ("passed", (CellRef(0, 0, 0),), 0.9),
        ("passed", (CellRef(0, 0, 0), CellRef(0, 5, 0)), 0.8),
        ("failed", (CellRef(0, 0, 0),), 0.8),
        ("passed", (), 0.8),
    ],
)
def test_sums_that_come_out_halve_the_doubt(status: str, cells: tuple[CellRef, ...], confidence: float) -> None:
    check = Check(
        "total", 0, (CellRef(0, 0, 0),), "passed" if status == "passed" else "failed", Decimal(0), "", Place(0, 1)
    )
    (finding,) = borne_out([Finding(0, Tie.TIED, cells, "level", None, "", 0.8)], [check])
    assert finding.confidence == pytest.approx(confidence)

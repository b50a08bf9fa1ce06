"""A release against itself: figures against figures, and tables against tables."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tieout.checks import Inconsistency
from tieout.facts import Fact, Period, Place, Quantity
from tieout.reconcile import tie_out
from tieout.reconcile.digits import slip_of
from tieout.tables import Cell, Column, Row, Table

Q2, Q2_BEFORE = Period(date(2031, 6, 30), date(2031, 4, 1)), Period(date(2030, 6, 30), date(2030, 4, 1))
HALF = Period(date(2031, 6, 30), date(2031, 1, 1))


def revenues(index: int, *printed: str, label: str = "Revenues", metric: str = "Revenues") -> Table:
    """A table of one row in thousands of dollars, for the quarter, the one a year before, and the half."""
    cells = [
        Cell(
            0, column, text, Place(100 * index + column, 100 * index + column + 1),
            Quantity(Decimal(text.replace(",", "")) * 1000, "USD", Decimal(1000)), period=period, metric=metric,
        )
        for column, (text, period) in enumerate(zip(printed, (Q2, Q2_BEFORE, HALF), strict=False))
    ]  # fmt: skip
    head = Row(label, (label,))
    return Table(
        index, Place(0, 1), f"Table {index}", "other", 1000, "USD", (Column(""),) * len(printed), (head,), tuple(cells)
    )


def fact(value: str, step: str, unit: str = "USD", *, at: int = 0, **given: Any) -> Fact:
    fields: dict[str, Any] = {
        "metric": "Revenues", "label": "revenues", "segment": None, "basis": "gaap", "aspect": "level", "period": Q2,
        "versus": None, "status": "actual", "bound": None, "hedge": None, "place": Place(at, at + 5), "quote": value,
        "speaker": None, "rule": "test", "confidence": 0.92, **given,
    }  # fmt: skip
    return Fact(Quantity(Decimal(value), unit, Decimal(step)), **fields)


def told(facts: list[Fact], *tables: Table) -> list[Inconsistency]:
    return list(tie_out(facts, tables)[1])


def test_one_cell_of_a_row_that_another_table_prints_otherwise() -> None:
    (found,) = told([], revenues(0, "48,316", "41,927", "90,115"), revenues(1, "48,361", "41,927", "90,115"))
    assert (found.kind, found.diagnosis) == ("tables", "swapped digits")
    assert [(ref.table, ref.row, ref.column) for ref in found.cells] == [(0, 0, 0), (1, 0, 0)]
    for said in ('"Table 0"', '"Table 1"', "48,316", "48,361", "2031-04-01/2031-06-30"):
        assert said in found.message


@pytest.mark.parametrize(
    "other",
    [
        ("48,316", "41,927", "90,115"),  # the same
        ("30,112", "29,871", "55,020"),  # another thing: they agree nowhere
        ("48,316", "29,871", "55,020"),  # once by chance
        ("51,902", "41,927"),  # one period alone is no proof, and no slip makes one of the other
    ],
)
def test_rows_that_are_one_or_none(other: tuple[str, ...]) -> None:
    assert told([], revenues(0, "48,316", "41,927", "90,115"), revenues(1, *other)) == []


def test_a_copy_with_the_digits_of_a_stated_figure_in_another_order() -> None:
    one, stated = revenues(0, "48,316", "41,927"), [fact("48316000", "1000")]
    (found,) = told(stated, one, revenues(1, "48,361"))
    assert (found.kind, found.diagnosis) == ("tables", "swapped digits")
    assert "48316000 is in" in found.message and "48,361 is printed" in found.message
    assert not told(stated, one, revenues(1, "48,346"))  # one digit: another extent of the same name, maybe
    assert not told([replace(stated[0], confidence=0.6)], one, revenues(1, "48,361"))


def test_the_prose_tells_which_of_two_tables_is_the_odd_one() -> None:
    tables = revenues(0, "48,316", "41,927"), revenues(1, "51,902", "41,927")
    assert [found.kind for found in told([fact("48316000", "1000")], *tables)] == ["tables"]


BETWEEN = [fact(str(k), "1", "store", at=100 * k, metric=None, label="stores") for k in range(1, 5)]


def test_a_figure_stated_twice() -> None:
    (found,) = told([fact("48300000", "100000"), *BETWEEN, fact("43800000", "100000", at=4000)])
    assert (found.kind, found.diagnosis, found.facts) == ("prose", "swapped digits", (0, 5))
    assert "stated twice: as 48300000, and as 43800000" in found.message


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (fact("48316000", "1000"), fact("48300000", "100000", at=4000)),  # to fewer digits
        (fact("483000000", "100000"), fact("48300000", "100000", at=4000)),  # a digit more is another figure
        (  # adjusted in two ways
            fact("96700000", "100000", basis="non-gaap"),
            fact("96500000", "100000", basis="non-gaap", at=4000),
        ),
    ],
)
def test_figures_that_are_no_misprints_of_each_other(first: Fact, second: Fact) -> None:
    assert told([first, *BETWEEN, second]) == []


def test_two_figures_in_one_sentence_are_two_things() -> None:
    assert told([fact("48300000", "100000"), fact("43800000", "100000", at=60)]) == []


def test_a_change_that_its_amounts_do_not_give() -> None:
    amounts = [fact("48300000", "100000"), fact("41900000", "100000", at=30, period=Q2_BEFORE)]
    up = {"aspect": "change", "versus": Q2_BEFORE, "at": 60}
    assert told([*amounts, fact("15.3", "0.1", "%", **up)]) == []
    (found,) = told([*amounts, fact("18.3", "0.1", "%", **up)])
    assert (found.kind, found.facts) == ("change", (2, 0, 1))
    assert "18.3 is stated, but 48300000 after 41900000 is 15.275 %" in found.message


def test_a_change_told_on_two_bases_and_one_of_something_else() -> None:
    amounts = [fact("48300000", "100000"), fact("41900000", "100000", at=30, period=Q2_BEFORE)]
    up = {"aspect": "change", "versus": Q2_BEFORE}
    assert told([*amounts, fact("15.3", "0.1", "%", at=60, **up), fact("15.8", "0.1", "%", at=70, **up)]) == []
    assert told([*amounts, fact("24.9", "0.1", "%", at=60, **up)]) == []
    assert told([*amounts, fact("-15.8", "0.1", "%", at=60, **up)]) == []
    amounts = [fact("48316000", "1000"), fact("41927000", "1000", at=30, period=Q2_BEFORE)]
    (found,) = told([*amounts, fact("6839000", "1000", at=60, **up)])
    assert "6839000 is stated, but 48316000 after 41927000 is 6,389,000 USD" in found.message


def test_a_column_of_changes_that_does_not_follow_from_its_row() -> None:
    amounts = revenues(0, "48,316", "41,927")
    wrong = Cell(
        0, 2, "51%", Place(2, 3), Quantity(Decimal(51), "%", Decimal(1)), period=Q2, measure="change_percent",
        metric="Revenues", versus=Q2_BEFORE,
    )  # fmt: skip
    table = replace(amounts, columns=(Column(""),) * 3, cells=(*amounts.cells, wrong))
    (found,) = told([fact("15", "1", "%", aspect="change", versus=Q2_BEFORE)], table)
    assert (found.kind, found.diagnosis, found.places[0]) == ("tables", "swapped digits", Place(2, 3))
    assert "15 follows as growth" in found.message and "51% is printed; two digits are swapped" in found.message


def test_a_change_of_a_row_with_other_amounts_is_of_another_part() -> None:
    parts, whole = revenues(0, "48,316", "41,927"), revenues(1, "90,004", "80,317")
    wrong = Cell(
        0, 2, "-15%", Place(102, 103), Quantity(Decimal(-15), "%", Decimal(1)), period=Q2, measure="change_percent",
        metric="Revenues", versus=Q2_BEFORE,
    )  # fmt: skip
    stated = [fact("15", "1", "%", aspect="change", versus=Q2_BEFORE), fact("90004000", "1000", at=900)]
    printed = replace(whole, columns=(Column(""),) * 3, cells=(*whole.cells, wrong))
    assert told(stated, parts, printed) == []


def test_rounded_from_figures_that_were_rounded_already() -> None:
    millions = revenues(1, "48,317", "41,927", "90,115")
    assert told([], revenues(0, "48,316", "41,927", "90,115"), millions) == []


def test_a_measure_outside_gaap_wants_a_row_of_it() -> None:
    adjusted = [fact("9100000", "100000", metric="AdjustedEBITDA", label="adjusted EBITDA", basis="non-gaap")]
    (found,) = told(adjusted, revenues(0, "48,316", "41,927"))
    assert found.kind == "reconciliation"
    row = revenues(1, "9,140", "8,020", label="Adjusted EBITDA", metric="AdjustedEBITDA")
    assert told(adjusted, revenues(0, "48,316", "41,927"), row) == []
    # a measure of GAAP read on another basis is no such measure
    assert told([fact("9100000", "100000", metric="Cash", label="cash", basis="non-gaap")]) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "We sold $7.2 million of notes, $1.4 million of shares and $3.1 million of leases, "
            "for a total of $17.1 million.",
            "$17.1 million is stated, but $7.2 million and $1.4 million and $3.1 million are 11,700,000 USD",
        ),
        ("We sold $7.2 million of notes and $1.4 million of shares, totaling $8.6 million.", ""),  # it adds up
        ("We sold $7.2 million of notes and $1.4 million of shares, totaling $96.5 million.", ""),  # too far off
        ("We sold $7.2 million of notes and $1.4 million of shares. Sales were $6.8 million.", ""),  # no total
        (
            "Charges were $13.2 million, consisting of $7.2 million of rent and $5.1 million of wages.",
            "$13.2 million is stated, but $7.2 million and $5.1 million are 12,300,000 USD",
        ),
        ("Charges were $12.5 million, including $7.2 million of rent and $5.1 million of wages.", ""),  # a part of it
        ("Cash rose $9.3 million, totaling $39.3 million.", ""),  # no list
    ],
)
def test_a_list_and_its_total(text: str, message: str) -> None:
    facts = [
        fact(
            str(Decimal(found[1]) * 10**6), "100000", place=Place(*found.span()), quote=found[0], label="charges",
            metric=None, period=None,
        )
        for found in re.finditer(r"\$([\d.]+) million", text)
    ]  # fmt: skip
    _, odd = tie_out(facts, [], text)
    assert [one.kind for one in odd] == ["sum"] * bool(message)
    assert all(message in one.message for one in odd)


@pytest.mark.parametrize(
    ("said", "due", "step", "slip"),
    [
        ("7735", "7375", "1", "swapped digits"),
        ("5.06", "0.56", "0.01", "swapped digits"),
        ("8.56", "0.56", "0.01", "one digit"),
        ("0.09", "0.39", "0.01", "one digit"),
        ("7875", "7375", "1", "one digit"),
        ("775", "7375", "1", "one digit"),
        ("-14.9", "14.7", "0.1", "one digit"),
        ("53", "503", "1", None),  # too few digits for one of them to be missing
        ("7", "4", "1", None),
        ("7899", "7375", "1", None),
        ("7375", "7375", "1", None),
    ],
)
def test_what_is_a_misprint(said: str, due: str, step: str, slip: str | None) -> None:
    found = slip_of(Decimal(said), Decimal(due), Decimal(step))
    assert (found and found.slip) == slip

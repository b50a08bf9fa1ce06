"""Proofs as arithmetic: from the operation and the cells to what one would put into a calculator."""

from decimal import Decimal

import pytest

from tieout.facts import Fact, Finding, Place, Quantity, Tie
from tieout.output.page.proof import Scale, arithmetic, range_to_words, scale_of
from tieout.tables import Cell


def cell(text: str, *, scale: int = 1, unit: str = "USD") -> Cell:
    digits = text.strip("$()% ").replace(",", "")
    value = Decimal(digits) * scale * (-1 if "(" in text else 1)
    return Cell(0, 0, text, Place(0, 1), Quantity(value, unit, Decimal(scale)))


def fact(value: str, unit: str, step: str, **other: str) -> Fact:
    quantity = Quantity(Decimal(value), unit, Decimal(step))
    fields = {"hedge": None, "bound": None} | other
    return Fact(
        quantity, "Revenues", "sales", None, "gaap", "level", None, None, "actual", fields["bound"], fields["hedge"],  # type: ignore[arg-type]
        Place(0, 1), value, None, "rule", 1.0,
    )  # fmt: skip


def finding(operation: str, computed: str, diagnosis: str = "") -> Finding:
    return Finding(0, Tie.DERIVED, (), operation, Decimal(computed), "", 1.0, diagnosis)


@pytest.mark.parametrize(
    ("stated", "operation", "computed", "cells", "text"),
    [
        (("7.6", "%", "0.1"), "growth", "7.6378", ["$486.2", "$451.7"], "486.2 ÷ 451.7 − 1 = 7.638%"),
        (("-5", "%", "1"), "growth", "-4.946", ["51,622", "54,308"], "51,622 ÷ 54,308 − 1 = -4.95%"),
        (("150", "%", "1"), "growth", "150", ["50", "(100)"], "(50 − (100)) ÷ |(100)| = 150%"),
        (("34.5", "USD", "0.1"), "difference", "34.5", ["486.2", "451.7"], "486.2 − 451.7 = 34.5 USD"),
        (("34.4", "%", "0.1"), "formula", "34.41", ["167.3", "486.2"], "167.3 ÷ 486.2 = 34.41%"),
        (("184", "bp", "1"), "formula", "184.4", ["167.3", "486.2", "147.1", "451.7"],
         "167.3 ÷ 486.2 − 147.1 ÷ 451.7 = 184.38 bp"),
        (("3.2", "x", "0.1"), "formula", "3.2", ["32", "10"], "32 ÷ 10 = 3.2x"),
        (("20", "%", "1"), "formula", "20", ["80", "100"], "1 − 80 ÷ 100 = 20%"),
        (("60", "USD", "1"), "sum of periods", "60", ["10", "20", "30"], "10 + 20 + 30 = 60 USD"),
        (("60", "USD", "1"), "rest of periods", "60", ["100", "40"], "100 − 40 = 60 USD"),
        (("20", "USD", "1"), "average", "20", ["10", "30"], "(10 + 30) ÷ 2 = 20 USD"),
        (("8", "USD", "1"), "rest", "8", ["5", "3"], "5 + 3 = 8 USD"),
        (("5", "USD", "1"), "difference", "-5", ["5", "10"], "5 − 10 = -5 USD"),
    ],
)  # fmt: skip
def test_cells_give_what_was_computed(
    stated: tuple[str, str, str], operation: str, computed: str, cells: list[str], text: str
) -> None:
    assert arithmetic(fact(*stated), finding(operation, computed), [cell(each) for each in cells]) == text


@pytest.mark.parametrize(
    ("operation", "computed", "cells"),
    [
        ("level", "5", ["5"]),
        ("growth", "9", ["105", "100"]),  # of amounts as the prose rounds them
        ("growth", "5", ["105", "0"]),
        ("formula", "5", ["1", "2", "3"]),
        ("spell", "5", ["10", "5"]),
        ("formula", "5", ["10", "5"]),  # no percentage, though 10 − 5 is 5
    ],
)
def test_no_arithmetic_is_better_than_a_wrong_one(operation: str, computed: str, cells: list[str]) -> None:
    assert arithmetic(fact("5", "%", "1"), finding(operation, computed), [cell(each) for each in cells]) == ""


def test_cells_of_different_scale_are_shown_in_base_units() -> None:
    cells = [cell("7.4", scale=1_000_000), cell("7,000", scale=1000)]
    assert arithmetic(fact("400000", "USD", "100000"), finding("difference", "400000"), cells) == (
        "7,400,000.0 − 7,000,000 = 400,000 USD"
    )


@pytest.mark.parametrize(
    ("stated", "other", "words"),
    [
        (("7.6", "%", "0.1"), {}, "7.55% to 7.65%"),
        (("7.4E+6", "USD", "1E+5"), {}, "7,350,000 USD to 7,450,000 USD"),
        (("-0.08", "USD/share", "0.01"), {}, "-0.085 USD/share to -0.075 USD/share"),
        (("400", "stores", "1"), {"hedge": "more than"}, "399.5 stores to 440.5 stores"),
    ],
)
def test_what_a_stated_figure_leaves_open(stated: tuple[str, str, str], other: dict[str, str], words: str) -> None:
    assert range_to_words(fact(*stated, **other)) == words


@pytest.mark.parametrize(
    ("value", "computed", "diagnosis", "inside", "left"),
    [
        ("100", "100", "", True, False),
        ("100", "90", "", False, True),
        ("100", "-90", "", False, True),  # a cost, printed in brackets: the sign says nothing
        ("100", "-100", "sign", False, True),
        ("100", "110", "", False, False),
    ],
)
def test_scale_shows_what_was_computed_beside_what_was_stated(
    value: str, computed: str, diagnosis: str, inside: bool, left: bool
) -> None:
    scale = scale_of(fact(value, "USD", "1"), finding("level", computed, diagnosis))
    assert isinstance(scale, Scale)
    assert all(0 < at < 100 for at in (scale.low, scale.high, scale.computed))
    assert (scale.low <= scale.computed <= scale.high) is inside
    assert (scale.computed < scale.low) is left

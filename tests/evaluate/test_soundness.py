"""Labels that have no form that can be read, and what a quote can mean."""

from decimal import Decimal
from typing import Any

import pytest

from tieout.evaluate.soundness import is_plausible, malformed_labels, unsound_labels
from tieout.schema import Record

SOURCE = "Net sales were $7.4 million, a margin of 14.5% or 150 basis points more, and $7.4 million in cash."


def fact(**other: Any) -> Record:
    return {
        **{"start": 15, "end": 27, "quote": "$7.4 million", "value": 7400000, "unit": "USD", "metric": "Revenues"},
        **{"label": "net sales", **other},
    }


def at(quote: str, **other: Any) -> Record:
    start = SOURCE.index(quote)
    return fact(start=start, end=start + len(quote), quote=quote, **other)


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ({"facts": [3]}, "fact 0: not an object but 3"),
        ({"facts": [{"end": 3}]}, "fact 0: no 'start'; it has end"),
        ({"facts": [fact(start="15")]}, "fact 0: 'start' is '15', not a whole number"),
        ({"facts": [fact(start=True)]}, "fact 0: 'start' is True, not a whole number"),
        ({"facts": [fact(value="7.4")]}, "fact 0: 'value' is '7.4', not a whole number or a number or null"),
        ({"facts": [fact(unit=7)]}, "fact 0: 'unit' is 7, not a text or null"),
        ({"facts": [fact(aspect="levle")]}, "aspect is 'levle', not one of level, change"),
        ({"facts": [fact(tie="yes")]}, "tie is 'yes', not one of tied, derived, contradicted, absent"),
        ({"facts": [fact(period="Q1 2024")]}, "period is 'Q1 2024', not a day or start/end"),
        ({"facts": [fact(period="2024-03-31/2024-01-01")]}, "the start first"),
        ({"facts": [fact(versus="2024-02-30")]}, "versus is '2024-02-30'"),
        ({"facts": [fact(cells=[{"table": 0}])]}, "cell 0: no 'row'; it has table"),
        ({"facts": [], "tables": {}}, "tables are a list"),
        ({"facts": [], "tables": [{}]}, "table 0: no 'columns'; it has nothing"),
        ({"facts": [], "tables": [{"columns": [], "cells": [{"row": "x", "col": 0}]}]}, "table 0, cell 0: no 'value'"),
        ({"facts": [], "people": [{"title": "CEO"}]}, "person 0: no 'name'; it has title"),
    ],
)
def test_what_cannot_be_read_is_named(labels: Record, message: str) -> None:
    found = list(malformed_labels(labels))
    assert any(message in complaint for complaint in found), found


def test_well_formed_labels_give_no_complaint() -> None:
    period = {"period": "2024-01-01/2024-03-31", "versus": None, "bound": None, "tie": "absent", "cells": []}
    assert list(malformed_labels({"facts": [fact(**period)], "tables": [], "people": [{"name": "Ada Quill"}]})) == []


@pytest.mark.parametrize(
    ("quote", "value", "plausible"),
    [
        ("$7.4 million", 7400, False),
        ("$7.4 MILLION", 7400000, True),
        ("7.4-million", 7400000, True),
        ("$7.4", 7400000, True),  # "between $7.2 and $7.4 million"
        ("25", Decimal("0.25"), True),  # "20 to 25 cents"
        ("$7.4", 74, False),
        ("14.5%", Decimal("14.5"), True),
        ("14.5%", Decimal("0.145"), False),
        ("150 basis points", 150, True),
        ("150 basis points", Decimal("1.5"), False),
        ("7,391", 7391000, True),
        ("7,391", 7931, False),
    ],
)
def test_magnitude_and_percent_fix_the_value(quote: str, value: Decimal | int, plausible: bool) -> None:
    assert is_plausible(quote, value) is plausible


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ([fact(value=7400)], "fact 0 ('$7.4 million' at 15): cannot mean 7400, but 7400000"),
        ([fact(unit="%")], "is money, but its unit is '%'"),
        ([at("14.5%", value=Decimal("14.5"), unit="USD")], "cannot be in 'USD', but in % or pp"),
        ([at("150 basis points", value=150, unit="%")], "cannot be in '%', but in bp"),
        ([fact(metric="Revenue")], "unknown metric 'Revenue'; near it: Revenues"),
        ([fact(start=20, end=32)], "; the quote stands at 15"),
        ([fact(start=200, end=212)], f"ends at 212, but the source has {len(SOURCE)} characters"),
        ([fact(), fact()], "fact 1 ('$7.4 million' at 15): stands where fact 0 ('$7.4 million' at 15) does"),
        ([fact(tie="tied", cells=[{"table": 2, "row": "x", "col": 0}])], "there are 0 tables"),
    ],
)
def test_message_says_what_was_expected(facts: list[Record], message: str) -> None:
    found = list(unsound_labels({"facts": facts}, SOURCE, {"Revenues", "Cash"}))
    assert any(message in complaint for complaint in found), found

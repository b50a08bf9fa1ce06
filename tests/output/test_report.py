"""A report as records, JSON and a frame: every digit kept, every place pointing at the source."""

import json
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from tieout.facts import CellRef, Fact, Finding, Notice, Period, Person, Place, Quantity, Tie
from tieout.release import Release, SourceMap
from tieout.report import FRAME_COLUMNS, Report
from tieout.schema import record_to_json
from tieout.tables import Cell, Column, Row, Table

SOURCE = "Net sales rose 5% to $7.4 million, or $0.10 a share."
QUARTER = Period(date(2024, 3, 31), date(2024, 1, 1))
YEAR_AGO = Period(date(2023, 3, 31), date(2023, 1, 1))


def fact(quote: str, value: str, unit: str, step: str, **other: Any) -> Fact:
    start = SOURCE.index(quote)
    fields: dict[str, Any] = {
        **{"quantity": Quantity(Decimal(value), unit, Decimal(step)), "metric": "Revenues", "label": "net sales"},
        **{"segment": None, "basis": "gaap", "aspect": "level", "period": QUARTER, "versus": None},
        **{"status": "actual", "bound": None, "hedge": None, "place": Place(start, start + len(quote))},
        **{"quote": quote, "speaker": None, "rule": "subject", "confidence": 0.87654},
    }
    return Fact(**(fields | other))


def report(*facts: Fact, findings: tuple[Finding, ...] = (), tables: tuple[Table, ...] = ()) -> Report:
    text = SourceMap((0,), (0,), (len(SOURCE),), len(SOURCE))
    release = Release(SOURCE, SOURCE, text, (), "text", "utf-8", "quill.txt")
    calendar: Any = SimpleNamespace(released=date(2024, 4, 25), reporting_period=QUARTER)
    doc: Any = None
    people = (Person("Ada Quill", "Chief Executive Officer", (Place(3, 12),)),)
    absent = tuple(Finding(k, Tie.ABSENT, (), "", None, "the tables are silent", 1.0) for k in range(len(facts)))
    return Report(release, doc, calendar, facts, tables, findings or absent, people, (Notice("odd", Place(1, 2)),))


GROWTH = fact("5%", "5", "%", "1", aspect="change", versus=YEAR_AGO)
SALES = fact("$7.4 million", "7.4E+6", "USD", "1E+5")
PER_SHARE = fact("$0.10", "0.10", "USD/share", "0.01", metric="EarningsPerShare", period=Period(date(2024, 3, 31)))
TABLE = Table(
    index=0,
    place=Place(100, 200),
    title="Statements of Income",
    kind="income_statement",
    scale=1000,
    currency="USD",
    columns=(Column("2024", QUARTER), Column("2023", YEAR_AGO), Column("Change", measure="change_percent")),
    rows=(Row("Net sales", ("Sales", "Net sales"), "Revenues"),),
    cells=(
        Cell(0, 0, "7,391", Place(110, 115), Quantity(Decimal(7391000), "USD", Decimal(1000)), period=QUARTER),
        Cell(0, 1, "n/m", Place(120, 123), None, period=YEAR_AGO),
        Cell(0, 2, "5.0", Place(130, 133), Quantity(Decimal("5.0"), "%", Decimal("0.1")), measure="change_percent"),
    ),
)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        ("7400000", "7400000"),
        ("7.4E+6", "7400000"),
        ("7400000.00", "7400000"),
        ("-0.08", "-0.08"),
        ("0.10", "0.10"),
        ("0.1234567890123456789", "0.1234567890123456789"),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
        ("-0.00", "0"),
        ("NaN", "null"),
    ],
)
def test_numbers_are_written_with_the_digits_they_have(number: str, written: str) -> None:
    assert record_to_json(Decimal(number)) == written


@pytest.mark.parametrize("text", ["", 'a "quoted" \\ word', "line\nend\t\x00", "naïve – “quotes” €", "\u2028", "𝛼"])
def test_strings_come_back(text: str) -> None:
    assert json.loads(record_to_json({text: [text]})) == {text: [text]}


@pytest.mark.parametrize("lines", [0, 1, 2, 5])
def test_layout_does_not_change_what_is_said(lines: int) -> None:
    record = {"a": [1, {"b": [], "c": {}}, [None, True, False]], "d": "x"}
    assert json.loads(record_to_json(record, lines=lines)) == record


def test_floats_are_no_part_of_a_record() -> None:
    with pytest.raises(TypeError, match=r"no JSON for a float: 0\.1"):
        record_to_json({"value": 0.1})


def test_json_has_the_fields_of_a_labelled_release() -> None:
    tied = Finding(0, Tie.TIED, (CellRef(0, 0, 0),), "level", Decimal(7391000), "stands in the statement", 1.0)
    written = json.loads(report(SALES, findings=(tied,), tables=(TABLE,)).to_json())
    assert written["release"] == "quill.txt"
    assert written["released"] == "2024-04-25"
    assert written["reporting_period"] == "2024-01-01/2024-03-31"
    assert written["currency"] == "USD"
    assert written["people"] == [{"name": "Ada Quill", "title": "Chief Executive Officer", "places": [[3, 12]]}]
    assert written["notices"] == [{"message": "odd", "start": 1, "end": 2}]
    assert written["facts"] == [
        {
            **{"start": 21, "end": 33, "quote": "$7.4 million", "value": 7400000, "unit": "USD", "step": 100000},
            **{"metric": "Revenues", "label": "net sales", "segment": None, "basis": "gaap", "aspect": "level"},
            **{"period": "2024-01-01/2024-03-31", "versus": None, "status": "actual", "bound": None, "hedge": None},
            **{"speaker": None, "tie": "tied", "operation": "level", "computed": 7391000, "rule": "subject"},
            **{"cells": [{"table": 0, "row": "Sales > Net sales", "col": 0}], "message": "stands in the statement"},
            "confidence": 0.877,
        }
    ]


def test_json_has_every_cell_that_holds_a_number() -> None:
    (table,) = json.loads(report(tables=(TABLE,)).to_json())["tables"]
    assert table["scale"] == 1000
    assert table["columns"][2] == {"header": "Change", "period": None, "measure": "change_percent"}
    assert [(cell["row"], cell["col"], cell["value"]) for cell in table["cells"]] == [
        ("Sales > Net sales", 0, 7391000),
        ("Sales > Net sales", 2, 5),
    ]
    assert table["cells"][0]["period"] == "2024-01-01/2024-03-31"
    assert table["cells"][1]["measure"] == "change_percent"


def test_report_without_anything_can_be_written() -> None:
    written = json.loads(report().to_json())
    assert (written["facts"], written["tables"], written["currency"]) == ([], [], None)


def test_contradictions_are_the_facts_that_tables_contradict() -> None:
    finding = Finding(1, Tie.CONTRADICTED, (), "level", Decimal(7391000), "the cell says 7,391", 1.0)
    silent = Finding(0, Tie.ABSENT, (), "", None, "", 1.0)
    assert report(GROWTH, SALES, findings=(silent, finding)).contradictions == ((SALES, finding),)


def test_currency_without_tables_is_that_of_the_facts() -> None:
    assert report(GROWTH, SALES, PER_SHARE).currency == "USD"


@pytest.mark.parametrize("facts", [(), (GROWTH, SALES, PER_SHARE)], ids=["no facts", "facts"])
def test_frame_has_the_same_columns_and_types_whatever_is_in_it(facts: tuple[Fact, ...]) -> None:
    frame = report(*facts).to_pandas()
    assert tuple(frame.columns) == FRAME_COLUMNS
    assert len(frame) == len(facts)
    assert frame.dtypes.astype(str)[["value", "quote", "segment", "start"]].tolist() == [
        *("float64", "string", "string", "int64")
    ]
    assert frame.dtypes.astype(str)[["period_start", "period_end"]].tolist() == ["datetime64[s]"] * 2


def test_frame_has_periods_as_timestamps() -> None:
    frame = report(SALES, PER_SHARE).to_pandas()
    assert frame["period_start"].isna().tolist() == [False, True]
    assert frame["period_end"].dt.date.tolist() == [date(2024, 3, 31)] * 2
    assert frame["value"].tolist() == [7400000.0, 0.1]

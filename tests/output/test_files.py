"""Reports and tables as JSON, JSON Lines and CSV."""

import csv
import io
import json
from decimal import Decimal
from typing import Any

import pytest

from tieout.facts import Fact, Finding, Place, Quantity, Tie
from tieout.output.files import reports_to_text, tables_to_text
from tieout.release import Release, SourceMap
from tieout.report import Report
from tieout.tables import Cell, Column, Row, Table

RELEASE = Release("x", "x", SourceMap((0,), (0,), (1,), 1), (), "text", "utf-8", "quill.txt")
CELL = Cell(0, 0, "0.10", Place(4, 8), Quantity(Decimal("0.10"), "USD/share", Decimal("0.01")))
TABLE = Table(
    0, Place(0, 9), "Income", "other", 1, "USD", (Column("2024"),), (Row("Net, diluted", ("Net, diluted",)),), (CELL,)
)


class _Calendar:
    released = None
    reporting_period = None


def report(quote: str) -> Report:
    fact = Fact(
        *(Quantity(Decimal("0.10"), "USD/share", Decimal("0.01")), None, 'a "label", of two\nlines', None, "gaap"),
        *("level", None, None, "actual", None, None, Place(0, 1), quote, None, "subject", 1.0),
    )
    nothing: Any = _Calendar
    return Report(RELEASE, nothing, nothing, (fact,), (), (Finding(0, Tie.ABSENT, (), "", None, "", 1.0),), (), ())


def test_json_of_one_report_is_an_object() -> None:
    assert json.loads("".join(reports_to_text([report("$0.10")], format="json", many=False)))["release"] == "quill.txt"


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_of_many_reports_is_a_list(count: int) -> None:
    assert len(json.loads("".join(reports_to_text([report("$0.10")] * count, format="json", many=True)))) == count


def test_json_lines_hold_a_fact_each() -> None:
    text = "".join(reports_to_text([report("$0.10"), report("10 cents")], format="jsonl", many=True))
    assert [json.loads(line)["quote"] for line in text.splitlines()] == ["$0.10", "10 cents"]
    assert '"value": 0.10,' in text


def test_csv_holds_a_fact_a_row_with_the_digits_that_were_printed() -> None:
    text = "".join(reports_to_text([report("$0.10")], format="csv", many=False))
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["release"], row["value"], row["metric"], row["tie"]) == ("quill.txt", "0.10", "", "absent")
    assert row["label"] == 'a "label", of two\nlines'


def test_csv_of_nothing_is_its_header() -> None:
    assert "".join(reports_to_text([], format="csv", many=True)).startswith("release,quote,value,unit,")


def test_tables_in_csv_hold_a_cell_a_row() -> None:
    (row,) = csv.DictReader(io.StringIO("".join(tables_to_text([(RELEASE, (TABLE,))], format="csv", many=False))))
    assert (row["release"], row["table"], row["row"], row["value"]) == ("quill.txt", "0", "Net, diluted", "0.10")
    assert (row["start"], row["end"]) == ("4", "8")


def test_tables_in_json_are_whole() -> None:
    written = json.loads("".join(tables_to_text([(RELEASE, (TABLE,))], format="json", many=False)))
    assert written["tables"][0]["cells"][0]["unit"] == "USD/share"

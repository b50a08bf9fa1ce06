"""The workbook for reviewers, read back by another library."""

import io
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from tieout.extras import ExtraMissingError
from tieout.facts import CellRef, Period, Quantity, Tie
from tieout.output.workbook import report_to_workbook
from tieout.output.workbook.tables import cell_address, column_letters, table_rows
from tieout.report import Report


def opened(report: Report) -> Any:
    return openpyxl.load_workbook(io.BytesIO(report_to_workbook(report)))


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    """The rows under the header, each cell by its column's name."""
    head, *rows = sheet.iter_rows()
    return [{name.value: cell for name, cell in zip(head, row, strict=True)} for row in rows]


@pytest.fixture(scope="module")
def book(report: Report) -> Any:
    return opened(report)


def test_problems_stand_first(book: Any) -> None:
    assert book.sheetnames == ["Problems", "Figures", "Tables", "Checks", "About"]
    row = rows_of(book["Problems"])[0]
    assert (row["Kind"].value, row["Figure"].value) == ("contradicted", "$86,413,000")
    assert (row["Stated"].value, row["Tables give"].value, row["Unit"].value) == (86413000, 84613000, "USD")
    assert "84,613" in row["What is wrong"].value


def test_a_figure_has_its_values_as_numbers_with_the_digits_stated(book: Any, report: Report) -> None:
    rows = {row["As stated"].value: row for row in rows_of(book["Figures"])}
    assert len(rows_of(book["Figures"])) == len(report.facts)
    shown = {quote: (row["Value"].value, row["Value"].number_format) for quote, row in rows.items()}
    assert shown["$86,413,000"] == (86413000, "#,##0")
    assert shown["9%"] == (0.09, "0%")
    assert shown["41.3%"] == (0.413, "0.0%")
    assert shown["$0.52"] == (0.52, "#,##0.00")
    assert rows["$86,413,000"]["From"].value == datetime(2033, 7, 1)
    assert rows["$86,413,000"]["To"].value == datetime(2033, 9, 30)


def test_a_figure_leads_to_the_cells_of_its_proof_and_they_lead_back(book: Any, report: Report) -> None:
    there = 0
    for row, finding in zip(rows_of(book["Figures"]), report.findings, strict=True):
        assert row["Tie"].value == finding.tie
        for k, ref in enumerate(finding.cells, start=1):
            proof = row[f"Proof {k}"]
            sheet, _, address = proof.hyperlink.location.partition("!")
            cell = book[sheet][address]
            (known,) = (c for c in report.tables[ref.table].cells if (c.row, c.column) == (ref.row, ref.column))
            assert known.quantity is not None
            assert proof.value == cell.value
            assert cell.value == pytest.approx(float(known.quantity.value / (100 if known.quantity.unit == "%" else 1)))
            back, _, to = cell.hyperlink.location.partition("!")
            number = book[back][to].value
            assert ref in report.findings[number].cells
            there += 1
    assert there > 5


def test_tables_are_as_laid_out(book: Any) -> None:
    sheet = book["Tables"]
    labels = [cell.value for cell in sheet["A"]]
    at = labels.index("Net sales") + 1
    assert (sheet.cell(at, 2).value, sheet.cell(at, 3).value) == (84613000, 77804000)
    assert sheet.cell(at, 2).number_format == "#,##0,_);(#,##0,)"
    assert sheet.cell(at - 1, 2).value == "3 months to 2033-09-30"
    assert sheet.cell(at - 2, 2).value == "Three Months Ended September 30, 2033"
    assert labels[at : at + 3] == ["Cost of sales", "Gross profit", "Selling and administrative expenses"]


def test_headers_stay_and_filter(book: Any) -> None:
    for name, frozen in (("Problems", "C2"), ("Figures", "D2"), ("Checks", "B2")):
        assert (book[name].freeze_panes, book[name].auto_filter.ref is not None) == (frozen, True)


def test_ties_are_told_by_colour(book: Any) -> None:
    fills = {row["Tie"].value: row["Tie"].fill.fgColor.rgb for row in rows_of(book["Figures"])}
    assert len(set(fills.values())) == len(fills) >= 3


def test_words_of_a_release_are_text(hostile: Report) -> None:
    book = opened(hostile)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert sum(str(cell.value).startswith("=HYPERLINK") for cell in cells) > 20
    links = [cell.hyperlink for cell in cells if cell.hyperlink]
    assert all(link.target is None for link in links)
    assert not any("\x1b" in str(cell.value) for cell in cells)


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(1)", "{=1}", "http://x.example", "\t=1", "123"])
def test_text_is_text_whatever_it_begins_with(report: Report, start: str) -> None:
    fact = replace(report.facts[0], label=start, segment=start)
    (row,) = rows_of(
        opened(replace(report, facts=(fact,), findings=report.findings[:1], inconsistencies=()))["Figures"]
    )
    for name in ("In its words", "Segment"):
        assert (row[name].value, row[name].data_type, row[name].hyperlink) == (start.strip(), "s", None)


def test_the_same_report_is_the_same_bytes(report: Report) -> None:
    assert report_to_workbook(report) == report_to_workbook(report)


def test_a_report_of_nothing_is_a_workbook(report: Report) -> None:
    empty = replace(report, facts=(), findings=(), tables=(), checks=(), inconsistencies=(), notices=(), people=())
    assert rows_of(opened(empty)["Problems"])[0]["Kind"].value == "none"


@pytest.mark.parametrize(
    ("value", "held"),
    [("12345678901234567", "12,345,678,901,234,567 USD"), ("1E+400", None), ("0.125", 0.125)],
)
def test_digits_that_excel_would_lose_are_text(report: Report, value: str, held: object) -> None:
    fact = replace(report.facts[0], quantity=Quantity(Decimal(value), "USD", Decimal("0.001")))
    finding = replace(report.findings[0], tie=Tie.ABSENT, cells=(), computed=None)
    found = rows_of(opened(replace(report, facts=(fact,), findings=(finding,), inconsistencies=()))["Figures"])
    assert found[0]["Value"].value == held or (held is None and isinstance(found[0]["Value"].value, str))


def test_dates_before_those_of_excel_are_text(report: Report) -> None:
    fact = replace(report.facts[0], period=Period.parse("1894-01-01/1894-12-31"))
    (row,) = rows_of(
        opened(replace(report, facts=(fact,), findings=report.findings[:1], inconsistencies=()))["Figures"]
    )
    assert row["From"].value == "1894-01-01"


def test_tables_stand_under_each_other(report: Report) -> None:
    table = report.tables[0]
    rows = table_rows((table, table))
    assert rows == [0, len(table.rows) + 5]
    assert cell_address(CellRef(1, 0, 0), rows) == f"Tables!B{len(table.rows) + 10}"
    assert column_letters(16383) == "XFD"


def test_without_the_library_there_is_a_word_on_how_to_get_it(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    with pytest.raises(ExtraMissingError, match=r"pip install xlsxwriter"):
        report_to_workbook(report)

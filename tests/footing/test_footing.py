"""Statements drawn as text -> checks: which sums are held against which rows, what fails, and what is left alone."""

from decimal import Decimal
from typing import Any

import pytest

from tieout.calendar import learn_calendar
from tieout.checks import Check, failures
from tieout.facts import CellRef
from tieout.footing import check_tables
from tieout.footing.words import says
from tieout.read import read
from tieout.rules import load_rules
from tieout.table import read_tables
from tieout.tables import Table

PROSE = "Ferrowick Corp. reported results for the quarter ended June 30, 2024.\n\n"
Q2 = "Three months ended June 30,|2024|2023"
YEARS = "|June 30, 2024|December 31, 2023"


def tables(*drawn: str) -> tuple[Table, ...]:
    """The tables of a page that is drawn: the first line over a table is its title, `|` parts cells."""
    page = f"<p>{PROSE}</p>"
    for text in drawn:
        title, *lines = [line.strip() for line in text.strip().splitlines()]
        rows = "".join(
            "<tr>" + "".join(f"<td>{cell.strip()}</td>" for cell in line.split("|")) + "</tr>" for line in lines
        )
        page += f"<p>{title}</p><table>{rows}</table>"
    release = read(f"<html><body>{page}</body></html>")
    return read_tables(release, learn_calendar(release))


def checks(*drawn: str, rule: str | None = None) -> list[Check]:
    return [check for check in check_tables(tables(*drawn)) if rule in (None, check.rule)]


def outcome(found: list[Check]) -> list[tuple[str, int]]:
    """Status and gap of each check, in the thousands that were printed."""
    return [(check.status, int(check.gap / 1000)) for check in found]


INCOME = """
Statements of Operations (in thousands, except per share data)
|Three months ended June 30, 2024|Three months ended June 30, 2023
Product sales|800|700
Service sales|400|350
Total revenues|1,200|1,050
Cost of sales|650|600
Gross profit|{gross}|450
Research and development|120|110
Selling, general and administrative|200|180
Operating income|230|160
Interest expense|30|20
Other income, net|10|5
Income before income taxes|210|145
Income taxes|50|35
Net income|160|110
"""


# --- Totals ----------------------------------------------------------------------------------------------------------


def test_every_total_of_an_income_statement_is_found() -> None:
    found = checks(INCOME.format(gross="550"))
    assert {check.status for check in found} == {"passed"}
    results = [tables(INCOME.format(gross="550"))[0].rows[check.cells[0].row].label for check in found[::2]]
    assert results == ["Total revenues", "Gross profit", "Operating income", "Income before income taxes", "Net income"]


def test_a_column_that_does_not_foot_is_a_failure_with_cells_arithmetic_and_gap() -> None:
    (failed,) = [c for c in checks(INCOME.format(gross="559")) if c.status == "failed" and c.cells[0].row == 4]
    assert failed.cells == (CellRef(0, 4, 0), CellRef(0, 2, 0), CellRef(0, 3, 0))
    assert failed.gap == Decimal(9000)
    assert failed.message == (
        "Gross profit, 2024-04-01/2024-06-30: 1,200,000 - 650,000 = 550,000, but 559,000 is printed, 9,000 more; "
        "one digit in one of these would explain it: Gross profit, Total revenues"
    )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param("Rent|310|290\nWages|205|190\nTotal costs|515|480", [("passed", 0)] * 2, id="added"),
        pytest.param(
            "Rent|310|290\nWages|205|190\nTotal costs|525|480", [("failed", 10), ("passed", 0)], id="misprint"
        ),
        pytest.param("Rent|310|290\nWages|205|190\nTotal costs|516|480", [("passed", 1), ("passed", 0)], id="rounding"),
        pytest.param("Rent|310|290\nWages|205|190\nTotal costs|590|999", [], id="not understood"),
        pytest.param("Rent|310|290\nWages|(205)|(190)\nTotal costs|105|100", [("passed", 0)] * 2, id="brackets"),
        pytest.param("Rent|310|290\nWages|205|190\n|515|480", [("passed", 0)] * 2, id="unlabelled"),
        pytest.param("Rent|310|290\nWages|-|190\nTotal costs|310|480", [("passed", 0)] * 2, id="dash"),
        pytest.param("Rent|310|290\nTotal costs|310|290", [], id="one row is no sum"),
        pytest.param("Rent|3|2\nWages|2|4\nTotal costs|5|6", [], id="too small to tell"),
        pytest.param(
            "Receivables, gross|510|480\nAllowance for bad debts|25|20\nReceivables, net|485|460",
            [("passed", 0)] * 2,
            id="taken off",
        ),
    ],
)
def test_totals(rows: str, expected: list[tuple[str, int]]) -> None:
    drawn = f"Selected data (in thousands)\n|Three months ended June 30, 2024|Three months ended June 30, 2023\n{rows}"
    assert outcome(checks(drawn, rule="total")) == expected


def test_a_row_that_only_the_failing_column_has_proves_nothing() -> None:
    drawn = """
        Selected data (in thousands)
        |Three months ended June 30, 2024|Three months ended June 30, 2023
        Rent|310|290
        Wages|205|190
        Closing of a plant|40|-
        Total costs|515|480
    """
    assert checks(drawn, rule="total") == []


def test_percentages_and_shares_among_the_rows_are_passed_over() -> None:
    drawn = """
        Selected data (in thousands)
        |Three months ended June 30, 2024|Three months ended June 30, 2023
        Product sales|800|700
        Growth|14%|5%
        Service sales|400|350
        Total revenues|1,200|1,050
    """
    assert outcome(checks(drawn, rule="total")) == [("passed", 0)] * 2


def test_guidance_is_not_held_to_arithmetic() -> None:
    drawn = "Guidance (in thousands)\n|Year ending December 31, 2024|Year ending December 31, 2025\n"
    assert checks(drawn + "Rent|310|290\nWages|205|190\nTotal costs|515|480") == []


# --- Identities ------------------------------------------------------------------------------------------------------

BALANCE = """
Balance Sheets (in thousands)
|June 30, 2024|December 31, 2023
Cash|500|450
Inventories|300|280
Total assets|800|730
Debt|350|330
Total liabilities|350|330
Total stockholders' equity|450|400
Total liabilities and stockholders' equity|{total}|730
"""


@pytest.mark.parametrize(("total", "expected"), [("800", "passed"), ("801", "passed"), ("880", "failed")])
def test_assets_are_liabilities_and_equity(total: str, expected: str) -> None:
    found = checks(BALANCE.format(total=total), rule="balance")
    assert [check.status for check in found] == [expected, "passed"]


CASH_FLOW = """
Statements of Cash Flows (in thousands)
|Six months ended June 30, 2024|Six months ended June 30, 2023
Net cash provided by operations|900|800
Net cash used in investing activities|(400)|(300)
Cash used for financing activities|(250)|(350)
Effect of exchange rates on cash|(5)|10
Net increase in cash|{change}|160
Cash at beginning of period|1,000|500
Cash at end of period|1,245|660
"""


def test_activities_give_the_change_in_cash_and_that_its_balances() -> None:
    found = checks(CASH_FLOW.format(change="245"))
    assert {(c.rule, c.status) for c in found} >= {("cash flow", "passed"), ("cash balance", "passed")}
    assert all(c.status == "passed" for c in found)


def test_a_change_in_cash_that_fits_nothing_fails_both_ways() -> None:
    failed = [c for c in checks(CASH_FLOW.format(change="425")) if c.status == "failed"]
    assert {c.rule for c in failed} >= {"cash flow", "cash balance"}
    assert {abs(int(c.gap)) for c in failed} == {180_000}


def test_a_column_without_a_change_in_cash_is_not_held_to_it() -> None:
    gone = CASH_FLOW.format(change="245").replace("|245|", "||")
    assert gone != CASH_FLOW.format(change="245")
    assert [c.rule for c in checks(gone)].count("cash flow") == 1


# --- Per share and periods -------------------------------------------------------------------------------------------


def earnings(per_share: str) -> str:
    return f"""
        Statements of Operations (in thousands, except per share data)
        |Three months ended June 30, 2024|Three months ended June 30, 2023|Three months ended March 31, 2024
        Revenues|9,000|8,000|8,500
        Net income|3,100|2,450|2,800
        Diluted earnings per share|{per_share}|0.48|0.55
        Diluted weighted average shares|5,050|5,080|5,060
    """


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("0.61", ["passed"] * 3),
        ("0.62", ["passed"] * 2),  # within two units of the last digit: a class of shares may explain it
        ("0.16", ["failed", "passed", "passed"]),
    ],
)
def test_income_over_shares_is_income_per_share(printed: str, expected: list[str]) -> None:
    assert [check.status for check in checks(earnings(printed), rule="per share")] == expected


def quarters(first: str) -> str:
    head = "|Three months ended March 31, 2024|Three months ended June 30, 2024|Six months ended June 30, 2024"
    return f"""
        Statements of Operations (in thousands)
        {head}
        Product sales|{first}|700|1,300
        Service sales|410|350|760
        Cost of sales|650|600|1,250
        Research and development|120|110|230
        Marketing|80|70|150
        Interest expense|30|20|50
        Rent|31|22|53
        Wages|510|520|1,030
        Travel|15|17|32
        Other costs|44|41|85
    """


def test_quarters_give_the_year_to_date() -> None:
    assert {c.status for c in checks(quarters("600"), rule="year to date")} == {"passed"}
    (failed,) = [c for c in checks(quarters("660"), rule="year to date") if c.status == "failed"]
    assert (failed.cells, failed.gap) == ((CellRef(0, 0, 2), CellRef(0, 0, 0), CellRef(0, 0, 1)), Decimal(-60_000))


# --- What is made of them --------------------------------------------------------------------------------------------


def test_failures_are_notices_at_the_result() -> None:
    found = checks(INCOME.format(gross="559"))
    notices = list(failures(found))
    assert len(notices) == sum(check.status == "failed" for check in found) > 0
    assert all(notice.place and notice.place.table == 0 for notice in notices)


@pytest.mark.parametrize("cue", sorted(load_rules("footing")))
def test_cue_examples(cue: str) -> None:
    rule: dict[str, Any] = load_rules("footing")[cue]
    assert [text for text in rule["matches"] if not says(cue, text)] == []
    assert [text for text in rule["rejects"] if says(cue, text)] == []


@pytest.mark.parametrize(
    ("parts", "total", "diagnosis", "said"),
    [
        (("3,184", "2,605"), "5,789", "", ""),
        (("3,814", "2,605"), "5,789", "swapped digits", "in Product sales two digits are swapped: 3814 for 3184"),
        (("3,184", "2,605"), "5,798", "swapped digits", "in Total revenues two digits are swapped: 5798 for 5789"),
        (("3,184", "(2,605)"), "5,789", "sign", "in Service sales the sign is the other one"),
        (("3,184", "2,605"), "5,489", "one digit", "one digit in one of these would explain it"),
        (("3,184", "2,605"), "7,021", "", ""),  # off by what no slip makes
    ],
)
def test_the_misprint_that_a_sum_tells_of(parts: tuple[str, str], total: str, diagnosis: str, said: str) -> None:
    product, service = parts
    drawn = f"""
    Statements of Operations (in thousands)
    |Three months ended June 30, 2024|Three months ended June 30, 2023
    Product sales|{product}|2,911
    Service sales|{service}|2,077
    Total revenues|{total}|4,988
    """
    (check,) = [c for c in checks(drawn, rule="total") if c.cells[0].column == 0]
    assert (check.status == "failed") is bool(diagnosis or said or total == "7,021")
    assert check.diagnosis == diagnosis
    assert said in check.message

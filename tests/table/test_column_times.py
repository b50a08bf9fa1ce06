"""Columns in time: whole years beside quarters, days on which guidance was given, British spans."""

from datetime import date

import pytest

from tieout.calendar import Calendar
from tieout.facts import Period, Place
from tieout.fiscal import FiscalYear
from tieout.release import RawCell, RawTable
from tieout.table import raw_to_table

CALENDAR = Calendar(date(2015, 2, 20), Period(date(2014, 12, 31), date(2014, 10, 1)), FiscalYear(12))
Q4, Q4_BEFORE = "2014-10-01/2014-12-31", "2013-10-01/2013-12-31"
YEAR, YEAR_BEFORE = "2014-01-01/2014-12-31", "2013-01-01/2013-12-31"


def periods(header: str, *caption: str) -> list[str | None]:
    """The periods of the columns under header lines, `|` between their cells; one row of figures stands under them."""
    lines = [line.split("|") for line in header.splitlines()]
    lines.append(["Net sales", *("1,250" for _ in lines[0][1:])])
    cells = [
        RawCell(r, c, part.strip(), 100 * r + c, 100 * r + c + 1)
        for r, parts in enumerate(lines)
        for c, part in enumerate(parts)
        if part.strip()
    ]
    raw = RawTable(Place(0, 1), len(lines), len(lines[0]), tuple(cells), "html", caption)
    return [str(c.period) if c.period else None for c in raw_to_table(raw, 0, calendar=CALENDAR).columns]


@pytest.mark.parametrize(
    ("header", "want"),
    [
        ("| 4Q 2014 | 4Q 2013 | FY 2014 | FY 2013", [Q4, Q4_BEFORE, YEAR, YEAR_BEFORE]),
        ("| Q4 2014 | Q4 2013 | 2014 | 2013", [Q4, Q4_BEFORE, YEAR, YEAR_BEFORE]),
        ("| Fourth Quarter 2014 | 2013", [Q4, Q4_BEFORE]),
        ("| Q4 | Q4\n| FY14 | FY13", [Q4, Q4_BEFORE]),
    ],
)
def test_whole_years_beside_quarters(header: str, want: list[str]) -> None:
    assert periods(header) == want


@pytest.mark.parametrize(
    ("header", "want"),
    [
        ("| Six months to 30 June 2014", "2014-01-01/2014-06-30"),
        ("| Six months\n| to 30 June\n| 2014\n| £m", "2014-01-01/2014-06-30"),
        ("| Year\n| to 31 Dec\n| 2013", YEAR_BEFORE),
        ("| Half year to 30 June 2014", "2014-01-01/2014-06-30"),
    ],
)
def test_spans_to_a_day(header: str, want: str) -> None:
    assert periods(header) == [want]


def test_the_day_that_guidance_was_given_is_not_what_it_is_for() -> None:
    want = ["2015-01-01/2015-12-31"] * 2
    assert periods("| Previous outlook (May 12) | Current outlook", "Outlook for fiscal 2015") == want
    assert periods("| As of May 12, 2014 | As of August 8, 2014", "Guidance") == [None, None]


def test_a_raised_mark_run_together_with_a_year_is_left_out() -> None:
    assert periods("| June 30, 20141 | June 30, 20132", "Balance Sheets") == ["2014-06-30", "2013-06-30"]


# --- changes and percentages ------------------------------------------------------------------------------------


def columns(text: str, *caption: str, fixed: bool = False) -> list[str]:
    """The columns of a table drawn line by line: period, measure and earlier period, in short."""
    lines = [[part.strip() for part in line.split("|")] for line in text.strip().splitlines()]
    cells = [
        RawCell(r, c, part, 100 * r + c, 100 * r + c + 1)
        for r, parts in enumerate(lines)
        for c, part in enumerate(parts)
        if part
    ]
    width = max(map(len, lines))
    raw = RawTable(Place(0, 1), len(lines), width, tuple(cells), "text" if fixed else "html", caption)
    found = raw_to_table(raw, 0, calendar=CALENDAR).columns
    parts = [(c.period and c.period.end.isoformat(), c.measure, c.versus and c.versus.end.isoformat()) for c in found]
    return [" ".join(p for p in part if p) for part in parts]


def test_a_change_names_the_quarter_it_looks_back_to() -> None:
    text = """
        | 4Q14 | 3Q14 | 4Q13 | 4Q14 change from | 4Q14 change from
        | | | | 3Q14 | 4Q13
        Sales | 412 | 404 | 399 | 8 | 13
        """
    assert columns(text)[3:] == ["2014-12-31 change 2014-09-30", "2014-12-31 change 2013-12-31"]


def test_changes_between_the_amounts_that_they_compare() -> None:
    text = """
        | Dec 31, | Three | Sept 30, | One | Dec 31,
        | 2014 | Month Change | 2014 | Year Change | 2013
        Loans | 412 | 2% | 404 | 3% | 399
        """
    found = columns(text, "Balance Sheets")
    assert found[1] == "2014-12-31 change_percent 2014-09-30"
    assert found[3] == "2014-12-31 change_percent 2013-12-31"
    text = " | Year ended June 30, 2014 | Change | Year ended June 30, 2013\nSales | 412 | 2% | 404"
    assert columns(text)[1] == "2014-06-30 change_percent 2013-06-30"


def test_a_decrease_is_no_month() -> None:
    text = " | Quarter ended June 30, 2014 | Quarter ended June 30, 2013 | Inc/ (Dec)\nSales | 412 | 404 | 8"
    assert columns(text) == ["2014-06-30", "2013-06-30", "2014-06-30 change 2013-06-30"]


def test_percent_change_over_a_column_of_money_belongs_to_the_percentages_beside_it() -> None:
    text = """
        | 2014 | % Change | |
        | | 2013 | Reported | Operational
        Food | $ 4,011 | $ 3,805 | 5.4% | 7.7%
        Drugs | 13,731 | 13,317 | 3.1% | 3.8%
        Total | $ 17,742 | $ 17,122 | 3.6% | 4.7%
        """
    found = columns(text, "Sales by segment, full year")
    assert [c.partition(" ")[2].partition(" ")[0] for c in found] == ["", "", "change_percent", "change_percent"]


def test_a_change_of_which_the_first_and_last_figures_have_a_percent_sign_is_in_percent() -> None:
    text = " | 2014 | 2013 | Change\nSales | 412 | 404 | 2%\nCosts | 101 | 100 | 1\nIncome | 311 | 304 | 2%"
    assert columns(text)[2] == "2014-12-31 change_percent 2013-12-31"


def test_words_one_for_each_column_stand_in_order() -> None:
    text = """
        Years ended December 31, | | 2014 | 2013 | Inc/(Dec) |
        Sales | 412 | 404 | 8 | 2%
        Costs | 101 | 100 | 1 | 1
        Income | 311 | 304 | 7 | 2%
        """
    want = ["2014-12-31", "2013-12-31", "2014-12-31 change 2013-12-31", "2014-12-31 change_percent 2013-12-31"]
    assert columns(text, fixed=True) == want


def test_a_share_of_sales_may_say_no_more_than_to_sales() -> None:
    text = " | 2014 | 2014\n | Amount | to Sales\nCosts | 8,212 | 32.2\nIncome | 1,618 | 6.4"
    assert columns(text) == ["2014-12-31", "2014-12-31 percent_of_revenue"]


def test_headings_over_several_columns_stay_over_a_new_lowest_line() -> None:
    lines = [
        [(1, 2, "As reported"), (3, 2, "Adjusted")],
        [(1, 1, "Amount"), (2, 1, "Growth (%)"), (3, 1, "Amount"), (4, 1, "Growth (%)")],
        [(0, 1, "Sales"), (1, 1, "$ 995"), (2, 1, "34%"), (3, 1, "$ 1,006"), (4, 1, "36%")],
        [(1, 1, "Amount"), (2, 1, "Margin (%)"), (3, 1, "Amount"), (4, 1, "Margin (%)")],
        [(0, 1, "Gross profit"), (1, 1, "$ 823"), (2, 1, "79%"), (3, 1, "$ 863"), (4, 1, "83%")],
    ]
    cells = [
        RawCell(r, c, text, 100 * r + c, 100 * r + c + 1, 1, span)
        for r, line in enumerate(lines)
        for c, span, text in line
    ]
    raw = RawTable(Place(0, 1), len(lines), 5, tuple(cells), "html", ("Results of 2014",))
    found = raw_to_table(raw, 0, calendar=CALENDAR).cells
    assert [c.basis for c in found if c.row == 1] == ["gaap", "gaap", "non-gaap", "non-gaap"]


def test_labels_give_the_time_where_no_column_has_one() -> None:
    lines = """
         | Operating profit | Tax
        Year Ended December 31, 2014 - As reported | 1,855 | 469
        Restructuring | 13 | 2
        Year Ended December 31, 2013 - As reported | 1,814 | 475
        Restructuring | 64 | 10
        """
    cells = [
        RawCell(r, c, part.strip(), 100 * r + c, 100 * r + c + 1)
        for r, line in enumerate(lines.strip().splitlines())
        for c, part in enumerate(line.split("|"))
        if part.strip()
    ]
    raw = RawTable(Place(0, 1), 5, 3, tuple(cells), "html", ("Adjusted results",))
    found = raw_to_table(raw, 0, calendar=CALENDAR).cells
    assert [str(c.period) for c in found] == [YEAR] * 4 + [YEAR_BEFORE] * 4


def test_days_broken_off_from_their_months_are_no_figures() -> None:
    text = " | Year Ended | Year Ended\n | December | December\n | 31, | 31,\n | 2014 | 2013\nSales | 412 | 399"
    assert columns(text, fixed=True) == ["2014-12-31", "2013-12-31"]

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

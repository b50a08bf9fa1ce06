"""The fiscal calendar of a release, and what its phrases mean in dates."""

from datetime import date

import pytest

from tieout.calendar import Calendar, calendar_of, learn_calendar
from tieout.evidence import header_mentions, weigh
from tieout.facts import Period, Place
from tieout.fiscal import FiscalYear
from tieout.periods import find_periods
from tieout.release import Block, RawCell, RawTable, Release, SourceMap


def table_of(*rows: tuple[str, ...]) -> RawTable:
    """A raw table of one cell a column."""
    cells = tuple(RawCell(r, c, text, 0, 0) for r, row in enumerate(rows) for c, text in enumerate(row) if text)
    return RawTable(Place(0, 0), len(rows), max(map(len, rows)), cells, "text")


def release_of(text: str, *tables: RawTable) -> Release:
    """A release whose source is its text."""
    end = len(text)
    blocks = (
        Block("paragraph", 0, end, Place(0, end)),
        *(Block("table", end, end, Place(0, 0), table) for table in tables),
    )
    return Release(text, text, SourceMap((0,), (0,), (len(text),), len(text)), blocks, "text", "utf-8")


def told(text: str) -> Calendar:
    """The calendar that prose alone tells."""
    return calendar_of(weigh(text, find_periods(text), []))


LEARNED = [
    (
        "Tern First Quarter Earnings Up. OSLO, April 25, 2002 -- Sales rose in the three months ended March 31, 2002. "
        "Earnings of the second quarter should rise, too.",
        ("2002-04-25", "2002-01-01/2002-03-31", 12, 0),
    ),
    (
        "TERN REPORTS FOURTH QUARTER\nBOSTON, March 13, 2003 -- Tern Inc. today reported results for the fourth "
        "quarter and year ended December 31, 2002.",
        ("2003-03-13", "2002-10-01/2002-12-31", 12, 0),
    ),
    (
        "Tern Reports Third Quarter Fiscal 2009 Results\nOSLO, Jan. 29, 2009 (WIRE) -- Net loss for the third "
        "quarter of fiscal 2009 ended December 31, 2008 was $2 million.",
        ("2009-01-29", "2008-10-01/2008-12-31", 3, 0),
    ),
    (
        "Tern Stores, November 22, 2024: results for the 13-week period ended November 2, 2024. Sales in the third "
        "quarter of fiscal 2024 fell. For the 39 weeks ended November 2, 2024 they rose.",
        ("2024-11-22", "2024-08-04/2024-11-02", 1, 1),
    ),
    (
        "Tern Announces First Quarter 1998 Results\nSEATTLE April 27 /Wire/ -- Sales for the first quarter ended "
        "March 31, 1998 doubled.",
        ("1998-04-27", "1998-01-01/1998-03-31", 12, 0),
    ),
    (
        "DENVER, April 29, 2020 - Tern today announced first quarter 2020 results. Sales rose in the first quarter.",
        ("2020-04-29", "2020-01-01/2020-03-31", 12, 0),
    ),
    (
        "July 20, 2023\nTern announces the six months ended July 2, 2023 and the second quarter. The second quarter "
        "of 2023 ended July 2, 2023.",
        ("2023-07-20", "2023-04-03/2023-07-02", 12, 0),
    ),
]


LEARNED += [
    (  # a half-year report that speaks of its second quarter further down
        "Tern Half-Yearly Report for the six months ended 30 June 2008\nLONDON, 2 September 2008. Tern made profits. "
        + "Boats sold well. " * 30
        + "In the second quarter of 2008 sales fell.",
        ("2008-09-02", "2008-01-01/2008-06-30", 12, 0),
    ),
]


@pytest.mark.parametrize(("text", "expected"), LEARNED)
def test_calendar_is_learned_from_prose(text: str, expected: tuple[str, str, int, int]) -> None:
    calendar = told(text)
    assert calendar.fiscal is not None
    assert (
        str(calendar.released),
        str(calendar.reporting_period),
        calendar.fiscal.month,
        calendar.fiscal.named_ahead,
    ) == expected
    assert calendar.notices == ()


def test_calendar_is_learned_from_headers() -> None:
    text = "Tern Inc.\nApril 29, 2020 - Tern today reported its results."
    income = table_of(("", "Three Months Ended"), ("", "March 31,"), ("", "2020"), ("Sales", "7,375"))
    balance = table_of(("", "March 31,", "December 31,"), ("", "2020", "2019"), ("Cash", "12", "13"))
    calendar = learn_calendar(release_of(text, income, balance))
    assert str(calendar.reporting_period) == "2020-01-01/2020-03-31"
    assert calendar.fiscal is not None and calendar.fiscal.month == 12


def test_stacked_headers_are_put_together() -> None:
    rows = (("", "Quarter", "Quarter"), ("", "Ended", "Ended"), ("", "Dec 31,", "Sept 30,"), ("", "2008", "2008"))
    table = table_of(*rows)
    assert [(m.unit, m.month, m.day, m.year) for m in header_mentions(table)] == [
        ("quarter", 12, 31, 2008),
        ("quarter", 9, 30, 2008),
    ]


def test_nothing_told_is_nothing_known() -> None:
    calendar = told("Tern opened a warehouse.")
    assert (calendar.released, calendar.reporting_period, calendar.fiscal) == (None, None, None)
    assert len(calendar.notices) == 3


def test_a_day_that_the_quarter_had_not_reached_is_no_dateline() -> None:
    calendar = told("April 29, 2019\nTern reports on the second quarter ended March 29, 2020.")
    assert calendar.released is None
    assert calendar.reporting_period is not None and calendar.reporting_period.end == date(2020, 3, 29)


def test_without_a_dateline_the_day_of_the_call_is_the_day_of_release() -> None:
    text = (
        "Tern reports on the quarter ended March 31, 2020. A dividend is payable on May 29, 2020. "
        "A conference call will be held on April 28, 2020."
    )
    assert told(text).released == date(2020, 4, 28)


QUARTERLY = Calendar(date(2020, 4, 29), Period(date(2020, 3, 31), date(2020, 1, 1)), FiscalYear(12))
JUNE = Calendar(date(2020, 4, 29), Period(date(2020, 3, 31), date(2020, 1, 1)), FiscalYear(6))
STORES = Calendar(
    date(2024, 11, 22),
    Period(date(2024, 11, 2), date(2024, 8, 4)),
    FiscalYear(
        1, named_ahead=1, weekday=5, nearest=True, ends=(date(2023, 10, 28), date(2024, 2, 3), date(2024, 11, 2))
    ),
)
UNKNOWN = Calendar()

RESOLVED = [
    # explicit dates
    (QUARTERLY, "three months ended March 31, 2020", "2020-01-01/2020-03-31"),
    (QUARTERLY, "year ended December 31, 2019", "2019-01-01/2019-12-31"),
    (QUARTERLY, "July 2019 through March 2020", "2019-07-01/2020-03-31"),
    (QUARTERLY, "March 31, 2020", "2020-03-31"),
    (QUARTERLY, "January 7", "2020-01-07"),
    (QUARTERLY, "in January", "2020-01-01/2020-01-31"),
    (QUARTERLY, "in October", "2019-10-01/2019-10-31"),
    (QUARTERLY, "today", "2020-04-29"),
    (UNKNOWN, "six months ended June 30, 2004", "2004-01-01/2004-06-30"),
    (QUARTERLY, "2019 quarter", "2019-01-01/2019-03-31"),
    (QUARTERLY, "three months earlier", "2019-10-01/2019-12-31"),
    (QUARTERLY, "two years ago", "2018-01-01/2018-03-31"),
    (QUARTERLY, "the year before", "2019-01-01/2019-03-31"),
    (QUARTERLY, "the quarter before", "2019-10-01/2019-12-31"),
    (STORES, "the comparable period of 2023", "2023-07-30/2023-10-28"),
    # numbered quarters and named years
    (QUARTERLY, "second quarter of 2020", "2020-04-01/2020-06-30"),
    (QUARTERLY, "Q1 2019", "2019-01-01/2019-03-31"),
    (QUARTERLY, "full year 2020", "2020-01-01/2020-12-31"),
    (QUARTERLY, "first half of 2019", "2019-01-01/2019-06-30"),
    (QUARTERLY, "first nine months of 2019", "2019-01-01/2019-09-30"),
    (JUNE, "Q3 FY20", "2020-01-01/2020-03-31"),
    (JUNE, "fiscal 2021", "2020-07-01/2021-06-30"),
    (JUNE, "calendar 2021", "2021-01-01/2021-12-31"),
    (JUNE, "fourth quarter", "2020-04-01/2020-06-30"),
    (STORES, "third quarter of fiscal 2024", "2024-08-04/2024-11-02"),
    (STORES, "fiscal 2023", "2023-01-29/2024-02-03"),
    # relative to the period under discussion
    (QUARTERLY, "prior-year quarter", "2019-01-01/2019-03-31"),
    (QUARTERLY, "a year ago", "2019-01-01/2019-03-31"),
    (QUARTERLY, "year-over-year", "2019-01-01/2019-03-31"),
    (QUARTERLY, "last year", "2019-01-01/2019-03-31"),
    (QUARTERLY, "same period of 2018", "2018-01-01/2018-03-31"),
    (QUARTERLY, "third quarter last year", "2019-07-01/2019-09-30"),
    (QUARTERLY, "previous quarter", "2019-10-01/2019-12-31"),
    (QUARTERLY, "sequentially", "2019-10-01/2019-12-31"),
    (QUARTERLY, "the quarter", "2020-01-01/2020-03-31"),
    (QUARTERLY, "this year", "2020-01-01/2020-12-31"),
    (QUARTERLY, "year-to-date", "2020-01-01/2020-03-31"),
    (QUARTERLY, "trailing twelve months", "2019-04-01/2020-03-31"),
    (JUNE, "year-to-date", "2019-07-01/2020-03-31"),
    (STORES, "prior-year quarter", "2023-07-30/2023-10-28"),
    (STORES, "13 weeks ended October 28, 2023", "2023-07-30/2023-10-28"),
    (STORES, "year-to-date", "2024-02-04/2024-11-02"),
    # what is to come
    (QUARTERLY, "next quarter", "2020-04-01/2020-06-30"),
    (QUARTERLY, "next year", "2021-01-01/2021-12-31"),
    (QUARTERLY, "next twelve months", "2020-04-01/2021-03-31"),
    # balances
    (QUARTERLY, "quarter end", "2020-03-31"),
    (QUARTERLY, "end of the quarter", "2020-03-31"),
    (QUARTERLY, "year-end 2019", "2019-12-31"),
    (QUARTERLY, "at year-end", "2019-12-31"),
    (QUARTERLY, "end of 2019", "2019-12-31"),
    (QUARTERLY, "end of last year", "2019-12-31"),
    (QUARTERLY, "end of the prior quarter", "2019-12-31"),
    (QUARTERLY, "between August and November", "2019-08-01/2019-11-30"),
    # not told
    (UNKNOWN, "fiscal 2003", None),
    (UNKNOWN, "prior-year quarter", None),
    (UNKNOWN, "second quarter of 2020", None),
    (QUARTERLY, "three months", None),
    (QUARTERLY, "18 months", None),
]


@pytest.mark.parametrize(("calendar", "phrase", "expected"), RESOLVED)
def test_phrases_are_resolved(calendar: Calendar, phrase: str, expected: str | None) -> None:
    (mention,) = find_periods(phrase)
    period = calendar.resolve(mention)
    assert (str(period) if period else None) == expected


IN_CONTEXT = [
    ("a year earlier", "2020-01-01/2020-12-31", "2019-01-01/2019-12-31"),
    ("a year earlier", "2020-03-31", "2019-03-31"),
    ("previous quarter", "2020-03-31", "2019-12-31"),
    ("same period last year", "2020-01-01/2020-09-30", "2019-01-01/2019-09-30"),
    ("the quarter", "2020-01-01/2020-12-31", "2020-10-01/2020-12-31"),
    ("quarter end", "2020-07-01/2020-09-30", "2020-09-30"),
    ("year-to-date", "2020-07-01/2020-09-30", "2020-01-01/2020-09-30"),
]


@pytest.mark.parametrize(("phrase", "context", "expected"), IN_CONTEXT)
def test_relative_phrases_start_from_their_context(phrase: str, context: str, expected: str) -> None:
    (mention,) = find_periods(phrase)
    assert str(QUARTERLY.resolve(mention, context=Period.parse(context))) == expected


SHIFTED = [
    (QUARTERLY, "2020-02-29", -1, "2019-02-28"),
    (QUARTERLY, "2019-02-28", 1, "2020-02-29"),
    (STORES, "2024-08-04/2024-11-02", -1, "2023-07-30/2023-10-28"),
    (STORES, "2024-02-04/2024-11-02", -1, "2023-01-29/2023-10-28"),
    (UNKNOWN, "2020-01-01/2020-03-31", -1, "2019-01-01/2019-03-31"),
]


@pytest.mark.parametrize(("calendar", "period", "years", "expected"), SHIFTED)
def test_years_are_shifted_by_real_dates(calendar: Calendar, period: str, years: int, expected: str) -> None:
    assert str(calendar.shift_years(Period.parse(period), years)) == expected


@pytest.mark.parametrize(
    ("calendar", "period", "expected"),
    [
        (QUARTERLY, "2020-01-01/2020-03-31", "2019-10-01/2019-12-31"),
        (QUARTERLY, "2020-03-31", "2019-12-31"),
        (UNKNOWN, "2020-01-01/2020-03-31", "2019-10-01/2019-12-31"),
        (STORES, "2024-08-04/2024-11-02", "2024-05-05/2024-08-03"),
    ],
)
def test_quarter_before(calendar: Calendar, period: str, expected: str) -> None:
    assert str(calendar.previous_quarter(Period.parse(period))) == expected


@pytest.mark.parametrize("phrase", ["December 31, 9999", "fiscal 1999", "13 weeks ended January 3, 1999", "Q4 2099"])
def test_far_years_do_no_harm(phrase: str) -> None:
    for mention in find_periods(phrase):
        for calendar in (QUARTERLY, STORES, UNKNOWN):
            calendar.resolve(mention)


def test_a_long_quarter_beside_the_whole_year_is_the_last() -> None:
    calendar = told(
        "Tern Reports Fourth Quarter\nBOSTON, September 25, 2025 -- Tern reported on its 16-week fourth quarter and "
        "on a 52-week year, both ended August 31, 2025. Sales for the 16 weeks ended August 31, 2025 and the 52 weeks "
        "ended August 31, 2025 rose."
    )
    assert calendar.fiscal is not None
    assert calendar.fiscal.weeks == (12, 12, 12)

"""Raw tables, written as rows of cells, to tables: columns, rows, and cells with quantities and times."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieout.calendar import Calendar
from tieout.facts import Period, Place
from tieout.fiscal import FiscalYear
from tieout.release import RawCell, RawTable
from tieout.table import raw_to_table
from tieout.table.tables import raws_to_tables
from tieout.tables import Table

CALENDAR = Calendar(date(2004, 7, 20), Period(date(2004, 6, 30), date(2004, 4, 1)), FiscalYear(12))
Q2, Q2_BEFORE = "2004-04-01/2004-06-30", "2003-04-01/2003-06-30"
H1, H1_BEFORE = "2004-01-01/2004-06-30", "2003-01-01/2003-06-30"


def raw(text: str, *caption: str, notes: tuple[str, ...] = (), fixed: bool = False) -> RawTable:
    """A raw table drawn line by line: `|` parts cells, `<` continues the one to its left, blanks indent a label."""
    cells: list[RawCell] = []
    lines = [line for line in text.splitlines() if line.strip()]
    width = max((line.count("|") + 1 for line in lines), default=0)
    for r, line in enumerate(lines):
        parts = line.split("|")
        for c, part in enumerate(parts):
            word = part.strip()
            if word and word != "<":
                span = next((k for k, after in enumerate(parts[c + 1 :], 1) if after.strip() != "<"), len(parts) - c)
                indent = float(len(part.rstrip()) - len(word)) if c == 0 else 0.0
                at = 1000 * r + 10 * c
                cells.append(RawCell(r, c, word, at, at + len(word), 1, span, indent))
    return RawTable(Place(0, 1), len(lines), width, tuple(cells), "text" if fixed else "html", caption, notes)


def read(text: str, *caption: str, fixed: bool = False, notes: tuple[str, ...] = ()) -> Table:
    return raw_to_table(raw(text, *caption, notes=notes, fixed=fixed), 0, calendar=CALENDAR)


def values(table: Table) -> list[str]:
    """The quantities of a table in reading order: "value unit", "-" for no figure."""
    return [f"{c.quantity.value.normalize():f} {c.quantity.unit}" if c.quantity else "-" for c in table.cells]


def periods(table: Table) -> list[str | None]:
    return [str(c.period) if c.period else None for c in table.columns]


# --- grid ------------------------------------------------------------------------------------------------------------


def test_marks_are_joined_to_their_figures() -> None:
    table = read(
        """
          |        | < | < | | 2004 | < | < | | 2003 | < | <
        Net sales  |   |   |   | | $ | 9,100 | | | $ | 8,050 |
        Net loss   |   |   |   | |   | (412  | ) | |   | (96 | )
        Margin     |   |   |   | |   | 12.5  | % | |   | 11.0 | %
        """
    )
    assert values(table) == ["9100 USD", "8050 USD", "-412 USD", "-96 USD", "12.5 %", "11 %"]
    assert [c.column for c in table.cells] == [0, 1, 0, 1, 0, 1]


def test_place_is_that_of_the_number() -> None:
    (cell,) = read(" | 2004 | <\nSales | $ | 41").cells
    assert (cell.place.start, cell.place.row, cell.place.column) == (1020, 0, 0)


def test_figures_of_uneven_width_share_a_column() -> None:
    table = read(
        """
                 | 2004 | < | < | | 2003 | < | <
        Products | $ | 294 | | | $ | 298 |
        Services | 96 | < | | | 85 | < |
        """
    )
    assert len(table.columns) == 2


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("—", "0 USD"),
        ("$ -", "0 USD"),
        ("--", "0 USD"),
        ("n/m", "-"),
        ("N/A", "-"),
        ("$ (85)", "-85 USD"),
        ("85 (1)", "85 USD"),
    ],
)
def test_what_is_printed(printed: str, value: str) -> None:
    assert values(read(f" | 2004 | 2003\nOther income | {printed} | 4"))[0] == value


def test_nil_is_marked() -> None:
    assert [c.nil for c in read(" | 2004 | 2003\nOther income | — | 4").cells] == [True, False]


def test_footnote_marks_are_no_figures() -> None:
    table = read(
        """
              | 2004 | | | 2003 | |
        Rent  | 310 | (1) | | 290 | (1) |
        Power | 520 | (2) | | 480 | (2) |
        """
    )
    assert values(table) == ["310 USD", "290 USD", "520 USD", "480 USD"]


def test_bare_marks_of_footnotes_in_a_last_column_are_no_figures() -> None:
    lines = """
                  | 2004  | Parts
        Cash      | 6,526 | 864    | 1
        Loans     | 9,135 | 14,117 | 2,3
        Prepaid   | 2,868 | 345    |
        Goodwill  | 6,293 | 102    | 4
        """
    assert len(read(lines).cells) == 8
    quarters = " | Sales | Stores opened\nQ1 | 120 | 3\nQ2 | 131 | 1\nQ3 | 128 | 2"
    assert len(read(quarters).cells) == 6


def test_a_unit_that_closes_a_bracket_belongs_to_its_figure() -> None:
    assert values(read(" | Change | <\nSegment margin | (1.8 | pts)")) == ["-1.8 pp"]


def test_range_is_two_cells() -> None:
    table = read(" | Fiscal 2004\nDiluted earnings per share | $2.35 - $2.45", "Guidance")
    assert values(table) == ["2.35 USD/share", "2.45 USD/share"]
    assert {(c.row, c.column) for c in table.cells} == {(0, 0)}


def test_years_down_the_side_are_labels() -> None:
    table = read(
        """
             | Payments
        2005 | 1,200
        2006 | 900
        """
    )
    assert [r.label for r in table.rows] == ["2005", "2006"]


# --- columns ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "want"),
    [
        ("| Three Months Ended June 30, | <\n | 2004 | 2003", [Q2, Q2_BEFORE]),
        (
            "| Three Months Ended | < | Six Months Ended | <\n| June 30, | < | June 30, | <\n| 2004 | 2003 |2004|2003",
            [Q2, Q2_BEFORE, H1, H1_BEFORE],
        ),
        ("Three months ended June 30 (in millions) | 2004 | 2003", [Q2, Q2_BEFORE]),
        ("| Q2 2004 | Q1 2004", [Q2, "2004-01-01/2004-03-31"]),
        ("| 2004 | <\n | Second Quarter(1) | First Quarter", [Q2, "2004-01-01/2004-03-31"]),
        ("| Years ended December 31, 2003 | 2002", ["2003-01-01/2003-12-31", "2002-01-01/2002-12-31"]),
        (
            "| Thirteen Weeks Ended | <\n| June 27, 2004 | June 29, 2003",
            ["2004-03-29/2004-06-27", "2003-03-31/2003-06-29"],
        ),
        ("| As of June 30, 2004 | As of December 31, 2003", ["2004-06-30", "2003-12-31"]),
        ("| Quarter | Six\n| Ended | Months\n| June 30, | Ended\n| 2004 | June 30, 2004", [Q2, H1]),
    ],
)
def test_headers_to_periods(header: str, want: list[str]) -> None:
    row = "Net sales" + "".join(f" | {100 + k}" for k in range(len(want)))
    assert periods(read(f"{header}\n{row}")) == want


def test_balance_sheets_have_dates() -> None:
    table = read(" | June 30, | December 31,\n | 2004 | 2003\nTotal assets | 91 | 88", "Condensed Balance Sheets")
    assert periods(table) == ["2004-06-30", "2003-12-31"]


def test_caption_gives_the_length() -> None:
    table = read(" | June 30, 2004 | June 30, 2003\nNet sales | 91 | 88", "For the three months ended")
    assert periods(table) == [Q2, Q2_BEFORE]


def test_dates_listed_over_bare_years() -> None:
    table = read(" | 2003 | 2002\nTotal assets | 91 | 88", "Balance sheets at December 28, 2003 and December 29, 2002")
    assert periods(table) == ["2003-12-28", "2002-12-29"]


def test_a_year_begins_when_the_one_before_has_ended() -> None:
    table = read(" | Years ended | <\n | January 3, 2004 | December 28, 2002\nNet sales | 91 | 88")
    assert periods(table)[0] == "2002-12-29/2004-01-03"


def test_times_in_rows_of_words_govern_what_follows() -> None:
    table = read(
        """
                             | Amount
        Three months ended June 30, 2004: |
        Granted              | 210
        Three months ended June 30, 2003: |
        Granted              | 190
        """
    )
    assert [str(c.period) for c in table.cells] == [Q2, Q2_BEFORE]


def test_a_second_header_has_its_own_columns() -> None:
    table = read(
        """
                     | Three Months Ended June 30, | <
                     | 2004 | 2003
        Net sales    | 910 | 880
                     | June 30, 2004 | December 31, 2003
        Total assets | 4,100 | 4,000
        """
    )
    assert [str(c.period) for c in table.cells] == [Q2, Q2_BEFORE, "2004-06-30", "2003-12-31"]


def test_rows_of_cash_are_balances() -> None:
    table = read(
        """
                                    | Six Months Ended June 30, 2004
        Net income                  | 40
        Cash at beginning of period | 300
        Cash at end of period       | 340
        """,
        "Statements of Cash Flows",
    )
    assert [str(c.period) for c in table.cells] == [H1, "2003-12-31", "2004-06-30"]


@pytest.mark.parametrize(
    ("header", "measure"),
    [
        ("% Change", "change_percent"),
        ("$ Change", "change"),
        ("% of Sales", "percent_of_revenue"),
        ("Adjustments", "other"),
    ],
)
def test_columns_of_other_measures(header: str, measure: str) -> None:
    table = read(f" | Q2 2004 | Q2 2003 | {header}\nNet sales | 110 | 100 | 10")
    assert table.columns[2].measure == measure


def test_shares_of_revenue_without_a_header() -> None:
    table = read(" | Q2 2004 | < \nNet sales | 110 | 100.0%\nCost of sales | 60 | 54.5%", "Statements of Income")
    assert [c.measure for c in table.columns] == [None, "percent_of_revenue"]


def test_a_change_has_both_periods() -> None:
    change = read(" | Q2 2004 | Q2 2003 | Change\nNet sales | 110 | 100 | 10").columns[2]
    assert (str(change.period), str(change.versus)) == (Q2, Q2_BEFORE)


def test_a_year_down_the_side_completes_the_header() -> None:
    table = read(
        """
                      | For the Three Months Ended | <
                      | March 31 | June 30
        Rental income |  |
        2004          | 97 | 99
        2003          | 91 | 92
        """
    )
    assert [str(c.period) for c in table.cells][3] == Q2_BEFORE


def test_centered_words_of_fixed_width_text_reach_all_columns() -> None:
    table = read(
        """
                  | | Three Months Ended June 30, | < |
                  | Sales | Costs | Income | Shares
        2004      | 10 | 20 | 30 | 40
        """,
        fixed=True,
    )
    assert [str(c.period) for c in table.cells] == [Q2] * 4


# --- scale and units -------------------------------------------------------------------------------------------------

HEAD = " | 2004 | 2003\n"


@pytest.mark.parametrize(
    ("caption", "row", "want"),
    [
        ("(in thousands, except per share data)", "Net sales | $ 9,100 | 8,050", "9100000 USD"),
        ("($ in 000's)", "Net sales | 9,100 | 8,050", "9100000 USD"),
        ("Dollars in millions", "Net sales | 9.1 | 8.0", "9100000 USD"),
        ("(millions of euros)", "Net sales | 91 | 80", "91000000 EUR"),
        ("", "Net sales | $ 9,100 | 8,050", "9100 USD"),
        ("", "Revenue (million) | 91 | 80", "91000000 USD"),
        ("(in thousands)", "Diluted earnings per share | 0.41 | 0.40", "0.41 USD/share"),
        (
            "(in thousands, except per share data)",
            "Weighted average shares outstanding | 7,751 | 7,590",
            "7751000 shares",
        ),
        (
            "(in thousands, except share data)",
            "Weighted average shares outstanding | 7,751,000 | 7,590,000",
            "7751000 shares",
        ),
        (
            "(in millions, except shares, which are reflected in thousands)",
            "Diluted shares | 15,408 | 15,300",
            "15408000 shares",
        ),
        ("(in thousands)", "Gross margin % | 41.2 | 40.0", "41.2 %"),
        ("(in thousands)", "Effective tax rate | 21.5 | 22.0", "21.5 %"),
        ("(in thousands)", "Gross margin | 4,120 | 4,000", "4120000 USD"),
        ("(in thousands)", "Current ratio | 2.1 | 2.0", "2.1 x"),
        ("(in thousands)", "Number of stores | 412 | 398", "412 store"),
        ("(in thousands)", "Full-time equivalent employees | 1,210 | 1,190", "1210 employee"),
        ("(in thousands)", "Average price per barrel | $ 31.20 | $ 28.10", "31.2 USD/barrel"),
        ("(short tons in thousands)", "Tons sold | 1,814 | 2,096", "1814000 short ton"),
        ("(in thousands)", "Return on equity | 120 bps | 90 bps", "120 bp"),
        ("", "Capital spending | $1.2 billion | $1.1 billion", "1200000000 USD"),
    ],
)
def test_units_and_scale(caption: str, row: str, want: str) -> None:
    assert values(read(HEAD + row, *([caption] if caption else [])))[0] == want


def test_a_heading_gives_the_unit() -> None:
    table = read(
        """
                                           | 2004 | 2003
        Net income                         | 412 | 390
        Earnings per share:                |  |
          Basic                            | .06 | .05
        Shares used in per share amounts:  |  |
          Basic                            | 7,100 | 7,000
        """,
        "(in thousands)",
    )
    assert values(table)[2::2] == ["0.06 USD/share", "7100000 shares"]


def test_earnings_tell_that_shares_are_printed_in_full() -> None:
    table = read(
        """
                                            | 2004
        Net income                          | 412
        Basic earnings per share            | .06
        Basic weighted average shares       | 6,890,114
        """,
        "(in thousands)",
    )
    assert values(table)[2] == "6890114 shares"


def test_a_column_gives_the_unit() -> None:
    table = read(
        """
                       | Q2 2004 | Diluted Per Share Amount
        As reported    | 4,120 | 0.41
        Severance      | 810 | 0.08
        """,
        "(in thousands)",
    )
    assert values(table) == ["4120000 USD", "0.41 USD/share", "810000 USD", "0.08 USD/share"]


def test_siblings_tell_the_scale() -> None:
    head = " | Three Months Ended June 30, 2004\n"
    statement = raw(f"{head}Net sales | $ 2,258.5\nNet income | $ 140.9", "(in millions)")
    summary = raw(f"{head}Total sales | $ 2,258.5\nOperating cost | $ 190.0")
    unlike = raw(f"{head}Audit fees | $ 1,415,000\nOther fees | $ 23,411")
    tables = raws_to_tables([statement, summary, unlike], CALENDAR)
    assert [t.scale for t in tables] == [1_000_000, 1_000_000, 1]


def test_siblings_tell_the_length_of_a_period() -> None:
    statement = raw(" | Three Months Ended June 30, 2004\nNet income | 4,140\nTaxes | 1,100", "(in thousands)")
    bridge = raw(" | June 30, 2004\nNet income | 4,140\nTaxes | 1,100\nEBIT | 5,240", "(in thousands)")
    assert {str(c.period) for t in raws_to_tables([statement, bridge], CALENDAR) for c in t.cells} == {Q2}


def test_step_is_scaled_too() -> None:
    (cell,) = read(" | 2004\nNet sales | 9.1", "(in millions)").cells
    assert cell.quantity is not None
    assert cell.quantity.step == Decimal(100_000)


# --- rows ------------------------------------------------------------------------------------------------------------


def names(text: str) -> list[str]:
    return [r.name for r in read(text).rows]


def test_headings_by_indentation() -> None:
    assert names(
        """
                               | 2004
        Current assets:        |
          Cash                 | 10
          Receivables          | 20
            Total current assets | 30
        Goodwill               | 40
        """
    ) == [
        "Current assets: > Cash",
        "Current assets: > Receivables",
        "Current assets: > Total current assets",
        "Goodwill",
    ]


def test_a_total_closes_its_heading() -> None:
    assert names(
        """
                               | 2004
        Operating expenses     |
        Rent                   | 10
        Total operating expenses | 30
        Operating income       | 40
        """
    ) == ["Operating expenses > Rent", "Operating expenses > Total operating expenses", "Operating income"]


def test_wrapped_labels_are_joined() -> None:
    assert names(
        """
                               | 2004
        Net income per share - |
        diluted                | 0.40
        """
    ) == ["Net income per share - diluted"]


def test_subtotals_without_label_are_kept() -> None:
    table = read(" | 2004\nOther assets:\nDeposits | 10\n | 30")
    assert [(r.label, r.name) for r in table.rows][1] == ("", "Other assets:")


def test_segments_under_a_heading() -> None:
    table = read(" | Q2 2004\nNet sales:\n  Pumps | 10\n  Valves | 20\n  Total net sales | 30", "Segment information")
    assert [(c.metric, c.segment) for c in table.cells] == [
        ("Revenues", "Pumps"),
        ("Revenues", "Valves"),
        ("Revenues", None),
    ]


def test_metrics_in_columns() -> None:
    table = read(" | Q2 2004 | <\n | Net Sales | Operating Income\nPumps | 10 | 2")
    assert [(c.metric, c.segment) for c in table.cells] == [("Revenues", "Pumps"), ("OperatingIncomeLoss", "Pumps")]


def test_basis() -> None:
    table = read(" | Q2 2004\nNet income, as reported | 10\nAdjusted net income | 12", "Reconciliation of net income")
    assert [c.basis for c in table.cells] == ["gaap", "non-gaap"]


# --- kind ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (("Acme Pumps, Inc.", "Condensed Consolidated Balance Sheets", "(unaudited)"), "balance_sheet"),
        (("Consolidated Statements of Cash Flows",), "cash_flow"),
        (("Statements of Operations",), "income_statement"),
        (("Reconciliation of net income to EBITDA",), "reconciliation"),
        (("Business outlook",), "guidance"),
        (("Net sales by region",), "segment"),
        (("Key metrics",), "operating"),
        ((), "other"),
    ],
)
def test_kind_by_title(lines: tuple[str, ...], kind: str) -> None:
    assert read(" | 2004\nItem | 3", *lines).kind == kind


def test_kind_by_rows() -> None:
    assert read(" | 2004\nTotal assets | 9\nTotal liabilities | 4\nShareholders' equity | 5").kind == "balance_sheet"


def test_title_inside_the_table() -> None:
    table = read("Statement of Earnings\n(in thousands)\n | Q2 2004\nNet sales | 3")
    assert (table.title, table.scale) == ("Statement of Earnings", 1000)


# --- robustness ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "words only", "| | 5", "5", "( | ) | %", "$ | $"])
def test_odd_grids(text: str) -> None:
    read(text)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(
                ["", "2004", "5", "(1)", "$", ")", "%", "—", "n/m", "Net sales:", "Q2 2004", "Change", "(in thousands)"]
            ),
            max_size=6,
        ),
        max_size=6,
    ),
    st.booleans(),
)
def test_any_grid(rows: list[list[str]], fixed: bool) -> None:
    table = read("\n".join(" | ".join(row) for row in rows), fixed=fixed)
    assert all(c.row < len(table.rows) for c in table.cells)


def test_wide_and_long_tables_are_linear() -> None:
    line = "Net sales " + " | 1,234" * 200
    table = read("\n".join([line] * 50))
    assert len(table.cells) == 10_000

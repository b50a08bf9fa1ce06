"""The unit and scale of rows: by their brackets, their words, their neighbours, and what the caption excepts."""

from datetime import date

import pytest

from tieout.calendar import Calendar
from tieout.facts import Period, Place
from tieout.fiscal import FiscalYear
from tieout.release import RawCell, RawTable
from tieout.table import raw_to_table
from tieout.table.scale import text_to_currency, text_to_scale
from tieout.table.tables import raws_to_tables
from tieout.table.units import label_to_unit

CALENDAR = Calendar(date(2004, 7, 20), Period(date(2004, 6, 30), date(2004, 4, 1)), FiscalYear(12))


def raw(text: str, *caption: str) -> RawTable:
    """A raw table drawn line by line, `|` between its cells."""
    lines = [line.split("|") for line in text.splitlines() if line.strip()]
    cells = [
        RawCell(r, c, part.strip(), 1000 * r + 10 * c, 1000 * r + 10 * c + len(part.strip()))
        for r, parts in enumerate(lines)
        for c, part in enumerate(parts)
        if part.strip()
    ]
    return RawTable(Place(0, 1), len(lines), max(map(len, lines)), tuple(cells), "html", caption)


def units(text: str, *caption: str) -> list[str]:
    """The first figure of each row in base units: "value unit"."""
    table = raw_to_table(raw(text, *caption), 0, calendar=CALENDAR)
    first = [c for c in table.cells if c.column == 0]
    return [f"{c.quantity.value.normalize():f} {c.quantity.unit}" for c in first if c.quantity]


@pytest.mark.parametrize(
    ("label", "printed", "want"),
    [
        # producers of oil, gas, gold and power
        ("Oil (Bbl/d)", "31,400", "31400 barrel/day"),
        ("Natural gas (MMcfe/d)", "3,100", "3100 million cubic foot equivalent/day"),
        ("Daily combined output (MBbl)", "46", "46 thousand barrel"),
        ("Gold produced (ounces)", "52,600", "52600 ounce"),
        ("Total (thousand MWh)", "6,020", "6020000 megawatt hour"),
        ("Average grade (g/t)", "2.54", "2.54 gram/tonne"),
        ("Realized price ($/Bbl)", "$ 31.77", "31.77 USD/barrel"),
        # carriers
        ("Loaded miles (thousands)", "47,800", "47800000 mile"),
        ("Revenue per loaded mile", "$ 2.61", "2.61 USD/mile"),
        ("Average tractors in service", "2,418", "2418 tractor"),
        ("Operating cost per ASM (cents)", "10.46", "0.1046 USD/available seat mile"),
        ("Daily vessel operating expenses", "$ 7,210", "7210 USD/day"),
        # others
        ("Net customer additions", "96,400", "96400 customer"),
        ("Backlog at period end (homes)", "783", "783 home"),
        ("Total students", "32,300", "32300 student"),
        ("Dividend per share (pence)", "3.15", "0.0315 USD/share"),
    ],
)
def test_rows_that_are_no_money(label: str, printed: str, want: str) -> None:
    assert units(f" | 2004\n{label} | {printed}", "Operating data") == [want]


@pytest.mark.parametrize("label", ["Gain (loss)", "Revenues (millions)", "Net sales (unaudited)", "Student loans"])
def test_brackets_that_name_no_unit(label: str) -> None:
    assert label_to_unit(label) is None


def test_a_statement_counts_only_what_it_says_to_count() -> None:
    lines = " | 2004\nRestaurants | 812\nTons shipped | 207\nEmployees (headcount) | 4,216"
    want = ["812000 USD", "207 ton", "4216 employee"]
    assert units(lines, "Consolidated Statements of Income", "(dollars in thousands)") == want


@pytest.mark.parametrize(
    ("caption", "label", "want"),
    [
        ("(in millions, except RevPAR and average daily rate)", "Comparable RevPAR", "112.46 USD"),
        ("(in millions, except RevPAR and average daily rate)", "Average daily rate", "112.46 USD"),
        ("(in millions, except RevPAR and average daily rate)", "Room revenue", "112460000 USD"),
        ("(in thousands, except headcount and per-share amounts)", "Tangible assets", "112460 USD"),
        ("(in thousands, except par value)", "Common stock, $0.01 par value", "112460 USD"),
    ],
)
def test_a_caption_names_rows_that_it_does_not_scale(caption: str, label: str, want: str) -> None:
    assert units(f" | 2004\n{label} | $ 112.46", "Key metrics", caption) == [want]


def test_terms_between_per_share_amounts_are_per_share() -> None:
    lines = """
                               | 2004
        Net income             | 40.4
        Adjusted EBITDA        | 96.9
        Diluted EPS            | 0.65
        Restructuring, net     | 0.08
        Impairment, net        | -
        Adjusted diluted EPS   | 0.73
        Capital spending       | 0.9
        """
    want = ["40400000 USD", "96900000 USD", "0.65 USD/share", "0.08 USD/share", "0 USD/share", "0.73 USD/share"]
    assert units(lines, "Reconciliation", "(in millions)")[:6] == want


def test_a_table_of_per_share_amounts_alone_needs_no_scale() -> None:
    lines = " | 2004\nGAAP diluted EPS | $ 0.42\nStorm costs | 0.06\nOngoing EPS | $ 0.48"
    assert units(lines, "Reconciliation") == ["0.42 USD/share", "0.06 USD/share", "0.48 USD/share"]


def test_money_in_cents_between_per_share_amounts_stays_money() -> None:
    lines = " | 2004\nDiluted EPS | $ 0.42\nRent | 1,840.06\nDividends per share | $ 0.10"
    assert units(lines, "Summary")[1] == "1840.06 USD"


def test_a_total_gives_its_unit_to_its_parts() -> None:
    lines = " | 2004\nResidential | 2,040\nIndustrial | 1,600\nTotal (thousand MWh) | 3,640"
    want = ["2040000 megawatt hour", "1600000 megawatt hour", "3640000 megawatt hour"]
    assert units(lines, "Electric sales") == want


@pytest.mark.parametrize(
    ("words", "power", "currency"),
    [
        ("£m", 6, "GBP"),
        ("€m", 6, "EUR"),
        ("(in EUR k)", 3, "EUR"),
        ("MSEK", 6, "SEK"),
        ("TEUR", 3, "EUR"),
        ("¥ billion", 9, "JPY"),
        ("Millions of dollars", 6, "USD"),
    ],
)
def test_scale_in_other_countries(words: str, power: int, currency: str) -> None:
    scale = text_to_scale(words)
    assert scale is not None
    assert (scale.money, scale.currency) == (power, currency)


@pytest.mark.parametrize("words", ["a charge of £4m", "Metal", "M&M", "T-shirts"])
def test_no_scale(words: str) -> None:
    assert text_to_scale(words) is None


def test_marks_before_letters_are_currencies_only_with_a_scale() -> None:
    assert [text_to_currency(t) for t in ("£m", "£mile", "C$m")] == ["GBP", None, "CAD"]


def test_counts_and_prices_speak_against_the_scale_of_siblings() -> None:
    income = raw(" | 2004\nNet sales | $ 4,900\nCosts | 3,000", "Statements of Income", "(in thousands)")
    fleet = raw(" | 2004\nNumber of vessels | 22\nOperating days | 1,899\nCost of a voyage | $ 182", "Fleet data")
    tables = raws_to_tables([income, fleet], CALENDAR)
    assert [t.scale for t in tables] == [1000, 1]


@pytest.mark.parametrize(
    ("label", "want"),
    [
        ("Common shares repurchased", "-820000000 USD"),
        ("Treasury shares purchased, net", "-820000000 USD"),
        ("Number of shares repurchased", "-820000000 shares"),
    ],
)
def test_shares_in_a_statement_of_cash_flows_are_what_was_paid_for_them(label: str, want: str) -> None:
    assert (
        units(f" | 2004\nNet income | 4,100\n{label} | (820)", "Statements of Cash Flows", "(in millions)")[1] == want
    )


def test_terms_of_a_per_share_bridge_in_whole_amounts_are_per_share() -> None:
    lines = """
        | 2004
        Net income             | 4,120
        Taxes                  | 1,310
        Depreciation           | 2,480
        Diluted EPS            | 1.65
        Restructuring, net     | 0.08
        Adjusted diluted EPS   | 1.73
        """
    assert units(lines, "Reconciliation", "(in millions)")[4] == "0.08 USD/share"


@pytest.mark.parametrize(
    ("lines", "want"),
    [
        (" | 2004\nCost of revenue | 3%\nMarketing | 2\nPatents | -", ["3 %", "2 %", "0 %"]),
        (" | 2004\nReturn on equity | 8.2%\nForeign exchange | (0.6)", ["8.2 %", "-0.6 %"]),
        (" | 2004\nSales growth | 3.1%\nStores | 112", ["3.1 %", "112 store"]),
        (" | 2004\nSales growth | 3.1%\nRent | 4,120", ["3.1 %", "4120 USD"]),
        (" | 2004\nSales growth | 3.1%\nRent | $ 41\nFuel | 12", ["3.1 %", "41 USD", "12 USD"]),
    ],
)
def test_percentages_go_on_under_a_first_row_of_them(lines: str, want: list[str]) -> None:
    assert units(lines, "As a share of revenue") == want


def test_rows_under_a_heading_of_earnings_per_share_may_be_money() -> None:
    lines = " | 2004\nBasic net income per share: |\nNet income | 1,267\nBasic net income per share | 1.30"
    table = raw_to_table(raw(lines, "Computation of earnings", "(in millions)"), 0, calendar=CALENDAR)
    assert [r.metric for r in table.rows] == ["NetIncomeLoss", "EarningsPerShareBasic"]


def test_rows_in_columns_of_percentages_are_margins() -> None:
    lines = " | 2004\nRevenues | 100%\nCosts | 81\nGross profit | 19\nNet income | 9%"
    table = raw_to_table(raw(lines, "Statements of Income"), 0, calendar=CALENDAR)
    assert [r.metric for r in table.rows][2:] == ["GrossMargin", "NetMargin"]


HEAD = " | Three Months Ended June 30, 2004"


def test_a_table_that_repeats_the_columns_before_it_has_their_scale() -> None:
    outlook = raw(" | 2005\nNet sales | $ 18.2\nCosts | 11.0", "Outlook", "(in billions)")
    income = raw(f"{HEAD}\nNet sales | $ 4,900\nCosts | 3,000", "Statements of Income", "(in millions)")
    detail = raw(f"{HEAD}\nCost of sales | $ 41\nMarketing | 22", "(1) Includes compensation as follows:")
    rates = raw(f"{HEAD}\nRooms revenue (in millions) | $ 41\nDaily rate | $ 212", "Hotel statistics")
    tables = raws_to_tables([outlook, income, detail, rates], CALENDAR)
    assert [t.scale for t in tables] == [10**9, 10**6, 10**6, 1]


def test_siblings_tell_the_scale_of_counts_of_shares() -> None:
    income = raw(f"{HEAD}\nNet sales | $ 4,900\nDiluted shares outstanding | 1,012", "Income", "(in millions)")
    bridge = raw(f"{HEAD}\nDiluted EPS | $ 0.42\nAdjusted EPS | $ 0.48\nDiluted shares used | 1,012")
    cells = raws_to_tables([income, bridge], CALENDAR)[1].cells
    assert [str(c.quantity.value) for c in cells if c.quantity][-1] == "1012000000"


def test_an_exchange_rate_is_no_percentage_and_a_column_of_earnings_per_share_has_cents() -> None:
    assert units(" | 2004\nEUR:USD average FX rate | 0.9391", "Data") != ["0.9391 %"]
    lines = " | EPS | EPS\n | Net income | Diluted\nReported | 109 | 0.73"
    table = raw_to_table(raw(lines, "Reconciliation", "(in millions)"), 0, calendar=CALENDAR)
    assert [str(c.quantity.unit) for c in table.cells if c.quantity] == ["USD", "USD/share"]


@pytest.mark.parametrize(
    ("label", "printed", "want"),
    [
        ("Efficiency ratio", "62", "62 %"),
        ("Return on average tangible equity", "14", "14 %"),
        ("Gross margin", "62", "62000000 USD"),
        ("Effect of the change in the effective tax rate", "5", "5000000 USD"),
    ],
)
def test_ratios_that_are_never_money_need_no_decimals(label: str, printed: str, want: str) -> None:
    assert units(f" | 2004\n{label} | {printed}", "Key figures", "(in millions)") == [want]


def test_a_row_of_money_and_cents_has_both() -> None:
    table = raw_to_table(
        raw(" | 2004 | 2004\nEarnings/EPS | $ 406 | $ 0.19", "Results", "(in millions)"), 0, calendar=CALENDAR
    )
    assert [str(c.quantity.unit) for c in table.cells if c.quantity] == ["USD", "USD/share"]


def test_dashes_are_of_the_unit_of_their_row() -> None:
    lines = " | 2004 | 2003\nLiabilities related to assets for sale | 539,828 | -"
    table = raw_to_table(raw(lines, "Balance Sheets", "(in thousands)"), 0, calendar=CALENDAR)
    assert [c.quantity.unit for c in table.cells if c.quantity] == ["USD", "USD"]


def test_a_title_gives_the_unit_of_cents() -> None:
    lines = " | 2004\nNet income | $ 3.17\nImpairment | 0.26\nTaxes | -"
    assert units(lines, "Per share amounts") == ["3.17 USD/share", "0.26 USD/share", "0 USD/share"]
    assert units(f"{lines}\nRent | 1,840", "Per share amounts")[0] == "3.17 USD"


@pytest.mark.parametrize(
    ("header", "want"),
    [("Number of stores opened", "1318 store"), ("Oil (Bbl/d)", "1318 barrel/day"), ("Restaurants", "1318 USD")],
)
def test_a_column_that_counts_gives_its_unit(header: str, want: str) -> None:
    assert units(f" | {header}\n1st Quarter | 1,318", "Update") == [want]


def test_what_is_added_to_the_basic_shares_is_shares() -> None:
    lines = """
        | 2004
        Net income                       | 4,120
        Weighted average shares, basic   | 534
        Dilutive effect of options       | 4
        Weighted average shares, diluted | 538
        Option expense                   | 12
        """
    assert [u.split()[1] for u in units(lines, "Earnings per share", "(in millions)")] == [
        "USD",
        "shares",
        "shares",
        "shares",
        "USD",
    ]


def test_shares_named_before_a_bracket_are_not_what_it_scales() -> None:
    scale = text_to_scale("Earnings per share for 2004 (net income in millions and shares in thousands):")
    assert scale is not None
    assert (scale.money, scale.shares) == (6, 3)


def test_earnings_per_share_in_cents() -> None:
    lines = " | 2004 | 2004\n | Net income | EPS (diluted US cents)\nReported | 109 | 7.3"
    table = raw_to_table(raw(lines, "Reconciliation", "(in millions)"), 0, calendar=CALENDAR)
    assert [str(c.quantity.value) for c in table.cells if c.quantity] == ["109000000", "0.073"]
    assert units(" | 2004\nEPS (diluted US cents) | 52.9", "Key figures", "(in millions)") == ["0.529 USD/share"]

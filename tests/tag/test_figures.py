"""Figures: the printed text, its value in base units, and what it counts. Rows are grouped by the form they show."""

from decimal import Decimal

import pytest

from tieout.mentions import FigureMention
from tieout.periods import find_periods
from tieout.tag.figures import find_figures


def figures(text: str) -> list[FigureMention]:
    return find_figures(text, periods=find_periods(text))


def only(text: str) -> FigureMention:
    (found,) = figures(text)
    return found


def quoted(text: str) -> list[tuple[str, str, str]]:
    return [(text[m.start : m.end], str(m.value), m.unit) for m in figures(text)]


MONEY = [
    # marks, codes and words
    ("Sales were $7.4 million.", "$7.4 million", "7400000", "USD"),
    ("Sales were $ 7.4 million.", "$ 7.4 million", "7400000", "USD"),
    ("a fee of US$12,500 was paid", "US$12,500", "12500", "USD"),
    ("sales of C$3.2 billion", "C$3.2 billion", "3200000000", "CAD"),
    ("a loan of A$40 million", "A$40 million", "40000000", "AUD"),
    ("revenue of €27.5 million", "€27.5 million", "27500000", "EUR"),
    ("a dividend of 12.5p", "12.5p", "0.125", "GBP/share"),
    ("revenue of RMB172.8 million", "RMB172.8 million", "172800000", "CNY"),
    ("revenue of CHF 5.5 million", "CHF 5.5 million", "5500000", "CHF"),
    ("net sales of MSEK 1,204", "MSEK 1,204", "1204000000", "SEK"),
    ("net sales of SEK 1,204 m", "SEK 1,204 m", "1204000000", "SEK"),
    ("profit of Rs 475.3 crore", "Rs 475.3 crore", "4753000000", "INR"),
    ("savings of 50 million dollars", "50 million dollars", "50000000", "USD"),
    ("a charge of 35 cents", "35 cents", "0.35", "USD"),
    ("a #13 billion contract", "#13 billion", "13000000000", "GBP"),  # the pound sign of seven-bit texts
    # magnitudes
    ("SALES OF $169.0 MILLION", "$169.0 MILLION", "169000000", "USD"),
    ("raised $5M", "$5M", "5000000", "USD"),
    ("raised $5 MM", "$5 MM", "5000000", "USD"),
    ("raised $2.5bn", "$2.5bn", "2500000000", "USD"),
    ("raised £40k", "£40k", "40000", "GBP"),
    ("a $1.2-billion plan", "$1.2-billion", "1200000000", "USD"),
    ("spent $0.9 trillion", "$0.9 trillion", "900000000000", "USD"),
    ("earned $.08", "$.08", "0.08", "USD"),
]


@pytest.mark.parametrize(("text", "quote", "value", "unit"), MONEY)
def test_money(text: str, quote: str, value: str, unit: str) -> None:
    assert quoted(text) == [(quote, value, unit)]


RATES = [
    ("up 14%", "14%", "14", "%"),
    ("up 14 percent", "14 percent", "14", "%"),
    ("up 14 per cent", "14 per cent", "14", "%"),
    ("a 6½% rise", "6½%", "6.5", "%"),
    ("up 150 basis points", "150 basis points", "150", "bp"),
    ("a 25-basis-point cut", "25-basis-point", "25", "bp"),
    ("up 40 bps", "40 bps", "40", "bp"),
    ("up 2.5 percentage points", "2.5 percentage points", "2.5", "pp"),
    ("margin rose 0.4 points", "0.4", "0.4", "pp"),
    ("net debt of 2.3x EBITDA", "2.3x", "2.3", "x"),
    ("a book-to-bill ratio of 1.8", "1.8", "1.8", "x"),
    ("a current ratio of 2.1 to 1", "2.1", "2.1", "x"),
    ("a ratio of 1.4:1", "1.4:1", "1.4", "x"),
    ("interest was covered 3.5 times", "3.5", "3.5", "x"),
    ("more than 10 times the floor space", "10", "10", "x"),
]


@pytest.mark.parametrize(("text", "quote", "value", "unit"), RATES)
def test_percentages_points_and_ratios(text: str, quote: str, value: str, unit: str) -> None:
    assert quoted(text) == [(quote, value, unit)]


PER_SHARE = [
    ("earned $0.62 per diluted share", "$0.62", "0.62", "USD/share"),
    ("earned $0.62 per basic and diluted share", "$0.62", "0.62", "USD/share"),
    ("paid $0.25 a share", "$0.25", "0.25", "USD/share"),
    ("paid 25 cents per share", "25 cents", "0.25", "USD/share"),
    ("paid $0.61 per common unit", "$0.61", "0.61", "USD/share"),
    ("earned $1.10 in adjusted diluted EPS", "$1.10", "1.10", "USD/share"),
    ("declared a $0.20 special cash dividend", "$0.20", "0.20", "USD/share"),
    ("declared a $20 million special cash dividend", "$20 million", "20000000", "USD"),
    ("EPS of $0.11", "$0.11", "0.11", "USD/share"),
    ("Diluted earnings per share was $1.64", "$1.64", "1.64", "USD/share"),
    ("raised its quarterly dividend to $0.17", "$0.17", "0.17", "USD/share"),
    ("TBV/share of $34.61", "$34.61", "34.61", "USD/share"),
    ("sold at $122.02 per short ton", "$122.02", "122.02", "USD/short ton"),
    ("priced at $55.63/Bbl", "$55.63", "55.63", "USD/barrel"),
    ("$0.10/gal for freight", "$0.10", "0.10", "USD/gallon"),
    ("EPS per diluted sha re of $0.32", "$0.32", "0.32", "USD/share"),
    ("rents of $3.36 per square foot", "$3.36", "3.36", "USD/square foot"),
    ("insured up to $250,000 per account", "$250,000", "250000", "USD/account"),
    # amounts that are per nothing
    ("savings of $5 million per year", "$5 million", "5000000", "USD"),
    ("EPS included a charge of $5.2 million", "$5.2 million", "5200000", "USD"),
]


@pytest.mark.parametrize(("text", "quote", "value", "unit"), PER_SHARE)
def test_amounts_per_share_and_unit_prices(text: str, quote: str, value: str, unit: str) -> None:
    assert quoted(text) == [(quote, value, unit)]


QUANTITIES = [
    ("runs 445 retail stores", "445", "445", "store"),
    ("1.9 million rentable square feet", "1.9 million", "1900000", "square foot"),
    ("a 322,560 square-foot hall", "322,560", "322560", "square foot"),
    ("978 thousand short tons", "978 thousand", "978000", "short ton"),
    ("a 395-unit complex", "395", "395", "unit"),
    ("3 million book, music, and other titles", "3 million", "3000000", "title"),
    ("5,000 sales offices", "5,000", "5000", "office"),
    ("2,700 class A shares", "2,700", "2700", "shares"),
    ("bought back 247,237 shares of stock", "247,237", "247237", "shares"),
    ("179,937 Bbl/d of liquids", "179,937", "179937", "barrel/day"),
    ("50,000 face shields per week", "50,000", "50000", "face shield/week"),
    ("110 km/h trains", "110", "110", "kilometer/hour"),
    ("two 230 kV lines", "230", "230", "kilovolt"),
    ("45 MW of capacity", "45", "45", "megawatt"),
    ("30 787-9 airplanes", "30", "30", "airplane"),
    ("15 KC-46A Tankers", "15", "15", "tanker"),
    ("1,600 Farm Credit Bureau (“FCB”) loans", "1,600", "1600", "loan"),
    ("12 A320-200 jets", "12", "12", "jet"),
    ("opened 31 new Norton's Sales & Lease Service stores", "31", "31", "store"),
    ("5,000 sales & marketing employees", "5,000", "5000", "employee"),
    ("over 945 Company- operated and franchised stores", "945", "945", "store"),
    ("876 thousand Acme® units", "876 thousand", "876000", "unit"),
    ("56M views", "56M", "56000000", "view"),
    ("50 of our best stores", "50", "50", "store"),
    ("Headcount was 536.", "536", "536", "employee"),
    ("CUSTOMER TOTAL PAST 6.2 MILLION", "6.2 MILLION", "6200000", "customer"),
    ("Days sales outstanding were 64 days", "64", "64", "day"),
]


@pytest.mark.parametrize(("text", "quote", "value", "unit"), QUANTITIES)
def test_quantities_and_their_noun(text: str, quote: str, value: str, unit: str) -> None:
    assert quoted(text) == [(quote, value, unit)]


SIGNS = [
    # a bracket inside the mark, or the percent sign outside, is always a minus
    ("a loss of $(0.07) per share", "$(0.07)", "-0.07"),
    ("an effect of (3)%", "(3)%", "-3"),
    ("cash flow of $(5.2) million", "$(5.2) million", "-5200000"),
    # a bracket around all of it is one where the sentence wants a figure, and an aside after a noun
    ("EPS of ($0.07)", "($0.07)", "-0.07"),
    ("the margin was (3%)", "(3%)", "-3"),
    ("severance ($247,000)", "($247,000)", "247000"),
    ("a gain ($5.2 million in all)", "$5.2 million", "5200000"),
    ("a change of -5%", "-5%", "-5"),
    ("a change of −$3 million", "−$3 million", "-3000000"),
    ("comparable sales - 5%", "5%", "5"),
]


@pytest.mark.parametrize(("text", "quote", "value"), SIGNS)
def test_printed_signs(text: str, quote: str, value: str) -> None:
    assert [row[:2] for row in quoted(text)] == [(quote, value)]


RANGES = [
    ("$90-95 million", ["90000000", "95000000"], "USD"),
    ("$500-$600 million", ["500000000", "600000000"], "USD"),
    ("between $90 and $95 million", ["90000000", "95000000"], "USD"),
    ("$1.20 to $1.25 per share", ["1.20", "1.25"], "USD/share"),
    ("EPS of 67 to 71 cents per share", ["0.67", "0.71"], "USD/share"),
    ("growth of 5-7%", ["5", "7"], "%"),
    ("growth of 5 to 7 percent", ["5", "7"], "%"),
    ("down 30%-40%", ["30", "40"], "%"),
    ("40 to 50 new stores", ["40", "50"], "store"),
    ("leverage of 2.0x to 2.5x", ["2.0", "2.5"], "x"),
]


@pytest.mark.parametrize(("text", "values", "unit"), RANGES)
def test_ranges_are_two_figures(text: str, values: list[str], unit: str) -> None:
    low, high = figures(text)
    assert [str(low.value), str(high.value)] == values
    assert (low.unit, high.unit) == (unit, unit)
    assert (low.bound, high.bound) == ("low", "high")
    assert (low.range_with, high.range_with) == (high.start, low.start)


NO_RANGES = [
    "sales increased $2 million to $10 million",
    "sales grew from $5 million to $6 million",
    "revenue of $7 million, or 5%",
    "stores rose 5 percent to 445 stores",
]


@pytest.mark.parametrize("text", NO_RANGES)
def test_a_move_to_a_figure_is_no_range(text: str) -> None:
    assert [m.bound for m in figures(text)] == [None, None]


SHARED = [
    ("$94.1 and $91.2 million", ["94100000", "91200000"], ["USD", "USD"]),
    ("5 and 7 percent, respectively", ["5", "7"], ["%", "%"]),
    ("$0.11 and $0.09 per diluted share", ["0.11", "0.09"], ["USD/share", "USD/share"]),
    ("to $250,000 from $100,000 per account", ["250000", "100000"], ["USD/account", "USD/account"]),
    (
        "runs 914 halls, including 629 in the United Kingdom, 110 in Canada and 42 in Peru",
        ["914", "629", "110", "42"],
        ["hall"] * 4,
    ),
    ("opened 12 stores and, at $5 million, 3 in Norway", ["12", "5000000"], ["store", "USD"]),
    ("30 Company-owned and 50 franchised stores", ["30", "50"], ["store", "store"]),
    ("5,049,150 and 4,773,137 shares", ["5049150", "4773137"], ["shares", "shares"]),
    ("headcount was 536, compared to 527", ["536", "527"], ["employee", "employee"]),
    ("cost per short ton fell to $83.07 from $86.80", ["83.07", "86.80"], ["USD/short ton", "USD/short ton"]),
    ("sales of $94.1 million and 91.2 million", ["94100000", "91200000"], ["USD", "USD"]),
    # not shared: each has its own
    ("$9,004,000 or $0.62 per share", ["9004000", "0.62"], ["USD", "USD/share"]),
    ("a rate of 108.84, or 1.3% more", ["1.3"], ["%"]),
]


@pytest.mark.parametrize(("text", "values", "units"), SHARED)
def test_what_a_list_prints_once(text: str, values: list[str], units: list[str]) -> None:
    assert [str(m.value) for m in figures(text)] == values
    assert [m.unit for m in figures(text)] == units


@pytest.mark.parametrize(
    ("text", "bound", "hedge"),
    [
        ("more than 400 stores", "low", None),
        ("over 400 stores", "low", None),
        ("at least $12.56 million", "low", None),
        ("in excess of $750 million", "low", None),
        ("up to $50 million", "high", None),
        ("less than 5%", "high", None),
        ("no more than 5%", "high", None),
        ("400 stores", None, None),
        ("approximately $55 million", None, "approximately"),
        ("nearly 400,000 titles", None, "nearly"),
        ("over approximately 400 stores", "low", "approximately"),
        ("an estimated 20.0%", None, "an estimated"),
        ("a share count of ~458 million shares", None, "~"),
        ("$5 million or more", "low", None),
    ],
)
def test_bounds_and_hedges(text: str, bound: str | None, hedge: str | None) -> None:
    assert (only(text).bound, only(text).hedge) == (bound, hedge)


def test_over_after_a_rise_compares() -> None:
    assert [m.bound for m in figures("a 32 percent increase over $66.0 million")] == [None, None]


def test_a_bound_holds_for_a_list() -> None:
    assert [m.bound for m in figures("over 425,000 products and 1,600 vendors")] == ["low", "low"]


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("$7.4 million", "100000"),
        ("$7 million", "1000000"),
        ("$0.40", "0.01"),
        ("14.50%", "0.01"),
        ("7,751 stores", "1"),
    ],
)
def test_step_is_the_weight_of_the_last_digit(text: str, step: str) -> None:
    assert only(text).step == Decimal(step)


def test_numerals_in_periods_are_left_alone() -> None:
    assert quoted("In the 13 weeks ended May 2, 2020, and in 2019, sales rose 4%.") == [("4%", "4", "%")]


def test_offsets_are_exact() -> None:
    text = "Net loss ($0.07)."
    assert text[only(text).start : only(text).end] == "($0.07)"


def test_blocks_are_read_apart() -> None:
    assert quoted("Sales: $\n7.4 million") == [("7.4 million", "7400000", "")]


def test_a_magnitude_without_a_noun_has_no_unit() -> None:
    assert only("cash from operations of 144.8 million").unit == ""


def test_a_magnitude_without_a_noun_is_money_in_the_only_currency_of_the_text() -> None:
    text = "Cash from operations of 144.8 million was used. Sales were €5 million."
    assert [m.unit for m in figures(text)] == ["EUR", "EUR"]


@pytest.mark.parametrize("seed", ["1", "1,", "$1", "(1", "(", "$", "a", "1 a ", "1 and ", "one and ", "7.5% Senior "])
def test_hostile_text_is_read(seed: str) -> None:
    assert find_figures(seed * 2000) is not None

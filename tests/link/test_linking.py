"""Sentences of our own and what their figures mean: one construction a row.

All stand under a dateline of May 5, 2020 for a first quarter that ended on March 31, 2020 (see conftest.py).
Only what a row names is looked at.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tieout.facts import Fact

Q1, Q1_2019, Q4_2019 = "2020-01-01/2020-03-31", "2019-01-01/2019-03-31", "2019-10-01/2019-12-31"


def shown(fact: Fact, field: str) -> Any:
    """A field of the fact, as rows write it."""
    if field in ("value", "unit"):
        return getattr(fact.quantity, field)
    found = getattr(fact, field)
    return str(found) if found is not None and field in ("period", "versus") else found


def row(sentence: str, quote: str, *, fails: str = "", **expected: Any) -> Any:
    """A sentence, the figure in it, and what is expected of its fact; `fails` says why it does not hold yet."""
    if "value" in expected:
        expected["value"] = Decimal(expected["value"])
    marks = [pytest.mark.xfail(reason=fails, strict=True)] if fails else []
    return pytest.param(sentence, quote, expected, marks=marks, id=f"{sentence[:40]} [{quote}]")


LEVELS_AND_WHAT_THEY_ARE_COMPARED_WITH = [
    row(
        "Net sales were $42.6 million in the first quarter, compared to $40.1 million in the first quarter of 2019.",
        "$42.6 million",
        metric="Revenues",
        period=Q1,
        aspect="level",
    ),
    row(
        "Net sales were $42.6 million in the first quarter, compared to $40.1 million in the first quarter of 2019.",
        "$40.1 million",
        metric="Revenues",
        period=Q1_2019,
    ),
    row(
        "Net income was $3.1 million, or $0.31 per diluted share, versus $2.8 million, or $0.28, a year ago.",
        "$0.31",
        metric="EarningsPerShareDiluted",
        period=Q1,
    ),
    row(
        "Net income was $3.1 million, or $0.31 per diluted share, versus $2.8 million, or $0.28, a year ago.",
        "$2.8 million",
        metric="NetIncomeLoss",
        period=Q1_2019,
    ),
    row(
        "Net income was $3.1 million, or $0.31 per diluted share, versus $2.8 million, or $0.28, a year ago.",
        "$0.28",
        metric="EarningsPerShareDiluted",
        period=Q1_2019,
        fails="whether shares are diluted is not carried to the other side",
    ),
    row(
        "Gross margin was 38.2% versus 37.5% in the prior-year quarter.",
        "37.5%",
        metric="GrossMargin",
        period=Q1_2019,
        aspect="level",
    ),
    row(
        "Operating expenses of $11.2 million compare with $10.4 million in the same quarter of 2019.",
        "$10.4 million",
        metric="OperatingExpenses",
        period=Q1_2019,
    ),
    row("Net sales: $42.6 million (2019: $40.1 million).", "$40.1 million", metric="Revenues", period=Q1_2019),
]

MOVES = [
    row(
        "Net sales increased 6% to $42.6 million from $40.1 million in the first quarter of 2019.",
        "6%",
        metric="Revenues",
        aspect="change",
        value="6",
        period=Q1,
        versus=Q1_2019,
    ),
    row(
        "Net sales increased 6% to $42.6 million from $40.1 million in the first quarter of 2019.",
        "$42.6 million",
        metric="Revenues",
        aspect="level",
        period=Q1,
    ),
    row(
        "Net sales increased 6% to $42.6 million from $40.1 million in the first quarter of 2019.",
        "$40.1 million",
        metric="Revenues",
        aspect="level",
        period=Q1_2019,
    ),
    row(
        "Gross profit fell by 4.5% year over year.",
        "4.5%",
        metric="GrossProfit",
        aspect="change",
        value="-4.5",
        versus=Q1_2019,
    ),
    row(
        "A $1.9 million decrease in interest expense helped.",
        "$1.9 million",
        metric="InterestExpense",
        aspect="change",
        value="-1900000",
    ),
    row("Revenue was up 2% sequentially.", "2%", metric="Revenues", aspect="change", period=Q1, versus=Q4_2019),
    row(
        "Gross margin widened by 120 basis points.",
        "120 basis points",
        metric="GrossMargin",
        aspect="change",
        value="120",
    ),
    row(
        "Operating income, which rose 9%, was $5.4 million.",
        "9%",
        metric="OperatingIncomeLoss",
        aspect="change",
        value="9",
    ),
    row(
        "Net income was $3.1 million and earnings per share were $0.31, up 36% and 34%, respectively.",
        "34%",
        metric="EarningsPerShare",
        aspect="change",
        value="34",
    ),
    row("Net sales and gross profit grew 6% and 7%, respectively.", "6%", metric="Revenues", aspect="change"),
    row("Net sales and gross profit grew 6% and 7%, respectively.", "7%", metric="GrossProfit", aspect="change"),
    row("Comparable store sales declined 2.3%.", "2.3%", metric="ComparableSales", aspect="change", value="-2.3"),
]

SIGNS = [
    row("The company had a net loss of $54,000 in the quarter.", "$54,000", metric="NetIncomeLoss", value="-54000"),
    row("The net loss was $1.2 million, or $0.08 per share.", "$0.08", metric="EarningsPerShare", value="-0.08"),
    row(
        "Cash used in operating activities was $7.5 million.",
        "$7.5 million",
        metric="NetCashFromOperatingActivities",
        value="-7500000",
    ),
    row(
        "Net loss narrowed to $2.0 million from $5.0 million a year ago.",
        "$5.0 million",
        metric="NetIncomeLoss",
        value="-5000000",
        period=Q1_2019,
    ),
    row(
        "The provision for loan losses was $2.4 million.",
        "$2.4 million",
        metric="ProvisionForCreditLosses",
        value="2400000",
    ),
    row(
        "Operating income improved to $5.4 million from a loss of $1.1 million.",
        "$1.1 million",
        metric="OperatingIncomeLoss",
        value="-1100000",
    ),
]

BALANCES_AND_DATES = [
    row(
        "At March 31, 2020, cash and cash equivalents totaled $88.0 million.",
        "$88.0 million",
        metric="Cash",
        period="2020-03-31",
    ),
    row(
        "Total debt was $120 million at quarter end, down from $131 million at year-end 2019.",
        "$120 million",
        metric="Debt",
        period="2020-03-31",
    ),
    row(
        "Total debt was $120 million at quarter end, down from $131 million at year-end 2019.",
        "$131 million",
        metric="Debt",
        period="2019-12-31",
    ),
    row(
        "Backlog at March 31, 2020 was $310 million, compared with $287 million at December 31, 2019.",
        "$287 million",
        metric="Backlog",
        period="2019-12-31",
    ),
    row(
        "The company ended the quarter with $88.0 million of cash.", "$88.0 million", metric="Cash", period="2020-03-31"
    ),
    row(
        "A quarterly dividend of $0.12 per share is payable on June 15, 2020.",
        "$0.12",
        metric="DividendsPerShare",
        period="2020-04-01/2020-06-30",
    ),
]

OTHER_TIMES = [
    row(
        "For fiscal 2019, net sales were $171.3 million.",
        "$171.3 million",
        metric="Revenues",
        period="2019-01-01/2019-12-31",
    ),
    row(
        "Capital expenditures for the trailing twelve months were $9.9 million.",
        "$9.9 million",
        metric="CapitalExpenditures",
        period="2019-04-01/2020-03-31",
    ),
    row(
        "Net sales were $43.0 million in the fourth quarter of 2019 and $42.6 million in the first quarter of 2020.",
        "$43.0 million",
        metric="Revenues",
        period=Q4_2019,
    ),
    row("In the previous quarter, net sales were $43.0 million.", "$43.0 million", metric="Revenues", period=Q4_2019),
    row(
        "Interest expense was $278,000 and $177,000 for the quarters ended March 31, 2020 and 2019, respectively.",
        "$177,000",
        metric="InterestExpense",
        period=Q1_2019,
    ),
    row(
        "In the same period of 2018, net sales were $38.0 million.",
        "$38.0 million",
        metric="Revenues",
        period="2018-01-01/2018-03-31",
    ),
    row(
        "Through June, net sales were $80 million.",
        "$80 million",
        metric="Revenues",
        period="2019-01-01/2019-06-30",
    ),
]

GUIDANCE = [
    row(
        "For the second quarter of 2020, the company expects net sales of $40 million to $44 million.",
        "$40 million",
        metric="Revenues",
        status="guidance",
        bound="low",
        period="2020-04-01/2020-06-30",
    ),
    row(
        "For the second quarter of 2020, the company expects net sales of $40 million to $44 million.",
        "$44 million",
        metric="Revenues",
        status="guidance",
        bound="high",
        period="2020-04-01/2020-06-30",
    ),
    row(
        "The company reaffirmed its 2020 guidance for diluted earnings per share of $1.20 to $1.25.",
        "$1.25",
        metric="EarningsPerShareDiluted",
        status="guidance",
        period="2020-01-01/2020-12-31",
    ),
    row(
        "Capital spending for 2020 is expected to be about $12 million.",
        "$12 million",
        metric="CapitalExpenditures",
        status="guidance",
        period="2020-01-01/2020-12-31",
    ),
    row(
        "The company raised its 2020 revenue target to $185 million from $180 million.",
        "$185 million",
        metric="Revenues",
        status="guidance",
        period="2020-01-01/2020-12-31",
    ),
    row(
        "The company raised its 2020 revenue target to $185 million from $180 million.",
        "$180 million",
        metric="Revenues",
        status="guidance",
        period="2020-01-01/2020-12-31",
    ),
    row(
        "The company has withdrawn its 2020 target of $1.50 in earnings per share.",
        "$1.50",
        metric="EarningsPerShare",
        status="guidance",
    ),
    row(
        "Net sales of $42.6 million were higher than the company had expected.",
        "$42.6 million",
        metric="Revenues",
        status="actual",
    ),
    row(
        "The tax rate for 2020 should be between 23% and 24%.",
        "23%",
        metric="EffectiveIncomeTaxRate",
        status="guidance",
        period="2020-01-01/2020-12-31",
    ),
]

BASIS = [
    row("Adjusted EBITDA was $8.8 million.", "$8.8 million", metric="AdjustedEBITDA", basis="non-gaap"),
    row(
        "On an adjusted basis, net income was $3.6 million.",
        "$3.6 million",
        metric="AdjustedNetIncome",
        basis="non-gaap",
    ),
    row("Organic revenue grew 3%.", "3%", metric="OrganicRevenue", basis="non-gaap", aspect="change"),
    row("Net sales rose 6% (up 8% in constant currency).", "8%", basis="non-gaap", aspect="change"),
    row("Net sales rose 6% (up 8% in constant currency).", "6%", metric="Revenues", basis="gaap"),
    row(
        "Net income was $3.1 million, or $3.6 million excluding restructuring charges.",
        "$3.6 million",
        metric="AdjustedNetIncome",
        basis="non-gaap",
    ),
]

SEGMENTS = [
    row("Net sales for the Outdoor segment were $12.0 million.", "$12.0 million", metric="Revenues", segment="Outdoor"),
    row(
        "Industrial segment net sales increased 4% to $30.6 million.",
        "$30.6 million",
        metric="Revenues",
        segment="Industrial",
    ),
    row("International revenue was $9.5 million.", "$9.5 million", metric="Revenues", segment="International"),
    row("Total net sales were $42.6 million.", "$42.6 million", metric="Revenues", segment=None),
]

NAMES_BEHIND_THE_FIGURE = [
    row(
        "The company recorded $2.0 million of severance in the quarter.", "$2.0 million", metric="RestructuringCharges"
    ),
    row("The company repurchased 400,000 shares for $9.2 million.", "400,000", metric="SharesRepurchased"),
    row("The company repurchased 400,000 shares for $9.2 million.", "$9.2 million", metric="ShareRepurchases"),
    row("The quarter included a $1.4 million write-off of goodwill.", "$1.4 million", metric="ImpairmentCharges"),
    row("Cash collections were $31.0 million.", "$31.0 million", metric=None, label="Cash collections"),
    row("Selling, general and administrative expenses were 18.1% of net sales.", "18.1%", aspect="level", unit="%"),
    row("The company operates 212 stores in 14 states.", "212", metric="Stores"),
    row("It employs 1,900 people.", "1,900", metric="Employees"),
    row(
        "Included in net income is a gain of $0.6 million on the sale of land.",
        "$0.6 million",
        metric="GainLossOnSale",
        fails="a gain whose amount stands before what was sold names no metric",
    ),
]

CARRIED_OVER_FROM_CLAUSE_TO_CLAUSE = [
    row(
        "Operating income was $5.4 million. It was $4.9 million in the first quarter of 2019.",
        "$4.9 million",
        metric="OperatingIncomeLoss",
        period=Q1_2019,
    ),
    row(
        "Net sales were $42.6 million. This compares to $40.1 million a year ago.",
        "$40.1 million",
        metric="Revenues",
        period=Q1_2019,
    ),
    row(
        "Gross profit was $16.3 million, up 8%, while operating expenses were $11.2 million.",
        "$11.2 million",
        metric="OperatingExpenses",
    ),
    row("EBITDA of $8.8 million represented 20.7% of net sales.", "20.7%", aspect="level"),
    row("MARLOW REPORTS RECORD FIRST QUARTER SALES OF $42.6 MILLION", "$42.6 MILLION", metric="Revenues", period=Q1),
]

COMPLETED_BY_WHAT_STANDS_BEHIND = [
    row(
        "Charges of $5.0 million and $4.0 million, respectively, for moving costs were booked.",
        "$4.0 million",
        label="Charges for moving costs",
    ),
    row(
        "Currency had a $1.7 million negative impact on first quarter revenues.",
        "$1.7 million",
        metric=None,
        label="negative impact on revenues",
    ),
    row(
        "We expect charges of $5.0 million for moves of offices.", "$5.0 million", label="charges for moves of offices"
    ),
    row("Freight costs rose $2.2 million on dearer fuel.", "$2.2 million", label="Freight costs"),
    row("The kitchen table cost $5.0 million for years.", "$5.0 million", label="kitchen table"),
    row("In the first quarter, over 90% of the awards were for new business.", "90%", label="awards for new business"),
    row("The fee of $5.0 million increased net income.", "$5.0 million", metric=None, label="fee"),
    row("Revenue was $9.0 million, of which $2.0 million came from new shops.", "$2.0 million", metric="Revenues"),
    row("An increase of $3.0 million of rent was offset.", "$3.0 million", metric=None, label="rent"),
    row(
        "The company is well placed to deliver planned synergies of $4.0 million.",
        "$4.0 million",
        label="planned synergies",
    ),
    row(
        "Other revenue is royalty income, which in 2020 increased to $4.1 million.",
        "$4.1 million",
        label="royalty income",
    ),
]

GROWTHS_AND_PAIRS = [
    row("Revenue growth accelerated to 15%.", "15%", metric="Revenues", aspect="change"),
    row("Revenue growth accelerated to 15% from 9%.", "9%", metric="Revenues", aspect="change"),
    row("Gross retention stayed above 95%.", "95%", label="Gross retention"),
    row("Our desk-based revenue grew a healthy 19 percent.", "19 percent", metric="Revenues", aspect="change"),
    row("Adjusted net income of $5.0 million and EPS of $0.26 were reported.", "$0.26", metric="AdjustedEPS"),
    row("Adjusted EBITDA of $5.0 million and EPS of $0.26 were reported.", "$0.26", metric="EarningsPerShare"),
    row("It expects to earn between $1.35 and $1.55 a share.", "$1.35", metric="EarningsPerShare"),
    row(
        "Net income was $9.4 million, or $0.62 per share; the figures for 2019 are $7.7 million and $0.59.",
        "$7.7 million",
        metric="NetIncomeLoss",
    ),
]

OTHER_SIDES_AND_BASES = [
    row(
        "GAAP and non-GAAP gross margins were 72.4% and 72.7%, respectively.",
        "72.4%",
        metric="GrossMargin",
        basis="gaap",
    ),
    row("GAAP and non-GAAP gross margins were 72.4% and 72.7%, respectively.", "72.7%", basis="non-gaap"),
    row("Revenue was $9.0 million, up 9% in both USD and constant currency.", "9%", metric="Revenues", basis="gaap"),
    row(
        "Backlog was $9.0 million, up 49% in USD and 50% in constant currency.",
        "50%",
        metric="Backlog",
        aspect="change",
    ),
    row("Backlog grew to $9.0 million, including over 900 boats.", "900", metric="Backlog"),
    row("It operates 914 shops, including 629 in Utah.", "629", metric="Stores"),
    row(
        "Included in other liabilities were $5.0 million of deferred revenue.", "$5.0 million", metric="DeferredRevenue"
    ),
    row(
        "Following $5.0 million in provisions for loan losses, net loss was $7.0 million.",
        "$5.0 million",
        metric="ProvisionForCreditLosses",
    ),
    row("EPS was $6.68, including a $0.02 benefit from tax, compared to $5.41.", "$5.41", metric="EarningsPerShare"),
    row(
        "Yield was 6.1% in the quarter and the cost of deposits was 3.1%.",
        "3.1%",
        metric=None,
        label="cost of deposits",
    ),
    row(
        "Interest income of $1.9 million, which included $0.2 million of fees, decreased $0.4 million.",
        "$0.4 million",
        label="Interest income",
    ),
    row(
        "Diluted earnings of $2.26 per share from continuing operations, up 12 percent.",
        "12 percent",
        metric="EarningsPerShare",
    ),
    row("The company sold 4.1 million phones.", "4.1 million", metric="SalesVolume"),
    row("The company sold 41 restaurants.", "41", metric="Stores"),
    row("We paid $2.4 million of cash dividends, or $0.43 per share.", "$0.43", metric="DividendsPerShare"),
    row("The board raised the dividend 20%.", "20%", metric="DividendsPerShare", aspect="change"),
    row("Revenue should be about $5.0 million. This reflects 8% growth.", "8%", metric="Revenues", aspect="change"),
    row("The share count was ~458 million.", "458 million", label="share count"),
    row("NOI of the Ridge shops was $9.0 million, an increase of 4.7%.", "4.7%", metric=None),
    row("Loans were $9.0 million, compared to total loans of $8.0 million.", "$8.0 million", metric="Loans"),
]

PAIRS_AND_THRESHOLDS = [
    row("Returns on average assets and equity were 0.76% and 7.50%.", "7.50%", metric="ReturnOnEquity"),
    row("Returns on average assets and equity were 0.76% and 7.50%.", "0.76%", metric="ReturnOnAssets"),
    row(
        "Book and tangible book values per share were $21.42 and $19.38.", "$19.38", metric="TangibleBookValuePerShare"
    ),
    row("We had 933 customers with over $1 million in annual contract value, up 30%.", "30%", metric="Customers"),
    row(
        "Net income was $56.0 million or $0.91 per share, an increase of 44.5% from $38.7 million.",
        "44.5%",
        metric="NetIncomeLoss",
    ),
    row("Delinquencies rose $125 million, or 10%.", "10%", metric=None),
    row("Revenue rose 16% (17% on a foreign exchange (F/X) neutral basis).", "17%", metric="OrganicRevenue"),
    row(
        "Net income was reduced by a $2.00 million provision for loan losses.",
        "$2.00 million",
        aspect="level",
        metric="ProvisionForCreditLosses",
    ),
    row("We had 1,208 customers with ARR of $100,000 or more, up 52%.", "52%", metric="Customers"),
    row("Unit cost excluding fuel was up 1%.", "1%", label="Unit cost excluding fuel"),
    row("Non-GAAP loss per share from $0.04 to $0.06 is expected.", "$0.04", metric="AdjustedEPS", value="-0.04"),
    row("It had 66 rent-to-own stores.", "66", metric="Stores"),
    row(
        "Results include $5.2 million of merger-, tax- and storm-related costs.",
        "$5.2 million",
        label="merger-, tax- and storm-related costs",
    ),
    row(
        "We bought Laurel Mill, a mill in Kent, for $51.0 million.",
        "$51.0 million",
        metric="Acquisition",
        segment="Laurel Mill",
    ),
    row("We returned $1.2 billion of cash to shareholders.", "$1.2 billion", metric=None),
    row(
        "Adjusted income tax expense was $28.9 million.",
        "$28.9 million",
        metric="IncomeTaxExpenseBenefit",
        basis="non-gaap",
    ),
    row(
        "Sales growth of 6.3% to $25.5 billion with operational growth of 7.5%.",
        "$25.5 billion",
        metric="Revenues",
        basis="gaap",
    ),
]

HARDER_ONES = [
    row(
        "Debt was $120 million at March 31, 2020, compared with $126 million three months earlier.",
        "$126 million",
        metric="Debt",
        period="2019-12-31",
    ),
    row(
        "For the rest of 2020 the yard has fixed 71% of its days.",
        "71%",
        period="2020-04-01/2020-12-31",
    ),
    row(
        "Revenue per available room fell 24.0%: up 2.3% through February, down 62% in March.",
        "62%",
        aspect="change",
        value="-62",
        period="2020-03-01/2020-03-31",
    ),
    row(
        "In January and February same-store sales were 7% above last year.",
        "7%",
        metric="ComparableSales",
        aspect="change",
        period="2020-01-01/2020-02-29",
        fails="two months joined are read as the second",
    ),
    row("Fees, at $38.9 million, held up better.", "$38.9 million", metric=None, label="Fees"),
    row(
        "Nonaccrual loans fell to $36.3 million, or 2.88% of total loans.",
        "2.88%",
        metric="CreditQualityRatio",
        aspect="level",
    ),
    row(
        "Restructuring charges of $5 million, severance of $2 million among them, were booked.",
        "$2 million",
        metric="RestructuringCharges",
    ),
    row(
        "The loss includes $3.0 million, or $0.09 per share, for the closing of a plant.",
        "$0.09",
        aspect="level",
        unit="USD/share",
    ),
    row(
        "Sales to schools were $4.1 million, to hospitals $6.0 million.",
        "$6.0 million",
        metric="Revenues",
        segment="hospitals",
        fails="a second item of a list does not take over the metric of the first",
    ),
    row(
        "Gross margin improved to 38.2%, 70 basis points better than a year ago.",
        "70 basis points",
        metric="GrossMargin",
        aspect="change",
        value="70",
        versus=Q1_2019,
    ),
    row(
        "Earnings per share came to $0.31 after $0.28.",
        "$0.28",
        metric="EarningsPerShare",
        period=Q1_2019,
    ),
    row(
        "The backlog, $310 million at quarter end, is the highest ever.",
        "$310 million",
        metric="Backlog",
        period="2020-03-31",
    ),
    row(
        "Cash flow from operations was $6.2 million; free cash flow, $3.9 million.",
        "$3.9 million",
        metric="FreeCashFlow",
        fails="a comma does not bind a name to a figure",
    ),
    row("Monthly cash use is estimated at $3 million.", "$3 million", status="guidance"),
]


@pytest.mark.parametrize(
    ("sentence", "quote", "expected"),
    [
        *LEVELS_AND_WHAT_THEY_ARE_COMPARED_WITH,
        *MOVES,
        *SIGNS,
        *BALANCES_AND_DATES,
        *OTHER_TIMES,
        *GUIDANCE,
        *BASIS,
        *SEGMENTS,
        *NAMES_BEHIND_THE_FIGURE,
        *CARRIED_OVER_FROM_CLAUSE_TO_CLAUSE,
        *COMPLETED_BY_WHAT_STANDS_BEHIND,
        *GROWTHS_AND_PAIRS,
        *OTHER_SIDES_AND_BASES,
        *PAIRS_AND_THRESHOLDS,
        *HARDER_ONES,
    ],
)
def test_figure(link_text: Callable[..., list[Fact]], sentence: str, quote: str, expected: dict[str, Any]) -> None:
    (fact,) = [fact for fact in link_text(sentence) if fact.quote == quote]
    assert {field: shown(fact, field) for field in expected} == expected


def test_a_heading_sets_the_period_of_bullets_that_name_none(link_text: Callable[..., list[Fact]]) -> None:
    text = "Full Year 2019 Highlights\n\n- Net sales were $171.3 million.\n\n- Net income was $12.0 million.\n"
    assert {str(fact.period) for fact in link_text(text)} == {"2019-01-01/2019-12-31"}


def test_a_lead_in_sets_the_period_of_its_bullets(link_text: Callable[..., list[Fact]]) -> None:
    text = (
        "For the second quarter of 2020, the company expects:\n\n- net sales of $44 million;\n\n- a tax rate of 23%.\n"
    )
    assert {str(fact.period) for fact in link_text(text)} == {"2020-04-01/2020-06-30"}


def test_every_fact_names_the_rules_that_made_it(link_text: Callable[..., list[Fact]]) -> None:
    (fact,) = link_text("Net sales were $42.6 million.")
    assert fact.rule == "level; named before; period carried on"


def test_a_sentence_of_many_figures_takes_linear_time(link_text: Callable[..., list[Fact]]) -> None:
    facts = link_text("Net sales were " + ", ".join(f"${k}.0 million" for k in range(100, 700)) + ".")
    assert {fact.metric for fact in facts} == {"Revenues"}


def test_bullets_behind_a_lead_in_are_parts_of_what_it_names(link_text: Callable[..., list[Fact]]) -> None:
    text = "Comparable sales rose in all regions:\n\n- Eastland increased 4%\n\n- Total costs increased 3%\n"
    found = [(fact.metric, fact.segment) for fact in link_text(text)]
    assert found == [("ComparableSales", "Eastland"), ("OperatingExpenses", None)]

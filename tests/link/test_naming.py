"""What is measured: sentences of our own, the figure in them, and the metric or, where none fits, the label.

Grouped by how the words lead to the figure. A row's last field is the metric's name, or a label in small letters.
"""

from collections.abc import Callable

import pytest

from tieout.facts import Fact

ASIDES = [
    ("Software revenue, which includes licenses, hosting and support, was $8.2 million.", "$8.2 million", "Revenues"),
    (
        "Adjusted income, which leaves out stock compensation, fell to $3.1 million.",
        "$3.1 million",
        "AdjustedNetIncome",
    ),
    ("Retention, the share of pupils who come back, was 71%.", "71%", "retention"),
    ("Net income (after a $2.0 million provision for bad debts) was $5.1 million.", "$5.1 million", "NetIncomeLoss"),
    ("Revenue, including $4 million of fees, rose 14%.", "14%", "Revenues"),
    ("Cargo revenue, helped by a contract worth $11 million a year, rose 6.2%.", "6.2%", "Revenues"),
]

VERBS = [
    ("Deadhead rose from 11.8% to 13.1%.", "11.8%", "deadhead"),
    ("Exploration is cut from $24 million to $13 million.", "$13 million", "exploration"),
    ("Total assets were $90 million, up from $80 million.", "$80 million", "Assets"),
    ("Long-term debt has come down by $6 million.", "$6 million", "Debt"),
    ("Insurance and claims cost $7.4 million.", "$7.4 million", "insurance and claims"),
    ("Churn is forecast at 3%.", "3%", "churn"),
    ("Claims ratio 91.6% vs. 87.5%; lapse ratio 4.2% vs. 5.1%", "87.5%", "claims ratio"),
    ("Operating ratio 91.6% vs. 87.5%", "91.6%", "operating ratio"),
    ("Claims ratio 91.6% vs. 87.5%; lapse ratio 4.2% vs. 5.1%", "4.2%", "lapse ratio"),
]

LISTS = [
    ("Net income was $5 million and EPS was $1.10, up 6% and 4% from a year ago, respectively.", "6%", "NetIncomeLoss"),
    ("Net income was $5 million and EPS was $1.10, up 6% and 4% from a year ago.", "4%", "EarningsPerShare"),
    (
        "Operating cash flow was $71 million and free cash flow $46 million, against with $58 million and $36 million.",
        "$58 million",
        "NetCashFromOperatingActivities",
    ),
    (
        "Net sales were $42 million, EBITDA was $7 million and the net loss was $1 million. "
        "The comparable amounts in 2019 were $40 million, $9 million and $2 million.",
        "$9 million",
        "EBITDA",
    ),
    (
        "Net income was $11 million, or $0.60 a share, on sales of $79 million. "
        "That compares with $41 million, or $2.23, on sales of $82 million.",
        "$41 million",
        "NetIncomeLoss",
    ),
    (
        "Excluding integration expenses, noninterest expense was $31 million and $34 million, respectively.",
        "$31 million",
        "NoninterestExpense",
    ),
    (
        "Book value stood at $10.45 per share compared to $10.54 per share, and tangible book value at $9.86 per "
        "share compared to $10.15 per share in June, and $10.60 per share in March.",
        "$10.15",
        "TangibleBookValuePerShare",
    ),
]

PROFITS_AND_BASIS = [
    ("Loss from operations was $11.7 million, versus a loss of $12.8 million.", "$12.8 million", "OperatingIncomeLoss"),
    ("Adjusted diluted EPS was a loss of $1.53 in the quarter.", "$1.53", "AdjustedEPS"),
    (
        "Pro forma net loss was $22 million, compared with a net loss of $10 million in the fourth quarter.",
        "$10 million",
        "NetIncomeLoss",
    ),
    ("Diluted earnings per share were $3.79 on a GAAP basis and $4.81 on a non-GAAP basis.", "$4.81", "AdjustedEPS"),
    ("Diluted EPS was $3.23, or $3.29 as adjusted.", "$3.29", "AdjustedEPS"),
    ("Revenue was down 6 percent, down 1 percent adjusting for currency.", "1 percent", "OrganicRevenue"),
]

DONE_WITH = [
    (
        "The company returned $9 million to shareholders through dividends of $5 million and buybacks of $4 million.",
        "$9 million",
        "returned to shareholders",
    ),
    ("The company returned $9 million to shareholders in dividends.", "$9 million", "DividendsPaid"),
    ("The charge reduced earnings per share by $0.15.", "$0.15", "impact on earnings per share"),
    ("The company increased its earnings per share by $0.15.", "$0.15", "EarningsPerShare"),
    ("It sells 3 million book, music, and other titles.", "3 million", "book, music, and other titles"),
    ("The company repurchased $4 million of its senior notes.", "$4 million", "senior notes repurchased"),
    ("The company repurchased $4 million of its common stock.", "$4 million", "ShareRepurchases"),
    (
        "It recorded $2.9 million of charges associated with the impairment of goodwill.",
        "$2.9 million",
        "ImpairmentCharges",
    ),
    ("A total of 15,500 shares were repurchased in the quarter.", "15,500", "SharesRepurchased"),
    ("It paid $12.9 million, or $0.32 per share, as part of its dividend program.", "$0.32", "DividendsPerShare"),
    ("The Board declared a quarterly dividend of $0.32 per share.", "$0.32", "DividendsPerShare"),
    ("The quarter's production of 5,100 ounces was a record.", "5,100", "Production"),
    ("It lost 14 offices in the quarter.", "14", "offices"),
]

MOVES_OF_THINGS = [
    ("This was partially offset by a $2 million increase in storm repair costs.", "$2 million", "storm repair costs"),
    ("Expenses were up on an increase of 12% in outside freight last year.", "12%", "outside freight"),
    ("Total revenue saw a 5% increase in Europe.", "5%", "Revenues"),
    ("The company raised its advertising budget from $3 million to $4 million.", "$3 million", "advertising budget"),
    ("Tools held for lease are included in other assets and totaled $4 million.", "$4 million", "tools held for lease"),
    ("Losses included in other expense were $4 million.", "$4 million", "losses included in other expense"),
    ("It recorded $2 million and $1 million, respectively, of ticket taxes.", "$1 million", "ticket taxes"),
    ("Half of the output is hedged at an average floor of $86.40 per barrel.", "$86.40", "average floor per barrel"),
    (
        "Some 40,000 shares were repurchased at $26 per share, for a total of $1.04 million.",
        "$1.04 million",
        "ShareRepurchases",
    ),
]

LEFT_OUT = [
    ("Without that charge, net income would have been $17.2 million.", "$17.2 million", "AdjustedNetIncome"),
    ("Excluding the gain, operating income was $5.2 million.", "$5.2 million", "AdjustedOperatingIncome"),
    ("Including the gain, operating income was $5.2 million.", "$5.2 million", "OperatingIncomeLoss"),
    ("Net income to common was $29.4 million, or $0.43 per diluted share.", "$29.4 million", "NetIncomeLoss"),
    ("Net income available to shareholders was $2.4 million, or $0.43 per share.", "$2.4 million", "NetIncomeLoss"),
    ("Sales growth: 2% to 3%.", "2%", "Revenues"),
    ("Between 12 and 14 new kilns are planned for 2021.", "12", "kilns"),
    ("Revenue from Europe and Asia was $9.5 million.", "$9.5 million", "Revenues"),
    ("Wages which dropped 5% were below plan.", "5%", "wages"),
    ("Net income was $3 million, $0.28 a share; on a diluted basis that is $0.27.", "$0.27", "EarningsPerShareDiluted"),
    ("It had coal sales of 1.8 million short tons.", "1.8 million", "SalesVolume"),
    ("It has 445 stores in 42 states.", "42", "states"),
    ("Annual recurring revenue tops $250 million.", "$250 million", "RecurringRevenue"),
    ("Storm damage was $4.3 million, or $0.20 per share.", "$0.20", "storm damage per share"),
]


def named(fact: Fact) -> str:
    """The metric, or the label in small letters."""
    return fact.metric or fact.label.lower()


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [*ASIDES, *VERBS, *LISTS, *PROFITS_AND_BASIS, *DONE_WITH, *MOVES_OF_THINGS, *LEFT_OUT],
)
def test_what_is_measured(link_text: Callable[..., list[Fact]], text: str, quote: str, expected: str) -> None:
    (fact,) = [fact for fact in link_text(text) if fact.quote == quote]
    assert named(fact) == expected

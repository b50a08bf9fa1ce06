"""Which time each figure is for: sentences of our own under the dateline of conftest.py, a first quarter of 2020.

A row gives the sentence and the periods of its figures in order; "Q1" and the like stand for quarters.
"""

from collections.abc import Callable

import pytest

from tieout.facts import Fact

SPANS = {
    "Q1": "2020-01-01/2020-03-31",
    "Q2": "2020-04-01/2020-06-30",
    "Q1-19": "2019-01-01/2019-03-31",
    "Q4-19": "2019-10-01/2019-12-31",
    "FY19": "2019-01-01/2019-12-31",
    "FY18": "2018-01-01/2018-12-31",
    "FY20": "2020-01-01/2020-12-31",
    "": "None",
}

ONE_TIME_FOR_ALL = [
    (
        "We made gains of $5 million for pension plans and a gain of $3 million for medical plans in 2019.",
        ["FY19", "FY19"],
    ),
    (
        "It holds $5 million of notes, $3 million of bonds and the $2 million loan at December 31, 2019.",
        ["2019-12-31", "2019-12-31", "2019-12-31"],
    ),
    # what brackets say is of no other time
    (
        "The result was gains of $5 million and $3 million of losses (including impairments) in 2019 and $6 million of "
        "gains in 2018.",
        ["FY19", "FY19", "FY18"],
    ),
    # but a clause of its own is
    ("Net sales were $5 million, and we spent $3 million on stores in 2019.", ["Q1", "FY19"]),
    ("The rate was 4% (on $5 million of loans), and 5% in 2019.", ["Q1", "Q1", "FY19"]),
    # a day that is named holds for a list, whatever is measured
    (
        "As of December 31, 2019, federal, state and foreign operating loss carryforwards were $8 million, $9 million "
        "and $2 million.",
        ["2019-12-31"] * 3,
    ),
]

LISTS_THAT_PAIR_OFF = [
    (
        "(2) Costs were $9 million (before the tax impact of $3 million) and $8 million (before the tax impact of "
        "$2 million) in 2019 and 2018, respectively.",
        ["FY19", "FY19", "FY18", "FY18"],
    ),
    ("It paid nil and $3 million in 2019 and 2018.", ["FY18"]),
    ("Rents of nil, $2 million, and $3 million were paid in 2020, 2019 and 2018, respectively.", ["FY19", "FY18"]),
    (
        "For the years ended December 31, 2019 and 2018, we had a currency gain of $2 million and loss of $3 million, "
        "respectively.",
        ["FY19", "FY18"],
    ),
    (
        "Rent expense was $7 million and $9 million for the years ended December 31, 2018 and 2019.",
        ["FY18", "FY19"],
    ),
    (
        "Grants for 2019 and 2018 cost $94 ($74 after tax) and $81 ($64 after tax), respectively.",
        ["FY19", "FY19", "FY18", "FY18"],
    ),
    (
        "Net income was $16 million, or $2.35 per share, and $24 million, or $3.43 per share, in 2019 and 2018.",
        ["FY19", "FY19", "FY18", "FY18"],
    ),
    (
        "We had currency gains of $4 million and losses of $5 million, respectively, for the years 2019 and 2018.",
        ["FY19", "FY18"],
    ),
    (
        "Storm repairs of $2 million and $5 million for the quarter and year ended December 31, 2019 were excluded.",
        ["Q4-19", "FY19"],
    ),
    (
        "Rent was $2 million and $3 million, and $8 million and $9 million, for the three and twelve months ended "
        "December 31, 2019 and 2018.",
        ["Q4-19", "2018-10-01/2018-12-31", "FY19", "FY18"],
    ),
    (
        "Revenue was $5 million and $6 million in 2019 and 2018, respectively. Costs were $3 million and $4 million, "
        "respectively.",
        ["FY19", "FY18", "FY19", "FY18"],
    ),
    (
        "As of March 31, 2020 and December 31, 2019, cash was $5 million and $6 million, respectively.",
        ["2020-03-31", "2019-12-31"],
    ),
    (
        "Net sales were $4 million and $16 million, representing rises of 2% and 3% for the fourth quarter and full "
        "year 2019, respectively.",
        ["Q4-19", "FY19"] * 2,
    ),
    (
        "We had assets of $5 million and $4 million and debts of $3 million and $2 million at March 31, 2020 and "
        "December 31, 2019, respectively.",
        ["2020-03-31", "2019-12-31"] * 2,
    ),
    (  # the second day ends a year too
        "Rent was $5 million and $4 million for the years ended December 31, 2019 and December 31, 2018.",
        ["FY19", "FY18"],
    ),
    (  # what stands behind "respectively" is of the next figures
        "Pay for 2019 and 2018 was $9 and $8 million, respectively, and for the quarters ended March 31, 2020 and 2019 "
        "was $3 and $2 million.",
        ["FY19", "FY18", "Q1", "Q1-19"],
    ),
    (  # two figures, one time: nothing to pair
        "Net sales were $5 million and net income was $1 million in the first quarter of 2019.",
        ["Q1", "Q1-19"],
    ),
]

ONE_FIGURE_FOR_LISTED_TIMES = [
    ("As of March 31, 2020 and 2019, Marlow had debt of $5 million.", ["2020-03-31"]),
    ("In the years ended December 31, 2019 and 2018, net sales were more than $5 million.", ["FY19"]),
]

THE_TIME_BEHIND_IS_SHARED = [
    ("The company reported net sales of $59 million and net income of $2 million for the year 2019.", ["FY19", "FY19"]),
    ("Tools held for sale were $17 million and $2 million as of December 31, 2019.", ["2019-12-31", "2019-12-31"]),
    ("Net sales were $5 million, as the plant sold for $2 million in 2018 had closed.", ["Q1", "FY18"]),
]

THE_WORDS_OUTRANK_THE_METRIC = [
    ("As of December 31, 2019, the company had tax expense of $2 million not yet recognized.", ["2019-12-31"]),
    ("We expected a yield of 4% in 2019 and of 5% in 2018.", ["FY19", "FY18"]),
]

BRACKETS = [
    ("At December 31, 2019, debt stood under current liabilities ($3 million).", ["2019-12-31"]),
    (
        "Net income: $3 million, or $0.20 a share (first quarter of 2019: $2 million and $0.18)",
        ["Q1", "Q1", "Q1-19", "Q1-19"],
    ),
    ("The rate was 108.1 yen to the dollar (121.4 yen a year earlier).", ["Q1", "Q1-19"]),
    ("On March 1, 2020, fees rose to five percent (5%) of sales.", ["2020-03-01", "2020-03-01"]),
    ("EPS were $7.19 vs. $4.88 last year (+47% year over year).", ["Q1", "Q1-19", "Q1"]),
    ("Net sales rose to $5 million (2019: $4 million); fees fell by 2%.", ["Q1", "Q1-19", "Q1"]),
]

COMPARISONS_THAT_END = [
    ("EPS was $0.94, down 6%, because of tax gains amounting to $0.11 in the prior year.", ["Q1", "Q1", "Q1-19"]),
    # "from" tells the source, "against" the plan
    ("The impact on income from $5 million of charges was small.", ["Q1"]),
    ("Marlow benefited from a $2 million tax refund.", ["Q1"]),
    ("We work against our plan, delivering 17% operating margin and 9% net margin.", ["Q1", "Q1"]),
    ("Average loans rose 1% linked quarter, partly offset by $2 million of sales.", ["Q1", "Q1"]),
    ("We opened more stores than a year ago, and net sales were $5 million.", ["Q1"]),
    ("Revenue from tools and parts was $5 million.", ["Q1"]),
    (
        "Net sales of $96 million rose $10 million compared to $86 million in the first quarter of 2019.",
        ["Q1", "Q1", "Q1-19"],
    ),
    ("Net sales were $5 million, similar to last year.", ["Q1"]),
    ("At March 31, 2020, debt of $5 million compared to a carrying amount of $6 million.", ["2020-03-31"] * 2),
    ("Net sales were $5 million, compared to consensus estimates of $4 million.", ["Q1", "Q1"]),
    ("Issued were notes at rates ranging from 2% to 4% at costs ranging from $5 to $20.", ["Q1"] * 4),
    (  # a move of the other side
        "Net sales rose 5% compared to an increase of 7% in the first quarter of 2019, driven by a 3% rise in prices.",
        ["Q1", "Q1-19", "Q1"],
    ),
    (
        "Net income for the year 2019 was $7 million versus $6 million for the corresponding period.",
        ["FY19", "FY18"],
    ),
    ("Second quarter 2020: net sales from $71 to $72 million.", ["Q2", "Q2"]),
    (
        "Net sales were $5 million, excluding tax, compared to $4 million, excluding tax, for the year ended "
        "December 31, 2019.",
        ["Q1", "FY19"],
    ),
]


WORDS_FOR_TIMES = [
    ("Orders in the quarter of $5 million were a record.", ["Q1"]),
    ("Net sales were $5 million. The comparable amounts in 2019 were $4 million.", ["Q1", "Q1-19"]),
    ("Through February, net sales were $3 million.", ["2020-01-01/2020-02-29"]),
    ("The 2019 quarter had costs of $3 million.", ["Q1-19"]),
    ("Cash was $5 million, against $4 million three months earlier.", ["2020-03-31", "2019-12-31"]),
    ("Sales were $68 million, a gain of 12% on the $61 million of the year before.", ["Q1", "Q1", "Q1-19"]),
    ("Churn was 17% for the first quarter and 21% for the fourth quarter.", ["Q1", "Q4-19"]),
    ("For the second quarter, which ends June 30, 2020, we expect EPS of $0.33 to $0.36.", ["Q2", "Q2"]),
    ("We are on the way to the 2020 target of $200 million in net sales.", ["FY20"]),
    ("Fiscal 2020 outlook: adjusted EPS of $4. Free cash flow of $85 million.", ["FY20", "FY20"]),
    (  # a month is no scene for what follows
        "In March, Marlow sold a plant for $2 million. Net sales were $5 million. In the quarter we paid $1 million.",
        ["2020-03-01/2020-03-31", "Q1", "Q1"],
    ),
    (  # a day without a year is one near the quarter, whatever was said of next year
        "We expect to spend $55 million in 2021. Debt stood at $246 million on March 31.",
        ["2021-01-01/2021-12-31", "2020-03-31"],
    ),
]


DAYS_AND_SPANS = [
    ("At the end of March Marlow had 66 shops.", ["2020-03-31"]),
    # the end of a year is a day for what is held, the year for what is done in it
    ("Marlow ended 2019 with $11 million of cash and returned $7 million to holders.", ["2019-12-31", "FY19"]),
    ("Marlow ended the quarter with $11 million of cash, and net outflows were $9 million.", ["2020-03-31", "Q1"]),
    ("At the end of the quarter Marlow had 40 stores and $4 million of bonds.", ["2020-03-31", "2020-03-31"]),
    # what is drawn is drawn in the quarter, whatever day was spoken of
    ("Cash was $4 million at March 31, 2020. We drew down $2 million on our facility.", ["2020-03-31", "Q1"]),
    ("We drew down on a $2 million term loan.", ["Q1"]),
    ("We bought tools for a purchase price of $2 million.", ["Q1"]),
    ("Net debt was 3.4x adjusted EBITDA.", ["2020-03-31"]),
    ("The book-to-bill ratio was 1.2x.", ["Q1"]),
    # the day of another clause
    ("In the quarter Marlow bought 56,000 shares before deciding on April 16, 2020 to stop.", ["Q1"]),
]

COUNTS = [
    # a part of what is held is of the day of the whole
    ("Backlog grew to $77 million, including over 400 tools.", ["2020-03-31", "2020-03-31"]),
    ("In the quarter backlog included over 400 tools.", ["2020-03-31"]),
    ("In 2019 debt of $9 million was repaid, including $4 million of notes.", ["FY19", "FY19"]),
    ("It has credit facilities of $10 million. Operating leverage of 4% helped.", ["2020-03-31", "Q1"]),
    # what there is of a thing that a metric names is there on the day of release
    ("Our 5,000 employees thank you.", ["2020-05-05"]),
    ("With more than 40 stores, Marlow is known in Ohio.", ["2020-05-05"]),
    # ... what has moved is reported, what was done is of the quarter
    ("1,208 customers, up 52%", ["2020-03-31", "2020-03-31"]),
    ("Marlow moved one shop and remodeled 12 stores.", ["2020-03-31"]),
    ("Marlow ended the quarter with 2,611 drivers.", ["2020-03-31"]),
    ("Marlow operates 23 mills.", ["2020-05-05"]),
    ("Marlow has 64 employees.", ["2020-05-05"]),
    ("With 2019 revenues of $14 million, Marlow employs 500 people.", ["FY19", "2020-05-05"]),
    ("Throughput was 691,300 tonnes.", ["Q1"]),
    ("Marlow opened 31 stores.", ["Q1"]),
    ("Marlow drew down $150 million on its revolving credit facility.", ["Q1"]),
    ("Marlow returned $12 million of cash to shareholders.", ["Q1"]),
]

DIVIDENDS = [
    ("The next quarterly dividend payment of $0.31 per share is set for payment on May 18, 2020.", ["2020-05-18"]),
    ("The quarterly dividend of $0.31 per share is payable on May 18, 2020.", ["Q2"]),
    ("Marlow raises quarterly dividend to $0.30 per share", ["Q2"]),
    ("Marlow declares quarterly dividend of $0.30 per share", ["Q2"]),
    ("The board left the quarterly dividend at 17.5 cents per share.", ["Q2"]),
    ("Marlow paid a quarterly dividend of $0.30 per share.", ["Q1"]),
    ("The annual dividend stays at $1.20 per share.", ["Q1"]),
    ("Its dividend, which was $0.50 per share in the third quarter, is suspended.", ["2019-07-01/2019-09-30"]),
    ("The board declared a dividend of $0.30 per share for the third quarter.", ["2020-07-01/2020-09-30"]),
]

TIMES_OF_OTHER_THINGS = [
    ("Costs fell by $52,000 because the 2019 quarter bore $61,000 for a lawsuit.", ["Q1", "Q1-19"]),
    ("Revenues were up 88% on the year-ago quarter.", ["Q1"]),
    ("Free cash flow was $8 million, in line with the guidance provided in February.", ["Q1"]),
    ("Cash of $97 million funds the work into 2024.", ["2020-03-31"]),
    ("The covenant, set at 130%, is waived until June 2021.", ["Q1"]),
    ("Net sales grew 5%, as the rate order of May helped.", ["Q1"]),
    ("The charge under the 2004 plan was $5 million.", ["Q1"]),
    ("Marlow bought back $6 million of 2021 and 2022 notes.", ["Q1"]),
    (
        "Plan gains were $2 million for pensions and other benefits in 2019; losses were $1 million for medical and "
        "dental plans in 2018.",
        ["FY19", "FY18"],
    ),
    ("Net sales of 2019 were $5 million.", ["FY19"]),
    ("For 2020 we now forecast net sales of $5 million, up from $4 million.", ["FY20", "FY20"]),
    ("We raised our 2020 guidance for net sales to $5 million from $4 million.", ["FY20", "FY20"]),
    ("In 2020 we expect a margin of 29% (vs. 28% previously).", ["FY20", "FY20"]),
    ("Prices were below those of a year before, and the company paid $5 million for ore.", ["Q1"]),
    ("Releases from prior years' reserves lowered costs by $7 million.", ["Q1"]),
    ("Bookings for the second quarter of 2020 are at 70% of last year's pace.", ["Q2"]),
]


@pytest.mark.parametrize(
    ("sentence", "period"),
    [
        ("Annual revenue was $5 million.", "FY19"),
        ("Quarterly net income was $5 million.", "Q4-19"),
        ("Full Year 2019\n\nQuarterly net income was $5 million.", "Q4-19"),
        ("Full Year 2019\n\nNet income was $5 million.", "FY19"),
    ],
)
def test_annual_and_quarterly(sentence: str, period: str, link_text: Callable[..., list[Fact]]) -> None:
    """In the release of a fourth quarter: the year and the quarter that have ended."""
    dateline = (
        "Marlow Reports Fourth Quarter Results\n\nHARLOW, Ohio, February 4, 2020 -- Marlow today reported results for "
        "the quarter ended December 31, 2019. Its fiscal year ends on December 31."
    )
    assert [str(fact.period) for fact in link_text(sentence, dateline)] == [SPANS[period]]


@pytest.mark.parametrize(
    ("sentence", "periods"),
    [
        *WORDS_FOR_TIMES,
        *DAYS_AND_SPANS,
        *COUNTS,
        *DIVIDENDS,
        *TIMES_OF_OTHER_THINGS,
        *ONE_TIME_FOR_ALL,
        *LISTS_THAT_PAIR_OFF,
        *ONE_FIGURE_FOR_LISTED_TIMES,
        *THE_TIME_BEHIND_IS_SHARED,
        *THE_WORDS_OUTRANK_THE_METRIC,
        *BRACKETS,
        *COMPARISONS_THAT_END,
    ],
)
def test_periods(sentence: str, periods: list[str], link_text: Callable[..., list[Fact]]) -> None:
    assert [str(fact.period) for fact in link_text(sentence)] == [SPANS.get(p, p) for p in periods]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("For the second quarter Marlow looks for net sales of $73 to $76 million.", ["guidance", "guidance"]),
        ("The chief put capital spending for the year at $31 million.", ["guidance"]),
        ("Capital spending will drop to $55 million.", ["guidance"]),
        (
            "Backlog was $702 million, of which $418 million should become revenue within 12 months.",
            ["actual", "guidance"],
        ),
        ("Capital spending was $88 million in 2019 and is planned at $70 million for 2020.", ["actual", "guidance"]),
        ("Compared with our guidance of $5 million, net sales were $6 million.", ["guidance", "actual"]),
        ("Outlook\n\nNet sales of $5 million and EPS of $1.", ["guidance", "guidance"]),
        ("Outlook\n\nThe board declared a dividend of $0.43 per share.", ["actual"]),
        ("Cash and Outlook\n\nThe sale brought $64 million before tax.", ["actual"]),
        ("Marlow Raises 2020 Outlook Net Sales of $5 million", ["actual"]),
        ("Marlow raised its outlook for net sales to $5 million.", ["guidance"]),
        ("Marlow maintains its production guidance of 3,500 tons.", ["guidance"]),
        ("Marlow cut its 2020 capital budget to $7 million, down 35%.", ["guidance", "guidance"]),
        ("The $7 million capital budget is lean; net sales were $3 million.", ["guidance", "actual"]),
        ("2020 outlook: EPS of $4. Net sales of $85 million.", ["guidance", "guidance"]),
        ("2020 outlook: EPS of $4. Net sales were $85 million.", ["guidance", "actual"]),
        ("We expect sales of $5 million in 2020. This represents growth of 4%.", ["guidance", "guidance"]),
        ("Net sales were $5 million. This represents growth of 4%.", ["actual", "actual"]),
        ("2020 Guidance Withdrawn\n\nNet sales of $5 million.", ["actual"]),
    ],
)
def test_statuses(text: str, statuses: list[str], link_text: Callable[..., list[Fact]]) -> None:
    assert [fact.status for fact in link_text(text)] == statuses


def test_growth_by_its_name_is_measured_from_the_year_before(link_text: Callable[..., list[Fact]]) -> None:
    (fact,) = link_text("Organic sales growth of 5% is our best in years.")
    assert (fact.aspect, str(fact.versus)) == ("change", SPANS["Q1-19"])

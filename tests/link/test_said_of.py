"""What is said of an amount beside its name: on which basis, against what, of which part, from which edge of a span."""

from collections.abc import Callable

import pytest

from tieout.facts import Fact

LinkText = Callable[..., list[Fact]]

QUARTER, YEAR_BEFORE = "2020-01-01/2020-03-31", "2019-01-01/2019-03-31"


def figure(link_text: LinkText, text: str, quote: str) -> Fact:
    (fact,) = [fact for fact in link_text(text) if fact.quote == quote]
    return fact


@pytest.mark.parametrize(
    ("text", "quote", "metric"),
    [
        ("Revenue grew 6% (4%, adjusting for currency).", "4%", "OrganicRevenue"),
        ("Revenue was up 9 percent, or 13 percent in constant currency.", "13 percent", "OrganicRevenue"),
        ("Revenue rose 6%, in constant currency by 4%.", "6%", "Revenues"),
        (
            "Net sales represent 9 percent year-over-year growth or 13 percent in constant currency.",
            "13 percent",
            "OrganicRevenue",
        ),
        ("On a comparable constant currency basis, net sales were 1% higher than last year.", "1%", "OrganicRevenue"),
        ("Excluding these items, net income was $7 million.", "$7 million", "AdjustedNetIncome"),
        ("Net income excluded a charge; net income was $7 million.", "$7 million", "NetIncomeLoss"),
        ("The company delivered 57 airplanes.", "57", "SalesVolume"),
        ("Non-GAAP diluted EPS2 was $6.12.", "$6.12", "AdjustedEPS"),
        ("The company expects EPS guidance of $2.65 to be met.", "$2.65", "EarningsPerShare"),
    ],
)
def test_metric(link_text: LinkText, text: str, quote: str, metric: str) -> None:
    assert figure(link_text, text, quote).metric == metric


@pytest.mark.parametrize(
    ("text", "quote", "aspect"),
    [
        ("Domestic revenue of $8.9 billion decreased 7.1% versus last year.", "$8.9 billion", "level"),
        ("EPS of $1.96 increasing 8.9% beat the plan.", "$1.96", "level"),
        ("Margin of 19.5 percent reflects higher volume.", "19.5 percent", "level"),
        ("A charge of $59 million, partially offset by lower costs, was taken.", "$59 million", "level"),
        ("Revenue had a 5% organic increase.", "5%", "change"),
        ("Loan growth of $37 million, or 11%, was strong.", "$37 million", "change"),
        ("Net sales showed 9% growth or 13% in euros.", "13%", "change"),
    ],
)
def test_aspect(link_text: LinkText, text: str, quote: str, aspect: str) -> None:
    assert figure(link_text, text, quote).aspect == aspect


@pytest.mark.parametrize(
    ("text", "quote", "period"),
    [
        ("Net sales of $14.7 million were in line with the prior year.", "$14.7 million", QUARTER),
        ("Adjusted EPS was $2.71, up 38% over prior year, with reported EPS of $1.84.", "$1.84", QUARTER),
        (
            "Debt was $53.9 million, compared to $57.7 million at the beginning of the quarter.",
            "$57.7 million",
            "2019-12-31",
        ),
        ("The company repaid a $3.5 million bond maturing in 2025.", "$3.5 million", QUARTER),
        ("Net interest margin was 4.97% compared to 4.94% in the March 31, 2019 period.", "4.94%", YEAR_BEFORE),
        ("Inventory at the end of February was $7 million.", "$7 million", "2020-02-29"),
    ],
)
def test_period(link_text: LinkText, text: str, quote: str, period: str) -> None:
    assert str(figure(link_text, text, quote).period) == period


@pytest.mark.parametrize(
    ("text", "quote", "segment"),
    [
        ("In the Americas, revenue declined 12% to $192 million. Orders fell 3%.", "3%", "Americas"),
        ("In addition, revenue declined 12%.", "12%", None),
        ("In March, revenue declined 12%.", "12%", None),
        ("Fire & emergency segment net sales decreased 9.7 percent.", "9.7 percent", "Fire & emergency"),
        ("Mining Industries’ sales were $12 million.", "$12 million", "Mining Industries"),
        ("Revenue for this division rose 22%.", "22%", None),
        ("We finished projects for the Outdoor segment, and revenue rose 22%.", "22%", None),
        ("The result was free cash flow of $4 million, a project of years.", "$4 million", None),
        ("License revenue was $4 million.", "$4 million", "License"),
    ],
)
def test_segment(link_text: LinkText, text: str, quote: str, segment: str | None) -> None:
    assert figure(link_text, text, quote).segment == segment


def test_a_segments_profit_is_the_one_from_operations(link_text: LinkText) -> None:
    fact = figure(link_text, "Mining Industries’ profit was $3 million.", "$3 million")
    assert (fact.metric, fact.segment) == ("OperatingIncomeLoss", "Mining Industries")


def test_a_heading_of_a_time_keeps_the_segment_above_it(link_text: LinkText) -> None:
    text = "Outdoor Segment\n\nThree months ended March 31, 2020\n\nNet sales were $5 million.\n"
    assert figure(link_text, text, "$5 million").segment == "Outdoor"


def test_a_name_does_not_reach_over_an_amount(link_text: LinkText) -> None:
    text = "Net income available to common shareholders was $29.4 million, or $0.43 per diluted share."
    facts = {fact.quote: fact.metric for fact in link_text(text)}
    assert facts == {"$29.4 million": "NetIncomeLoss", "$0.43": "EarningsPerShareDiluted"}


@pytest.mark.parametrize(
    "text",
    [
        "Adjusted EPS loss of $2.74 compared to a profit.",
        "Adjusted Property EBITDAR loss of $55 million was due to closures.",
    ],
)
def test_a_loss_of_what_was_named_is_negative(link_text: LinkText, text: str) -> None:
    (fact,) = link_text(text)
    assert fact.quantity.value < 0

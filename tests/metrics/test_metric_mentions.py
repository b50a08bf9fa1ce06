"""Metrics named in prose."""

import pytest

from tieout.metrics import find_metrics, metric_for_unit

PROSE = [
    # the name alone, and the longest one
    ("Revenues rose to $7.4 million.", [("Revenues", "Revenues", False)]),
    ("net income per diluted share of $0.12", [("net income per diluted share", "EarningsPerShareDiluted", False)]),
    ("net loss per share, basic and diluted,", [("net loss per share, basic and diluted", "EarningsPerShare", False)]),
    ("Net (loss) income per common share", [("Net (loss) income per common share", "EarningsPerShare", False)]),
    ("income (loss) from operations was", [("income (loss) from operations", "OperatingIncomeLoss", False)]),
    (
        "SG&A and R&D",
        [("SG&A", "SellingGeneralAndAdministrativeExpense", False), ("R&D", "ResearchAndDevelopmentExpense", False)],
    ),
    (
        "Selling, general & administrative costs",
        [("Selling, general & administrative", "SellingGeneralAndAdministrativeExpense", False)],
    ),
    ("shareholders’ equity of", [("shareholders’ equity", "StockholdersEquity", False)]),
    # an issuer's name inside
    (
        "net income attributable to Oak Mills, Inc. common shareholders per diluted share",
        [
            (
                "net income attributable to Oak Mills, Inc. common shareholders per diluted share",
                "EarningsPerShareDiluted",
                False,
            )
        ],
    ),
    # what contains a name without being it
    ("sales tax and the sales force", []),
    ("cost of sales", [("cost of sales", "CostOfRevenue", False)]),
    ("13.0% of net sales", []),
    ("the earnings call", []),
    ("deferred revenue", [("deferred revenue", "DeferredRevenue", False)]),
    (
        "operating loss as a percentage of net sales",
        [("operating loss as a percentage of net sales", "OperatingMargin", False)],
    ),
    (
        "raised the allowance for loan losses to 1.3%",
        [("allowance for loan losses", "AllowanceForCreditLosses", False)],
    ),
    (
        "the allowance for loan losses to total loans",
        [("allowance for loan losses to total loans", "CreditQualityRatio", False)],
    ),
    # non-GAAP, before and after
    ("adjusted EPS", [("adjusted EPS", "AdjustedEPS", True)]),
    (
        "Adjusted pro forma net earnings per diluted share",
        [("Adjusted pro forma net earnings per diluted share", "AdjustedEPS", True)],
    ),
    ("non-GAAP operating income", [("non-GAAP operating income", "AdjustedOperatingIncome", True)]),
    ("EPS on an adjusted basis", [("EPS on an adjusted basis", "AdjustedEPS", True)]),
    ("net income (non-GAAP)", [("net income (non-GAAP)", "AdjustedNetIncome", True)]),
    (
        "diluted earnings per share excluding the charge",
        [("diluted earnings per share excluding", "AdjustedEPS", True)],
    ),
    ("organic sales grew", [("organic sales", "OrganicRevenue", True)]),
    ("revenue in constant currency", [("revenue in constant currency", "OrganicRevenue", True)]),
    ("pro forma revenues", [("pro forma revenues", "Revenues", True)]),
    ("core deposits", [("core deposits", "Deposits", False)]),
    ("EBITDA", [("EBITDA", "EBITDA", True)]),
    # text that folds to another length keeps its offsets
    ("İ net sales", [("net sales", "Revenues", False)]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), PROSE)
def test_mentions(text: str, expected: list[tuple[str, str, bool]]) -> None:
    assert [(text[m.start : m.end], m.metric, m.non_gaap) for m in find_metrics(text)] == expected


UNITS = [
    ("NetIncomeLoss", "per share", "level", "EarningsPerShare"),
    ("AdjustedNetIncome", "per share", "level", "AdjustedEPS"),
    ("GrossMargin", "money", "level", "GrossProfit"),
    ("GrossProfit", "points", "change", "GrossMargin"),
    ("OperatingIncomeLoss", "percent", "level", "OperatingMargin"),
    ("OperatingIncomeLoss", "percent", "change", "OperatingIncomeLoss"),
    ("ShareRepurchases", "shares", "level", "SharesRepurchased"),
    ("DividendsPaid", "per share", "level", "DividendsPerShare"),
    ("NetInterestMargin", "points", "change", "NetInterestMargin"),
    ("Revenues", "percent", "level", None),
    ("Cash", "per share", "level", None),
]


@pytest.mark.parametrize(("name", "kind", "aspect", "expected"), UNITS)
def test_a_metric_in_another_unit(name, kind, aspect, expected) -> None:  # type: ignore[no-untyped-def]
    assert metric_for_unit(name, kind, aspect=aspect) == expected

"""Metrics of table rows."""

import pytest

from tieout.metrics import match_label

ROWS = [
    # label, headings, unit, table, metric
    ("Diluted", ("EARNINGS PER SHARE:",), "per share", "income_statement", "EarningsPerShareDiluted"),
    ("Basic", ("(Loss) income per share",), "per share", "income_statement", "EarningsPerShareBasic"),
    ("Basic", ("Weighted average shares outstanding",), "shares", "income_statement", "WeightedAverageSharesBasic"),
    (
        "Diluted",
        ("Per Common Share", "Net (Loss) Earnings"),
        "per share",
        "income_statement",
        "EarningsPerShareDiluted",
    ),
    ("Class A common stock", ("BASIC EARNINGS PER SHARE:",), "per share", "income_statement", "EarningsPerShareBasic"),
    ("% of net sales", ("Gross profit",), "percent", "income_statement", "GrossMargin"),
    # parts of their heading
    ("Products", ("Net sales:",), "money", "income_statement", "Revenues"),
    ("North", ("Operating Income",), "money", "segment", "OperatingIncomeLoss"),
    ("Total", ("Net Revenues by Brand",), "money", "segment", "Revenues"),
    ("Merger related costs", ("Revenues",), "money", "income_statement", None),
    ("Legal fees", ("Operating expenses",), "money", "income_statement", None),
    # the same words mean something else in another statement
    ("Inventories", (), "money", "balance_sheet", "Inventory"),
    ("Inventories", ("Changes in assets and liabilities:",), "money", "cash_flow", None),
    ("Increase in accounts receivable", (), "money", "cash_flow", None),
    ("Income taxes", ("Cash paid for:",), "money", "cash_flow", None),
    ("Net income", ("Operating activities:",), "money", "cash_flow", "NetIncomeLoss"),
    ("Cash and cash equivalents, end of period", (), "money", "cash_flow", "Cash"),
    # non-GAAP by the row or by its heading
    ("Net Earnings Attributable to Oak Mills, Inc., as Adjusted", (), "per share", "reconciliation", "AdjustedEPS"),
    ("Operating profit", ("Adjusted company results",), "money", "reconciliation", "AdjustedOperatingIncome"),
    ("Net income", ("Non-GAAP financial measures",), "money", "reconciliation", "NetIncomeLoss"),
    # decorations
    ("Less: Purchases of property and equipment (2)", (), "money", "reconciliation", "CapitalExpenditures"),
    (
        "Furniture and equipment (net of accumulated depreciation of $1,426)",
        (),
        "money",
        "balance_sheet",
        "PropertyPlantAndEquipment",
    ),
    ("Net cash (used in) provided by operating activities", (), "money", "cash_flow", "NetCashFromOperatingActivities"),
    # not the metric
    ("Net sales per square foot", (), "per share", "operating", None),
    ("Other income", (), "money", "income_statement", None),
    ("", ("Revenues",), "money", "income_statement", "Revenues"),
]


@pytest.mark.parametrize(("label", "path", "kind", "table_kind", "expected"), ROWS)
def test_the_metric_of_a_row(label, path, kind, table_kind, expected) -> None:  # type: ignore[no-untyped-def]
    found = match_label(label, path=path, kind=kind, table_kind=table_kind)
    assert (found and found.metric) == expected

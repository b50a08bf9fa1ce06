"""Which part of the company a figure is limited to: sentences of our own under a table of the parts."""

from collections.abc import Callable

import pytest

from tieout.facts import Fact
from tieout.link.segments import is_of_parts
from tieout.metrics import metrics
from tieout.rules import load_rules

TABLE = """
                                   Quarter ended March 31,
                                      2020        2019
Net sales:
  Outdoor                           $ 12,000    $ 11,000
  Home Care Products                  20,000      19,000
  light industrial                     8,000       7,000
    Total net sales                 $ 40,000    $ 37,000
"""

NAMED = [
    ("Outdoor segment revenue was $12.0 million.", "Outdoor"),
    ("Sales to state and local government were $4.1 million.", "state and local government"),
    ("Sales of garden tools were $4.1 million.", "garden tools"),
    ("Sales of tools, hoses and seeds were $4.1 million.", None),
    ("In Northern Europe, net sales were $4.1 million.", "Northern Europe"),
    ("U.S. revenue increased 1.1%.", "U.S."),
    ("Net interest margin for the banking business segment was 4.97%.", "banking"),
    ("Private brands accounted for 38% of net sales.", "Private brands"),
    ("Freight and labor expenses accounted for 38% of net sales.", None),
    ("Jumbo CDs totaled $4.1 million.", "Jumbo"),
    ("The Americas' first-quarter revenues were $4.1 million.", "Americas"),
    ("Outsourcing signings rose 20%.", "Outsourcing"),
    ("Reorganization of the Ridge business cost $4.1 million.", "Ridge"),
    (
        "The company acquired Mirada Commerce Center, a park, for a purchase price of $4.1 million.",
        "Mirada Commerce Center",
    ),
    ("Notebook sales, the largest category, rose 14%.", "Notebook"),
    ("Outdoor: net sales of $12.0 million.", "Outdoor"),
    ("Outdoor. Business was brisk. Net sales were $12.0 million.", "Outdoor"),
    ("Gross margin was 21.9% in light industrial.", "light industrial"),
    ("The segment report comes first. Operating profit was $4.1 million for the Outdoor segment.", "Outdoor"),
    ("Net operating income attributable to the Company's Outdoor division was $4.1 million.", "Outdoor"),
    ("Home Care Products cash margin was $4.1 million.", "Home Care Products"),
    ("The Craft Sales & Service division increased revenues 12%.", "Craft Sales & Service"),
    ("The largest division, Ridge Crafts, increased revenues 12%.", "Ridge Crafts"),
    ("Outdoor net sales rose. That segment's margin passed 20%.", "Outdoor"),
    ("Home Care Products generated record net revenues of $14.9 million.", "Home Care Products"),
    ("Ridge Crafts sales were $4.1 million.\n\nRidge Crafts\n\n- Revenue was $4.1 million.", "Ridge Crafts"),
    ("Asset Management revenue was $4.1 million.", "Asset Management"),
    ("Outlook\n\nRevenue was $4.1 million.", None),
    ("Home Care Products rental income includes lease fees of $278,000.", "Home Care Products"),
]

NOT_NAMED = [
    "Results of the Outdoor segment were strong. Diluted earnings per share were $0.31.",
    "The company plans capital spending of $4.1 million.",
    "Comparable store sales rose 2.1%.",
    "The order backlog was $4.1 million.",
    "Income from operations was $5.8 million, or 15.7% of revenue.",
    "Net sales for the Marlow Tool group were $4.1 million.",
    "Incoming orders were $4.1 million.",
    "Backlog lifted by new orders was $4.1 million.",
    "The Outdoor segment had a fine quarter. In July the Company repaid borrowings of $4.1 million.",
    "The largest division, Ridge Crafts, did well. Revenues rose 12%.",
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_segment(link_text: Callable[..., list[Fact]], text: str, expected: str | None) -> None:
    fact = link_text(f"{text}\n{TABLE}")[0]
    assert fact.segment == expected


def test_a_part_that_a_table_lists_under_sales_grows_by_its_sales(link_text: Callable[..., list[Fact]]) -> None:
    growth, amount = link_text(f"Outdoor grew 9.1% to $12.0 million.\n{TABLE}")
    assert (growth.metric, growth.segment) == (amount.metric, amount.segment) == ("Revenues", "Outdoor")


@pytest.mark.parametrize("text", NOT_NAMED)
def test_whole_company(link_text: Callable[..., list[Fact]], text: str) -> None:
    assert link_text(f"{text}\n{TABLE}")[-1].segment is None


def test_metrics_of_the_whole_company_are_metrics() -> None:
    assert set(load_rules("segments")["whole"]["metrics"]) <= set(metrics())
    assert is_of_parts(None)


def test_a_list_goes_on_with_the_same_part(link_text: Callable[..., list[Fact]]) -> None:
    facts = link_text(
        f"Outdoor revenue up 3 percent; pre-tax income up 15 percent; total revenue up 2 percent.\n{TABLE}"
    )
    assert [fact.segment for fact in facts[:3]] == ["Outdoor", "Outdoor", None]

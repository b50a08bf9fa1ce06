"""Headings and the times that they set for what stands under them, in a first quarter's release of 2020."""

from collections.abc import Callable

import pytest

from tieout.facts import Fact

SPANS = {
    "Q1": "2020-01-01/2020-03-31",
    "Q1-19": "2019-01-01/2019-03-31",
    "Q4-19": "2019-10-01/2019-12-31",
    "Y-19": "2019-01-01/2019-12-31",
    "Y-20": "2020-01-01/2020-12-31",
}


@pytest.mark.parametrize(
    ("blocks", "periods"),
    [
        # headings that state figures stand under the one before them
        (
            ["Full-Year 2019:", "Best revenue ever, at $81.4 million;", "Highest pre-tax profit, at $9.2 million;"],
            ["Y-19"] * 2,
        ),
        (["Full-Year 2019:", "Best revenue ever, at $81.4 million", "Outlook", "Net sales fell 4%."], ["Y-19", "Q1"]),
        # a paragraph between them ends that
        (["Full-Year 2019", "The year was good for us.", "A New Lease Saves $2 Million"], ["Q1"]),
        # behind a paragraph, the time of a heading with figures is that of the section
        (["We met today.", "Fiscal 2019 Sales Up 4%", "Net income was $5 million."], ["Y-19", "Y-19"]),
        # sub-headings come again under each time
        (
            [
                "Full Year 2019",
                "Europe",
                "Sales fell 4%.",
                "Asia",
                "Sales fell 5%.",
                "First Quarter 2020",
                "Europe",
                "Asia",
            ],
            ["Y-19", "Y-19"],
        ),
        (["Full Year 2019", "Europe", "Sales fell 4%.", "Liquidity", "Fees fell 5%."], ["Q1", "Q1"]),
        # a title of two lines
        (["Acme Reports First Quarter", "Fiscal 2020 Results", "Net sales fell 4%."], ["Q1"]),
        (["Acme Reports", "Fiscal 2020 Results", "Net sales fell 4%."], ["Y-20"]),
    ],
)
def test_what_headings_set(blocks: list[str], periods: list[str], link_text: Callable[..., list[Fact]]) -> None:
    facts = link_text("\n\n".join(blocks))
    assert [str(fact.period) for fact in facts] == [SPANS[p] for p in periods]


def test_on_the_title_page_the_time_of_one_line_is_its_own(link_text: Callable[..., list[Fact]]) -> None:
    text = (
        "Sales Grew 4% in Fiscal 2019\n\nNet Income Up 6%\n\nHARLOW, Ohio, May 5, 2020 -- Marlow today reported "
        "results for the quarter ended March 31, 2020.\n\nNet sales were $5 million."
    )
    assert [str(fact.period) for fact in link_text(text, "Marlow Reports First Quarter Results")] == [
        SPANS[p] for p in ("Y-19", "Q1", "Q1")
    ]


def test_an_outlook_goes_on_in_headings_that_state_it(link_text: Callable[..., list[Fact]]) -> None:
    facts = link_text("2020 Outlook\n\nNet sales $5 million to $6 million")
    assert [(str(fact.period), fact.status) for fact in facts] == [(SPANS["Y-20"], "guidance")] * 2


def test_headings_say_what_the_quarter_is_compared_with(link_text: Callable[..., list[Fact]]) -> None:
    """Two headings with "vs." between them, or one of both."""
    facts = link_text("First quarter 2020 vs. fourth quarter 2019\n\nFees rose $2 million, from $3 million.")
    assert [(str(f.period), f.versus and str(f.versus)) for f in facts] == [
        (SPANS["Q1"], SPANS["Q4-19"]),
        (SPANS["Q4-19"], None),
    ]


def test_a_heading_that_compares_sets_no_earlier_time(link_text: Callable[..., list[Fact]]) -> None:
    facts = link_text("Net Sales of $5 Million Compared to $4 Million in the Year-Ago Quarter\n\nFees rose $2 million.")
    assert [str(fact.period) for fact in facts] == [SPANS["Q1"], SPANS["Q1-19"], SPANS["Q1"]]

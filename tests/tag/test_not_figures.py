"""Numerals that are no figures: each rule of rules/not_figures.toml, both ways, and forms that need no words."""

from collections.abc import Iterator

import pytest

from tieout.periods import find_periods
from tieout.rules import load_rules
from tieout.tag.figures import find_figures

RULES = load_rules("not_figures")


def examples(kind: str) -> Iterator[str]:
    for rule in (*RULES["before"], *RULES["after"], RULES["par_value"], RULES["security"]):
        yield from rule[kind]


@pytest.mark.parametrize("text", list(examples("matches")))
def test_no_figure(text: str) -> None:
    assert find_figures(text) == []


@pytest.mark.parametrize("text", list(examples("rejects")))
def test_figure_nearby(text: str) -> None:
    assert find_figures(text)


@pytest.mark.parametrize(
    "text",
    [
        "COVID-19 cases",
        "an A320 of the fleet",
        "Elbrus® 3 modules were shown",
        "the new Elbrus 9 modules",
        "Boeing 737-800 aircraft",
        "the 777X programs",
        "call 408-555-0142 for details",
        "call (408) 555-0142 for details",
        "call 1-800-555-0142 for details",
        "a charge on the 777X and 767 programs",
        "both the 120 787 and 777X programs",
        "one of the 100 Best Companies to Work for",
        "insures 1 in 4 households",
        "three out of every 5 households",
        "gas was converted at 6 Mcf per Bbl",
        "it was paid 10 times in years",
        "version 4.1.2 of the programs",
        "on 12/31/2003 stores were shut",
        "(1) Stores open for a year",
        "1. Stores open for a year",
        "aged 52, he joined stores",
        "passcode 4417382",
        "the 340B Drug Pricing Program or orders",
        "12345678901234567890 stores",
        "issn%280024%29 pages",
        "wrote to ir2@example.com of 5 dale.roe@example.com",
    ],
)
def test_names_numbers_and_dates(text: str) -> None:
    assert find_figures(text) == []


NONE = {
    "dates and years": (
        "On June 30, 2004 the plant was shut",
        "in fiscal 2003 and 2004",
        "at 30/06/2011",
        "the years 1999 through 2002",
        "since 1987",
        "from 3-5 March 2020",
        "by 2030",
        "the 1990s",
        "in FY24",
        "in Q3 of 2019",
        "over the last 12 months",
        "a 13-week quarter",
        "for 20 consecutive years",
        "within 90 days",
        "the 53rd week",
        "a 30-year mortgage",
        "the class of 2005",
        "on 05-Aug-2016",
    ),
    "clock times and calls": (
        "at 8:30 a.m. Eastern Time",
        "from 9 a.m. to 5 p.m.",
        "at 16:00 GMT",
        "the replay runs until 11:59 p.m. ET",
        "dial +44 20 7946 0958",
        "call (555) 555-0142, then 4417",
        "conference ID: 13698842",
        "passcode 994 1238#",
        "toll-free 1-800-555-0142 ext. 12",
        "fax 555.555.0142",
    ),
    "addresses and identifiers": (
        "One Harbor Plaza, Suite 1200, Norton, CA 94105",
        "1200 Harbor Point Drive",
        "P.O. Box 4410",
        "Commission File No. 001-12345",
        "CUSIP 037833100",
        "IRS Employer No. 94-2404110",
        "(NASDAQ: NRTN), ISIN US0378331005",
        "License No. 4410-B",
        "EIN 12-3456789",
        "SIC code 3674",
        "Lot 14, Block 7",
        "patent No. 6,285,999",
    ),
    "sections, notes and forms": (
        "see Note 12 to the statements",
        "Item 1A of Form 10-K",
        "under Rule 10b5-1",
        "Section 21E of the Securities Exchange Act of 1934",
        "page 14 of 22",
        "Table 3 shows",
        "Exhibit 99.1",
        "Schedule 14A",
        "footnotes (1) and (2)",
        "Form S-8",
        "Article 9 of Regulation S-X",
        "SFAS 142 and FIN 46R",
        "ASC 606 and ASU 2016-13",
        "Chapter 11 cases",
        "IFRS 16",
        "a 10-Q filed today",
        "Basel III",
    ),
    "names of products, programs and securities": (
        "its 7.5% Senior Notes due 2010",
        "the 6 3/8% Debentures",
        "4.25% convertible notes",
        "the Norton 3000 line",
        "Windows 11 and Office 365",
        "the 737-800 and 787-9 programs",
        "a B2B portal",
        "its 401(k) plan",
        "MP3 and 3G phones",
        "F-35 and C-130J fleets",
        "Vitamin B12",
        "the S&P 500 index",
        "a Fortune 500 company",
        "the Russell 2000",
        "5G networks",
        "PM2.5 rules",
        "a Level 3 asset",
        "Tier 1 suppliers",
        "the G20 summit",
        "Formula 1 racing",
        "a Phase 3 trial",
        "Core i7 chips",
        "Model 3 output",
    ),
    "ranks, proportions and splits": (
        "the No. 1 brand",
        "ranked #2",
        "the 3rd largest bank",
        "a 2-for-1 stock split",
        "a 1-for-10 reverse split",
        "1 in 5 adults",
        "24/7 support",
        "one of the 50 Most Admired Companies",
        "the top 10 list",
        "the 19th time",
    ),
    "par values and ages": (
        "common stock, $0.01 par value",
        "par value of $.001 per share",
        "Ada Marlow, 52, joined",
        "aged 61",
        "a 12-year-old brand",
        "preferred stock, $1.00 stated value",
    ),
    "counts in words": (
        "two new stores",
        "five contracts",
        "a dozen offices",
        "hundreds of customers",
        "millions of users",
        "both plants",
        "a third party",
        "second to none",
    ),
    "footnote marks": (
        "Net sales(1) rose",
        "EBITDA1 and EPS2 rose",
        "Adjusted EBITDA (a) rose",
        "(2) See the table",
        "1) Restated",
    ),
}


@pytest.mark.parametrize("text", [text for group in NONE.values() for text in group])
def test_phrases_without_a_figure(text: str) -> None:
    assert find_figures(text, periods=find_periods(text)) == []

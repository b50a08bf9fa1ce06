"""Numerals that are no figures: each rule of rules/not_figures.toml, both ways, and forms that need no words."""

from collections.abc import Iterator

import pytest

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

"""The examples of rules/units.toml, both ways, and the form of its words."""

from typing import Any

import pytest

from tieout.rules import load_rules
from tieout.tag.figures import find_figures
from tieout.tag.nouns import singular
from tieout.tag.quantulum import unit_candidate, unit_name

RULES = load_rules("units")
CURRENCIES: list[dict[str, Any]] = RULES["currency"]


@pytest.mark.parametrize(("code", "text"), [(c["code"], text) for c in CURRENCIES for text in c["matches"]])
def test_currency_is_read(code: str, text: str) -> None:
    assert code in {m.unit.partition("/")[0] for m in find_figures(text)}


@pytest.mark.parametrize(("code", "text"), [(c["code"], text) for c in CURRENCIES for text in c["rejects"]])
def test_currency_is_not_read(code: str, text: str) -> None:
    assert code not in {m.unit.partition("/")[0] for m in find_figures(text)}


def test_currency_codes_are_listed_once() -> None:
    codes = [c["code"] for c in CURRENCIES]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(("unit", "text"), list(zip(RULES["nouns"]["units"], RULES["nouns"]["matches"], strict=True)))
def test_noun_is_counted(unit: str, text: str) -> None:
    assert [m.unit for m in find_figures(text)] == [unit]


@pytest.mark.parametrize("text", RULES["nouns"]["rejects"])
def test_noun_is_not_counted(text: str) -> None:
    assert find_figures(text) == []


@pytest.mark.parametrize("noun", sorted({*RULES["nouns"]["common"], *RULES["nouns"]["compounds"]}))
def test_nouns_are_in_the_singular(noun: str) -> None:
    assert singular(noun) == noun


@pytest.mark.parametrize(("abbreviation", "unit"), list(RULES["abbreviations"].items()))
def test_abbreviations(abbreviation: str, unit: str) -> None:
    assert [m.unit for m in find_figures(f"a total of 1,200 {abbreviation} was reached")] == [unit]


@pytest.mark.parametrize("text", ["3 LinkedIn offers", "40 US sites", "7 of them", "5 new", "120 PepsiCo"])
def test_quantulum3_is_not_asked(text: str) -> None:
    assert unit_candidate(text, text.index(" ")) is None


def test_quantulum3_names_units_that_no_rule_has() -> None:
    assert unit_name("kPa") == "kilopascal"
    assert [(m.unit, str(m.value)) for m in find_figures("a pressure of 230 kPa")] == [("kilopascal", "230")]


def test_quantulum3_reads_no_money_and_no_time() -> None:
    assert unit_name("hrs") is None

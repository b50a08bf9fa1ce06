"""Printed numerals to values."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.numerals import parse_numeral


@pytest.mark.parametrize(
    ("text", "value", "step"),
    [
        # plain
        ("1,234.5", "1234.5", "0.1"),
        ("87", "87", "1"),
        (".08", "0.08", "0.01"),
        ("0.80", "0.80", "0.01"),
        # marks
        ("$ 7,375", "7375", "1"),
        ("US$ 12", "12", "1"),
        ("EUR 4.10", "4.10", "0.01"),
        ("€500", "500", "1"),
        # signs
        ("(5,846 )", "-5846", "1"),
        ("$(0.07)", "-0.07", "0.01"),
        ("($1,234)", "-1234", "1"),
        ("(5,846", "-5846", "1"),
        ("−12", "-12", "1"),
        ("– 5", "-5", "1"),
        ("1,234-", "-1234", "1"),
        ("<41>", "-41", "1"),
        ("(2.5%)", "-2.5", "0.1"),
        ("(2.5)%", "-2.5", "0.1"),
        # other separators, where nothing else can be meant
        ("1.234,5", "1234.5", "0.1"),
        ("1 234,5", "1234.5", "0.1"),
        ("12 345", "12345", "1"),
    ],
)
def test_value_and_step(text: str, value: str, step: str) -> None:
    numeral = parse_numeral(text)
    assert numeral is not None
    assert (numeral.value, numeral.step) == (Decimal(value), Decimal(step))


@pytest.mark.parametrize("text", ["", "$", "—", "n/m", "12-31", "MAY 31,", "Level 2", "1 2 3", "3.4.5"])
def test_no_numeral(text: str) -> None:
    assert parse_numeral(text) is None


def test_what_stands_beside_it() -> None:
    numeral = parse_numeral("US$ 3.5x")
    assert numeral is not None
    assert (numeral.mark, numeral.times, numeral.percent) == ("US$", True, False)


@given(st.text(max_size=40))
def test_any_text(text: str) -> None:
    parse_numeral(text)

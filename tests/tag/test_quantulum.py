"""The bridge to quantulum3: only names of units come over it, none of its faults."""

from decimal import Decimal

import pytest

from tieout.tag.figures import find_figures
from tieout.tag.quantulum import unit_name


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # a range stays two figures, no midpoint
        ("pressures of 110 to 230 kPa", [("110", "kilopascal"), ("230", "kilopascal")]),
        # exact decimals, no floats
        ("a pressure of 0.1 kPa", [("0.1", "kilopascal")]),
        ("a pressure of 1,234,567,890.12 kPa", [("1234567890.12", "kilopascal")]),
        # words that it takes for units of time
        ("a second 230 kPa in the quarter", [("230", "kilopascal")]),
        # amounts that it loses
        ("a loss of $(0.07) on 230 kPa", [("-0.07", "USD"), ("230", "kilopascal")]),
        ("$150 million and $20 million", [("150000000", "USD"), ("20000000", "USD")]),
        ("$28,000", [("28000", "USD")]),
    ],
)
def test_its_faults_reach_no_figure(text: str, rows: list[tuple[str, str]]) -> None:
    found = find_figures(text)
    assert [(str(m.value), m.unit) for m in found] == rows
    assert all(isinstance(m.value, Decimal) and isinstance(m.step, Decimal) for m in found)


@pytest.mark.parametrize("word", ["qtr", "sec", "USD", "Inc", "xyzzy", "mSv", "(", ""])
def test_words_that_are_no_units(word: str) -> None:
    assert unit_name(word) is None


def test_each_unit_is_asked_for_once() -> None:
    unit_name.cache_clear()
    find_figures("pressures of 110 kPa, 230 kPa and 345 kPa, and 500 kPa more")
    find_figures("a pressure of 200 kPa")
    assert (unit_name.cache_info().misses, unit_name.cache_info().hits >= 1) == (1, True)

"""Money and percentages with their number in words."""

import pytest

from tieout.tag.figures import find_figures


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit"),
    [
        ("a fee of five cents", "five cents", "0.05", "USD"),
        ("five cents per share", "five cents", "0.05", "USD/share"),
        ("one-half of one percent", "one-half of one percent", "0.5", "%"),
        ("twenty-five percent of sales", "twenty-five percent", "25", "%"),
        ("a ten percent decline", "ten percent", "10", "%"),
        ("two and a half percent", "two and a half percent", "2.5", "%"),
        ("ten billion dollars", "ten billion dollars", "10000000000", "USD"),
        ("a million dollars", "a million dollars", "1000000", "USD"),
        ("six and seven basis points", "seven basis points", "7", "bp"),
        ("a two percentage point rise", "two percentage point", "2", "pp"),
        ("thirteen dollars and five cents", "thirteen dollars and five cents", "13.05", "USD"),
        ("two and a half million dollars", "two and a half million dollars", "2500000.0", "USD"),
        ("Three Canadian dollars", "Three Canadian dollars", "3", "CAD"),
    ],
)
def test_numbers_in_words(text: str, quote: str, value: str, unit: str) -> None:
    (found,) = find_figures(text)
    assert (text[found.start : found.end], str(found.value), found.unit) == (quote, value, unit)


@pytest.mark.parametrize(
    "text", ["five new programs", "a dollar", "the percent of sales", "billions of dollars", "someone percent"]
)
def test_words_that_are_no_figure(text: str) -> None:
    assert find_figures(text) == []


def test_step_is_the_weight_of_what_is_said_last() -> None:
    text = "five million dollars, two and a half million dollars, one-half percent, two hundred dollars"
    assert [str(m.step.normalize()) for m in find_figures(text)] == ["1E+6", "1E+5", "0.1", "1"]


def test_millions_in_words_are_money_where_the_sentence_speaks_of_money() -> None:
    text = "Norton adds US$5 billion to the four billion it has."
    assert [(text[m.start : m.end], m.unit) for m in find_figures(text)][1:] == [("four billion", "USD")]


@pytest.mark.parametrize(
    "text", ["Norton reached four million.", "four million customers", "one million of them", "a billion barrels"]
)
def test_millions_in_words_are_no_counts(text: str) -> None:
    assert find_figures(text) == []

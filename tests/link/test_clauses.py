"""Prose cut into sentences, and sentences into masked gaps between figures."""

import pytest

from tieout.link.clauses import ClauseReader, Sentence, split_sentences
from tieout.link.cues import METRIC, PERIOD
from tieout.metrics import find_metrics
from tieout.periods import find_periods
from tieout.tag.figures import find_figures


def cut(text: str) -> list[Sentence]:
    """The sentences of a text with what the taggers find in it."""
    periods = find_periods(text)
    reader = ClauseReader(text, find_figures(text, periods=periods), find_metrics(text), periods)
    return list(reader.sentences(0, len(text)))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Sales rose. Costs fell.", ["Sales rose.", "Costs fell."]),
        ("Sales of Marlow Inc. rose 5%. Costs fell.", ["Sales of Marlow Inc. rose 5%.", "Costs fell."]),
        ("Sales in the U.S. Midwest rose.", ["Sales in the U.S. Midwest rose."]),
        ("Net sales were $7.4 million. They rose.", ["Net sales were $7.4 million.", "They rose."]),
        ("Mr. Vane said so. Ms. Orr did not.", ["Mr. Vane said so.", "Ms. Orr did not."]),
        ('He said, "Sales rose." She agreed.', ['He said, "Sales rose."', "She agreed."]),
        ("Growth of approx. 5% is seen.", ["Growth of approx. 5% is seen."]),
        ("Did sales rise? Yes! They did.", ["Did sales rise?", "Yes!", "They did."]),
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[a:b] for a, b in split_sentences(text, 0, len(text))] == sentences


def test_gaps_stand_between_figures_with_metrics_and_periods_masked() -> None:
    (sentence,) = cut("Net sales in 2019 were $5 million, up 4%.")
    assert [gap.text for gap in sentence.gaps] == [f"{METRIC} in {PERIOD} were ", ", up ", "."]


def test_raw_keeps_the_case_and_is_as_long() -> None:
    (sentence,) = cut("Outdoor net sales were $5 million.")
    gap = sentence.gaps[0]
    assert (gap.raw, gap.text) == (f"Outdoor {METRIC} were ", f"outdoor {METRIC} were ")


def test_the_words_of_a_unit_are_its_lead() -> None:
    (sentence,) = cut("Net income was $0.31 per diluted share for the quarter.")
    gap = sentence.gaps[1]
    assert gap.text[: gap.lead] in ("", " per diluted share")


def test_a_sentence_without_figures_is_kept() -> None:
    assert [len(sentence.figures) for sentence in cut("Sales rose in 2019. They were $5 million.")] == [0, 1]

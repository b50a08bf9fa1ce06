"""The quick tokenizer gives the tokens of spaCy's own, whatever the text."""

import copy

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from tieout.tag.language import load
from tieout.tag.tokens import WordTokenizer


@pytest.fixture(scope="module")
def plain() -> Language:
    return spacy.blank("en")


@pytest.fixture(scope="module")
def quick(plain: Language) -> WordTokenizer:
    return WordTokenizer(plain.tokenizer)  # type: ignore[arg-type]


# without the signs of which spaCy makes emoticons or not, depending on what it has read before
PIECES = (
    *("sales", "Sales", "cannot", "Inc", "Inc.", "U.S.", "EPS", "we'll", "quarter's", "companies’", "Id", "a", "q.v"),
    *("$7.4", "7.4%", "2,024", "1,23", "8", "8)", "0.0", "12am", "10:30", "5x", "€5", "US$5", "C$", "-5", "(5)"),
    *(".", ",", ";", "!", "(", ")", "”", "“", '"', "’s", "'s", "%", "$", "-", "–", "…", "*", "®", "é", "µ"),
)
BLANKS = (" ", " ", " ", "  ", "\n", "\n\n", " \n", "\t", "\xa0", "\u2009 ")


@pytest.mark.parametrize(
    "text",
    [
        "Net sales (all of them) rose 5%, to $7.4 million.",
        "Acme Corp. and Quill Inc., of the U.S., can't say: it's 8) or 8 ).",
        "The quarter's sales, the companies' costs; the end (of it).",
        "In 2024, 2023. and 1,234.5; $5%, (12).",
        " leading,  double  and trailing ",
        "\n\nlines\n \nand\ttabs\xa0\n",
        "cannot, (cannot gonna. dont; Id. Ill)",
        "on-demand year-over-year A.B. e.g. i.e. http://a.example/b.htm, x@y.example.",
        "",
    ],
)
def test_a_text_has_the_tokens_of_spacy(quick: WordTokenizer, plain: Language, text: str) -> None:
    for _ in range(2):  # the second time from memory
        found, wanted = quick(text), plain.make_doc(text)
        assert [token.text_with_ws for token in found] == [token.text_with_ws for token in wanted]
        assert found.text == text


@settings(derandomize=True, max_examples=300)
@given(st.lists(st.tuples(st.lists(st.sampled_from(PIECES), max_size=3), st.sampled_from(BLANKS)), max_size=8))
def test_any_text_has_the_tokens_of_spacy(
    quick: WordTokenizer, plain: Language, parts: list[tuple[list[str], str]]
) -> None:
    text = "".join("".join(pieces) + blank for pieces, blank in parts)
    assert [t.text_with_ws for t in quick(text)] == [t.text_with_ws for t in plain.make_doc(text)]


def test_what_is_no_word_is_not_remembered(quick: WordTokenizer) -> None:
    quick("x" * 100 + " " + "y" * 10)
    assert "y" * 10 in quick._known and not any("x" * 100 in chunk for chunk in quick._known)


def test_it_can_be_copied_and_is_the_tokenizer_of_the_pipeline() -> None:
    nlp = load()
    assert isinstance(nlp.tokenizer, WordTokenizer)
    again = copy.copy(nlp.tokenizer)
    assert [token.text for token in again("$7.4 million")] == ["$", "7.4", "million"]
    assert nlp.tokenizer.explain("$5")[0] == ("PREFIX", "$")

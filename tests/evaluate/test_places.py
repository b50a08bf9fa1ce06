"""From the source back to the prose, and the words around a figure."""

import pytest

from tieout.evaluate.places import context_of, source_to_text
from tieout.read import read

PAGE = (
    "<p>Net&nbsp;sales of <b>$7.4</b> million &amp; more.</p><p>Next</p>"
    "<table><tr><td>Sales</td><td>7,391</td></tr></table>"
)
TEXT = "Net sales of $7.4\nmillion and more.\n\nNext one.\n"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (PAGE, "Net&nbsp;sales"),
        (PAGE, "$7.4</b> million"),
        (PAGE, "&amp;"),
        (PAGE, "<b>$7.4</b>"),
        (TEXT, "$7.4\nmillion"),
        (TEXT, "Next"),
    ],
)
def test_there_and_back(source: str, words: str) -> None:
    release = read(source)
    start = source.index(words)
    span = source_to_text(release)(start, start + len(words))
    assert span is not None
    place = release.place(*span)
    bare = words.removeprefix("<b>").removesuffix("</b>")
    assert source[place.start : place.end] == bare


def test_what_is_no_prose_has_no_place_there() -> None:
    in_text = source_to_text(read(PAGE))
    at = PAGE.index("7,391")
    assert in_text(at, at + 5) is None
    assert in_text(0, 2) is None


@pytest.mark.parametrize(
    ("words", "context"),
    [
        ("$7.4</b> million", ("Net sales of ", "$7.4 million", " & more.")),
        ("Next", ("", "Next", "")),
    ],
)
def test_context_is_the_paragraph_around(words: str, context: tuple[str, str, str]) -> None:
    release = read(PAGE)
    start = PAGE.index(words)
    assert context_of(release, source_to_text(release), start, start + len(words)) == context


def test_context_of_a_cell_has_no_tags() -> None:
    release = read(PAGE)
    start = PAGE.index("7,391")
    before, figure, behind = context_of(release, source_to_text(release), start, start + 5)
    assert (before.split()[-1], figure, behind.strip()) == ("Sales", "7,391", "")


def test_context_does_not_cut_words() -> None:
    text = f"{'pen ' * 60}$5 million {'ink ' * 60}\n\nDone."
    release = read(text)
    start = text.index("$5")
    before, _, behind = context_of(release, source_to_text(release), start, start + 10)
    assert set(before.split()) | set(behind.split()) == {"pen", "ink"}

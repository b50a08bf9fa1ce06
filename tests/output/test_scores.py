"""Scores printed and as a page: intervals, ties, disagreements in their context, nothing of a release obeyed."""

from collections import Counter
from decimal import Decimal
from html.parser import HTMLParser
from io import StringIO

import pytest
from rich.console import Console

from tieout.evaluate.evaluation import Comparison
from tieout.evaluate.score import Miss, Score
from tieout.output.scores import miss_to_line, scores_to_lines
from tieout.output.scores_page import scores_to_html

HOSTILE = '<script>alert("x")</script><!-- </title>'
MISS = Miss(
    "quill",
    "value,period",
    {"quote": "$7.4 million", "value": Decimal("7.4E+6"), "label": HOSTILE},
    None,
    ("sales of ", "$7.4 million", f" in {HOSTILE}"),
)


def score(release: str, *, right: int = 5) -> Score:
    counts = Counter({"labelled": 10, "predicted": 10, "found": 10, "right": right, "tie tied->absent": 3})
    return Score(release, counts, (), ())


SCORES = (score("quill"), score(HOSTILE, right=9))


def printed(*scores: Score) -> str:
    out = StringIO()
    console = Console(file=out, width=200)
    for line in scores_to_lines(scores):
        console.print(line)
    return out.getvalue()


def row(text: str, name: str) -> list[str]:
    return next(line.split() for line in text.splitlines() if line.strip().startswith(name))


def test_total_has_its_interval_under_it() -> None:
    text = printed(*SCORES)
    column = row(text, "release").index("fact") - row(text, "release").index("figures")
    assert row(text, "ALL")[1] == "20"
    assert "0.700" in row(text, "ALL")
    assert "0.500" in row(text, "95% from")
    assert "0.900" in row(text, "95% to")
    assert column > 0


def test_one_release_has_no_interval() -> None:
    assert "95%" not in printed(SCORES[0])


def test_ties_are_a_grid_of_labelled_and_found() -> None:
    text = printed(*SCORES)
    assert row(text, "labelled") == [
        "labelled",
        "found",
        "tied",
        "found",
        "derived",
        "found",
        "contradicted",
        "found",
        "absent",
    ]
    assert row(text, "tied") == ["tied", "0", "0", "0", "6"]


def test_disagreement_stands_in_its_context() -> None:
    lines = miss_to_line(MISS).plain.splitlines()
    assert lines[0] == "quill: value,period"
    assert "... sales of $7.4 million in " in lines[1]
    assert "value 7400000" in lines[2]
    assert lines[3].split() == ["predicted", "-"]


def test_disagreement_without_a_place_has_no_context() -> None:
    assert len(miss_to_line(Miss("quill", "cell", {"row": "Sales"}, None)).plain.splitlines()) == 3


class Page(HTMLParser):
    """The text of a page, its tags, and whether each is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not {name for name, _ in attrs} & {"src", "href", "onload", "onclick"}
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture
def page() -> Page:
    fallen = (("fact_f1", Decimal("0.8000"), Decimal("0.7000")),)
    comparison = Comparison((f"quill: 9 {HOSTILE}",), ("quill: 5 $5.00",), fallen)
    return Page("".join(scores_to_html(SCORES, name=HOSTILE, misses=[MISS], comparison=comparison)))


def test_page_is_well_formed_and_needs_nothing_beside_it(page: Page) -> None:
    assert page.open == []
    assert page.tags.isdisjoint({"script", "img", "link", "iframe", "object"})


def test_words_of_a_release_are_shown_on_the_page_as_they_stand(page: Page) -> None:
    text = "".join(page.words)
    assert text.count(HOSTILE) >= 5


@pytest.mark.parametrize(
    "words",
    [
        "0.700",
        "0.500 to 0.900",
        "labelled tied",
        "value, period",
        "$7.4 million",
        "fact_f1 fell: 0.8000 before",
        "1 lost",
    ],
)
def test_page_holds_scores_ties_disagreements_and_what_changed(words: str, page: Page) -> None:
    assert words in "".join(page.words)


def test_page_of_nothing_is_a_page() -> None:
    assert Page("".join(scores_to_html((), name="nothing"))).open == []

"""A cue is tried only where a word stands that it can begin with: it finds what its pattern finds."""

import re
from pathlib import Path

import pytest

from tieout.link.cue import Cue
from tieout.link.cues import METRIC, PERIOD, Cues, load_cues
from tieout.rules import load_rules
from tieout.wording import any_of

CORPUS = Path(__file__).parents[2] / "corpus"
CUES = [name for name in Cues.__slots__ if isinstance(getattr(load_cues(), name), Cue)]
SENTENCES = [
    f"{METRIC} rose 5% and {METRIC} was down from the year before, compared with our guidance of",
    f"we would have recorded {METRIC} in constant currency, on an organic basis, reflecting a gain over {PERIOD}",
    f"the board believes that it will pay, and expects {METRIC} to be set up; costs made up, drew down and paid down",
    f"ended the year with; should have; vs. {PERIOD}, previously forecast outlook: cash used in loss of",
    "",
]


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Sentences of the corpus, and some that hold rare cues."""
    releases = [path.read_text("utf-8") for path in sorted(CORPUS.glob("*.txt"))[:6]]
    return [*SENTENCES, *(part.lower() for text in releases for part in re.split(r"(?<=[.;])\s+|\n\n", text))]


@pytest.mark.parametrize("name", CUES)
def test_a_cue_finds_what_its_pattern_finds(name: str, texts: list[str]) -> None:
    cue: Cue = getattr(load_cues(), name)
    for text in texts:
        expected = [match.span() for match in cue.pattern.finditer(text)]
        assert [match.span() for match in cue.finditer(text)] == expected, text
        first = cue.search(text)
        assert (first.span() if first else None) == (expected[0] if expected else None), text


def test_most_sentences_are_not_searched(texts: list[str]) -> None:
    cue = Cue(r"\bplummet(?:s|ed)?\b", frozenset({"plummet", "plummets", "plummeted"}))
    assert not any(map(cue.search, texts))
    assert cue.search("sales plummeted in may") is not None
    assert cue.search("sales plummeted in may", 14) is None


@pytest.mark.parametrize("name", ["up", "down", "comparison", "transitive", "level", "guidance", "hedge"])
def test_shared_beginnings_change_no_match(name: str, texts: list[str]) -> None:
    words: list[str] = load_rules("cues")[name]["words"]
    apart = re.compile(rf"\b(?:{'|'.join(sorted(words, key=len, reverse=True))})\b")
    shared = re.compile(rf"\b{any_of(words)}\b")
    for text in texts:
        assert [m.span() for m in shared.finditer(text)] == [m.span() for m in apart.finditer(text)], text

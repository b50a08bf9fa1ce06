"""Intervals of scores: drawn by release, the same every time."""

from collections import Counter

import pytest

from tieout.evaluate.bootstrap import score_intervals
from tieout.evaluate.score import Score


def score(name: str, *, right: int, of: int) -> Score:
    counts = Counter({"labelled": of, "predicted": of, "found": of, "right": right})
    return Score(name, counts, (), ())


SCORES = tuple(score(f"release-{k}", right=k, of=10) for k in range(11))


def test_interval_holds_the_score_of_all() -> None:
    low, high = score_intervals(SCORES)["fact_f1"]
    assert 0.2 < low < 0.5 < high < 0.8


def test_same_seed_gives_the_same_intervals() -> None:
    assert score_intervals(SCORES, samples=50) == score_intervals(SCORES, samples=50)
    assert score_intervals(SCORES, samples=50, seed=1) != score_intervals(SCORES, samples=50)


def test_releases_that_agree_leave_no_doubt() -> None:
    assert score_intervals([score("a", right=5, of=10), score("b", right=10, of=20)])["fact_f1"] == (0.5, 0.5)


def test_more_releases_narrow_the_interval() -> None:
    few, many = (score_intervals(SCORES * times)["fact_f1"] for times in (1, 9))
    assert many[1] - many[0] < few[1] - few[0]


@pytest.mark.parametrize("scores", [(), SCORES[:1]], ids=["none", "one"])
def test_one_release_tells_nothing_of_others(scores: tuple[Score, ...]) -> None:
    assert score_intervals(scores) == {}

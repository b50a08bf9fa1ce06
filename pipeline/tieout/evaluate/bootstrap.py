"""How sure scores are: intervals from releases drawn again and again, with replacement."""

from collections import Counter
from collections.abc import Sequence
from random import Random

from tieout.evaluate.score import Score, summarize

SAMPLES = 1000
LEVEL = 0.95
"""Share of the samples whose score lies within an interval."""

Interval = tuple[float, float]


def score_intervals(scores: Sequence[Score], *, samples: int = SAMPLES, seed: int = 0) -> dict[str, Interval]:
    """Low and high end of each score over all releases, by `samples` draws of as many releases as there are.

    Whole releases are drawn, not figures: figures of one release go right and wrong together. One release alone tells
    nothing of others, so fewer than two give no interval. The same scores and `seed` give the same intervals.
    """
    if len(scores) < 2:
        return {}
    random = Random(seed)
    drawn: dict[str, list[float]] = {}
    for _ in range(samples):
        for name, value in summarize(_sum_of_draw(scores, random)).items():
            if isinstance(value, float):
                drawn.setdefault(name, []).append(value)
    return {name: _middle(values) for name, values in drawn.items()}


def _sum_of_draw(scores: Sequence[Score], random: Random) -> Counter[str]:
    """The counts of as many releases as there are, each drawn from all of them."""
    total: Counter[str] = Counter()
    for k, times in Counter(random.choices(range(len(scores)), k=len(scores))).items():
        for name, count in scores[k].counts.items():
            total[name] += count * times
    return total


def _middle(values: list[float]) -> Interval:
    """The ends of the middle `LEVEL` of the values."""
    values.sort()
    cut = round(len(values) * (1 - LEVEL) / 2)
    return values[cut], values[len(values) - 1 - cut]

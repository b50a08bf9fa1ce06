"""Confidence fitted on facts of held-out releases: a logistic regression, then steps that only rise."""

from collections.abc import Sequence
from itertools import accumulate
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from tieout.link.confidence import Confidence

Features = Sequence[tuple[str, float]]

_STEPS = 300
_RATE = 0.1
_PENALTY = 3e-3  # on squared weights: rules that were rarely seen stay near the average
_LEAST = 60  # facts that a step rests on
_PRIOR = 2  # facts, half of them right, that each step is drawn towards: few facts prove little
_ERRORS = 2.5  # standard errors that a sure step is taken below its share: figures of one release go wrong together


def fit_confidence(cases: Sequence[Features], right: Sequence[bool]) -> Confidence:
    """The confidence that the cases bear out."""
    weights = fit_weights(cases, right)
    standings = [sum(weights.get(name, 0.0) * value for name, value in case) for case in cases]
    starts, chances = rising_steps(standings, right)
    return Confidence(weights, starts, chances)


def fit_weights(cases: Sequence[Features], right: Sequence[bool]) -> dict[str, float]:
    """Weights of a logistic regression, by feature."""
    names = sorted({name for case in cases for name, _ in case})
    at = {name: k for k, name in enumerate(names)}
    table: NDArray[np.float64] = np.zeros((len(cases), len(names)))
    for k, case in enumerate(cases):
        for name, value in case:
            table[k, at[name]] = value
    wanted = np.array(right, dtype=float)
    weights, mean, square = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, _STEPS + 1):
        chances = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (chances - wanted) / len(cases) + _PENALTY * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights -= _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return {name: float(weight) for name, weight in zip(names, weights, strict=True)}


def rising_steps(standings: Sequence[float], right: Sequence[bool]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Steps of standing with the share of right facts in each, none lower than the one before (isotonic regression).

    >>> rising_steps([0.0] * 60 + [1.0] * 60, [False] * 60 + [True] * 60)
    ((0.0, 1.0), (0.015, 0.944))
    """
    order = sorted(range(len(standings)), key=lambda k: standings[k])
    blocks: list[tuple[float, int, int]] = []  # first standing, right, all
    last = None
    for k in order:
        if blocks and (blocks[-1][2] < _LEAST or standings[k] == last):
            first, good, count = blocks.pop()
            blocks.append((first, good + right[k], count + 1))
        else:
            blocks.append((standings[k], int(right[k]), 1))
        last = standings[k]
    rising: list[tuple[float, int, int]] = []
    for block in blocks:
        rising.append(block)
        while len(rising) > 1 and rising[-2][1] * rising[-1][2] >= rising[-1][1] * rising[-2][2]:
            (first, good, count), (_, more, others) = rising[-2:]
            rising[-2:] = [(first, good + more, count + others)]
    chances = [round(_cautious(good, count), 3) for _, good, count in rising]
    return tuple(first for first, _, _ in rising), tuple(accumulate(chances, max))


def _cautious(good: int, count: int) -> float:
    """The share that a step is worth: the right ones, less the error of so small a sample of whole releases."""
    share = (good + _PRIOR / 2) / (count + _PRIOR)
    return share - _ERRORS * share * sqrt(share * (1 - share) / count)

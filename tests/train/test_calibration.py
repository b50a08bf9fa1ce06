"""Confidence fitted on held-out facts."""

import pytest

from tieout.train.calibration import fit_confidence, fit_weights, rising_steps

SURE, UNSURE = [("bias", 1.0), ("named", 1.0)], [("bias", 1.0)]


def test_what_is_mostly_right_weighs_in_favour() -> None:
    assert fit_weights([SURE] * 50 + [UNSURE] * 50, [True] * 50 + [False] * 50)["named"] > 1


def test_steps_only_rise() -> None:
    standings = [k / 100 for k in range(400)]
    _, chances = rising_steps(standings, [k % 7 != 0 if k > 150 else k % 2 == 0 for k in range(400)])
    assert list(chances) == sorted(chances)


def test_few_facts_prove_little() -> None:
    (_, few), (_, many) = rising_steps([1.0] * 60, [True] * 60), rising_steps([1.0] * 6000, [True] * 6000)
    assert few[0] < many[0] <= 1


def test_nothing_to_learn_from_is_no_step() -> None:
    assert rising_steps([], []) == ((), ())


def test_confidence_follows_the_share_that_is_right() -> None:
    cases = [SURE] * 300 + [UNSURE] * 300
    right = [k % 20 != 0 for k in range(300)] + [k % 2 == 0 for k in range(300)]
    confidence = fit_confidence(cases, right)
    assert confidence.of(SURE) == pytest.approx(0.93, abs=0.03)
    assert confidence.of(UNSURE) == pytest.approx(0.45, abs=0.05)

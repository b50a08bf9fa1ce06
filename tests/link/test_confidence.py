"""Confidence: from what decided a link to a probability."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tieout.facts import Fact, Period, Place, Quantity
from tieout.link.confidence import Confidence, confidence_features, read_confidence, write_confidence

TABLE = Confidence({"subject: named before": 2.0, "time: period behind": 1.0}, (0.0, 1.5, 3.0), (0.4, 0.8, 0.95))


def fact(subject: str, time: str) -> Fact:
    return Fact(
        *(Quantity(Decimal(5), "USD", Decimal(1)), "Revenues", "sales", None, "gaap", "level"),
        *(Period(date(2020, 3, 31), date(2020, 1, 1)), None, "actual", None, None, Place(0, 2), "$5", None),
        *(f"level; {subject}; {time}", 0.0),
    )


@pytest.mark.parametrize(
    ("subject", "time", "chance"),
    [
        ("named before", "period behind", 0.95),
        ("named before", "period carried on", 0.8),
        ("words around", "period carried on", 0.4),
    ],
)
def test_confidence_by_rule(subject: str, time: str, chance: float) -> None:
    assert TABLE.of(confidence_features(fact(subject, time))) == chance


def test_a_standing_below_the_first_step_has_its_chance() -> None:
    assert TABLE.of([("time: period behind", -5.0)]) == 0.4


def test_a_contested_choice_brings_in_its_share() -> None:
    plain = dict(confidence_features(fact("carried on", "period behind")))
    contested = dict(confidence_features(fact("carried on", "period behind"), metric_share=0.75))
    assert contested.keys() - plain.keys() == {"metric contested", "metric share"}
    assert contested["metric share"] == pytest.approx(1.0986, abs=1e-3)


def test_the_table_is_kept(tmp_path: Path) -> None:
    write_confidence(TABLE, tmp_path / "confidence.json")
    assert read_confidence(tmp_path / "confidence.json") == TABLE

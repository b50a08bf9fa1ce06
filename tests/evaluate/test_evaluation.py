"""Scores of a run as a record, and what changed since an earlier one."""

from decimal import Decimal

import pytest

from tieout.evaluate.evaluation import GATED_SCORES, compare, scores_to_record, total_of
from tieout.evaluate.score import Score, score_report
from tieout.schema import Record


def fact(start: int, **other: object) -> Record:
    return {
        **{"start": start, "end": start + 5, "quote": f"${start}.00", "value": start, "unit": "USD"},
        **{"metric": "Revenues", "label": "sales", "period": "2024-03-31", **other},
    }


def score(*right: int, of: int, release: str = "quill") -> Score:
    """The score of a release with labels at 10, 20, ... of which those at `right` are found."""
    labels = [fact(10 * k) for k in range(1, of + 1)]
    return score_report({"facts": labels}, {"facts": [fact(start) for start in right]}, release=release)


def test_totals_are_over_figures_not_over_releases() -> None:
    assert total_of([score(10, of=1), score(of=3, release="reed")])["figure_recall"] == 0.25


def test_record_has_total_releases_and_right_facts() -> None:
    record = scores_to_record([score(10, 20, of=3), score(of=1, release="reed")])
    assert record["total"]["figure_recall"] == Decimal("0.5000")
    assert record["releases"]["quill"]["figure_recall"] == Decimal("0.6667")
    assert record["right"] == {"quill": ["10 $10.00", "20 $20.00"], "reed": []}


def test_same_run_changes_nothing() -> None:
    record = scores_to_record([score(10, of=2)])
    comparison = compare(record, record)
    assert (comparison.gained, comparison.lost, comparison.fallen) == ((), (), ())


def test_facts_gained_and_lost_are_named_with_their_release() -> None:
    comparison = compare(scores_to_record([score(10, of=2)]), scores_to_record([score(20, of=2)]))
    assert (comparison.gained, comparison.lost) == (("quill: 20 $20.00",), ("quill: 10 $10.00",))
    assert comparison.fallen == ()


def test_ties_gained_and_lost_are_named_too() -> None:
    labels = {"facts": [fact(10, tie="tied"), fact(20)]}
    before, now = (
        scores_to_record([score_report(labels, {"facts": [fact(10, tie=tie), fact(20)]}, release="quill")])
        for tie in ("tied", "absent")
    )
    comparison = compare(before, now)
    assert (comparison.gained, comparison.lost) == ((), ("quill: tie of 10 $10.00",))
    del before["right_ties"]
    assert compare(before, now).lost == ()


def test_scores_that_fall_are_named_with_both_values() -> None:
    comparison = compare(scores_to_record([score(10, 20, of=2)]), scores_to_record([score(20, of=2)]))
    assert ("fact_f1", Decimal("1.0000"), Decimal("0.6667")) in comparison.fallen


@pytest.mark.parametrize("name", GATED_SCORES)
def test_every_gated_score_is_watched(name: str) -> None:
    before, now = (scores_to_record([score(10, of=1)]) for _ in range(2))
    now["total"][name] -= Decimal("0.0001")
    assert [fallen for fallen, _, _ in compare(before, now).fallen] == [name]


def test_figures_found_for_the_first_time_do_not_lower_the_scores_of_fields() -> None:
    labels = {"facts": [fact(10), fact(20)]}
    one, both = ([fact(10)], [fact(10), fact(20, metric="Cash")])
    before, now = (scores_to_record([score_report(labels, {"facts": f}, release="quill")]) for f in (one, both))
    assert now["total"]["metric"] < before["total"]["metric"]
    assert "metric" not in {name for name, _, _ in compare(before, now).fallen}


def test_score_that_an_earlier_run_did_not_have_cannot_fall() -> None:
    before, now = (scores_to_record([score(10, of=1)]) for _ in range(2))
    del before["total"]["tie"]
    assert compare(before, now).fallen == ()

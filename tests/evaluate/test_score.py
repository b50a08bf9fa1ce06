"""Agreement of facts with labels, field by field; cells and people."""

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from tieout.evaluate.score import (
    judge,
    match_by_place,
    name_key,
    same_period,
    same_row,
    same_unit,
    same_value,
    score_report,
    similarity,
    summarize,
)
from tieout.schema import Record

QUARTER = "2024-01-01/2024-03-31"


def fact(**other: Any) -> Record:
    return {
        **{"start": 10, "end": 22, "quote": "$7.4 million", "value": 7400000, "unit": "USD", "metric": "Revenues"},
        **{"label": "net sales", "period": QUARTER},
        **other,
    }


def scores(labels: Record, report: Record) -> Record:
    return summarize(score_report(labels, report, release="quill").counts)


@pytest.mark.parametrize(
    ("label", "value", "same"),
    [
        (7400000, Decimal("7.4E+6"), True),
        (Decimal("0.1"), 0.1, True),
        (1000000, 1000000.9, True),
        (1000000, 1000002, False),
        (-5, 5, False),
        (0, Decimal("0.00"), True),
        (0, None, False),
        (None, None, True),
    ],
)
def test_same_value(label: object, value: object, same: bool) -> None:
    assert same_value(label, value) is same


@pytest.mark.parametrize(
    ("label", "unit", "same"),
    [
        ("USD", "usd", True),
        ("store", "stores", True),
        ("%", "pp", True),
        ("%", "bp", False),
        ("USD/share", "USD", False),
        ("short ton", "ton", False),
        ("x", None, False),
        ("€", "£", False),
    ],
)
def test_same_unit(label: str, unit: str | None, same: bool) -> None:
    assert same_unit(label, unit) is same


@pytest.mark.parametrize(
    ("label", "period", "same"),
    [
        (QUARTER, "2023-12-31/2024-03-30", True),
        (QUARTER, "2024-01-01/2024-04-07", True),
        (QUARTER, "2024-01-01/2024-04-08", False),
        (QUARTER, "2024-03-31", False),
        (None, None, True),
        (None, QUARTER, False),
        (QUARTER, "first quarter", False),
    ],
)
def test_same_period(label: str | None, period: str | None, same: bool) -> None:
    assert same_period(label, period) is same


@pytest.mark.parametrize(
    ("label", "predicted", "same"),
    [
        ("Revenues", "Revenues", True),
        ("Revenues", None, False),
        ("EarningsPerShareBasic", "EarningsPerShare", True),
        ("EarningsPerShare", "EarningsPerShareDiluted", True),
        ("EarningsPerShareBasic", "EarningsPerShareDiluted", False),
        ("EarningsPerShare", "Revenues", False),
        (None, None, True),
        (None, "Revenues", False),
    ],
)
def test_same_metric(label: str | None, predicted: str | None, same: bool) -> None:
    assert judge(fact(metric=label), fact(metric=predicted))["metric"] is same


def test_without_a_metric_the_labels_have_to_be_alike() -> None:
    assert not judge(fact(metric=None), fact(metric=None, label="subscribers"))["metric"]


@pytest.mark.parametrize(
    ("label", "predicted", "same"),
    [(None, None, True), ("Toys", "the toys segment", True), ("Toys", None, False), (None, "Toys", False)],
)
def test_same_segment(label: str | None, predicted: str | None, same: bool) -> None:
    assert judge(fact(segment=label), fact(segment=predicted))["segment"] is same


@pytest.mark.parametrize(
    ("field", "default"), [("aspect", "level"), ("status", "actual"), ("basis", "gaap"), ("tie", "absent")]
)
def test_fields_left_out_have_their_usual_value(field: str, default: str) -> None:
    assert judge(fact(), fact(**{field: default}))[field]
    assert not judge(fact(), fact(**{field: "other"}))[field]


@pytest.mark.parametrize(
    ("label", "row", "same"),
    [
        ("Net sales", "Total net sales", True),
        ("Earnings per share > Basic", "Basic", True),
        ("Earnings per share > Basic", "Earnings per share > Diluted", True),
        ("Basic", "Diluted", False),
        ("Basic", None, False),
    ],
)
def test_same_row(label: str, row: str | None, same: bool) -> None:
    assert same_row(label, row) is same


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [("", None, 1.0), ("sales", "", 0.0), ("the total Sales", "sale", 1.0), ("sales sales", "sales", 2 / 3)],
)
def test_similarity(one: str, other: str | None, share: float) -> None:
    assert similarity(one, other) == pytest.approx(share)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Ada B. Quill", ("ada", "quill")),
        ("Mr. Quill", ("quill", "quill")),
        ("ADA QUILL, CPA", ("ada", "quill")),
        ("", ("", "")),
    ],
)
def test_name_key(name: str, key: tuple[str, str]) -> None:
    assert name_key(name) == key


def span(start: int, end: int) -> Record:
    return {"start": start, "end": end}


@pytest.mark.parametrize(
    ("labels", "facts", "matched", "spurious"),
    [
        ([(0, 5)], [(0, 5)], [(0, 5)], []),
        ([(0, 5)], [(5, 9)], [None], [(5, 9)]),
        ([(0, 9)], [(0, 2), (3, 9)], [(3, 9)], [(0, 2)]),
        ([(0, 5), (5, 9)], [(0, 9)], [(0, 9), None], []),
        ([(5, 9), (0, 5)], [(6, 7), (1, 2)], [(1, 2), (6, 7)], []),
        ([(30, 35)], [(0, 90), (1, 2), (33, 34)], [(0, 90)], [(1, 2), (33, 34)]),
        ([], [(1, 2)], [], [(1, 2)]),
    ],
)
def test_labels_take_the_fact_that_overlaps_most(
    labels: list[tuple[int, int]],
    facts: list[tuple[int, int]],
    matched: list[tuple[int, int] | None],
    spurious: list[tuple[int, int]],
) -> None:
    pairs, rest = match_by_place([span(*s) for s in labels], [span(*s) for s in facts])
    assert [hit and (hit["start"], hit["end"]) for _, hit in pairs] == matched
    assert [(fact["start"], fact["end"]) for fact in rest] == spurious


def test_fact_is_right_when_all_its_fields_are() -> None:
    wrong = fact(start=30, end=42, period=None)
    score = score_report({"facts": [fact(), fact(start=30, end=42)]}, {"facts": [fact(), wrong]}, release="quill")
    assert score.right == ("10 $7.4 million",)
    assert [(miss.kind, miss.predicted) for miss in score.misses] == [("period", wrong)]
    assert summarize(score.counts)["fact_f1"] == 0.5


def test_missed_and_spurious_figures_are_told_apart() -> None:
    score = score_report({"facts": [fact()]}, {"facts": [fact(start=90, end=99)]}, release="quill")
    assert [miss.kind for miss in score.misses] == ["missed", "spurious"]


def test_wrong_segment_is_right_but_not_strictly() -> None:
    found = scores({"facts": [fact()]}, {"facts": [fact(segment="Toys")]})
    assert (found["fact_f1"], found["fact_strict_f1"]) == (1.0, 0.0)


def test_wrong_sign_is_the_right_magnitude() -> None:
    found = scores({"facts": [fact()]}, {"facts": [fact(value=-7400000)]})
    assert (found["value"], found["magnitude"]) == (0.0, 1.0)


def test_ties_are_counted_by_label_and_prediction() -> None:
    labels = [fact(tie="contradicted"), fact(start=30, end=42, tie="contradicted"), fact(start=50, end=62)]
    facts = [labels[0], fact(start=30, end=42, tie="tied"), fact(start=50, end=62, tie="contradicted")]
    found = scores({"facts": labels}, {"facts": facts})
    assert found["ties"] == {"absent->contradicted": 1, "contradicted->contradicted": 1, "contradicted->tied": 1}
    assert (found["contradicted_recall"], found["contradicted_precision"]) == (0.5, 0.5)


def table(*cells: Record, **column: str) -> Record:
    return {"tables": [{"columns": [column or {"period": QUARTER}], "cells": list(cells)}]}


@pytest.mark.parametrize(
    ("predicted", "parts"),
    [
        ({"row": "Net sales", "value": 7391000, "period": QUARTER, "unit": "USD"}, (1, 1, 1, 1)),
        ({"row": "Net sales", "value": 7391000, "period": QUARTER, "unit": "%"}, (1, 1, 1, 0)),
        ({"row": "Net sales", "value": 7391000, "period": None, "unit": "USD"}, (1, 1, 0, 0)),
        ({"row": "Costs", "value": 7391000, "period": QUARTER, "unit": "USD"}, (1, 0, 0, 0)),
        ({"row": "Net sales", "value": -7391000, "period": QUARTER, "unit": "USD"}, (0, 0, 0, 0)),
    ],
)
def test_cell_is_full_with_value_row_and_period(predicted: Record, parts: tuple[int, ...]) -> None:
    labelled = table({"row": "Net sales", "col": 0, "value": 7391000, "unit": "USD"})
    found = scores(labelled, {"tables": [{"cells": [predicted]}]})
    assert (found["cell_value"], found["cell_row"], found["cell_full"], found["cell_unit"]) == parts


def test_cells_of_changes_are_not_judged() -> None:
    labelled = table({"row": "Net sales", "col": 0, "value": 5, "unit": "%"}, measure="change_percent")
    assert scores(labelled, {})["cells"] == 0


def test_people_are_found_by_first_and_last_name() -> None:
    found = scores({"people": [{"name": "Ada B. Quill"}, {"name": "Tom Reed"}]}, {"people": [{"name": "Ada Quill"}]})
    assert found["people_f1"] == pytest.approx(2 / 3)


def test_nothing_labelled_and_nothing_found_is_perfect() -> None:
    found = scores({"facts": []}, {"facts": []})
    assert (found["fact_f1"], found["figure_recall"]) == (1.0, 0.0)


def test_counts_of_releases_add_up() -> None:
    counts: Counter[str] = Counter()
    for predicted in ([fact()], []):
        counts.update(score_report({"facts": [fact()]}, {"facts": predicted}, release="quill").counts)
    assert summarize(counts)["figure_recall"] == 0.5

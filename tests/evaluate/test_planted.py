"""Planted errors: what is changed in a release, and what the analysis then says of it."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tieout.cli import app
from tieout.evaluate.labels import read_labelled
from tieout.evaluate.misprints import ERRORS
from tieout.evaluate.planted import Plant, plant_errors, read_untouched, try_plants
from tieout.evaluate.planted_scores import trials_to_record

RELEASE = """\
Orrin Valley Foods Reports Third Quarter 2031 Results

DULUTH, Minn., November 3, 2031 -- Orrin Valley Foods, Inc. today announced results for the third quarter ended
September 30, 2031.

Net sales for the third quarter of 2031 were $48,316,000, compared with $41,927,000 for the third quarter of 2030.
Net income for the third quarter of 2031 was $3,742,000.

                          ORRIN VALLEY FOODS, INC.
                      CONSOLIDATED STATEMENTS OF INCOME
                  (in thousands, except per share amounts)

                                        Three Months Ended
                                           September 30,
                                         2031          2030
                                     --------      --------
Net sales                            $ 48,316      $ 41,927
Cost of sales                          31,405        27,610
                                     --------      --------
Gross profit                           16,911        14,317
Operating expenses                     11,204        10,058
                                     --------      --------
Operating income                        5,707         4,259
Income taxes                            1,965         1,447
                                     --------      --------
Net income                           $  3,742      $  2,812
                                     ========      ========
"""
Q3, Q3_BEFORE = "2031-07-01/2031-09-30", "2030-07-01/2030-09-30"
STATED = [
    ("$48,316,000", 48316000, "Revenues", Q3),
    ("$41,927,000", 41927000, "Revenues", Q3_BEFORE),
    ("$3,742,000", 3742000, "NetIncomeLoss", Q3),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One labelled release, whose three figures stand in its table."""
    place = tmp_path_factory.mktemp("labelled")
    (place / "orrin.txt").write_text(RELEASE, "utf-8")
    facts = [
        {
            "start": RELEASE.index(quote), "end": RELEASE.index(quote) + len(quote), "quote": quote, "value": value,
            "unit": "USD", "metric": metric, "label": "sales", "segment": None, "basis": "gaap", "aspect": "level",
            "period": period, "status": "actual", "tie": "tied", "cells": [],
        }
        for quote, value, metric, period in STATED
    ]  # fmt: skip
    (place / "orrin.labels.json").write_text(json.dumps({"release": "orrin.txt", "facts": facts}), "utf-8")
    return place


def planted(folder: Path, *, count: int = 60, seed: int = 1) -> list[Plant]:
    return plant_errors(list(read_untouched(read_labelled(folder))), count=count, seed=seed)


def test_the_untouched_release_gives_no_alarm(folder: Path) -> None:
    (one,) = read_untouched(read_labelled(folder))
    assert one.false_alarms == 0


def test_errors_are_the_same_for_the_same_seed(folder: Path) -> None:
    assert planted(folder, seed=3) == planted(folder, seed=3)
    assert planted(folder, seed=3) != planted(folder, seed=4)


def test_every_error_changes_the_digits_or_the_sign_at_its_place_alone(folder: Path) -> None:
    for plant in planted(folder):
        before = RELEASE[plant.start : plant.end]
        assert plant.error in ERRORS
        assert plant.text != before
        assert any(char.isdigit() for char in plant.text)


def test_a_changed_figure_shows_at_the_precision_of_its_cell(folder: Path) -> None:
    for plant in planted(folder):
        if plant.where == "prose" and plant.error in ("digit", "swap"):
            after = Decimal(plant.text.strip("$").replace(",", ""))
            assert abs(after - Decimal(str(plant.label["value"]))) >= 1000


def test_most_errors_are_flagged_with_what_was_done(folder: Path) -> None:
    untouched = list(read_untouched(read_labelled(folder)))
    trials = list(try_plants(plant_errors(untouched, count=60, seed=1), untouched))
    record = trials_to_record(trials, untouched)
    assert record["all"]["planted"] == len(trials) > 15
    assert record["all"]["flagged"] >= 0.8 * len(trials), record
    assert record["all"]["diagnosed"] >= 0.8 * record["all"]["flagged"], record
    assert record["untouched"] == {"releases": 1, "false_alarms": 0, "inconsistencies": 0, "failed_checks": 0}


def test_an_error_in_a_cell_that_breaks_its_sum_is_flagged(folder: Path) -> None:
    untouched = list(read_untouched(read_labelled(folder)))
    cost = RELEASE.index("31,405")
    plant = Plant(
        untouched[0].release, untouched[0].release.labels["facts"][0], "swap", "cell", cost, cost + 6, "31,045"
    )
    (trial,) = try_plants([plant], untouched)
    assert trial.told == ("swapped digits",)


def test_the_command_prints_a_table(folder: Path) -> None:
    result = CliRunner().invoke(app, ["evaluate", str(folder), "--planted", "4"])
    assert result.exit_code == 0, result.output
    assert result.output.startswith("planted errors")
    assert "untouched: 0 contradictions in 1 releases" in result.output


def test_the_command_writes_counts(folder: Path) -> None:
    result = CliRunner().invoke(app, ["evaluate", str(folder), "--planted", "4", "--json"])
    assert json.loads(result.output)["all"]["planted"] == 4

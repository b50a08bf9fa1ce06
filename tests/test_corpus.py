"""The corpus: its labels are sound, our facts point at their quotes, and the scores do not fall."""

import re
from functools import cache
from pathlib import Path

import pytest

import tieout
from tieout.evaluate.evaluation import compare, evaluate, read_scores, scores_to_record
from tieout.evaluate.labels import LabelledRelease, read_labelled
from tieout.evaluate.soundness import bare, unsound_labels
from tieout.metrics import metrics
from tieout.report import Report

CORPUS = Path(__file__).parents[1] / "corpus"
RELEASES = read_labelled(CORPUS)


@cache
def report_of(path: Path) -> Report:
    return tieout.analyze(path)


def digits(text: str) -> str:
    """The digits of a cell: its mark and its bracket may stand in cells of their own."""
    return "".join(re.findall(r"\d", bare(text)))


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release.id)
def test_labels_are_sound(release: LabelledRelease) -> None:
    source = report_of(release.path).release.source
    assert list(unsound_labels(release.labels, source, metrics())) == []
    assert release.labels["release"] == release.path.name


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release.id)
def test_facts_and_cells_point_at_what_they_quote(release: LabelledRelease) -> None:
    report = report_of(release.path)
    source = report.release.source
    for fact in report.facts:
        assert bare(source[fact.place.start : fact.place.end]) == bare(fact.quote)
    for table in report.tables:
        for cell in table.cells:
            assert digits(source[cell.place.start : cell.place.end]) == digits(cell.text)


def test_scores_do_not_fall() -> None:
    now = scores_to_record(list(evaluate(RELEASES)))
    comparison = compare(read_scores(CORPUS / "baseline.json"), now)
    assert not comparison.fallen, f"lost: {comparison.lost}"
    assert now["releases"].keys() == read_scores(CORPUS / "baseline.json")["releases"].keys()

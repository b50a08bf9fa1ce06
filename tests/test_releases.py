"""Real releases, where a folder of them stands beside the checkout: no crash, none takes long, offsets, scores."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

import tieout
from tieout.evaluate.labels import RELEASE_SUFFIXES, read_labelled
from tieout.evaluate.score import score_report, summarize
from tieout.evaluate.soundness import bare

SHARED = Path(__file__).parents[2] / "shared"
SCORER = SHARED / "labels" / "score.py"
LABELLED = SHARED / "releases" / "labelled"
RELEASES = sorted(path for path in SHARED.glob("releases/*/*") if path.suffix in RELEASE_SUFFIXES)
PATIENCE = 20.0
"""Seconds that no release may take."""


@pytest.mark.skipif(not RELEASES, reason="no real releases beside the checkout")
@pytest.mark.parametrize("path", RELEASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_release_is_analyzed_in_time_with_every_offset_at_its_quote(path: Path) -> None:
    started = time.perf_counter()
    report = tieout.analyze(path)
    assert time.perf_counter() - started < PATIENCE
    for fact in report.facts:
        assert bare(report.release.source[fact.place.start : fact.place.end]) == bare(fact.quote)


@pytest.mark.skipif(not SCORER.is_file(), reason="no reference scorer beside the checkout")
def test_scores_are_those_of_the_reference(tmp_path: Path) -> None:
    releases = read_labelled(LABELLED)
    ours = {}
    for release in releases:
        report = tieout.analyze(release.path)
        (tmp_path / f"{release.id}.json").write_text(report.to_json(), "utf-8")
        ours[release.id] = summarize(score_report(release.labels, report.to_dict(), release=release.id).counts)
    command = [sys.executable, SCORER, LABELLED, tmp_path, "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)["releases"]
    assert ours == {
        release: {name: pytest.approx(x, abs=5e-4) for name, x in s.items()} for release, s in theirs.items()
    }

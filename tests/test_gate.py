"""The gate: a fault put into one rule makes it fail, and it names the facts that are lost."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tieout.resources import folder

CORPUS = Path(__file__).parents[1] / "corpus"
RELEASES = ("larkfield-1997q3", "cindermark-2023q2", "granfield-2010q3")
"""Three of the corpus, of three layouts: the gate itself runs over all."""

GATE = """
import pathlib, sys
from tieout import resources, rules
own, real = pathlib.Path(sys.argv[1]), resources.folder
resources.folder = rules.folder = lambda name: own if name == "rules" else real(name)
from tieout.cli import app
app(["evaluate", *sys.argv[2:]])
"""
"""`tieout evaluate` with the rules of another folder, in a process of its own: rules are read once in each."""


def evaluate(rules: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", GATE, str(rules), *arguments]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in RELEASES:
        for path in CORPUS.glob(f"{name}.*"):
            shutil.copy(path, folder)
    return folder


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder("rules"), tmp_path / "rules"))


@pytest.fixture
def baseline(corpus: Path, rules: Path, tmp_path: Path) -> Path:
    path = tmp_path / "baseline.json"
    scored = evaluate(rules, str(corpus), "--json")
    assert scored.returncode == 0, scored.stderr
    path.write_text(scored.stdout)
    return path


def test_gate_passes_where_nothing_changed(corpus: Path, rules: Path, baseline: Path) -> None:
    passed = evaluate(rules, str(corpus), "--compare", str(baseline))
    assert (passed.returncode, passed.stdout.splitlines()[-1]) == (0, "0 facts gained, 0 lost, 0 scores fell")


@pytest.mark.parametrize(
    ("file", "rule", "fault", "lost", "fallen"),
    [
        (
            "metrics.toml",
            '  "sales", "total? net sales",',
            '  "takings",',
            "lost larkfield-1997q3: 628 $12.4 million",
            "metric",
        ),
        ("units.toml", "million = 6", "million = 5", "lost cindermark-2023q2: ", "value"),
    ],
    ids=["a name that is no longer known", "a magnitude that is wrong"],
)
def test_fault_in_a_rule_fails_the_gate_and_names_the_facts_lost(
    file: str, rule: str, fault: str, lost: str, fallen: str, corpus: Path, rules: Path, baseline: Path
) -> None:
    text = (rules / file).read_text("utf-8")
    assert text.count(rule) == 1
    (rules / file).write_text(text.replace(rule, fault), "utf-8")
    failed = evaluate(rules, str(corpus), "--compare", str(baseline))
    assert failed.returncode == 1, failed.stderr
    assert lost in failed.stdout
    assert f"fell {fallen}: " in failed.stdout
    assert "fell fact_f1: " in failed.stdout

"""Every rule file can be read, is tidy, and has examples of both kinds.

Whether each rule matches its `matches` and rejects its `rejects` is tested with the stage that reads it.
"""

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tieout.batch.versions import code_version
from tieout.resources import folder
from tieout.rules import OWN_RULES, RulesError, load_rules, own_rule_files

FILES = sorted(folder("rules").glob("*.toml"))


def entries(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every table within a rule file, with its path."""
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from entries(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for k, inner in enumerate(value):
            yield from entries(inner, f"{path}[{k}]")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_rule_file_parses(path: Path) -> None:
    assert load_rules(path.stem)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_file_that_says_what_it_matches_says_what_it_rejects(path: Path) -> None:
    examples = [entry for _, entry in entries(tomllib.loads(path.read_text("utf-8"))) if "matches" in entry]
    assert all(entry["matches"] for entry in examples)
    assert not examples or any(entry.get("rejects") for entry in examples)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_example_is_given_twice(path: Path) -> None:
    for where, entry in entries(tomllib.loads(path.read_text("utf-8"))):
        examples = [*entry.get("matches", ()), *entry.get("rejects", ())]
        assert len(examples) == len({str(example) for example in examples}), where


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_rule_file_is_tidy(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("#"), "no comment on top that says what the rules are for"
    assert "\t" not in text
    assert text.endswith("\n") and not text.endswith("\n\n")
    assert not [line for line in text.splitlines() if line != line.rstrip()]


def test_unknown_rules_list_what_there_is() -> None:
    with pytest.raises(FileNotFoundError, match=r"no rules 'metrix' in .*; there are: .*metrics"):
        load_rules("metrix")


OWN_METRIC = """
[metric.ActiveDiners]
kinds = ["quantity"]
period_type = "duration"
balance = "credit"
names = ["active diners"]

[metric.Revenues]
names = ["takings"]
"""
DINERS = (
    "LIMA, Ohio, April 25, 2024 - In the first quarter of 2024 takings were $7 million, from 31,000 active diners.\n"
)


def tieout(*arguments: str, rules: Path) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, with a folder of own rules: rules are read once a process."""
    environment = os.environ | {OWN_RULES: str(rules)}
    command = [sys.executable, "-m", "tieout", *arguments]
    return subprocess.run(command, input=DINERS, env=environment, capture_output=True, text=True)


def test_own_rules_name_metrics(tmp_path: Path) -> None:
    (tmp_path / "metrics.toml").write_text(OWN_METRIC)
    done = tieout("analyze", "-", "--format", "jsonl", rules=tmp_path)
    assert not done.stderr
    facts = [json.loads(line) for line in done.stdout.splitlines()]
    assert [fact["metric"] for fact in facts] == ["Revenues", "ActiveDiners"]


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("metrix.toml", "", "no rules are called 'metrix'; there are: captions, cues"),
        ("metrics.toml", "[metric.Diners", "metrics.toml: Expected ']'"),
        ("metrics.toml", "[metric.Diners]\nnames = ['diners']", "metric 'Diners' lacks kinds, period_type, balance"),
        ("metrics.toml", OWN_METRIC.replace("quantity", "people"), "metric 'ActiveDiners': no kinds 'people'; there"),
        ("metrics.toml", "[metric]\nRevenues = 'takings'", "metrics.toml: metric: Revenues is a str; the rules have a"),
    ],
)
def test_own_rules_that_cannot_be_used_are_told_in_a_line(file: str, text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / file).write_text(text)
    done = tieout("analyze", "-", rules=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert message in line


def test_a_folder_of_own_rules_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OWN_RULES, "nowhere")
    with pytest.raises(RulesError, match="TIEOUT_RULES: no folder nowhere"):
        own_rule_files()


def test_own_rules_make_another_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = code_version.__wrapped__()
    monkeypatch.setenv(OWN_RULES, str(tmp_path))
    assert code_version.__wrapped__() == before
    (tmp_path / "cues.toml").write_text("[up]\nwords = ['aloft']\n")
    assert code_version.__wrapped__() != before

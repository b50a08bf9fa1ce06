"""The benchmarks on external data: each is a script that is there, and says so where its data is not."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "benchmarks"
NAMES = ("tagging", "periods", "linking", "tables", "ties", "xbrl")


def external(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "benchmarks.external", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT)


def test_every_benchmark_without_its_data_is_skipped_with_a_word(tmp_path: Path) -> None:
    done = external("--shared", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert [line.split()[1].rstrip(":") for line in done.stdout.splitlines() if line.startswith("==")] == list(NAMES)
    assert done.stdout.count(f"skipped, not there: {tmp_path}") == len(NAMES)


def test_only_those_asked_for_are_run(tmp_path: Path) -> None:
    done = external("--shared", str(tmp_path), "--only", "ties")
    assert done.stdout.count("==") == 1
    assert "ixbrl_recon.jsonl" in done.stdout


@pytest.mark.parametrize("name", [*NAMES, "tag_peers", "tag_growth", "xbrl_json"])
def test_benchmark_explains_itself(name: str) -> None:
    done = subprocess.run([sys.executable, FOLDER / f"{name}.py", "--help"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert f"`python benchmarks/{name}.py" in (FOLDER / "README.md").read_text("utf-8")

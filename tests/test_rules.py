"""Every rule file can be read, is tidy, and has examples of both kinds.

Whether each rule matches its `matches` and rejects its `rejects` is tested with the stage that reads it.
"""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tieout.resources import folder
from tieout.rules import load_rules

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

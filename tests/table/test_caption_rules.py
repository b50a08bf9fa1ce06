"""Every rule of captions.toml holds for what it lists as matching, and for nothing that it rejects."""

from typing import Any

import pytest

from tieout.rules import load_rules
from tieout.table.units import label_to_unit
from tieout.table.words import Cue, cue, cues, plain

SEVERAL = ("scale", "row_unit", "measure", "kind", "compared_step")


def rules() -> list[tuple[str, Cue, dict[str, Any]]]:
    """Name, compiled rule and examples of every rule that has examples."""
    data = load_rules("captions")
    found = [(f"{s} {c.name}", c, e) for s in SEVERAL for c, e in zip(cues(s), data[s], strict=True)]
    single = [s for s, entry in data.items() if isinstance(entry, dict) and "matches" in entry and "pattern" in entry]
    return found + [(s, cue(s), data[s]) for s in single]


@pytest.mark.parametrize(("rule", "entry"), [pytest.param(c, e, id=n) for n, c, e in rules()])
def test_examples(rule: Cue, entry: dict[str, Any]) -> None:
    missed = [text for text in entry["matches"] if not rule.find(plain(text))]
    wrong = [text for text in entry["rejects"] if rule.find(plain(text))]
    assert (missed, wrong) == ([], []), rule.pattern.pattern


def test_counted_nouns() -> None:
    counts = load_rules("captions")["counts"]
    assert [label_to_unit(text) for text in counts["matches"]] == counts["units"]
    nouns = {*counts["words"].values(), *counts["with_cue"].values()}
    assert [text for text in counts["rejects"] if label_to_unit(text) in nouns] == []


def test_what_a_scale_does_not_govern() -> None:
    entry = load_rules("captions")["scale_except"]
    from tieout.table.scale import text_to_scale

    scales = [text_to_scale(text) for text in (*entry["matches"], *entry["rejects"])]
    assert [s.shares == 0 for s in scales if s] == [True] * len(entry["matches"]) + [False] * len(entry["rejects"])

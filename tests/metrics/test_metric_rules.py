"""The rule file of metrics: every entry against its own examples, and the whole for consistency."""

import pytest

from tieout.metrics import match_label, metric, metrics
from tieout.metrics.phrases import phrase_to_words
from tieout.rules import load_rules

RULES = load_rules("metrics")["metric"]
MATCHES = [(name, label) for name, rule in RULES.items() for label in rule["examples"]["matches"]]
REJECTS = [(name, label) for name, rule in RULES.items() for label in rule["examples"]["rejects"]]


@pytest.mark.parametrize(("name", "label"), MATCHES)
def test_an_example_is_read_as_its_metric(name: str, label: str) -> None:
    found = match_label(label)
    assert found is not None, f"{label!r} is read as no metric"
    assert found.metric == name


@pytest.mark.parametrize(("name", "label"), REJECTS)
def test_a_counter_example_is_not(name: str, label: str) -> None:
    found = match_label(label)
    assert found is None or found.metric != name


def test_every_metric_that_a_rule_points_to_exists() -> None:
    for name, rule in RULES.items():
        pointed = [rule.get("adjusted"), *rule.get("units", {}).values()]
        for formula in metric(name).formulas:
            pointed += [formula.left, formula.right]
            assert formula.operator in "+-/"
        assert not {p for p in pointed if p} - set(metrics()), name


def test_no_name_belongs_to_two_metrics() -> None:
    owners: dict[tuple[str, ...], str] = {}
    for name, rule in RULES.items():
        for phrase in [*rule["names"], *rule.get("row_names", ()), *rule.get("prose_names", ())]:
            for words in phrase_to_words(phrase):
                assert owners.setdefault(words, name) == name, f"{' '.join(words)!r} names {owners[words]} and {name}"


def test_a_us_gaap_concept_belongs_to_one_metric() -> None:
    concepts = [c for m in metrics().values() for c in (m.us_gaap, *m.concepts) if c]
    assert len(concepts) == len(set(concepts))

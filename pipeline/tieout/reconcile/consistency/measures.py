"""Measures outside GAAP, and the reconciliation that is due to them."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from tieout.checks import Inconsistency
from tieout.facts import Tie
from tieout.metrics import metric, metric_for_unit
from tieout.reconcile.doubt import EXPLICIT
from tieout.reconcile.findings import Reconciled
from tieout.reconcile.messages import thing
from tieout.reconcile.series import Index, Words
from tieout.reconcile.words import words
from tieout.rules import load_rules


def lacks_reconciliation(release: Reconciled) -> Iterator[Inconsistency]:
    """A non-GAAP measure is reported, and no table has a row of it: Regulation G asks for a reconciliation."""
    reported: dict[str, list[int]] = defaultdict(list)
    for k, fact in enumerate(release.facts):
        sure = fact.status == "actual" and fact.aspect == "level" and fact.confidence >= EXPLICIT
        amount = fact.quantity.kind in ("money", "per share") and fact.segment is None
        if fact.metric and sure and amount and metric(fact.metric).non_gaap:
            reported[fact.metric].append(k)
    for name, facts in reported.items():
        first = release.facts[facts[0]]
        if any(release.findings[k].tie is not Tie.ABSENT for k in facts) or _has_row(name, first.label, release.index):
            continue
        yield Inconsistency(
            "reconciliation",
            f"{thing(first)}: {first.quote} is not by GAAP, and no table leads to it from a measure that is",
            tuple(release.facts[k].place for k in facts),
            facts=tuple(facts),
        )


def _has_row(name: str, label: str, index: Index) -> bool:
    """Whether a row of a non-GAAP measure is there, in money or per share, by its metric or its words."""
    names = {name, *(metric_for_unit(name, kind) for kind in ("money", "per share"))}
    plain = words(label) - _adjusted()
    return any(
        series.basis == "non-gaap" and (series.metric in names or (bool(plain) and plain <= series.own))
        for series in index.series
    )


@cache
def _adjusted() -> Words:
    return words(" ".join(load_rules("metrics")["prefixes"]["adjusted"]))

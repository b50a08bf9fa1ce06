"""Lists against their totals: "$7.0 million of A and $5.0 million of B, for a total of $12.0 million"."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import Literal

from tieout.checks import Inconsistency
from tieout.facts import Fact
from tieout.reconcile.digits import slip_of
from tieout.reconcile.doubt import LONG, STEPS
from tieout.reconcile.findings import Reconciled
from tieout.reconcile.intervals import Interval, point, stated
from tieout.reconcile.messages import amount, thing
from tieout.rules import load_rules

MOST = 8
"""So many parts of a list are added up."""
FAR = 240
"""Farther apart (characters of the source, with its tags) two figures are of no one list."""

_TAG = re.compile(r"<[^<>]{0,400}>|&#?\w{1,8};|\s+")
_END = re.compile(r"[.;!?]\s+[A-Z“\"]|[;:]")  # a list goes on over commas alone


def sums_disagree(release: Reconciled) -> Iterator[Inconsistency]:
    """The parts of a list do not add up to the total that is stated before or behind them.

    Only where words say that the list is whole, and the total is a slip away from the sum: further off, some of the
    figures are no parts.
    """
    gaps = [_gap(release, k) for k in range(1, len(release.facts))]
    for k, total in enumerate(release.facts):
        for parts in (_before(k, release.facts, gaps), _behind(k, release.facts, gaps)):
            if len(parts) < 2:
                continue
            values = [stated(release.facts[i]) for i in parts]
            due = sum(values, point(Decimal(0)))
            if not _is_slip(total, due):
                continue
            listed = " and ".join(release.facts[i].quote for i in parts)
            yield Inconsistency(
                "sum",
                f"{thing(total)}: {total.quote} is stated, but {listed} are {amount(due.middle, total)}",
                (total.place, *(release.facts[i].place for i in parts)),
                facts=(k, *parts),
            )


def _before(k: int, facts: Sequence[Fact], gaps: Sequence[str]) -> list[int]:
    """The parts that stand before a total, where words before it say so."""
    if not k or not _words("totals").search(gaps[k - 1]):
        return []
    parts: list[int] = []
    for i in range(k - 1, max(k - 1 - MOST, -1), -1):
        if not _is_part(facts[i], facts[k]) or (parts and not _goes_on(gaps[i])):
            break
        parts.insert(0, i)
    return parts


def _behind(k: int, facts: Sequence[Fact], gaps: Sequence[str]) -> list[int]:
    """The parts that stand behind a total, where words after it say what it consists of."""
    if k >= len(gaps) or not _words("parts").search(gaps[k]):
        return []
    parts: list[int] = []
    for i in range(k + 1, min(k + 1 + MOST, len(facts))):
        if not _is_part(facts[i], facts[k]) or (parts and not _goes_on(gaps[i - 1])):
            break
        parts.append(i)
    return parts


def _is_part(fact: Fact, total: Fact) -> bool:
    """Whether a figure can be one of those that a total adds up."""
    same = fact.quantity.unit == total.quantity.unit and fact.status == total.status
    return (
        same and fact.aspect == total.aspect and not fact.bound and fact.quantity.kind not in ("percent", "per share")
    )


def _goes_on(gap: str) -> bool:
    return len(gap) > 0 and not _END.search(gap)


def _is_slip(total: Fact, due: Interval) -> bool:
    """Whether a total is off by a unit of its last digit, or as misprints are."""
    if total.bound or total.hedge or stated(total).overlaps(due):
        return False
    value, step = total.quantity.value, total.quantity.step
    slip = slip_of(value, due.middle, step)
    return abs(due.middle - value) < STEPS * step or (slip is not None and slip.length >= LONG)


def _gap(release: Reconciled, k: int) -> str:
    """The text between a figure and the one before it; none where they are far apart."""
    start, end = release.facts[k - 1].place.end, release.facts[k].place.start
    return _TAG.sub(" ", release.source[start:end]) if 0 <= end - start <= FAR else ""


@cache
def _words(which: Literal["totals", "parts"]) -> re.Pattern[str]:
    longest_first = sorted(load_rules("reconcile")["lists"][which], key=len, reverse=True)
    either = "|".join(map(re.escape, longest_first))
    ends = rf"(?:{either})\s*$" if which == "totals" else rf"^,?\s*(?:\w+\s+){{0,6}}(?:{either})\s*$"
    return re.compile(ends, re.IGNORECASE)

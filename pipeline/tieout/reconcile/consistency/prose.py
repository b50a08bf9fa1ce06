"""Prose against prose: one thing stated twice, and changes that do not follow from the amounts beside them."""

from collections import defaultdict
from collections.abc import Iterator

from tieout.checks import Inconsistency
from tieout.facts import Fact, Period, Tie
from tieout.metrics import metric
from tieout.reconcile.consistency.near import near_pairs
from tieout.reconcile.context import BESIDE, CLOSE
from tieout.reconcile.digits import slip_of
from tieout.reconcile.doubt import LONG, STEPS
from tieout.reconcile.findings import Reconciled
from tieout.reconcile.intervals import ONE, Interval, point, stated
from tieout.reconcile.messages import amount, thing
from tieout.reconcile.series import metric_key, same_time
from tieout.reconcile.words import words

NAMED = 0.8
"""A fact linked with at least this confidence is named in its own clause."""


def prose_disagrees(release: Reconciled) -> Iterator[Inconsistency]:
    """The same thing is stated twice in different figures, a slip of some digits apart, and no table decides.

    What is adjusted may be adjusted in two ways, a figure with a digit more is another one, and of two figures in one
    sentence each says something of its own.
    """
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for k, fact in enumerate(release.facts):
        sure = fact.status == "actual" and not fact.bound and fact.confidence >= NAMED
        if sure and fact.metric and fact.period and fact.basis == "gaap" and not metric(fact.metric).non_gaap:
            label = words(fact.label)
            groups[fact.metric, label, fact.segment, fact.aspect, fact.period, fact.versus, fact.quantity.unit].append(
                k
            )
    for group in groups.values():
        for i, j in near_pairs(group):
            a, b = release.facts[i], release.facts[j]
            ties = {release.findings[i].tie, release.findings[j].tie}
            if ties != {Tie.ABSENT} or j - i <= BESIDE or stated(a).overlaps(stated(b)):
                continue
            slip = slip_of(a.quantity.value, b.quantity.value, max(a.quantity.step, b.quantity.step))
            if slip is not None and slip.length >= LONG and _are_as_long(a, b):
                yield Inconsistency(
                    "prose",
                    f"{thing(a)} is stated twice: as {a.quote}, and as {b.quote}; {slip.words}",
                    (a.place, b.place),
                    facts=(i, j),
                    diagnosis=slip.slip,
                )


def _are_as_long(a: Fact, b: Fact) -> bool:
    return a.quantity.value.adjusted() == b.quantity.value.adjusted()


def change_disagrees(release: Reconciled) -> Iterator[Inconsistency]:
    """ "From $6.5 million to $7.4 million, up 41 %": the change does not follow from the amounts beside it.

    Only where the tables do not decide already, and the change is a slip away from what is due: further off, it is of
    something else. The same change may be told on another basis as well: "down 14 %, or 12 % at constant rates".
    """
    levels: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for k, fact in enumerate(release.facts):
        if fact.aspect == "level" and fact.metric and fact.period and fact.status == "actual":
            levels[metric_key(fact.metric, fact.basis), fact.segment].append(k)
    for k, fact in enumerate(release.facts):
        undecided = release.findings[k].tie is Tie.ABSENT and fact.status == "actual" and not fact.bound
        if not (undecided and fact.aspect == "change" and fact.metric and fact.versus and fact.period):
            continue
        near = [
            i for i in levels.get((metric_key(fact.metric, fact.basis), fact.segment), ()) if _is_beside(i, k, release)
        ]
        later = [i for i in near if _is_at(release.facts[i], fact.period)]
        earlier = [i for i in near if _is_at(release.facts[i], fact.versus)]
        if len(later) != 1 or len(earlier) != 1 or later == earlier:
            continue
        a, b = release.facts[later[0]], release.facts[earlier[0]]
        due = _due(fact, a, b)
        if due is None or stated(fact).overlaps(due) or not _is_slip(fact, due):
            continue
        if any(_agrees(release.facts[i], fact, due) for i in range(max(k - 2, 0), min(k + 3, len(release.facts)))):
            continue
        yield Inconsistency(
            "change",
            f"{thing(fact)}: {fact.quote} is stated, but {a.quote} after {b.quote} is {amount(due.middle, fact)}",
            (fact.place, a.place, b.place),
            facts=(k, later[0], earlier[0]),
        )


def _due(fact: Fact, later: Fact, earlier: Fact) -> Interval | None:
    """What a change has to be by two amounts: in percent of the earlier one, or in their own unit."""
    if later.quantity.unit != earlier.quantity.unit:
        return None
    a, b = stated(later), stated(earlier)
    if fact.quantity.unit == later.quantity.unit:
        return a - b
    if fact.quantity.unit == "%" and a.low > 0 and b.low > 0:
        return (a / b - point(ONE)) * 100
    return None


def _is_slip(fact: Fact, due: Interval) -> bool:
    """Whether a figure is off by a unit of its last digit, or as misprints are; and goes the way that is due."""
    value, step = fact.quantity.value, fact.quantity.step
    if (value < 0) != (due.middle < 0) or not value:
        return False
    slip = slip_of(value, due.middle, step)
    return abs(due.middle - value) < STEPS * step or (slip is not None and slip.length >= LONG)


def _agrees(other: Fact, fact: Fact, due: Interval) -> bool:
    """Whether another figure tells the change that is due."""
    return other.aspect == "change" and other.quantity.unit == fact.quantity.unit and stated(other).overlaps(due)


def _is_at(fact: Fact, period: Period) -> bool:
    return fact.period is not None and same_time(period, fact.period, balance=False)


def _is_beside(i: int, k: int, release: Reconciled) -> bool:
    return abs(i - k) <= 2 and abs(release.facts[i].place.start - release.facts[k].place.start) <= CLOSE

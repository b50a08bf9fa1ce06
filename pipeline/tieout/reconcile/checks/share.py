"""Ratios that a label spells out: "SG&A as a percentage of net sales"."""

from collections.abc import Iterator
from decimal import Decimal

from tieout.facts import Fact, Period, UnitKind
from tieout.reconcile.amounts import Amount, amounts_at, is_sure
from tieout.reconcile.intervals import Interval
from tieout.reconcile.lookup import Certainty, Fit
from tieout.reconcile.ratios import split_ratio, subjects
from tieout.reconcile.readings import Evidence, Reading

HUNDRED = Decimal(100)
MOST = 5
"""So many amounts, the surest, are tried for either side of a ratio."""
AMOUNTS: tuple[UnitKind, ...] = ("money", "per share", "shares", "quantity", "unit price", "ratio")


def share(fact: Fact, found: list[Fit], evidence: Evidence) -> Iterator[Reading]:
    """What the label names first over what it names second, both at the fact's period and in one unit."""
    if fact.aspect != "level" or fact.quantity.kind not in ("percent", "ratio") or fact.period is None:
        return
    part, whole = split_ratio(fact.label)
    if not whole:
        return
    factor = HUNDRED if fact.quantity.kind == "percent" else Decimal(1)
    segment = fact.segment if part else None
    seconds = list(_amounts(whole, fact, evidence, segment=None))
    if not seconds:
        return
    for a, of_part in _amounts(part or fact.segment or "", fact, evidence, segment=segment):
        for b, of_whole in seconds:
            if b.value.low > 0 and a.unit == b.unit and a.operands != b.operands:
                value = abs(a.value) / b.value * factor
                sure = _in_one_table(a, b) and whole in fact.label
                certainty = min(of_part, of_whole) if sure else Certainty.POSSIBLE
                exact = abs(a.value.middle) / b.value.middle * factor
                yield Reading("share", (*a.operands, *b.operands), (value, -value), exact, certainty)


def change_of_share(fact: Fact, found: list[Fit], evidence: Evidence) -> Iterator[Reading]:
    """By how many points such a ratio moved."""
    if fact.aspect != "change" or fact.quantity.kind != "points" or fact.period is None or fact.versus is None:
        return
    part, whole = split_ratio(fact.label)
    if not whole:
        return
    factor = HUNDRED * (HUNDRED if fact.quantity.unit == "bp" else 1)
    ratios: list[list[tuple[Interval, tuple[Amount, Amount]]]] = []
    for period in (fact.period, fact.versus):
        seconds = list(_amounts(whole, fact, evidence, segment=None, period=period))
        ratios.append(
            [
                (abs(a.value) / b.value * factor, (a, b))
                for a, _ in _amounts(part, fact, evidence, segment=fact.segment, period=period)
                for b, _ in seconds
                if b.value.low > 0 and a.unit == b.unit and a.operands != b.operands
            ]
        )
    for later, of_later in ratios[0]:
        for earlier, of_earlier in ratios[1]:
            if _rows(of_later) == _rows(of_earlier):
                value = later - earlier
                operands = tuple(o for amount in (*of_later, *of_earlier) for o in amount.operands)
                yield Reading("points", operands, (value,), value.middle, Certainty.POSSIBLE)


def _rows(amounts: tuple[Amount, Amount]) -> list[int]:
    return [id(amount.operands[0].series) for amount in amounts]


def _in_one_table(a: Amount, b: Amount) -> bool:
    return len({operand.series.table.index for operand in (*a.operands, *b.operands)}) == 1


def _amounts(
    label: str, fact: Fact, evidence: Evidence, *, segment: str | None, period: Period | None = None
) -> Iterator[tuple[Amount, Certainty]]:
    """The amounts that words can mean at a period, the fact's own where none is given, and how sure that is."""
    left = MOST
    for subject in subjects(label, fact, segment=segment):
        for fit in evidence.lookup.fits(subject):
            if fit.series.table.kind == "guidance":
                continue
            for amount in amounts_at(fact, fit, period or fact.period, kinds=AMOUNTS, name=subject.metric):
                sure = subject.metric is not None and is_sure(fact, amount)
                yield amount, fit.certainty if sure else Certainty.POSSIBLE
                left -= 1
                if not left:
                    return

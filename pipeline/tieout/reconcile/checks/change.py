"""Changes: printed in a column of their own, or following from the amounts of two periods."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from tieout.facts import Fact, Period, UnitKind
from tieout.metrics import metric, metric_for_unit
from tieout.reconcile.intervals import Interval, printed
from tieout.reconcile.lookup import Fit, Series, cell_interval, cells_at, metric_key, same_time
from tieout.reconcile.readings import Evidence, Operand, Reading, is_balance, year_before
from tieout.rules import load_rules
from tieout.tables import Measure

HUNDRED = Decimal(100)
AMOUNTS: tuple[UnitKind, ...] = ("money", "per share", "shares", "quantity", "unit price", "ratio")


def printed_change(fact: Fact, found: list[Fit], evidence: Evidence) -> Iterator[Reading]:
    """A column of changes, in percent or in amounts, prints it, for the same pair of periods."""
    if fact.aspect != "change":
        return
    kind = fact.quantity.kind
    for fit in found:
        if fit.series.table.kind == "guidance":
            continue
        measures: tuple[Measure | None, ...] = ("change_percent", "change") if kind == "percent" else ("change",)
        if kind in ("percent", "points") and prints_changes(fit.series):
            measures = (*measures, None)
        for cell in cells_at(fit.series, fact.period, kinds=(kind,), measures=measures, instant=is_balance(fact)):
            assert cell.quantity is not None
            same_base = _same_base(fact, cell.versus)
            if same_base is not False:
                yield Reading(
                    operation="printed change",
                    operands=(Operand(fit.series, cell),),
                    values=(cell_interval(fit.series, cell, None),),
                    computed=cell.quantity.value,
                    exact=fit.exact and fact.period is not None and bool(same_base),
                    direct=True,
                )


def prints_changes(series: Series) -> bool:
    """Whether percentages of a row are changes: by its words, or because the row is of amounts."""
    if series.metric is not None and "percent" not in metric(series.metric).kinds:
        return True
    return bool(series.own & frozenset(load_rules("reconcile")["changes"]["words"]))


def _same_base(fact: Fact, versus: Period | None) -> bool | None:
    """Whether both changes are from one period; `None` where that is not said."""
    if fact.versus is None or versus is None:
        return None
    return same_time(fact.versus, versus, instant=is_balance(fact))


def growth(fact: Fact, found: list[Fit], evidence: Evidence) -> Iterator[Reading]:
    """100 x (later - earlier) / |earlier|, from the cells and then from the amounts as the prose rounds them.

    Of two losses the fall is the smaller loss, whichever sign the words give it; from a loss to a profit no growth
    rate is certain, so that nothing contradicts it.
    """
    if fact.aspect != "change" or fact.quantity.kind != "percent":
        return
    for later, earlier, exact in pairs(fact, found, AMOUNTS):
        for a, b in _operands(fact, later, earlier, evidence):
            if b.low <= 0 <= b.high:
                continue
            same_side = (a.low >= 0) == (b.low > 0)
            rate = ((abs(a) / abs(b)) - ONE if same_side else (a - b) / abs(b)) * HUNDRED
            values = (rate,) if b.low > 0 and same_side else (rate, -rate)
            yield Reading("growth", (later, earlier), values, rate.middle, exact and same_side)


ONE = Interval(Decimal(1), Decimal(1))


def difference(fact: Fact, found: list[Fit], evidence: Evidence) -> Iterator[Reading]:
    """Later amount less the earlier one, in the amounts' own unit."""
    if fact.aspect != "change" or fact.quantity.kind not in AMOUNTS:
        return
    for later, earlier, exact in pairs(fact, found, (fact.quantity.kind,)):
        for a, b in _operands(fact, later, earlier, evidence):
            gap = a - b
            values = (gap,) if fact.metric and not metric(fact.metric).wide else (gap, -gap)
            yield Reading("difference", (later, earlier), values, gap.middle, exact)


def points(fact: Fact, found: list[Fit], evidence: Evidence) -> Iterator[Reading]:
    """Later less earlier percentage, in basis points or points; a stated "%" of a ratio may mean points too."""
    if fact.aspect != "change" or fact.quantity.kind not in ("points", "percent"):
        return
    factor = HUNDRED if fact.quantity.unit == "bp" else Decimal(1)
    for later, earlier, exact in pairs(fact, found, ("percent",)):
        gap = (_interval(fact, later) - _interval(fact, earlier)) * factor
        yield Reading("points", (later, earlier), (gap,), gap.middle, exact and fact.quantity.kind == "points")


def pairs(fact: Fact, found: list[Fit], kinds: Sequence[UnitKind]) -> Iterator[tuple[Operand, Operand, bool]]:
    """Pairs of cells at the later and the earlier period; in one row, else in rows that are certainly the same thing.

    Without a `versus` the year before is tried, which can bear out but not contradict.
    """
    if fact.period is None:
        return
    versus = fact.versus or year_before(fact.period)
    balance = is_balance(fact)
    split: list[tuple[Fit, list[Operand], list[Operand]]] = []
    for fit in found:
        if fit.series.table.kind == "guidance":
            continue
        later, earlier = (
            [Operand(fit.series, c) for c in cells_at(fit.series, p, kinds=kinds, measures=(None,), instant=balance)]
            for p in (fact.period, versus)
        )
        for a in later:
            for b in earlier:
                if (
                    a.cell is not b.cell
                    and a.cell.quantity
                    and b.cell.quantity
                    and a.cell.quantity.unit == b.cell.quantity.unit
                ):
                    yield a, b, fit.exact and fact.versus is not None and _same_sort(fact, a)
        if fit.exact and (later or earlier) and not (later and earlier):
            split.append((fit, later, earlier))
    for first, later, _ in split:
        for second, _, earlier in split:
            if later and earlier and first is not second:
                for a in later:
                    yield from ((a, b, False) for b in earlier)


def _same_sort(fact: Fact, operand: Operand) -> bool:
    """Whether the cell is certainly of the fact's time: a balance in a column of a period may be an average of it."""
    return not is_balance(fact) or (operand.cell.period is not None and operand.cell.period.start is None)


def _operands(fact: Fact, later: Operand, earlier: Operand, evidence: Evidence) -> Iterator[tuple[Interval, Interval]]:
    """The two amounts as printed, then as the prose rounds them: "$7.4 million against $6.5 million, up 14 %"."""
    a, b = _interval(fact, later), _interval(fact, earlier)
    yield a, b
    yield _as_stated(fact, later, a, evidence), _as_stated(fact, earlier, b, evidence)


def _as_stated(fact: Fact, operand: Operand, value: Interval, evidence: Evidence) -> Interval:
    if fact.metric is None or operand.cell.period is None:
        return value
    name = metric_for_unit(fact.metric, operand.cell.quantity.kind) if operand.cell.quantity else None
    for other in evidence.stated.get((metric_key(name or fact.metric, fact.basis), fact.segment), ()):
        claim = printed(other.quantity)
        if other.quantity.unit == (operand.cell.quantity and operand.cell.quantity.unit) and claim.overlaps(value):
            return claim
    return value


def _interval(fact: Fact, operand: Operand) -> Interval:
    return cell_interval(operand.series, operand.cell, fact.metric)

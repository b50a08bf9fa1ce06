"""Changes: printed in a column of their own, or following from the amounts of two periods."""

from collections.abc import Iterator, Sequence

from tieout.facts import Fact, Period, UnitKind
from tieout.metrics import metric, metric_for_unit
from tieout.reconcile.amounts import Amount, amounts_at, cell_kinds, is_sure
from tieout.reconcile.checks.share import AMOUNTS, HUNDRED
from tieout.reconcile.intervals import ONE, Interval, point, printed
from tieout.reconcile.lookup import SAME, Certainty, Fit
from tieout.reconcile.readings import Evidence, Operand, Reading, is_balance, is_of_status, year_before
from tieout.reconcile.series import cell_interval, cells_at, metric_key, prints_changes, same_time, says_changes
from tieout.reconcile.words import words
from tieout.rules import load_rules
from tieout.tables import Cell, Measure

UNITY = point(ONE)


def printed_change(fact: Fact, found: list[Fit], evidence: Evidence) -> Iterator[Reading]:
    """A column of changes, in percent or in amounts, prints it, for the same pair of periods.

    So does a row of changes, and a row called by the very words for what changed: "net customer additions".
    """
    if fact.aspect != "change":
        return
    kind = fact.quantity.kind
    percent = kind in ("percent", "points")
    measures: tuple[Measure | None, ...] = ("change_percent", "change") if kind == "percent" else ("change", "other")
    kinds = (kind,) if percent else cell_kinds(fact)
    for fit in found:
        if not is_of_status(fact, fit.series):
            continue
        row = prints_changes(fit.series) if percent else fit.likeness >= SAME and bool(fit.series.own)
        for cell in cells_at(
            fit.series,
            fact.period,
            kinds=kinds,
            measures=(*measures, None) if row else measures,
            balance=is_balance(fact),
        ):
            assert cell.quantity is not None
            same_base = _same_base(fact, cell.versus)
            if same_base is not False:
                value = cell_interval(fit.series, cell, None)
                yield Reading(
                    operation="printed change",
                    operands=(Operand(fit.series, cell),),
                    values=(value,),
                    computed=cell.quantity.value,
                    certainty=_certainty(fact, fit, cell, same_base),
                    direct=True,
                )


def _certainty(fact: Fact, fit: Fit, cell: Cell, same_base: bool | None) -> Certainty:
    """A change is certain with both its periods; the only one of its row that names no base is from a year ago."""
    if fact.period is None or cell.quantity is None or cell.quantity.kind != fact.quantity.kind:
        return Certainty.POSSIBLE
    if cell.measure is None and fit.series.metric is not None and not says_changes(fit.series):
        return Certainty.POSSIBLE  # a share of something, maybe
    if same_base is None and fact.versus is not None:
        rivals = [c for c in fit.series.cells if c.measure is not None and c.period == cell.period and c is not cell]
        same_base = not rivals and same_time(fact.versus, year_before(fact.period), balance=is_balance(fact))
    if _is_at_constant_rates(fact, fit, cell):
        same_base = False
    return fit.certainty if same_base else min(fit.certainty, Certainty.LIKELY)


def _is_at_constant_rates(fact: Fact, fit: Fit, cell: Cell) -> bool:
    """Whether a column is outside GAAP by the rates of exchange, the figure maybe by what it leaves out."""
    columns = fit.series.table.columns
    header = words(columns[cell.column].header) if cell.column < len(columns) else frozenset()
    known = fact.metric is not None and fact.metric in load_rules("reconcile")["apart"]["within"]
    return "constant" in header and not known and "constant" not in words(fact.label)


def _same_base(fact: Fact, versus: Period | None) -> bool | None:
    """Whether both changes are from one period; `None` where that is not said."""
    if fact.versus is None or versus is None:
        return None
    return same_time(fact.versus, versus, balance=is_balance(fact))


def growth(fact: Fact, found: list[Fit], evidence: Evidence) -> Iterator[Reading]:
    """100 x (later - earlier) / |earlier|, from the cells and then from the amounts as the prose rounds them.

    Of two losses the fall is the smaller loss, whichever sign the words give it; from a loss to a profit no growth
    rate is certain, so that nothing contradicts it.
    """
    if fact.aspect != "change" or fact.quantity.kind != "percent":
        return
    for later, earlier, certainty in pairs(fact, found, AMOUNTS):
        for a, b in _operands(fact, later, earlier, evidence):
            if b.low <= 0 <= b.high:
                continue
            same_side = (a.low >= 0) == (b.low > 0)
            rate = ((abs(a) / abs(b)) - UNITY if same_side else (a - b) / abs(b)) * HUNDRED
            values = (rate,) if b.low > 0 and same_side else (rate, -rate)
            operands = (*later.operands, *earlier.operands)
            exact = (abs(a.middle) / abs(b.middle) - ONE) * HUNDRED if same_side else rate.middle
            yield Reading("growth", operands, values, exact, certainty if same_side else Certainty.POSSIBLE)


def difference(fact: Fact, found: list[Fit], evidence: Evidence) -> Iterator[Reading]:
    """Later amount less the earlier one, in the amounts' own unit."""
    if fact.aspect != "change" or fact.quantity.kind not in AMOUNTS:
        return
    for later, earlier, certainty in pairs(fact, found, cell_kinds(fact)):
        for a, b in _operands(fact, later, earlier, evidence):
            gap = a - b
            values = (gap,) if fact.metric and not metric(fact.metric).wide else (gap, -gap)
            yield Reading("difference", (*later.operands, *earlier.operands), values, gap.middle, certainty)


def points(fact: Fact, found: list[Fit], evidence: Evidence) -> Iterator[Reading]:
    """Later less earlier percentage, in basis points or points; a stated "%" of a ratio may mean points too."""
    if fact.aspect != "change" or fact.quantity.kind not in ("points", "percent"):
        return
    factor = HUNDRED if fact.quantity.unit == "bp" else ONE
    for later, earlier, certainty in pairs(fact, found, ("percent",)):
        gap = (later.value - earlier.value) * factor
        operands = (*later.operands, *earlier.operands)
        sure = fact.quantity.kind == "points"
        yield Reading("points", operands, (gap,), gap.middle, certainty if sure else Certainty.POSSIBLE)


def pairs(fact: Fact, found: list[Fit], kinds: Sequence[UnitKind]) -> Iterator[tuple[Amount, Amount, Certainty]]:
    """Pairs of amounts at the later and the earlier period; in one row, else in rows that are certainly the same thing.

    Without a `versus` the year before is tried, and of a balance every earlier day of the row; that can bear out but
    not contradict.
    """
    if fact.period is None:
        return
    split: list[tuple[Fit, list[Amount], list[Amount]]] = []
    for fit in found:
        if not is_of_status(fact, fit.series):
            continue
        later = list(amounts_at(fact, fit, fact.period, kinds=kinds))
        if not later and fit.certainty is not Certainty.CERTAIN:
            continue
        earlier = [a for versus in _bases(fact, fit) for a in amounts_at(fact, fit, versus, kinds=kinds)]
        for a in later:
            for b in earlier:
                if a.operands != b.operands and a.unit == b.unit and a.operands[0].cell is not b.operands[0].cell:
                    known = fit.certainty if fact.versus is not None else min(fit.certainty, Certainty.LIKELY)
                    yield a, b, known if is_sure(fact, a) and b.sure else Certainty.POSSIBLE
        if fit.certainty is Certainty.CERTAIN and (later or earlier) and not (later and earlier):
            split.append((fit, later, earlier))
    for first, later, _ in split:
        for second, _, earlier in split:
            if later and earlier and first is not second:
                for a in later:
                    yield from ((a, b, Certainty.POSSIBLE) for b in earlier if a.unit == b.unit)


def _bases(fact: Fact, fit: Fit) -> list[Period]:
    """The periods that a change can be from."""
    assert fact.period is not None
    if fact.versus is not None:
        return [fact.versus]
    found = [year_before(fact.period)]
    if is_balance(fact):
        days = {cell.period for cell in fit.series.cells if cell.period and cell.period.end < fact.period.end}
        found += sorted(days - set(found), key=lambda day: day.end)
    return found


def _operands(fact: Fact, later: Amount, earlier: Amount, evidence: Evidence) -> Iterator[tuple[Interval, Interval]]:
    """The two amounts as printed, then as the prose rounds them: "$7.4 million against $6.5 million, up 14 %"."""
    yield later.value, earlier.value
    a, b = _as_stated(fact, later, evidence), _as_stated(fact, earlier, evidence)
    if (a, b) != (later.value, earlier.value):
        yield a, b


def _as_stated(fact: Fact, amount: Amount, evidence: Evidence) -> Interval:
    kind = amount.operands[0].cell.quantity.kind if amount.operands[0].cell.quantity else "money"
    name = metric_for_unit(fact.metric, kind) if fact.metric else None
    if fact.metric is None:
        return amount.value
    for other in evidence.stated.get((metric_key(name or fact.metric, fact.basis), fact.segment), ()):
        claim = printed(other.quantity)
        if other.quantity.unit == amount.unit and claim.overlaps(amount.value):
            return claim
    return amount.value

"""Tables against tables: one row printed twice, and differently."""

from collections import defaultdict
from collections.abc import Container, Iterator
from typing import TypeAlias

from tieout.checks import Inconsistency
from tieout.facts import CellRef, Period, Tie, UnitKind
from tieout.metrics import metric
from tieout.reconcile.consistency.near import near_pairs
from tieout.reconcile.digits import slip_of
from tieout.reconcile.doubt import LONG, STEPS
from tieout.reconcile.findings import Reconciled
from tieout.reconcile.intervals import Interval, printed
from tieout.reconcile.lookup import SAME
from tieout.reconcile.messages import place as place_of
from tieout.reconcile.readings import Operand
from tieout.reconcile.series import Series, metric_key
from tieout.reconcile.words import similarity
from tieout.tables import Cell

Amounts: TypeAlias = dict[tuple[Period, UnitKind], Cell]
"""The cells of a row by period and kind of unit."""

COMMON = frozenset(("common",))
"""Amounts per share are per common share, said or not."""
ENOUGH = 2
"""Where rows agree in so many other periods, one of them prints the odd figure wrong, whatever it is."""


def tables_disagree(release: Reconciled) -> Iterator[Inconsistency]:
    """Two tables print one row for the same periods, in the same figures but for one of them.

    Rows that agree in no period are different things with one name, and so are rows in other words. Where only one
    other period is there to agree, or rows of different extent share the name, the odd figures have to be a slip of
    some digits apart; or a figure of the prose has to state one of the two.
    """
    borne = {cell for finding in release.findings if finding.tie is Tie.TIED for cell in finding.cells}
    groups: dict[tuple[object, ...], list[Series]] = defaultdict(list)
    for series in release.index.series:
        if series.metric is not None and series.table.kind != "guidance":
            groups[metric_key(series.metric, series.basis), series.metric, series.limits].append(series)
    for group in groups.values():
        rows = [(series, _amounts(series)) for series in group] if len(group) > 1 else []
        for (a, ours), (b, theirs) in near_pairs(rows):
            if a.table is not b.table and not ours.keys().isdisjoint(theirs) and _alike(a, b):
                yield from _one_odd_pair(a, ours, b, theirs, borne)


def _one_odd_pair(
    a: Series, ours: Amounts, b: Series, theirs: Amounts, borne: Container[CellRef]
) -> Iterator[Inconsistency]:
    """The only cells of two rows that do not agree, if others do; `borne` are cells that the prose states."""
    agree, odd = 0, []
    for key, one in ours.items():
        other = theirs.get(key)
        if other is None or one.quantity is None or other.quantity is None or one.quantity.unit != other.quantity.unit:
            continue
        same = one.quantity.value == other.quantity.value
        if same or _overlap(printed(one.quantity), printed(other.quantity)):
            agree += bool(one.quantity.value)
        else:
            odd.append((one, other))
            if len(odd) > 1:
                return
    if not odd or not agree:
        return
    one, other = odd[0]
    assert one.quantity is not None and other.quantity is not None and a.metric is not None
    first, second = Operand(a, one), Operand(b, other)
    step = max(one.quantity.step, other.quantity.step)
    if abs(abs(one.quantity.value) - abs(other.quantity.value)) < STEPS * step:
        return  # rounded from figures that were rounded already
    slip = slip_of(one.quantity.value, other.quantity.value, step)
    telling = slip is not None and slip.length >= LONG
    stated_once = (first.place in borne) != (second.place in borne)
    if not telling and (metric(a.metric).wide or (agree < ENOUGH and not stated_once)):
        return
    how = f"; {slip.words}" if slip else ""
    yield Inconsistency(
        "tables",
        f"two tables print the same row differently: {place_of(first)}, but {place_of(second)}{how}",
        (one.place, other.place),
        cells=(first.place, second.place),
        diagnosis=slip.slip if slip else "",
    )


def _alike(a: Series, b: Series) -> bool:
    """Whether two rows are called the same, with the headings over them or without; of what shares is the same."""
    names = [[name - COMMON for name in (one.own, one.name)] for one in (a, b)]
    return max(similarity(one, other) for one in names[0] for other in names[1]) >= SAME


def _overlap(a: Interval, b: Interval) -> bool:
    return a.overlaps(b) or abs(a).overlaps(abs(b))


def _amounts(series: Series) -> Amounts:
    """The amounts of a row by period and kind of unit; none where columns tell apart what this does not."""
    found: Amounts = {}
    several: set[tuple[Period, UnitKind]] = set()
    for cell, kind in zip(series.cells, series.kinds, strict=True):
        if cell.measure is None and cell.period is not None and not cell.nil:
            key = cell.period, kind
            if key in found:
                several.add(key)
            found[key] = cell
    return {key: cell for key, cell in found.items() if key not in several}

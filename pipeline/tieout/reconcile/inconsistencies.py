"""What cannot be right within the release itself, whatever figure the tables are asked for: one check, one function.

Findings say what the tables bear out of each figure; here figures meet figures, and tables meet tables.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from tieout.checks import Inconsistency
from tieout.facts import CellRef, Fact, Finding, Tie, UnitKind
from tieout.metrics import metric, metric_for_unit
from tieout.reconcile.digits import slip_of
from tieout.reconcile.doubt import CLOSE, EXPLICIT, LONG
from tieout.reconcile.intervals import ONE, Interval, point, printed, stated
from tieout.reconcile.lookup import LIKE
from tieout.reconcile.messages import place as place_of
from tieout.reconcile.messages import thing
from tieout.reconcile.readings import Operand
from tieout.reconcile.series import Index, Series, index_tables, metric_key, same_time
from tieout.reconcile.words import similarity, words
from tieout.tables import Cell, Table

NAMED = 0.8
"""A fact linked with at least this confidence is named in its own clause."""
NEAR = 32
"""Rows, or facts, of one thing that one of them is compared with: more than a release has."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Release:
    """All that the checks look at."""

    facts: Sequence[Fact]
    findings: Sequence[Finding]
    index: Index


def inconsistencies(
    facts: Sequence[Fact], tables: Sequence[Table], findings: Sequence[Finding]
) -> tuple[Inconsistency, ...]:
    """What the release says in two ways, in the order of the checks; `findings[i]` is of `facts[i]`."""
    release = _Release(facts, findings, index_tables(tables))
    return tuple(found for check in CHECKS for found in check(release))


def tables_disagree(release: _Release) -> Iterator[Inconsistency]:
    """Two tables print one row for the same periods, in the same figures but for one of them.

    Rows that agree in no period are different things with one name. Where only one other period is there to agree,
    a figure of the prose has to state one of the two; else they have to be a slip of some digits apart.
    """
    borne = {cell for finding in release.findings if finding.tie is Tie.TIED for cell in finding.cells}
    groups: dict[tuple[object, ...], list[Series]] = defaultdict(list)
    for series in release.index.series:
        if series.metric is not None and series.table.kind != "guidance":
            groups[metric_key(series.metric, series.basis), series.metric, series.limits].append(series)
    for group in groups.values():
        for a, b in _near_pairs(group):
            if a.table is not b.table:
                yield from _one_odd_pair(a, b, borne)


def _near_pairs(group: Sequence[T]) -> Iterator[tuple[T, T]]:
    """Every two of a group, but for those far apart in a long one: it is that of a file of many releases."""
    for k, one in enumerate(group):
        yield from ((one, other) for other in group[k + 1 : k + 1 + NEAR])


def _one_odd_pair(a: Series, b: Series, borne: Container[CellRef]) -> Iterator[Inconsistency]:
    """The only cells of two rows that do not agree, if others do; `borne` are cells that the prose states."""
    theirs = {(cell.period, kind): cell for cell, kind in _amounts(b)}
    agree, odd = 0, []
    for one, kind in _amounts(a):
        other = theirs.get((one.period, kind))
        if other is None or one.quantity is None or other.quantity is None or one.quantity.unit != other.quantity.unit:
            continue
        if _overlap(printed(one.quantity), printed(other.quantity)):
            agree += bool(one.quantity.value)
        else:
            odd.append((one, other))
    if len(odd) != 1:
        return
    one, other = odd[0]
    assert one.quantity is not None and other.quantity is not None
    first, second = Operand(a, one), Operand(b, other)
    slip = slip_of(one.quantity.value, other.quantity.value, max(one.quantity.step, other.quantity.step))
    telling = slip is not None and slip.length >= LONG
    stated_once = (first.place in borne) != (second.place in borne)
    if not agree or (agree < 2 and not (_alike(a, b) and (telling or stated_once))):
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
    """Whether two rows are called alike, with the headings over them or without."""
    return max(similarity(one, other) for one in (a.own, a.name) for other in (b.own, b.name)) >= LIKE


def _overlap(a: Interval, b: Interval) -> bool:
    return a.overlaps(b) or abs(a).overlaps(abs(b))


def _amounts(series: Series) -> Iterator[tuple[Cell, UnitKind]]:
    """The cells of a row that hold amounts of a period."""
    for cell, kind in zip(series.cells, series.kinds, strict=True):
        if cell.measure is None and cell.period is not None and not cell.nil:
            yield cell, kind


def prose_disagrees(release: _Release) -> Iterator[Inconsistency]:
    """The same thing is stated twice in different figures, a slip of some digits apart, and no table decides."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for k, fact in enumerate(release.facts):
        if fact.metric and fact.period and fact.status == "actual" and not fact.bound and fact.confidence >= NAMED:
            key = metric_key(fact.metric, fact.basis)
            label = words(fact.label)
            groups[key, label, fact.segment, fact.aspect, fact.period, fact.versus, fact.quantity.unit].append(k)
    for group in groups.values():
        for i, j in _near_pairs(group):
            a, b = release.facts[i], release.facts[j]
            ties = {release.findings[i].tie, release.findings[j].tie}
            if ties != {Tie.ABSENT} or stated(a).overlaps(stated(b)):
                continue
            step = max(a.quantity.step, b.quantity.step)
            slip = slip_of(a.quantity.value, b.quantity.value, step)
            if slip is not None and slip.length >= LONG:
                yield Inconsistency(
                    "prose",
                    f"{thing(a)} is stated twice: as {a.quote}, and as {b.quote}; {slip.words}",
                    (a.place, b.place),
                    facts=(i, j),
                    diagnosis=slip.slip,
                )


def change_disagrees(release: _Release) -> Iterator[Inconsistency]:
    """ "From $6.5 million to $7.4 million, up 41 %": the change does not follow from the amounts beside it.

    Only where the tables do not decide already; and an error of the linker is likelier than one by more than half.
    """
    levels: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for k, fact in enumerate(release.facts):
        if fact.aspect == "level" and fact.metric and fact.period and fact.status == "actual":
            levels[metric_key(fact.metric, fact.basis), fact.segment].append(k)
    for k, fact in enumerate(release.facts):
        if (
            fact.aspect != "change"
            or fact.quantity.unit != "%"
            or not fact.metric
            or not fact.versus
            or not fact.period
        ):
            continue
        if release.findings[k].tie is not Tie.ABSENT or fact.status != "actual" or fact.bound:
            continue
        near = [
            i for i in levels.get((metric_key(fact.metric, fact.basis), fact.segment), ()) if _is_beside(i, k, release)
        ]
        later = [i for i in near if same_time(fact.period, release.facts[i].period, balance=False)]  # type: ignore[arg-type]
        earlier = [i for i in near if same_time(fact.versus, release.facts[i].period, balance=False)]  # type: ignore[arg-type]
        if len(later) != 1 or len(earlier) != 1 or later == earlier:
            continue
        a, b = release.facts[later[0]], release.facts[earlier[0]]
        low = stated(b)
        if a.quantity.unit != b.quantity.unit or low.low <= 0 or stated(a).low <= 0:
            continue
        due = (stated(a) / low - point(ONE)) * 100
        claim = stated(fact)
        if (
            claim.overlaps(due)
            or abs(due.middle - fact.quantity.value) > abs(fact.quantity.value) / 2 + fact.quantity.step
        ):
            continue
        yield Inconsistency(
            "change",
            f"{thing(fact)}: {fact.quote} is stated, but {a.quote} after {b.quote} is {due.middle:.1f} %",
            (fact.place, a.place, b.place),
            facts=(k, later[0], earlier[0]),
        )


def _is_beside(i: int, k: int, release: _Release) -> bool:
    return abs(i - k) <= 2 and abs(release.facts[i].place.start - release.facts[k].place.start) <= CLOSE


def lacks_reconciliation(release: _Release) -> Iterator[Inconsistency]:
    """A non-GAAP measure is reported, and no table has a row of it: Regulation G asks for a reconciliation."""
    reported: dict[str, list[int]] = defaultdict(list)
    for k, fact in enumerate(release.facts):
        sure = fact.status == "actual" and fact.aspect == "level" and fact.confidence >= EXPLICIT
        amount = fact.quantity.kind in ("money", "per share") and fact.segment is None
        if fact.metric and sure and amount and fact.basis == "non-gaap":
            reported[fact.metric].append(k)
    for name, facts in reported.items():
        if any(release.findings[k].tie is not Tie.ABSENT for k in facts) or _has_row(name, release.index):
            continue
        first = release.facts[facts[0]]
        yield Inconsistency(
            "reconciliation",
            f"{thing(first)}: {first.quote} is not by GAAP, and no table leads to it from a measure that is",
            tuple(release.facts[k].place for k in facts),
            facts=tuple(facts),
        )


def _has_row(name: str, index: Index) -> bool:
    """Whether a row of a non-GAAP measure is there, in money or per share."""
    kinds = metric(name).kinds
    names = {name, *(metric_for_unit(name, kind) for kind in ("money", "per share"))}
    return bool(kinds) and any(series.metric in names and series.basis == "non-gaap" for series in index.series)


Check: TypeAlias = Callable[[_Release], Iterator[Inconsistency]]
CHECKS: tuple[Check, ...] = (tables_disagree, prose_disagrees, change_disagrees, lacks_reconciliation)

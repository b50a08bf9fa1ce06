"""What the other figures of a release say of one that disagrees with the tables."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tieout.facts import CellRef, Fact
from tieout.reconcile.diagnose import SCALED, scale_of
from tieout.reconcile.digits import digits_at
from tieout.reconcile.intervals import Interval, printed, stated
from tieout.reconcile.lookup import Certainty
from tieout.reconcile.readings import Operand, Reading
from tieout.reconcile.series import metric_key
from tieout.reconcile.words import words

BESIDE = 3
"""So many figures on either side may be of one sentence, if they are near."""
NEXT = 2
"""So many figures away a change stands from both amounts that it compares."""
CLOSE = 1500
"""So near (characters of the source, with its tags)."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the other figures of the release say.

    `facts` are all figures in order, `order` the position of each by the start of its place. `stated` are the facts
    that agree with a reading, by the cells it rests on; `by_row` the same by each row of those cells (table, row), and
    `by_cell` those that follow from several cells, by each of them.
    `off` are the positions of those that agree with nothing, though cells are certainly theirs, with these cells.
    The scale of a table is doubtful if more figures would agree with it at another scale than do agree with it.
    """

    facts: Sequence[Fact]
    order: Mapping[int, int]
    stated: Mapping[frozenset[CellRef], Sequence[Fact]]
    by_row: Mapping[tuple[int, int], Sequence[Fact]]
    by_cell: Mapping[CellRef, Sequence[Fact]]
    off: Mapping[int, frozenset[CellRef]]
    doubtful_scales: frozenset[int]

    def beside(self, fact: Fact, others: Sequence[Fact]) -> bool:
        """Whether one of the others stands beside a fact."""
        return any(self._is_beside(fact, other) for other in others)

    def is_stated_beside(self, fact: Fact, cells: Sequence[Operand]) -> bool:
        """Whether a figure beside a fact already states what these cells give."""
        return self.beside(fact, self.stated.get(frozenset(cell.place for cell in cells), ()))

    def labels_of(self, cells: Sequence[Operand]) -> set[frozenset[str]]:
        """The words by which figures anywhere call what these cells give."""
        return {words(other.label) for other in self.stated.get(frozenset(cell.place for cell in cells), ())}

    def is_of_row(self, fact: Fact, cells: Sequence[Operand]) -> bool:
        """Whether a figure beside a fact is of a row of these cells."""
        rows = {(cell.place.table, cell.place.row) for cell in cells}
        return any(self.beside(fact, self.by_row.get(row, ())) for row in rows)

    def confirms(self, fact: Fact, cell: Operand) -> bool:
        """Whether figures beside a fact tell that it is to state this cell, whatever the cell holds.

        One of the same thing states another cell of its row: "$7.4 million, compared with $6.5 million". Or a change of
        the same thing follows from the cell, and has two digits, so that it does so by no chance.
        """
        row = self.by_row.get((cell.place.table, cell.place.row), ())
        pairs = (other for other in row if _are_alike(fact, other) and other.period != fact.period)
        changes = (
            other for other in self.by_cell.get(cell.place, ()) if _is_of_one(fact, other) and _is_telling(other)
        )
        return any(self._is_beside(fact, other) for other in (*pairs, *changes))

    def follows(self, fact: Fact, cell: Operand) -> bool:
        """Whether the figure right before a fact is what a cell holds: "$150.7 million, or 68.1 %"."""
        at = self.order[fact.place.start] - 1
        if at < 0 or cell.cell.quantity is None or not self._is_beside(fact, self.facts[at]):
            return False
        before = self.facts[at]
        same = before.quantity.unit == cell.cell.quantity.unit and before.aspect == "level"
        return same and abs(stated(before)).overlaps(abs(printed(cell.cell.quantity)))

    def states_both(self, fact: Fact, cells: Sequence[Operand]) -> bool:
        """Whether the two amounts that a change is of stand next to it, each in a row of these cells."""
        own = self.order[fact.place.start]
        near = [self.facts[k] for k in range(max(own - NEXT, 0), min(own + NEXT + 1, len(self.facts))) if k != own]
        levels = [other for other in near if other.aspect == "level" and _is_of_one(fact, other)]
        rivals = [f for f in near if f.aspect == "change" and f.quantity.unit == fact.quantity.unit]
        rows = {(cell.place.table, cell.place.row) for cell in cells}
        of_row = [f for f in levels if self._is_beside(fact, f) and any(f in self.by_row.get(row, ()) for row in rows)]
        return {other.period for other in of_row} >= {fact.period, fact.versus} and not rivals

    def are_stated_beside(self, fact: Fact, cells: Sequence[Operand]) -> bool:
        """Whether what a figure follows from stands beside it: other figures state each of its cells, two or more."""
        wanted = {cell.place for cell in cells}
        stated = {
            place
            for places, others in self.stated.items()
            if not wanted.isdisjoint(places) and places < wanted and self.beside(fact, others)
            for place in places
        }
        return len(wanted) > 1 and wanted <= stated

    def with_misprints(self, wrong: Mapping[int, tuple[CellRef, ...]]) -> "Context":
        """The context in which these facts, by position, are misprints of what these cells hold."""
        stated, by_row = defaultdict(list, self.stated), defaultdict(list, self.by_row)
        for k, cells in wrong.items():
            stated[frozenset(cells)] = [*stated[frozenset(cells)], self.facts[k]]
            for row in {(cell.table, cell.row) for cell in cells}:
                by_row[row] = [*by_row[row], self.facts[k]]
        off = {k: cells for k, cells in self.off.items() if k not in wrong}
        return replace(self, stated=stated, by_row=by_row, off=off)

    def has_company(self, fact: Fact, *, of_metric: bool = False, but: Sequence[Operand] = ()) -> bool:
        """Whether a figure beside a fact disagrees as well; with `of_metric`, one of the same metric.

        Those that rest on a cell of `but` do not count: that cell may be the wrong one.
        """
        own, cells = self.order[fact.place.start], {operand.place for operand in but}
        near = range(max(own - BESIDE, 0), min(own + BESIDE + 1, len(self.facts)))
        return any(
            k in self.off
            and cells.isdisjoint(self.off[k])
            and self._is_beside(fact, self.facts[k])
            and (not of_metric or _is_of_one(fact, self.facts[k]))
            for k in near
        )

    def _is_beside(self, fact: Fact, other: Fact) -> bool:
        return (
            other is not fact
            and abs(self.order[other.place.start] - self.order[fact.place.start]) <= BESIDE
            and abs(other.place.start - fact.place.start) <= CLOSE
        )


def read_context(
    facts: Sequence[Fact],
    claims: Sequence[Sequence[Interval]],
    read: Sequence[Sequence[Reading]],
    best: Sequence[Reading | None],
) -> Context:
    """The context of facts with what each claims, how it is read in the tables, and the reading that agrees, if any."""
    by_cells: dict[frozenset[CellRef], list[Fact]] = defaultdict(list)
    by_row: dict[tuple[int, int], list[Fact]] = defaultdict(list)
    by_cell: dict[CellRef, list[Fact]] = defaultdict(list)
    off: dict[int, frozenset[CellRef]] = {}
    at_scale: Counter[int] = Counter()
    at_another: Counter[int] = Counter()
    for k, (fact, (claim, *_), readings, reading) in enumerate(zip(facts, claims, read, best, strict=True)):
        if reading is not None:
            same = [r for r in readings if r.certainty >= reading.certainty and r.agrees(claim)]
            for places in {frozenset(operand.place for operand in r.operands) for r in (reading, *same)}:
                by_cells[places].append(fact)
            for row in {(o.series.table.index, o.cell.row) for r in (reading, *same) for o in r.operands}:
                by_row[row].append(fact)
            for place in {o.place for r in (reading, *same) if not r.direct for o in r.operands}:
                by_cell[place].append(fact)
            if reading.direct:
                at_scale.update({o.place.table for o in reading.operands})
            continue
        sure = [r for r in readings if r.certainty > Certainty.LIKELY]
        if sure and fact.status == "actual" and not any(r.agrees(claim) for r in readings):
            off[k] = frozenset(operand.place for r in sure for operand in r.operands)
        if fact.quantity.kind in SCALED:
            direct = [r for r in readings if r.direct and r.certainty > Certainty.POSSIBLE]
            at_another.update({r.operands[0].place.table for r in direct if scale_of(fact, r)})
    doubtful = frozenset(table for table, count in at_another.items() if count > max(at_scale[table], 1))
    order = {fact.place.start: k for k, fact in enumerate(facts)}
    return Context(facts, order, by_cells, by_row, by_cell, off, doubtful)


def _is_telling(other: Fact) -> bool:
    return len(digits_at(other.quantity.value, other.quantity.step)) > 1


def _are_alike(fact: Fact, other: Fact) -> bool:
    """Whether two figures are of one thing and differ in their time alone."""
    same = (fact.segment, fact.basis, fact.aspect, fact.status) == (
        other.segment,
        other.basis,
        other.aspect,
        other.status,
    )
    return same and fact.quantity.unit == other.quantity.unit and _is_of_one(fact, other)


def _is_of_one(fact: Fact, other: Fact) -> bool:
    """Whether two figures are of one thing: of the same metric, or if they have none, in the same words."""
    if fact.metric and other.metric:
        return metric_key(fact.metric, "gaap")[0] == metric_key(other.metric, "gaap")[0]
    return fact.metric == other.metric and fact.label == other.label

"""What a table leaves open, told by its sibling tables, where the same amounts stand: its scale, lengths of periods."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from tieout.facts import Period
from tieout.table.scale import text_to_scale
from tieout.table.words import has_cue
from tieout.tables import Cell, Table

DIGITS = 100
"""Printed amounts below this are too short to recognise by."""
LONG = 1000
"""One amount printed with so many is recognised alone; shorter ones need another to bear them out."""

BEYOND = 2
"""How far above all amounts of its siblings one of a table may be: an order backlog above total assets."""

ABSOLUTE = ("money", "quantity", "unit price")
"""Kinds of units of which those other than money tell that a table may print whole dollars."""

ENOUGH = 0.4
"""The part of a column's amounts that siblings must have for a span to give the column that span."""


@dataclass(frozen=True, slots=True)
class Siblings:
    """What the tables of a document that state their scale have in common.

    `amounts` are their sums of money for each period, sorted, without sign; `scales` how many tables have each scale;
    `spans` the periods that an amount stands for, by its last day, `counts` their counts of shares, like `amounts`.
    """

    amounts: dict[Period | None, list[Decimal]]
    counts: dict[Period | None, list[Decimal]]
    scales: Counter[int]
    spans: dict[tuple[date, Decimal], frozenset[Period]]

    @property
    def largest(self) -> Decimal:
        """The largest amount of all."""
        return max((values[-1] for values in self.amounts.values()), default=Decimal(0))


def tables_to_siblings(tables: Iterable[Table]) -> Siblings:
    """What the scaled ones among `tables` have in common."""
    found: defaultdict[Period | None, set[Decimal]] = defaultdict(set)
    counts: defaultdict[Period | None, set[Decimal]] = defaultdict(set)
    spans: defaultdict[tuple[date, Decimal], set[Period]] = defaultdict(set)
    scales: Counter[int] = Counter()
    for table in tables:
        if table.scale > 1:
            scales[table.scale] += 1
            for cell in table.cells:
                if _is_count(cell):
                    counts[cell.period].add(_size(cell))
                elif _is_money(cell):
                    size = _size(cell)
                    found[cell.period].add(size)
                    if cell.period and cell.period.start:
                        spans[cell.period.end, size].add(cell.period)
    return Siblings(
        amounts={period: sorted(values) for period, values in found.items()},
        counts={period: sorted(values) for period, values in counts.items()},
        scales=scales,
        spans={key: frozenset(periods) for key, periods in spans.items()},
    )


def with_spans_of_siblings(table: Table, siblings: Siblings) -> Table:
    """The table with spans for dates in columns whose amounts its siblings give for a span to that day.

    A reconciliation headed "June 30, 2004" whose net income is that of the three months to that day. Two amounts of a
    column, and enough of all, must be found, and have one span in common.
    """
    if table.kind == "balance_sheet":
        return table
    votes: defaultdict[Period, list[frozenset[Period]]] = defaultdict(list)
    asked: Counter[Period] = Counter()
    for cell in table.cells:
        if cell.period and not cell.period.start and _is_money(cell):
            asked[cell.period] += 1
            periods = siblings.spans.get((cell.period.end, _size(cell)))
            if periods:
                votes[cell.period].append(periods)
    spans: dict[Period, Period] = {}
    for day, found in votes.items():
        common = frozenset.intersection(*found)
        if len(found) > 1 and len(found) >= asked[day] * ENOUGH and len(common) == 1:
            (spans[day],) = common
    if not spans:
        return table
    columns = tuple(replace(c, period=spans.get(c.period, c.period) if c.period else None) for c in table.columns)
    cells = tuple(replace(c, period=spans.get(c.period, c.period) if c.period else None) for c in table.cells)
    return replace(table, columns=columns, cells=cells)


def scale_by_siblings(table: Table, siblings: Siblings, previous: Table | None = None) -> int | None:
    """The factor that makes the money of `table`, read as printed, agree with tables whose scale is stated.

    By its amounts, where the siblings have the same ones for the same period; else the siblings' one scale, where
    all agree, or that of the `previous` table whose columns it repeats, if the table prints currency marks and more
    amounts than prices and counts, and no amount would be much larger than the largest of theirs. A table without money
    goes by its counts of shares.
    """
    money = [c for c in table.cells if _is_money(c)]
    scales = siblings.scales
    if not scales:
        return None
    if not money:
        return _scale_by_counts(table, siblings)
    found = {scale: _hits(money, siblings.amounts, scale) for scale in (1, *scales)}
    best = max(found, key=lambda s: (found[s], scales[s]))
    if best > 1 and found[best] > found[1]:
        return best
    told = [c for c in table.cells if c.quantity and c.quantity.value and c.quantity.kind in ABSOLUTE]
    if found[1] or not any("$" in c.text for c in money) or 2 * len(money) <= len(told):
        return None
    scale = next(iter(scales)) if len(scales) == 1 else _repeated_scale(table, previous)
    if scale is None:
        return None
    return scale if max(_size(c) for c in money) * scale <= siblings.largest * BEYOND else None


def _scale_by_counts(table: Table, siblings: Siblings) -> int | None:
    """The factor that makes the counts of shares of a table agree with those of its siblings, or `None`."""
    shares = [c for c in table.cells if _is_count(c)]
    found = {scale: _hits(shares, siblings.counts, scale) for scale in (1, *siblings.scales)}
    best = max(found, key=lambda s: (found[s], siblings.scales[s]))
    return best if best > 1 and found[best] > found[1] else None


def _repeated_scale(table: Table, previous: Table | None) -> int | None:
    """The scale of the table before, whose columns this one repeats, unless rows of this one say their own scale."""
    if previous is None or previous.scale == 1 or any(c.period is None for c in table.columns):
        return None
    if [c.period for c in table.columns] != [c.period for c in previous.columns]:
        return None
    if any(text_to_scale(row.label) or has_cue("price", row.label) for row in table.rows):
        return None
    return previous.scale


def _is_count(cell: Cell) -> bool:
    """Whether a cell is a count of shares other than nothing."""
    q = cell.quantity
    return q is not None and q.kind == "shares" and bool(q.value) and cell.measure is None


def _is_money(cell: Cell) -> bool:
    """Whether a cell is an amount of money other than nothing, printed without cents."""
    q = cell.quantity
    return q is not None and q.kind == "money" and bool(q.value) and q.step > Decimal("0.05") and cell.measure is None


def _size(cell: Cell) -> Decimal:
    """How large an amount is, whatever its sign."""
    return abs(cell.quantity.value) if cell.quantity else Decimal(0)


def _hits(cells: Sequence[Cell], amounts: dict[Period | None, list[Decimal]], scale: int) -> int:
    """How many amounts stand among others for their period once multiplied; short ones count only together."""
    long = short = 0
    for cell in cells:
        size = _size(cell)
        if size < DIGITS or cell.quantity is None:
            continue
        half = cell.quantity.step * scale / 2
        values = amounts.get(cell.period, [])
        at = bisect_left(values, size * scale - half)
        if at < len(values) and values[at] <= size * scale + half:
            long += size >= LONG
            short += size < LONG
    return long + short if long or short > 1 else 0

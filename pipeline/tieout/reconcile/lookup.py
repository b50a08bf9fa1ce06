"""The cells that can bear on a fact: by metric or label, segment, basis and period, never by value."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tieout.facts import Basis, CellRef, Fact, Period, UnitKind
from tieout.metrics import metric, metrics
from tieout.reconcile.intervals import Interval, printed
from tieout.reconcile.words import similarity, words
from tieout.rules import load_rules
from tieout.tables import Cell, Measure, Row, Table

SLACK_DAYS = 7
"""Two dates this near are one: 52/53-week quarters are called by calendar months now and then."""
LIKE = 0.75
"""From this similarity on, a row without a canonical metric can be what a label names."""
SAME = 0.9
"""From this similarity on, it is."""

Key = tuple[str, Basis]


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """The cells of one row that differ only in their columns' periods and measures.

    `own` are the words of its label, `name` those of the headings over it too, `limits` those of its segment.
    """

    table: Table
    row: Row
    metric: str | None
    segment: str | None
    basis: Basis
    cells: tuple[Cell, ...]
    own: frozenset[str]
    name: frozenset[str]
    limits: frozenset[str]


@dataclass(frozen=True, slots=True)
class Fit:
    """A series that can be what a fact is of; `exact` where metric, segment and basis are certain."""

    series: Series
    exact: bool
    likeness: float


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is of, apart from its time and unit."""

    metric: str | None
    label: str
    segment: str | None
    basis: Basis

    @classmethod
    def of(cls, fact: Fact) -> "Subject":
        """The subject of a fact."""
        return cls(fact.metric, fact.label, fact.segment, fact.basis)


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """All series of a release's tables, by metric and basis and by each word of their labels; `memo` of look-ups."""

    by_key: dict[Key, list[Series]]
    by_word: dict[str, list[Series]]
    series: tuple[Series, ...]
    memo: "dict[Subject, list[Fit]]"

    def sharing(self, wanted: frozenset[str]) -> list[Series]:
        """The series whose labels or headings have one of these words, in the tables' order."""
        seen: dict[int, Series] = {}
        for word in wanted:
            for series in self.by_word.get(word, ()):
                seen.setdefault(id(series), series)
        return sorted(seen.values(), key=lambda s: (s.table.index, s.cells[0].row))


def index_tables(tables: Sequence[Table]) -> Index:
    """The index of all cells that hold a figure."""
    found: list[Series] = []
    for table in tables:
        groups: dict[tuple[int, str | None, str | None, Basis], list[Cell]] = defaultdict(list)
        for cell in table.cells:
            if cell.quantity is not None:
                groups[cell.row, cell.metric, cell.segment, cell.basis].append(cell)
        found += [
            _series(table, row, name, segment, basis, cells) for (row, name, segment, basis), cells in groups.items()
        ]
    by_word: dict[str, list[Series]] = defaultdict(list)
    for series in found:
        for word in series.own | series.name:
            by_word[word].append(series)
    by_key: dict[Key, list[Series]] = defaultdict(list)
    for series in found:
        if series.metric:
            by_key[metric_key(series.metric, series.basis)].append(series)
    return Index(dict(by_key), dict(by_word), tuple(found), {})


def _series(
    table: Table, row: int, name: str | None, segment: str | None, basis: Basis, cells: Sequence[Cell]
) -> Series:
    label = table.rows[row]
    limits = words(segment) if segment else frozenset()
    return Series(table, label, name, segment, basis, tuple(cells), words(label.label), words(label.name), limits)


def metric_key(name: str, basis: Basis) -> Key:
    """What figures of a metric are found by: kinds of EPS under one name, adjusted ones by their basis.

    >>> metric_key("AdjustedEPS", "gaap"), metric_key("EarningsPerShareDiluted", "non-gaap")
    (('EarningsPerShare', 'non-gaap'), ('EarningsPerShare', 'non-gaap'))
    """
    if name in _plain_names():
        return _plain_names()[name], "non-gaap"
    if name.startswith("EarningsPerShare"):
        return "EarningsPerShare", basis
    return name, "non-gaap" if metric(name).non_gaap else basis


@cache
def _plain_names() -> dict[str, str]:
    """Adjusted metrics, and the GAAP one that each is made of."""
    return {m.adjusted: m.name for m in reversed(metrics().values()) if m.adjusted and not m.non_gaap}


def fits(subject: Subject, index: Index) -> list[Fit]:
    """The series that can be what the subject is, the surest and most alike first."""
    known = index.memo.get(subject)
    if known is None:
        known = index.memo[subject] = _fits(subject, index)
    return known


def _fits(subject: Subject, index: Index) -> list[Fit]:
    label = words(subject.label)
    if subject.metric is None:
        found = list(_by_label(subject, label, index))
        if subject.segment:
            found += _by_segment(subject, subject.segment, index)
    else:
        found = _without_parts(list(_by_metric(subject, subject.metric, label, index)))
        if subject.segment:
            found += _by_segment(subject, subject.segment, index)
    return sorted(found, key=lambda fit: (not fit.exact, -fit.likeness))


def _by_metric(subject: Subject, name: str, label: frozenset[str], index: Index) -> Iterator[Fit]:
    wide = metric(name).wide
    key, basis = metric_key(name, subject.basis)
    for other in ("gaap", "non-gaap"):
        for series in index.by_key.get((key, other), ()):
            if not _same_shares(name, series.metric or name):
                continue
            sure = segment_fit(subject, series)
            likeness = max(similarity(label, series.own), similarity(label, series.name))
            if _is_apart(label, series):
                continue
            # A row that says the same in the same words may have lost its basis, but contradicts nothing.
            if sure and (other == basis or likeness >= SAME):
                yield Fit(series, sure == 2 and other == basis and (not wide or likeness >= LIKE), likeness)


def _is_apart(label: frozenset[str], series: Series) -> bool:
    """Whether a row is of something else by one word over it: average balances are no balances."""
    apart = _apart("words") - label
    if apart & series.name:
        return True
    percent = series.cells[0].quantity is not None and series.cells[0].quantity.kind == "percent"
    return not percent and bool(apart & words(series.table.title))


def _without_parts(found: list[Fit]) -> list[Fit]:
    """The same fits, those no longer exact that stand beside their total, or beside a row more in the label's words."""
    by_table: dict[int, list[Fit]] = defaultdict(list)
    for fit in found:
        if fit.exact:
            by_table[fit.series.table.index].append(fit)
    parts: set[int] = set()
    for group in by_table.values():
        totals = [fit for fit in group if _apart("total") & set(fit.series.row.label.lower().split())]
        if not totals and metric(group[0].series.metric or "").breakdown:
            most = max(fit.likeness for fit in group)
            totals = [fit for fit in group if fit.likeness == most]
        if totals and metric(group[0].series.metric or "").breakdown:
            parts |= {id(fit) for fit in group} - {id(fit) for fit in totals}
    return [Fit(f.series, False, f.likeness) if id(f) in parts else f for f in found]


@cache
def _apart(kind: str) -> frozenset[str]:
    return frozenset(load_rules("reconcile")["apart"][kind])


def _same_shares(stated: str, printed_as: str) -> bool:
    """Whether two kinds of EPS can be one: basic is not diluted, either may be meant by "per share"."""
    kinds = {stated, printed_as}
    return kinds != {"EarningsPerShareBasic", "EarningsPerShareDiluted"}


def _by_segment(subject: Subject, segment: str, index: Index) -> Iterator[Fit]:
    """Rows called by the segment alone, in tables that do not say of what: "Azure  59 %"."""
    wanted = words(segment)
    both = wanted | words(subject.label)
    for series in index.sharing(both):
        if series.metric is None and series.segment is None:
            likeness = max(similarity(wanted, series.own), similarity(both, series.own))
            if likeness >= LIKE:
                yield Fit(series, False, likeness)


def _by_label(subject: Subject, label: frozenset[str], index: Index) -> Iterator[Fit]:
    """Rows in the label's words; in the words before its first comma; or that say more than the label does."""
    both = label | words(subject.segment) if subject.segment else label
    head = words(subject.label.partition(",")[0])
    for series in index.sharing(both):
        if _is_apart(both, series):
            continue
        own = series.own
        likeness = max(similarity(both, own), similarity(both, series.name), similarity(label, own))
        if likeness >= LIKE:
            sure = segment_fit(subject, series) if subject.segment else 2
            if sure or similarity(both, series.name) >= LIKE:
                certain = subject.segment is None and series.segment is None and likeness >= SAME
                yield Fit(series, certain and series.basis == subject.basis, likeness)
        elif series.metric is None and head and (head <= own or similarity(head, own) >= LIKE):
            yield Fit(series, False, similarity(head, own))


def segment_fit(subject: Subject, series: Series) -> int:
    """How sure it is that a series is limited as the subject is: 2 certain, 1 possible, 0 not."""
    own = series.limits
    if subject.segment is None:
        if not own:
            return 2
        return int(own <= words(subject.label))
    wanted = words(subject.segment)
    if own:
        return (
            2
            if similarity(wanted, own) >= SAME
            else int(similarity(wanted, own) >= LIKE or wanted <= own or own <= wanted)
        )
    if wanted and wanted <= series.name:
        return 2 if similarity(wanted, series.own) >= SAME else 1
    return int(similarity(wanted | words(subject.label), series.own) >= LIKE)


def same_time(stated: Period, cell: Period, *, instant: bool) -> bool:
    """Whether two periods are one, a few days aside; a balance counts at the end of a period."""
    if abs((stated.end - cell.end).days) > SLACK_DAYS:
        return False
    if stated.start and cell.start:
        return instant or abs((stated.start - cell.start).days) <= SLACK_DAYS
    return instant or stated.start is cell.start


def cells_at(
    series: Series,
    period: Period | None,
    *,
    kinds: Sequence[UnitKind],
    measures: Sequence[Measure | None],
    instant: bool,
) -> Iterator[Cell]:
    """The cells of a series at a period, in one of these kinds of unit, in a column of one of these measures."""
    for cell in series.cells:
        if cell.measure not in measures or cell.quantity is None or cell.quantity.kind not in kinds:
            continue
        if period is None or (cell.period is not None and same_time(period, cell.period, instant=instant)):
            yield cell


def cell_interval(series: Series, cell: Cell, name: str | None) -> Interval:
    """What the cell's figure may have been, signed as its metric is stated in prose."""
    assert cell.quantity is not None
    interval = printed(cell.quantity)
    if name is not None and metric(name).balance != "signed":
        return abs(interval)
    return interval


def reference(series: Series, cell: Cell) -> CellRef:
    """The cell's position."""
    return CellRef(series.table.index, cell.row, cell.column)

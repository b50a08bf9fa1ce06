"""The tables as series: the cells of one row that differ only in their columns, found by metric and by words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache, lru_cache
from math import ceil
from operator import attrgetter

from tieout.facts import Basis, Period, UnitKind, unit_kind
from tieout.frozen import quick
from tieout.metrics import metric, metric_for_unit, metrics
from tieout.reconcile.intervals import Interval, printed
from tieout.reconcile.words import limits_of, namings, words
from tieout.rules import load_rules
from tieout.tables import Cell, Measure, Row, Table

SLACK_DAYS = 7
"""Two dates this near are one: 52/53-week quarters are called by calendar months now and then."""

Key = tuple[str, Basis]
Words = frozenset[str]


@quick
@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """The cells of one row that differ only in their columns' periods and measures.

    `kinds` are those of the cells' units, one a cell, `all_kinds` the same as a set. `own` are the words of its label,
    `name` those of the headings over it and over all its columns too, `alias` an abbreviation that the label gives in
    brackets, or its words before the first comma; `limits` are the words of its segment, `title` those of its table.
    """

    table: Table
    row: Row
    metric: str | None
    segment: str | None
    basis: Basis
    cells: tuple[Cell, ...]
    kinds: tuple[UnitKind, ...]
    all_kinds: frozenset[UnitKind]
    own: Words
    name: Words
    alias: Words
    limits: Words
    title: Words


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """Series in order, and their positions by each word of their labels, and of their names."""

    series: Sequence[Series]
    by_own: dict[str, list[int]]
    by_name: dict[str, list[int]]

    @classmethod
    def of(cls, series: Sequence[Series]) -> "Labels":
        """The words of these series."""
        by_own: dict[str, list[int]] = defaultdict(list)
        by_name: dict[str, list[int]] = defaultdict(list)
        for k, one in enumerate(series):
            for word in one.own | one.alias:
                by_own[word].append(k)
            for word in one.name:
                by_name[word].append(k)
        return cls(series, dict(by_own), dict(by_name))

    def holding(self, wanted: Words) -> list[Series]:
        """The series whose own label has all of these words."""
        if not wanted:
            return []
        rarest = min((self.by_own.get(word, ()) for word in wanted), key=len)
        return [self.series[k] for k in rarest if wanted <= self.series[k].own or wanted <= self.series[k].alias]

    def alike(self, wanted: Words, least: float) -> list[tuple[Series, float]]:
        """The series whose label, alone or with its headings, shares so much with these words (Dice), and how much."""
        best: dict[int, float] = {}
        # A label so much alike has so many of the words at least: one of the rarest is among them.
        needed = ceil(least * (len(wanted) + 1) / 2)
        for by_word, of_label in ((self.by_own, _own), (self.by_name, _name)):
            rarest = sorted((by_word.get(word, ()) for word in wanted), key=len)[: len(wanted) - needed + 1]
            for k in set().union(*rarest):
                label = of_label(self.series[k])
                likeness = 2 * len(wanted & label) / (len(wanted) + len(label))
                if likeness >= least and likeness > best.get(k, 0):
                    best[k] = likeness
        return [(self.series[k], best[k]) for k in sorted(best)]


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """All series of a release's tables, in order; by metric and basis, by table, and by their words.

    `labels` are the words of all series, `plain` of those that have no metric. `unnamed` are those of changes whose
    columns say of which segment, and no label of what; `edges` those of balances that say no more than that: "Ending
    balance"; `vocabulary` are the words of all labels, segments and titles.
    """

    series: tuple[Series, ...]
    by_key: dict[Key, list[Series]]
    by_table: dict[int, list[Series]]
    labels: Labels
    plain: Labels
    unnamed: tuple[Series, ...]
    edges: tuple[Series, ...]
    vocabulary: Words


_own, _name = attrgetter("own"), attrgetter("name")


def index_tables(tables: Sequence[Table]) -> Index:
    """The index of all cells that hold a figure."""
    series = tuple(_all_series(tables))
    by_key: dict[Key, list[Series]] = defaultdict(list)
    by_table: dict[int, list[Series]] = defaultdict(list)
    for one in series:
        by_table[one.table.index].append(one)
        if one.metric:
            by_key[metric_key(one.metric, one.basis)].append(one)
    labels = Labels.of(series)
    plain = [one for one in series if one.metric is None]
    limits, titles = {one.limits for one in series}, {one.title for one in series}
    return Index(
        series=series,
        by_key=dict(by_key),
        by_table=dict(by_table),
        labels=labels,
        plain=Labels.of(plain),
        unnamed=tuple(one for one in plain if one.limits and not one.own - _changes() - {"ratio"}),
        edges=tuple(one for one in plain if _is_edge(one.own)),
        vocabulary=frozenset().union(labels.by_own, labels.by_name, *limits, *titles),
    )


def _all_series(tables: Sequence[Table]) -> Iterator[Series]:
    for table in tables:
        title = words(table.title)
        groups: dict[tuple[int, str | None, str | None, Basis], list[tuple[Cell, UnitKind]]] = defaultdict(list)
        for cell in table.cells:
            if cell.quantity is not None:
                kind = unit_kind(cell.quantity.unit)
                name = _per_share(cell.metric) if kind == "per share" and cell.metric else cell.metric
                # What a figure is adjusted by is within GAAP or not as the figure is, whatever its column says.
                basis: Basis = "gaap" if cell.measure == "other" else cell.basis
                groups[cell.row, name, cell.segment, basis].append((cell, kind))
        for (row, name, segment, basis), group in groups.items():
            cells, kinds = zip(*group, strict=True)
            label = table.rows[row]
            own, *alias = namings(label.label)
            head, comma, _ = label.label.partition(",")
            over = {table.columns[cell.column].qualifier for cell in cells if cell.measure is None}
            yield Series(
                table=table,
                row=label,
                metric=name,
                segment=segment,
                basis=basis,
                cells=_at_their_time(cells, own),
                kinds=kinds,
                all_kinds=frozenset(kinds),
                own=own,
                name=words(label.name) | (words(over.pop() or "") if len(over) == 1 else frozenset()),
                alias=alias[0] if alias else words(head) if comma else frozenset(),
                limits=_limits(segment),
                title=title,
            )


@cache
def _per_share(name: str) -> str | None:
    """What a metric is per share: such a column of a row of net income holds EPS."""
    return name if "per share" in metric(name).kinds else metric_for_unit(name, "per share")


def _at_their_time(cells: tuple[Cell, ...], own: Words) -> tuple[Cell, ...]:
    """The cells at the day that their row's label means, the beginning or the end of each column's period."""
    if own & _edges("beginning"):
        return tuple(_at_day(cell, beginning=True) for cell in cells)
    return tuple(_at_day(cell, beginning=False) for cell in cells) if own & _edges("end") else cells


def _is_edge(own: Words) -> bool:
    """Whether a label says of a balance no more than at which end of a period it is."""
    edge = own & (_edges("beginning") | _edges("end"))
    return bool(edge) and own - edge <= _edges("idle")


def _at_day(cell: Cell, *, beginning: bool) -> Cell:
    if cell.period is None or cell.period.start is None:
        return cell
    return replace(cell, period=Period(cell.period.start - timedelta(1) if beginning else cell.period.end))


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


@lru_cache(maxsize=1 << 10)
def _limits(segment: str | None) -> Words:
    """The words that limit a row; none where they only say that it holds changes: "Percentage Change Y/Y"."""
    found = limits_of(segment) if segment else frozenset()
    return frozenset() if 2 * len(found & _changes()) > len(found) else found


@cache
def _edges(which: str) -> Words:
    return frozenset(load_rules("reconcile")["edges"][which])


@cache
def _changes() -> Words:
    return words(" ".join(load_rules("reconcile")["changes"]["words"]))


def prints_changes(series: Series) -> bool:
    """Whether percentages of a row are changes: by its words or its metric, or because the row is of amounts."""
    if series.metric is not None:
        kinds = metric(series.metric).kinds
        return "percent" not in kinds or series.metric in load_rules("reconcile")["changes"]["metrics"]
    return bool(series.own & _changes())


def says_changes(series: Series) -> bool:
    """Whether a row, the headings over it or its table's title speak of changes."""
    return bool((series.name | series.title) & _changes())


def same_time(stated: Period, cell: Period, *, balance: bool) -> bool:
    """Whether two periods can be one, a few days aside; a date is the end of a period, and of two spans of a balance
    only the ends count."""
    if abs((stated.end - cell.end).days) > SLACK_DAYS:
        return False
    if stated.start and cell.start:
        return balance or abs((stated.start - cell.start).days) <= SLACK_DAYS
    return True


def cells_at(
    series: Series,
    period: Period | None,
    *,
    kinds: Sequence[UnitKind],
    measures: Sequence[Measure | None],
    balance: bool,
) -> list[Cell]:
    """The cells of a series at a period, in one of these kinds of unit, in a column of one of these measures."""
    if series.all_kinds.isdisjoint(kinds):
        return []
    return [
        cell
        for cell, kind in zip(series.cells, series.kinds, strict=True)
        if kind in kinds
        and cell.measure in measures
        and (period is None or (cell.period is not None and same_time(period, cell.period, balance=balance)))
    ]


def cell_interval(series: Series, cell: Cell, name: str | None) -> Interval:
    """What the cell's figure may have been, signed as its metric is stated in prose."""
    assert cell.quantity is not None
    interval = printed(cell.quantity)
    if name is not None and metric(name).balance != "signed":
        return abs(interval)
    return interval

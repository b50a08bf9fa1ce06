"""The series that can bear on a fact: by metric or label, segment and basis, never by value."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache

from tieout.facts import Basis, Fact, UnitKind
from tieout.frozen import quick
from tieout.metrics import metric
from tieout.reconcile.series import Index, Series, Words, metric_key
from tieout.reconcile.words import limits_of, namings, similarity, telling, words
from tieout.rules import load_rules

LIKE = 0.75
"""From this similarity on, a row without a canonical metric can be what a label names."""
SAME = 0.9
"""From this similarity on, it is."""
HALF = 0.5
"""Below this similarity, rows of different extent that share a name are rather other things than the label's."""
TAIL = 3
"""So many words at the end of a label can be the whole of a row's."""
SURE = 2
"""What `segment_fit` says of a series that is certainly limited as the figure is."""
TELLING_WORDS = 2
"""A row that has so many words of a label, and all of them, can be what the label names, whatever else it says."""


class Certainty(IntEnum):
    """How sure it is that cells are what a figure is of, apart from what they hold.

    `CERTAIN`: metric, segment, basis and time are the figure's. `ALONE`: so they are, but the name is used for rows of
    different extent, and it is certain only if all of them say the same. `LIKELY`: the same metric or the same words,
    of which the basis, the segment or the rest of the label is not certain. `POSSIBLE`: it can be.
    """

    POSSIBLE = 0
    LIKELY = 1
    ALONE = 2
    CERTAIN = 3


MOST_FITS = 32
"""Rows in which a figure is looked for, the surest: of copies of one release in one file all would fit, and each figure
would take longer the more there are. A release of its own has three for most of its figures, and seldom twenty."""


@quick
@dataclass(frozen=True, slots=True)
class Fit:
    """A series that can be what a fact is of, how sure that is, and how much of its label the words share."""

    series: Series
    certainty: Certainty
    likeness: float


@quick
@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is of, apart from its time; `noun` is what it counts."""

    metric: str | None
    label: str
    segment: str | None
    basis: Basis
    noun: str = ""

    @classmethod
    def of(cls, fact: Fact) -> "Subject":
        """The subject of a fact. Amounts per share are the whole company's, whatever segment stands beside them."""
        kind = fact.quantity.kind
        whole = fact.metric is not None and metric(fact.metric).kinds == ("per share",)
        noun = fact.quantity.unit.partition("/")[0] if kind == "quantity" else ""
        segment = fact.segment if fact.segment and not whole and limits_of(fact.segment) else None
        return cls(fact.metric, fact.label, segment, fact.basis, noun)


@dataclass(frozen=True, slots=True, eq=False)
class Lookup:
    """The index with a memo of what was found in it."""

    index: Index
    memo: dict[Subject, list[Fit]]

    def fits(self, subject: Subject) -> list[Fit]:
        """The series that can be what the subject is, the surest and most alike first."""
        known = self.memo.get(subject)
        if known is None:
            known = self.memo[subject] = _fits(subject, self.index)
        return known


def _fits(subject: Subject, index: Index) -> list[Fit]:
    found: list[Fit] = []
    if subject.metric is not None:
        found += _without_parts(list(_by_metric(subject, subject.metric, index)))
        found += _by_column(subject, subject.metric, index)
    found += _by_label(subject, index)
    if subject.segment:
        found += _by_segment(subject, subject.segment, index)
    best: dict[int, Fit] = {}
    for fit in sorted(found, key=lambda fit: (-fit.certainty, -fit.likeness)):
        best.setdefault(id(fit.series), fit)
    return list(best.values())[:MOST_FITS]


def _by_metric(subject: Subject, name: str, index: Index) -> Iterator[Fit]:
    """Rows of the metric on the subject's basis; on the other one, if they say the same, or no row is on its own."""
    label = words(subject.label)
    wide = metric(name).wide
    key, basis = metric_key(name, subject.basis)
    alone = True
    for other in (basis, "non-gaap" if basis == "gaap" else "gaap"):
        for series in index.by_key.get((key, other), ()):
            if not _same_shares(name, series.metric or name) or _is_apart(label, series):
                continue
            sure = segment_fit(subject, series, index)
            if not sure:
                continue
            likeness = max(similarity(label, series.own), similarity(label, series.name))
            if other == basis:
                alone = False
                named = Certainty.ALONE if likeness >= HALF else Certainty.LIKELY
                certain = Certainty.CERTAIN if not wide or likeness >= LIKE else named
                yield Fit(series, certain if sure == 2 else Certainty.LIKELY, likeness)
            elif alone or likeness >= SAME:
                # A row that says the same in the same words may have lost its basis.
                # One that GAAP does not know has no other basis at all.
                unknown = alone and metric(name).us_gaap is None and key == name and sure == 2
                known = Certainty.LIKELY if likeness >= SAME else Certainty.POSSIBLE
                yield Fit(series, Certainty.ALONE if unknown else known, likeness)


def _by_column(subject: Subject, name: str, index: Index) -> Iterator[Fit]:
    """Rows of the metric whose changes are the subject's where a column is outside GAAP: "Constant currency"."""
    other = load_rules("reconcile")["columns"].get(name)
    for series in index.by_key.get((other, "non-gaap"), ()) if other else ():
        if segment_fit(subject, series, index):
            yield Fit(series, Certainty.POSSIBLE, similarity(words(subject.label), series.own))


def _is_apart(label: Words, series: Series) -> bool:
    """Whether a row is of something else by one word over it: average balances are no balances."""
    if _apart("words").isdisjoint(series.name) and _apart("words").isdisjoint(series.title):
        return False
    apart = _apart("words") - label - _within(series.metric)
    if apart & series.name:
        return True
    return series.kinds[0] != "percent" and bool(apart & series.title)


def _without_parts(found: list[Fit]) -> list[Fit]:
    """The same fits, but for those that stand beside their total, or beside a row more in the label's words."""
    by_table: dict[int, list[Fit]] = defaultdict(list)
    for fit in found:
        if fit.certainty >= Certainty.ALONE:
            by_table[fit.series.table.index].append(fit)
    parts: set[int] = set()
    for group in by_table.values():
        if not metric(group[0].series.metric or "").breakdown:
            continue
        totals = [fit for fit in group if _apart("total") & set(fit.series.row.label.lower().split())]
        if not totals:
            most = max(fit.likeness for fit in group)
            totals = [fit for fit in group if fit.likeness == most]
        parts |= {id(fit) for fit in group} - {id(fit) for fit in totals}
    return [replace(f, certainty=Certainty.POSSIBLE) if id(f) in parts else f for f in found]


@cache
def _apart(kind: str) -> Words:
    return frozenset(load_rules("reconcile")["apart"][kind])


@cache
def _within(name: str | None) -> Words:
    """The words that are part of what a metric is."""
    return frozenset(load_rules("reconcile")["apart"]["within"].get(name, ()))


def _same_shares(stated: str, printed_as: str) -> bool:
    """Whether two kinds of EPS can be one: basic is not diluted, either may be meant by "per share"."""
    return {stated, printed_as} != {"EarningsPerShareBasic", "EarningsPerShareDiluted"}


def _by_label(subject: Subject, index: Index) -> Iterator[Fit]:
    """Rows in the label's words: alike, or with all of them and more; in the words before its first comma, too.

    A row that has a metric is another thing than a figure that has one, too. Only rows in the same words are certain.
    """
    own, *alias = namings(subject.label)
    limits = limits_of(subject.segment) if subject.segment else frozenset()
    both = own | limits
    certain = subject.segment is None
    labels = index.labels if subject.metric is None else index.plain
    for series, likeness in labels.alike(both, LIKE):
        if not _is_apart(both, series) and (not limits or _may_limit(subject, series, limits, index)):
            sure = certain and series.segment is None and likeness >= SAME and series.basis == subject.basis
            known = Certainty.ALONE if _is_titled(own, limits, subject, series) else Certainty.LIKELY
            yield Fit(series, Certainty.CERTAIN if sure else known, likeness)
    noun = words(subject.noun)
    namings_of = (own, *alias, own | noun, telling(own), words(subject.label.partition(",")[0]))
    for naming in filter(None, dict.fromkeys(namings_of)):  # in order: a set's is another in each process
        held = [s for s in labels.holding(naming) if not _is_apart(naming | both, s)]
        for series in held if len(naming) >= TELLING_WORDS else _only_ones(held, naming):
            if segment_fit(subject, series, index):
                yield Fit(series, Certainty.POSSIBLE, similarity(naming, series.own))

    for naming in _tails(subject.label):
        if naming == own:
            continue
        for series in labels.holding(naming):
            if series.own == naming and not _is_apart(naming, series) and segment_fit(subject, series, index):
                yield Fit(series, Certainty.POSSIBLE, similarity(own, naming))
    for series in index.edges:
        if own and own <= series.title and segment_fit(subject, series, index) == SURE:
            yield Fit(series, Certainty.LIKELY if series.table.kind == "operating" else Certainty.POSSIBLE, 0)


def _tails(label: str) -> list[Words]:
    """The last words of a label, which name a thing where those before them tell what was done with it."""
    parts = label.split()
    tails = (telling(words(" ".join(parts[-k:]))) for k in range(1, min(TAIL, len(parts) - 1) + 1))
    return list(dict.fromkeys(filter(None, tails)))


def _only_ones(held: Sequence[Series], naming: Words) -> Iterator[Series]:
    """The series that are called by one label among those of the same kind of unit; by the words alone, if any is."""
    held = [series for series in held if naming in (series.own, series.alias)] or held
    labels: dict[UnitKind, set[Words]] = defaultdict(set)
    for series in held:
        labels[series.kinds[0]].add(series.own)
    yield from (series for series in held if len(labels[series.kinds[0]]) == 1)


def _is_titled(label: Words, limits: Words, subject: Subject, series: Series) -> bool:
    """Whether a row is called by the segment, and it or its table's title by the label: "Revenue by product"."""
    if not label or not limits or series.segment is not None or series.basis != subject.basis:
        return False
    rest = series.own - label
    return label <= series.own | series.title and bool(rest) and similarity(limits - label, rest) >= SAME


def _may_limit(subject: Subject, series: Series, limits: Words, index: Index) -> bool:
    return bool(segment_fit(subject, series, index)) or limits <= series.name


def _by_segment(subject: Subject, segment: str, index: Index) -> Iterator[Fit]:
    """Rows called by the segment alone, where no label says of what: "Azure  59 %"; and rows of changes under it."""
    wanted = limits_of(segment)
    label = words(subject.label)
    called = [(s, SAME) for s in index.plain.holding(wanted) if limits_of(s.row.label) == wanted]
    for series, likeness in (*called, *index.plain.alike(wanted, LIKE)):
        if series.segment is None:
            titled = _is_titled(label, wanted, subject, series)
            yield Fit(series, Certainty.ALONE if titled else Certainty.POSSIBLE, likeness)
    for series in index.unnamed:
        if label <= series.title and similarity(wanted, series.limits) >= SAME:
            yield Fit(series, Certainty.POSSIBLE, 0)


def segment_fit(subject: Subject, series: Series, index: Index) -> int:
    """How sure it is that a series is limited as the subject is: 2 certain, 1 possible, 0 not.

    A table's title may name the segment; and a segment whose words no table has is none that the tables know.
    """
    own = series.limits
    if subject.segment is None:
        label = words(subject.label)
        return 2 if not own else int(own <= label or (bool(label) and label <= own))
    wanted = limits_of(subject.segment)
    if own:
        likeness = similarity(wanted, own)
        return 2 if likeness >= SAME else int(likeness >= LIKE or wanted <= own or own <= wanted)
    if wanted and wanted <= series.name:
        return 2 if similarity(wanted, series.own) >= SAME else 1
    if wanted and wanted <= series.title:
        return 1
    if not wanted & index.vocabulary:
        return 1
    return int(similarity(wanted | words(subject.label), series.own) >= LIKE)

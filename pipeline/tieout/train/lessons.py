"""Lessons for the choice between links: what each figure might mean, and which of it is right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tieout.calendar import learn_calendar
from tieout.evaluate.labels import RELEASE_SUFFIXES, LabelledRelease, read_labelled
from tieout.evaluate.score import judge, match_by_place, same_metric, same_period
from tieout.facts import Fact, Period, UnitKind
from tieout.link import Mentions, link_figures
from tieout.link.options import Options
from tieout.metrics import find_metrics, metrics
from tieout.periods import find_periods
from tieout.read import ReadError, read
from tieout.release import Release
from tieout.schema import Record
from tieout.table import read_tables
from tieout.tables import Cell, Table
from tieout.tag.figures import find_figures
from tieout.tag.notes import in_table_units

_DIGITS = 3  # significant digits that a figure needs before a cell of the same value says what it is


@dataclass(frozen=True, slots=True)
class Lesson:
    """One figure: its options and which of them are right; empty where that is not known.

    `group` is the release that it stands in: lessons of one group are never divided between learning and measuring.
    `right` says whether the fact as the rules made it is right in all that `tieout evaluate` counts; `None` where only
    a part is known. `fields` are those of its fields that the labels confirm.
    """

    group: str
    source: str
    fact: Fact
    options: Options
    facts_right: tuple[bool, ...] = ()
    periods_right: tuple[bool, ...] = ()
    fields: frozenset[str] | None = None


def labelled_lessons(folder: Path) -> Iterator[Lesson]:
    """Every figure of the labelled releases in a folder. Raises `LabelsError`, `tieout.ReadError`."""
    for labelled in read_labelled(folder):
        yield from _labelled(labelled, folder.name)


def _labelled(labelled: LabelledRelease, source: str) -> Iterator[Lesson]:
    facts, options, _ = read_facts(read(labelled.path))
    records = [fact_to_record(fact) for fact in facts]
    at = {id(record): k for k, record in enumerate(records)}
    pairs, _ = match_by_place(labelled.labels["facts"], records)
    for label, record in pairs:
        if record is None:
            continue
        k = at[id(record)]
        yield Lesson(
            group_of(labelled),
            source,
            facts[k],
            options[k],
            tuple(same_metric(label, fact_to_record(fact)) for fact in options[k].facts),
            tuple(same_period(label.get("period"), period_text(period)) for period in options[k].periods),
            frozenset(field for field, right in judge(label, record).items() if right),
        )


def group_of(labelled: LabelledRelease) -> str:
    """What the lessons of a release are kept together by: its rendering as text is the same release."""
    return labelled.id.removesuffix(".w3m")


def silver_lessons(folder: Path) -> Iterator[Lesson]:
    """Figures of releases without labels whose value stands in one cell, or in cells of one metric and period.

    The cell's metric is believed where the rules found its period, and its period where they found its metric: that
    both agree with another cell by chance is unlikely. The cell's value only teaches; the choice never sees it.
    """
    for path in sorted(p for p in folder.iterdir() if p.suffix in RELEASE_SUFFIXES):
        try:
            facts, options, tables = read_facts(read(path))
        except ReadError:
            continue
        cells = _cells_by_kind(tables)
        for fact, option in zip(facts, options, strict=True):
            lesson = _silver(path.stem, fact, option, cells)
            if lesson is not None:
                yield lesson


def read_facts(release: Release) -> tuple[tuple[Fact, ...], list[Options], tuple[Table, ...]]:
    """The facts of a release as the rules link them, what else each might be, and the tables."""
    calendar = learn_calendar(release)
    tables = read_tables(release, calendar)
    periods = find_periods(release.text)
    figures = in_table_units(find_figures(release.text, periods=periods), release, tables)
    options: list[Options] = []
    mentions = Mentions(figures, periods, find_metrics(release.text))
    return link_figures(release, mentions, calendar, tables, options=options), options, tables


def fact_to_record(fact: Fact) -> Record:
    """What `tieout evaluate` looks at of a fact, reconciling apart."""
    return {
        "start": fact.place.start,
        "end": fact.place.end,
        "value": fact.quantity.value,
        "unit": fact.quantity.unit,
        "metric": fact.metric,
        "label": fact.label,
        "segment": fact.segment,
        "basis": fact.basis,
        "aspect": fact.aspect,
        "period": period_text(fact.period),
        "status": fact.status,
    }


def period_text(period: Period | None) -> str | None:
    """A period as labels have it."""
    return None if period is None else str(period)


def _cells_by_kind(tables: Sequence[Table]) -> dict[UnitKind, list[Cell]]:
    """The cells that hold an amount of a period, by the kind of their unit."""
    found: dict[UnitKind, list[Cell]] = {}
    for table in tables:
        for cell in table.cells:
            if cell.quantity is not None and not cell.nil and cell.measure is None and cell.period is not None:
                found.setdefault(cell.quantity.kind, []).append(cell)
    return found


def _silver(group: str, fact: Fact, options: Options, cells: dict[UnitKind, list[Cell]]) -> Lesson | None:
    quantity = fact.quantity
    if fact.aspect != "level" or fact.status != "actual" or not quantity.step:
        return None
    if abs(quantity.value) < quantity.step * 10 ** (_DIGITS - 1):
        return None
    fits = [
        cell
        for cell in cells.get(quantity.kind, ())
        if cell.quantity and abs(abs(cell.quantity.value) - abs(quantity.value)) * 2 <= quantity.step
    ]
    names = {cell.metric for cell in fits}
    if len(names) != 1 or None in names:
        return None
    name = names.pop()
    assert name is not None
    instant = metrics()[name].period_type == "instant"
    periods = {Period(cell.period.end) if instant else cell.period for cell in fits if cell.period}
    if len(periods) != 1:
        return None
    label: Record = {"metric": name, "label": ""}
    facts_right = tuple(same_metric(label, fact_to_record(option)) for option in options.facts)
    wanted = period_text(periods.pop())
    periods_right = tuple(same_period(wanted, period_text(period)) for period in options.periods)
    if not facts_right[0] and not periods_right[0]:
        return None
    return Lesson(
        group, "silver", fact, options, facts_right if periods_right[0] else (), periods_right if facts_right[0] else ()
    )

"""Planted errors: one figure of a labelled release is changed in its source, and the whole analysis has to notice.

A figure that the labels call tied or derived is misprinted in the prose, or a cell that it rests on is; the release is
analyzed again, and what it then says of that figure is compared with what was done to it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Literal

from tieout.analysis import analyze
from tieout.evaluate.labels import LabelledRelease
from tieout.evaluate.misprints import ERRORS, NUMBER, Error, misprint, number_in
from tieout.facts import CellRef, Tie
from tieout.report import Report
from tieout.schema import Record
from tieout.tables import Cell, Table

Where = Literal["prose", "cell"]

DIAGNOSES: dict[Error, frozenset[str]] = {
    "digit": frozenset(("one digit",)),
    "swap": frozenset(("swapped digits",)),
    "scale": frozenset(("scale",)),
    "sign": frozenset(("sign",)),
    "prior period": frozenset(("other period",)),
    "other row": frozenset(("other row", "other metric")),
}
"""What a finding may say of each error."""


@dataclass(frozen=True, slots=True)
class Plant:
    """An error: `source[start:end]` is replaced by `text`. `label` is the labelled figure that then is wrong."""

    release: LabelledRelease
    label: Record
    error: Error
    where: Where
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What the analysis says of a planted error: every contradiction, inconsistency and failed check at its place.

    Each is told by its diagnosis, else by its kind or rule. The place of an error in the prose is the figure; that of
    one in a cell is the cell, of whichever figure it is told. A check counts if it holds in the untouched release.
    """

    plant: Plant
    told: tuple[str, ...]

    @property
    def flagged(self) -> bool:
        """Whether something is told of the place."""
        return bool(self.told)

    @property
    def diagnosed(self) -> bool:
        """Whether what was done is told of it."""
        return not DIAGNOSES[self.plant.error].isdisjoint(self.told)


@dataclass(frozen=True, slots=True)
class Untouched:
    """A release as it is: its report, and how many contradictions it is told of that its labels do not have."""

    release: LabelledRelease
    report: Report
    false_alarms: int

    @property
    def broken(self) -> frozenset[tuple[CellRef, ...]]:
        """The cells of each check that fails."""
        return frozenset(check.cells for check in self.report.checks if check.status == "failed")


def read_untouched(releases: Iterable[LabelledRelease]) -> Iterator[Untouched]:
    """The labelled releases, analyzed as they are."""
    for release in releases:
        report = analyze(release.path, name=release.path.name)
        told = [fact.place.start for fact, _ in report.contradictions]
        known = [(label["start"], label["end"]) for label in release.labels["facts"] if _is(label, "contradicted")]
        false = sum(not any(start <= at < end for start, end in known) for at in told)
        yield Untouched(release, report, false)


def plant_errors(untouched: Sequence[Untouched], *, count: int, seed: int = 0) -> list[Plant]:
    """So many errors, at most one of a kind at a figure or cell; the same for the same seed."""
    random = Random(seed)
    found = [
        (one, label, error, where)
        for one in untouched
        for label in one.release.labels["facts"]
        if _is(label, "tied") or _is(label, "derived")
        for error in ERRORS
        for where in ("prose", "cell")
    ]
    random.shuffle(found)
    plants: list[Plant] = []
    for one, label, error, where in found:
        if len(plants) >= count:
            break
        plant = _prose_plant(one, label, error, random) if where == "prose" else _cell_plant(one, label, error, random)
        if plant is not None:
            plants.append(plant)
    return plants


def try_plants(plants: Iterable[Plant], untouched: Iterable[Untouched]) -> Iterator[Trial]:
    """Each error planted alone, and the release analyzed again."""
    by_id = {one.release.id: one for one in untouched}
    for plant in plants:
        before = by_id[plant.release.id]
        source = before.report.release.source
        changed = source[: plant.start] + plant.text + source[plant.end :]
        report = analyze(changed, name=plant.release.path.name)
        yield Trial(plant, tuple(_told_of(plant, report, before.broken)))


def _told_of(plant: Plant, report: Report, broken: frozenset[tuple[CellRef, ...]]) -> Iterator[str]:
    """The diagnoses of what is told of the place of an error: of a contradiction its own, else the kind."""
    start, end = plant.start, plant.start + len(plant.text)
    cells = {
        CellRef(table.index, cell.row, cell.column)
        for table in report.tables
        for cell in table.cells
        if cell.place.start < end and start < cell.place.end
    }
    for fact, finding in report.contradictions:
        if (plant.where == "cell" and not cells.isdisjoint(finding.cells)) or (
            plant.where == "prose" and fact.place.start < end and start < fact.place.end
        ):
            yield finding.diagnosis
    for found in report.inconsistencies:
        if found.kind != "reconciliation" and any(place.start < end and start < place.end for place in found.places):
            yield found.diagnosis or found.kind
    for check in report.checks:
        if check.status == "failed" and check.cells not in broken and not cells.isdisjoint(check.cells):
            yield check.diagnosis or check.rule


def _is(label: Record, tie: str) -> bool:
    return bool(label.get("tie", "absent") == tie)


def _prose_plant(one: Untouched, label: Record, error: Error, random: Random) -> Plant | None:
    """The error in the figure's own digits."""
    source = one.report.release.source
    start, end = label["start"], label["end"]
    quote = source[start:end]
    cell = _cell_of(one.report, label) if error in ("prior period", "other row") else None
    text = misprint(quote, label, error, random, cell)
    if text is None or (error in ("prior period", "other row") and not _is(label, "tied")):
        return None
    if error in ("digit", "swap") and not _shows(quote, text, label, _cell_of(one.report, label)):
        return None
    return Plant(one.release, label, error, "prose", start, end, text)


def _shows(quote: str, text: str, label: Record, found: tuple[Table, Cell] | None) -> bool:
    """Whether a changed figure is off by as much as its cell is exact to; a coarser cell bears out either."""
    before, after = number_in(quote), number_in(text)
    if found is None or found[1].quantity is None or before is None or after is None or not before:
        return True
    return abs(after - before) * abs(Decimal(str(label["value"]))) / before >= found[1].quantity.step


def _cell_plant(one: Untouched, label: Record, error: Error, random: Random) -> Plant | None:
    """The error in a cell that the figure is tied to, if it shows at the precision of the prose."""
    found = _cell_of(one.report, label)
    if found is None or not _is(label, "tied"):
        return None
    _, cell = found
    assert cell.quantity is not None
    printed = one.report.release.source[cell.place.start : cell.place.end]
    value = cell.quantity.value
    text = misprint(printed, {**label, "value": value, "metric": cell.metric}, error, random, found)
    if text is None:
        return None
    before, after = number_in(printed), number_in(text)
    if error not in ("sign", "scale"):
        if before is None or after is None or not before:
            return None
        step = _step(label)
        if abs(after - before) * abs(value) / before < 2 * step:
            return None
    return Plant(one.release, label, error, "cell", cell.place.start, cell.place.end, text)


def _step(label: Record) -> Decimal:
    """The weight of the last digit that the prose prints."""
    found = NUMBER.search(label["quote"])
    number = number_in(label["quote"])
    if found is None or not number:
        return abs(Decimal(str(label["value"])))
    decimals = len(found[0].partition(".")[2])
    return abs(Decimal(str(label["value"]))) / number * Decimal(1).scaleb(-decimals)


def _cell_of(report: Report, label: Record) -> tuple[Table, Cell] | None:
    """The cell of our tables that a labelled figure is tied to by our own finding."""
    for fact, finding in zip(report.facts, report.findings, strict=True):
        if fact.place.start < label["end"] and label["start"] < fact.place.end and finding.tie is Tie.TIED:
            ref = finding.cells[0]
            table = report.tables[ref.table]
            return next(
                ((table, c) for c in table.cells if (c.row, c.column) == (ref.row, ref.column) and c.quantity), None
            )
    return None

"""Planted errors: one figure of a labelled release is changed in its source, and the whole analysis has to notice.

A figure that the labels call tied or derived is misprinted in the prose, or a cell that it rests on is; the release is
analyzed again, and what it then says of that figure is compared with what was done to it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Literal

from tieout.analysis import analyze
from tieout.evaluate.labels import LabelledRelease
from tieout.facts import CellRef, Tie
from tieout.metrics import metrics
from tieout.report import Report
from tieout.schema import Record
from tieout.tables import Cell, Table

Error = Literal["digit", "swap", "scale", "sign", "prior period", "other row"]
Where = Literal["prose", "cell"]

ERRORS: tuple[Error, ...] = ("digit", "swap", "scale", "sign", "prior period", "other row")
DIAGNOSES: dict[Error, frozenset[str]] = {
    "digit": frozenset(("one digit",)),
    "swap": frozenset(("swapped digits",)),
    "scale": frozenset(("scale",)),
    "sign": frozenset(("sign",)),
    "prior period": frozenset(("other period",)),
    "other row": frozenset(("other row", "other metric")),
}
"""What a finding may say of each error."""

_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+")
_MAGNITUDES = {"thousand": "million", "million": "billion", "billion": "million"}


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
    """What the analysis says of a planted error: every contradiction and inconsistency at its place, by diagnosis.

    The place of an error in the prose is the figure; that of one in a cell is the cell, of whichever figure it is told.
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
    sources = {one.release.id: one.report.release.source for one in untouched}
    for plant in plants:
        source = sources[plant.release.id]
        changed = source[: plant.start] + plant.text + source[plant.end :]
        report = analyze(changed, name=plant.release.path.name)
        yield Trial(plant, tuple(_told_of(plant, report)))


def _told_of(plant: Plant, report: Report) -> Iterator[str]:
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


def trials_to_record(trials: Sequence[Trial], untouched: Sequence[Untouched]) -> Record:
    """How many errors are flagged, and with the right diagnosis: in all, by tie, by error and by place of the error."""
    groups: dict[str, Callable[[Trial], str]] = {
        "tie": lambda trial: str(trial.plant.label["tie"]),
        "error": lambda trial: trial.plant.error,
        "where": lambda trial: trial.plant.where,
    }
    record: Record = {"all": _counted(trials)}
    for group, of in groups.items():
        names = sorted({of(trial) for trial in trials})
        record[group] = {name: _counted([trial for trial in trials if of(trial) == name]) for name in names}
    alarms = sum(one.false_alarms for one in untouched)
    record["untouched"] = {"releases": len(untouched), "false_alarms": alarms}
    return record


def _counted(trials: Sequence[Trial]) -> Record:
    counts = Counter(flagged=sum(t.flagged for t in trials), diagnosed=sum(t.diagnosed for t in trials))
    return {"planted": len(trials), "flagged": counts["flagged"], "diagnosed": counts["diagnosed"]}


def trials_to_lines(trials: Sequence[Trial], untouched: Sequence[Untouched]) -> Iterator[str]:
    """The same as a table of text."""
    record = trials_to_record(trials, untouched)
    yield f"{'planted errors':24}{'planted':>9}{'flagged':>9}{'share':>8}{'diagnosed':>11}{'of flagged':>12}"
    rows = [("all", record["all"])]
    rows += [(f"{group}: {name}", row) for group in ("tie", "error", "where") for name, row in record[group].items()]
    for name, row in rows:
        yield (
            f"{name:24}{row['planted']:9}{row['flagged']:9}{_share(row['flagged'], row['planted']):>8}"
            f"{row['diagnosed']:11}{_share(row['diagnosed'], row['flagged']):>12}"
        )
    n, alarms = record["untouched"]["releases"], record["untouched"]["false_alarms"]
    each = f"{alarms / max(n, 1):.2f} a release"
    yield f"untouched: {alarms} contradictions in {n} releases that the labels do not have, {each}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def _is(label: Record, tie: str) -> bool:
    return bool(label.get("tie", "absent") == tie)


def _prose_plant(one: Untouched, label: Record, error: Error, random: Random) -> Plant | None:
    """The error in the figure's own digits."""
    source = one.report.release.source
    start, end = label["start"], label["end"]
    quote = source[start:end]
    cell = _cell_of(one.report, label) if error in ("prior period", "other row") else None
    text = _misprint(quote, label, error, random, cell)
    if text is None or (error in ("prior period", "other row") and not _is(label, "tied")):
        return None
    if error in ("digit", "swap") and not _shows(quote, text, label, _cell_of(one.report, label)):
        return None
    return Plant(one.release, label, error, "prose", start, end, text)


def _shows(quote: str, text: str, label: Record, found: tuple[Table, Cell] | None) -> bool:
    """Whether a changed figure is off by as much as its cell is exact to; a coarser cell bears out either."""
    before, after = _number(quote), _number(text)
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
    text = _misprint(printed, {**label, "value": value, "metric": cell.metric}, error, random, found)
    if text is None:
        return None
    before, after = _number(printed), _number(text)
    if error not in ("sign", "scale"):
        if before is None or after is None or not before:
            return None
        step = _step(label)
        if abs(after - before) * abs(value) / before < 2 * step:
            return None
    return Plant(one.release, label, error, "cell", cell.place.start, cell.place.end, text)


def _step(label: Record) -> Decimal:
    """The weight of the last digit that the prose prints."""
    found = _NUMBER.search(label["quote"])
    number = _number(label["quote"])
    if found is None or not number:
        return abs(Decimal(str(label["value"])))
    decimals = len(found[0].partition(".")[2])
    return abs(Decimal(str(label["value"]))) / number * Decimal(1).scaleb(-decimals)


def _number(text: str) -> Decimal | None:
    found = _NUMBER.search(text)
    return Decimal(found[0].replace(",", "")) if found else None


def _misprint(text: str, label: Record, error: Error, random: Random, found: tuple[Table, Cell] | None) -> str | None:
    """The text with one error; `None` where it cannot have that error."""
    number = _NUMBER.search(text)
    if number is None:
        return None
    match error:
        case "digit":
            wrong = _other_digit(number[0], random)
        case "swap":
            wrong = _swapped(number[0], random)
        case "scale":
            return _other_scale(text)
        case "sign":
            return _other_sign(text, number, label)
        case "prior period" | "other row":
            wrong = _other_cell(number[0], label, error, random, found)
    if wrong is None or wrong == number[0]:
        return None
    return text[: number.start()] + wrong + text[number.end() :]


def _other_digit(number: str, random: Random) -> str | None:
    places = [k for k, c in enumerate(number) if c.isdigit()]
    k = random.choice(places)
    digits = [d for d in "0123456789" if d != number[k] and not (k == places[0] and d == "0")]
    return number[:k] + random.choice(digits) + number[k + 1 :]


def _swapped(number: str, random: Random) -> str | None:
    places = [k for k, c in enumerate(number) if c.isdigit()]
    pairs = [
        (a, b) for a, b in pairwise(places) if number[a] != number[b] and not (a == places[0] and number[b] == "0")
    ]
    if not pairs:
        return None
    a, b = random.choice(pairs)
    swapped = list(number)
    swapped[a], swapped[b] = number[b], number[a]
    return "".join(swapped)


def _other_scale(text: str) -> str | None:
    for word, other in _MAGNITUDES.items():
        if word in text:
            return text.replace(word, other)
    return None


def _other_sign(text: str, number: re.Match[str], label: Record) -> str | None:
    """A positive figure of what may be negative, in brackets; where words make figures negative, brackets do not."""
    known = metrics().get(label["metric"] or "")
    if Decimal(str(label["value"])) <= 0 or "(" in text or known is None or not known.signed or known.either_sign:
        return None
    if label.get("aspect") == "change":
        return None
    return f"{text[: number.start()]}({number[0]}){text[number.end() :]}"


def _other_cell(
    number: str, label: Record, error: Error, random: Random, found: tuple[Table, Cell] | None
) -> str | None:
    """The value of another period in the cell's row, or of a row beside it, printed as the figure is."""
    if found is None:
        return None
    table, own = found
    assert own.quantity is not None
    if error == "prior period":
        near = [c for c in table.cells if c.row == own.row and c.column != own.column and c.period != own.period]
    else:
        near = [c for c in table.cells if c.column == own.column and abs(c.row - own.row) == 1]
    values = [
        abs(c.quantity.value)
        for c in near
        if c.quantity is not None
        and c.quantity.value
        and c.quantity.unit == own.quantity.unit
        and c.measure == own.measure
    ]
    stated, shown = abs(Decimal(str(label["value"]))), Decimal(number.replace(",", ""))
    if not values or not stated or not shown:
        return None
    decimals = len(number.partition(".")[2])
    other = (random.choice(values) * shown / stated).quantize(Decimal(1).scaleb(-decimals))
    return f"{other:,}" if "," in number or other >= 10000 else str(other) if other else None


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

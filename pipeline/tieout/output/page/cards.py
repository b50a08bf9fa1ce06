"""What the page tells of each figure and each problem: its reading, its proof, and what else it has to do with."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tieout.checks import Check, Inconsistency
from tieout.facts import CellRef, Fact, Finding, Quantity, Tie
from tieout.output.page.dates import span_to_words, when_to_words
from tieout.output.page.proof import Scale, amount_to_words, arithmetic, as_signed, range_to_words, scale_of
from tieout.output.page.sheets import cell_id
from tieout.output.words import fact_to_words, quantity_to_words
from tieout.report import Report
from tieout.schema import Record
from tieout.tables import Cell, Table

STATUSES = {
    "contradicted": "Contradicted",
    "inconsistent": "Inconsistent",
    "unsound": "Failed sum",
    "derived": "Derived",
    "tied": "Tied",
    "absent": "Absent",
}
"""What a card can be, worst first, and what a reader calls it: ties of facts, and problems of the release itself."""
TERMS = ("Metric", "Segment", "Period", "Against", "Value", "Said as", "Basis", "Speaker", "Rule", "Confidence")
"""What is read for a figure, in this order, as far as there is any."""
KINDS = {
    "tables": "Two tables differ",
    "prose": "Stated twice, differently",
    "change": "The change does not follow",
    "sum": "The list does not add up",
    "reconciliation": "No reconciliation",
}
"""The kinds of inconsistencies in a reader's words."""
_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
"""Where a word begins within a metric's name."""
OPERATIONS = {"level": "In the table:", "printed change": "Change in the table:", "share": "Share in the table:"}
"""What is said of a cell that states the figure itself."""


@dataclass(frozen=True, slots=True)
class Card:
    """A figure or a problem. `title` is the figure or the kind of problem, `what` what is measured or what is wrong.

    `note` is one line more, `readings` are terms and what is read for them, `cells` and `links` the ids of cells and
    of other cards. `span` ("941-945") is where a figure stands in the source; a problem has none.
    """

    id: str
    status: str
    title: str
    what: str
    when: str
    note: str
    readings: tuple[tuple[str, str], ...] = ()
    cells: tuple[str, ...] = ()
    operation: str = ""
    arithmetic: str = ""
    scale: Scale | None = None
    stated: str = ""
    computed: str = ""
    message: str = ""
    links: tuple[str, ...] = ()
    span: str = ""


def report_to_cards(report: Report) -> Iterator[Card]:
    """The cards of a report: contradictions, inconsistencies and sums that fail, then all other figures in order."""
    cells, problems = _cells_by_place(report.tables), _problems_by_fact(report.inconsistencies)
    pairs = zip(report.facts, report.findings, strict=True)
    facts = [_fact_card(fact, finding, cells, problems.get(finding.fact, ())) for fact, finding in pairs]
    yield from (card for card in facts if card.status == Tie.CONTRADICTED)
    yield from _inconsistencies(report)
    yield from _unsound(report)
    yield from (card for card in facts if card.status != Tie.CONTRADICTED)


def card_to_record(card: Card) -> Record:
    """What the page's script needs of a card beyond its line in the list; what is empty is left out."""
    record: Record = {
        "cells": card.cells,
        "operation": card.operation,
        "arithmetic": card.arithmetic,
        "computed": card.computed,
        "scale": (card.scale.low, card.scale.high, card.scale.computed) if card.scale else (),
        "stated": card.stated,
        "message": card.message,
        "links": card.links,
        "readings": [(TERMS.index(term), text) for term, text in card.readings],
    }
    return {name: value for name, value in record.items() if value}


def cells_used(report: Report) -> frozenset[CellRef]:
    """The cells that something on the page rests on."""
    failed = (check for check in report.checks if check.status == "failed")
    resting: Iterable[Finding | Inconsistency | Check] = (*report.findings, *report.inconsistencies, *failed)
    return frozenset(ref for one in resting for ref in one.cells)


def _cells_by_place(tables: Iterable[Table]) -> dict[CellRef, Cell]:
    """The cells that print something; of a range the lower end."""
    cells: dict[CellRef, Cell] = {}
    for table in tables:
        for cell in table.cells:
            cells.setdefault(CellRef(table.index, cell.row, cell.column), cell)
    return cells


def _problems_by_fact(found: Iterable[Inconsistency]) -> dict[int, tuple[str, ...]]:
    """The ids of the inconsistencies that a fact is part of."""
    problems: dict[int, tuple[str, ...]] = {}
    for k, one in enumerate(found):
        for fact in one.facts:
            problems[fact] = (*problems.get(fact, ()), f"i{k}")
    return problems


def _ids(refs: Iterable[CellRef]) -> tuple[str, ...]:
    return tuple(map(cell_id, refs))


def _fact_card(fact: Fact, finding: Finding, cells: Mapping[CellRef, Cell], problems: tuple[str, ...]) -> Card:
    computed, amount = as_signed(fact, finding), ""
    if computed is not None:
        quantity = Quantity(computed, fact.quantity.unit, fact.quantity.step)
        amount = quantity_to_words(quantity) if finding.operation in OPERATIONS else amount_to_words(quantity)
    return Card(
        id=f"f{finding.fact}",
        status=str(finding.tie),
        title=fact.quote,
        what=_what(fact),
        when=when_to_words(fact.period),
        note=_note(finding, amount),
        readings=tuple(_readings(fact, finding)),
        cells=_ids(finding.cells),
        operation=OPERATIONS.get(finding.operation, f"{finding.operation.capitalize()}:") if amount else "",
        arithmetic=arithmetic(fact, finding, [cells[ref] for ref in finding.cells if ref in cells]),
        scale=scale_of(fact, finding),
        stated=range_to_words(fact) if amount else "",
        computed=amount,
        message=finding.message if finding.tie in (Tie.CONTRADICTED, Tie.ABSENT) else "",
        links=problems,
        span=f"{fact.place.start}-{fact.place.end}",
    )


def _what(fact: Fact) -> str:
    """What a figure measures, its metric's name in words."""
    words = fact_to_words(fact)
    return _metric_to_words(fact.metric) + words.removeprefix(fact.metric) if fact.metric else words


def _metric_to_words(metric: str) -> str:
    """A metric's name as words.

    >>> [_metric_to_words(metric) for metric in ("EarningsPerShareDiluted", "AdjustedEPS", "EBITDAMargin")]
    ['Earnings per share diluted', 'Adjusted EPS', 'EBITDA margin']
    """
    first, *words = _WORD.sub(" ", metric).split(" ")
    return " ".join([first, *(word if word.isupper() else word.lower() for word in words)])


def _note(finding: Finding, computed: str) -> str:
    """What a contradiction's line says: what the tables have, and what the figure would be right for."""
    if finding.tie is not Tie.CONTRADICTED:
        return ""
    hint = f" ({finding.diagnosis})" if finding.diagnosis else ""
    return f"the tables have {computed}{hint}" if computed else finding.diagnosis


def _readings(fact: Fact, finding: Finding) -> Iterator[tuple[str, str]]:
    """What the figure is read as, term by term; what goes without saying is left out."""
    name = f"{fact.metric} (“{fact.label}”)" if fact.metric else f"“{fact.label}”"
    yield "Metric", name + (", a change" if fact.aspect == "change" else "")
    if fact.segment:
        yield "Segment", fact.segment
    yield "Period", span_to_words(fact.period) or "not told"
    if fact.versus:
        yield "Against", span_to_words(fact.versus)
    yield "Value", quantity_to_words(fact.quantity)
    if fact.hedge or fact.bound:
        bound = {"low": "a lower end", "high": "an upper end"}.get(fact.bound or "", "")
        yield "Said as", ", ".join(filter(None, (f"“{fact.hedge}”" if fact.hedge else "", bound)))
    marks = [fact.basis] * (fact.basis != "gaap") + [fact.status] * (fact.status != "actual")
    if marks:
        yield "Basis", ", ".join(marks)
    if fact.speaker:
        yield "Speaker", fact.speaker
    yield "Rule", fact.rule
    yield "Confidence", f"{fact.confidence:.0%}; of the tie {finding.confidence:.0%}"


def _inconsistencies(report: Report) -> Iterator[Card]:
    for k, found in enumerate(report.inconsistencies):
        yield Card(
            id=f"i{k}",
            status="inconsistent",
            title=KINDS.get(found.kind, found.kind.capitalize()),
            what=found.message,
            when="",
            note=found.diagnosis,
            cells=_ids(found.cells),
            links=tuple(f"f{fact}" for fact in found.facts),
        )


def _unsound(report: Report) -> Iterator[Card]:
    """A card for each sum of the tables' own that does not come out."""
    failed = (check for check in report.checks if check.status == "failed")
    for k, check in enumerate(failed):
        yield Card(
            id=f"s{k}",
            status="unsound",
            title=report.tables[check.table].rows[check.cells[0].row].label,
            what=check.message,
            when="",
            note="",
            cells=_ids(check.cells),
        )

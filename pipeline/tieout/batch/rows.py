"""Reports as rows of the tables of a corpus."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from tieout.batch.schema import FRACTION_DIGITS, WHOLE_DIGITS
from tieout.batch.sources import Source
from tieout.checks import Check, Inconsistency
from tieout.facts import Fact, Finding, Notice, Period
from tieout.report import Report
from tieout.schema import number_to_text
from tieout.tables import Table

Row: TypeAlias = tuple[object, ...]

_LEAST = Decimal(1).scaleb(-FRACTION_DIGITS)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of each table, in the order of its columns."""

    documents: list[Row]
    facts: list[Row]
    findings: list[Row]
    cells: list[Row]
    checks: list[Row]
    inconsistencies: list[Row]
    people: list[Row]
    notices: list[Row]


def failure_to_rows(source: Source, version: str, status: str, error: str, *, exhibit: int = 1) -> Rows:
    """The one row of a source or exhibit that gave no report."""
    known = (document_name(source.name, exhibit), source.name, exhibit, status, error, version)
    document = (*known, source.content_hash or None, len(source.data), *[None] * 7, 0, 0, 0, 0)
    return Rows([document], [], [], [], [], [], [], [])


def report_to_rows(report: Report, source: Source, version: str, *, exhibit: int = 1) -> Rows:
    """The rows of a report.

    A number too long for `decimal128(38, 12)` is null there, and a notice has its digits.
    """
    name = document_name(source.name, exhibit)
    release, calendar = report.release, report.calendar
    cells = list(_cell_rows(name, report.tables))
    document = (
        *(name, source.name, exhibit, "ok", None, version, source.content_hash, len(source.data)),
        *(release.format, release.encoding, report.issuer, calendar.released),
        *(*_days(calendar.reporting_period), report.currency),
        *(len(report.facts), len(report.contradictions), len(report.tables), len(cells)),
    )
    people: list[Row] = [
        (name, p.name, p.title, [(place.start, place.end) for place in p.places]) for p in report.people
    ]
    return Rows(
        [document],
        [_fact_row(name, number, fact) for number, fact in enumerate(report.facts)],
        [_finding_row(name, finding) for finding in report.findings],
        cells,
        [_check_row(name, check) for check in report.checks],
        [_inconsistency_row(name, found) for found in report.inconsistencies],
        people,
        [_notice_row(name, notice) for notice in (*report.notices, *_too_long(report))],
    )


def document_name(source: str, exhibit: int) -> str:
    """What a document is called: its source, numbered from the second exhibit on.

    >>> document_name("filing.txt", 1), document_name("filing.txt", 2)
    ('filing.txt', 'filing.txt#2')
    """
    return source if exhibit == 1 else f"{source}#{exhibit}"


def _cell_rows(name: str, tables: Iterable[Table]) -> Iterator[Row]:
    for table in tables:
        labels = [row.name for row in table.rows]
        for cell in table.cells:
            quantity = cell.quantity
            if quantity is None:
                continue
            yield (
                *(name, table.index, cell.row, cell.column, table.title, table.kind, labels[cell.row]),
                *(table.columns[cell.column].header, cell.text, _exact(quantity.value), quantity.unit),
                *(_exact(quantity.step), cell.nil, cell.metric, cell.segment, cell.basis, cell.measure),
                *(*_days(cell.period), *_days(cell.versus), cell.place.start, cell.place.end),
            )


def _fact_row(name: str, number: int, fact: Fact) -> Row:
    quantity = fact.quantity
    return (
        *(name, number, fact.quote, _exact(quantity.value), quantity.unit, _exact(quantity.step), quantity.kind),
        *(fact.metric, fact.label, fact.segment, fact.basis, fact.aspect, *_days(fact.period), *_days(fact.versus)),
        *(fact.status, fact.bound, fact.hedge, fact.speaker, fact.place.start, fact.place.end),
        *(fact.rule, round(fact.confidence, 3)),
    )


def _finding_row(name: str, finding: Finding) -> Row:
    cells = [(ref.table, ref.row, ref.column) for ref in finding.cells]
    said = (finding.diagnosis or None, finding.message, round(finding.confidence, 3))
    return (name, finding.fact, str(finding.tie), finding.operation or None, _rounded(finding.computed), *said, cells)


def _check_row(name: str, check: Check) -> Row:
    cells = [(ref.table, ref.row, ref.column) for ref in check.cells]
    said = (
        check.status,
        _rounded(check.gap),
        check.diagnosis or None,
        check.message,
        check.place.start,
        check.place.end,
    )
    return (name, check.table, check.rule, *said, cells)


def _inconsistency_row(name: str, found: Inconsistency) -> Row:
    places = [(place.start, place.end) for place in found.places]
    cells = [(ref.table, ref.row, ref.column) for ref in found.cells]
    return (name, found.kind, found.diagnosis or None, found.message, places, cells)


def _notice_row(name: str, notice: Notice) -> Row:
    place = notice.place
    return (name, notice.message, place.start if place else None, place.end if place else None)


def _days(period: Period | None) -> tuple[date | None, date | None]:
    return (period.start, period.end) if period else (None, None)


def _exact(number: Decimal) -> Decimal | None:
    """The number, if it has no more digits than the schema."""
    if not number.is_finite() or number.adjusted() >= WHOLE_DIGITS:
        return None
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    if exponent >= -FRACTION_DIGITS:
        return number
    short = number.normalize()
    return short if short == number and int(short.as_tuple().exponent) >= -FRACTION_DIGITS else None


def _rounded(number: Decimal | None) -> Decimal | None:
    """What was computed, to as many digits as the schema has."""
    if number is None or not number.is_finite() or number.adjusted() >= WHOLE_DIGITS:
        return None
    exponent = number.as_tuple().exponent
    if int(exponent) >= -FRACTION_DIGITS:
        return number
    try:
        return number.quantize(_LEAST)
    except ArithmeticError:  # more digits than the context has
        return None


def _too_long(report: Report) -> Iterator[Notice]:
    """A notice for each value that the schema has no room for."""
    stated = ((fact.quantity, fact.place) for fact in report.facts)
    printed = ((cell.quantity, cell.place) for table in report.tables for cell in table.cells if cell.quantity)
    for quantity, place in (*stated, *printed):
        if _exact(quantity.value) is None:
            yield Notice(f"too many digits for the output: {number_to_text(quantity.value)[:80]}", place)

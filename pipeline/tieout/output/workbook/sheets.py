"""The sheets of problems, figures, checks and the release itself."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from tieout.facts import CellRef, Fact, Finding, Quantity, Tie
from tieout.output.words import computed_rounded, period_to_words, quantity_to_words
from tieout.output.workbook.book import COLOURS, LINK, WRAPPED, Book, Look, Sheet
from tieout.output.workbook.numbers import last_digit
from tieout.output.workbook.tables import NAME as TABLES
from tieout.output.workbook.tables import cell_address, table_rows, write_tables
from tieout.report import Report
from tieout.tables import Cell

FIGURES = "Figures"
PROOFS = 6
"""Cells of a proof that have a column of their own."""
REVIEW = ["agreed", "overridden", "open"]
"""What a reviewer may choose for a figure or a problem."""
BAD: Look = COLOURS[Tie.CONTRADICTED]
DOUBTFUL: Look = {"bg_color": "#FCE8C5", "font_color": "#6B4700"}
ASIDE: Look = {"indent": 1}
GOOD: Look = COLOURS[Tie.TIED]
PROBLEM_COLUMNS = (
    *(("Kind", 15), ("Figure", 18), ("Stated", 16), ("Tables give", 16), ("Unit", 11), ("What is wrong", 90)),
    *(("Right for", 16), ("Cell", 12), ("Review", 12), ("Comment", 30)),
)
FIGURE_COLUMNS = (
    *(("#", 5), ("Tie", 13), ("As stated", 18), ("Metric", 30), ("In its words", 30), ("Segment", 18)),
    *(("From", 12), ("To", 12), ("Against", 22), ("Aspect", 9), ("Basis", 10), ("Status", 10)),
    *(("Value", 18), ("Unit", 12), ("Tables give", 18), ("Gap", 14), ("How", 12)),
)
REVIEW_COLUMNS = (("Finding", 70), ("Confidence", 11), ("Offset", 9), ("Review", 12), ("Comment", 30))
IN_FIGURES = {name: column for column, (name, _) in enumerate(FIGURE_COLUMNS)}
IN_PROBLEMS = {name: column for column, (name, _) in enumerate(PROBLEM_COLUMNS)}
CHECK_COLUMNS = (("Status", 10), ("Table", 40), ("Rule", 22), ("Result", 16), ("Gap", 16), ("Arithmetic", 110))


def report_to_workbook(report: Report) -> bytes:
    """The bytes of an `.xlsx` file. Raises `ExtraMissingError` without xlsxwriter."""
    book = Book()
    problems, figures = book.add_sheet("Problems"), book.add_sheet(FIGURES)
    tables, checks, about = book.add_sheet(TABLES), book.add_sheet("Checks"), book.add_sheet("About")
    _write_problems(problems, report)
    _write_figures(figures, report)
    write_tables(tables, report, FIGURES)
    _write_checks(checks, report)
    _write_about(about, report)
    return book.to_bytes()


def _write_problems(sheet: Sheet, report: Report) -> None:
    """Contradictions, figures that cannot all be right, sums that fail, what could not be read."""
    sheet.set_columns(PROBLEM_COLUMNS, frozen=2)
    rows = table_rows(report.tables)
    at, column, widths = 0, IN_PROBLEMS, dict(PROBLEM_COLUMNS)
    for at, (kind, look, number, cells, message, diagnosis) in enumerate(_problems(report), start=1):
        sheet.text(at, column["Kind"], kind, look)
        if number is not None:
            _write_stated(sheet, at, report.facts[number], report.findings[number])
        sheet.text(at, column["What is wrong"], message, WRAPPED)
        sheet.text(at, column["Right for"], diagnosis, WRAPPED)
        sheet.set_height(at, [(message, widths["What is wrong"]), (diagnosis, widths["Right for"])])
        if cells:
            address = cell_address(cells[0], rows)
            sheet.link(at, column["Cell"], address, address.partition("!")[2])
    if not at:
        sheet.text(1, column["Kind"], "none", GOOD)
        sheet.text(1, column["What is wrong"], "No figure is contradicted, and all sums come out.")
    _set_review(sheet, max(at, 1), len(PROBLEM_COLUMNS))


Problem = tuple[str, Look, int | None, tuple[CellRef, ...], str, str]


def _problems(report: Report) -> Iterator[Problem]:
    """Kind, look, the position of the first fact concerned, cells, message, diagnosis."""
    for finding in report.findings:
        if finding.tie is Tie.CONTRADICTED:
            yield "contradicted", BAD, finding.fact, finding.cells, finding.message, finding.diagnosis
    for found in report.inconsistencies:
        number = found.facts[0] if found.facts else None
        yield "inconsistent", DOUBTFUL, number, found.cells, found.message, found.diagnosis
    for check in report.checks:
        if check.status == "failed":
            yield "does not add up", DOUBTFUL, None, check.cells, check.message, ""
    for notice in report.notices:
        yield "notice", COLOURS[Tie.ABSENT], None, (), notice.message, ""


def _write_stated(sheet: Sheet, at: int, fact: Fact, finding: Finding) -> None:
    """The figure of a problem, what it states, and what the tables give for it."""
    column = IN_PROBLEMS
    sheet.link(at, column["Figure"], f"{FIGURES}!A{finding.fact + 2}", fact.quote)
    sheet.quantity(at, column["Stated"], fact.quantity)
    if finding.computed is not None:
        sheet.quantity(at, column["Tables give"], _given(fact, finding))
    sheet.text(at, column["Unit"], fact.quantity.unit, ASIDE)


def _given(fact: Fact, finding: Finding) -> Quantity:
    """What the tables give for a fact, as fine as it takes to see where they part."""
    assert finding.computed is not None
    value = computed_rounded(finding.computed, fact)
    return Quantity(value, fact.quantity.unit, min(fact.quantity.step, last_digit(value)))


def _write_figures(sheet: Sheet, report: Report) -> None:
    proofs = max(1, min(PROOFS, max((len(finding.cells) for finding in report.findings), default=1)))
    columns = (*FIGURE_COLUMNS, *((f"Proof {k}", 16) for k in range(1, proofs + 1)), *REVIEW_COLUMNS)
    sheet.set_columns(columns, frozen=3, pages=2)
    cells = {CellRef(table.index, cell.row, cell.column): cell for table in report.tables for cell in table.cells}
    rows = table_rows(report.tables)
    for fact, finding in zip(report.facts, report.findings, strict=True):
        _write_figure(sheet, fact, finding)
        for k, ref in enumerate(finding.cells[:proofs], start=len(FIGURE_COLUMNS)):
            _write_proof(sheet, finding.fact + 1, k, ref, cells.get(ref), cell_address(ref, rows))
        after = len(FIGURE_COLUMNS) + proofs
        sheet.text(finding.fact + 1, after, finding.message)
        sheet.number(finding.fact + 1, after + 1, round(fact.confidence, 3), {"num_format": "0%"})
        sheet.number(finding.fact + 1, after + 2, fact.place.start)
    _set_review(sheet, max(len(report.facts), 1), len(columns))


def _write_figure(sheet: Sheet, fact: Fact, finding: Finding) -> None:
    """What a figure states, and what the tables give for it."""
    at, column = finding.fact + 1, IN_FIGURES
    words = {
        "As stated": fact.quote,
        "Metric": fact.metric,
        "In its words": fact.label,
        "Segment": fact.segment,
        "Against": period_to_words(fact.versus),
        "Aspect": fact.aspect,
        "Basis": fact.basis,
        "Status": fact.status,
        "How": finding.operation,
    }
    for name, text in words.items():
        sheet.text(at, column[name], text)
    sheet.number(at, column["#"], finding.fact)
    sheet.text(at, column["Tie"], finding.tie, COLOURS[finding.tie])
    sheet.text(at, column["Unit"], fact.quantity.unit, ASIDE)
    if fact.period:
        sheet.day(at, column["From"], fact.period.start)
        sheet.day(at, column["To"], fact.period.end)
    sheet.quantity(at, column["Value"], fact.quantity)
    if finding.computed is not None:
        given = _given(fact, finding)
        sheet.quantity(at, column["Tables give"], given)
        sheet.quantity(at, column["Gap"], replace(given, value=fact.quantity.value - given.value))


def _write_proof(sheet: Sheet, at: int, column: int, ref: CellRef, cell: Cell | None, address: str) -> None:
    """The value of a cell, which leads to it."""
    words = (quantity_to_words(cell.quantity) if cell.quantity else cell.text) if cell else address
    tip = f"Table {ref.table}, {period_to_words(cell.period) if cell else ''}"
    sheet.link(at, column, address, words, LINK, tip=tip)
    if cell and cell.quantity:
        sheet.quantity(at, column, cell.quantity, LINK)


def _set_review(sheet: Sheet, last: int, columns: int) -> None:
    """Filters over all rows, and a choice of verdicts in the last column but one."""
    sheet.page.autofilter(0, 0, last, columns - 1)
    sheet.page.data_validation(1, columns - 2, last, columns - 2, {"validate": "list", "source": REVIEW})


def _write_checks(sheet: Sheet, report: Report) -> None:
    """How the sums of the statements come out, those that fail first."""
    sheet.set_columns(CHECK_COLUMNS, frozen=1)
    rows = table_rows(report.tables)
    cells = {CellRef(table.index, cell.row, cell.column): cell for table in report.tables for cell in table.cells}
    for at, check in enumerate(sorted(report.checks, key=lambda check: check.status != "failed"), start=1):
        table = report.tables[check.table]
        sheet.text(at, 0, check.status, BAD if check.status == "failed" else GOOD)
        sheet.link(at, 1, f"{TABLES}!A{rows[check.table] + 1}", f"{table.index}. {table.title or 'untitled'}")
        sheet.text(at, 2, check.rule)
        result = cells.get(check.cells[0]) if check.cells else None
        if result and result.quantity:
            _write_proof(sheet, at, 3, check.cells[0], result, cell_address(check.cells[0], rows))
            sheet.quantity(at, 4, replace(result.quantity, value=check.gap))
        sheet.text(at, 5, check.message, WRAPPED)
        sheet.set_height(at, [(check.message, CHECK_COLUMNS[5][1])])
    sheet.page.autofilter(0, 0, max(len(report.checks), 1), len(CHECK_COLUMNS) - 1)


def _write_about(sheet: Sheet, report: Report) -> None:
    """What the release is, how many figures are of each tie, and how to read the workbook."""
    sheet.page.set_column(0, 0, 18)
    sheet.page.set_column(1, 1, 100)
    sheet.set_paper()
    calendar = report.calendar
    lines = [
        ("Release", report.release.name),
        ("Issuer", report.issuer),
        ("Released", str(calendar.released or "")),
        ("Reports on", period_to_words(calendar.reporting_period)),
        ("Currency", report.currency),
    ]
    for at, (name, value) in enumerate(lines):
        sheet.text(at, 0, name, {"bold": True})
        sheet.text(at, 1, value)
    counts = Counter(finding.tie for finding in report.findings)
    for at, (tie, meaning) in enumerate(MEANING.items(), start=len(lines) + 1):
        sheet.text(at, 0, f"{counts[tie]} {tie}", COLOURS[tie])
        sheet.text(at, 1, meaning)
    for at, line in enumerate(NOTES, start=len(lines) + len(MEANING) + 2):
        sheet.text(at, 1, line, WRAPPED)


MEANING = {
    Tie.TIED: "a cell of the release's own tables lies in the interval that the figure states",
    Tie.DERIVED: "what the tables' cells give (a change, a ratio, a sum) lies in it",
    Tie.CONTRADICTED: "the very cell or computation is there, and disagrees",
    Tie.ABSENT: "the tables are silent",
}
NOTES = (
    "Values are in base units: 7.4 million is 7,400,000. Statements are shown in the units they are printed in, the "
    "cells hold base units. Percentages are Excel's: 7.6% is 0.076.",
    "A proof in Figures leads to its cell in Tables; a coloured cell in Tables leads to the figure that rests on it. "
    "Offset is where the figure stands in the source, in characters.",
)

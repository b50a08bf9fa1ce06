"""Reports and tables as Markdown, for people and for language models: short, problems first, every word escaped.

What a release says can neither mark up the text nor break a table: see `text_to_markdown`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from tieout.facts import Fact, Period, Tie
from tieout.frame import column_names, row_units
from tieout.output.terminal import printable
from tieout.output.words import computed_to_words, counts_to_words, fact_to_words, period_to_words, quantity_to_words
from tieout.release import Release
from tieout.report import Report
from tieout.tables import Cell, Table

HEADLINES = 8
"""Figures that stand for the release at the top."""
MARKS = {Tie.TIED: "✓", Tie.DERIVED: "✓", Tie.CONTRADICTED: "✗", Tie.ABSENT: ""}
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")


def text_to_markdown(text: str) -> str:
    """Text of a release as Markdown has it: on one line, and nothing in it taken for markup.

    >>> text_to_markdown("Sales | <b>*net*</b>\\nof `tax`")
    'Sales \\\\| \\\\<b\\\\>\\\\*net\\\\*\\\\</b\\\\> of \\\\`tax\\\\`'
    """
    return _SPECIAL.sub(r"\\\1", " ".join(printable(text).split()))


def reports_to_markdown(reports: Iterable[Report]) -> Iterator[str]:
    """Reports one after the other, in pieces."""
    for number, report in enumerate(reports):
        yield from ("\n",) if number else ()
        yield from report_to_markdown(report)


def report_to_markdown(report: Report) -> Iterator[str]:
    """A report in pieces: whose, problems with their arithmetic, headline figures, all figures, tables, notices."""
    yield f"# {text_to_markdown(report.release.name or 'release')}\n\n"
    yield f"{_about(report)}\n\n{counts_to_words(report)}.\n"
    yield from _section("Problems", _problems(report))
    yield from _section("Headline figures", _headlines(report))
    if report.facts:
        yield "\n## Figures\n\n"
        yield from _facts_to_grid(report)
    if report.tables:
        yield "\n## Tables\n"
        yield from tables_to_markdown(report.tables)
    notices = (f"- **notice** {text_to_markdown(notice.message)}\n" for notice in report.notices)
    yield from _section("Notices", notices)


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    """Lines under a heading; nothing where there are none."""
    for number, line in enumerate(lines):
        yield line if number else f"\n## {heading}\n\n{line}"


def _about(report: Report) -> str:
    """Whose release it is, of when, for what."""
    calendar = report.calendar
    parts = [
        text_to_markdown(report.issuer or "Issuer unknown"),
        f"released {calendar.released}" if calendar.released else "",
        f"reporting on {period_to_words(calendar.reporting_period)}" if calendar.reporting_period else "",
        f"in {report.currency}" if report.currency else "",
    ]
    return ", ".join(filter(None, parts)) + "."


def _problems(report: Report) -> Iterator[str]:
    """A line for each contradiction, each inconsistency and each sum that fails."""
    for fact, finding in report.contradictions:
        hint = f" (right for: {finding.diagnosis})" if finding.diagnosis else ""
        yield f"- **contradicted** “{text_to_markdown(fact.quote)}”: {text_to_markdown(finding.message + hint)}\n"
    for found in report.inconsistencies:
        yield f"- **inconsistent** {text_to_markdown(found.message)}\n"
    for check in report.checks:
        if check.status == "failed":
            title = text_to_markdown(report.tables[check.table].title or f"table {check.table}")
            yield f"- **does not add up** {title}: {text_to_markdown(check.message)}\n"


def _headlines(report: Report) -> Iterator[str]:
    """The first figure of each metric that is the whole issuer's, for the period reported on or at its end."""
    lines: dict[str, str] = {}
    for fact, finding in zip(report.facts, report.findings, strict=True):
        if fact.metric and fact.metric not in lines and _is_headline(fact, report.calendar.reporting_period):
            words = f"{quantity_to_words(fact.quantity)}, {period_to_words(fact.period)}"
            lines[fact.metric] = (
                f"- {text_to_markdown(fact_to_words(fact))}: {text_to_markdown(words)} ({finding.tie})\n"
            )
    return islice(lines.values(), HEADLINES)


def _is_headline(fact: Fact, reporting: Period | None) -> bool:
    if reporting is None or fact.segment or fact.aspect != "level" or fact.status != "actual":
        return False
    return fact.period in (reporting, Period(reporting.end))


def _facts_to_grid(report: Report) -> Iterator[str]:
    yield from _row(("#", "As stated", "Measures", "Period", "Value", "Tie", "Tables have"))
    yield "|--:|---|---|---|--:|---|--:|\n"
    for number, (fact, finding) in enumerate(zip(report.facts, report.findings, strict=True)):
        versus = f", against {period_to_words(fact.versus)}" if fact.versus else ""
        cells = (
            str(number),
            text_to_markdown(fact.quote),
            text_to_markdown(fact_to_words(fact)),
            period_to_words(fact.period) + versus,
            text_to_markdown(quantity_to_words(fact.quantity)),
            f"{MARKS[finding.tie]} {finding.tie}".strip(),
            text_to_markdown(computed_to_words(fact, finding)),
        )
        yield from _row(cells)


def release_tables_to_markdown(release: Release, tables: Sequence[Table]) -> Iterator[str]:
    """The tables of a release under its name."""
    yield f"# {text_to_markdown(release.name or 'release')}\n"
    yield from tables_to_markdown(tables)


def tables_to_markdown(tables: Iterable[Table]) -> Iterator[str]:
    """Tables with values in base units: the title, what they are in, a row for each row that has figures."""
    for table in tables:
        yield f"\n### {table.index}. {text_to_markdown(table.title or 'untitled')}\n\n"
        yield f"{table.kind.replace('_', ' ').capitalize()}, {table.currency or 'no currency'}, in base units.\n\n"
        yield from _row(("", *(text_to_markdown(name) for name in column_names(table.columns))))
        yield "|---|" + "--:|" * len(table.columns) + "\n"
        yield from _rows(table)


def _rows(table: Table) -> Iterator[str]:
    cells: dict[tuple[int, int], list[Cell]] = {}
    for cell in table.cells:
        cells.setdefault((cell.row, cell.column), []).append(cell)
    for k, (row, unit) in enumerate(zip(table.rows, row_units(table), strict=True)):
        path = " › ".join(map(text_to_markdown, row.path))
        shown = f" ({text_to_markdown(unit)})" if unit and unit != table.currency else ""
        figures = [_cells_to_words(cells.get((k, column), ()), unit) for column in range(len(table.columns))]
        yield from _row((path + shown, *figures))


def _cells_to_words(cells: Sequence[Cell], unit: str | None) -> str:
    """The figure of a cell, or both ends of a range; the unit where it is not that of the row."""
    return " to ".join(text_to_markdown(_cell_to_words(cell, unit)) for cell in cells)


def _cell_to_words(cell: Cell, unit: str | None) -> str:
    if cell.quantity is None:
        return cell.text
    words = quantity_to_words(cell.quantity)
    return words.removesuffix(cell.quantity.unit).strip() if cell.quantity.unit == unit else words


def _row(cells: Iterable[str]) -> Iterator[str]:
    yield "| " + " | ".join(cells) + " |\n"

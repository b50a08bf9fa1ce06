"""Reports and tables printed for a person, as rich renderables.

Words of a release are never taken for markup, and its control characters never reach the terminal.
"""

import unicodedata
from collections.abc import Iterator

from rich import box
from rich.console import RenderableType
from rich.table import Table as Grid
from rich.text import Text

from tieout.facts import Fact, Finding, Tie
from tieout.output.words import computed_to_words, counts_to_words, fact_to_words, period_to_words, quantity_to_words
from tieout.release import Release
from tieout.report import Report
from tieout.tables import Column, Table

TIE_STYLES = {Tie.TIED: "green", Tie.DERIVED: "green", Tie.CONTRADICTED: "bold red", Tie.ABSENT: "dim"}
UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Unicode categories that move the cursor or turn the direction of text, or print nothing."""


def plain(text: str, *, style: str = "") -> Text:
    """Text of a release as it may be shown: no markup, no control characters, white space folded.

    >>> plain("[bold]Sales\\x1b[2J\\n rose").plain
    '[bold]Sales [2J rose'
    """
    return Text(" ".join(printable(text).split()), style=style)


def plain_part(text: str, *, style: str = "") -> Text:
    """The same for a part of a line: the blanks at its ends are kept."""
    return Text(printable(text), style=style)


def printable(text: str) -> str:
    """Text with a blank for each character that is not printed or moves what is."""
    return "".join(" " if unicodedata.category(c) in UNPRINTABLE else c for c in text)


def report_to_lines(report: Report, *, verbose: bool = False) -> Iterator[RenderableType]:
    """A report as a person reads it: contradictions, figures that cannot all be right, all facts, then notices.

    A contradiction is a line; `verbose` gives its whole message, with every cell that it rests on.
    """
    yield plain(report.release.name or "release", style="bold")
    yield Text(counts_to_words(report))
    for fact, finding in report.contradictions:
        yield Text.assemble(
            ("contradicted ", TIE_STYLES[Tie.CONTRADICTED]),
            plain(_contradiction(report, fact, finding, verbose=verbose)),
        )
    for found in report.inconsistencies:
        yield Text.assemble(("inconsistent ", "bold yellow"), plain(found.message))
    if report.facts:
        yield _facts_to_grid(report)
    for notice in report.notices:
        yield Text.assemble(("notice ", "yellow"), plain(notice.message))


def _contradiction(report: Report, fact: Fact, finding: Finding, *, verbose: bool) -> str:
    """For example "$1.86 at 812: EarningsPerShare, year to 2008-06-30: the tables have 1.89 USD/share in Diluted"."""
    where = f"{fact.quote} at {fact.place.start}"
    if verbose or finding.computed is None:
        return f"{where}: {finding.message}"
    period = period_to_words(fact.period)
    due = computed_to_words(fact, finding)
    rows = " and ".join(dict.fromkeys(report.tables[ref.table].rows[ref.row].label for ref in finding.cells))
    how = f"in {rows}" if finding.operation == "level" else f"by {finding.operation} from {rows}"
    how, hint = f" {how}" if rows else "", f" ({finding.diagnosis})" if finding.diagnosis else ""
    what = ", ".join(filter(None, (fact_to_words(fact), period)))
    return f"{where}: {what}: the tables have {due}{how}{hint}"


def _facts_to_grid(report: Report) -> Grid:
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False)
    grid.add_column("Metric", overflow="fold", ratio=4)
    grid.add_column("Period", overflow="fold", ratio=3)
    grid.add_column("Value", justify="right", overflow="fold", ratio=3)
    grid.add_column("As stated", overflow="fold", ratio=2)
    grid.add_column("Tie", no_wrap=True)
    for fact, finding in zip(report.facts, report.findings, strict=True):
        grid.add_row(
            plain(fact_to_words(fact)),
            period_to_words(fact.period),
            plain(quantity_to_words(fact.quantity)),
            plain(fact.quote),
            Text(finding.tie, style=TIE_STYLES[finding.tie]),
        )
    return grid


def tables_to_lines(release_and_tables: tuple[Release, tuple[Table, ...]]) -> Iterator[RenderableType]:
    """The tables of a release as they were understood."""
    release, tables = release_and_tables
    yield plain(release.name or "release", style="bold")
    for table in tables:
        yield from _table_to_lines(table)
    if not tables:
        yield Text("no table of figures")


def _table_to_lines(table: Table) -> Iterator[RenderableType]:
    """Its rows with values in base units, under the periods of its columns."""
    scale = f", in {table.scale:,}s" if table.scale > 1 else ""
    yield plain(f"Table {table.index}: {table.title or 'untitled'}", style="bold")
    yield plain(f"{table.kind.replace('_', ' ')}, {table.currency or 'no currency'}{scale}", style="dim")
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False)
    grid.add_column("Row", overflow="fold")
    for column in table.columns:
        grid.add_column(plain(_column_to_words(column)), justify="right", overflow="fold")
    for row, label in enumerate(table.rows):
        figures = [cells.get((row, column)) for column in range(len(table.columns))]
        shown = [plain(quantity_to_words(c.quantity) if c.quantity else c.text) if c else Text() for c in figures]
        grid.add_row(plain("  " * (len(label.path) - 1) + label.label), *shown)
    yield grid


def _column_to_words(column: Column) -> str:
    words = [period_to_words(column.period), (column.measure or "").replace("_", " "), column.qualifier or ""]
    return ", ".join(filter(None, words)) or column.header

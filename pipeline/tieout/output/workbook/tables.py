"""The sheet of tables, as they are laid out in the release: where each cell stands, and the figures that rest on it."""

from collections.abc import Iterable, Mapping, Sequence

from tieout.facts import CellRef, Fact, Finding, Tie
from tieout.output.words import period_to_words, quantity_to_words
from tieout.output.workbook.book import COLOURS, HEAD, WRAPPED, Look, Sheet
from tieout.output.workbook.numbers import printed_scale
from tieout.report import Report
from tieout.tables import Cell, Column, Table

NAME = "Tables"
WIDTHS = (52, 16)
"""Of the labels, and of a column of figures."""
HEADING_ROWS = 4
"""Over the rows of a table: its title, what it is in, the heads of its columns, and what they are understood as."""
WORST = (Tie.CONTRADICTED, Tie.TIED, Tie.DERIVED, Tie.ABSENT)
"""Which tie colours a cell that several figures rest on, and where it leads: the first of these."""
SCALES = {10**3: "thousands", 10**6: "millions", 10**9: "billions"}
MOST_INDENT = 15
TITLE: Look = {"bold": True, "font_size": 12}
UNDERSTOOD: Look = {"italic": True, "font_color": "#666666", "align": "right", "text_wrap": True}
FIGURE: Look = {"align": "right"}
Resting = Mapping[CellRef, Sequence[tuple[Fact, Finding]]]


def table_rows(tables: Iterable[Table]) -> list[int]:
    """The sheet's row with the title of each table."""
    rows, at = [], 0
    for table in tables:
        rows.append(at)
        at += HEADING_ROWS + len(table.rows) + 1
    return rows


def cell_address(ref: CellRef, rows: Sequence[int]) -> str:
    """Where a cell of a table stands in the workbook; `rows` are those of `table_rows`.

    >>> cell_address(CellRef(0, 2, 1), [0])
    'Tables!C7'
    """
    return f"{NAME}!{column_letters(ref.column + 1)}{rows[ref.table] + HEADING_ROWS + ref.row + 1}"


def column_letters(column: int) -> str:
    """The name of a column, counted from 0.

    >>> [column_letters(column) for column in (0, 25, 26, 701, 702)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    letters = ""
    while column >= 0:
        column, letter = divmod(column, 26)
        letters = chr(ord("A") + letter) + letters
        column -= 1
    return letters


def resting_on(report: Report) -> dict[CellRef, list[tuple[Fact, Finding]]]:
    """The figures whose findings use each cell."""
    found: dict[CellRef, list[tuple[Fact, Finding]]] = {}
    for fact, finding in zip(report.facts, report.findings, strict=True):
        for ref in dict.fromkeys(finding.cells):
            found.setdefault(ref, []).append((fact, finding))
    return found


def write_tables(sheet: Sheet, report: Report, figures: str) -> None:
    """All tables, one under the other; `figures` is the name of the sheet that cells lead to."""
    most = max((len(table.columns) for table in report.tables), default=0)
    sheet.page.set_column(0, 0, WIDTHS[0])
    sheet.page.set_column(1, max(1, most), WIDTHS[1])
    sheet.page.freeze_panes(0, 1)
    sheet.set_paper()
    resting = resting_on(report)
    for table, at in zip(report.tables, table_rows(report.tables), strict=True):
        _write_heading(sheet, table, at)
        for k, row in enumerate(table.rows):
            sheet.text(
                at + HEADING_ROWS + k, 0, row.label, {**WRAPPED, "indent": max(0, min(MOST_INDENT, len(row.path) - 1))}
            )
        _write_cells(sheet, table, at + HEADING_ROWS, resting, figures)
    if not report.tables:
        sheet.text(0, 0, "The release has no table of figures.")


def _write_heading(sheet: Sheet, table: Table, at: int) -> None:
    scale = f", in {SCALES[table.scale]}" if table.scale in SCALES else ""
    sheet.text(at, 0, f"{table.index}. {table.title or 'untitled'}", TITLE)
    sheet.text(at + 1, 0, f"{table.kind.replace('_', ' ')}, {table.currency or 'no currency'}{scale}")
    sheet.text(at + 2, 0, None, HEAD)
    heads = [" ".join(column.header.replace("|", " ").split()) for column in table.columns]
    for k, (column, head) in enumerate(zip(table.columns, heads, strict=True)):
        sheet.text(at + 2, k + 1, head or " ", {**HEAD, "align": "right"})
        sheet.text(at + 3, k + 1, _column_to_words(column), UNDERSTOOD)
    sheet.set_height(at + 2, ((head, WIDTHS[1]) for head in heads))
    sheet.set_height(at + 3, ((_column_to_words(column), WIDTHS[1]) for column in table.columns))


def _column_to_words(column: Column) -> str:
    """What a column is understood as."""
    words = [period_to_words(column.period), (column.measure or "").replace("_", " ")]
    return ", ".join(filter(None, words))


def _write_cells(sheet: Sheet, table: Table, top: int, resting: Resting, figures: str) -> None:
    grid: dict[tuple[int, int], list[Cell]] = {}
    for cell in table.cells:
        grid.setdefault((cell.row, cell.column), []).append(cell)
    for (row, column), cells in grid.items():
        found = resting.get(CellRef(table.index, row, column), ())
        worst = min((finding for _, finding in found), key=lambda finding: WORST.index(finding.tie), default=None)
        look: Look = FIGURE | (COLOURS[worst.tie] if worst else {})
        words = " to ".join(quantity_to_words(cell.quantity) if cell.quantity else cell.text for cell in cells)
        if worst:
            tip = "; ".join(f"{fact.quote} ({finding.tie})" for fact, finding in found)
            sheet.link(top + row, column + 1, f"{figures}!A{worst.fact + 2}", words, look, tip=tip)
        else:
            sheet.text(top + row, column + 1, words, look)
        if len(cells) == 1 and (quantity := cells[0].quantity):
            scale = printed_scale(cells[0].text, quantity.value)
            sheet.quantity(top + row, column + 1, quantity, look, scale=scale, nil=cells[0].nil)

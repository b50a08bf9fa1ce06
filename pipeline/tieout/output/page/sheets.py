"""The tables of a release for the page: headers stacked as printed, rows under their headings, cells as printed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tieout.checks import Check
from tieout.facts import CellRef
from tieout.output.page.dates import when_to_words
from tieout.tables import Cell, Column, Table

DEEPEST = 4
"""Rows are indented to this depth."""


@dataclass(frozen=True, slots=True)
class Head:
    """A header over `span` columns."""

    text: str
    span: int


@dataclass(frozen=True, slots=True)
class SheetCell:
    """What a cell prints; `ref` names it on the page where something rests on it, else it is empty."""

    text: str
    ref: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row, or a heading (without cells); `depth` headings stand over it, and `name` has them all."""

    label: str
    name: str
    depth: int
    cells: tuple[SheetCell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: `heads` are the stacked header lines, `periods` what each column is read as."""

    index: int
    title: str
    about: str
    heads: tuple[tuple[Head, ...], ...]
    periods: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def cell_id(ref: CellRef) -> str:
    """What a cell is called on the page."""
    return f"{ref.table}-{ref.row}-{ref.column}"


def tables_to_sheets(tables: Iterable[Table], used: frozenset[CellRef], checks: Sequence[Check]) -> Iterator[Sheet]:
    """The tables in order; `used` are the cells that something on the page rests on."""
    for table in tables:
        counts = Counter(check.status for check in checks if check.table == table.index)
        yield Sheet(
            table.index,
            table.title or f"Table {table.index + 1}",
            _about(table, counts["passed"], counts["failed"]),
            _heads(table.columns),
            tuple(column_to_words(column) for column in table.columns),
            tuple(_rows(table, used)),
        )


def column_to_words(column: Column) -> str:
    """What a column is read as: its period, else what it measures."""
    return ", ".join(filter(None, (when_to_words(column.period), (column.measure or "").replace("_", " "))))


def _about(table: Table, passed: int, failed: int) -> str:
    """For example "income statement, USD, in 1,000,000s; 12 sums hold, 1 does not"."""
    parts = [table.kind.replace("_", " "), table.currency or ""]
    if table.scale > 1:
        parts.append(f"in {table.scale:,}s")
    text = ", ".join(filter(None, parts))
    if passed:
        text += f"; {passed} sum{'s hold' if passed > 1 else ' holds'}"
    if failed:
        text += f"{',' if passed else ';'} {failed} {'do' if failed > 1 else 'does'} not"
    return text


def _heads(columns: Sequence[Column]) -> tuple[tuple[Head, ...], ...]:
    """The lines of the stacked headers, from the top; what several columns share stands once over them.

    >>> [[(head.text, head.span) for head in line] for line in _heads([Column("Year | 2023"), Column("Year | 2022")])]
    [[('Year', 2)], [('2023', 1), ('2022', 1)]]
    """
    stacks = [[part.strip() for part in column.header.split("|")] for column in columns]
    depth = max(map(len, stacks), default=0)
    stacks = [[*stack[:-1], *[""] * (depth - len(stack)), stack[-1]] for stack in stacks]
    lines = []
    for level in range(depth):
        line: list[Head] = []
        for k, stack in enumerate(stacks):
            shared = k > 0 and level < depth - 1 and stack[level] and stack[: level + 1] == stacks[k - 1][: level + 1]
            line = [*line[:-1], Head(line[-1].text, line[-1].span + 1)] if shared else [*line, Head(stack[level], 1)]
        lines.append(tuple(line))
    return tuple(line for line in lines if any(head.text for head in line))


def _rows(table: Table, used: frozenset[CellRef]) -> Iterator[SheetRow]:
    """The rows, each heading once over those that stand under it."""
    cells: dict[tuple[int, int], list[Cell]] = defaultdict(list)
    for cell in table.cells:
        cells[cell.row, cell.column].append(cell)
    over: tuple[str, ...] = ()
    for number, row in enumerate(table.rows):
        headings = row.path[:-1]
        for depth, heading in enumerate(headings):
            if headings[: depth + 1] != over[: depth + 1]:
                yield SheetRow(heading, heading, min(depth, DEEPEST), ())
        over = row.path if not any((number, column) in cells for column in range(len(table.columns))) else headings
        line = tuple(
            _cell(cells.get((number, column), ()), CellRef(table.index, number, column), used)
            for column in range(len(table.columns))
        )
        yield SheetRow(row.label, " › ".join(part.rstrip(" :") for part in row.path), min(len(headings), DEEPEST), line)


def _cell(cells: Sequence[Cell], ref: CellRef, used: frozenset[CellRef]) -> SheetCell:
    """A cell as printed; where it is a range, both its ends print the whole."""
    return SheetCell(" to ".join(dict.fromkeys(cell.text for cell in cells)), cell_id(ref) if ref in used else "")

"""A table as arithmetic sees it: lines of amounts in one unit, a figure a column."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieout.facts import CellRef, Period, Quantity
from tieout.frozen import quick
from tieout.tables import Cell, Table

ZERO = Decimal(0)
HALF = Decimal("0.5")


@quick
@dataclass(frozen=True, slots=True)
class Line:
    """A row with its amounts, all in one unit; a position of `cells`, `values` and `slacks` is a column of the table.

    A value is zero where nothing is printed; `slacks` are how far the printed value may stand from the true one,
    half a unit of its last digit.
    """

    row: int
    label: str
    path: tuple[str, ...]
    metric: str | None
    cells: tuple[Cell | None, ...]
    values: tuple[Decimal, ...]
    slacks: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of a table that are in money, in order, and those per share and of shares."""

    table: Table
    money: tuple[Line, ...]
    per_share: tuple[Line, ...]
    shares: tuple[Line, ...]

    @property
    def columns(self) -> range:
        """The positions of the table's columns."""
        return range(len(self.table.columns))


def table_to_sheet(table: Table) -> Sheet:
    """The lines of a table: cells of columns that hold amounts, not changes or shares of something."""
    rows: dict[int, dict[int, Cell]] = {}
    ranges: set[int] = set()
    width = len(table.columns)
    for cell in table.cells:
        if cell.quantity is None or cell.measure is not None or cell.column >= width:
            continue
        cells = rows.setdefault(cell.row, {})
        if cell.column in cells:
            ranges.add(cell.row)  # "10 to 12": no amount to calculate with
        cells[cell.column] = cell
    units = {row: _unit(cells) for row, cells in rows.items() if row not in ranges}
    money = Counter(unit for unit in units.values() if unit and Quantity(ZERO, unit, ZERO).kind == "money")
    if not money:
        return Sheet(table, (), (), ())
    currency = money.most_common(1)[0][0]
    lines: dict[str | None, list[Line]] = {currency: [], f"{currency}/share": [], "shares": []}
    for row, unit in sorted(units.items()):
        if unit in lines:
            lines[unit].append(_line(table, row, rows[row]))
    return Sheet(table, *(tuple(found) for found in lines.values()))


def _line(table: Table, row: int, cells: dict[int, Cell]) -> Line:
    printed = tuple(cells.get(column) for column in range(len(table.columns)))
    quantities = [cell.quantity if cell else None for cell in printed]
    values = tuple(q.value if q else ZERO for q in quantities)
    slacks = tuple(q.step * HALF if q else ZERO for q in quantities)
    label = table.rows[row]
    return Line(row, label.label, label.path, label.metric, printed, values, slacks)


def _unit(cells: dict[int, Cell]) -> str | None:
    """The unit of a row's figures, dashes aside; `None` where they differ."""
    units = {cell.quantity.unit for cell in cells.values() if cell.quantity and not cell.nil}
    units = units or {cell.quantity.unit for cell in cells.values() if cell.quantity}
    return units.pop() if len(units) == 1 else None


def refs(sheet: Sheet, lines: Sequence[Line], column: int) -> tuple[CellRef, ...]:
    """The cells of some lines in a column, those that are printed."""
    return tuple(CellRef(sheet.table.index, line.row, column) for line in lines if line.cells[column])


def period_of(line: Line, column: int) -> Period | None:
    """The period of a line's cell."""
    cell = line.cells[column]
    return cell.period if cell else None


def signed_sum(lines: Sequence[Line], signs: Sequence[int], column: int) -> Decimal:
    """The sum of the lines' amounts in a column, each with its sign."""
    return sum((line.values[column] * sign for line, sign in zip(lines, signs, strict=True)), ZERO)


def room_of(lines: Sequence[Line], column: int) -> Decimal:
    """How far the sum of some printed figures may stand from that of the true ones: half a last digit for each."""
    return sum((line.slacks[column] for line in lines), ZERO)

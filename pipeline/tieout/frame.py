"""A table as a pandas DataFrame: rows by label path, columns by period, numbers in base units."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from tieout.tables import Cell, Column, Table

if TYPE_CHECKING:
    import pandas as pd

Numbers = Literal["decimal", "float"]


def table_to_frame(table: Table, *, numbers: Numbers = "decimal") -> "pd.DataFrame":
    """The table with a row for each of its rows and a column for each column of figures.

    The index are the rows' label paths ("Loss per share > Basic"); columns are called by their period in ISO 8601, or
    by what else they hold, each by a name of its own. Numbers are exact `Decimal` objects (`None` where there is none)
    or floats (`nan`). The upper end of a printed range stands in a column of its own, "... to". `attrs` has the table's
    `index`, `title`, `kind`, `scale` and `currency`, and `units`, the unit of each row (`None` where its cells differ).

    Raises `ValueError` for other `numbers`.
    """
    if numbers not in ("decimal", "float"):
        raise ValueError(f"numbers are 'decimal' or 'float', not {numbers!r}")
    import pandas as pd

    grid: dict[tuple[int, bool], list[Decimal | None]] = {}
    seen: set[tuple[int, int]] = set()
    for column in range(len(table.columns)):
        grid[column, False] = [None] * len(table.rows)
    for cell in table.cells:
        upper = (cell.row, cell.column) in seen
        seen.add((cell.row, cell.column))
        if cell.quantity is not None:
            grid.setdefault((cell.column, upper), [None] * len(table.rows))[cell.row] = cell.quantity.value
    names = dict(zip(range(len(table.columns)), column_names(table.columns), strict=True))
    keys = sorted(grid)
    frame = pd.DataFrame(
        {k: pd.Series(grid[key], dtype="object") for k, key in enumerate(keys)}, index=range(len(table.rows))
    )
    frame.index = pd.Index([row.name for row in table.rows], name="row", dtype="object")
    frame.columns = pd.Index([names[column] + " to" * upper for column, upper in keys], dtype="object")
    if numbers == "float":
        frame = frame.astype("float64")
    frame.attrs = {
        "index": table.index,
        "title": table.title,
        "kind": table.kind,
        "scale": table.scale,
        "currency": table.currency,
        "units": row_units(table),
    }
    return frame


def column_names(columns: Iterable[Column]) -> list[str]:
    """A name for each column, no two the same: period, measure and qualifier, as far as they are needed.

    >>> column_names([Column("2003"), Column("2002"), Column("2002")])
    ['2003', '2002', '2002 (2)']
    """
    columns = list(columns)
    short = [_name(column, qualified=False) for column in columns]
    names: list[str] = []
    used: set[str] = set()
    for column, name in zip(columns, short, strict=True):
        full = name if short.count(name) == 1 else _name(column, qualified=True)
        unique, count = full, 1
        while unique in used:
            count += 1
            unique = f"{full} ({count})"
        used.add(unique)
        names.append(unique)
    return names


def _name(column: Column, *, qualified: bool) -> str:
    parts = [str(column.period or ""), column.measure or "", (column.qualifier or "") if qualified else ""]
    return " ".join(filter(None, parts)) or column.header


def row_units(table: Table) -> list[str | None]:
    """The unit of each row's figures, `None` where they differ or there are none."""
    units: list[set[str]] = [set() for _ in table.rows]
    for cell in table.cells:
        if cell.quantity is not None and not _is_other(cell):
            units[cell.row].add(cell.quantity.unit)
    return [found.pop() if len(found) == 1 else None for found in units]


def _is_other(cell: Cell) -> bool:
    """Whether a cell is in another unit than its row because of its column: a change in percent."""
    return cell.measure is not None and cell.quantity is not None and cell.quantity.unit == "%"

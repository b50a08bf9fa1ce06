"""A table understood: columns with periods, rows with label paths, cells with exact quantities."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tieout.facts import Basis, Notice, Period, Place, Quantity
from tieout.frozen import quick

if TYPE_CHECKING:
    import pandas as pd

    from tieout.frame import Numbers

TableKind = Literal[
    "income_statement", "balance_sheet", "cash_flow", "segment", "reconciliation", "guidance", "operating", "other"
]
Measure = Literal["change", "change_percent", "percent_of_revenue", "percent_of_total", "other"]
"""What a column holds where it is not the amounts of a period ("other": adjustments, footnote references, ...)."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: its stacked header words, and the period or measure they mean.

    `qualifier` are header words beyond the period ("As adjusted", "Net sales", "North America").
    """

    header: str
    period: Period | None = None
    measure: Measure | None = None
    versus: Period | None = None
    qualifier: str | None = None


@quick
@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its label as printed and the path of headings over it, outermost first, label last."""

    label: str
    path: tuple[str, ...]
    metric: str | None = None
    place: Place | None = None

    @property
    def name(self) -> str:
        """The path as labels write it.

        >>> Row("Basic", ("(Loss) income per share", "Basic")).name
        '(Loss) income per share > Basic'
        """
        return " > ".join(self.path)


@quick
@dataclass(frozen=True, slots=True)
class Cell:
    """A printed cell: `quantity` in base units, signed as printed; `None` where it is no number ("n/m").

    `nil` marks a dash, printed for nothing: its quantity is zero. `period`, `measure`, `metric`, `segment` and
    `basis` are the cell's own, put together from its column, row and table; `versus` the earlier period of a change.
    """

    row: int
    column: int
    text: str
    place: Place
    quantity: Quantity | None
    nil: bool = False
    period: Period | None = None
    versus: Period | None = None
    measure: Measure | None = None
    metric: str | None = None
    segment: str | None = None
    basis: Basis = "gaap"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures: `scale` multiplies its money rows, `currency` is their ISO 4217 code or `None`."""

    index: int
    place: Place
    title: str
    kind: TableKind
    scale: int
    currency: str | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    cells: tuple[Cell, ...]
    notices: tuple[Notice, ...] = ()

    def to_pandas(self, *, numbers: "Numbers" = "decimal") -> "pd.DataFrame":
        """The table with rows by label path and columns by period, in base units: see `tieout.frame.table_to_frame`."""
        from tieout.frame import table_to_frame

        return table_to_frame(self, numbers=numbers)

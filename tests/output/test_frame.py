"""Tables as DataFrames: rows by label path, columns by names of their own, exact numbers or floats."""

import math
from datetime import date
from decimal import Decimal

import pytest

from tieout.facts import Period, Place, Quantity
from tieout.frame import column_names
from tieout.tables import Cell, Column, Row, Table

Q2, Q2_BEFORE = Period(date(2024, 6, 30), date(2024, 4, 1)), Period(date(2023, 6, 30), date(2023, 4, 1))
COLUMNS = (Column("2024", Q2), Column("2023", Q2_BEFORE), Column("Change", Q2, "change_percent"))


def cell(row: int, column: int, value: str | None, unit: str = "USD", *, of: int = 1000) -> Cell:
    quantity = Quantity(Decimal(value) * of, unit, Decimal(of)) if value else None
    measure = COLUMNS[column].measure
    return Cell(row, column, value or "n/m", Place(row, row + 1, 3, row, column), quantity, measure=measure)


TABLE = Table(
    index=3,
    place=Place(0, 99, 3),
    title="Statements of Operations",
    kind="income_statement",
    scale=1000,
    currency="USD",
    columns=COLUMNS,
    rows=(Row("Revenues", ("Revenues",)), Row("Basic", ("Loss per share", "Basic")), Row("Stores", ("Stores",))),
    cells=(
        *(cell(0, 0, "7391"), cell(0, 1, "7040"), cell(0, 2, "5.0", "%", of=1)),
        *(cell(1, 0, "-0.08", "USD/share", of=1), cell(1, 2, None)),
        *(cell(2, 0, "40", "store", of=1), cell(2, 0, "42", "store", of=1)),
    ),
)


def test_decimals_are_exact_and_in_base_units() -> None:
    frame = TABLE.to_pandas()
    assert frame.loc["Revenues", str(Q2)] == Decimal(7391000)
    assert frame.loc["Loss per share > Basic", str(Q2)] == Decimal("-0.08")
    assert frame.loc["Loss per share > Basic", str(Q2_BEFORE)] is None


def test_floats() -> None:
    frame = TABLE.to_pandas(numbers="float")
    assert {str(dtype) for dtype in frame.dtypes} == {"float64"}
    assert frame.loc["Revenues", "2024-04-01/2024-06-30 change_percent"] == 5.0
    assert math.isnan(frame.loc["Loss per share > Basic", str(Q2_BEFORE)])


def test_rows_and_columns_keep_their_order() -> None:
    frame = TABLE.to_pandas()
    assert list(frame.index) == ["Revenues", "Loss per share > Basic", "Stores"]
    names = ["2024-04-01/2024-06-30", "2024-04-01/2024-06-30 to", "2023-04-01/2023-06-30"]
    assert list(frame.columns) == [*names, "2024-04-01/2024-06-30 change_percent"]


def test_both_ends_of_a_range() -> None:
    frame = TABLE.to_pandas()
    assert (frame.loc["Stores", str(Q2)], frame.loc["Stores", f"{Q2} to"]) == (Decimal(40), Decimal(42))


def test_attrs() -> None:
    attrs = TABLE.to_pandas().attrs
    assert attrs == {
        "index": 3,
        "title": "Statements of Operations",
        "kind": "income_statement",
        "scale": 1000,
        "currency": "USD",
        "units": ["USD", "USD/share", "store"],
    }


def test_table_without_cells() -> None:
    frame = Table(0, Place(0, 1), "", "other", 1, None, (), (), ()).to_pandas(numbers="float")
    assert frame.shape == (0, 0)


def test_numbers_of_another_kind() -> None:
    with pytest.raises(ValueError, match=r"'decimal' or 'float', not 'int'"):
        TABLE.to_pandas(numbers="int")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        pytest.param([Column("2024", Q2), Column("2023", Q2_BEFORE)], [str(Q2), str(Q2_BEFORE)], id="periods"),
        pytest.param(
            [Column("North", Q2, qualifier="North"), Column("South", Q2, qualifier="South")],
            [f"{Q2} North", f"{Q2} South"],
            id="qualified where one period has several",
        ),
        pytest.param(
            [Column("a", Q2), Column("b", Q2), Column("c", Q2)], [f"{Q2}", f"{Q2} (2)", f"{Q2} (3)"], id="numbered"
        ),
        pytest.param([Column("Rate"), Column("")], ["Rate", ""], id="headers"),
    ],
)
def test_column_names(columns: list[Column], names: list[str]) -> None:
    assert column_names(columns) == names

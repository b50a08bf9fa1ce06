"""Whatever stands in a table, reading and understanding it ends: exact, in its place, and the rest is read."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tieout.calendar import learn_calendar
from tieout.footing import check_tables
from tieout.read import ReadError, read
from tieout.release import Release
from tieout.table import read_tables
from tieout.tables import Table

LIMITS = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
AFTER = "The board of Ferrowick Corp. met on the last day of the quarter."
"""A sentence behind a broken table that has to be read all the same."""

LABELS = [
    "Net sales",
    "Total",
    "Total assets",
    "Basic",
    "Net (loss) income",
    "Cash at end of period",
    "Less: costs",
    "",
    "(1)",
]
FIGURES = [
    "1,234",
    "$ 5",
    "(987)",
    "(987",
    ")",
    "-",
    "\u2014",
    "n/m",
    "12.5%",
    "%",
    "$",
    "0.08",
    "1.2x",
    "3-5",
    "1,2,3",
    ".",
    "(",
    "9" * 40,
]
HEADS = [
    "2024",
    "Three months ended June 30,",
    "June 30, 2024",
    "Change",
    "% change",
    "(in thousands)",
    "1Q24",
    "2024 (1)",
    "",
]
SPANS = ["", "", "", " colspan=2", " rowspan=3", " colspan=1000", " colspan=-1", " rowspan=x", " colspan=99999999999"]
TAGS = [
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th>",
    "<b>",
    "</b>",
    "<p>",
    "<br>",
    "<td",
    "</",
    "<!--",
    "<div>",
]
ODDITIES = [
    "\x00",
    "\u200f",
    "\u202e",
    "&bogus;",
    "&#99999999;",
    "&nbsp",
    "\xa0",
    "\t",
    "\n",
    "\r\n",
    "<PAGE>",
    "\ufeff",
    "½",
    "١٢",
]


def understood(source: str | bytes) -> tuple[Release, tuple[Table, ...]] | None:
    """A release and its tables after the checks of what must hold for any; `None` where it is no release."""
    try:
        release = read(source)
    except ReadError:
        return None
    tables = read_tables(release, learn_calendar(release))
    for index, table in enumerate(tables):
        assert table.index == index
        assert 0 <= table.place.start <= table.place.end <= len(release.source)
        for cell in table.cells:
            assert 0 <= cell.row < len(table.rows)
            assert 0 <= cell.column < len(table.columns)
            assert 0 <= cell.place.start < cell.place.end <= len(release.source)
            assert cell.quantity is None or (cell.quantity.value.is_finite() and cell.quantity.step > 0)
        frame = table.to_pandas()
        assert frame.shape[0] == len(table.rows)
        assert frame.columns.is_unique
    for check in check_tables(tables):
        assert check.status in ("passed", "failed")
        assert all(ref.table < len(tables) and ref.row < len(tables[ref.table].rows) for ref in check.cells)
    return release, tables


cells = st.tuples(st.sampled_from(SPANS), st.sampled_from(LABELS + FIGURES + HEADS + ODDITIES)).map(
    lambda cell: f"<td{cell[0]}>{cell[1]}</td>"
)
rows = st.lists(cells, max_size=7).map(lambda parts: f"<tr>{''.join(parts)}</tr>")
grids = st.lists(rows, max_size=8).map(lambda lines: f"<table>{''.join(lines)}</table>")
soups = st.lists(st.sampled_from(TAGS + LABELS + FIGURES + HEADS + ODDITIES), max_size=60).map(" ".join)
lines = st.lists(
    st.lists(st.tuples(st.sampled_from(LABELS + FIGURES + HEADS), st.integers(0, 14)), max_size=6), max_size=12
).map(lambda drawn: "\n".join("".join(word + " " * gap for word, gap in line) for line in drawn))
pipes = st.lists(st.lists(st.sampled_from(LABELS + FIGURES + HEADS + ["---", ":--"]), max_size=6), max_size=8).map(
    lambda drawn: "\n".join(f"| {' | '.join(line)} |" for line in drawn)
)


@LIMITS
@given(grids)
@example("<table><tr><td colspan=1000 rowspan=1000>1</td></tr></table>")
def test_any_grid(grid: str) -> None:
    found = understood(f"<html><body><p>Results.</p>{grid}<p>{AFTER}</p></body></html>")
    assert found and AFTER in found[0].text


@LIMITS
@given(soups)
@example("<table> <tr> <td")
@example("<!-- <table>")
def test_any_markup(soup: str) -> None:
    understood(f"<html><body><table><tr><td>Net sales<td>1,234{soup}")


@LIMITS
@given(lines)
def test_any_printed_lines(drawn: str) -> None:
    found = understood(f"Results of the quarter.\n\n<TABLE>\n<S>   <C>\n{drawn}\n</TABLE>\n\n{AFTER}\n")
    assert found and AFTER in found[0].text


@LIMITS
@given(lines)
def test_any_unmarked_lines(drawn: str) -> None:
    understood(f"Results of the quarter.\n\n{drawn}\n\n{AFTER}\n")


@LIMITS
@given(pipes)
def test_any_pipes(drawn: str) -> None:
    understood(f"# Results\n\n{drawn}\n\n{AFTER}\n")


@LIMITS
@given(st.binary(max_size=120), st.sampled_from(["utf-8", "utf-16", "cp1252", "nonsense"]))
def test_any_bytes_in_a_table_of_any_charset(data: bytes, charset: str) -> None:
    head = f'<html><head><meta charset="{charset}"></head><body><table><tr><td>Net sales</td><td>1,234</td><td>'
    understood(head.encode() + data + b"</td></tr></table></body></html>")


@LIMITS
@given(st.integers(1, 10**12), st.integers(0, 3), st.booleans())
def test_a_printed_number_is_read_to_the_digit(number: int, digits: int, negative: bool) -> None:
    value = Decimal(number).scaleb(-digits)
    printed = f"{value:,f}"
    printed = f"({printed})" if negative else printed
    page = f"<table><tr><td></td><td>2024</td></tr><tr><td>Net sales</td><td>$ {printed}</td></tr></table>"
    found = understood(f"<html><body><p>Results.</p>{page}</body></html>")
    assert found
    quantities = [cell.quantity for table in found[1] for cell in table.cells if cell.quantity]
    assert [q.value for q in quantities] == [-value if negative else value]


# --- Bad input -------------------------------------------------------------------------------------------------------

TABLE = "<table><tr><td></td><td>2024</td><td>2023</td></tr><tr><td>Net sales</td><td>1,234</td><td>1,111</td></tr>"


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(TABLE, id="never closed"),
        pytest.param(TABLE + "<tr><td>Cost of sales</td><td>7", id="cut off in a cell"),
        pytest.param(TABLE + "<tr><td", id="cut off in a tag"),
        pytest.param(TABLE.replace("1,234", "1,2\x0034") + "</table>", id="NUL"),
        pytest.param(TABLE.replace("1,234", "\u200f1,234\u202c") + "</table>", id="right-to-left marks"),
        pytest.param(TABLE.replace("Net", "Net&bogus;") + "</table>", id="entity that does not exist"),
        pytest.param("</td></tr></table>" * 50 + TABLE + "</table>", id="closed before it is opened"),
        pytest.param(
            "<table><tr><td>" * 10_000 + "x" + "</td></tr></table>" * 10_000 + TABLE + "</table>", id="10,000 deep"
        ),
    ],
)
def test_broken_table_and_what_stands_before_it(broken: str) -> None:
    found = understood(f"<html><body><p>{AFTER}</p>{broken}")
    assert found and AFTER in found[0].text
    values = {cell.quantity.value for table in found[1] for cell in table.cells if cell.quantity}
    assert Decimal(1111) in values


@pytest.mark.parametrize("build", [lambda n: TABLE + "<tr><td>Rent</td><td>5</td></tr>" * n + "</table>"])
def test_a_long_table_is_read_to_its_end(build: Callable[[int], str]) -> None:
    found = understood(f"<html><body><p>{AFTER}</p>{build(3000)}</body></html>")
    assert found and sum(len(table.rows) for table in found[1]) == 3001

"""The pages on the schema name every field there is, in order, and no other."""

import re
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest

from tieout.batch.schema import TABLES
from tieout.checks import Check, Inconsistency, InconsistencyKind
from tieout.facts import CellRef, Fact, Finding, Period, Place, Quantity, Tie, UnitKind
from tieout.report import Report
from tieout.resources import folder
from tieout.tables import Cell, Column, Measure, Row, Table, TableKind

PAGES = Path(__file__).parents[2] / "docs" / "pages"
CLASSES = [
    *(("facts", each) for each in (Fact, Quantity, Period, Place)),
    *(("findings", each) for each in (Finding, CellRef, Check, Inconsistency)),
    *(("tables", each) for each in (Table, Column, Row, Cell)),
    ("report", Report),
]


def section(page: str, heading: str) -> list[list[str]]:
    """The rows of the first table under a heading, each cell without its ticks."""
    text = (PAGES / "schema" / f"{page}.md").read_text("utf-8")
    body = re.split(rf"^## (?:The dataclass `)?{heading}`?\n", text, flags=re.MULTILINE)[1].split("\n## ")[0]
    table = re.search(r"(?:^\|.*\n)+", body, re.MULTILINE)
    assert table, heading
    lines = [line.strip("|").split("|") for line in table[0].splitlines()[2:]]
    return [[cell.strip().strip("`") for cell in line] for line in lines]


@pytest.mark.parametrize(("page", "of"), CLASSES, ids=lambda value: getattr(value, "__name__", value))
def test_a_dataclass_has_the_fields_of_its_page(page: str, of: type) -> None:
    assert [row[0] for row in section(page, of.__name__)] == [field.name for field in fields(of)]  # type: ignore[arg-type]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_of_a_corpus_has_the_columns_of_its_page(table: object) -> None:
    assert [tuple(row[:2]) for row in section("batch", table.name)] == list(table.columns)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("page", "values"),
    [
        ("schema/facts.md", get_args(UnitKind)),
        ("schema/tables.md", (*get_args(TableKind), *get_args(Measure))),
        ("guides/finding.md", get_args(InconsistencyKind)),
        ("guides/finding.md", tuple(Tie)),
        ("guides/own-metric.md", get_args(UnitKind)),
        ("guides/own-rule.md", tuple(sorted(path.name for path in folder("rules").glob("*.toml")))),
    ],
)
def test_a_page_names_every_value(page: str, values: tuple[str, ...]) -> None:
    text = (PAGES / page).read_text("utf-8")
    assert not [value for value in values if f"`{value}`" not in text]

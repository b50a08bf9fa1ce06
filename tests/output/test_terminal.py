"""What is printed for a person: words of a release are shown, never obeyed."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from rich.console import Console, RenderableType

from tieout.facts import Fact, Finding, Notice, Period, Place, Quantity, Tie
from tieout.output.terminal import plain, report_to_lines, tables_to_lines
from tieout.output.words import fact_to_words, period_to_words
from tieout.release import Release, SourceMap
from tieout.report import Report
from tieout.tables import Cell, Column, Row, Table

HOSTILE = "[red]sales[/red] \x1b[2J\u202e\x07"
RELEASE = Release("x", "x", SourceMap((0,), (0,), (1,), 1), (), "text", "utf-8", "quill.txt")
QUARTER = Period(date(2024, 3, 31), date(2024, 1, 1))


def printed(lines: Iterable[RenderableType], *, width: int = 120) -> str:
    out = StringIO()
    console = Console(file=out, width=width)
    for line in lines:
        console.print(line)
    return out.getvalue()


def fact(**other: Any) -> Fact:
    fields: dict[str, Any] = {
        **{"quantity": Quantity(Decimal(7400000), "USD", Decimal(100000)), "metric": None, "label": "net sales"},
        **{"segment": None, "basis": "gaap", "aspect": "level", "period": QUARTER, "versus": None},
        **{"status": "actual", "bound": None, "hedge": None, "place": Place(0, 1), "quote": "$7.4 million"},
        **{"speaker": None, "rule": "subject", "confidence": 1.0},
    }
    return Fact(**(fields | other))


def report(facts: tuple[Fact, ...], findings: tuple[Finding, ...], *notices: Notice) -> Report:
    nothing: Any = SimpleNamespace()
    return Report(RELEASE, nothing, nothing, facts, (), findings, (), notices)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (None, ""),
        ("2002-12-31", "at 2002-12-31"),
        ("2002-10-01/2002-12-31", "3 months to 2002-12-31"),
        ("2002-01-01/2002-12-31", "year to 2002-12-31"),
        ("2001-01-01/2002-06-30", "18 months to 2002-06-30"),
        ("2004-02-01/2004-02-29", "1 month to 2004-02-29"),
        ("2024-08-04/2024-11-02", "13 weeks to 2024-11-02"),
        ("2024-08-04/2024-08-05", "2 days to 2024-08-05"),
        ("9999-12-01/9999-12-31", "1 month to 9999-12-31"),
    ],
)
def test_period_in_words(period: str | None, words: str) -> None:
    assert period_to_words(Period.parse(period) if period else None) == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "net sales"),
        ({"metric": "Revenues"}, "Revenues"),
        ({"metric": "Revenues", "segment": "Toys"}, "Revenues (Toys)"),
        ({"aspect": "change", "basis": "non-gaap", "status": "guidance"}, "net sales, change, non-gaap, guidance"),
    ],
)
def test_fact_in_words(fields: dict[str, Any], words: str) -> None:
    assert fact_to_words(fact(**fields)) == words


def test_words_of_a_release_are_not_obeyed() -> None:
    assert plain(HOSTILE).plain == "[red]sales[/red] [2J"


def test_hostile_report_is_printed_as_it_stands() -> None:
    finding = Finding(0, Tie.CONTRADICTED, (), "level", None, HOSTILE, 1.0)
    text = printed(report_to_lines(report((fact(label=HOSTILE),), (finding,), Notice(HOSTILE))))
    assert text.count("[red]sales[/red] [2J") == 3
    assert "\u202e" not in text


def test_contradictions_stand_before_the_table() -> None:
    findings = (
        Finding(0, Tie.TIED, (), "level", None, "", 1.0),
        Finding(1, Tie.CONTRADICTED, (), "level", None, "the statement has 7,391", 1.0),
    )
    text = printed(report_to_lines(report((fact(), fact(label="cost")), findings)))
    assert "2 facts: 1 tied, 1 contradicted; 0 tables" in text
    assert text.index("the statement has 7,391") < text.index("As stated")


def test_a_fact_is_a_line_of_metric_period_value_quote_and_tie() -> None:
    text = printed(report_to_lines(report((fact(metric="Revenues"),), (Finding(0, Tie.TIED, (), "", None, "", 1.0),))))
    (line,) = (line for line in text.splitlines() if "Revenues" in line)
    assert line.split("  ")[0].strip() == "Revenues"
    for part in ("3 months to 2024-03-31", "7,400,000 USD", "$7.4 million", "tied"):
        assert part in line


def test_release_without_figures_says_so() -> None:
    text = printed(report_to_lines(report((), (), Notice("the prose of the release states no figure"))))
    assert "0 facts; 0 tables" in text
    assert "states no figure" in text


def test_table_is_printed_with_periods_over_values_in_base_units() -> None:
    cells = (
        Cell(0, 0, "7,391", Place(0, 1), Quantity(Decimal(7391000), "USD", Decimal(1000)), period=QUARTER),
        Cell(0, 1, "n/m", Place(0, 1), None),
    )
    columns = (Column("2024", QUARTER), Column("Change", measure="change_percent"))
    rows = (Row("Net sales", ("Sales", "Net sales")),)
    table = Table(0, Place(0, 1), HOSTILE, "income_statement", 1000, "USD", columns, rows, cells)
    text = printed(tables_to_lines((RELEASE, (table,))))
    assert "Table 0: [red]sales[/red]" in text
    for part in ("3 months to 2024-03-31", "change percent", "Net sales", "7,391,000 USD", "n/m", "in 1,000s"):
        assert part in text

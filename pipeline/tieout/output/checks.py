"""The checks of statements against themselves, printed for a person and written for other programs."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from rich.console import RenderableType
from rich.text import Text

from tieout.checks import Check
from tieout.output.files import FileFormat, list_of_json, rows_to_csv
from tieout.output.terminal import plain
from tieout.release import Release
from tieout.schema import Record, record_to_json
from tieout.tables import Table

ChecksOfRelease: TypeAlias = tuple[Release, tuple[Table, ...], tuple[Check, ...]]

CHECK_COLUMNS = ("release", "table", "title", "rule", "status", "gap", "diagnosis", "message", "start", "end")
STYLES = {"passed": "green", "failed": "bold red"}


def checks_to_lines(checked: ChecksOfRelease) -> Iterator[RenderableType]:
    """How many sums came out, then each check with its arithmetic, failures first."""
    release, tables, checks = checked
    yield plain(release.name or "release", style="bold")
    counts = Counter(check.status for check in checks)
    yield Text(f"{len(checks)} checks of {len(tables)} tables: {counts['passed']} passed, {counts['failed']} failed")
    for check in sorted(checks, key=lambda check: check.status != "failed"):
        head = (f"{check.status} ", STYLES[check.status])
        yield Text.assemble(head, f"table {check.table}, {check.rule}: ", plain(check.message))


def checks_to_text(releases: Iterable[ChecksOfRelease], *, format: FileFormat, many: bool) -> Iterator[str]:
    """Pieces of one file, as releases come: in JSON a release with its checks (a list if `many`), else lines."""
    match format:
        case "json":
            yield from list_of_json((_checks_to_json(*release) for release in releases), many=many)
        case "jsonl":
            yield from (record_to_json(row) + "\n" for release in releases for row in _check_rows(*release))
        case "csv":
            yield from rows_to_csv((row for release in releases for row in _check_rows(*release)), CHECK_COLUMNS)
        case _:
            raise ValueError(f"checks are not written in {format}")


def check_to_record(check: Check, tables: tuple[Table, ...]) -> Record:
    """A check with its cells by row and column, the result first."""
    table = tables[check.table]
    return {
        "table": check.table,
        "title": table.title,
        "rule": check.rule,
        "status": check.status,
        "gap": check.gap,
        "diagnosis": check.diagnosis or None,
        "message": check.message,
        "cells": [{"table": c.table, "row": table.rows[c.row].name, "col": c.column} for c in check.cells],
        "start": check.place.start,
        "end": check.place.end,
    }


def _checks_to_json(release: Release, tables: tuple[Table, ...], checks: tuple[Check, ...]) -> str:
    records = [check_to_record(check, tables) for check in checks]
    return record_to_json({"release": release.name, "checks": records}, lines=2)


def _check_rows(release: Release, tables: tuple[Table, ...], checks: tuple[Check, ...]) -> Iterator[Record]:
    yield from ({"release": release.name} | check_to_record(check, tables) for check in checks)

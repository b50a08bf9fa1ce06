"""Reports and tables as files for other programs: JSON, JSON Lines, CSV and what has a module of its own."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Literal, TypeAlias

from tieout.output.html import tables_to_html
from tieout.release import Release
from tieout.report import Report
from tieout.schema import Record, number_to_text, record_to_json, table_to_record
from tieout.tables import Table

FileFormat = Literal["json", "jsonl", "csv", "html", "markdown", "langextract", "xbrl-json", "spacy", "xlsx"]
SUFFIXES: dict[FileFormat, str] = {
    "xbrl-json": ".xbrl.json",
    "langextract": ".langextract.jsonl",
    "json": ".json",
    "jsonl": ".jsonl",
    "csv": ".csv",
    "html": ".html",
    "markdown": ".md",
    "spacy": ".spacy",
    "xlsx": ".xlsx",
}
"""How a file of each format is called; where one ends like another, the longer stands first."""
BINARY: frozenset[FileFormat] = frozenset({"spacy", "xlsx"})
"""Formats that are no text."""
SINGLE: frozenset[FileFormat] = frozenset({"xbrl-json", "xlsx"})
"""Formats of which a file holds one release."""
TablesOfRelease: TypeAlias = tuple[Release, tuple[Table, ...]]

FACT_COLUMNS = (
    *("release", "quote", "value", "unit", "metric", "label", "segment", "basis", "aspect", "period", "versus"),
    *("status", "bound", "hedge", "speaker", "tie", "operation", "computed", "message"),
    *("start", "end", "step", "rule", "confidence"),
)
CELL_COLUMNS = (
    *("release", "table", "title", "row", "col", "value", "unit", "metric", "segment", "basis"),
    *("period", "measure", "versus", "start", "end"),
)


def format_of(name: str) -> FileFormat | None:
    """The format that the end of a file's name says.

    >>> [format_of(name) for name in ("q2.json", "q2.xbrl.json", "q2.MD", "q2")]
    ['json', 'xbrl-json', 'markdown', None]
    """
    return next((format for format, suffix in SUFFIXES.items() if name.lower().endswith(suffix)), None)


def reports_to_text(reports: Iterable[Report], *, format: FileFormat, many: bool) -> Iterator[str]:
    """Pieces of one file, as the reports come: in JSON whole reports (a list of them if `many`), else a fact a line."""
    match format:
        case "json":
            yield from list_of_json((report.to_json() for report in reports), many=many)
        case "jsonl":
            yield from (record_to_json(row) + "\n" for report in reports for row in _fact_rows(report))
        case "csv":
            yield from rows_to_csv((row for report in reports for row in _fact_rows(report)), FACT_COLUMNS)
        case "markdown":
            from tieout.output.markdown import reports_to_markdown

            yield from reports_to_markdown(reports)
        case "langextract":
            from tieout.output.langextract import reports_to_langextract

            yield from reports_to_langextract(reports)
        case "xbrl-json":
            from tieout.output.xbrl_json import report_to_xbrl_json

            yield from (report_to_xbrl_json(report) + "\n" for report in reports)
        case _:
            raise ValueError(f"reports are not written as text in {format}")


def reports_to_bytes(reports: Iterable[Report], *, format: FileFormat) -> bytes:
    """The contents of one file in a format that is no text. Raises `ExtraMissingError` where a library is missing."""
    match format:
        case "spacy":
            from tieout.output.docbin import reports_to_docbin

            return reports_to_docbin(reports)
        case "xlsx":
            from tieout.output.workbook import report_to_workbook

            return b"".join(map(report_to_workbook, reports))
        case _:
            raise ValueError(f"reports are not written as bytes in {format}")


def files_beside(format: FileFormat) -> dict[str, str]:
    """What files of a format need in their folder, by name."""
    if format == "xbrl-json":
        from tieout.output.xbrl_json import TAXONOMY, taxonomy

        return {TAXONOMY: taxonomy()}
    return {}


def tables_to_text(releases: Iterable[TablesOfRelease], *, format: FileFormat, many: bool) -> Iterator[str]:
    """Pieces of one file, as the releases come: in JSON their tables (a list if `many`), a page, else a cell a line."""
    match format:
        case "json":
            yield from list_of_json((_tables_to_json(*release) for release in releases), many=many)
        case "jsonl":
            yield from (record_to_json(row) + "\n" for release in releases for row in _cell_rows(*release))
        case "csv":
            yield from rows_to_csv((row for release in releases for row in _cell_rows(*release)), CELL_COLUMNS)
        case "html":
            for release in releases:
                yield from tables_to_html(*release)
        case "markdown":
            from tieout.output.markdown import release_tables_to_markdown

            for release in releases:
                yield from release_tables_to_markdown(*release)
        case _:
            raise ValueError(f"tables are not written in {format}")


def _tables_to_json(release: Release, tables: tuple[Table, ...]) -> str:
    return record_to_json({"release": release.name, "tables": [table_to_record(t) for t in tables]}, lines=4)


def _cell_rows(release: Release, tables: tuple[Table, ...]) -> Iterator[Record]:
    for table in tables:
        head = {"release": release.name, "table": table.index, "title": table.title}
        yield from (head | cell for cell in table_to_record(table)["cells"])


def list_of_json(texts: Iterable[str], *, many: bool) -> Iterator[str]:
    """Texts of JSON as one: itself, or if `many` a list of them."""
    if not many:
        yield from (text + "\n" for text in texts)
        return
    opening = "[\n"
    for text in texts:
        yield opening + text
        opening = ",\n"
    yield "[]\n" if opening == "[\n" else "\n]\n"


def _fact_rows(report: Report) -> Iterator[Record]:
    yield from ({"release": report.release.name} | record for record in report.to_records())


def rows_to_csv(rows: Iterable[Record], columns: Sequence[str]) -> Iterator[str]:
    """Lines of CSV, the names of the columns first; `None` is an empty field."""
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_csv_field(row.get(column)) for column in columns])
        yield line.getvalue()
        line.seek(0)
        line.truncate()
    yield line.getvalue()


def _csv_field(value: object) -> object:
    """None as an empty field, numbers in full."""
    return number_to_text(value) if isinstance(value, Decimal) else value

"""Tables with a column of text: JSON Lines and Parquet, a row a release."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from tieout.batch.arrow import arrow
from tieout.batch.sources import Columns, Source

_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
_BATCH = 32
"""Rows of a Parquet file that are in memory at once."""


def is_table(path: Path) -> bool:
    """Whether a file is JSON Lines or Parquet, by its suffix."""
    return path.name.lower().endswith((*_LINES, ".parquet"))


def read_table(path: Path, columns: Columns) -> Iterator[Source]:
    """A source a row, called by its column `columns.name`, or "file.jsonl:17" (rows from 1) where it has none.

    A row without text is a source with an `error`, and so is a file that cannot be read on.
    """
    rows = _parquet_rows if path.name.lower().endswith(".parquet") else _json_rows
    number = 0
    try:
        for number, row in enumerate(rows(path, columns), start=1):
            yield row_to_source(row, f"{path.as_posix()}:{number}", columns)
    except (OSError, EOFError, ValueError) as error:
        name = f"{path.as_posix()}:{number + 1}"
        yield Source(name, b"", f"{path.as_posix()} cannot be read from row {number + 1} on: {error}")


def row_to_source(row: object, place: str, columns: Columns) -> Source:
    if isinstance(row, Exception):
        return Source(place, b"", f"{place} is no JSON: {row}")
    if not isinstance(row, dict):
        return Source(place, b"", f"{place} is no JSON object")
    name = str(place if row.get(columns.name) is None else row[columns.name])
    match row.get(columns.text):
        case str(text):
            return Source(name, text.encode("utf-8", "replace"))
        case bytes(data):
            return Source(name, data)
    there = ", ".join(map(str, row)) or "none"
    return Source(name, b"", f"{place} has no text in a column {columns.text!r}; its columns: {there}")


def _json_rows(path: Path, columns: Columns) -> Iterator[object]:
    opened = gzip.open if path.suffix.lower() == ".gz" else open
    with opened(path, "rb") as lines:
        for line in lines:
            if not line.strip():
                continue
            try:
                yield json.loads(line)
            except (ValueError, RecursionError) as error:
                yield error


def _parquet_rows(path: Path, columns: Columns) -> Iterator[object]:
    pq = arrow("pyarrow.parquet")
    with pq.ParquetFile(path) as file:
        names = [name for name in (columns.name, columns.text) if name in file.schema_arrow.names]
        if columns.text not in names:
            names = file.schema_arrow.names[:0]
            raise ValueError(f"no column {columns.text!r}; its columns: {', '.join(file.schema_arrow.names)}")
        for batch in file.iter_batches(batch_size=_BATCH, columns=names):
            yield from batch.to_pylist()

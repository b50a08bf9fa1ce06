"""How rows become bytes: of one document, made where it is analyzed, and of a part, put together from these.

The text formats join the bytes of documents as they are; Parquet takes Arrow's record batches.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import compress
from pathlib import Path
from typing import IO, Any, Literal

from tieout.batch.arrow import arrow
from tieout.batch.rows import Row
from tieout.batch.schema import FRACTION_DIGITS, WHOLE_DIGITS, TableSchema
from tieout.schema import number_to_text, record_to_json

FormatName = Literal["parquet", "jsonl", "csv"]

ROW_GROUP = 1 << 16
"""Rows in a row group of Parquet: what a reader takes into memory at once."""


@dataclass(frozen=True, slots=True)
class Format:
    """`encode` rows of one document; `write` a file from many such pieces; `values` of a column; `keep` part of a file.

    `keep(source, out, table, wanted)` writes the rows of `source` for which `wanted` is true.
    """

    name: FormatName
    encode: Callable[[TableSchema, Sequence[Row]], bytes]
    write: Callable[[TableSchema, Iterable[bytes], IO[bytes]], None]
    values: Callable[[Path, str], list[str]]
    keep: Callable[[Path, IO[bytes], TableSchema, Sequence[bool]], None]


def format_named(name: FormatName) -> Format:
    """The format called `name`. Raises `ExtraMissingError` where it needs pyarrow, and `KeyError`."""
    if name == "parquet":
        arrow()
    return _FORMATS[name]


@cache
def arrow_schema(table: TableSchema) -> Any:
    """The `pyarrow.Schema` of a table."""
    pa = arrow()
    whole = [("table", pa.int32()), ("row", pa.int32()), ("column", pa.int32())]
    types = {
        "text": pa.string(),
        "count": pa.int32(),
        "offset": pa.int64(),
        "flag": pa.bool_(),
        "date": pa.date32(),
        "decimal": pa.decimal128(WHOLE_DIGITS + FRACTION_DIGITS, FRACTION_DIGITS),
        "share": pa.float64(),
        "cells": pa.list_(pa.struct(whole)),
        "spans": pa.list_(pa.struct([("start", pa.int64()), ("end", pa.int64())])),
    }
    return pa.schema([(name, types[kind]) for name, kind in table.columns])


def rows_to_batch(table: TableSchema, rows: Sequence[Row]) -> Any:
    """Rows as a `pyarrow.RecordBatch`."""
    pa = arrow()
    schema = arrow_schema(table)
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    arrays = []
    for (_, kind), type_, column in zip(table.columns, schema.types, columns, strict=True):
        values: Sequence[object] = column
        if kind in ("cells", "spans"):
            members = [field.name for field in type_.value_type]
            values = [[dict(zip(members, item, strict=True)) for item in items] for items in column]
        arrays.append(pa.array(values, type_))
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def prepared_for(format: FormatName) -> str:
    """The module that workers import first."""
    return "tieout.batch.prepared" if format == "parquet" else "tieout.prepared"


def warm_up() -> None:
    """Load pyarrow, and pandas, which it imports with the first rows. Raises `ArrowMissingError`."""
    arrow().array([0])


def _encode_parquet(table: TableSchema, rows: Sequence[Row]) -> bytes:
    return rows_to_batch(table, rows).serialize().to_pybytes() if rows else b""


def _write_parquet(table: TableSchema, pieces: Iterable[bytes], out: IO[bytes]) -> None:
    pa = arrow()
    schema = arrow_schema(table)
    batches = [pa.ipc.read_record_batch(piece, schema) for piece in pieces if piece]
    _write_table(pa.Table.from_batches(batches, schema), out)


def _write_table(table: Any, out: IO[bytes]) -> None:
    arrow("pyarrow.parquet").write_table(table, out, compression="zstd", row_group_size=ROW_GROUP)


def _values_parquet(source: Path, column: str) -> list[str]:
    table = arrow("pyarrow.parquet").ParquetFile(source).read(columns=[column])
    return list(table.column(column).to_pylist())


def _keep_parquet(source: Path, out: IO[bytes], table: TableSchema, wanted: Sequence[bool]) -> None:
    pa = arrow()
    _write_table(arrow("pyarrow.parquet").ParquetFile(source).read().filter(pa.array(wanted, pa.bool_())), out)


def _encode_jsonl(table: TableSchema, rows: Sequence[Row]) -> bytes:
    records = (dict(zip(table.names, map(_plain, row), strict=True)) for row in rows)
    return "".join(f"{record_to_json(record)}\n" for record in records).encode("utf-8", "backslashreplace")


def _write_jsonl(table: TableSchema, pieces: Iterable[bytes], out: IO[bytes]) -> None:
    out.writelines(pieces)


def _values_jsonl(source: Path, column: str) -> list[str]:
    with source.open("rb") as lines:
        return [json.loads(line)[column] for line in lines]


def _keep_jsonl(source: Path, out: IO[bytes], table: TableSchema, wanted: Sequence[bool]) -> None:
    with source.open("rb") as lines:
        out.writelines(compress(lines, wanted))


def _encode_csv(table: TableSchema, rows: Sequence[Row]) -> bytes:
    return _rows_to_csv([_to_field(value) for value in row] for row in rows)


def _write_csv(table: TableSchema, pieces: Iterable[bytes], out: IO[bytes]) -> None:
    out.write(_rows_to_csv([table.names]))
    out.writelines(pieces)


def _values_csv(source: Path, column: str) -> list[str]:
    with source.open(encoding="utf-8", newline="") as lines:
        return [row[column] for row in csv.DictReader(lines)]


def _keep_csv(source: Path, out: IO[bytes], table: TableSchema, wanted: Sequence[bool]) -> None:
    with source.open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines)
    out.write(_rows_to_csv([header, *compress(rows, wanted)]))


def _rows_to_csv(rows: Iterable[Iterable[object]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8", "backslashreplace")


def _plain(value: object) -> object:
    """A value as JSON of a record has it: dates as text, shares as decimals.

    >>> _plain(date(2024, 3, 31)), _plain(0.988), _plain(True)
    ('2024-03-31', Decimal('0.988'), True)
    """
    match value:
        case date():
            return str(value)
        case float():
            return Decimal(repr(value))
    return value


def _to_field(value: object) -> object:
    """A value as CSV has it: numbers in full, lists as JSON, nothing for `None`."""
    match value:
        case bool():
            return "true" if value else "false"
        case Decimal():
            return number_to_text(value)
        case list():
            return record_to_json(value)
    return value


_FORMATS: dict[FormatName, Format] = {
    "parquet": Format("parquet", _encode_parquet, _write_parquet, _values_parquet, _keep_parquet),
    "jsonl": Format("jsonl", _encode_jsonl, _write_jsonl, _values_jsonl, _keep_jsonl),
    "csv": Format("csv", _encode_csv, _write_csv, _values_csv, _keep_csv),
}

"""A corpus on a cluster: batches of an Arrow table of releases to rows of the output, by Spark or Ray Data.

`analyze_batch` is all there is to it; whatever maps Arrow batches can call it. The first batch loads rules and model,
which its process keeps: Spark and Ray both use a worker process again.

Rows are those that `tieout run` writes for a table of the same releases, with one difference: a run sees the whole
corpus and tells releases of one id apart, a batch knows only its own. Ids must be unique.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal

from tieout.batch.arrow import arrow
from tieout.batch.documents import source_to_rows
from tieout.batch.formats import arrow_schema, rows_to_batch
from tieout.batch.rows import Rows, failure_to_rows
from tieout.batch.schema import TABLES, TIMINGS, TableSchema
from tieout.batch.sources import USUAL_COLUMNS, Columns, Source
from tieout.batch.texts import row_to_source
from tieout.batch.versions import code_version

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

TableName = Literal["documents", "facts", "findings", "cells", "checks", "inconsistencies", "people", "notices", "all"]
"""A table of the output; "all": a row a source, with a column a table that holds its rows as a list."""

RELEASES_A_BATCH = 64
"""Releases that Ray hands over at once: some 40 MB, seconds of work."""

_TABLES = {table.name: table for table in TABLES if table is not TIMINGS}


def analyze_batch(
    batch: "pa.RecordBatch | pa.Table", *, table: TableName = "facts", columns: Columns = USUAL_COLUMNS
) -> "pa.Table":
    """The rows of `table` that the releases of a batch give: text or bytes in `columns.text`, ids in `columns.name`.

    A release that cannot be read, or fails, is a row of "documents" with the reason and gives no other; one without
    an id is called by the hash of its bytes. Raises `ValueError` for a table or column that is not there, and
    `ExtraMissingError`.
    """
    pa = arrow()
    schema = output_schema(table)
    if columns.text not in batch.schema.names:
        raise ValueError(f"no column {columns.text!r}; there are: {', '.join(batch.schema.names) or 'none'}")
    analyzed = [(source.name, list(_rows(source))) for source in _sources(batch, columns)]
    if table != "all":
        return pa.Table.from_batches([_batch(_TABLES[table], chain.from_iterable(r for _, r in analyzed))], schema)
    arrays = [pa.array([name for name, _ in analyzed], pa.string())]
    arrays += [_lists(each, [rows for _, rows in analyzed]) for each in _TABLES.values()]
    return pa.Table.from_arrays(arrays, schema=schema)


def output_schema(table: TableName) -> "pa.Schema":
    """The Arrow schema of what `analyze_batch` gives. Raises `ValueError` for a table that is not there."""
    pa = arrow()
    if table == "all":
        lists = [(name, pa.list_(pa.struct(list(arrow_schema(each))))) for name, each in _TABLES.items()]
        return pa.schema([("source", pa.string()), *lists])
    if table not in _TABLES:
        raise ValueError(f"no table {table!r}; there are: {', '.join(_TABLES)}, all")
    return arrow_schema(_TABLES[table])


def with_spark(frame: Any, *, table: TableName = "facts", columns: Columns = USUAL_COLUMNS) -> Any:
    """The rows of `table` for a Spark DataFrame of releases, as a Spark DataFrame that is worked out when asked for.

    Spark hands over `spark.sql.execution.arrow.maxRecordsPerBatch` releases at once, 10,000 if nothing else is said:
    64 is plenty. Needs `tieout[spark]`.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    def analyze_frames(frames: "Iterator[pd.DataFrame]") -> "Iterator[pd.DataFrame]":
        for given in frames:
            batch = arrow().Table.from_pandas(given, preserve_index=False)
            yield _to_pandas(analyze_batch(batch, table=table, columns=columns))

    wanted = [name for name in (columns.name, columns.text) if name in frame.columns]
    return frame.select(*wanted).mapInPandas(analyze_frames, from_arrow_schema(output_schema(table)))


def with_ray(dataset: Any, *, table: TableName = "facts", columns: Columns = USUAL_COLUMNS) -> Any:
    """The rows of `table` for a Ray Dataset of releases, as a Ray Dataset that is worked out when asked for.

    Needs `tieout[ray]`.
    """

    def analyze(batch: "pa.Table") -> "pa.Table":
        return analyze_batch(batch, table=table, columns=columns)

    return dataset.map_batches(analyze, batch_format="pyarrow", batch_size=RELEASES_A_BATCH, zero_copy_batch=True)


def _sources(batch: "pa.RecordBatch | pa.Table", columns: Columns) -> Iterator[Source]:
    """The releases of a batch, one after the other: only one is in memory as a Python object."""
    texts = batch.column(columns.text)
    names = batch.column(columns.name) if columns.name in batch.schema.names else None
    for number in range(batch.num_rows):
        name = names[number].as_py() if names is not None else None
        row = {columns.name: name, columns.text: texts[number].as_py()}
        source = row_to_source(row, "a row without an id", columns)
        yield source if name is not None or source.error else replace(source, name=source.content_hash)


def _rows(source: Source) -> Iterator[Rows]:
    version = code_version()
    try:
        yield from source_to_rows(source, version=version)
    except MemoryError:
        yield failure_to_rows(source, version, "memory", "out of memory")


def _batch(table: TableSchema, rows: "Iterator[Rows]") -> "pa.RecordBatch":
    return rows_to_batch(table, list(chain.from_iterable(getattr(some, table.name) for some in rows)))


def _lists(table: TableSchema, of_sources: list[list[Rows]]) -> "pa.ListArray":
    """The rows of a table as an array with a list a source."""
    pa = arrow()
    offsets = [0]
    for rows in of_sources:
        offsets.append(offsets[-1] + sum(len(getattr(some, table.name)) for some in rows))
    flat = _batch(table, chain.from_iterable(of_sources))
    structs = pa.StructArray.from_arrays(flat.columns, fields=list(flat.schema))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), structs)


def _to_pandas(table: "pa.Table") -> "pd.DataFrame":
    """The table as pandas holds it without loss: exact numbers, days, and no integer made a float by a null."""
    import pandas as pd

    frame: pd.DataFrame = table.to_pandas(types_mapper=pd.ArrowDtype)
    return frame

"""Metrics over time of one company, from the folder of a run in Parquet."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tieout.batch.arrow import arrow
from tieout.facts import unit_kind
from tieout.metrics import metric
from tieout.series import Series, StatedIn, Statement, statements_to_series

LENGTHS = {"quarter": (80, 120), "half": (170, 200), "year": (350, 385)}
"""Days of a period, from and to: quarters of up to 16 weeks, years of 53."""
USUAL = ("Revenues", "OperatingIncomeLoss", "NetIncomeLoss", "EarningsPerShareDiluted")
"""The metrics that are read where none is asked for."""
DOCUMENT_COLUMNS = ["document", "issuer", "released"]
VALUE_COLUMNS = ["document", "metric", "value", "unit", "segment", "basis", "kind", "period_start", "period_end"]
KINDS = {"income_statement", "balance_sheet", "cash_flow"}
"""The kinds of table that are statements of the whole issuer."""


class SeriesError(ValueError):
    """There is no series to be had; the message says why and what there is."""


def read_series(
    folder: Path, *, metrics: Sequence[str] = (), issuer: str | None = None, length: str = "quarter"
) -> tuple[str, tuple[Series, ...]]:
    """The issuer's name, and what its releases report of each metric, as last reported; without `metrics`, of `USUAL`.

    Counted are actual amounts of the whole issuer on the metric's own basis, for periods of the `length` ("quarter",
    "half", "year") or, for balances, at any day. `issuer` is a part of a name, in either case.

    Raises `SeriesError` where the folder is no run in Parquet, the issuer is not one, or a metric has no values;
    `ExtraMissingError` without pyarrow.
    """
    documents = _rows(folder, "documents", DOCUMENT_COLUMNS)
    name, released = _choose(documents, issuer)
    wanted = tuple(metrics) or USUAL
    series = statements_to_series(_statements(folder, wanted, released, length))
    missing = [one for one in wanted if one not in {found.metric for found in series}]
    if missing and (metrics or not series):
        raise SeriesError(f"{name}: no {length} has a value of {', '.join(missing)}")
    return name, tuple(sorted(series, key=lambda one: wanted.index(one.metric)))


def _rows(folder: Path, table: str, columns: Sequence[str], **filters: Any) -> list[dict[str, Any]]:
    """Rows of a table of the run, by the names of columns."""
    dataset = arrow("pyarrow.dataset")
    parts = sorted((folder / table).glob("*.parquet"))
    if not parts:
        raise SeriesError(f"{folder}: no {table}/*.parquet there; `tieout run` writes them")
    found = dataset.dataset([str(part) for part in parts], format="parquet")
    rows: list[dict[str, Any]] = found.to_table(columns=list(columns), **filters).to_pylist()
    return rows


def _choose(documents: Sequence[dict[str, Any]], issuer: str | None) -> tuple[str, dict[str, date]]:
    """The name of the one issuer, and its documents with their days of release."""
    wanted = (issuer or "").casefold()
    mine = [row for row in documents if row["issuer"] and wanted in row["issuer"].casefold()]
    names = sorted({row["issuer"] for row in mine})
    if not mine:
        known = ", ".join(sorted({row["issuer"] for row in documents if row["issuer"]})[:8])
        raise SeriesError(
            f"no issuer is called {issuer!r}; there are: {known}" if known else "no release has an issuer"
        )
    if issuer is None and len(names) > 1:
        raise SeriesError(f"releases of {len(names)} issuers: choose one with --issuer, such as {names[0]!r}")
    latest = max(mine, key=lambda row: (row["released"] or date.min, row["document"]))
    return latest["issuer"], {row["document"]: row["released"] or date.min for row in mine}


def _statements(folder: Path, metrics: Collection[str], released: dict[str, date], length: str) -> Iterator[Statement]:
    """What tables and prose state, in the order of the documents."""
    pc = arrow("pyarrow.compute")
    mine = pc.field("document").isin(list(released)) & pc.field("metric").isin(list(metrics))
    whole = mine & pc.field("segment").is_null() & pc.field("value").is_valid()
    amounts = pc.field("measure").is_null() & (pc.field("kind") != "guidance")
    actual = (pc.field("aspect") == "level") & (pc.field("status") == "actual") & pc.field("bound").is_null()
    for table, more in (("cells", amounts), ("facts", actual)):
        for row in _rows(folder, table, VALUE_COLUMNS, filter=whole & more):
            if _counts(row, length):
                stated_in: StatedIn = "prose" if table == "facts" else "statement" if row["kind"] in KINDS else "table"
                known = (row["metric"], row["period_end"], row["value"], row["unit"], row["document"])
                yield Statement(*known, released[row["document"]], stated_in)


def _counts(row: dict[str, Any], length: str) -> bool:
    """Whether a value is on the basis of its metric, and for a period of the length asked for."""
    known = metric(row["metric"])
    if row["period_end"] is None or (row["basis"] == "non-gaap") != known.non_gaap:
        return False
    if unit_kind(row["unit"]) not in known.kinds:
        return False
    if row["period_start"] is None or known.period_type == "instant":
        return known.period_type == "instant"
    low, high = LENGTHS[length]
    return bool(low <= (row["period_end"] - row["period_start"]).days + 1 <= high)

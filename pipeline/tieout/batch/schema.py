"""The tables of a corpus: their columns, in order, with their types. Every format has the same.

Columns named `document` join the tables, with `fact` also facts and findings. Offsets are code points of the decoded
source. Numbers are exact: in Parquet `decimal128(38, 12)`, 26 digits before the point and 12 after.
"""

from dataclasses import dataclass
from typing import Literal

Type = Literal["text", "count", "offset", "flag", "date", "decimal", "share", "cells", "spans"]
"""What a column holds: `share` is from 0 to 1 as a double, `cells` a list of (table, row, column), `spans` of
(start, end); `count` has 32 bits, `offset` 64."""

WHOLE_DIGITS = 26
FRACTION_DIGITS = 12


@dataclass(frozen=True, slots=True)
class TableSchema:
    """A table of the output: a folder of parts, all with these columns. `stable`: the same bytes in every run."""

    name: str
    columns: tuple[tuple[str, Type], ...]
    stable: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(name for name, _ in self.columns)


def _columns(**types: Type) -> tuple[tuple[str, Type], ...]:
    return tuple(types.items())


DOCUMENTS = TableSchema(
    "documents",
    _columns(
        document="text",  # unique: the source's name, and "#2" and so on for further exhibits of a submission
        source="text",  # path, "archive.zip/member", or what the id column of a table says
        exhibit="count",  # from 1
        status="text",  # "ok", else why there is nothing: unreadable, failed, timeout, memory, died
        error="text",
        version="text",  # of the package, and a digest of its code, rules and models
        content_hash="text",  # SHA-256 of the source's bytes
        size="offset",  # bytes of the source
        format="text",  # "text", "html", "markdown"
        encoding="text",
        issuer="text",
        released="date",
        reporting_start="date",
        reporting_end="date",
        currency="text",
        facts="count",
        contradicted="count",
        tables="count",
        cells="count",
    ),
)
FACTS = TableSchema(
    "facts",
    _columns(
        document="text",
        fact="count",  # from 0, in the order of the text
        quote="text",
        value="decimal",
        unit="text",
        step="decimal",  # weight of the last printed digit
        kind="text",  # of the unit: money, per share, percent, ...
        metric="text",
        label="text",
        segment="text",
        basis="text",
        aspect="text",
        period_start="date",  # null for a balance date
        period_end="date",
        versus_start="date",
        versus_end="date",
        status="text",
        bound="text",
        hedge="text",
        speaker="text",
        start="offset",
        end="offset",
        rule="text",
        confidence="share",
    ),
)
FINDINGS = TableSchema(
    "findings",
    _columns(
        document="text",
        fact="count",
        tie="text",
        operation="text",
        computed="decimal",  # rounded to 12 digits after the point
        diagnosis="text",
        message="text",
        confidence="share",
        cells="cells",
    ),
)
CELLS = TableSchema(
    "cells",
    _columns(
        document="text",
        table="count",  # table, row and column of figures from 0, as findings name them
        row="count",
        column="count",
        title="text",  # of the table
        kind="text",  # of the table: income_statement, ...
        label="text",  # path of the row
        header="text",  # of the column
        text="text",
        value="decimal",  # base units, signed as printed
        unit="text",
        step="decimal",
        nil="flag",  # a dash, printed for nothing
        metric="text",
        segment="text",
        basis="text",
        measure="text",
        period_start="date",
        period_end="date",
        versus_start="date",
        versus_end="date",
        start="offset",
        end="offset",
    ),
)
CHECKS = TableSchema(
    "checks",
    _columns(
        document="text",
        table="count",
        rule="text",
        status="text",  # passed, failed
        gap="decimal",  # printed less computed
        diagnosis="text",  # the misprint of one figure that would explain it
        message="text",
        start="offset",  # of the result
        end="offset",
        cells="cells",  # the result, then what it is made of
    ),
)
INCONSISTENCIES = TableSchema(
    "inconsistencies",
    _columns(
        document="text",
        kind="text",  # tables, prose, change, sum, reconciliation
        diagnosis="text",
        message="text",
        places="spans",
        cells="cells",
    ),
)
PEOPLE = TableSchema("people", _columns(document="text", name="text", title="text", places="spans"))
NOTICES = TableSchema("notices", _columns(document="text", message="text", start="offset", end="offset"))
TIMINGS = TableSchema("timings", _columns(source="text", seconds="share"), stable=False)
"""What an analysis took: apart from the rest, since it is all that differs from run to run."""

TABLES = (DOCUMENTS, FACTS, FINDINGS, CELLS, CHECKS, INCONSISTENCIES, PEOPLE, NOTICES, TIMINGS)

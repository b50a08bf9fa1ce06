"""The schema that reports and labels share: values as plain records, and records as JSON without rounding.

A record is a dict of strings, numbers, lists and records. Figures in it are `int` and `Decimal`, never `float`, so that
what was printed is what is written. `start` and `end` are code points into the decoded source.
"""

from collections.abc import Sequence
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any, TypeAlias

from tieout.checks import Inconsistency
from tieout.facts import CellRef, Fact, Finding, Notice, Period, Person, Place
from tieout.tables import Cell, Column, Table

Record: TypeAlias = dict[str, Any]


def fact_to_record(fact: Fact, finding: Finding, tables: Sequence[Table]) -> Record:
    """A fact and what the tables say of it; its cells name their row by label path."""
    return {
        "start": fact.place.start,
        "end": fact.place.end,
        "quote": fact.quote,
        "value": fact.quantity.value,
        "unit": fact.quantity.unit,
        "step": fact.quantity.step,
        "metric": fact.metric,
        "label": fact.label,
        "segment": fact.segment,
        "basis": fact.basis,
        "aspect": fact.aspect,
        "period": _period_to_text(fact.period),
        "versus": _period_to_text(fact.versus),
        "status": fact.status,
        "bound": fact.bound,
        "hedge": fact.hedge,
        "speaker": fact.speaker,
        "tie": str(finding.tie),
        "cells": [_reference_to_record(ref, tables) for ref in finding.cells],
        "operation": finding.operation or None,
        "computed": finding.computed,
        "message": finding.message,
        "rule": fact.rule,
        "confidence": _share_to_decimal(fact.confidence),
    }


def table_to_record(table: Table) -> Record:
    """A table with every cell of it that holds a number."""
    return {
        "title": table.title,
        "kind": table.kind,
        "scale": table.scale,
        "currency": table.currency,
        "columns": [_column_to_record(column) for column in table.columns],
        "cells": [_cell_to_record(cell, table) for cell in table.cells if cell.quantity is not None],
        "start": table.place.start,
        "end": table.place.end,
    }


def person_to_record(person: Person) -> Record:
    """A person, with the source spans of every mention."""
    return {"name": person.name, "title": person.title, "places": [[p.start, p.end] for p in person.places]}


def notice_to_record(notice: Notice) -> Record:
    """A notice, with its source span where it has one."""
    return {"message": notice.message, **_span(notice.place)}


def inconsistency_to_record(found: Inconsistency, tables: Sequence[Table]) -> Record:
    """Figures that cannot all be right, with their source spans; `facts` are positions in the report's facts."""
    return {
        "kind": found.kind,
        "message": found.message,
        "diagnosis": found.diagnosis or None,
        "places": [[place.start, place.end] for place in found.places],
        "facts": list(found.facts),
        "cells": [_reference_to_record(ref, tables) for ref in found.cells],
    }


def _column_to_record(column: Column) -> Record:
    record: Record = {"header": column.header, "period": _period_to_text(column.period)}
    if column.measure:
        record["measure"] = column.measure
    if column.versus:
        record["versus"] = str(column.versus)
    if column.qualifier:
        record["qualifier"] = column.qualifier
    return record


def _cell_to_record(cell: Cell, table: Table) -> Record:
    assert cell.quantity is not None
    record: Record = {
        "row": table.rows[cell.row].name,
        "col": cell.column,
        "value": cell.quantity.value,
        "unit": cell.quantity.unit,
        "metric": cell.metric,
        "segment": cell.segment,
        "basis": cell.basis,
        "period": _period_to_text(cell.period),
        "start": cell.place.start,
        "end": cell.place.end,
    }
    if cell.measure:
        record["measure"] = cell.measure
    if cell.versus:
        record["versus"] = str(cell.versus)
    return record


def _reference_to_record(ref: CellRef, tables: Sequence[Table]) -> Record:
    return {"table": ref.table, "row": tables[ref.table].rows[ref.row].name, "col": ref.column}


def _period_to_text(period: Period | None) -> str | None:
    return str(period) if period else None


def _span(place: Place | None) -> Record:
    return {"start": place.start, "end": place.end} if place else {}


def _share_to_decimal(share: float) -> Decimal:
    """A share from 0 to 1 to three digits: more would be noise.

    >>> _share_to_decimal(0.98765)
    Decimal('0.988')
    """
    return Decimal(f"{share:.3f}").normalize()


def number_to_text(number: Decimal) -> str:
    """The digits of a number in full: an integer without a point, a fraction as it was printed.

    >>> [number_to_text(Decimal(n)) for n in ("7.4E+6", "14.0", "-0.08", "1.20", "-0")]
    ['7400000', '14', '-0.08', '1.20', '0']
    """
    if not number.is_finite():
        return "null"
    if not number:
        return "0"
    whole = number.to_integral_value()
    return format(whole if whole == number else number, "f")


def record_to_json(record: object, *, lines: int = 0) -> str:
    """JSON of records, every `Decimal` in full; members down to depth `lines` stand on lines of their own.

    Raises `TypeError` for what is no part of a record.

    >>> record_to_json({"value": Decimal("0.10"), "cells": [], "metric": None})
    '{"value": 0.10, "cells": [], "metric": null}'
    """
    return _to_json(record, lines, 0)


def _to_json(value: object, lines: int, depth: int) -> str:
    match value:
        case str():
            return encode_basestring(value)
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Decimal():
            return number_to_text(value)
        case dict():
            members = [f"{encode_basestring(k)}: {_to_json(v, lines, depth + 1)}" for k, v in value.items()]
            return "{" + _join(members, lines, depth) + "}"
        case list() | tuple():
            return "[" + _join([_to_json(v, lines, depth + 1) for v in value], lines, depth) + "]"
    raise TypeError(f"no JSON for a {type(value).__name__}: {value!r}")


def _join(members: Sequence[str], lines: int, depth: int) -> str:
    if depth >= lines or not members:
        return ", ".join(members)
    margin = "\n" + " " * (depth + 1)
    return margin + ("," + margin).join(members) + "\n" + " " * depth

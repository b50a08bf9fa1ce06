"""Periods that add up: the quarters of a year to date, where a table prints the parts and the whole."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from tieout.checks import Check
from tieout.facts import Period
from tieout.footing.messages import sum_to_words, verdict
from tieout.footing.sheet import ZERO, Line, Sheet, period_of

ENOUGH = 3
"""So many rows must add up over the same columns before one that does not is called wrong."""
NINE_IN_TEN = 9
"""And so many in ten of all that could: balances and averages among the amounts do not add up."""


def year_to_date(sheet: Sheet) -> Iterator[Check]:
    """The amounts of the quarters, or of the last quarter and the time before it, are the amount of the whole time."""
    for whole, parts in _partitions(sheet):
        lines = [line for line in sheet.money if line.values[whole] and _flows(line, (whole, *parts))]
        right = [line for line in lines if abs(_gap(line, whole, parts)) <= _room(line, whole, parts)]
        sure = len(right) >= ENOUGH and len(right) * 10 >= len(lines) * NINE_IN_TEN
        for line in lines if sure else right:
            terms = [(line.values[c], 1) for c in parts]
            total = sum((line.values[c] for c in parts), ZERO)
            yield verdict(
                "year to date", sheet, (line,), whole, total, _room(line, whole, parts), sum_to_words(terms), parts
            )


def _flows(line: Line, columns: tuple[int, ...]) -> bool:
    """Whether a line is printed in all these columns, and as what happened in their time, not as a balance."""
    periods = [period_of(line, c) for c in columns]
    return all(period is not None and period.start for period in periods)


def _partitions(sheet: Sheet) -> Iterator[tuple[int, tuple[int, ...]]]:
    """The columns of a whole time, each with columns that follow one on another from its first day to its last."""
    periods = [(c, column) for c, column in enumerate(sheet.table.columns) if column.measure is None]
    by_words: dict[str, dict[Period, int]] = {}
    for c, column in periods:
        if column.period and column.period.start:
            by_words.setdefault(column.qualifier or "", {}).setdefault(column.period, c)
    for columns in by_words.values():
        for period, whole in columns.items():
            parts = _chain(period, columns)
            if parts:
                yield whole, parts


def _chain(whole: Period, columns: dict[Period, int]) -> tuple[int, ...]:
    """The columns whose periods make up a whole one, in order of time; none where a day is missing."""
    parts: list[int] = []
    at = whole.start
    while at is not None and at <= whole.end:
        fitting = [p for p in columns if p.start == at and p.end <= whole.end and p != whole]
        if not fitting:
            return ()
        part = max(fitting, key=lambda p: p.end)  # nine months and a quarter rather than four quarters
        parts.append(columns[part])
        at = part.end + timedelta(days=1)
    return tuple(parts)


def _gap(line: Line, whole: int, parts: tuple[int, ...]) -> Decimal:
    return line.values[whole] - sum((line.values[c] for c in parts), ZERO)


def _room(line: Line, whole: int, parts: tuple[int, ...]) -> Decimal:
    return line.slacks[whole] + sum((line.slacks[c] for c in parts), ZERO)

"""Checks put into words: the arithmetic, what is printed, and the gap."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tieout.checks import Check
from tieout.footing.misprints import misprint_of
from tieout.footing.sheet import Line, Sheet, period_of, refs, room_of, signed_sum

TERMS = 8
"""So many terms of a sum are written out."""


def equation(rule: str, sheet: Sheet, result: Line, lines: Sequence[Line], signs: Sequence[int], column: int) -> Check:
    """The check that `result` is the signed sum of `lines` in a column, within the rounding of what is printed."""
    computed = signed_sum(lines, signs, column)
    terms = [(line.values[column], sign) for line, sign in zip(lines, signs, strict=True) if line.cells[column]]
    room = room_of((result, *lines), column)
    check = verdict(rule, sheet, (result, *lines), column, computed, room, sum_to_words(terms))
    if check.status == "passed":
        return check
    diagnosis, words = misprint_of((result, *lines), (-1, *signs), column, check.gap)
    return replace(check, diagnosis=diagnosis, message=f"{check.message}; {words}") if diagnosis else check


def verdict(
    rule: str,
    sheet: Sheet,
    lines: Sequence[Line],
    column: int,
    computed: Decimal,
    room: Decimal,
    arithmetic: str,
    others: Sequence[int] = (),
) -> Check:
    """A check of the first line's cell in a column: passed where it is within `room` of what was computed.

    `arithmetic` are the terms that give `computed`: cells of the other lines in this column, or of the first line in
    `others`.
    """
    cell = lines[0].cells[column]
    assert cell is not None
    gap = lines[0].values[column] - computed
    told = f"{cell_to_words(sheet, lines[0], column)}: {arithmetic} = {amount(computed)}"
    if abs(gap) <= room:
        message = f"{told}, as printed"
    else:
        side = "more" if gap > 0 else "less"
        message = f"{told}, but {amount(lines[0].values[column])} is printed, {amount(abs(gap))} {side}"
    cells = (*refs(sheet, lines, column), *(ref for other in others for ref in refs(sheet, lines, other)))
    return Check(rule, sheet.table.index, cells, "passed" if abs(gap) <= room else "failed", gap, message, cell.place)


def cell_to_words(sheet: Sheet, line: Line, column: int) -> str:
    """What a cell is of, and when: the row's label, and the period or else the header of the column."""
    period = period_of(line, column)
    return ", ".join(filter(None, (line.label or "subtotal", str(period or sheet.table.columns[column].header))))


def sum_to_words(terms: Sequence[tuple[Decimal, int]]) -> str:
    """Amounts with their signs as a sum; of many the first ones, and how many more.

    >>> sum_to_words([(Decimal(900), 1), (Decimal(250), -1), (Decimal(-40), 1)])
    '900 - 250 - 40'
    """
    signed = [value * sign for value, sign in terms[:TERMS]]
    words = "".join(f"{' - ' if value < 0 else ' + '}{amount(abs(value))}" for value in signed)
    words = f"-{words[3:]}" if words.startswith(" - ") else words[3:]
    more = len(terms) - TERMS
    return f"{words} and {more} more" if more > 0 else words


def amount(value: Decimal) -> str:
    """An amount in base units, digits grouped.

    >>> amount(Decimal("-7.4E+6")), amount(Decimal("0.85"))
    ('-7,400,000', '0.85')
    """
    whole = value.to_integral_value()
    return f"{whole if whole == value else value:,f}"

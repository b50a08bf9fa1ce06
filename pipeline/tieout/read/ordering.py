"""Figures of lines without straight columns, as taken from PDF: given columns by order, place and print."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from tieout.read.chunks import Chunk
from tieout.read.rows import Row, is_amount

SUPPORT = 0.1
"""The share of rows that must have so many figures for that to be the number of columns."""

NEAR = 1
"""A figure that stands no further than this from a column stands in it for certain."""

UNLIKE = 8
"""A figure printed unlike those of a column ("2,625.7" under "20.1") goes to another that is this much further off."""

FEW = 3
"""So many figures must tell how a column is printed; a third of them printed alike is enough."""

Placed = list[list[tuple[int, Chunk]]]
"""For each row its figures with their columns, left to right."""

_DECIMALS = re.compile(r"\.(\d+)")


class Style(NamedTuple):
    """How a figure is printed."""

    grouped: bool
    marked: bool
    decimals: int
    is_figure: bool


def place_in_order(rows: Sequence[Row], heads: Sequence[Sequence[Chunk]]) -> Placed:
    """Figures that no straight columns hold (text taken from a page set in proportional type): by their order.

    A row with as many figures as there are columns fills them all. Rows with fewer are laid against the nearest full
    row and the headings; neighbours with equally many are laid alike, as each on its own is uncertain.
    """
    counts = Counter(len(row.values) for row in rows if row.values)
    headed = {len(head) for head in heads}
    width = max((k for k, n in counts.items() if k in headed or n >= max(2, SUPPORT * len(rows))), default=max(counts))
    heads = [head for head in heads if len(head) == width]
    values = [_widened(row, width) for row in rows]
    full = [k for k, row in enumerate(values) if len(row) >= width]
    styles = _column_styles([[rows[k].text(c) for c in values[k][-width:]] for k in full])
    placed: Placed = []
    nearest = 0
    for count, group in groupby(enumerate(values), key=lambda item: len(item[1])):
        if count >= width:
            placed.extend(list(enumerate(row[count - width :])) for _, row in group)
            continue
        costs = []
        for k, row in group:
            while nearest + 1 < len(full) and abs(full[nearest + 1] - k) <= abs(full[nearest] - k):
                nearest += 1
            near = (values[full[nearest]][-width:], *heads)
            costs.append([_costs(_style(rows[k].text(c)), c, near, styles) for c in row])
            placed.append([(0, chunk) for chunk in row])
        _agree(placed, costs)
    return placed


def _widened(row: Row, width: int) -> tuple[Chunk, ...]:
    """The figures of a row, with those one blank behind its label where they fill it up and one is an amount."""
    values = row.values
    if len(values) < width <= len(values) + row.tight and is_amount(row):
        return row.loosened().values[-width:]
    return values


def _costs(
    style: Style, chunk: Chunk, references: Sequence[Sequence[Chunk]], styles: Sequence[Sequence[Style]]
) -> list[float]:
    """For each column how ill a figure fits it: how far it stands from it, and how unlike it is printed."""
    away = (min(_distance(chunk, other) for other in column) for column in zip(*references, strict=True))
    return [distance + _unlikeness(style, column) for distance, column in zip(away, styles, strict=True)]


def _style(text: str) -> Style:
    """How a figure is printed: with separated thousands, with a currency mark, and with how many decimals."""
    decimals = _DECIMALS.search(text)
    return Style("," in text, "$" in text, len(decimals[1]) if decimals else 0, any(c.isdigit() for c in text))


def _column_styles(rows: Sequence[Sequence[str]]) -> list[list[Style]]:
    """For each column how the figures of full rows are printed in it."""
    return [[style for text in column if (style := _style(text)).is_figure] for column in zip(*rows, strict=True)]


def _unlikeness(style: Style, column: Sequence[Style]) -> int:
    """How unlike the figures of a column one is printed, in blanks that it would have to stand away for it."""
    if not style.is_figure or len(column) < FEW:
        return 0
    if style.grouped and not any(s.grouped for s in column):
        return 2 * UNLIKE
    cost = 0 if style.grouped or sum(s.decimals == style.decimals for s in column) > len(column) / FEW else UNLIKE
    return cost + (UNLIKE // 2 if style.marked and not any(s.marked for s in column) else 0)


def _distance(chunk: Chunk, other: Chunk) -> float:
    """How far two chunks stand apart, by the nearest of their edges and middles."""
    middle = abs(chunk.start + chunk.end - other.start - other.end) / 2
    return min(abs(chunk.digits - other.digits), abs(chunk.start - other.start), middle)


def _agree(placed: Placed, group: Sequence[list[list[float]]]) -> None:
    """Lay the last rows of `placed`, whose costs are `group`, alike, but for those that stand exactly in columns."""
    total = [[sum(column) for column in zip(*rows, strict=True)] for rows in zip(*group, strict=True)]
    together = _cheapest(total)
    for row, costs in zip(placed[-len(group) :], group, strict=True):
        own = _cheapest(costs)
        exact = all(costs[i][c] <= NEAR for i, c in enumerate(own))
        row[:] = list(zip(own if exact else together, [chunk for _, chunk in row], strict=True))


def _cheapest(costs: Sequence[Sequence[float]]) -> tuple[int, ...]:
    """The columns for the figures of a row, in order, at the least cost: by dynamic programming."""
    if not costs:
        return ()
    spare = len(costs[0]) - len(costs)
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())] * (spare + 1)
    for k, line in enumerate(costs):
        found: list[tuple[float, tuple[int, ...]]] = []
        for skipped, (cost, path) in enumerate(best):
            taken = (cost + line[k + skipped], (*path, k + skipped))
            found.append(min(taken, found[-1]) if found else taken)
        best = found
    return best[-1][1]

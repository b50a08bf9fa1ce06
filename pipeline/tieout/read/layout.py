"""Where the columns of a fixed-width table stand: found from the edges of its figures, then every figure given one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tieout.read.chunks import Chunk
from tieout.read.ordering import Placed, place_in_order
from tieout.read.rows import Row

ALIGNED = 0.6
"""The share of figures that must stand at the edge most common in their column for the columns to count as straight."""

STRAIGHT = 0.85
"""The share that must stand at their column's edge where no row fills all the columns that blanks part."""

EDGE = 1
"""Edges this near are one: a digit more or less, a bracket that hangs out."""


@dataclass(frozen=True, slots=True)
class Column:
    """A printed column: the outermost edges of its figures and, for each edge that recurs, how often."""

    start: int
    end: int
    lefts: frozenset[int]
    rights: frozenset[int]

    def fits(self, chunk: Chunk) -> bool:
        """Whether a chunk ends or begins where the figures of this column do."""
        return any(chunk.digits + k in self.rights or chunk.start + k in self.lefts for k in range(-EDGE, EDGE + 1))

    @property
    def middle(self) -> float:
        """Halfway between its edges."""
        return (self.start + self.end) / 2


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table, and for each row of figures (by line number) its chunks with their column, from 0."""

    columns: tuple[Column, ...]
    cells: dict[int, tuple[tuple[int, Chunk], ...]]
    aligned: bool
    collapsed: bool = False


def rows_to_layout(rows: Sequence[Row], heads: Sequence[Sequence[Chunk]] = ()) -> Layout:
    """The columns of rows of figures, and which figure stands in which.

    `heads` are the lines of headings, cut into chunks; where columns are not straight they help to place figures.
    """
    if sum(row.is_collapsed for row in rows) * 2 > len(rows):
        rows = [row.loosened() for row in rows]
        return replace(_layout(rows, _place_from_right([row.values for row in rows]), aligned=False), collapsed=True)
    if sum(_is_crowded(row) for row in rows) > ALIGNED * len(rows):
        rows = [row._replace(tight=row.tight - 1) if _is_crowded(row) else row for row in rows]
    values = [row.values for row in rows]
    lanes = _values_to_lanes(values)
    placed = _place_in_lanes(values, lanes)
    most = max(len(v) for v in values)
    share = _aligned_share(placed, len(lanes)) if placed is not None else 0.0
    if placed is None or share < (STRAIGHT if len(lanes) > most else ALIGNED):
        return _layout(rows, place_in_order(rows, heads), aligned=False)
    return _layout(rows, placed, aligned=True)


def _is_crowded(row: Row) -> bool:
    """Whether a label leaves one blank before the first column; a year ends the label: "As of July 31, 2023"."""
    return row.tight > 0 and row.chunks[row.first + row.tight - 1].kind == "figure"


def _layout(rows: Sequence[Row], placed: Placed, *, aligned: bool) -> Layout:
    columns = _placed_to_columns(placed)
    cells = {}
    for row, chosen in zip(rows, placed, strict=True):
        cells[row.number] = tuple(_with_tight(row, chosen, columns) if aligned else chosen)
    return Layout(columns, cells, aligned)


def _values_to_lanes(values: Sequence[tuple[Chunk, ...]]) -> list[tuple[int, int]]:
    """The stretches of the line that figures cover, left to right, parted by columns blank through all rows."""
    lanes: list[tuple[int, int]] = []
    for start, end in sorted((c.start, c.end) for row in values for c in row):
        if lanes and start < lanes[-1][1]:
            lanes[-1] = (lanes[-1][0], max(lanes[-1][1], end))
        else:
            lanes.append((start, end))
    return lanes


def _place_in_lanes(values: Sequence[tuple[Chunk, ...]], lanes: Sequence[tuple[int, int]]) -> Placed | None:
    """Every figure in its lane; `None` where two of a row share one."""
    placed: Placed = []
    for row in values:
        chosen: list[tuple[int, Chunk]] = []
        lane = 0
        for chunk in row:
            while lanes[lane][1] <= chunk.start:
                lane += 1
            if chosen and chosen[-1][0] == lane:
                return None
            chosen.append((lane, chunk))
        placed.append(chosen)
    return placed


def _aligned_share(placed: Placed, count: int) -> float:
    """The share of figures that stand at the edge most common in their column."""
    lefts: list[Counter[int]] = [Counter() for _ in range(count)]
    rights: list[Counter[int]] = [Counter() for _ in range(count)]
    for row in placed:
        for column, chunk in row:
            lefts[column][chunk.start] += 1
            rights[column][chunk.digits] += 1
    common = [max(*a.values(), *b.values()) for a, b in zip(lefts, rights, strict=True)]
    return sum(n for n in common if n > 1) / sum(len(row) for row in placed)


def _place_from_right(values: Sequence[tuple[Chunk, ...]]) -> Placed:
    """Figures of lines whose white space was collapsed: only their order is left; the last column is the surest."""
    width = max(len(row) for row in values)
    return [[(width - len(row) + k, chunk) for k, chunk in enumerate(row)] for row in values]


def _placed_to_columns(placed: Placed) -> tuple[Column, ...]:
    """The columns that placed figures make."""
    count = 1 + max(column for row in placed for column, _ in row)
    chunks: list[list[Chunk]] = [[] for _ in range(count)]
    for row in placed:
        for column, chunk in row:
            chunks[column].append(chunk)
    return tuple(_chunks_to_column(c) for c in chunks)


def _chunks_to_column(chunks: Sequence[Chunk]) -> Column:
    """One column from its figures; edges that occur once only do not count where others recur."""
    lefts, rights = Counter(c.start for c in chunks), Counter(c.digits for c in chunks)
    return Column(min(lefts), max(c.end for c in chunks), _recurring(lefts), _recurring(rights))


def _recurring(edges: Counter[int]) -> frozenset[int]:
    return frozenset(e for e, n in edges.items() if n > 1) or frozenset(edges)


def _with_tight(row: Row, placed: list[tuple[int, Chunk]], columns: Sequence[Column]) -> list[tuple[int, Chunk]]:
    """The figures of a row together with those one blank behind its label that stand exactly in a column left empty."""
    for chunk in reversed(row.chunks[row.first : row.first + row.tight]):
        options = [placed[0][0] - 1] if placed else range(len(columns))
        column = next((k for k in options if k >= 0 and columns[k].fits(chunk)), None)
        if column is None:
            break
        placed = [(column, chunk), *placed]
    return placed

"""A raw table to a grid: marks joined to their figures, spacer columns gone, rows told apart by what they hold."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from tieout.frozen import quick
from tieout.numerals import Numeral
from tieout.release import RawCell, RawTable
from tieout.table.lines import Line, Span, cells_to_line, without_notes
from tieout.table.printed import Print, text_to_print
from tieout.table.words import first_cue

RowKind = Literal["data", "header", "text"]
COLUMN_INDENT = 12.0
"""What a label gains in depth for each grid column that it stands further right: more than any one step of padding."""


@quick
@dataclass(frozen=True, slots=True)
class Figure:
    """A printed figure in its column of figures; `raw` is the cell of the number, `text` all that is printed."""

    column: int
    text: str
    print: Print
    raw: RawCell


@dataclass(frozen=True, slots=True)
class Words:
    """Words over columns of figures `[first, last]`, both inclusive."""

    first: int
    last: int
    text: str


@quick
@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of the grid: its label and what stands over or in the columns of figures."""

    kind: RowKind
    index: int
    label: str
    indent: float
    bold: bool
    raw: RawCell | None
    figures: tuple[Figure, ...] = ()
    words: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows from top to bottom, over `width` columns of figures."""

    width: int
    rows: tuple[GridRow, ...]


@dataclass(slots=True)
class _Span:
    """A figure with the grid columns `[start, end)` that it and its marks fill."""

    start: int
    end: int
    text: str
    print: Print
    raw: RawCell
    marked: bool = False


@quick
@dataclass(frozen=True, slots=True)
class _Line:
    """The cells of one row, sorted out: figures, and the rest."""

    index: int
    spans: tuple[_Span, ...]
    rest: tuple[RawCell, ...]


def raw_to_grid(raw: RawTable) -> Grid:
    """The grid of a raw table; empty where it has no figures."""
    cells = [c for c in raw.cells if c.text]
    if not cells:
        return Grid(0, ())
    left = 0 if raw.format == "text" else min(c.column for c in cells)
    fixed = raw.format == "text"
    lines = [cells_to_line(index, tuple(row), left, fixed) for index, row in groupby(cells, key=lambda c: c.row)]
    lines = _years_to_headers(without_notes(lines))
    columns = _columns(lines)
    if not columns:
        return Grid(0, tuple(_text_row(line, left) for line in lines))
    percent = any(n.percent for line in lines for n in _last_numerals(line, columns[-1]))
    return Grid(len(columns), tuple(_line_to_row(line, left, columns, fixed, percent) for line in lines))


def _years_to_headers(lines: list[Line]) -> list[Line]:
    """Rows of bare years are headers: before the first other figures, or several years side by side."""
    out: list[Line] = []
    data = False
    for line in lines:
        figures = [s for s in line.spans if s.print.kind != "none"]
        years = [s for s in figures if s.print.year and not s.marked]
        if years and len(years) == len(figures) and (not data or _neighbours(years)):
            rest = sorted((*line.rest, *(s.raw for s in line.spans)), key=lambda c: c.column)
            line = Line(line.index, (), tuple(rest))
        data = data or bool(line.spans)
        out.append(line)
    return out


def _neighbours(years: list[Span]) -> bool:
    """Whether several years lie close together, as over columns."""
    values = [s.print.numerals[0].value for s in years]
    return len(values) > 1 and max(values) - min(values) <= 12


def _columns(lines: list[Line]) -> list[tuple[int, int]]:
    """Columns of figures as grid columns `[start, end)`: what overlaps is one, unless a row has two figures there."""
    rows = [line.spans for line in lines if line.spans]
    groups: list[list[int]] = []
    for start, end in sorted({(s.start, s.end) for spans in rows for s in spans}):
        if groups and start < groups[-1][1]:
            groups[-1][1] = max(groups[-1][1], end)
        else:
            groups.append([start, end])
    starts = [g[0] for g in groups]
    widest: list[tuple[Span, ...]] = [()] * len(groups)
    for spans in rows:
        for group, members in groupby(spans, key=lambda s: bisect_left(starts, s.start + 1) - 1):
            several = tuple(members)
            if len(several) > len(widest[group]):
                widest[group] = several
    columns: list[tuple[int, int]] = []
    for (start, end), template in zip(groups, widest, strict=True):
        if len(template) == 1:
            columns.append((start, end))
        else:
            columns.extend((s.start, s.end) for s in template)
    return columns


def _last_numerals(line: Line, column: tuple[int, int]) -> tuple[Numeral, ...]:
    """What a row prints in the last column of figures."""
    return line.spans[-1].print.numerals if line.spans and line.spans[-1].end > column[0] else ()


def _line_to_row(line: Line, left: int, columns: list[tuple[int, int]], fixed: bool, percent: bool) -> GridRow:
    """Give each figure and each run of words of a row its columns of figures.

    In fixed-width text (`fixed`) as many words as columns stand over them one by one, however they are placed; so do
    words of which the last is a change, over amounts and, in the last column, percentages (`percent`).
    """
    first = columns[0][0]
    if line.spans:
        edge = min(first, line.spans[0].start)
        labels = tuple(c for c in line.rest if c.column < edge and text_to_print(c.text).kind != "mark")
        figures: list[Figure] = []
        taken = -1
        for span in line.spans:
            column = _nearest(columns, span.start, span.end, taken + 1)
            taken = max(taken, column)
            if figures and figures[-1].column == column:
                continue  # more figures than columns to the right: a remark
            figures.append(Figure(column, span.text, span.print, span.raw))
        return GridRow("data", line.index, *_label(labels, left), tuple(figures))
    over: list[RawCell] = []
    beside: list[RawCell] = []
    for cell in line.rest:
        reaches = cell.column > left and cell.column + cell.colspan > first
        (over if cell.column >= first or reaches else beside).append(cell)
    words = (_words_in_order(over, len(columns), percent) if fixed else ()) or _words(over, columns)
    if not words:
        return _text_row(line, left)
    return GridRow("header", line.index, *_label(beside, left), words=words)


def _text_row(line: Line, left: int) -> GridRow:
    """A row of words alone."""
    labels = line.rest or tuple(s.raw for s in line.spans)
    return GridRow("text", line.index, *_label(labels, left))


def _label(cells: Sequence[RawCell], left: int) -> tuple[str, float, bool, RawCell | None]:
    """Text, depth, weight and first cell of a row's label."""
    if not cells:
        return "", 0.0, False, None
    text = cells[0].text if len(cells) == 1 else " ".join(c.text for c in cells)
    depth = cells[0].indent + COLUMN_INDENT * (cells[0].column - left)
    return text, depth, cells[0].bold or cells[0].header, cells[0]


def _words_in_order(cells: Sequence[RawCell], width: int, percent: bool) -> tuple[Words, ...]:
    """Header words over one column each, from left to right, where there are as many; else nothing.

    "2003 | 2002 | Change" over three columns of amounts and one of percentages counts as well.
    """
    if width < 2 or len(cells) not in (width, width - 1):
        return ()
    if len(cells) < width and not (percent and width > 3 and first_cue("measure", cells[-1].text) == "change"):
        return ()
    return tuple(Words(k, width - 1 if cell is cells[-1] else k, cell.text) for k, cell in enumerate(cells))


def _words(cells: Sequence[RawCell], columns: list[tuple[int, int]]) -> tuple[Words, ...]:
    """Header words over the columns of figures that their cells overlap, else over the nearest one."""
    starts = [c[0] for c in columns]
    ends = [c[1] for c in columns]
    found: list[Words] = []
    taken: set[int] = set()
    for cell in cells:
        start, end = cell.column, cell.column + cell.colspan
        low, high = bisect_left(ends, start + 1), bisect_left(starts, end) - 1
        if low > high:
            continue
        found.append(Words(low, high, cell.text))
        taken.update(range(low, high + 1))
    for cell in cells:  # words over a spacer
        start, end = cell.column, cell.column + cell.colspan
        if bisect_left(ends, start + 1) > bisect_left(starts, end) - 1:
            column = _nearest(columns, start, end, 0)
            if column not in taken:
                taken.add(column)
                found.append(Words(column, column, cell.text))
    return tuple(sorted(found, key=lambda w: w.first))


def _nearest(columns: list[tuple[int, int]], start: int, end: int, lowest: int) -> int:
    """The column from `lowest` on that `[start, end)` overlaps most, else the one nearest by its right edge."""
    around = bisect_left(columns, (start, end))
    near = range(max(lowest, around - 2), min(len(columns), around + 2))
    best = len(columns) - 1
    score = float("-inf")
    for k in near:
        overlap = min(end, columns[k][1]) - max(start, columns[k][0])
        fit = overlap if overlap > 0 else -abs(columns[k][1] - end) - 1.0
        if fit > score:
            best, score = k, fit
    return best

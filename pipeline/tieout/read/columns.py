"""Fixed-width lines as a grid of cells: labels in column 0, the printed columns behind it, headings over them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tieout.facts import Place
from tieout.read.chunks import Chunk
from tieout.read.headings import chunks_to_headings
from tieout.read.labels import Label, rows_to_labels
from tieout.read.layout import Column, Layout, rows_to_layout
from tieout.read.page import Line
from tieout.read.rows import Row, has_period, join_near, row_right_of
from tieout.read.sections import Section, figures_begin, is_header, is_scale, over_figures
from tieout.release import RawCell, RawTable

_WORD = re.compile(r"\S+")
_STROKE = re.compile(r"[-=_\u2500-\u257f]{2,}")
_DAY = re.compile(r"\d{1,2},?(?: (?:19|20)\d\d)?$")
_STRAY_BLANK = re.compile(r"(?<=\d) (?=,\d{3})")  # 4,180 ,000


def section_to_table(section: Section) -> RawTable | None:
    """The grid of a section's lines; `None` where it has no row of figures."""
    bound = figures_begin(section.rows)
    rows = [row_right_of(row, bound) for row in section.rows]
    valued = [row for row in rows if row.kind == "value"]
    if not valued:
        return None
    first = valued[0].number
    scales = [row for row in rows if row.number < first and is_scale(row)]
    rows = [row for row in rows if row.number >= first or not is_scale(row)]
    lines_over = [over_figures(row.chunks, row, bound) for row in rows if row.number < first and row.chunks]
    layout = rows_to_layout(valued, lines_over)
    left = 0 if layout.collapsed else layout.columns[0].start
    heads, body = _parted(rows, first, left)
    grid = _head_rows(heads, layout, left)
    grid.extend(_body_rows(body, layout, left, first=len(grid)))
    cells = tuple(cell for row in grid for cell in row)
    lines = [row.line for row in rows if row.kind in ("text", "value", "years")]
    return RawTable(
        place=Place(lines[0].at(lines[0].indent), lines[-1].until(len(lines[-1].text))),
        rows=len(grid),
        columns=1 + max(len(layout.columns), max(c.column + c.colspan for c in cells) - 1),
        cells=cells,
        format="text",
        caption=tuple(fold(row.line.text) for row in (*section.caption, *scales)),
    )


def fold(text: str) -> str:
    """`text` with its white space folded to single blanks."""
    return " ".join(text.split())


def _parted(rows: Sequence[Row], first_value: int, left: int) -> tuple[list[Row], list[Row]]:
    """The rows down to the last heading over the first figures, and those under it."""
    last = -1
    for k, row in enumerate(rows):
        if row.number >= first_value:
            break
        finishes = row.kind == "text" and last >= 0 and row.chunks[0].start >= left > 0
        if finishes or is_header(row, left) or row.kind in ("rule", "stub"):
            last = k
    return list(rows[: last + 1]), list(rows[last + 1 :])


def _cell(number: int, line: Line, chunk: Chunk, column: int, **more: object) -> RawCell:
    """A cell of one line's `chunk`."""
    text = fold(line.text[chunk.start : chunk.end])
    if " ," in text:
        text = _STRAY_BLANK.sub("", text)
    return RawCell(number, column, text, line.at(chunk.start), line.until(chunk.end), **more)  # type: ignore[arg-type]


# Headings


def _head_rows(rows: Sequence[Row], layout: Layout, left: int) -> list[list[RawCell]]:
    """The heading lines as rows of cells; the words over the labels ("(unaudited) (in thousands)") are one cell."""
    words = [row for row in rows if row.kind in ("text", "years")]
    parted = [_over(row, layout, left) for row in words]
    fullest = max((k for k, (_, over) in enumerate(parted) if len(over) == len(layout.columns)), default=-1)
    columns = layout.columns
    lower: list[str] = []
    if fullest >= 0:  # headings stand over one another more exactly than over figures
        over = parted[fullest][1]
        columns = tuple(replace(c, start=o.start, end=o.end) for c, o in zip(columns, over, strict=True))
        lower = [words[fullest].text(o) for o in over]
    grid: list[list[RawCell]] = []
    stub: list[tuple[Line, Chunk]] = []
    stub_row = 0
    for k, (row, (label, over)) in enumerate(zip(words, parted, strict=True)):
        if label is not None:
            stub_row = len(grid) if not stub else stub_row
            stub.append((row.line, label))
        cells = _heading_cells(
            len(grid),
            row,
            over,
            columns,
            _strokes_under(rows, row),
            lower if k < fullest else (),
            aligned=layout.aligned,
        )
        if cells and grid and len(cells) < len(columns) and _completes(grid[-1], cells):
            grid[-1] = [_joined(cell, cells) for cell in grid[-1]]
        elif cells or not grid:
            grid.append(cells)
    if stub:
        if stub_row == len(grid):
            grid.append([])
        grid[stub_row].insert(0, _stub_cell(stub_row, stub))
    return grid


def _over(row: Row, layout: Layout, left: int) -> tuple[Chunk | None, list[Chunk]]:
    """A heading line's words over the labels, and its chunks over the columns of figures."""
    parts = join_near(row.chunks)
    over = over_figures(parts, row, left)
    stub = parts[: len(parts) - len(over)]
    label = Chunk(stub[0].start, stub[-1].end, "words", stub[0].gap, stub[-1].end) if stub else None
    if 1 < len(over) < len(layout.columns):
        split = _split_at_columns if layout.aligned else _split_at_words if _are_uneven(over, row) else _keep
        pieces = [piece for c in over for piece in split(row.line.text, c, layout)]
        if len(pieces) == len(layout.columns) and all(row.text(p)[0] not in "/&0123456789" for p in pieces):
            over = pieces
    return label, over


def _split_at_columns(text: str, chunk: Chunk, layout: Layout) -> Iterator[Chunk]:
    """The parts of a chunk that begin each where a column does: headings that stand one blank apart."""
    starts = {s for column in layout.columns[1:] for s in column.lefts}
    at = chunk.start
    for k in range(chunk.start + 2, chunk.end - 1):
        if k in starts and text[k - 1] == " " and any(c.end <= k - 1 and c.end > at for c in layout.columns):
            yield Chunk(at, k - 1, "words", 1, k - 1)
            at = k
    yield Chunk(at, chunk.end, chunk.kind, 1, chunk.end)


def _are_uneven(over: Sequence[Chunk], row: Row) -> bool:
    """Whether words that name no period stand in chunks of unequal numbers: headings that have run together."""
    counts = {row.text(c).count(" ") for c in over}
    return len(counts) > 1 and not any(has_period(row.text(c)) for c in over)


def _keep(text: str, chunk: Chunk, layout: Layout) -> Iterator[Chunk]:
    """The chunk as it is."""
    yield chunk


def _split_at_words(text: str, chunk: Chunk, layout: Layout) -> Iterator[Chunk]:
    """The single words of a chunk."""
    for word in _WORD.finditer(text, chunk.start, chunk.end):
        yield Chunk(word.start(), word.end(), "words", 1, word.end())


def _strokes_under(rows: Sequence[Row], row: Row) -> list[tuple[int, int]]:
    """The strokes of the rule right under a heading line."""
    for below in rows:
        if below.number > row.number and below.kind != "blank":
            return [m.span() for m in _STROKE.finditer(below.line.text)] if below.kind == "rule" else []
    return []


def _heading_cells(
    number: int,
    row: Row,
    over: Sequence[Chunk],
    columns: Sequence[Column],
    rulers: Sequence[tuple[int, int]] = (),
    lower: Sequence[str] = (),
    *,
    header: bool = True,
    aligned: bool = True,
) -> list[RawCell]:
    """Cells for the words of a line over columns of figures."""
    if not over:
        return []
    texts = [row.text(c) for c in over]
    headings = chunks_to_headings(over, texts, columns, rulers=rulers, lower=lower, aligned=aligned)
    return [_cell(number, row.line, h.chunk, h.first + 1, colspan=h.end - h.first, header=header) for h in headings]


def _completes(above: Sequence[RawCell], cells: Sequence[RawCell]) -> bool:
    """Whether heading words only finish those over them: a day under "Three Months Ended March"."""
    spanning = {c.column: c for c in above if c.colspan > 1}
    return all(c.column in spanning and _DAY.match(c.text) and has_period(spanning[c.column].text) for c in cells)


def _joined(cell: RawCell, below: Sequence[RawCell]) -> RawCell:
    """A heading with the words under it that finish it."""
    for c in below:
        if c.column == cell.column:
            return RawCell(
                cell.row,
                cell.column,
                f"{cell.text} {c.text}",
                cell.start,
                c.end,
                1,
                cell.colspan,
                cell.indent,
                cell.bold,
                True,
            )
    return cell


def _stub_cell(number: int, stub: Sequence[tuple[Line, Chunk]]) -> RawCell:
    text = " ".join(fold(line.text[c.start : c.end]) for line, c in stub)
    (first, head), (last, tail) = stub[0], stub[-1]
    return RawCell(number, 0, text, first.at(head.start), last.until(tail.end), indent=float(head.start), header=True)


# Labels and figures


def _body_rows(rows: Sequence[Row], layout: Layout, left: int, *, first: int) -> Iterator[list[RawCell]]:
    """The rows under the headings, numbered from `first`: each label with its figures, and headings between them."""
    between = [r for r in rows if r.kind in ("text", "years") and r.number not in layout.cells and is_header(r, left)]
    apart = {row.number for row in between}
    ends = {number: cells[0][1].start for number, cells in layout.cells.items() if cells}
    labels = rows_to_labels([r for r in rows if r.number not in apart], ends, aligned=layout.aligned)
    lines: list[tuple[int, Label | Row]] = [(_line_number(label), label) for label in labels]
    lines.extend((row.number, row) for row in between)
    lines.sort(key=lambda line: line[0])
    for number, (_, line) in enumerate(lines, first):
        yield _label_row(number, line, layout) if isinstance(line, Label) else _between_row(number, line, layout, left)


def _line_number(label: Label) -> int:
    """The number of the line by which a label has its place among the rows: that of its figures, else its first."""
    return label.row.number if label.row else label.pieces[0][0].number


def _label_row(number: int, label: Label, layout: Layout) -> list[RawCell]:
    """A label with its figures."""
    cells = [_label_cell(number, label)] if label.pieces else []
    if label.row is not None:
        figures = layout.cells[label.row.number]
        cells.extend(_cell(number, label.row.line, c, k + 1) for k, c in figures if c.kind != "lone")
    return cells


def _between_row(number: int, row: Row, layout: Layout, left: int) -> list[RawCell]:
    """A line of words among the figures: headings over a part of the table, or a row that has words for figures."""
    label, over = _over(row, layout, left)
    header = label is None or any(has_period(row.text(c)) for c in over)
    cells = _heading_cells(number, row, over, layout.columns, header=header, aligned=layout.aligned)
    return [_cell(number, row.line, label, 0, indent=float(label.start)), *cells] if label else cells


def _label_cell(number: int, label: Label) -> RawCell:
    """The label's lines as one cell."""
    parts = [fold(row.line.text[start:end]) for row, start, end in label.pieces]
    text = parts[0]
    for part in parts[1:]:
        text += part if _is_hyphenated(text, part) else f" {part}"
    (first, start, _), (last, _, end) = label.pieces[0], label.pieces[-1]
    return RawCell(number, 0, text, first.line.at(start), last.line.until(end), indent=float(start))


def _is_hyphenated(text: str, part: str) -> bool:
    """Whether a word goes on over the line end: "non-" and "performing"; not "loans -" and "90 days"."""
    return text[-1] == "-" and text[-2:-1].isalpha() and part[0].islower()

"""Rows of marked-up cells to a raw table, or to passages where the table only serves the layout."""

from tieout.facts import Place
from tieout.read.passages import Passage
from tieout.read.tags import BOLD, HEADER, Tag
from tieout.release import RawCell, RawTable

_MAX_CARRIED = 256
"""A row in which more cells than this reach down from rows above is no row of a table in a release."""


class MarkupCell:
    """A cell with words in it, while it is read: its tag, the number of the tag in its row, and its passages."""

    __slots__ = ("_text", "number", "passages", "tag")

    def __init__(self, tag: Tag, number: int) -> None:
        self.tag = tag
        self.number = number
        self.passages: list[Passage] = []
        self._text = ""

    @property
    def text(self) -> str:
        """The passages put together, a blank between two, when all of them are there."""
        if not self._text:
            passages = self.passages
            self._text = passages[0].text if len(passages) == 1 else " ".join([p.text for p in passages])
        return self._text

    def take_passages(self) -> list[Passage]:
        """The passages, which leave the cell empty."""
        taken, self.passages, self._text = self.passages, [], ""
        return taken


class MarkupRow:
    """A row while it is read: the tags of all its cells, most of which are empty, and the cells with words."""

    __slots__ = ("cells", "tags")

    def __init__(self) -> None:
        self.tags: list[Tag] = []
        self.cells: list[MarkupCell] = []


def rows_to_table(rows: list[MarkupRow], start: int, end: int) -> RawTable:
    """The raw table of the rows, whose tags stand at source `[start, end)`; spans become grid positions."""
    cells: list[RawCell] = []
    carried: list[tuple[int, int, int]] = []  # columns [first, last) filled from above, and rows still to fill
    columns = 0
    for index, row in enumerate(rows):
        places, end_column = _row_to_columns(row, carried)
        columns = max(columns, end_column)
        left = len(rows) - index
        cells += [
            _raw_cell(cell, index, places[cell.number], min(cell.tag.rowspan, left))
            for cell in row.cells
            if cell.passages
        ]
        reaching = [(c, c + t.colspan, t.rowspan) for c, t in zip(places, row.tags, strict=True) if t.rowspan > 1]
        if carried or reaching:
            carried += reaching[:_MAX_CARRIED]
            carried = sorted((a, b, more - 1) for a, b, more in carried if more > 1)[:_MAX_CARRIED]
    return RawTable(Place(start, end), len(rows), columns, tuple(cells), "html")


def _row_to_columns(row: MarkupRow, carried: list[tuple[int, int, int]]) -> tuple[list[int], int]:
    """The column that each cell of a row begins in, beside those carried down from above, and the row's end."""
    places: list[int] = []
    column = 0
    taken = iter(carried)
    block = next(taken, None)
    for tag in row.tags:
        while block is not None and block[0] <= column:
            column = max(column, block[1])
            block = next(taken, None)
        places.append(column)
        column += tag.colspan
    return places, column


def _raw_cell(cell: MarkupCell, row: int, column: int, rowspan: int) -> RawCell:
    """A cell at its place in the grid."""
    passages = cell.passages
    first, last = passages[0], passages[-1]
    bold = bool(first.style & BOLD) and (first is last or all(passage.style & BOLD for passage in passages))
    header = bool(cell.tag.sets & HEADER)
    start, end = first.pieces[0][1], last.pieces[-1][2]
    return RawCell(row, column, cell.text, start, end, rowspan, cell.tag.colspan, first.indent, bold, header)


def rows_to_passages(rows: list[MarkupRow]) -> list[Passage]:
    """The passages of a table that only serves the layout: a mark goes before the words of the next cell."""
    passages: list[Passage] = []
    for row in rows:
        cells = [cell for cell in row.cells if cell.passages]
        for cell in cells:
            cell.passages[0].after_break = False
        if len(cells) > 1 and len(cells[0].passages) == 1:
            first = cells[0].passages[0]
            if cells[0].text.isdecimal() and len(cells[0].text) < 3 and len(cells) == 2:
                first.mark = 1  # a footnote's number in a cell of its own
            if first.is_mark:
                first.lead_in(cells[1].passages.pop(0))
        for cell in cells:
            passages += cell.take_passages()
    return passages

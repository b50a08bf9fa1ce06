"""HTML to prose and raw tables: one pass over the tokens with a flat stack of styles and one of tables."""

import re

from tieout.facts import Notice
from tieout.read.blocks import Item, add_blocks
from tieout.read.contents import is_figures, take_prose
from tieout.read.grid import MarkupCell, MarkupRow, rows_to_passages, rows_to_table
from tieout.read.markup import Piece, tokens
from tieout.read.passages import Passage
from tieout.read.prose import ProseBuilder
from tieout.read.tags import HIDDEN, RAISED, Tag

# a raised footnote mark: "(1)", "1,2", "*", "(a)", or part of one; not the end of an ordinal ("1st") or a trade mark
_RAISED_MARK = re.compile(r"(?!.*[a-z]{2})[\s\d()\[\]*†‡§,;.#+a-h]{1,16}|\([ivx]+\)")
_PRE_END = re.compile(r"</(?:pre|listing|xmp)\b", re.IGNORECASE)

_TABLE, _ROW = Tag("table", "table"), Tag("tr", "row")
_GAP = ((" ", 0, 0),)

_FAR = 64
"""How far up a closing tag looks for its opening one; further up it is taken for astray."""
_NBSP = 2.5
"""Points that a no-break space indents, in print of ten points."""


def read_html(prose: ProseBuilder, source: str, start: int, end: int) -> list[Notice]:
    """Append the blocks and tables of the HTML `source[start:end]` to `prose`.

    White space is folded, what is not displayed is left out. So are raised footnote marks, but at the start of a line,
    where they mark a footnote: "sales" with a raised 1 would read "sales1", and $5.31 would read $5.311.
    """
    return add_blocks(prose, source, _Page(source, start, end).items)


class _Table:
    """A table that is open."""

    __slots__ = ("cell", "floor", "height", "row", "rows", "start", "style", "tag", "wraps")

    def __init__(self, start: int, floor: int, height: int, style: int) -> None:
        self.start = start
        self.floor = floor  # of the cell that the table stands in
        self.height = height  # of the open tags inside the table; those above it end with their cell
        self.style = style  # of its cells
        self.rows: list[MarkupRow] = []
        self.row: MarkupRow | None = None
        self.tag: Tag | None = None  # of the cell that is open
        self.cell: MarkupCell | None = None  # the same, once it holds words
        self.wraps = False  # whether a table with words stands in it


class _Page:
    """The state of reading one page: open tags with the style outside each, open tables, the open passage."""

    def __init__(self, source: str, start: int, end: int) -> None:
        self.items: list[Item] = []
        self._open: list[tuple[str, int, float]] = []
        self._floor = 0  # closing tags close nothing below this height of the open tags: the cell ends there
        self._style = 0
        self._indent = 0.0
        self._tables: list[_Table] = []
        self._flushed = 0  # how many of the open tables, from the outermost, hold no words
        self._passage: Passage | None = None
        self._after_break = False
        self._in_item = False
        self._lead = 0
        self._raised: Piece | None = None  # the raised mark that was left out last
        self._read(source, start, end)

    def _read(self, source: str, start: int, end: int) -> None:
        skip = start
        opened = self._open
        for at, (tag, pieces, lead) in tokens(source, start, end):
            if at < skip:
                continue
            if tag is not None:
                role = tag.role
                if role == "inline":
                    if not tag.closing:
                        opened.append((tag.name, self._style, self._indent))
                        self._style = self._style & ~tag.clears | tag.sets
                        if tag.gap and self._passage is not None:
                            self._add(_GAP, at)
                    elif len(opened) > self._floor and opened[-1][0] == tag.name:
                        _, self._style, self._indent = opened.pop()
                    else:
                        self._close_tag(tag.name)
                elif role == "cell":
                    if self._passage is not None:
                        self._close_passage()
                    if not tag.closing:
                        self._open_cell(tag, at)
                    elif self._tables:
                        self._tables[-1].tag = None
                elif role == "block" or role == "item":
                    self._block(tag)
                elif role == "row":
                    self._close_row() if tag.closing else self._open_row(tag, at)
                elif role == "break":
                    broken = self._passage is not None
                    self._close_passage()
                    self._after_break = broken
                elif role == "table":
                    self._close_table(at + len("</table>")) if tag.closing else self._open_table(tag, at)
                elif role == "pre":
                    self._block(tag)
                    if not tag.closing and not self._tables:
                        begin = source.find(">", at, end) + 1 or end
                        found = _PRE_END.search(source, begin, end)
                        skip = found.start() if found else end
                        self.items.append((begin, skip))
                        continue
            if pieces and not self._style & HIDDEN:
                if self._passage is None:
                    if pieces[0][0] == " " and len(pieces) == 1:
                        self._lead += lead
                        continue
                    self._open_passage(lead)
                self._add(pieces, at)
        while self._tables:
            self._close_table(end)
        self._close_passage()

    # --- words

    def _open_passage(self, lead: int) -> None:
        if self._tables and self._tables[-1].tag is None and self._tables[-1].rows:
            self._close_table(None)  # words between cells: the table was never closed
        indent = self._indent + (self._lead + lead) * _NBSP
        self._passage = Passage(self._style, indent=indent, after_break=self._after_break, is_item=self._in_item)
        self._after_break = self._in_item = False
        self._raised = None

    def _add(self, pieces: tuple[Piece, ...], at: int) -> None:
        """Add pieces, whose offsets count from `at`, to the open passage."""
        passage = self._passage
        assert passage is not None
        words = passage.pieces
        style = self._style
        if style & RAISED and all(_RAISED_MARK.fullmatch(text) for text, _, _ in pieces):
            if not words:
                passage.mark = 1
                text, start, end = next((p for p in pieces if p[0] != " "), pieces[0])
                words += [(text, at + start, at + end), (" ", at + end, at + end)]
            elif pieces[0][0] != " ":
                text, start, end = pieces[0]
                self._raised = (text, at + start, at + end)
            return
        if self._raised is not None:
            if pieces[0][0][0] in "/⁄" and words[-1][0] != " ":  # 1 2/3, its 2 raised
                words += [(" ", self._raised[1], self._raised[1]), self._raised]
            self._raised = None
        for text, start, end in pieces:
            if text != " ":
                words.append((text, at + start, at + end))
                passage.style &= style
            elif words and words[-1][0] != " ":
                words.append((" ", at + start, at + end))

    def _close_passage(self) -> None:
        passage = self._passage
        self._lead = 0
        self._after_break = False
        if passage is None:
            return
        self._passage = None
        pieces = passage.pieces
        if pieces and pieces[-1][0] == " ":
            pieces.pop()
        if not pieces:
            return
        table = self._tables[-1] if self._tables else None
        if table is not None and table.tag is not None and table.row is not None:
            if table.cell is None:
                table.cell = MarkupCell(table.tag, len(table.row.tags) - 1)
                table.row.cells.append(table.cell)
            table.cell.passages.append(passage)
            if self._flushed == len(self._tables):
                self._flushed -= 1
        else:
            if table is not None:  # words in a table before its first row
                self._flush_outer(len(self._tables) - 1)
            self.items.append(passage)

    # --- tags

    def _block(self, tag: Tag) -> None:
        self._close_passage()
        name = tag.name
        if tag.closing:
            self._in_item = self._in_item and name != "li"
            self._close_tag(name)
            return
        if name == "p" or name == "li":  # neither holds another of its kind
            self._close_tag(name, far=4)
        if name == "hr" or name == "page":
            return
        self._open.append((name, self._style, self._indent))
        self._style = self._style & ~tag.clears | tag.sets
        self._indent += tag.indent
        self._in_item = self._in_item or tag.role == "item"

    def _close_tag(self, name: str, *, far: int = _FAR) -> None:
        """Close the tag called `name` nearest to the top, and all above it; if there is none, it went astray."""
        opened = self._open
        for height in range(len(opened) - 1, max(self._floor, len(opened) - far) - 1, -1):
            if opened[height][0] == name:
                self._unwind(height)
                return

    def _unwind(self, height: int) -> None:
        """Close the tags above a height of the stack."""
        if len(self._open) > height:
            _, self._style, self._indent = self._open[height]
            del self._open[height:]

    # --- tables

    def _open_table(self, tag: Tag, at: int) -> None:
        self._close_passage()
        if self._tables and self._tables[-1].tag is None and self._tables[-1].rows:
            self._close_table(None)
        self._open.append((tag.name, self._style, self._indent))
        height = len(self._open)
        self._tables.append(_Table(at, self._floor, height, self._style & ~tag.clears | tag.sets))
        self._floor = height

    def _open_row(self, tag: Tag, at: int) -> None:
        if not self._tables:
            self._open_table(_TABLE, at)
        self._close_row()
        table = self._tables[-1]
        self._open.append((tag.name, self._style, self._indent))
        table.height = self._floor = len(self._open)
        table.style = self._style = self._style & ~tag.clears | tag.sets
        table.row = MarkupRow()
        if not table.style & HIDDEN:
            table.rows.append(table.row)

    def _close_row(self) -> None:
        self._close_passage()
        if not self._tables:
            return
        table = self._tables[-1]
        table.tag = None
        if table.row is not None:
            table.row = None
            table.height = self._floor = table.height - 1
            self._unwind(table.height)
            table.style = self._style

    def _open_cell(self, tag: Tag, at: int) -> None:
        table = self._tables[-1] if self._tables else None
        if table is None or table.row is None:
            self._open_row(_ROW, at)
            table = self._tables[-1]
        assert table.row is not None
        if len(self._open) > table.height:
            del self._open[table.height :]
        self._style = style = table.style & ~tag.clears | tag.sets
        self._indent = tag.indent
        self._lead = 0
        table.tag, table.cell = tag, None
        if not style & HIDDEN:
            table.row.tags.append(tag)

    def _close_table(self, end: int | None) -> None:
        """Close the innermost table, whose markup ends at `end`, or where its last words do."""
        self._close_row()
        if not self._tables:
            return
        table = self._tables.pop()
        self._flushed = min(self._flushed, len(self._tables))
        self._unwind(table.height - 1)
        self._floor = table.floor
        found: list[Item]
        if not table.wraps and is_figures(table.rows):
            if end is None:
                end = max(cell.passages[-1].end for row in table.rows for cell in row.cells)
            prose = take_prose(table.rows)
            found = [rows_to_table(table.rows, table.start, end), *prose]
        else:
            found = [*rows_to_passages(table.rows)]
        if found or table.wraps:
            self._flush_outer(len(self._tables))
            self.items.extend(found)

    def _flush_outer(self, count: int) -> None:
        """Put out what the `count` outermost tables hold so far: with a table in them they only serve the layout."""
        for table in self._tables[self._flushed : count]:
            self._flush(table)
        self._flushed = max(self._flushed, count)

    def _flush(self, table: _Table) -> None:
        table.wraps = True
        self.items.extend(rows_to_passages(table.rows))
        table.rows = []
        table.cell = None
        if table.row is not None:
            table.row = MarkupRow()
            table.rows.append(table.row)
            if table.tag is not None:
                table.row.tags.append(table.tag)

"""A release as read: its source, its prose with a way back to the source, and its raw tables."""

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

from tieout.facts import Notice, Place
from tieout.frozen import quick

BlockKind = Literal["headline", "heading", "paragraph", "bullet", "footnote", "caption", "table"]
SourceFormat = Literal["text", "html", "markdown"]


@dataclass(frozen=True, slots=True)
class SourceMap:
    """From offsets in folded text to offsets in the source, by pieces.

    Piece k covers text `[starts[k], starts[k + 1])` (the last one runs to the text's end) and stands at source
    `[sources[k], ends[k])`. Where both are equally long the piece is verbatim, character by character;
    else (an entity, a run of white space) every character of it maps to the whole.
    """

    starts: tuple[int, ...]
    sources: tuple[int, ...]
    ends: tuple[int, ...]
    length: int

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets of text `[start, end)`. Raises `IndexError` for an empty or outlying span."""
        if not 0 <= start < end <= self.length:
            raise IndexError(f"no text at [{start}, {end}) of {self.length} characters")
        return self._piece(start)[0], self._piece(end - 1)[1]

    def _piece(self, at: int) -> tuple[int, int]:
        """The source span of the one character at text offset `at`."""
        k = bisect_right(self.starts, at) - 1
        until = self.starts[k + 1] if k + 1 < len(self.starts) else self.length
        source, end = self.sources[k], self.ends[k]
        if end - source == until - self.starts[k]:
            source += at - self.starts[k]
            return source, source + 1
        return source, end


@quick
@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as marked up or as cut from a line: its folded text, its span in the source, its place in the grid.

    `row` and `column` are grid positions after spans are expanded; a cell fills `rowspan` x `colspan` of them.
    `indent` is the depth of the text from the left in steps of no fixed size (blanks, `padding-left` in points).
    `start == end` where the cell is empty.
    """

    row: int
    column: int
    text: str
    start: int
    end: int
    rowspan: int = 1
    colspan: int = 1
    indent: float = 0.0
    bold: bool = False
    header: bool = False


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table of figures as it stands in the source, before anything is understood of it.

    Cells are in reading order, empty ones left out. For fixed-width text the grid has been cut already:
    column 0 holds labels, the others one printed column each. `caption` are the words that stand over the
    table and belong to it, nearest last; `footnotes` those that stand under it.
    """

    place: Place
    rows: int
    columns: int
    cells: tuple[RawCell, ...]
    format: SourceFormat
    caption: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the release: prose `text[start:end]`, or a table (then `start == end` is where it stands)."""

    kind: BlockKind
    start: int
    end: int
    place: Place
    table: RawTable | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """A release as published (`source`, decoded, never edited) and as prose (`text`, white space folded).

    Blocks of prose are separated in `text` by one newline; inside a block white space is single blanks.
    """

    source: str
    text: str
    map: SourceMap
    blocks: tuple[Block, ...]
    format: SourceFormat
    encoding: str
    name: str | None = None
    notices: tuple[Notice, ...] = field(default=())

    def place(self, start: int, end: int) -> Place:
        """Where prose `text[start:end]` stands in the source."""
        return Place(*self.map.to_source(start, end))

    @property
    def tables(self) -> tuple[RawTable, ...]:
        """The raw tables in document order."""
        return tuple(b.table for b in self.blocks if b.table is not None)

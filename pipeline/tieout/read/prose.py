"""The one way prose is put together: pieces of source in, folded text with its map and blocks out."""

from tieout.facts import Place
from tieout.release import Block, BlockKind, RawTable, SourceMap


class ProseBuilder:
    """Collects blocks of prose and tables in reading order.

    Inside a block, `add` takes text that stands verbatim in the source, `add_folded` text that stands for another
    run of it (an entity), `add_blank` white space. `close` ends the block; blank blocks leave no trace.

    >>> prose = ProseBuilder()
    >>> prose.add("Sales", 3); prose.add_blank(8, 10); prose.add("rose", 10); prose.close("paragraph")
    >>> text, map, blocks = prose.finish()
    >>> text, map.to_source(6, 10)
    ('Sales rose', (10, 14))
    """

    def __init__(self) -> None:
        self._pieces: list[tuple[str, int, int]] = []  # of the open block
        self._parts: list[str] = []
        self._length = 0
        self._starts: list[int] = []
        self._sources: list[int] = []
        self._ends: list[int] = []
        self._blocks: list[Block] = []

    def add(self, text: str, source: int) -> None:
        """Append `text`, which stands character by character at source offset `source`, without runs of blanks."""
        if text:
            self._pieces.append((text, source, source + len(text)))

    def add_folded(self, text: str, source: int, source_end: int) -> None:
        """Append `text`, which stands for source `[source, source_end)` as a whole."""
        if text:
            self._pieces.append((text, source, source_end))

    def add_blank(self, source: int, source_end: int) -> None:
        """Append one blank for a run of white space, unless the block is empty or ends in a blank."""
        if self._pieces and not self._pieces[-1][0].endswith(" "):
            self._pieces.append((" ", source, source_end))

    @property
    def is_open(self) -> bool:
        """Whether anything has been added since the last block was closed."""
        return bool(self._pieces)

    def close(self, kind: BlockKind) -> None:
        """End the open block; nothing happens where none is open."""
        pieces = self._pieces
        while pieces and not pieces[-1][0].strip():
            pieces.pop()
        if not pieces:
            return
        if self._length:
            self._append("\n", pieces[0][1], pieces[0][1])
        start = self._length
        for text, source, source_end in pieces:
            self._append(text, source, source_end)
        self._blocks.append(Block(kind, start, self._length, Place(pieces[0][1], pieces[-1][2])))
        pieces.clear()

    def _append(self, text: str, source: int, source_end: int) -> None:
        self._starts.append(self._length)
        self._sources.append(source)
        self._ends.append(source_end)
        self._parts.append(text)
        self._length += len(text)

    def add_table(self, table: RawTable) -> None:
        """Put a table here. The open block must have been closed."""
        self._blocks.append(Block("table", self._length, self._length, table.place, table))

    def finish(self) -> tuple[str, SourceMap, tuple[Block, ...]]:
        """The folded text, its map and the blocks."""
        text = "".join(self._parts)
        places = SourceMap(tuple(self._starts), tuple(self._sources), tuple(self._ends), len(text))
        return text, places, tuple(self._blocks)

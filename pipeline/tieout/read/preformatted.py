"""Preformatted text in HTML: read as plain text is, its tags taken out and its entities decoded first."""

import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape

from tieout.facts import Notice, Place
from tieout.read.prose import ProseBuilder
from tieout.read.text import read_text
from tieout.release import RawTable

# what is not typed text: a tag, but those that the reader of plain text knows; an entity
_MARKUP = re.compile(r"(?i)<(?!/?(?:table|caption|page|s|c|fn)>)[/!?a-z][^<>]*>|&(?:#x?[\da-f]{1,7}|[a-z]\w{1,9});")


def read_preformatted(prose: ProseBuilder, source: str, start: int, end: int) -> list[Notice]:
    """Append the blocks and tables of the preformatted text `source[start:end]` to `prose`.

    Without its markup the columns of the text stand as a browser shows them; every place is then moved back to where
    the characters stand in the source.
    """
    if not _MARKUP.search(source, start, end):
        return read_text(prose, source, start, end)
    typed, begins, ends = _typed(source, start, end)
    inner = ProseBuilder()
    notices = read_text(inner, typed, 0, len(typed))
    text, places, blocks = inner.finish()
    pieces = list(zip(places.starts, [*places.starts, places.length][1:], places.sources, places.ends, strict=True))
    k = 0
    for block in blocks:
        if block.table is not None:
            prose.add_table(_moved(block.table, begins, ends))
            continue
        while pieces[k][0] < block.start:
            k += 1
        while k < len(pieces) and pieces[k][0] < block.end:
            first, last, at, until = pieces[k]
            if last - first == until - at:
                for offset in range(at, until):
                    prose.add_folded(text[first + offset - at], begins[offset], ends[offset])
            elif until > at:
                prose.add_folded(text[first:last], begins[at], ends[until - 1])
            k += 1
        prose.close(block.kind)
    return [Notice(n.message, n.place and _place(n.place, begins, ends)) for n in notices]


def _typed(source: str, start: int, end: int) -> tuple[str, Sequence[int], Sequence[int]]:
    """The text without markup, and for each character where what it stands for begins and ends in the source."""
    parts: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    at = start
    for found in [*_MARKUP.finditer(source, start, end), None]:
        until = found.start() if found else end
        parts.append(source[at:until])
        begins.extend(range(at, until))
        ends.extend(range(at + 1, until + 1))
        if found:
            at = found.end()
            if found[0][0] == "&":
                shown = unescape(found[0])
                parts.append(shown)
                begins.extend([found.start()] * len(shown))
                ends.extend([at] * len(shown))
    return "".join(parts), begins, ends


def _moved(table: RawTable, begins: Sequence[int], ends: Sequence[int]) -> RawTable:
    """A table whose places were in the typed text, with its places in the source."""
    cells = tuple(
        replace(cell, start=begins[cell.start], end=ends[cell.end - 1]) if cell.end > cell.start else cell
        for cell in table.cells
    )
    return replace(table, place=_place(table.place, begins, ends), cells=cells)


def _place(place: Place, begins: Sequence[int], ends: Sequence[int]) -> Place:
    if place.end <= place.start:
        return place
    return replace(place, start=begins[place.start], end=ends[place.end - 1])

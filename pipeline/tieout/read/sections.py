"""A region of rows cut into tables: each begins with its own headings, and what stands over them is its caption."""

from collections.abc import Sequence
from dataclasses import dataclass

from tieout.read.chunks import Chunk
from tieout.read.rows import CENTRED, WIDE, Row, has_period, has_scale, starts_note

NEAR = 4
"""Words that begin this near left of the figures stand over them."""

FAR = 12
"""Words that end as far left of the figures as this do not stand over them."""

NOTE = 30
"""Words longer than this behind a footnote's mark are the footnote."""

MARGIN = 12
"""Words indented by as much are a title, not a heading among the labels."""


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of one table: `caption` stand over it, `rows` hold headings, labels and figures in order."""

    caption: tuple[Row, ...]
    rows: tuple[Row, ...]
    marked: bool = False

    @property
    def first(self) -> int:
        """The number of its first line."""
        return (self.caption or self.rows)[0].number

    @property
    def end(self) -> int:
        """The number behind its last line."""
        return self.rows[-1].number + 1


def rows_to_sections(rows: list[Row], *, marked: bool) -> list[Section]:
    """The tables that stand under one another in a region: each begins with its own headings."""
    left = figures_begin(rows)
    cuts = [0]
    seen_value = False
    width = 0
    number = 0
    while number < len(rows):
        row = rows[number]
        if row.kind == "value":
            seen_value = True
            width = max(width, len(row.values) or row.tight)
        elif seen_value and is_header(row, left):
            block = _header_block(rows, number, left)
            if _begins_table(block, width, left):
                cuts.append(_title_start(rows, number, cuts[-1]))
                seen_value, width = False, 0
            number += len(block) - 1
        number += 1
    sections = []
    for start, end in zip(cuts, [*cuts[1:], len(rows)], strict=True):
        if section := _section(rows[start:end], marked=marked):
            sections.append(section)
    return sections


def figures_begin(rows: Sequence[Row]) -> int:
    """The column where a table's figures begin; 0 where white space was collapsed: all headings are over them."""
    strong = [row for row in rows if row.is_strong]
    apart = [row.left for row in strong if not row.is_collapsed]
    return min(apart) if 2 * len(apart) > len(strong) else 0


def is_header(row: Row, left: int) -> bool:
    """Whether a row without figures stands over columns that begin at `left`."""
    if row.kind == "years":
        return row.chunks[0].start >= left - NEAR or len(row.chunks) - row.first > 1 or row.first > 0
    if row.kind != "text":
        return False
    if starts_note(row.line) and len(row.chunks) == 2 and row.chunks[1].end - row.chunks[1].start > NOTE:
        return False
    over = over_figures(row.chunks, row, left)
    if len(over) > 1 or (over and len(row.chunks) > len(over)):
        return True
    return bool(over) and (has_period(row.line.text) or (over[0].start >= left - NEAR and has_scale(row.line.text)))


def over_figures(chunks: Sequence[Chunk], row: Row, left: int) -> list[Chunk]:
    """Those of a line's chunks that stand over figures that begin at `left`: all but the words over the labels.

    Words far in from the margin that name a period stand over figures even where they begin left of them.
    """
    over = [
        c
        for k, c in enumerate(chunks)
        if c.start >= left - NEAR
        or k
        or (c.start >= CENTRED and (len(chunks) > 1 or (c.end > left and has_period(row.text(c)))))
    ]
    while over and over[0].end < left - FAR and not (over[0].start >= CENTRED and has_period(row.text(over[0]))):
        over.pop(0)
    return over


def _header_block(rows: list[Row], number: int, left: int) -> list[Row]:
    """The rows from `number` that head columns together."""
    end = number
    last = number
    while end < len(rows) and rows[end].kind != "value":
        if is_header(rows[end], left):
            last = end
        elif rows[end].kind == "text" and end > last + 1:
            break
        end += 1
    return rows[number : last + 1]


def _begins_table(block: list[Row], width: int, left: int) -> bool:
    """Whether headings are those of a new table and not words over a part of the old one."""
    texts = [r for r in block if r.kind in ("text", "years")]
    if any(r.kind == "years" or has_period(r.line.text) for r in texts):
        return True
    return any(sum(c.end > left for c in r.chunks) >= max(width, WIDE) for r in texts)


def _title_start(rows: list[Row], number: int, floor: int) -> int:
    """Where the title over the headings at `number` begins: behind the last figures and the rest of their label."""
    last = number - 1
    while last > floor and rows[last].kind != "value":
        last -= 1
    start = last + 1
    while start < number and rows[start].kind in ("rule", "page"):
        start += 1
    while start < number and rows[start].kind == "text" and rows[start].line.text[rows[start].line.indent].islower():
        start += 1
    notes = [k for k in range(start, number) if rows[k].kind == "text" and starts_note(rows[k].line)]
    if notes:  # the old table's footnotes, and the lines they go on over
        start = notes[-1] + 1
        while start < number and rows[start].kind == "text":
            start += 1
    return start


def _section(rows: list[Row], *, marked: bool) -> Section | None:
    """The table of `rows`, its caption told from its headings; `None` where it has no figures."""
    strong = [r for r in rows if r.is_strong]
    if not strong:
        return None
    left = figures_begin(rows)
    first_value = next(k for k, r in enumerate(rows) if r.kind == "value")
    heads = [k for k in range(first_value) if is_header(rows[k], left) and not is_scale(rows[k])]
    start = heads[0] if heads else _first_heading(rows, first_value)
    while start and rows[start - 1].kind == "text" and _touches(rows[start - 1], left):
        start -= 1
    caption = [r for r in rows[:start] if r.kind == "text"]
    end = 1 + max(k for k, r in enumerate(rows) if r.kind == "value")
    while end < len(rows) and rows[end].kind == "text" and rows[end].line.text[rows[end].line.indent].islower():
        end += 1
    return Section(tuple(caption), tuple(rows[start:end]), marked)


def _first_heading(rows: list[Row], first_value: int) -> int:
    """The first of the headings right over the first figures of a table whose columns have no headings."""
    start = first_value
    while start and rows[start - 1].kind == "text":
        line = rows[start - 1].line
        is_heading = line.text.endswith(":") or line.indent < rows[first_value].line.indent
        if not is_heading or line.indent >= MARGIN:
            break
        start -= 1
    return start


def is_scale(row: Row) -> bool:
    """Whether a line is nothing but the scale of the table."""
    return len(row.chunks) == 1 and has_scale(row.line.text) and not has_period(row.line.text)


def _touches(above: Row, left: int) -> bool:
    """Whether words right over the headings are the upper part of one."""
    return len(above.chunks) == 1 and above.chunks[0].start >= left - NEAR and not has_scale(above.line.text)

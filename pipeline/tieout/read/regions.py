"""Where the tables stand among the lines: runs of rows with figures, the headings over them, what parts them."""

from collections.abc import Sequence

from tieout.read.collapsed import spread_headings
from tieout.read.page import Line
from tieout.read.rows import (
    CENTRED,
    Row,
    ends_abbreviated,
    ends_sentence,
    has_period,
    is_amount,
    is_prose,
    line_to_row,
    may_be_value,
    starts_bullet,
    starts_note,
)
from tieout.read.sections import Section, rows_to_sections

REACH = 30
"""More lines of words than this do not stand between two rows of one table: the longest wrapped label seen has 13."""

CAPTION = 12
"""A table's title, scale and headings over it take no more lines than this."""

FULL = 0.8
"""A line of prose that is at least this share of the page's width goes on in the next."""

ADJACENT = 3
"""Rows this many lines apart are next to one another."""

BODY = 0.7
"""Two lines of prose of this share of the page's width are a paragraph."""

NOTE = 60
"""A line that begins with a footnote's mark and is this long is the footnote, not a heading with a mark."""

MARKS = 24
"""Marks of footnotes set under the headings of columns are such a line, too, but no piece of it is longer than this."""


def lines_to_sections(lines: Sequence[Line], *, width: int = 80) -> list[Section]:
    """The tables among `lines`, in order; they do not overlap. `width` is that of a full line of prose."""
    sections: list[Section] = []
    seen: dict[int, Row] = {}
    floor = 0
    for group in _seeds_to_groups(lines, _lines_to_seeds(lines, seen)):
        marked = _is_marked(lines, group[0].number)
        if len(group) < 2 and not (marked or _is_headed(lines, group[0])):
            continue
        first, last = group[0].number, group[-1].number
        first = _extend_up(lines, first, floor, width)
        last = _extend_down(lines, last)
        rows = [seen[k] if k in seen else line_to_row(k, lines[k]) for k in range(first, last + 1)]
        if sum(row.is_collapsed for row in group) * 2 > len(group):
            rows = [_spread(row) for row in rows]
        sections.extend(rows_to_sections(rows, marked=marked))
        floor = last + 1
    return sections


def _spread(row: Row) -> Row:
    """A row of headings whose white space was collapsed, with its periods set apart."""
    return line_to_row(row.number, spread_headings(row.line)[0]) if row.kind in ("text", "years") else row


def _lines_to_seeds(lines: Sequence[Line], seen: dict[int, Row]) -> list[Row]:
    """The rows that are a table's for certain; every row that was looked at is put into `seen` by its line number."""
    seeds: list[Row] = []
    last: Row | None = None
    for number, line in enumerate(lines):
        if line.kind != "text" or not may_be_value(line.text):
            continue
        row = seen[number] = line_to_row(number, line)
        if row.kind != "value":
            continue
        near = last is not None and last.number >= number - ADJACENT and _are_aligned(last, row)
        if near and last is not None and (not seeds or seeds[-1].number < last.number):
            seeds.append(last)
        if near or row.is_strong:
            seeds.append(row)
        last = row
    return seeds


def _are_aligned(above: Row, below: Row) -> bool:
    """Whether single figures of two rows begin or end in the same column, one of them printed as an amount."""
    a, b = above.chunks[-1], below.chunks[-1]
    return (
        a.gap > 1
        and b.gap > 1
        and (a.start == b.start or a.digits == b.digits)
        and is_amount(above)
        and is_amount(below)
    )


def _seeds_to_groups(lines: Sequence[Line], seeds: Sequence[Row]) -> list[list[Row]]:
    """Seeds with nothing between them that ends a table."""
    groups: list[list[Row]] = []
    for row in seeds:
        if groups and not _is_parted(lines, groups[-1][-1], row):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _is_parted(lines: Sequence[Line], above: Row, below: Row) -> bool:
    """Whether prose or a mark stands between two rows."""
    left = min(above.left, below.left)
    texts = body = 0
    for number in range(above.number + 1, below.number):
        line = lines[number]
        if line.kind in ("open", "close"):
            return True
        if line.kind != "text":
            continue
        texts += 1
        if (
            is_prose(line)
            and (len(line.text) > left or starts_note(line) or starts_bullet(line))
            and line_to_row(number, line).kind == "text"
        ):
            body += 1
            if body > 1 or ends_sentence(line.text):
                return True
        elif body and lines[number - 1].kind == "text" and ends_sentence(line.text):
            return True
        else:
            body = 0
    return texts > REACH


def _is_marked(lines: Sequence[Line], number: int) -> bool:
    """Whether a line stands between <TABLE> and </TABLE>."""
    for k in range(number, -1, -1):
        if lines[k].kind in ("open", "stub"):
            return True
        if lines[k].kind == "close" or number - k > REACH:
            return False
    return False


def _is_headed(lines: Sequence[Line], row: Row) -> bool:
    """Whether a single row of several figures stands right under years or dates."""
    if len(row.values) < 2:
        return False
    for k in range(row.number - 1, max(row.number - 5, -1), -1):
        if lines[k].kind == "text":
            above = line_to_row(k, lines[k])
            return above.kind == "years" or (len(above.chunks) > 1 and has_period(lines[k].text))
    return False


def _extend_up(lines: Sequence[Line], first: int, floor: int, width: int) -> int:
    """The first line of the headings and captions over line `first`, not above `floor`."""
    top, texts = first, 0
    body: int | None = None
    number = first - 1
    while number >= floor and texts < CAPTION + 8:
        line = lines[number]
        if line.kind in ("page", "close"):
            break
        if line.kind == "text":
            if _ends_prose(lines, number, width) or (texts and _is_note(line)):
                break
            if is_prose(line) and len(line.text) >= BODY * width:
                if body is not None:  # two long lines: a paragraph, whose lines may stand a blank line apart
                    return body
                body = top
            else:
                body = None
            texts += 1
            top = number
        elif line.kind in ("open", "stub", "rule"):
            top = number
        elif top - number > 6:  # far above: another piece
            break
        number -= 1
    return top


def _is_note(line: Line) -> bool:
    """Whether a line is a footnote, not a heading with a mark or the marks that stand under headings."""
    if not starts_note(line) or len(line.text) <= NOTE:
        return False
    return max(map(len, line.text.split("   "))) > MARKS


def _ends_prose(lines: Sequence[Line], number: int, width: int) -> bool:
    """Whether a line is the last of a paragraph or a list item, and no title."""
    line, above = lines[number], lines[number - 1]
    under_prose = number > 0 and above.kind == "text" and is_prose(above)
    if starts_bullet(line):
        return True
    if ends_sentence(line.text) and not ends_abbreviated(line.text):
        return True
    in_brackets = line.text[line.indent] == "(" and line.text[-1] == ")"
    is_centred = line.indent >= CENTRED > above.indent
    return under_prose and not in_brackets and not is_centred and len(above.text) >= FULL * width


def _extend_down(lines: Sequence[Line], last: int) -> int:
    """The last line that still belongs to the row at `last`: the rest of its label, rules and weaker rows."""
    number = last + 1
    while number < len(lines):
        line = lines[number]
        if line.kind == "rule" or (
            line.kind == "blank" and number + 1 < len(lines) and lines[number + 1].kind == "rule"
        ):
            last = number if line.kind == "rule" else last
        elif line.kind == "text":
            row = line_to_row(number, line)
            lower = line.text[line.indent].islower() and lines[number - 1].kind == "text" and not is_prose(line)
            if (row.kind == "value" and not row.is_collapsed and row.values[0].gap > 1) or lower:
                last = number
            else:
                break
        else:
            break
        number += 1
    return last

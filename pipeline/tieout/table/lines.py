"""The cells of one row sorted out: figures with the marks and brackets that belong to them, and the rest."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tieout.frozen import quick
from tieout.release import RawCell
from tieout.table.printed import Print, text_to_print

HIGHEST_NOTE = 15
"""A number in brackets beside a figure that is higher than this is no footnote."""
FEWEST_NOTES = 3
"""A column of bare numbers needs so many of them to be taken for marks of footnotes."""

# 3  1,2  4, 7: marks of footnotes, alone in their column
_MARKS = re.compile(r"\d{1,2}(?:, ?\d{1,2})*")
# )  pts)  pt)  bps): what follows a figure whose bracket is open
_UNIT_AND_BRACKET = re.compile(r"(?:pts?|ppts?|bps|pp)\.?\s*\)")


@dataclass(slots=True)
class Span:
    """A figure with the grid columns `[start, end)` that it and its marks fill."""

    start: int
    end: int
    text: str
    print: Print
    raw: RawCell
    marked: bool = False


@quick
@dataclass(frozen=True, slots=True)
class Line:
    """The cells of one row, sorted out: figures, and the rest."""

    index: int
    spans: tuple[Span, ...]
    rest: tuple[RawCell, ...]


def cells_to_line(index: int, row: tuple[RawCell, ...], left: int, fixed: bool) -> Line:
    """Sort out one row: join marks and closing brackets to the figures that they stand by.

    In fixed-width text (`fixed`) the left column holds nothing but labels.
    """
    spans: list[Span] = []
    rest: list[RawCell] = []
    mark: RawCell | None = None
    mark_at = 0
    for n, cell in enumerate(row):
        printed = text_to_print(cell.text)
        match printed.kind:
            case "mark":
                mark, mark_at = cell, len(rest)
                rest.append(cell)
            case "close" if spans and mark is None and _closes(spans[-1], cell):
                _close(spans[-1], cell)
            case "words" if spans and mark is None and "(" in spans[-1].text and _UNIT_AND_BRACKET.fullmatch(cell.text):
                _close(spans[-1], cell)
            case "figure" | "nil" | "none" if cell.column > left or not (fixed or _labels(cell, printed, row[n + 1 :])):
                start, text = cell.column, cell.text
                if mark is not None:
                    del rest[mark_at]
                    start, text = mark.column, f"{mark.text}{text}"
                    joined = text_to_print(text)
                    printed = joined if joined.kind == printed.kind else printed
                spans.append(Span(start, cell.column + cell.colspan, text, printed, cell, mark is not None))
                mark = None
            case _:
                rest.append(cell)
    return Line(index, tuple(spans), tuple(rest))


def _closes(span: Span, cell: RawCell) -> bool:
    """Whether a cell ")" or "%" belongs to the figure before it: near by, or the bracket that it lacks."""
    if span.print.year and ")" not in cell.text:
        return False  # 2019 | 2018 | %
    return cell.column - span.end <= 1 or (")" in cell.text and ")" not in span.text)


def _close(span: Span, cell: RawCell) -> None:
    """Join a closing cell to a figure."""
    span.text += cell.text
    span.end = max(span.end, cell.column + cell.colspan)
    joined = text_to_print(span.text)
    if joined.kind == span.print.kind:
        span.print = joined


def _labels(cell: RawCell, printed: Print, after: tuple[RawCell, ...]) -> bool:
    """Whether a figure at the left edge is the label of its row ("2025" over what is due that year)."""
    if printed.kind == "none":
        return False
    return bool(after) or printed.year


def without_notes(lines: list[Line]) -> list[Line]:
    """Drop the marks of footnotes that fill a grid column of their own: "(1)" right behind figures, or bare numbers."""
    marks = _bracketed_notes(lines) | _bare_notes(lines)
    if not marks:
        return lines
    return [Line(line.index, tuple(s for s in line.spans if s.raw.column not in marks), line.rest) for line in lines]


def _bracketed_notes(lines: Sequence[Line]) -> set[int]:
    """The grid columns that hold nothing but "(1)", each right behind a figure."""
    seen: Counter[int] = Counter()
    notes: Counter[int] = Counter()
    for line in lines:
        before: Span | None = None
        for span in line.spans:
            column = span.raw.column
            seen[column] += 1
            behind = before is not None and before.end == column and not span.marked
            notes[column] += span.print.note and behind and abs(span.print.numerals[0].value) <= HIGHEST_NOTE
            before = span
    return {column for column, n in seen.items() if notes[column] == n}


def _bare_notes(lines: Sequence[Line]) -> set[int]:
    """The last grid columns that hold bare marks of footnotes: lists ("1,2") among them, or counted up from 1.

    "Cash 6,526 5,662 864 | Receivables 9,135 3,734 435 1,2 | Prepaid expenses 2,868 2,626 345 3".
    """
    texts: defaultdict[int, list[str]] = defaultdict(list)
    beside: Counter[int] = Counter()  # how many stand beside a figure that is no note itself
    other: set[int] = set()  # grid columns that hold anything else
    for line in lines:
        for k, span in enumerate(line.spans):
            column = span.raw.column
            if not k or k + 1 < len(line.spans) or span.marked or not _MARKS.fullmatch(span.text):
                other.add(column)
                continue
            texts[column].append(span.text)
            beside[column] += any(abs(n.value) > HIGHEST_NOTE for n in line.spans[k - 1].print.numerals)
    return {c for c, found in texts.items() if c not in other and 2 * beside[c] > len(found) and _counts_up(found)}


def _counts_up(texts: Sequence[str]) -> bool:
    """Whether bare numbers, none of them high, are marks of footnotes: some in lists, or each one more at most."""
    numbers = [[int(n) for n in text.split(",")] for text in texts]
    if len(texts) < FEWEST_NOTES or any(n > HIGHEST_NOTE for row in numbers for n in row):
        return False
    first = [row[0] for row in numbers]
    rising = first[0] == 1 and first[-1] >= FEWEST_NOTES and all(0 <= b - a <= 1 for a, b in pairwise(first))
    return rising or any(len(row) > 1 for row in numbers)

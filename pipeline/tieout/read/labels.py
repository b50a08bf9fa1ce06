"""Labels that are wrapped over several lines: which lines of words are one label, and whose."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from tieout.read.rows import Row
from tieout.rules import load_rules

_OPEN_END = re.compile(r"(?:[,/&(+\u2014]|\s[-–]|\w-)$")
_LOW = re.compile(r"[(\"'“‘$]*[a-z]|[-–—] ?[A-Za-z]|\([A-Za-z]{3,}\)$")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Label:
    """A label or heading: its lines, each with the columns `[start, end)` of its words, and the row of its figures."""

    pieces: tuple[tuple[Row, int, int], ...]
    row: Row | None

    @property
    def indent(self) -> int:
        """The blanks before its first line."""
        return self.pieces[0][1] if self.pieces else 0


@dataclass(frozen=True, slots=True)
class _Piece:
    row: Row
    start: int
    end: int
    after_blank: bool

    @property
    def text(self) -> str:
        return self.row.line.text[self.start : self.end]


LONG = 40
"""Words of this length that fill the room for labels are the first line of one."""

INDENT = 4
"""The second line of a label is indented by no more than this."""

NARROW = 24
"""Labels that are given no more room than this are wrapped often."""


def rows_to_labels(rows: Sequence[Row], ends: dict[int, int], *, aligned: bool = True) -> list[Label]:
    """The labels of the rows under a table's headings, in order; rows of figures without one get an empty label.

    `ends` gives for each row of figures (by line number) the column where its label must have ended; `aligned` tells
    that columns are straight, so that the room a label had is known.
    """
    pieces = _rows_to_pieces(rows, ends)
    bound = min(ends.values(), default=0)
    width = max((p.end for p in pieces if p.end <= bound), default=0)
    balance = _balance(pieces, ends)
    is_top = aligned and (balance > 0 or (balance == 0 and width <= NARROW))
    hang = _hanging_indent(pieces)
    labels: list[Label] = []
    waiting: list[_Piece] = []  # of a label whose figures have not come yet
    for k, piece in enumerate(pieces):
        has_values = piece.row.number in ends
        if waiting and not _goes_on(waiting, piece, hang=hang, width=width):
            if not (has_values and piece.start == piece.end and not piece.after_blank):
                labels.append(_label(waiting, None))
                waiting = []
        elif (
            not waiting
            and not has_values
            and k
            and _ends_label(labels, pieces[k - 1], piece, width=width if is_top else None)
        ):
            labels[-1] = Label((*labels[-1].pieces, (piece.row, piece.start, piece.end)), labels[-1].row)
            continue
        waiting.append(piece)
        if has_values:
            labels.append(_label(waiting, piece.row))
            waiting = []
    if waiting:
        labels.append(_label(waiting, None))
    return labels


def _rows_to_pieces(rows: Sequence[Row], ends: dict[int, int]) -> list[_Piece]:
    pieces = []
    after_blank = False
    for row in rows:
        if row.kind == "blank":
            after_blank = True
        elif row.number in ends:
            text = row.line.text[: ends[row.number]].rstrip()
            pieces.append(_Piece(row, min(row.line.indent, len(text)), len(text), after_blank))
            after_blank = False
        elif row.kind in ("text", "years", "value"):
            pieces.append(_Piece(row, row.line.indent, len(row.line.text), after_blank))
            after_blank = False
    return pieces


def _label(pieces: Sequence[_Piece], row: Row | None) -> Label:
    return Label(tuple((p.row, p.start, p.end) for p in pieces if p.end > p.start), row)


def _goes_on(waiting: Sequence[_Piece], piece: _Piece, *, hang: int | None, width: int) -> bool:
    """Whether `piece` is the next line of the label that waits."""
    above = waiting[-1]
    text = piece.text
    if not text or above.text.endswith(":"):
        return False
    if _begins_low(text):
        return True
    whole = " ".join(p.text for p in waiting)
    if dangles(above.text) or whole.count("(") > whole.count(")"):
        return True
    if piece.after_blank or not _is_forced(above.end, text, width):
        return False
    step = piece.start - above.start
    if above.end - above.start >= LONG and not above.text.isupper():
        return 0 <= step <= INDENT and not _begins_label()(text)
    return hang is not None and (step == hang or (step == 0 and len(waiting) > 1))


def _ends_label(labels: Sequence[Label], above: _Piece, piece: _Piece, *, width: int | None) -> bool:
    """Whether words under a row of figures are the rest of its label.

    `width` is given where figures stand on the first line of their labels: then a line that had no room for the next
    word goes on, too.
    """
    if piece.after_blank or not labels or labels[-1].row is None or not labels[-1].pieces:
        return False
    last = labels[-1].pieces[-1]
    text = last[0].line.text[last[1] : last[2]]
    if above.row.number != last[0].number or text.endswith(":"):
        return False
    if _begins_low(piece.text) or dangles(text):
        return True
    return width is not None and last[0] is labels[-1].row and _is_forced(above.end, piece.text, width)


def _is_forced(end: int, text: str, width: int) -> bool:
    """Whether the first word of `text` had no room on a line of words that ends at `end`."""
    word = _WORD.match(text)
    return word is not None and end + 1 + len(word[0]) > width


def _balance(pieces: Sequence[_Piece], ends: dict[int, int]) -> int:
    """How many more labels have their figures on the first line than on the last: told from lines in lower case."""
    balance = 0
    for above, piece in pairwise(pieces):
        if not piece.after_blank and piece.end > piece.start and _begins_low(piece.text):
            balance += (above.row.number in ends) - (piece.row.number in ends)
    return balance


def _hanging_indent(pieces: Sequence[_Piece]) -> int | None:
    """By how much the second line of a label is indented, where lines in lower case show it to be one blank."""
    steps = [
        b.start - a.start
        for a, b in pairwise(pieces)
        if not b.after_blank and b.end > b.start and _begins_low(b.text) and not a.text.endswith(":")
    ]
    return 1 if steps.count(1) > 1 and steps.count(1) * 2 > sum(1 for s in steps if s) else None


def _begins_low(text: str) -> bool:
    """Whether a line cannot begin a label: it starts in lower case, with a dash, or is all in brackets: "(Loss)"."""
    return bool(_LOW.match(text))


def dangles(text: str) -> bool:
    """Whether a line cannot be the end of a label: it ends in "and", a comma, a dash, an open bracket."""
    return bool(_OPEN_END.search(text) or _dangling()(text[-16:]))


@cache
def _begins_label() -> Callable[[str], re.Match[str] | None]:
    words = "|".join(load_rules("layout")["beginning"]["words"])
    return re.compile(rf"(?:{words})(?![A-Za-z])", re.IGNORECASE).match


@cache
def _dangling() -> Callable[[str], re.Match[str] | None]:
    words = "|".join(load_rules("layout")["dangling"]["words"])
    return re.compile(rf"(?:^|\s)(?:{words})$", re.IGNORECASE).search

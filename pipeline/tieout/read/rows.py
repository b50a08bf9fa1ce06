"""Lines as rows: where the label ends and the figures begin, and what a line without figures may be."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from tieout.read.chunks import Chunk, text_to_chunks
from tieout.read.page import Line
from tieout.rules import load_rules

RowKind = Literal["value", "years", "text", "blank", "rule", "page", "open", "close", "stub"]
"""`value` rows end in figures, `years` rows in years in sequence; `text` rows are words; the rest as in `Line`."""

WIDE = 3
"""This many blanks part columns for certain; two may be justification or the end of a sentence."""

PROSE = 45
"""A line of fewer characters is not taken for the body of a paragraph."""

CENTRED = 20
"""A line indented by as much is centred or set in columns, not the body of a paragraph."""

MANY = 60
"""A line of more chunks is no row of a table: the widest seen has 14 columns."""

_GLYPHS = "•●▪◦■□‣·\uf0a7\uf0b7\uf0d8"
BULLET = re.compile(
    "|".join(
        (
            rf"[{_GLYPHS}]+ {{0,8}}(?=\S)",  # • Sales
            rf"[{_GLYPHS}]$",  # on a line of its own
            r"[oü] {1,8}(?=[A-Z$\d\"“])",  # o  Sales
            r"(?:--?|[–—]) {1,8}(?=[^\W\d_])",  # - Sales   -- Sales
        )
    )
)
"""The mark of a list item at the start of a line; a letter or a dash is one only with words behind it."""

_NOTE = re.compile(
    "|".join(
        (
            r"\^?\(?\d{1,2}\)(?:\s?\(\d{1,2}\))*\s*(?=\S)",  # (1)   ^(2)   1)   (1)(2)
            r"\^?\([a-z]{1,2}\)\s*(?=\S)",  # (a)
            r"\^\d{1,2}\s*(?=\S)",  # ^1
            r"[1-9](?= [A-Z])",  # 1 Excludes
            r"(?:\*{1,4}|[†‡])\s*(?=\S)",  # * Excludes
            r"(?:NOTES?|Notes?)\b(?: \d)?\s?[:.]",  # NOTE 1:
        )
    )
)
_FORMATTED = re.compile(r"[,.$%()€£¥]")
_TELEPHONE = re.compile(r"(?<![\d.,$])\(?\d{3}\)?[-. /]{1,2}\d{3}[-.]\d{4}(?![\d.,])")  # (555) 555-0100   555.555.0100
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]{0,2}(?:\s?[\d*]{1,2})?$")
_ENDS_AS_VALUE = frozenset("0123456789)]%-–—―−*$€£¥xXAaMmlL†‡¹²³⁴⁵⁶")


class Row(NamedTuple):
    """A line with its chunks: `chunks[:first]` are words, those behind them can fill columns of figures.

    `is_strong` tells that the row is a table's for certain. `tight` counts the first of the figures that stand one
    blank behind words: label or column, the other rows decide. Where that is all of them the white space may have
    been collapsed.
    """

    number: int
    kind: RowKind
    line: Line
    chunks: tuple[Chunk, ...] = ()
    first: int = 0
    tight: int = 0
    is_strong: bool = False

    @property
    def values(self) -> tuple[Chunk, ...]:
        """The figures that are certain."""
        return self.chunks[self.first + self.tight :]

    @property
    def left(self) -> int:
        """The column where the figures begin."""
        return self.chunks[min(self.first + self.tight, len(self.chunks) - 1)].start

    @property
    def is_collapsed(self) -> bool:
        """Whether several figures follow words with single blanks all through."""
        return self.tight > 1 and self.first + self.tight == len(self.chunks)

    def loosened(self) -> "Row":
        """The row with the figures behind single blanks taken for certain."""
        return self._replace(tight=0)

    def text(self, chunk: Chunk) -> str:
        """What a chunk of it prints."""
        return self.line.text[chunk.start : chunk.end]


def line_to_row(number: int, line: Line) -> Row:
    """The row that a line makes on its own, seen without its neighbours."""
    if line.kind != "text":
        return Row(number, line.kind, line)
    chunks = [
        c._replace(kind="words") if c.kind == "phrase" and has_period(line.text[c.start : c.end]) else c
        for c in text_to_chunks(line.text)
    ]
    if len(chunks) > MANY or (chunks and chunks[-1].kind != "words" and _TELEPHONE.search(line.text)):
        return Row(number, "text", line, tuple(chunks), len(chunks))
    first = len(chunks)
    while first and chunks[first - 1].kind != "words" and (first > 1 or chunks[0].kind != "phrase"):
        first -= 1
    while first and first < len(chunks) and chunks[first].kind == "note" and chunks[first].gap < WIDE:
        first += 1  # a footnote mark behind the label
    tight = first
    while first and tight < len(chunks) and chunks[tight].gap == 1:
        tight += 1
    count = tight - first
    values = chunks[first if count > 1 else tight :]  # one number that ends words is no column
    kind: RowKind = "text"
    if all(c.kind in ("year", "lone", "note") for c in values):
        years = [int(line.text[c.start : c.digits]) for c in values if c.kind == "year"]
        kind = "years" if years and _is_sequence(years) else "text"
    elif any(c.kind in ("figure", "nil", "none", "year", "phrase") for c in values) and not _is_justified(
        chunks, first
    ):
        kind = "value"
    if kind == "text":
        chunks = join_near(chunks)
        return Row(number, kind, line, tuple(chunks), len(chunks))
    row = Row(number, kind, line, tuple(chunks), first, count)
    return row._replace(is_strong=True) if kind == "value" and _is_strong(row) else row


def join_near(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The chunks of a line of words, those one blank apart as one: "March 31"."""
    joined: list[Chunk] = []
    for chunk in chunks:
        if joined and chunk.gap == 1:
            joined[-1] = joined[-1]._replace(end=chunk.end, digits=chunk.digits, kind="words")
        else:
            joined.append(chunk)
    return joined


def _is_sequence(years: list[int]) -> bool:
    """Whether years follow one another closely, as headings of columns do and counts do not."""
    return all(abs(a - b) <= 2 for a, b in pairwise(years))


def _is_justified(chunks: list[Chunk], first: int) -> bool:
    """Whether one figure stands apart only as the words before it do: justified prose."""
    return first > 1 and len(chunks) == first + 1 and chunks[first].gap < WIDE


def may_be_value(text: str) -> bool:
    """Whether a line's last character or a wide blank lets it hold a column of figures: saves looking into prose."""
    return text[-1] in _ENDS_AS_VALUE or "   " in text.lstrip()


def _is_strong(row: Row) -> bool:
    """Whether a row has several figures, or one that is set far apart and printed as an amount."""
    values = row.loosened().values if row.is_collapsed else row.values
    printed = [bool(_FORMATTED.search(row.text(c))) for c in values if c.kind in ("figure", "phrase")]
    if row.is_collapsed:
        return sum(printed) > 1
    if len(values) > 1:
        is_apart = all(c.gap > 1 for c in values) and (len(values) > 2 or values[1].gap >= WIDE)
        return any(printed) or any(c.kind == "nil" for c in values) or is_apart
    only = values[0]
    is_apart = only.gap >= WIDE if row.first else row.line.indent >= CENTRED // 2
    return is_apart and (only.kind != "figure" or only.gap > 2 * WIDE or any(printed))


def is_amount(row: Row) -> bool:
    """Whether the last figure of a row is printed as an amount: with a separator, a mark or a bracket."""
    last = row.chunks[-1]
    return last.kind in ("figure", "phrase") and bool(_FORMATTED.search(row.text(last)))


def row_right_of(row: Row, bound: int) -> Row:
    """The row without figures that end left of column `bound`, where the labels are: words of a label, all or some."""
    if row.kind != "value" or row.is_collapsed or row.left >= bound:
        return row
    first = row.first + row.tight
    while first < len(row.chunks) and row.chunks[first].end <= bound:
        first += 1
    if first == len(row.chunks):
        return row._replace(kind="text", first=first, tight=0)
    return row._replace(first=first, tight=0)


def is_prose(line: Line) -> bool:
    """Whether a line could be the body of a paragraph: long, not centred, not set in columns, in lower case."""
    text = line.text
    return (
        len(text) - line.indent >= PROSE
        and line.indent < CENTRED
        and "   " not in text[line.indent :].replace(".   ", ". ")
        and not text.isupper()
    )


def ends_sentence(text: str) -> bool:
    """Whether a line ends as a sentence does."""
    return bool(_SENTENCE_END.search(text[-6:]))


def ends_abbreviated(text: str) -> bool:
    """Whether the full stop at the end of a line is that of an abbreviation, as of a company's name."""
    return bool(_group("abbreviation", True)(text[-12:]))


def starts_bullet(line: Line) -> bool:
    """Whether a line begins with the mark of a list item."""
    return bool(BULLET.match(line.text, line.indent))


def starts_note(line: Line) -> bool:
    """Whether a line begins with the mark of a footnote: "(1) ", "^(2) ", "* ", "NOTE: "."""
    return bool(_NOTE.match(line.text, line.indent))


@cache
def _group(name: str, whole: bool) -> Callable[[str], re.Match[str] | None]:
    pattern = "|".join(load_rules("layout")[name]["words"])
    return re.compile(rf"(?<![A-Za-z])(?:{pattern})(?![A-Za-z])" if whole else pattern, re.IGNORECASE).search


def has_period(text: str) -> bool:
    """Whether words name a period or date: they head columns."""
    return bool(_group("period", True)(text))


def has_scale(text: str) -> bool:
    """Whether words tell the scale of a table ("in thousands", "unaudited")."""
    return bool(_group("scale", False)(text))


def has_power(text: str) -> bool:
    """Whether words that tell a scale name its power of ten, not only that the figures are unaudited."""
    return has_scale(text) and bool(_group("power", True)(text))

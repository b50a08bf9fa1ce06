"""A line cut into chunks: figures with their detached marks and brackets, nil dashes, and words between wide blanks."""

import re
from collections.abc import Callable
from functools import cache
from typing import Literal, NamedTuple

from tieout.numerals import MINUS
from tieout.rules import load_rules

ChunkKind = Literal["figure", "year", "nil", "none", "phrase", "note", "lone", "words"]
"""`year` is a bare 19xx or 20xx, `none` stands for no figure ("n/m"), `phrase` is a figure with its unit ("150 bps"),
`note` a footnote mark in a column of its own, `lone` a currency mark with nothing behind it, `words` all else."""

RANGE = 12
"""The other end of a range ("4% to      5%") stands no further off than this."""

PHRASE = 24
"""A figure with words behind it that is longer than this is a sentence that begins with a number."""


class Chunk(NamedTuple):
    """What stands between wide blanks at columns `[start, end)` of a line; `gap` is the number of blanks before it.

    `digits` is the column behind its last digit: closing brackets and percent signs do not count in alignment.
    """

    start: int
    end: int
    kind: ChunkKind
    gap: int
    digits: int


_DASH = re.escape(MINUS)
_CURRENCY = r"(?:[A-Z]{1,3})?[$€£¥₹₩]"
_BEFORE = "".join(
    (
        r"(?:~\ *+|[<>≤≥]\ ?+)?",  # ~ $   >100
        rf"(?:[+{_DASH}]\ ?+(?={_CURRENCY}|[(]))?(?:[+{_DASH}])?",  # -$   - $ (a range's dash)   -5
        r"(?P<open>[(\[]\ {0,8}+)?",  # (   blanks only behind a bracket or a mark
        rf"(?:{_CURRENCY}\ *+)?",  # $      US$
        rf"(?:[+{_DASH}])?(?P<inner>[(\[]\ *+)?",  # $-   $ (
    )
)
_DIGITS = r"(?P<digits>\d++(?:,\d++)*(?:\ ,\d{3}(?!\d))*(?:\.\d++)?|\.\d++)"  # 1,234.5   .40   4,180 ,000
_AFTER = "".join(
    (
        r"(?(open)(?:\ *+[)\]])?|)(?(inner)(?:\ *+[)\]])?|)",  # a detached bracket only where one is open
        r"(?:\ *+%(?![^\s)*^(]))?",  # a detached percent sign
        r"(?(open)(?:\ ?[)\]])?|)[xX]?+",  # (1.9 %)   2.3x
        r"(?:\ ?\^?\([a-z\d]{1,2}\)(?<!\ \(\d\))|\ ?\^\ ?\d|\*{1,3}|[†‡¹²³⁴⁵⁶])?",  # notes: 1,234(1)  12%*  5^2
    )
)
_NIL = rf"(?:{_CURRENCY}\ *+)?(?:~\ *+)?(?:{_CURRENCY}\ *+)?\(?(?:-{{1,3}}|[–—―−]{{1,3}}|-\ -)\)?(?:\ *+%)?"
_SCAN = re.compile(
    rf"""(?=\S)(?<!\S)(?:(?=[^A-Za-z]|[A-Z]{{1,3}}[$€£¥₹₩])(?:
      (?P<year>(?:19|20)\d\d)(?!\S)
    | (?P<figure>{_BEFORE}{_DIGITS}{_AFTER})(?!\S)
    | (?P<nil>{_NIL})(?!\S)
    | (?P<note>\^?\([a-z]{{1,2}}\)|\^\(?\d\)?)(?!\S)
    | (?P<lone>(?:~\ *+)?{_CURRENCY}|[%)~<>])(?!\S))
    | (?P<words>\S+(?:\ [^\s\d$€£¥(\[.~<>+%*^—–-]\S*)*)
    )""",
    re.VERBOSE,
)
_MARKS = f"{MINUS}$€£¥₹₩()%+ "
_NIL_BEHIND = re.compile(rf" (?:\$ )?[{_DASH}](?!\S)")
_NOTE_NUMBER = re.compile(r"(?:\(\d{1,2}\))+")
_RANGE = re.compile(r"(?<=\d)[%)]? to$")
_JOINT = re.compile(r"\d\S* (?:to|and|or|/|[-–—])$")  # "5% to", "$10.75 /": the other end follows


def text_to_chunks(text: str) -> list[Chunk]:
    """The chunks of a line as shown, left to right.

    >>> line = "Income taxes      $   35    (5,846   )   n/m"
    >>> [(line[c.start : c.end], c.kind) for c in text_to_chunks(line)]
    [('Income taxes', 'words'), ('$   35', 'figure'), ('(5,846   )', 'figure'), ('n/m', 'none')]
    >>> [(c.kind, c.start) for line in ("(96) - (96) -", "$5 - $7") for c in text_to_chunks(line)]
    [('figure', 0), ('nil', 5), ('figure', 7), ('nil', 12), ('figure', 0)]
    """
    chunks: list[Chunk] = []
    is_nothing = _nothing()
    end = 0
    for match in _SCAN.finditer(text):
        kind: ChunkKind = match.lastgroup  # type: ignore[assignment]
        start, gap = match.start(), match.start() - end
        end = match.end()
        digits = match.end("digits") if kind == "figure" else end
        if kind == "words" and is_nothing(match[0]):
            kind = "none"
        if gap == 1 and chunks:
            _append_near(chunks, Chunk(start, end, kind, gap, digits), text)
        elif (
            kind == "figure"
            and chunks
            and gap <= RANGE
            and chunks[-1].gap > 1
            and _RANGE.search(text, chunks[-1].start, chunks[-1].end)
        ):
            chunks[-1] = _join(chunks[-1], Chunk(start, end, kind, gap, digits))._replace(kind="figure", digits=digits)
        else:
            chunks.append(Chunk(start, end, kind, gap, digits))
    return chunks


def _append_near(chunks: list[Chunk], chunk: Chunk, text: str) -> None:
    """Add a chunk that stands one blank behind the last: as part of a phrase, or on its own."""
    last = chunks[-1]
    if chunk.kind == "words":
        joined = _join(chunks.pop(), chunk)
        if joined.gap == 1 and chunks and last.kind != "words":
            joined = _join(chunks.pop(), joined)
        elif last.kind == "figure" and joined.gap > 1 and joined.end - joined.start <= PHRASE:
            joined = joined._replace(kind="phrase")
        chunks.append(joined)
    elif last.kind == "year" and (chunk.kind == "note" or _NOTE_NUMBER.fullmatch(text, chunk.start, chunk.end)):
        chunks[-1] = last._replace(end=chunk.end)
    elif last.kind in ("words", "phrase") and (
        chunk.kind in ("note", "none", "lone")
        or _NOTE_NUMBER.match(text, chunk.start, chunk.end)
        or _JOINT.search(text, max(last.start, last.end - 24), last.end)
    ):
        chunks[-1] = _join(last, chunk)
    elif (
        chunk.kind == "figure" and last.kind == "figure" and text[chunk.start] in MINUS and text[chunk.start + 1] == " "
    ):
        if _is_range(last, chunk, text):
            chunks[-1] = _join(last, chunk)._replace(kind="figure", digits=chunk.digits)
        else:
            chunks.append(Chunk(chunk.start, chunk.start + 1, "nil", 1, chunk.start + 1))
            chunks.append(chunk._replace(start=chunk.start + 2))
    elif (
        chunk.kind == "figure"
        and last.kind == "nil"
        and last.gap == 1
        and len(chunks) > 1
        and chunks[-2].kind == "figure"
        and _is_range(chunks[-2], chunk, text)
    ):
        chunks.pop()
        chunks[-1] = _join(chunks[-1], chunk)._replace(kind="figure", digits=chunk.digits)
    else:
        chunks.append(chunk)


def _is_range(first: Chunk, second: Chunk, text: str) -> bool:
    """Whether the dash between two figures makes them a range: not if they are one figure, or more dashes follow.

    In "(96.0) - (96.0) -" dashes are figures of nil.
    """
    if text[first.start : first.end].strip(_MARKS) == text[second.start : second.end].strip(_MARKS):
        return False
    return _NIL_BEHIND.match(text, second.end) is None


def _join(first: Chunk, second: Chunk) -> Chunk:
    return Chunk(first.start, second.end, "words", first.gap, second.end)


@cache
def _nothing() -> Callable[[str], re.Match[str] | None]:
    """Tells words that stand for no figure ("n/m")."""
    return re.compile("|".join(load_rules("layout")["nothing"]["words"]), re.IGNORECASE).fullmatch

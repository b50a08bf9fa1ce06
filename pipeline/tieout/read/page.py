"""The source as lines on a page: tabs at their stops, marks of SGML set apart, each column placed in the source."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tieout.frozen import quick

LineKind = Literal["text", "blank", "rule", "page", "open", "close", "stub"]
"""`rule` is drawn (----, ====), `page` a page break, `open` is <TABLE>, `close` </TABLE>, `stub` <S> and <C>."""

TAB = 8
"""Tab stops of a terminal and a line printer, which SGML-era filings were written on."""

_BREAKS = re.compile(r"\r(?!\n)|[\v\u2028\u2029]")
_ODD = re.compile(r"[\x80-\xa0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]")
# ....   . . . .   ____ ; begun only where no leader stands before, so that the scan stays linear
_LEADERS = re.compile(r"(?<![._])(?<!\. )(?:\.{3,}+|(?: ?\.){4,}(?! ?\.)|_{4,}+)(?=\s|[$(\d]|$)")
_RULE = re.compile(r"(?=[\s\S]*?([-=_~*\u2500-\u257f])\1\1)[-=_~*\u2500-\u257f\s]+")
_PAGE_RULE = re.compile(r"\s*\u2501{40,}\s*")  # how w3m draws <hr>, which is where HTML filings break their pages
_TAG = re.compile(r"<(/?)(TABLE|CAPTION|PAGE|S|C|FN|F\d{1,2})>", re.IGNORECASE)


@quick
@dataclass(frozen=True, slots=True)
class Line:
    """A line as shown: `text` without trailing blanks, its tabs expanded and its dot leaders blank.

    `start` is the source offset of its first character. `offsets` gives the source offset of every shown column
    where tabs made them differ, else column k stands at `start + k`.
    """

    kind: LineKind
    start: int
    text: str
    indent: int = 0
    offsets: tuple[int, ...] | None = None

    def at(self, column: int) -> int:
        """The source offset of shown `column`."""
        return self.start + column if self.offsets is None else self.offsets[column]

    def until(self, column: int) -> int:
        """The source offset behind the character before shown `column`."""
        return self.at(column - 1) + 1


def show(source: str) -> str:
    """`source` as a reader sees it, one character for each: C1 controls as in cp1252, white space as blanks.

    >>> show("a\\xa0\\x96 b\\rc")
    'a – b\\nc'
    """
    shown = _BREAKS.sub("\n", source)
    for odd in set(_ODD.findall(shown)):
        shown = shown.replace(odd, _odd_to_shown(odd))
    return shown


def _odd_to_shown(odd: str) -> str:
    if odd >= "\xa0":
        return " "
    try:
        return odd.encode("latin-1").decode("cp1252")
    except UnicodeDecodeError:  # five codes that cp1252 leaves free
        return " "


def shown_to_lines(shown: str, start: int, end: int) -> list[Line]:
    """The lines of `shown[start:end]`, which `show` has made."""
    lines: list[Line] = []
    for piece in shown[start:end].split("\n"):
        text = piece.rstrip()
        if "\f" in piece or "<" in text:
            lines.extend(_marked_to_lines(piece, start))
        elif text:
            lines.append(_text_to_line(text, start))
        else:
            lines.append(Line("blank", start, ""))
        start += len(piece) + 1
    return lines


def _marked_to_lines(text: str, start: int) -> Iterator[Line]:
    """The lines of one that holds form feeds or SGML marks."""
    for k, piece in enumerate(text.split("\f")):
        if k:
            yield Line("page", start - 1, "")
        names = {close + name.upper() for close, name in _TAG.findall(piece)}
        bare = (_TAG.sub(lambda tag: " " * len(tag[0]), piece) if names else piece).rstrip()
        if "PAGE" in names:
            yield Line("page", start, "")
            bare = "" if bare.strip().isdigit() else bare
        if "TABLE" in names:
            yield Line("open", start, "")
        if "S" in names or "C" in names:
            yield Line("stub", start, "")
        if bare:
            yield _text_to_line(bare, start)
        elif not names:
            yield Line("blank", start, "")
        if "/TABLE" in names:
            yield Line("close", start, "")
        start += len(piece) + 1


def _text_to_line(text: str, start: int) -> Line:
    offsets = None
    if "\t" in text:
        text, offsets = _expand(text, start)
    if "..." in text or " . ." in text or "____" in text:
        text = _LEADERS.sub(lambda leader: " " * len(leader[0]), text).rstrip() or text
    first = text.lstrip()
    kind: LineKind = "text"
    if not first[0].isalnum() and _RULE.fullmatch(text):
        kind = "page" if _PAGE_RULE.fullmatch(text) else "rule"
    return Line(kind, start, text, len(text) - len(first), offsets)


def _expand(text: str, start: int) -> tuple[str, tuple[int, ...]]:
    """`text` with its tabs expanded, and the source offset of each shown column."""
    shown: list[str] = []
    offsets: list[int] = []
    for k, piece in enumerate(text.split("\t")):
        if k:
            fill = TAB - len(offsets) % TAB
            shown.append(" " * fill)
            offsets.extend([start - 1] * fill)
        shown.append(piece)
        offsets.extend(range(start, start + len(piece)))
        start += len(piece) + 1
    return "".join(shown), tuple(offsets)

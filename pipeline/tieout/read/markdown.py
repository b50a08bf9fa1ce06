"""Markdown to prose and tables: headings, paragraphs, lists and pipe tables."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tieout.facts import Notice, Place
from tieout.read.page import show
from tieout.read.prose import ProseBuilder
from tieout.release import BlockKind, RawCell, RawTable

TITLE = 120
"""A longer line is prose, not the title of a table."""

_DELIMITER = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?|\s*\|\s*:?-{2,}:?\s*\|?\s*")  # |---|---:|
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(?=\S)")
_BULLET = re.compile(r"\s*(?:[-*+•]|\d{1,2}[.)])\s+(?=\S)")
_NOTE = re.compile(r"\s*(?:\[\^\w{1,8}\]:|\(\d{1,2}\)|\\?\*(?=\s?\w))\s*(?=\S)")
_RULE = re.compile(r"\s*(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,}|={3,})\s*")
_PIPE = re.compile(r"(?<!\\)\|")
# what is printed of a span of text: emphasis marks and the target of a link are left out, an escape stands for its sign
_MARK = re.compile(
    "|".join(
        (
            r"(?P<strong>\*\*|__)",  # **sales**
            r"(?P<emphasis>(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*]))",  # *sales*; not 3 * 4
            r"\\(?P<escaped>[\\`*_{}\[\]()#+.!$|~-])",  # \$
            r"(?P<open>!?\[)(?=[^\]\[]{0,200}\]\()",  # [text](
            r"(?P<target>\]\([^()\s]{0,400}\))",  # ](target)
            r"(?P<break><br ?/?>)",
            r"(?P<code>`)",
            r"(?P<blank>\s+)",
        )
    )
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the source, `[start, end)` without its trailing white space."""

    start: int
    end: int


def looks_like_markdown(source: str, start: int, end: int) -> bool:
    """Whether `source[start:end]` is Markdown: it has a table of pipes, or two headings with `#`.

    >>> looks_like_markdown("| Sales | 5 |\\n|---|---:|", 0, 24), looks_like_markdown("Sales   5\\n-----  ----", 0, 21)
    (True, False)
    """
    if "|" not in source[start:end] and "# " not in source[start:end]:
        return False
    headings = 0
    for line in source[start:end].split("\n"):
        if "|" in line and "--" in line and _DELIMITER.fullmatch(line.rstrip()):
            return True
        headings += bool(_HEADING.match(line))
    return headings > 1


def read_markdown(prose: ProseBuilder, source: str, start: int, end: int) -> list[Notice]:
    """Append the prose and the tables of the Markdown `source[start:end]` to `prose`, in the order of the document."""
    shown = show(source)
    lines = _lines(shown, start, end)
    caption: list[str] = []
    is_body = False
    number = 0
    while number < len(lines):
        rows = _table_at(shown, lines, number)
        if rows:
            prose.close("paragraph")
            prose.add_table(_rows_to_table(shown, rows, tuple(caption)))
            caption, number = [], number + len(rows) + 1
            continue
        number += 1
        is_body = _add_line(prose, shown, lines[number - 1], caption, is_body=is_body)
    prose.close("paragraph")
    return []


def _lines(shown: str, start: int, end: int) -> list[_Line]:
    lines = []
    for text in shown[start:end].split("\n"):
        lines.append(_Line(start, start + len(text.rstrip())))
        start += len(text) + 1
    return lines


def _add_line(prose: ProseBuilder, shown: str, line: _Line, caption: list[str], *, is_body: bool) -> bool:
    """Append a line of prose; keep what may be a caption. Returns whether the body of the release has begun."""
    text = shown[line.start : line.end]
    if not text.strip() or _RULE.fullmatch(text):
        prose.close("paragraph")
        return is_body
    if heading := _HEADING.match(text):
        prose.close("paragraph")
        kind: BlockKind = "headline" if len(heading[1]) == 1 and not is_body else "heading"
        _add_text(prose, shown, line.start + heading.end(), line.end)
        prose.close(kind)
        caption[:] = [*caption[-2:], _plain(text[heading.end() :])]
        return is_body
    for pattern, kind in ((_BULLET, "bullet"), (_NOTE, "footnote")):
        if mark := pattern.match(text):
            prose.close("paragraph")
            _add_text(prose, shown, line.start + (mark.end() if kind == "bullet" else 0), line.end)
            prose.close(kind)
            caption.clear()
            return True
    is_title = len(text) < TITLE and (text.lstrip().startswith(("**", "__", "(", "*(")) or not text.endswith("."))
    caption[:] = [*caption[-3:], _plain(text)] if is_title else []
    prose.add_blank(line.start - 1, line.start)
    _add_text(prose, shown, line.start, line.end)
    return is_body or len(text) > TITLE


def _add_text(prose: ProseBuilder, shown: str, start: int, end: int) -> None:
    """Append what `shown[start:end]` prints."""
    at = start
    for mark in _MARK.finditer(shown, start, end):
        prose.add(shown[at : mark.start()], at)
        if mark["blank"] or mark["break"]:
            prose.add_blank(mark.start(), mark.end())
        elif mark["escaped"]:
            prose.add_folded(mark["escaped"], mark.start(), mark.end())
        at = mark.end()
    prose.add(shown[at:end], at)


def _plain(text: str) -> str:
    """What `text` prints."""
    return " ".join(_MARK.sub(lambda m: m["escaped"] or (" " if m["blank"] or m["break"] else ""), text).split())


def _table_at(shown: str, lines: Sequence[_Line], number: int) -> list[_Line]:
    """The lines of the pipe table headed by line `number`, without the line of dashes; empty where there is none."""
    if number + 1 >= len(lines) or "|" not in shown[lines[number].start : lines[number].end]:
        return []
    if not _DELIMITER.fullmatch(shown, lines[number + 1].start, lines[number + 1].end):
        return []
    last = number + 2
    while last < len(lines) and "|" in shown[lines[last].start : lines[last].end]:
        last += 1
    return [lines[number], *lines[number + 2 : last]]


def _rows_to_table(shown: str, rows: Sequence[_Line], caption: tuple[str, ...]) -> RawTable:
    """The grid of a pipe table; empty cells are left out, an empty heading too."""
    cells: list[RawCell] = []
    columns = 1
    for number, line in enumerate(rows):
        for column, (start, end) in enumerate(_cell_spans(shown, line)):
            text = _plain(shown[start:end])
            columns = max(columns, column + 1)
            if text:
                bold = shown[start:end].startswith(("**", "__"))
                start, end = _trimmed(shown, start, end)
                cells.append(RawCell(number, column, text, start, end, bold=bold, header=number == 0))
    place = Place(rows[0].start, rows[-1].end)
    return RawTable(place, len(rows), columns, tuple(cells), "markdown", caption)


def _cell_spans(shown: str, line: _Line) -> list[tuple[int, int]]:
    """The cells of a line between its pipes, without the blanks around them."""
    bounds = [m.start() for m in _PIPE.finditer(shown, line.start, line.end)]
    text = shown[line.start : line.end]
    starts = [line.start, *(b + 1 for b in bounds)]
    ends = [*bounds, line.end]
    spans = list(zip(starts, ends, strict=True))
    if text.lstrip().startswith("|"):
        spans = spans[1:]
    if text.endswith("|") and spans:
        spans = spans[:-1]
    return [_stripped(shown, start, end) for start, end in spans]


def _stripped(shown: str, start: int, end: int) -> tuple[int, int]:
    text = shown[start:end]
    return start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip()) if text.strip() else start


def _trimmed(shown: str, start: int, end: int) -> tuple[int, int]:
    """`[start, end)` without the marks of emphasis around it."""
    while end - start > 2 and shown[start] in "*_" and shown[end - 1] == shown[start]:
        start, end = start + 1, end - 1
    return start, end
